"""What only a breach has, and its steps on the record."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from domain.breach import BreachFacts, Step
from domain.cases import OVER, Case
from store import tables as t
from store.heard_tables import breach_steps, breaches
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_b, _s = breaches.c, breach_steps.c
_STEP = columns(breach_steps, Step)
_OF = Prepared(select(*columns(breaches, BreachFacts)).where(_b.case_id == bindparam("case")))
_STEPS = Prepared(select(*_STEP).where(_s.case_id == bindparam("case")).order_by(_s.id))


class Breaches:
    """Breaches and their steps."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, case: int, values: Mapping[str, Any]) -> None:
        """For a new case."""
        self.conn.execute(insert(breaches).values(case_id=case, **values))

    def of(self, case: int) -> BreachFacts:
        """What only a breach has; it must be one."""
        return one(self.conn, _OF, BreachFacts, case=case)

    def change(self, case: int, values: Mapping[str, Any]) -> None:
        """Sets some of it."""
        self.conn.execute(update(breaches).where(_b.case_id == case).values(dict(values)))

    def open(self, community: int, limit: int, offset: int) -> list[Case]:
        """Open ones of a community, the newest first."""
        c = t.cases.c
        mine = (c.community_id == community, c.flow == "breach", c.closed_at.is_(None), c.status.not_in(sorted(OVER)))
        query = select(*columns(t.cases, Case)).where(*mine).order_by(c.id.desc())
        return many(self.conn, query.limit(limit).offset(offset), Case)

    # steps

    def record(
        self, case: int, kind: str, words: str, by: int, at: datetime, asked_of: int | None, declined: bool
    ) -> int:
        """One more step; its id."""
        values = {
            "case_id": case, "kind": kind, "words": words, "by": by, "at": at, "asked_of": asked_of,
            "declined_at": at if declined else None,
        }  # fmt: skip
        return int(self.conn.execute(insert(breach_steps).values(values).returning(_s.id)).scalar_one())

    def steps(self, case: int) -> list[Step]:
        """All of them, oldest first."""
        return many(self.conn, _STEPS, Step, case=case)

    def step(self, step: int) -> Step | None:
        """The step, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_STEP).where(_s.id == step), Step)

    def sign(self, step: int, person: int, now: datetime) -> bool:
        """Signed; False when it was already."""
        mine = (_s.id == step, _s.signed_at.is_(None))
        return bool(
            self.conn.execute(update(breach_steps).where(*mine).values(signed_by=person, signed_at=now)).rowcount
        )

    def decline(self, step: int, now: datetime) -> bool:
        """They would not; False when they have signed, or said so before."""
        mine = (_s.id == step, _s.signed_at.is_(None), _s.declined_at.is_(None))
        return bool(self.conn.execute(update(breach_steps).where(*mine).values(declined_at=now)).rowcount)

    def files(self, case: int) -> dict[str, int]:
        """How many files belong to each step, by the step they were kept under."""
        m = t.media.c
        rows = self.conn.execute(select(m.step, func.count()).where(m.case_id == case).group_by(m.step))
        return {row[0]: row[1] for row in rows}
