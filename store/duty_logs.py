"""Daily logs of the staff, and what a team was told before its shift (SHF-02, SHF-05)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from domain.people import Team
from store import tables as t
from store.rows import columns, many

if TYPE_CHECKING:
    from store.work import Work


class LogKind(StrEnum):
    """What is written down."""

    #: What somebody did that day.
    LOG = "log"
    #: What the team was told before the shift.
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class DutyLog:
    """One entry; there may be several a day."""

    id: int
    day: date
    kind: LogKind
    team: Team | None
    staff_id: int
    words: str
    at: datetime


_c = t.duty_logs.c
_ROW = columns(t.duty_logs, DutyLog)


class DutyLogs:
    """Entries, never changed."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(
        self, community: int, day: date, kind: LogKind, team: Team | None, staff: int, words: str, at: datetime
    ) -> int:
        """A new entry; its id."""
        values = {
            "community_id": community, "day": day, "kind": kind, "team": team, "staff_id": staff, "words": words, "at": at,
        }  # fmt: skip
        return int(self.conn.execute(insert(t.duty_logs).values(**values).returning(_c.id)).scalar_one())

    def between(self, community: int, first: date, last: date) -> list[DutyLog]:
        """The entries of these days, oldest first."""
        mine = (_c.community_id == community, _c.day >= first, _c.day <= last)
        return many(self.conn, select(*_ROW).where(*mine).order_by(_c.day, _c.id), DutyLog)
