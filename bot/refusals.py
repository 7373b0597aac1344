"""What a failed Bot API call means for the message: decided here, in one place; carried out by the sender. Pure."""

from dataclasses import dataclass
from enum import Enum

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.http import Garbled, InDoubt, NotSent, TooFast
from domain.sending import SENT_AGAIN, Lane, Sort
from store.outbox import OutboxRow


class Verdict(Enum):
    """What is to be done with the row."""

    #: It is as wished already.
    DONE = "done"
    #: Nothing left us: everything waits a moment.
    OFFLINE = "offline"
    #: Too fast: wait as long as told.
    WAIT = "wait"
    #: The channel's trouble, or an answer was lost where a repeat is allowed: again after a pause.
    AGAIN = "again"
    #: An answer was lost and a repeat would be worse than none.
    DOUBTFUL = "doubtful"
    #: The card's message is gone: post it anew.
    ANEW = "anew"
    #: Say it without tags · in the caption instead of the text, or the reverse · outside the topic.
    PLAIN = "plain"
    OTHERWISE = "otherwise"
    NO_TOPIC = "no_topic"
    #: Too old to be deleted: at least its buttons go.
    BARE = "bare"
    #: The chat refuses us.
    BLOCKED = "blocked"
    #: The group has another id now.
    MOVED = "moved"
    #: It can never be delivered.
    FAILED = "failed"
    #: The token is not accepted any more.
    NO_TOKEN = "no_token"  # noqa: S105  no secret


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it needs: seconds to wait, the new chat, the reason for the ledger."""

    verdict: Verdict
    reason: str
    seconds: float = 0.0
    chat: int = 0


#: Descriptions of BadRequest, lower case, and what they mean. The first that is contained decides.
_DESCRIPTIONS = (
    ("message is not modified", Verdict.DONE),
    ("message to delete not found", Verdict.DONE),
    ("message can't be deleted", Verdict.BARE),
    ("message identifier is not specified", Verdict.DONE),
    ("there is no text in the message to edit", Verdict.OTHERWISE),
    ("there is no caption in the message to edit", Verdict.OTHERWISE),
    ("message to edit not found", Verdict.ANEW),
    ("message can't be edited", Verdict.ANEW),
    ("message_id_invalid", Verdict.ANEW),
    ("can't parse entities", Verdict.PLAIN),
    ("can't parse message caption", Verdict.PLAIN),
    ("message thread not found", Verdict.NO_TOPIC),
    ("topic_closed", Verdict.NO_TOPIC),
    ("topic_deleted", Verdict.NO_TOPIC),
    ("group chat was deactivated", Verdict.BLOCKED),
    ("not enough rights to send", Verdict.BLOCKED),
    ("have no rights to send", Verdict.BLOCKED),
    ("chat_write_forbidden", Verdict.BLOCKED),
    ("user_is_blocked", Verdict.BLOCKED),
    ("bot was kicked", Verdict.BLOCKED),
)


def judge(error: TelegramError, row: OutboxRow) -> Judgement:
    """What a failed call means for this row."""
    reason = f"{type(error).__name__}: {error.message}"[:300]
    match error:
        case TooFast():
            return Judgement(Verdict.WAIT, reason, error.seconds)
        case ChatMigrated():
            return Judgement(Verdict.MOVED, reason, chat=error.new_chat_id)
        case Forbidden():
            return Judgement(Verdict.BLOCKED, reason)
        case InvalidToken():
            return Judgement(Verdict.NO_TOKEN, reason)
        case NotSent():
            return Judgement(Verdict.OFFLINE, reason)
        case BadRequest():
            return Judgement(_bad_request(error.message.lower(), row), reason)
        case InDoubt() | Garbled():
            again = row.sort is not Sort.MESSAGE or Lane(row.lane) in SENT_AGAIN
            return Judgement(Verdict.AGAIN if again else Verdict.DOUBTFUL, reason)
        case _:  # 5xx: refused, not carried out
            return Judgement(Verdict.AGAIN, reason)


def _bad_request(description: str, row: OutboxRow) -> Verdict:
    for words, verdict in _DESCRIPTIONS:
        if words in description:
            if verdict is Verdict.ANEW and row.sort is Sort.DELETE:
                return Verdict.DONE
            if verdict is Verdict.ANEW and row.card_id is None:
                return Verdict.FAILED
            return verdict
    return Verdict.FAILED
