"""Rows and the history they must follow from, read plainly: what figures are recomputed from (QLT-03)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, func, or_, select

from domain.cases import Deadline
from domain.replay import Kept, Told
from store import heard_tables as h
from store import money_tables as m
from store import survey_tables as v
from store import tables as t
from store.rows import aside, columns, many

if TYPE_CHECKING:
    from store.work import Work

_c, _e, _r, _k, _cb = t.cases.c, t.events.c, t.repairs.c, h.complaints.c, t.callbacks.c
_b, _n, _p = m.bills.c, m.entries.c, m.payments.c
#: Cases asked about in one statement.
AT_ONCE = 500


class Asked(NamedTuple):
    """A callback as it stands."""

    id: int
    case_id: int
    number: str
    sort: str
    status: str
    due_at: datetime | None
    done_at: datetime | None
    fault_at: datetime | None


class Line(NamedTuple):
    """An entry of the ledger with the bill and the home it is about."""

    kind: str
    fen: int
    day: date
    bill_id: int | None
    payment_id: int | None
    unit_id: int
    due_on: date | None


class Audit:
    """Reads what is compared."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def touched(self, community: int, since: datetime, until: datetime) -> list[int]:
        """Cases that came, had something happen to them or had something due from `since` until before `until`, oldest first."""
        mine, d = (_c.community_id == community,), t.deadlines.c
        ways: tuple[Select[Any], ...] = (
            select(_c.id).where(*mine, _c.created_at >= since, _c.created_at < until),
            select(_c.id).join(t.events, _e.case_id == _c.id).where(*mine, _e.at >= since, _e.at < until).distinct(),
            select(_c.id)
            .join(t.deadlines, d.case_id == _c.id)
            .where(*mine, d.due_at >= since, d.due_at < until)
            .distinct(),
            select(_cb.case_id)
            .where(_cb.community_id == community, _cb.due_at >= since, _cb.due_at < until)
            .distinct(),
        )
        return sorted({int(case) for way in ways for case in self.conn.scalars(way)})

    def cases(self, ids: Sequence[int]) -> list[Kept]:
        """These cases as they stand."""
        query = (
            select(
                _c.id, _c.flow, _c.number, _c.status, _c.rating, _c.created_at, _c.closed_at, _c.incident_id.is_not(None),
                _r.finished_at, _r.arrived_at, _k.handed_at, _k.answered_at, func.coalesce(_k.level, 0),
            )
            .outerjoin(t.repairs, _r.case_id == _c.id)
            .outerjoin(h.complaints, _k.case_id == _c.id)
            .where(_c.id.in_(ids))
            .order_by(_c.id)
        )  # fmt: skip
        return [Kept(*row) for row in self.conn.execute(query)]

    def judged(self, ids: Sequence[int]) -> dict[int, dict[str, str | None]]:
        """What these complaints are judged to be."""
        fields = ("validity", "subtype", "grade", "responsibility", "cause")
        rows = self.conn.execute(select(_k.case_id, *(_k[field] for field in fields)).where(_k.case_id.in_(ids)))
        return {row[0]: dict(zip(fields, row[1:], strict=True)) for row in rows}

    def histories(self, ids: Sequence[int]) -> dict[int, list[Told]]:
        """The history of these cases, oldest first."""
        found: dict[int, list[Told]] = defaultdict(list)
        query = select(_e.case_id, _e.at, _e.kind, _e.to_status, _e.data).where(_e.case_id.in_(ids)).order_by(_e.id)
        for row in self.conn.execute(query):
            found[row[0]].append(Told(*row))
        return found

    def promises(self, ids: Sequence[int]) -> list[tuple[Deadline, datetime | None]]:
        """Every promise of these cases and when it was settled, oldest first."""
        d = t.deadlines.c
        query = select(*columns(t.deadlines, Deadline), d.settled_at).where(d.case_id.in_(ids)).order_by(d.id)
        names = len(columns(t.deadlines, Deadline))
        settled = {row[0]: row[names] for row in self.conn.execute(query)}
        found = many(
            self.conn, select(*columns(t.deadlines, Deadline)).where(d.case_id.in_(ids)).order_by(d.id), Deadline
        )
        return [(one, settled[one.id]) for one in found]

    def callbacks(self, ids: Sequence[int]) -> list[Asked]:
        """Every callback of these cases."""
        query = select(_cb.id, _cb.case_id, _c.number, _cb.sort, _cb.status, _cb.due_at, _cb.done_at, _cb.fault_at)
        rows = self.conn.execute(query.join(t.cases, _c.id == _cb.case_id).where(_cb.case_id.in_(ids)).order_by(_cb.id))
        return [Asked(*row) for row in rows]

    # money

    def bills(self, community: int) -> dict[int, int]:
        """What is open of each bill, as its row says."""
        rows = self.conn.execute(select(_b.id, _b.open_fen).where(_b.community_id == community))
        return {int(bill): int(fen) for bill, fen in rows}

    def payments(self, community: int) -> dict[int, int]:
        """What each payment came to, as its row says."""
        rows = self.conn.execute(select(_p.id, _p.fen).where(_p.community_id == community))
        return {int(payment): int(fen) for payment, fen in rows}

    def entries(self, community: int, last: date) -> list[Line]:
        """Every entry up to that day, oldest first."""
        query = select(_n.kind, _n.fen, _n.day, _n.bill_id, _n.payment_id, _n.unit_id, _b.due_on)
        joined = query.outerjoin(m.bills, _b.id == _n.bill_id).where(_n.community_id == community, _n.day <= last)
        return [Line(*row) for row in self.conn.execute(joined.order_by(_n.id))]

    def disputed(self, community: int, end: datetime) -> set[int]:
        """Bills that were disputed at that instant."""
        query = (
            select(m.disputes.c.bill_id)
            .join(t.cases, _c.id == m.disputes.c.case_id)
            .where(_c.community_id == community, _c.flow == "dispute", aside(_c.created_at) < end)
            .where(or_(_c.closed_at.is_(None), _c.closed_at >= end))
        )
        return {int(bill) for bill in self.conn.scalars(query)}

    # surveys

    def surveys(self, community: int) -> list[tuple[int, int | None, int, int, int]]:
        """Each survey: its id, how many its row says were asked, homes asked, homes that answered, forms and slips."""
        homes, forms, box = v.survey_homes.c, v.survey_forms.c, v.survey_box.c
        s = v.surveys.c
        asked = select(func.count()).where(homes.survey_id == s.id).scalar_subquery()
        back = select(func.count()).where(homes.survey_id == s.id, homes.answered.is_(True)).scalar_subquery()
        written = select(func.count()).where(forms.survey_id == s.id).scalar_subquery()
        slips = select(func.count()).where(box.survey_id == s.id).scalar_subquery()
        rows = self.conn.execute(
            select(s.id, s.issued, asked, back, written + slips).where(s.community_id == community).order_by(s.id)
        )
        return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
