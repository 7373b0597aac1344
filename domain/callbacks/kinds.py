"""Classes of callbacks, and one callback as everything sees it (CBK-02 to CBK-07, X-02)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.callbacks.states import Status
from domain.cases import Channel
from domain.ids import CaseId, CommunityId, PersonId
from domain.repair.kinds import Category


class Sort(StrEnum):
    """By what a callback's time is measured."""

    URGENT = "urgent"
    SAFETY = "safety"
    LEAK = "leak"
    OTHER = "other"


class Promised(StrEnum):
    """What the desk promises about a callback."""

    CALLBACK = "callback"
    #: The written order to the crew after a fault (CBK-09).
    NOTICE = "fault_notice"
    #: The answer that could not be given on the spot (CBK-23).
    REPLY = "callback_reply"


#: 安全设施: what keeps people from harm and thieves out (CBK-02).
SAFETY = frozenset({Category.LIFT, Category.RAILING, Category.GATE})
#: Reasons of closing after which nobody is asked: the other case is asked about (one job, one question).
NOT_ASKED = frozenset({"double"})


def sort_of(urgent: bool, category: Category) -> Sort:
    """The class; the urgent flag wins over every category (X-02)."""
    if urgent:
        return Sort.URGENT
    if category in SAFETY:
        return Sort.SAFETY
    return Sort.LEAK if by_rain(category) else Sort.OTHER


def by_rain(category: Category) -> bool:
    """Whether it is asked about once more after rain, urgent or not (CBK-06)."""
    return category is Category.LEAK


@dataclass(frozen=True, slots=True)
class Callback:
    """One asking back."""

    id: int
    community_id: CommunityId
    case_id: CaseId
    #: Which closing of the case it follows.
    round: int
    #: 1; further ones again after urgent repairs and after rain.
    turn: int
    sort: Sort
    rules: list[str]
    status: Status
    version: int
    due_at: datetime | None
    #: When the clock looks next: to ask in the chat, then to hand it to the desk.
    ask_at: datetime | None
    asked_at: datetime | None
    #: From when it stands on the desk's list.
    phone_at: datetime | None
    tries: int
    done_at: datetime | None
    channel: Channel | None
    done_by: PersonId | None
    attitude: int | None
    quality: int | None
    courtesy: int | None
    words: str | None
    opinion: str | None
    promised_at: datetime | None
    answered_at: datetime | None
    fault_at: datetime | None
    ordered_at: datetime | None
