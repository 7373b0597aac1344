"""What the figures of the rules are counted from, and how (F-05 to F-07, F-43, REP-15, REP-16). Pure."""

from domain.figures.lengths import Lengths, lengths
from domain.figures.period import Period, day, days, month, parse, quarter, read_days, week, year
from domain.figures.repairs import Limits, RepairCount, Workload, count, finished_between, overloaded
from domain.figures.rows import Happening, HappeningKind, Kept, RepairRow

__all__ = [
    "Happening", "HappeningKind", "Kept", "Lengths", "Limits", "Period", "RepairCount", "RepairRow", "Workload", "count",
    "day", "days", "finished_between", "lengths", "month", "overloaded", "parse", "quarter", "read_days", "week", "year",
]  # fmt: skip
