"""Figures of breaches and disputes. The rules say "promptly" and no more (VIO-01 to VIO-03): how long that is, we have set."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("breach.dissuade_hours", Kind.HOURS, 4, "VIO-01 VIO-02", "发现违规后多久内劝阻（规则只说及时，由我们定）",
            "Breach: dissuaded within (the rules say promptly; set by us)", 1, 72),
    number("breach.mediate_hours", Kind.HOURS, 8, "VIO-03", "邻里纠纷多久内调解（规则没有写明，由我们定）",
            "Dispute: mediated within (not in the rules; set by us)", 1, 168),
    number("breach.write_days", Kind.DAYS, 2, "VIO-01 VIO-02", "劝阻后多久内发整改通知（规则没有写明，由我们定）",
            "Breach: written order after dissuading within (set by us)", 1, 30),
    number("breach.correct_days", Kind.DAYS, 7, "VIO-02", "整改通知后多久内改正或上报（规则没有写明，由我们定）",
            "Breach: put right or reported after the order within (set by us)", 1, 90),
    number("breach.close_days", Kind.DAYS, 15, "VIO-01", "改正、调解或上报后多久内归档（规则没有写明，由我们定）",
            "Breach: filed after that within (set by us)", 1, 180),
)  # fmt: skip
