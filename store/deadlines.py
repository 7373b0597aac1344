"""Promises with a time, and where the ladder of each stands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from domain.cases import DEADLINE, Deadline, DeadlineEvent, DeadlineStatus
from domain.errors import Outdated
from domain.lifecycle import move
from domain.people import Team
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_c = t.deadlines.c
_ROW = columns(t.deadlines, Deadline)
_NEW = Prepared(
    insert(t.deadlines).returning(_c.id),
    [
        "case_id", "kind", "round", "team", "rules", "starts_at", "due_at", "by_hand", "working", "fire_at", "rung",
        "version", "status",
    ],
)  # fmt: skip
_BY_ID = Prepared(select(*_ROW).where(_c.id == bindparam("deadline")))
_OF_CASE = Prepared(select(*_ROW).where(_c.case_id == bindparam("case")).order_by(_c.id))
_OPEN = Prepared(
    select(*_ROW)
    .where(_c.case_id == bindparam("case"), _c.kind == bindparam("which"), _c.status == DeadlineStatus.OPEN)
    .order_by(_c.round.desc())
    .limit(1)
)
_SETTLE = Prepared(
    update(t.deadlines)
    .where(_c.id == bindparam("deadline"))
    .values(status=bindparam("to"), settled_at=bindparam("now"), fire_at=None, version=_c.version + 1)
)
_DUE = Prepared(
    select(*_ROW)
    .join(t.cases, t.cases.c.id == _c.case_id)
    .where(_c.fire_at <= bindparam("now"))
    .order_by(t.cases.c.urgent.desc(), _c.fire_at, _c.id)
    .limit(bindparam("most"))
)
_NEXT_DUE = Prepared(select(func.min(_c.fire_at)).where(_c.fire_at.is_not(None)))


@cache
def _changed(names: tuple[str, ...]) -> Prepared:
    """A deadline with other values in these columns, if nobody has changed it since."""
    mine = (_c.id == bindparam("this"), _c.version == bindparam("read"))
    change = update(t.deadlines).where(*mine).values({name: bindparam(f"to_{name}") for name in names})
    return Prepared(change.returning(*_ROW))


class Deadlines:
    """Deadlines of cases: written down, looked at, moved, settled."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.conn = work.conn

    def add(
        self,
        case: int,
        kind: str,
        round_: int,
        team: Team,
        rules: Sequence[str],
        *,
        starts_at: datetime,
        due_at: datetime,
        fire_at: datetime | None,
        working: bool = False,
    ) -> int:
        """A new open deadline; its id. `fire_at`: when the clock looks at it first."""
        row = {
            "case_id": case, "kind": kind, "round": round_, "team": team, "rules": list(rules), "starts_at": starts_at,
            "due_at": due_at, "by_hand": False, "working": working, "fire_at": fire_at, "rung": 0, "version": 1,
            "status": DeadlineStatus.OPEN,
        }  # fmt: skip
        return int(_NEW.scalar(self.conn, **row))

    def get(self, deadline: int) -> Deadline:
        """The deadline; it must be there."""
        return one(self.conn, _BY_ID, Deadline, deadline=deadline)

    def find(self, deadline: int) -> Deadline | None:
        """The deadline, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, _BY_ID, Deadline, deadline=deadline)

    def of(self, case: int) -> list[Deadline]:
        """Every promise of a case, oldest first."""
        return many(self.conn, _OF_CASE, Deadline, case=case)

    def open_of(self, case: int, kind: str) -> Deadline | None:
        """The promise of that kind that still runs."""
        return optional(self.conn, _OPEN, Deadline, case=case, which=kind)

    def settle(self, deadline: Deadline, event: DeadlineEvent, now: datetime) -> None:
        """Met, missed or dropped: moved by its table, the clock looks no more."""
        status = move(DEADLINE, deadline.status, event)
        _SETTLE.run(self.conn, deadline=deadline.id, to=status, now=now)
        self.work.watched.touch_of(deadline.case_id)

    def change(self, deadline: Deadline, values: Mapping[str, Any]) -> Deadline:
        """The deadline with other values, one version up. `Outdated` when somebody changed it since it was read."""
        row = {"version": deadline.version + 1, **values}
        bound = {f"to_{name}": value for name, value in row.items()}
        changed = optional(self.conn, _changed(tuple(row)), Deadline, this=deadline.id, read=deadline.version, **bound)
        if changed is None:
            raise Outdated
        self.work.watched.touch_of(deadline.case_id)
        return changed

    def due(self, now: datetime, limit: int) -> list[Deadline]:
        """Open deadlines to look at: those of urgent matters first, then the longest due.

        Settled ones have no `fire_at`: asked for their status too, a database without statistics reads all that are open.
        """
        return many(self.conn, _DUE, Deadline, now=now, most=limit)

    def next_due(self) -> datetime | None:
        """When the clock must look next."""
        found: datetime | None = _NEXT_DUE.scalar(self.conn)
        return found

    def open_after(self, community: int, after: int, limit: int) -> list[Deadline]:
        """Open promises of a community with a higher id, in the order of their ids: to go through all of them in parts."""
        cases = t.cases.c
        query = (
            select(*_ROW)
            .join(t.cases, cases.id == _c.case_id)
            .where(cases.community_id == community, _c.status == DeadlineStatus.OPEN, _c.id > after)
            .order_by(_c.id)
            .limit(limit)
        )
        return many(self.conn, query, Deadline)
