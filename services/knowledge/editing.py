"""Entries are written, changed and retired in the chat: by the desk, retired by its supervisor and the heads (INT-29)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.errors import Outdated, Refused
from domain.knowledge import FIELDS, TABLE, Entry, Event, Status, Topic
from domain.lifecycle import move
from domain.people import DESK_ROLES, SUPERVISORS, Community, Who
from domain.saying import local_day
from services import Work
from services.flows import FACES
from services.knowledge import ask_of
from services.knowledge.faces import asked_alike, refresh
from services.tell import zone_of

#: Letters of a question and of the keywords; an answer is as long as any text may be.
_SHORT = 200


def of_desk(work: Work, who: Who, entry: int) -> Entry:
    """The entry, if this person may write there. `Outdated` for one that is not there (a forged button)."""
    found = work.knowledge.find(entry)
    if found is None:
        raise Outdated
    check_desk(who, found.community_id)
    return found


def check_desk(who: Who, community: int) -> None:
    """`Refused` for everybody but the desk of that community."""
    if not who.is_any(community, DESK_ROLES):
        raise Refused("common/not_yours")


def add(work: Work, who: Who, community: int, values: Mapping[str, Any]) -> Entry:
    """A new entry; it is found at once."""
    check_desk(who, community)
    row = _cleaned(work, community, values)
    if not row.get("question_zh") or not row.get("answer_zh"):
        raise Refused("common/not_now")
    made = work.knowledge.add(community, {"topic": Topic.OTHER, **row}, who.person.id, work.now)
    refresh(work, made)
    return made


def check_wanted(work: Work, community: int, case: int | None, ask: int | None) -> None:
    """`Refused` when a colleague has meanwhile kept the answer of that enquiry, or answered that question."""
    if case is not None and work.enquiries.of(case).entry_id is not None:
        raise Refused("knowledge/written")
    asked = ask_of(work, community, ask) if ask is not None else None
    if asked is not None and asked.entry_id is not None and asked.helpful is not False:
        raise Refused("knowledge/written")


def from_enquiry(work: Work, who: Who, entry: Entry, case: int) -> None:
    """The entry was written from the answer of an enquiry: its card says so, its question is answered from now on."""
    found = work.cases.find(case)
    if found is None or found.community_id != entry.community_id or found.flow != "enquiry":
        return
    work.enquiries.change(case, {"entry_id": entry.id})
    work.knowledge.settle_case(case, entry.id)
    work.cases.log(case, work.now, who.person.id, "enquiry_kept", None, None, {"entry": entry.id})
    FACES[found.flow].refresh(work, found)


def from_asked(work: Work, community: Community, entry: Entry, ask: int) -> None:
    """The entry was written for a question that was asked often: all that ask the same are answered from now on."""
    if ask_of(work, community.id, ask) is not None:
        work.knowledge.settle(asked_alike(work, community, ask), entry.id)


def change(work: Work, who: Who, entry: int, field: str, value: Any, was: str) -> Entry:
    """One field anew. `was` is what stood there when it was asked for: two at once do not undo each other silently."""
    found = of_desk(work, who, entry)
    if field not in FIELDS:
        raise Outdated
    move(TABLE, found.status, Event.CHANGE)
    now = as_text(found, field)
    if now != was:
        raise Refused("knowledge/changed", now=now)
    if field in ("question_zh", "answer_zh") and not str(value or "").strip():
        raise Refused("common/not_now")
    values = _cleaned(work, found.community_id, {field: value})
    changed = work.knowledge.change(found, values, who.person.id, work.now)
    refresh(work, changed)
    return changed


def retire(work: Work, who: Who, entry: int) -> Entry:
    """It is shown to nobody any more; it stays for the history."""
    found = of_desk(work, who, entry)
    if not who.is_any(found.community_id, SUPERVISORS):
        raise Refused("common/not_yours")
    status = move(TABLE, found.status, Event.RETIRE)
    changed = work.knowledge.change(found, {"status": status}, who.person.id, work.now)
    refresh(work, changed)
    return changed


def may_retire(who: Who, entry: Entry) -> bool:
    """Whether the button is shown."""
    return entry.status is Status.ACTIVE and who.is_any(entry.community_id, SUPERVISORS)


def as_text(entry: Entry, field: str) -> str:
    """A field as it is compared: whether somebody has changed it meanwhile."""
    value = getattr(entry, field)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _cleaned(work: Work, community: int, values: Mapping[str, Any]) -> dict[str, Any]:
    longest = work.standards.number(community, "text.longest")
    row: dict[str, Any] = {}
    for field, value in values.items():
        if field == "valid_until":
            day = date.fromisoformat(value) if value else None
            if day is not None and day < local_day(work.now, zone_of(work.people.community(community))):
                raise Refused("knowledge/day_past")
            row[field] = day
        elif field == "topic":
            row[field] = Topic(value)
        else:
            short = field in ("question_zh", "question_en", "keywords")
            row[field] = str(value or "").strip()[: _SHORT if short else longest]
    return row
