"""What the owner types in answer to the question: taken as an answer where it is clear, kept and asked about where it is
not (CBK-08, CBK-10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import callbacks
from domain.callbacks import Callback, Event, Status
from domain.callbacks.saying import Answer, answer_in, is_about, is_near
from domain.cases import Channel
from domain.people import Who
from domain.reading import Reading
from domain.repair import Category
from domain.sending import Lane
from services import Work
from services.callbacks import planning
from services.callbacks.answers import Record, check_now, content, fault
from services.callbacks.faces import next_question, refresh, show_owner

#: Messages of the chat that are looked through for the newest question.
_NEWEST = 6
_CARD = "callback:"


@dataclass(frozen=True, slots=True)
class Answered:
    """The callback words are meant for, and what they say."""

    callback: Callback
    says: Answer
    #: They were typed as a reply to its card.
    replied: bool


def meant(work: Work, who: Who, chat: int, reply_to: int | None, text: str, reading: Reading) -> Answered | None:
    """The callback the words answer: the one replied to, or the newest question of the chat; None: free words.

    Without a reply, words about another home, another kind of trouble, or fees and the like are free words.
    """
    replied = _of_card(work, who, work.cards.at(chat, reply_to)) if reply_to is not None else None
    cb = replied or (_newest(work, who, chat) if reply_to is None else None)
    if cb is None:
        return None
    case = work.cases.get(cb.case_id)
    home = work.people.unit(case.unit_id).ref if case.unit_id is not None else None
    says, category = answer_in(text), Category(case.category)
    if replied is None:
        return Answered(cb, says, False) if is_about(text, reading, category, home) else None
    if says is Answer.BAD and reading.category is not None and not is_near(reading.category, category):
        says = Answer.UNCLEAR  # something else is broken: which of the two is meant is asked
    return Answered(cb, says, True)


def take(work: Work, who: Who, answered: Answered, text: str, media: Sequence[Mapping[str, Any]]) -> None:
    """Writes the answer down; a fault goes the way of "not good" with the words, an unclear one is asked with the buttons."""
    cb, words = answered.callback, text.strip()[: work.standards.number(answered.callback.community_id, "text.longest")]
    if answered.says is Answer.BAD:
        fault(work, who, cb, Record(Channel.CHAT, words, media=media))
        return
    check_now(work, cb, Event.CONTENT)
    work.media.attach(cb.case_id, who.person.id, "return", media, work.now)
    if answered.says is Answer.GOOD:
        cb = content(work, who, cb, Record(Channel.CHAT, words))
        show_owner(work, cb, repost=True, lane=Lane.REPLY, asks=next_question(cb) if cb.turn == 1 else None)
        return
    said = "\n".join(filter(None, (cb.words, words)))
    cb = work.callbacks.change(cb, {"words": said or None})
    data = {"callback": cb.id, "words": words}
    work.cases.log(cb.case_id, work.now, who.person.id, "callback_words", None, None, data)
    refresh(work, cb)
    show_owner(work, cb, repost=True, lane=Lane.REPLY)


def _newest(work: Work, who: Who, chat: int) -> Callback | None:
    """The newest question of the chat, if it is one of these; answered ones are no questions any more."""
    for key in work.cards.asking(chat, _NEWEST):
        cb = _of_key(work, who, key)
        if cb is None:
            return None
        if cb.status is Status.ASKED:
            return cb
    return None


def _of_card(work: Work, who: Who, card: Any) -> Callback | None:
    cb = _of_key(work, who, card.key.partition("~")[0]) if card is not None else None
    return cb if cb is not None and cb.status in (callbacks.OPEN | {Status.UNREACHED}) else None


def _of_key(work: Work, who: Who, key: str) -> Callback | None:
    """The callback whose question that card is, if it is put to this person."""
    number = key.removeprefix(_CARD)
    cb = work.callbacks.find(int(number)) if key.startswith(_CARD) and number.isdecimal() else None
    if cb is None or cb.asked_at is None:
        return None
    case = work.cases.get(cb.case_id)
    return cb if case.reporter_id == who.person.id and not planning.left(work, who.person, case) else None
