"""The ledger of periodic duties: what ran for which period, and what was passed over."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select

from store import tables as t
from store.prepared import Prepared

if TYPE_CHECKING:
    from store.work import Work

_c = t.runs.c
_HOW = Prepared(
    select(_c.how).where(
        _c.community_id == bindparam("community"), _c.duty == bindparam("duty"), _c.period == bindparam("period")
    )
)
_EVER = Prepared(select(func.count()).where(_c.community_id == bindparam("community"), _c.duty == bindparam("duty")))
_ADD = Prepared(insert(t.runs), ["community_id", "duty", "period", "how", "at"])


class Runs:
    """What the timetable did."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def how(self, community: int, duty: str, period: str) -> str | None:
        """`done` or `passed`; None while nothing was noted for the period."""
        found: str | None = _HOW.scalar(self.conn, community=community, duty=duty, period=period)
        return found

    def ever(self, community: int, duty: str) -> bool:
        """Whether the duty is known there at all."""
        return bool(_EVER.scalar(self.conn, community=community, duty=duty))

    def note(self, community: int, duty: str, period: str, how: str, at: datetime) -> None:
        """Once per period."""
        _ADD.run(self.conn, community_id=community, duty=duty, period=period, how=how, at=at)
