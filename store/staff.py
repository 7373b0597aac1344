"""Staff, their shifts, and the chats their teams work in."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select, true, update

from domain.ids import StaffId
from domain.people import Person, Role, Staff, Team
from store import tables as t
from store.prepared import Prepared
from store.rows import columns, many, one, optional

if TYPE_CHECKING:
    from store.work import Work

_STAFF = columns(t.staff, Staff)
_PERSON = columns(t.persons, Person)
_PERSON_OF = Prepared(
    select(*_PERSON).join(t.staff, t.staff.c.person_id == t.persons.c.id).where(t.staff.c.id == bindparam("staff"))
)
# Asked for whenever a card is shown, so it is built once. A group we never heard of is taken as open.
_CHAT_OF = Prepared(
    select(t.team_chats.c.chat_id, t.team_chats.c.thread_id)
    .outerjoin(t.chats, t.chats.c.id == t.team_chats.c.chat_id)
    .where(
        t.team_chats.c.community_id == bindparam("community"),
        t.team_chats.c.team == bindparam("team"),
        func.coalesce(t.chats.c.member, true()),
    )
)
_TEAMS_IN = Prepared(
    select(t.team_chats.c.community_id, t.team_chats.c.team).where(t.team_chats.c.chat_id == bindparam("chat"))
)


class StaffRows:
    """Posts, shifts (SHF-01), group chats of teams."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def get(self, staff: int) -> Staff:
        """The post; it must be there (posts are ended, never deleted)."""
        return one(self.conn, select(*_STAFF).where(t.staff.c.id == staff), Staff)

    def find(self, staff: int) -> Staff | None:
        """The post, if there is one of that id (ids come from buttons and may be forged)."""
        return optional(self.conn, select(*_STAFF).where(t.staff.c.id == staff), Staff)

    def person_of(self, staff: int) -> Person:
        """The person holding a post."""
        return one(self.conn, _PERSON_OF, Person, staff=staff)

    def listed(
        self,
        community: int,
        *,
        team: Team | None = None,
        roles: Iterable[Role] | None = None,
        on_duty: bool | None = None,
    ) -> list[tuple[Staff, Person]]:
        """Posts with their people, in the order they were hired."""
        where = [t.staff.c.community_id == community, t.staff.c.ended_at.is_(None)]
        if team is not None:
            where.append(t.staff.c.team == team)
        if roles is not None:
            where.append(t.staff.c.role.in_(list(roles)))
        if on_duty is not None:
            where.append(t.staff.c.on_duty == on_duty)
        staff = many(self.conn, select(*_STAFF).where(*where).order_by(t.staff.c.id), Staff)
        ids = [s.person_id for s in staff]
        people = {p.id: p for p in many(self.conn, select(*_PERSON).where(t.persons.c.id.in_(ids)), Person)}
        return [(s, people[s.person_id]) for s in staff]

    def hire(self, person: int, community: int, role: Role, team: Team | None, zone: list[str]) -> StaffId:
        """A post for the person; an ended one in the same community is taken up again."""
        values = {"role": role, "team": team, "zone": zone, "on_duty": False, "on_duty_since": None, "ended_at": None}
        s = t.staff.c
        done = self.conn.execute(
            update(t.staff).where(s.person_id == person, s.community_id == community).values(values).returning(s.id)
        ).scalar()
        if done is None:
            row = insert(t.staff).values(person_id=person, community_id=community, **values).returning(s.id)
            done = self.conn.execute(row).scalar_one()
        return StaffId(done)

    def end(self, staff: int, now: datetime) -> None:
        """The person leaves, and is on no rota any more; the rows stay for the history."""
        self.conn.execute(update(t.staff).where(t.staff.c.id == staff).values(ended_at=now, on_duty=False))
        self.conn.execute(
            update(t.shifts).where(t.shifts.c.staff_id == staff, t.shifts.c.ended_at.is_(None)).values(ended_at=now)
        )
        self.conn.execute(
            update(t.rotas).where(t.rotas.c.staff_id == staff, t.rotas.c.ended_at.is_(None)).values(ended_at=now)
        )

    # shifts

    def on_duty(self, staff: int, now: datetime) -> None:
        """Begins a shift (SHF-01)."""
        self.conn.execute(update(t.staff).where(t.staff.c.id == staff).values(on_duty=True, on_duty_since=now))
        self.conn.execute(insert(t.shifts).values(staff_id=staff, began_at=now))

    def off_duty(self, staff: int, note: str | None, now: datetime) -> None:
        """Ends the shift with what the next one must know (SHF-01)."""
        self.conn.execute(update(t.staff).where(t.staff.c.id == staff).values(on_duty=False, on_duty_since=None))
        open_ = (t.shifts.c.staff_id == staff) & t.shifts.c.ended_at.is_(None)
        self.conn.execute(update(t.shifts).where(open_).values(ended_at=now, note=note))

    def unread_note(self, community: int, team: Team | None, reader: int) -> tuple[int, str, Person, datetime] | None:
        """The newest handover note of the team that this reader's team has not signed yet (SHF-04)."""
        sh, s = t.shifts.c, t.staff.c
        row = self.conn.execute(
            select(sh.id, sh.note, s.id.label("staff"), sh.ended_at)
            .join(t.staff, s.id == sh.staff_id)
            .where(
                s.community_id == community, s.team == team, s.id != reader, sh.note.is_not(None), sh.read_at.is_(None)
            )
            .order_by(sh.ended_at.desc())
            .limit(1)
        ).first()
        return (row.id, row.note, self.person_of(row.staff), row.ended_at) if row else None

    def sign_note(self, shift: int, reader: Staff, now: datetime) -> bool:
        """The reader has read the note of their own team; False when somebody was first, or it is none of theirs."""
        sh, s = t.shifts.c, t.staff.c
        team = select(s.id).where(s.community_id == reader.community_id, s.team == reader.team)
        open_ = (sh.id == shift) & sh.read_at.is_(None) & sh.note.is_not(None) & sh.staff_id.in_(team)
        done = self.conn.execute(update(t.shifts).where(open_).values(read_by=reader.id, read_at=now))
        return done.rowcount == 1

    def open_work(self, community: int, final: Iterable[str]) -> dict[int, int]:
        """How many open matters each post holds."""
        c = t.cases.c
        rows = self.conn.execute(
            select(c.assignee_id, func.count())
            .where(c.community_id == community, c.closed_at.is_(None), c.status.not_in(list(final)))
            .where(c.assignee_id.is_not(None))
            .group_by(c.assignee_id)
        )
        return {row[0]: row[1] for row in rows}

    def given(self, staff: int, now: datetime) -> None:
        """Work was given to this post, whatever becomes of it: the turn goes on."""
        self.conn.execute(update(t.staff).where(t.staff.c.id == staff).values(given_at=now))

    def last_given(self, community: int) -> dict[int, datetime]:
        """When each post was last given work: whose turn it is."""
        s = t.staff.c
        rows = self.conn.execute(select(s.id, s.given_at).where(s.community_id == community, s.given_at.is_not(None)))
        return {row.id: row.given_at for row in rows}

    # chats

    def chat(self, chat: int) -> tuple[str, bool] | None:
        """(kind, member) of a chat we have seen."""
        row = self.conn.execute(select(t.chats.c.kind, t.chats.c.member).where(t.chats.c.id == chat)).first()
        return (row.kind, row.member) if row else None

    def saw_chat(self, chat: int, kind: str, title: str, member: bool) -> None:
        """We are (or are no longer) in that chat."""
        values = {"kind": kind, "title": title, "member": member}
        done = self.conn.execute(update(t.chats).where(t.chats.c.id == chat).values(values))
        if not done.rowcount:
            self.conn.execute(insert(t.chats).values(id=chat, **values))

    def bind_chat(self, community: int, team: Team, chat: int, thread: int | None, by: int, now: datetime) -> None:
        """The team works in that chat from now on."""
        tc = t.team_chats.c
        values = {"chat_id": chat, "thread_id": thread, "bound_by": by, "bound_at": now}
        done = self.conn.execute(
            update(t.team_chats).where(tc.community_id == community, tc.team == team).values(values)
        )
        if not done.rowcount:
            self.conn.execute(insert(t.team_chats).values(community_id=community, team=team, **values))

    def chat_of(self, community: int, team: Team) -> tuple[int, int | None] | None:
        """(chat, topic) a team works in, None when no group is bound or we were put out of it."""
        row = _CHAT_OF.first(self.conn, community=community, team=team)
        return (row[0], row[1]) if row else None

    def teams_in(self, chat: int) -> list[tuple[int, Team]]:
        """(community, team) working in a chat."""
        return [(community, Team(team)) for community, team in _TEAMS_IN.rows(self.conn, chat=chat)]
