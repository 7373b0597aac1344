"""Figures of statements of account: when they are made, checked and brought (FEE-01, F-50)."""

from domain.standards.kinds import Kind, Standard, number, other

STANDARDS: tuple[Standard, ...] = (
    number("statement.from_day", Kind.INT, 28, "FEE-01", "每月几号起做下月的对帐单", "Next month's statements of account are made from this day on", 1, 28),
    other("statement.make_at", Kind.TIME, "08:40", "FEE-01", "对帐单几点做", "Statements of account are made at"),
    number("statement.check_days", Kind.DAYS, 3, "FEE-01 F-50", "对帐单做好几天没核对，报客服主管（规则没有写明，由我们定）",
           "Statements nobody has checked go up to the supervisor after (not in the rules, set by us)", 1, 14),
    number("statement.jump", Kind.INT, 50, "FEE-01", "比上月多百分之几要看一眼（规则没有写明，由我们定）",
           "Above last month by so many per cent is looked at (not in the rules, set by us)", 1, 1_000),
    other("statement.family", Kind.FLAG, False, "FEE-01", "对帐单也发给家属", "Statements of account go to the family, too"),
    number("statement.page", Kind.INT, 40, "", "对帐单一次发几户", "Homes whose statements are sent in one portion", 1, 200),
    number("statement.homes", Kind.INT, 500, "", "对帐单一次做几户", "Homes whose statements are made in one portion", 10, 2_000),
)  # fmt: skip
