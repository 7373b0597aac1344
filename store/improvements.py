"""What is put right after surveys: a table for each, its rows, and what is still to be reported or filed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, bindparam, func, insert, select, update

from domain.cases import OVER, Case
from domain.errors import Outdated
from domain.survey.improvement import Improvement, Plan, PlanStatus
from store import tables as t
from store.improvement_tables import improvement_plans, improvements
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_p, _i, _c = improvement_plans.c, improvements.c, t.cases.c
_PLAN, _ROW = columns(improvement_plans, Plan), columns(improvements, Improvement)
_OF = Prepared(select(*_ROW).where(_i.case_id == bindparam("case")))
_OF_SURVEY = Prepared(select(*_PLAN).where(_p.survey_id == bindparam("survey")))
_BY_ID = Prepared(select(*_PLAN).where(_p.id == bindparam("plan")))


class Improvements:
    """Tables of measures and their rows."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    # tables

    def begin(self, survey: int, values: Mapping[str, Any]) -> Plan | None:
        """The table of a survey that has none yet; None when there is one."""
        if self.of_survey(survey) is not None:
            return None
        row = insert(improvement_plans).values(survey_id=survey, version=1, **values).returning(_p.id)
        return self.plan(int(self.conn.execute(row).scalar_one()))

    def plan(self, plan: int) -> Plan:
        """The table; it must be there."""
        return one(self.conn, _BY_ID, Plan, plan=plan)

    def of_survey(self, survey: int) -> Plan | None:
        """The table of a survey, once it is over."""
        return optional(self.conn, _OF_SURVEY, Plan, survey=survey)

    def change_plan(self, before: Plan, values: Mapping[str, Any]) -> Plan:
        """The table one version up. `Outdated` when somebody changed it since it was read."""
        mine = (_p.id == before.id, _p.version == before.version)
        done = self.conn.execute(
            update(improvement_plans).where(*mine).values({**values, "version": before.version + 1})
        )
        if done.rowcount != 1:
            raise Outdated
        return self.plan(before.id)

    def listed(self, community: int, limit: int, offset: int) -> list[Plan]:
        """Tables of a community: open ones first, then the newest first."""
        order = ((_p.status == PlanStatus.FILED).asc(), _p.id.desc())
        query = select(*_PLAN).where(_p.community_id == community).order_by(*order)
        return many(self.conn, query.limit(limit).offset(offset), Plan)

    def waiting(self, community: int) -> list[Plan]:
        """Those that wait for somebody: for the manager, or for the owners' committee to be told (SUR-28)."""
        waits = (_p.status.in_([PlanStatus.GATHERING, PlanStatus.SUBMITTED])) | (
            (_p.status == PlanStatus.APPROVED) & _p.committee_on.is_(None)
        )
        return many(self.conn, select(*_PLAN).where(_p.community_id == community, waits).order_by(_p.id), Plan)

    # rows

    def add(self, case: int, values: Mapping[str, Any]) -> None:
        """For a new matter."""
        self.conn.execute(insert(improvements).values(case_id=case, **values))

    def of(self, case: int) -> Improvement:
        """What only a row has; it must be one."""
        return one(self.conn, _OF, Improvement, case=case)

    def change(self, case: int, values: Mapping[str, Any]) -> None:
        """Sets some of it."""
        self.conn.execute(update(improvements).where(_i.case_id == case).values(dict(values)))

    def rows(self, plan: int) -> list[tuple[Case, Improvement]]:
        """All rows of a table in the order they came to it."""
        mine = select(_i.case_id).where(_i.plan_id == plan)
        cases = many(self.conn, select(*columns(t.cases, Case)).where(_c.id.in_(mine)).order_by(_c.id), Case)
        facts = {f.case_id: f for f in many(self.conn, select(*_ROW).where(_i.plan_id == plan), Improvement)}
        return [(case, facts[case.id]) for case in cases]

    def counts(self, plans: Sequence[int]) -> dict[int, tuple[int, int]]:
        """Rows of each table, and how many of them are over."""
        over = func.sum(_c.status.in_(sorted(OVER)).cast(Integer))
        query = select(_i.plan_id, func.count(), over).join(t.cases, _c.id == _i.case_id)
        found = self.conn.execute(query.where(_i.plan_id.in_(list(plans))).group_by(_i.plan_id))
        return {row[0]: (int(row[1]), int(row[2] or 0)) for row in found}
