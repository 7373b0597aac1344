"""Complaints: what only they have, their departments, remedy plans and corrective actions (X-12, CMP-13, CMP-22, CMP-25)."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from domain.complaint import ComplaintFacts, Correction, CorrectiveAction, Department, Part, Plan, Remedy
from domain.errors import Outdated
from domain.people import Team
from store import heard_tables as h
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_FACTS = columns(h.complaints, ComplaintFacts)
_DEPARTMENT = columns(h.complaint_teams, Department)
_REMEDY = columns(h.remedies, Remedy)
_CORRECTION = columns(h.corrections, CorrectiveAction)
_d, _r, _k = h.complaint_teams.c, h.remedies.c, h.corrections.c
_OF = Prepared(select(*_FACTS).where(h.complaints.c.case_id == bindparam("case")))
_DEPARTMENTS = Prepared(select(*_DEPARTMENT).where(_d.case_id == bindparam("case")).order_by(_d.leads.desc(), _d.id))


class Complaints:
    """The rows beside a complaint's case."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, case: int, values: Mapping[str, Any]) -> None:
        """What only a complaint has, for a new case."""
        row = {"anonymous": False, "harm": False, "agitated": False, "proposed": {}, "level": 0, **values}
        self.conn.execute(insert(h.complaints).values(case_id=case, **row))

    def of(self, case: int) -> ComplaintFacts:
        """What only this complaint has."""
        return one(self.conn, _OF, ComplaintFacts, case=case)

    def change(self, case: int, values: Mapping[str, Any]) -> ComplaintFacts:
        """Sets what only a complaint has; the case's version guards it."""
        self.conn.execute(update(h.complaints).where(h.complaints.c.case_id == case).values(values))
        return self.of(case)

    def private_with(self, case: int) -> int | None:
        """The supervisor's post that receives its reporter alone (CMP-24); None for other matters too."""
        c = h.complaints.c
        return self.conn.scalar(select(c.private_with).where(c.case_id == case))

    # departments

    def departments(self, case: int) -> list[Department]:
        """Every department that has or had to do with it, the one that answers for it first."""
        return many(self.conn, _DEPARTMENTS, Department, case=case)

    def call(self, case: int, team: Team, now: datetime, *, leads: bool) -> Department:
        """A department is asked."""
        row = {"case_id": case, "team": team, "leads": leads, "status": Part.ASKED, "version": 1, "called_at": now}
        made = self.conn.execute(insert(h.complaint_teams).values(row).returning(_d.id)).scalar_one()
        return one(self.conn, select(*_DEPARTMENT).where(_d.id == made), Department)

    def change_department(self, department: Department, values: Mapping[str, Any]) -> Department:
        """One version up. `Outdated` when somebody changed it since it was read."""
        mine = (_d.id == department.id, _d.version == department.version)
        _guarded(
            self.conn.execute(update(h.complaint_teams).where(*mine).values(version=department.version + 1, **values))
        )
        return one(self.conn, select(*_DEPARTMENT).where(_d.id == department.id), Department)

    # remedy plans

    def remedies(self, case: int) -> list[Remedy]:
        """Every plan of a complaint, oldest first."""
        return many(self.conn, select(*_REMEDY).where(_r.case_id == case).order_by(_r.id), Remedy)

    def remedy(self, remedy: int) -> Remedy | None:
        """The plan, if there is one of that id."""
        return optional(self.conn, select(*_REMEDY).where(_r.id == remedy), Remedy)

    def propose(self, case: int, words: str, cost_fen: int | None, by: int, now: datetime) -> Remedy:
        """A new plan."""
        row = {"case_id": case, "words": words, "cost_fen": cost_fen, "status": Plan.PROPOSED, "by": by, "at": now}
        made = self.conn.execute(insert(h.remedies).values(row).returning(_r.id)).scalar_one()
        return one(self.conn, select(*_REMEDY).where(_r.id == made), Remedy)

    def decide(self, remedy: Remedy, status: Plan, by: int, now: datetime) -> None:
        """Chosen or dropped. `Outdated` when somebody else decided meanwhile."""
        mine = (_r.id == remedy.id, _r.status == remedy.status)
        decided = {"status": status, "decided_by": by, "decided_at": now}
        _guarded(self.conn.execute(update(h.remedies).where(*mine).values(decided)))

    # corrective actions

    def corrections(self, case: int) -> list[CorrectiveAction]:
        """Every corrective action of a complaint, oldest first."""
        return many(self.conn, select(*_CORRECTION).where(_k.case_id == case).order_by(_k.id), CorrectiveAction)

    def correction(self, correction: int) -> CorrectiveAction | None:
        """The corrective action, if there is one of that id."""
        return optional(self.conn, select(*_CORRECTION).where(_k.id == correction), CorrectiveAction)

    def correct(self, case: int, team: Team, words: str, due_at: datetime, by: int, now: datetime) -> CorrectiveAction:
        """A new corrective action."""
        row = {"case_id": case, "team": team, "words": words, "status": Correction.OPEN, "version": 1, "due_at": due_at,
               "made_by": by, "made_at": now}  # fmt: skip
        made = self.conn.execute(insert(h.corrections).values(row).returning(_k.id)).scalar_one()
        return one(self.conn, select(*_CORRECTION).where(_k.id == made), CorrectiveAction)

    def change_correction(self, correction: CorrectiveAction, values: Mapping[str, Any]) -> CorrectiveAction:
        """One version up. `Outdated` when somebody changed it since it was read."""
        mine = (_k.id == correction.id, _k.version == correction.version)
        _guarded(self.conn.execute(update(h.corrections).where(*mine).values(version=correction.version + 1, **values)))
        return one(self.conn, select(*_CORRECTION).where(_k.id == correction.id), CorrectiveAction)


def _guarded(done: Any) -> None:
    if not done.rowcount:
        raise Outdated
