"""Figures of receipts and the cash of a day (RCP-01, RCP-05, F-45)."""

from domain.standards.kinds import Kind, Standard, number, other

STANDARDS: tuple[Standard, ...] = (
    number("receipt.check_tries", Kind.INT, 5, "RCP-01", "核验收据，一段时间内可以试错几次", "Wrong tries at checking a receipt", 1, 50),
    number("receipt.check_hours", Kind.HOURS, 1, "RCP-01", "试错次数按多长时间算", "Wrong tries are counted over", 1, 72),
    other("cash.tell_at", Kind.TIME, "09:00", "RCP-05 F-45", "每天几点提醒没结清的现金", "Cash not settled is said at"),
    number("cash.rise_days", Kind.DAYS, 2, "RCP-05 F-45", "现金几天没结清就告诉经理", "Cash not settled goes to the manager after", 1, 30),
    number("cash.list_days", Kind.DAYS, 30, "RCP-05", "每日钱款往回列几天", "Days of money listed back", 7, 92),
)  # fmt: skip
