"""Ways in: invitation codes and requests of people the register does not know."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from domain.people import Join, Relation, Role, Team
from store import tables as t
from store.rows import columns, one, optional

if TYPE_CHECKING:
    from store.work import Work


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation; the code itself is never kept, only its hash."""

    id: int
    community_id: int
    role: Role | None
    team: Team | None
    unit_id: int | None
    relation: Relation | None
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """Somebody asks to be let into a home."""

    id: int
    person_id: int
    community_id: int
    unit_id: int
    relation: Relation
    said_name: str
    said_phone: str | None
    status: Join
    asked_at: datetime
    version: int


_INVITE = columns(t.invites, Invite)
_JOIN = columns(t.join_requests, JoinRequest)


class Doors:
    """Invitations and join requests."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def invite(
        self,
        code_hash: str,
        community: int,
        now: datetime,
        expires_at: datetime,
        *,
        role: Role | None = None,
        team: Team | None = None,
        unit: int | None = None,
        relation: Relation | None = None,
        by: int | None = None,
    ) -> None:
        """A new invitation for a post or a home."""
        self.conn.execute(
            insert(t.invites).values(
                hash=code_hash,
                community_id=community,
                role=role,
                team=team,
                unit_id=unit,
                relation=relation,
                made_by=by,
                made_at=now,
                expires_at=expires_at,
            )
        )

    def find_invite(self, code_hash: str) -> Invite | None:
        """The invitation with that code."""
        return optional(self.conn, select(*_INVITE).where(t.invites.c.hash == code_hash), Invite)

    def use(self, invite: int, person: int, now: datetime) -> bool:
        """Takes the invitation; False when somebody was first."""
        i = t.invites.c
        done = self.conn.execute(
            update(t.invites).where(i.id == invite, i.used_at.is_(None)).values(used_at=now, used_by=person)
        )
        return done.rowcount == 1

    def ask(
        self, person: int, community: int, unit: int, relation: Relation, name: str, phone: str | None, now: datetime
    ) -> JoinRequest:
        """A new request, or the person's open one for that unit brought up to date."""
        j = t.join_requests.c
        open_ = (j.person_id == person) & (j.unit_id == unit) & (j.status == Join.ASKED)
        said = {"relation": relation, "said_name": name, "said_phone": phone, "asked_at": now}
        found = self.conn.execute(update(t.join_requests).where(open_).values(said).returning(j.id)).scalar()
        if found is None:
            found = self.conn.execute(
                insert(t.join_requests)
                .values(person_id=person, community_id=community, unit_id=unit, status=Join.ASKED, version=1, **said)
                .returning(j.id)
            ).scalar_one()
        return self.request(found)

    def request(self, request: int) -> JoinRequest:
        """The request; it must be there."""
        return one(self.conn, select(*_JOIN).where(t.join_requests.c.id == request), JoinRequest)

    def find_request(self, request: int) -> JoinRequest | None:
        """The request, if there is one."""
        return optional(self.conn, select(*_JOIN).where(t.join_requests.c.id == request), JoinRequest)

    def decide(self, request: int, status: Join, by: int, now: datetime) -> None:
        """The desk has decided."""
        j = t.join_requests.c
        self.conn.execute(
            update(t.join_requests)
            .where(j.id == request)
            .values(status=status, decided_by=by, decided_at=now, version=j.version + 1)
        )
