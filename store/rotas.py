"""Rotas: lines that are written down and ended, never changed; shifts as worked; shifts given to a colleague."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from domain.errors import Outdated
from domain.people import Team
from domain.rota import Line, Swap
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work


@dataclass(frozen=True, slots=True)
class SwapRequest:
    """One colleague asks another to stand in for the shift of a line that begins on a day."""

    id: int
    community_id: int
    line_id: int
    day: date
    holder_id: int
    taker_id: int
    asked_by: int
    status: Swap
    version: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Worked:
    """A shift as it was worked (SHF-01): who came and went when, the note, and who signed it."""

    id: int
    staff_id: int
    name: str
    began_at: datetime
    ended_at: datetime | None
    note: str | None
    read_by: str | None
    read_at: datetime | None


#: A single day that lies further back puts nobody on duty any more, whatever the time zone.
_OVER = timedelta(days=3)
_r, _s, _sh, _w = t.rotas.c, t.staff.c, t.shifts.c, t.rota_swaps.c
_LINE = columns(t.rotas, Line)
_SWAP = columns(t.rota_swaps, SwapRequest)
# A line of somebody who left or changed the team puts nobody on duty; asked whenever work is given out.
_STANDING = (
    select(*_LINE)
    .join(t.staff, _s.id == _r.staff_id)
    .where(_r.community_id == bindparam("community"), _r.ended_at.is_(None), _s.ended_at.is_(None), _s.team == _r.team)
    .where(or_(_r.last_day.is_(None), _r.last_day >= bindparam("since")))
    .order_by(_r.id)
)
_ALL = Prepared(_STANDING)
_OF_TEAM = Prepared(_STANDING.where(_r.team == bindparam("team")))
_CAME = Prepared(
    select(func.min(_sh.began_at)).where(
        _sh.staff_id == bindparam("staff"),
        _sh.began_at < bindparam("until"),
        or_(_sh.ended_at.is_(None), _sh.ended_at > bindparam("since")),
    )
)
_UNSIGNED = Prepared(
    select(_sh.id, _sh.staff_id, _s.team, _sh.ended_at)
    .join(t.staff, _s.id == _sh.staff_id)
    .where(
        _s.community_id == bindparam("community"),
        _s.team.is_not(None),
        _sh.note.is_not(None),
        _sh.read_at.is_(None),
        _sh.ended_at > bindparam("since"),
    )
    .order_by(_sh.ended_at)
)


class Rotas:
    """Lines, shifts as worked, requests to stand in."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn
        self.now = work.now

    def standing(self, community: int, team: Team | None = None) -> list[Line]:
        """The lines in force, of one team or of all, oldest first; days long over are left out."""
        since = (self.now - _OVER).date()
        if team is None:
            return many(self.conn, _ALL, Line, community=community, since=since)
        return many(self.conn, _OF_TEAM, Line, community=community, team=team, since=since)

    def ever(self, community: int, team: Team, since: datetime) -> list[Line]:
        """The lines that held at some time since then, ended ones too: for looking back."""
        where = (
            _r.community_id == community,
            _r.team == team,
            or_(_r.ended_at.is_(None), _r.ended_at > since),
            or_(_r.last_day.is_(None), _r.last_day >= (since - _OVER).date()),
        )
        return many(self.conn, select(*_LINE).where(*where).order_by(_r.id), Line)

    def find(self, line: int) -> Line | None:
        """The line, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_LINE).where(_r.id == line), Line)

    def get(self, line: int) -> Line:
        """The line; it must be there."""
        return one(self.conn, select(*_LINE).where(_r.id == line), Line)

    def add(self, values: Mapping[str, Any]) -> int:
        """A new line; its id."""
        return int(self.conn.execute(insert(t.rotas).values(**values).returning(_r.id)).scalar_one())

    def end(self, line: int, now: datetime) -> bool:
        """The line holds no longer; False when it had ended before."""
        done = self.conn.execute(update(t.rotas).where(_r.id == line, _r.ended_at.is_(None)).values(ended_at=now))
        return done.rowcount == 1

    def hand_on(self, old: int, new: int, now: datetime) -> None:
        """The lines of a post go on under another one of the same person; the old ones end."""
        mine = (_r.staff_id == old, _r.ended_at.is_(None))
        kept = ("community_id", "team", "kind", "days", "first_day", "last_day", "starts", "ends", "made_by")
        for row in list(self.conn.execute(select(t.rotas).where(*mine).order_by(_r.id))):
            self.add({**{name: getattr(row, name) for name in kept}, "staff_id": new, "made_at": now})
            self.end(row.id, now)

    # shifts as worked

    def came(self, staff: int, since: datetime, until: datetime) -> datetime | None:
        """When they first clocked in for a time between the two instants; None when they did not."""
        found: datetime | None = _CAME.scalar(self.conn, staff=staff, since=since, until=until)
        return found

    def unsigned(self, community: int, since: datetime) -> list[tuple[int, int, Team, datetime]]:
        """(shift, post, team, ended at) of handover notes left since then that nobody has signed (SHF-04)."""
        rows = _UNSIGNED.rows(self.conn, community=community, since=since)
        return [(row[0], row[1], Team(row[2]), row[3]) for row in rows]

    def posts(self, community: int) -> dict[int, tuple[Team | None, str]]:
        """Team and name of every post there ever was, by its id."""
        query = select(_s.id, _s.team, t.persons.c.name).join(t.persons, t.persons.c.id == _s.person_id)
        rows = self.conn.execute(query.where(_s.community_id == community))
        return {row.id: (Team(row.team) if row.team else None, row.name) for row in rows}

    def worked(self, community: int, since: datetime, until: datetime) -> list[Worked]:
        """Shifts that began between the two instants, the earliest first (SHF-01)."""
        reader, readers = t.staff.alias(), t.persons.alias()
        query = (
            select(
                _sh.id, _sh.staff_id, t.persons.c.name, _sh.began_at, _sh.ended_at, _sh.note,
                readers.c.name.label("read_by"), _sh.read_at,
            )
            .join(t.staff, _s.id == _sh.staff_id)
            .join(t.persons, t.persons.c.id == _s.person_id)
            .outerjoin(reader, reader.c.id == _sh.read_by)
            .outerjoin(readers, readers.c.id == reader.c.person_id)
            .where(_s.community_id == community, _sh.began_at >= since, _sh.began_at < until)
            .order_by(_sh.began_at, _sh.id)
        )  # fmt: skip
        return many(self.conn, query, Worked)

    # standing in

    def ask_swap(self, values: Mapping[str, Any]) -> SwapRequest:
        """A new request."""
        row = {"status": Swap.ASKED, "version": 1, **values}
        made = self.conn.execute(insert(t.rota_swaps).values(**row).returning(_w.id)).scalar_one()
        return self.swap(made)

    def swap(self, swap: int) -> SwapRequest:
        """The request; it must be there."""
        return one(self.conn, select(*_SWAP).where(_w.id == swap), SwapRequest)

    def find_swap(self, swap: int) -> SwapRequest | None:
        """The request, if there is one of that id."""
        return optional(self.conn, select(*_SWAP).where(_w.id == swap), SwapRequest)

    def open_swaps(self, line: int, day: date) -> list[SwapRequest]:
        """Requests about one shift that nobody has answered."""
        mine = (_w.line_id == line, _w.day == day, _w.status == Swap.ASKED)
        return many(self.conn, select(*_SWAP).where(*mine).order_by(_w.id), SwapRequest)

    def answer_swap(self, swap: SwapRequest, status: Swap, now: datetime) -> SwapRequest:
        """Answered, one version up. `Outdated` when it was answered since it was read."""
        mine = (_w.id == swap.id, _w.version == swap.version)
        values = {"status": status, "version": swap.version + 1, "answered_at": now}
        if not self.conn.execute(update(t.rota_swaps).where(*mine).values(values)).rowcount:
            raise Outdated
        return self.swap(swap.id)
