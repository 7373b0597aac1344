"""Who somebody is: by their own contact, an invitation, or the desk's decision (IDN-10, IDN-15).

The register is the authority. A shared contact proves a phone; whoever the register knows under it is bound at once,
staff or resident. Everybody else asks, and the desk decides.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from domain.cases import OVER
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import DESK_ROLES, HEADS, JOIN, Community, Join, JoinEvent, Person, Relation, Role, Staff, Team, Who
from domain.phones import normal
from domain.sending import Lane
from services import Work
from services.publishing import welcome
from services.tell import Words, private, show, team_chat, tell
from store.doors import Invite, JoinRequest

#: As many cases of a guest go with them when they turn out to be known.
OWN_CASES = 500


def hash_of(code: str) -> str:
    """What is kept of an invitation code."""
    return hashlib.sha256(code.encode()).hexdigest()


def guest(work: Work, telegram_id: int, name: str, language: str) -> Person:
    """Whoever writes from that account; somebody new is remembered as a guest."""
    known = work.people.by_telegram(telegram_id)
    if known is not None:
        return known
    app = "zh" if language.startswith("zh") else "en" if language else None
    return work.people.get(work.people.add(name or "?", work.now, telegram_id=telegram_id, language=app))


def share_contact(work: Work, who: Who, phone: str, owner: int | None) -> Who:
    """Binds the account to the person of that phone. `Refused` for somebody else's contact and for unknown numbers."""
    if owner is None or owner != who.person.telegram_id:
        raise Refused("account/foreign_contact")
    number = normal(phone)
    known = work.people.by_phone(number) if number else None
    if known is None or number is None:
        raise Refused("account/contact_unknown")
    bound = _bind(work, who.person, known)
    work.people.verify_homes(bound.id, "contact", work.now)
    welcome(work, work.people.get(bound.id))
    return work.people.who(bound, who.language)


def _bind(work: Work, account: Person, known: Person) -> Person:
    """One person of the account and the register's entry; an older account of theirs is let go."""
    if account.id == known.id:
        return account
    if account.phone is not None:
        # The account was bound to another number: the person has a new phone, the register decides which is theirs.
        work.people.release(account.id)
        if known.telegram_id is not None and known.telegram_id != account.telegram_id:
            work.people.release(known.id)
        work.people.claim(known.id, account.telegram_id or 0)
        return work.people.get(known.id)
    if known.telegram_id is not None:
        work.people.release(known.id)
    for past in (False, True):
        for case in work.cases.of_reporter(account.id, OVER, past=past, limit=OWN_CASES, offset=0):
            work.cases.change(case, {"reporter_id": known.id})
    here = work.people.who(account, "")
    if here.known:
        _bring(work, here, known)
    else:
        work.people.bind(account, known)
    return work.people.get(known.id)


def _bring(work: Work, here: Who, known: Person) -> None:
    """Whoever was let in without a number turns out to be on the register: homes, post and open work come along."""
    for home in here.living:
        work.people.add_home(known.id, home.unit_id, home.relation, "contact", work.now, home.began_at)
    for post in here.staff:
        taken = work.staff.hire(known.id, post.community_id, post.role, post.team, post.zone)
        if post.on_duty:
            work.staff.on_duty(taken, work.now)
        work.rotas.hand_on(post.id, taken, work.now)
        work.relays.hand_on(post.id, taken)
        for case in work.cases.of_assignee(post.id, OVER):
            work.cases.change(case, {"assignee_id": taken})
        work.staff.end(post.id, work.now)
    work.people.release(here.person.id)
    work.people.claim(known.id, here.person.telegram_id or 0)


def make_invite(
    work: Work, community: int, *, role: Role | None = None, team: Team | None = None, unit: int | None = None,
    relation: Relation | None = None, by: int | None = None,
) -> str:  # fmt: skip
    """A new single-use code; only its hash is kept, so it is shown once and never again."""
    code = secrets.token_urlsafe(12)
    hours = work.standards.number(community, "invite.valid_hours")
    work.doors.invite(
        hash_of(code), community, work.now, work.now + timedelta(hours=hours),
        role=role, team=team, unit=unit, relation=relation, by=by,
    )  # fmt: skip
    return code


def use_invite(work: Work, who: Who, code: str) -> tuple[Who, Invite]:
    """Takes the invitation: a post or a home is theirs. `Refused` when it is used up, too old or unknown."""
    invite = work.doors.find_invite(hash_of(code))
    if invite is None or work.now > invite.expires_at or not work.doors.use(invite.id, who.person.id, work.now):
        raise Refused("account/invite_gone")
    if invite.role is not None:
        work.staff.hire(who.person.id, invite.community_id, Role(invite.role), invite.team, [])
    if invite.unit_id is not None:
        work.people.add_home(who.person.id, invite.unit_id, invite.relation or Relation.FAMILY, "invite", work.now)
    return work.people.who(who.person, who.language), invite


def ask_to_join(work: Work, who: Who, unit: int, relation: Relation, name: str, phone: str | None) -> JoinRequest:
    """A request to the desk (IDN-15); asked twice for the same home it is one request."""
    home = work.people.unit(unit)
    if who.lives_in(unit):
        raise Refused("account/already_home", home=home.label)
    asked = work.doors.ask(who.person.id, home.community_id, unit, relation, name, phone, work.now)
    _desk_card(work, asked, work.people.community(home.community_id))
    return asked


def _join_values(work: Work, asked: JoinRequest) -> dict[str, Any]:
    home = work.people.unit(asked.unit_id)
    known = [{"name": p.name, "relation": r} for p, r in work.people.residents(home.id)]
    return {"name": asked.said_name, "phone": asked.said_phone, "relation": asked.relation, "home": home.label,
            "known": known, "status": asked.status}  # fmt: skip


def _desk_card(work: Work, asked: JoinRequest, community: Community) -> None:
    """To the desk one by one, never to a group: it names a person, a phone and a home."""
    said = Words("account/join_card", _join_values(work, asked), f"j{asked.id}", asked.version)
    for _, person in work.staff.listed(community.id, roles=DESK_ROLES):
        show(work, private(person, community), f"join:{asked.id}:{person.id}", said, lane=Lane.TASK)
    chat = team_chat(work, community, Team.DESK)
    tell(work, chat, f"join:{asked.id}:{asked.asked_at.timestamp():.0f}", Words("account/join_hint"), lane=Lane.TASK)


def decide(work: Work, who: Who, request: int, event: JoinEvent) -> JoinRequest:
    """The desk lets somebody in, or not; the one who asked is told kindly either way."""
    asked = work.doors.find_request(request)
    if asked is None:
        raise Outdated
    if not who.is_any(asked.community_id, DESK_ROLES):
        raise Refused("common/not_yours")
    status = move(JOIN, Join(asked.status), event)
    work.doors.decide(asked.id, status, who.person.id, work.now)
    community = work.people.community(asked.community_id)
    person = work.people.get(asked.person_id)
    home = work.people.unit(asked.unit_id)
    if status is Join.APPROVED:
        work.people.add_home(person.id, home.id, Relation(asked.relation), "desk", work.now)
        work.people.rename(person.id, asked.said_name)
        # The number they typed is not kept as theirs: a number lets people in, and this one is not proven.
    name = "account/approved" if status is Join.APPROVED else "account/refused"
    tell(work, private(person, community), f"join:{asked.id}:{asked.version}", Words(name, {"home": home.label}, "m"))
    after = work.doors.request(asked.id)
    _desk_card(work, after, community)
    return after


def post_to_end(work: Work, who: Who, staff: int) -> Staff:
    """The post this person may end: the heads alone, nobody their own, and a director's only another director."""
    post = work.staff.find(staff)
    if post is None or post.ended_at is not None:
        raise Outdated
    if not who.is_any(post.community_id, HEADS) or post.person_id == who.person.id:
        raise Refused("common/not_yours")
    if post.role == Role.DIRECTOR and not who.is_any(post.community_id, [Role.DIRECTOR]):
        raise Refused("common/not_yours")
    return post


def remove_staff(work: Work, post: Staff) -> Person:
    """Ends a post; the caller gives the open work back to the crew."""
    work.staff.end(post.id, work.now)
    return work.people.get(post.person_id)
