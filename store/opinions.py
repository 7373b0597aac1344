"""Callbacks after surveys: one for each home and reason, the calls made, how many are settled."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, bindparam, func, insert, select, update

from domain.cases import OVER, Case
from domain.opinions import Call, Opinion
from store import tables as t
from store.opinion_tables import opinion_calls, opinions
from store.prepared import Prepared
from store.rows import columns, many, one

if TYPE_CHECKING:
    from store.work import Work

_o, _l, _c = opinions.c, opinion_calls.c, t.cases.c
_ROW, _CALL, _CASE = columns(opinions, Opinion), columns(opinion_calls, Call), columns(t.cases, Case)
_OF = Prepared(select(*_ROW).where(_o.case_id == bindparam("case")))
_CALLS = Prepared(select(*_CALL).where(_l.case_id == bindparam("case")).order_by(_l.id))


class Opinions:
    """Callbacks after surveys and their calls."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, case: int, values: Mapping[str, Any]) -> None:
        """For a new matter."""
        self.conn.execute(insert(opinions).values(case_id=case, **values))

    def of(self, case: int) -> Opinion:
        """What only such a callback has; it must be one."""
        return one(self.conn, _OF, Opinion, case=case)

    def change(self, case: int, values: Mapping[str, Any]) -> None:
        """Sets some of it."""
        self.conn.execute(update(opinions).where(_o.case_id == case).values(dict(values)))

    def of_home(self, survey: int, unit: int) -> list[tuple[Case, Opinion]]:
        """Every callback of a home after one survey, the oldest first."""
        return self._found(_o.survey_id == survey, _o.unit_id == unit)

    def of_survey(self, survey: int) -> list[tuple[Case, Opinion]]:
        """Every callback after a survey, the oldest first."""
        return self._found(_o.survey_id == survey)

    def open(self, community: int, survey: int | None, limit: int, offset: int) -> list[Case]:
        """Those still to be settled, the oldest first; of one survey, or of all."""
        where = [_c.community_id == community, _c.closed_at.is_(None), _c.status.not_in(sorted(OVER))]
        where += [_o.survey_id == survey] if survey is not None else []
        query = select(*_CASE).join(opinions, _o.case_id == _c.id).where(*where).order_by(_c.id)
        return many(self.conn, query.limit(limit).offset(offset), Case)

    def counts(self, survey: int) -> tuple[int, int]:
        """Callbacks after a survey, and how many of them are over."""
        over = func.sum(_c.status.in_(sorted(OVER)).cast(Integer))
        query = select(func.count(), over).select_from(opinions.join(t.cases, _c.id == _o.case_id))
        row = self.conn.execute(query.where(_o.survey_id == survey)).one()
        return int(row[0]), int(row[1] or 0)

    def call(self, case: int, values: Mapping[str, Any]) -> int:
        """One call more; its id."""
        row = insert(opinion_calls).values(case_id=case, **values).returning(_l.id)
        return int(self.conn.execute(row).scalar_one())

    def calls(self, case: int) -> list[Call]:
        """All calls of one, in order."""
        return many(self.conn, _CALLS, Call, case=case)

    def _found(self, *where: Any) -> list[tuple[Case, Opinion]]:
        cases = many(self.conn, select(*_CASE).join(opinions, _o.case_id == _c.id).where(*where).order_by(_c.id), Case)
        facts = {f.case_id: f for f in many(self.conn, select(*_ROW).where(*where), Opinion)}
        return [(case, facts[case.id]) for case in cases]
