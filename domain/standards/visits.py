"""Figures of visits to owners (VIS-01, VIS-02, VIS-10, X-27)."""

from domain.standards.kinds import Kind, Standard, choice, number, other

STANDARDS: tuple[Standard, ...] = (
    number("visit.rounds", Kind.INT, 3, "VIS-01 X-27 DST-11", "每月走访次数", "Visits a month", 1, 31),
    choice("visit.unit", ("rounds", "households"), "X-27", "每月走访次数的单位", "What is counted as a visit a month"),
    number("visit.homes", Kind.INT, 5, "VIS-02", "每位管家每轮走访几户（规则没有写明，由我们定）",
            "Homes of a butler in one round (not in the rules, set by us)", 1, 100),
    other("visit.plan_at", Kind.TIME, "08:20", "VIS-02", "每月 1 号几点排走访计划", "Plan of visits made on the 1st at"),
    other("visit.remind_at", Kind.TIME, "08:40", "VIS-01 VIS-02", "当天走访几点提醒", "Reminder of the day's visits at"),
    number("visit.remind_hours", Kind.HOURS, 8, "", "走访提醒晚于多久就不发", "A reminder of visits later than this is passed over", 1, 14),
    number("visit.left_days", Kind.DAYS, 5, "VIS-01", "月底前几天提醒还没走访的", "Reminder of what is left, before the month ends", 1, 20),
    other("visit.summary_at", Kind.TIME, "17:40", "VIS-05 VIS-10", "月末几点发走访汇总", "Month's summary of visits on its last day at"),
    number("visit.review_day", Kind.INT, 3, "CBK-12", "走访回访月报没人审阅，次月几号照报", "Report on callbacks and visits goes up unreviewed on the day", 1, 28),
    number("visit.ahead_days", Kind.DAYS, 60, "", "走访最远约到几天后", "A visit is put off by at most", 7, 366),
)  # fmt: skip
