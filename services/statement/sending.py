"""Checked statements on their way: a portion of homes at a time, never more than a portion ahead of the sender, none at night.

Each goes to the home's owners, to the family by `statement.family`, to tenants with the owner's leave, each in their own
language. A home the chat reaches nobody of comes on its butler's call list (F-50).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.announcements import pause_for
from domain.lifecycle import move
from domain.people import Community, Person, Relation, Unit
from domain.sending import Lane, Payload
from domain.statement import TABLE, Event, Run, Statement, Status
from services import Work, calls
from services.ready import Says
from services.statement.content import message
from services.tell import Chat, after_quiet, owe, payload, private, zone_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """One statement drawn up: whom it goes to, and how it reads for each."""

    statement: Statement
    home: Unit
    messages: Sequence[tuple[Chat, Payload]]
    #: Somebody of the home without a chat, should nobody have one.
    silent: Person | None


def key_of(statement: int, person: int, times: int = 0) -> str:
    """What is owed, once: this statement to this person; sent again it has another key."""
    return f"statement:{statement}:{person}" + (f":{times}" if times else "")


def meant(work: Work, home: Unit, people: Sequence[tuple[Person, Relation]]) -> list[Person]:
    """Whom of a home its statements are for."""
    wanted = {Relation.OWNER}
    if work.standards.value(home.community_id, "statement.family"):
        wanted.add(Relation.FAMILY)
    if work.disputes.lets(home.id):
        wanted.add(Relation.TENANT)
    return [person for person, relation in people if relation in wanted]


def read_portion(work: Work, run: Run) -> Says:
    """The next portion, drawn up; what comes back hands it to the outbox."""
    community = work.people.community(run.community_id)
    quiet = after_quiet(work, Chat(0, community.language, zone_of(community), community=community.id))
    page = work.standards.number(community.id, "statement.page")
    if quiet is not None:
        return lambda work: work.statements.change_run(run.id, {"sending_at": quiet})
    if work.statements.unsent(run.id, 2 * page) >= page:
        return lambda work: _later(work, run, page)
    waiting = work.statements.to_send(run.id, page)
    people = work.statements.people([one.unit_id for one in waiting])
    drawn = [draw(work, community, one, people.get(one.unit_id, [])) for one in waiting]
    return lambda work: _hand_all(work, run, drawn, page)


def draw(work: Work, community: Community, one: Statement, people: Sequence[tuple[Person, Relation]]) -> Drawn:
    """One statement for everybody it is for."""
    home = work.people.unit(one.unit_id)
    to = meant(work, home, people)
    chats = [chat for person in to if (chat := private(person, community)) is not None]
    said = message(work, one, home) if chats else None
    messages = [(chat, payload(work, chat, said)) for chat in chats] if said else []
    return Drawn(one, home, messages, to[0] if to and not chats else None)


def _hand_all(work: Work, run: Run, drawn: Sequence[Drawn], page: int) -> None:
    for one in drawn:
        now = work.statements.get(one.statement.id)
        if (
            now.status is Status.CHECKED and now.upto == one.statement.upto
        ):  # not held back or made anew since it was read
            _hand(work, one)
    if work.statements.to_send(run.id, 1):
        _later(work, run, page)
    else:
        work.statements.change_run(run.id, {"sending_at": None})


def _hand(work: Work, drawn: Drawn) -> None:
    """Owed to each, and sent as far as we are concerned; what becomes of it says the outbox."""
    one = drawn.statement
    work.statements.change(one, {"status": move(TABLE, one.status, Event.SEND), "sent_at": work.now})
    for chat, built in drawn.messages:
        assert chat.person is not None
        key = key_of(one.id, chat.person)
        if owe(work, chat, key, built, lane=Lane.BROADCAST, on_failure={"statement": one.id}):
            work.statements.hand(one.id, chat.person, key)
    if drawn.silent is not None:
        calls.bring(work, one, drawn.home, drawn.silent)


def _later(work: Work, run: Run, page: int) -> None:
    work.statements.change_run(run.id, {"sending_at": work.now + pause_for(page)})


def soon(work: Work, run: int) -> None:
    """There is something to send."""
    work.statements.change_run(run, {"sending_at": work.now})
    work.signals.add("clock")


def send_again(work: Work, one: Statement, home: Unit, person: Person) -> bool:
    """The same once more to this person; false when there is no chat to send it to."""
    chat = private(person, work.people.community(one.community_id))
    if chat is None:
        return False
    key = key_of(one.id, person.id, work.statements.times(one.id, person.id))
    built = payload(work, chat, message(work, one, home))
    if owe(work, chat, key, built, lane=Lane.REPLY, on_failure={"statement": one.id}):
        work.statements.hand(one.id, person.id, key)
    return True


def welcome(work: Work, statement: int, person: Person) -> None:
    """Somebody who was to be rung about a statement has come to the chat: it is sent to them, if it is still for them."""
    one = work.statements.get(statement)
    home = work.people.unit(one.unit_id)
    people = work.statements.people([home.id]).get(home.id, [])
    if any(p.id == person.id for p in meant(work, home, people)):
        send_again(work, one, home, person)
