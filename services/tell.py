"""The only way out: whom, which message, which values. Renders now, in their language, and writes the outbox row.

A key says what is owed once and for all: told again under the same key, nothing happens. A card is a message that is
edited in place; `repost` moves it down to where the person is looking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import Outdated
from domain.people import Community, Person, Team, Who
from domain.quiet import quiet_until
from domain.sending import Invoice, Lane, Payload, Picture, Sort
from domain.standards import at_clock
from messages.render import Rendered, Setting, render
from services import Work

#: Before the number of a question whether something may be paid, among the answers to presses.
CHECKOUT = "checkout:"


@dataclass(frozen=True, slots=True)
class Chat:
    """Where something is told: a chat, its language and clock, and the person when it is theirs alone."""

    id: int
    language: str
    zone: ZoneInfo
    person: int | None = None
    thread: int | None = None
    #: Whose quiet hours hold there; None: nobody's.
    community: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A message by name with its values, and what its buttons are about."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    version: int = 0


def zone_of(community: Community) -> ZoneInfo:
    """The local time of a community."""
    return ZoneInfo(community.timezone)


def private(person: Person, community: Community) -> Chat | None:
    """The private chat with somebody; None when they have never come to the chat."""
    if person.telegram_id is None:
        return None
    return Chat(
        person.telegram_id, person.language or community.language, zone_of(community), person.id, community=community.id
    )


def mine(who: Who, community: Community) -> Chat:
    """The private chat with whoever is acting now; a caller's error when they have none."""
    chat = private(who.person, community)
    if chat is None:
        raise LookupError("an actor without a chat")
    return chat


def team_chat(work: Work, community: Community, team: Team) -> Chat | None:
    """The group a team works in, in the community's language."""
    found = work.staff.chat_of(community.id, team)
    return Chat(found[0], community.language, zone_of(community), None, found[1], community.id) if found else None


def words(work: Work, chat: Chat, said: Words) -> Rendered:
    """The message as that chat will read it."""
    return render(said.name, Setting(chat.language, work.now, chat.zone), said.values, said.subject, said.version)


def payload(work: Work, chat: Chat, said: Words, media: Sequence[Picture] = ()) -> Payload:
    """The message in plain words of the outbox."""
    done = words(work, chat, said)
    built = Payload(text=done.text)
    if done.buttons:
        built["buttons"] = done.buttons
    if done.more:
        built["more"] = done.more
    if media:
        built["media"] = list(media)
    if chat.thread is not None:
        built["thread"] = chat.thread
    return built


def tell(
    work: Work,
    chat: Chat | None,
    key: str,
    said: Words,
    *,
    lane: Lane = Lane.REPLY,
    case: int | None = None,
    media: Sequence[Picture] = (),
    on_failure: Mapping[str, Any] | None = None,
    good_for: timedelta | None = None,
    reply_to: int | None = None,
    clear_keyboard: bool = False,
) -> bool:
    """Owes the message to the chat, once per key. False when it was owed before, or there is no chat to owe it to."""
    if chat is None:
        return False
    built = payload(work, chat, said, media)
    if reply_to is not None:
        built["reply_to"] = reply_to
    if clear_keyboard:
        built["clear_keyboard"] = True
    return work.outbox.add(
        key,
        chat.id,
        lane,
        Sort.MESSAGE,
        built,
        person_id=chat.person,
        case_id=case,
        not_before=after_quiet(work, chat) if lane >= Lane.REMINDER else None,
        expires_at=work.now + good_for if good_for else None,
        on_failure=dict(on_failure) if on_failure else None,
    )


def spread(
    work: Work,
    chats: Sequence[tuple[Chat, str]],
    said: Words,
    *,
    lane: Lane,
    expires_at: datetime | None = None,
    on_failure: Mapping[str, Any] | None = None,
) -> None:
    """Owes the same message to many private chats of a community, to each once under its key; rendered once a language."""
    hold = after_quiet(work, chats[0][0]) if chats and lane >= Lane.REMINDER else None
    built: dict[str, Payload] = {}
    for chat, key in chats:
        if chat.language not in built:
            built[chat.language] = payload(work, chat, said)
        work.outbox.add(
            key, chat.id, lane, Sort.MESSAGE, built[chat.language],
            person_id=chat.person, not_before=hold, expires_at=expires_at, on_failure=on_failure,
        )  # fmt: skip


def ask_to_pay(work: Work, chat: Chat, key: str, said: Words, invoice: Invoice) -> bool:
    """Owes an invoice to somebody, once per key; the words stand in it. False when it was owed before."""
    return owe(work, chat, key, {**payload(work, chat, said), "invoice": invoice}, lane=Lane.REPLY)


def owe(
    work: Work, chat: Chat, key: str, built: Payload, *, lane: Lane, on_failure: Mapping[str, Any] | None = None
) -> bool:
    """Owes a message that was built beforehand (`payload`), once per key. False when it was owed before."""
    return work.outbox.add(
        key, chat.id, lane, Sort.MESSAGE, built, person_id=chat.person, on_failure=on_failure,
        not_before=after_quiet(work, chat) if lane >= Lane.REMINDER else None,
    )  # fmt: skip


def after_quiet(work: Work, chat: Chat) -> datetime | None:
    """When the quiet hours that are there now end; None outside them."""
    if chat.community is None:
        return None
    start = at_clock(str(work.standards.value(chat.community, "quiet.from")))
    end = at_clock(str(work.standards.value(chat.community, "quiet.to")))
    return quiet_until(work.now, chat.zone, start, end) if start and end else None


def show(
    work: Work,
    chat: Chat | None,
    card: str,
    said: Words,
    *,
    lane: Lane = Lane.REPLY,
    case: int | None = None,
    repost: bool = False,
    media: Sequence[Picture] = (),
    location: tuple[float, float] | None = None,
    reply_to: int | None = None,
    on_failure: Mapping[str, Any] | None = None,
) -> None:
    """Shows the newest state of a card in the chat; nothing when it looks the same or there is no chat."""
    if chat is None:
        return
    built = payload(work, chat, said, media)
    if location is not None:
        built["location"] = list(location)
    if reply_to is not None:
        built["reply_to"] = reply_to
    work.cards.show(
        card, chat.id, built, lane, case_id=case, person_id=chat.person, repost=repost,
        on_failure=dict(on_failure) if on_failure else None,
    )  # fmt: skip


def unfold(work: Work, chat: int, message: int) -> None:
    """Shows the buttons behind a card's fold, until its next change. `Outdated` when there is no fold there any more."""
    if not work.cards.unfold(chat, message):
        raise Outdated


def answer_checkout(work: Work, query: str, chat: Chat, said: Words | None) -> None:
    """Our word before somebody pays an invoice: yes, or why not."""
    work.answers.append((CHECKOUT + query, unescape(words(work, chat, said).text) if said else "", False))


def answer(work: Work, press: str, chat: Chat, said: Words, *, alert: bool = False) -> None:
    """The short line above the chat after a press, plain text; alert makes it a window to be closed."""
    if press:
        work.answers.append((press, unescape(words(work, chat, said).text), alert))
