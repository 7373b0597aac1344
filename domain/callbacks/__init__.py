"""Asking back after a repair (回访): when, whom, what follows, and how well it is kept (CBK-01 to CBK-12, X-01 to X-05)."""

from domain.callbacks.figures import CallbackCount, CallbackRow, FinishRow, Recurring, Share, count
from domain.callbacks.kinds import NOT_ASKED, SAFETY, Callback, Promised, Sort, by_rain, sort_of
from domain.callbacks.plan import CallbackFigures, Job, Plan, Times, first, following, leak_start, phone_at, times
from domain.callbacks.states import FINAL, OPEN, START, TABLE, Event, Status

__all__ = [
    "FINAL", "NOT_ASKED", "OPEN", "SAFETY", "START", "TABLE", "Callback", "CallbackCount", "CallbackFigures",
    "CallbackRow", "Event", "FinishRow", "Job", "Plan", "Promised", "Recurring", "Share", "Sort", "Status", "Times", "by_rain",
    "count", "first", "following", "leak_start", "phone_at", "sort_of", "times",
]  # fmt: skip
