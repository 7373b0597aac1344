"""People the chat does not reach: the butlers' list, by building, with what became of each call (EMG-01, INT-17)."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from domain.announcements import Announcement, audience_of
from domain.calls import CALL, Call, Event, Reason, Status, matters
from domain.calls import FINAL as CLOSED
from domain.cases import Case
from domain.errors import Outdated, Refused
from domain.lifecycle import can, move
from domain.people import DESK_ROLES, Person, Unit, Who
from domain.sending import Sending
from domain.statement import Handed, Statement
from services import Work
from store.outbox import OutboxRow

#: A kind of the history beside the events: somebody looked at the number (X-42).
OPENED = "opened"
#: And the first: the line was begun.
BEGUN = "begun"
_STATEMENT = "statement:"
_TAG = re.compile(r"<[^>]+>")


# --- how a line comes to be -----------------------------------------------------------------------------------------


def missed(work: Work, row: OutboxRow) -> None:
    """A message did not reach a resident: if somebody must tell them otherwise, they come on the list, once a matter."""
    failure: Mapping[str, Any] = row.on_failure or {}
    announcement = failure.get("announcement")
    if row.person_id is None or row.chat_id <= 0:
        return
    if "statement" in failure:
        _not_brought(work, row, int(failure["statement"]))
        return
    if announcement is None and not matters(row.lane, row.sort, row.case_id, is_reply="chat" in failure):
        return
    person = work.people.get(row.person_id)
    case = work.cases.find(row.case_id) if row.case_id is not None else None
    place = _place(work, person, case, announcement)
    if place is None:
        return
    what = f"case:{case.id}" if case else f"announce:{announcement}" if announcement else row.key
    community, building = place
    where = {"community_id": community, "building": building, "case_id": case.id if case else None}
    _line(work, row, what, {**where, "announcement_id": announcement})


def _line(work: Work, row: OutboxRow, what: str, where: Mapping[str, Any]) -> None:
    """A line of the list about that message; one that was settled is open once more."""
    assert row.person_id is not None
    reason = Reason.BLOCKED if row.status is Sending.BLOCKED else Reason.LOST
    line = {"outbox_key": row.key, "reason": reason}
    known = work.calls.about(row.person_id, what)
    if known is None:
        call = work.calls.add({"person_id": row.person_id, "what": what, **where, **line}, work.now)
        work.calls.log(call.id, work.now, None, BEGUN)
    elif known.status in CLOSED:
        again = {"status": move(CALL, known.status, Event.MORE), "tries": 0, "since": work.now, "by": None, "at": None}
        work.calls.change(known, {**line, **again})
        work.calls.log(known.id, work.now, None, Event.MORE)
    else:
        work.calls.change(known, line)


def _place(work: Work, person: Person, case: Case | None, announcement: int | None) -> tuple[int, str] | None:
    """Community and building the call belongs to; None for staff about their work, and for people of nowhere."""
    who = work.people.who(person, "zh")
    if case is not None:
        if person.id != case.reporter_id and who.post(case.community_id) is not None:
            return None
        unit = work.people.unit(case.unit_id).building if case.unit_id else None
        return case.community_id, unit or next(
            (h.building for h in who.homes if h.community_id == case.community_id), ""
        )
    one = work.announcements.find(announcement) if announcement is not None else None
    homes = [h for h in who.homes if one is None or h.community_id == one.community_id]
    return (homes[0].community_id, homes[0].building) if homes else None


def _not_brought(work: Work, row: OutboxRow, statement: int) -> None:
    """A statement of account did not come: its butler rings when nobody of the home has it or may get it yet (F-50)."""
    if work.statements.may_come(statement):
        return
    one = work.statements.get(statement)
    home = work.people.unit(one.unit_id)
    _line(work, row, about_statement(statement), {"community_id": one.community_id, "building": home.building})


def about_statement(statement: int) -> str:
    """What a line about a statement of account is about."""
    return f"{_STATEMENT}{statement}"


def statement_of(call: Call) -> int | None:
    """The statement of account a line is about, if it is about one."""
    number = call.what.removeprefix(_STATEMENT)
    return int(number) if number != call.what else None


def bring(work: Work, one: Statement, home: Unit, person: Person) -> None:
    """A statement for a home nobody of which has a chat: its butler brings it, or rings (F-50)."""
    if work.calls.about(person.id, about_statement(one.id)) is None:
        row = {
            "community_id": one.community_id,
            "person_id": person.id,
            "building": home.building,
            "what": about_statement(one.id),
        }
        work.calls.add_all([row], work.now)


def brought(work: Work, statement: int, by: int) -> None:
    """The statement has come to the home otherwise: nobody need be rung about it."""
    for call in work.calls.waiting_about(about_statement(statement), [s for s in Status if can(CALL, s, Event.REACH)]):
        _close(work, call, Event.REACH, by)


def no_chat(work: Work, one: Announcement, people: Sequence[Person]) -> None:
    """Residents a cut is for whom only the register knows: somebody must ring them (EMG-01)."""
    audience = audience_of(one.audience)
    homes = work.calls.homes(one.community_id, [p.id for p in people]) if people else {}
    rows = []
    for person in people:
        meant = [u for u, as_ in homes.get(person.id, ()) if audience.has_home(u.building, u.floor, as_)]
        if meant:  # staff without a chat are not the butlers' to ring
            rows.append({"community_id": one.community_id, "person_id": person.id, "announcement_id": one.id,
                         "building": meant[0].building, "what": f"announce:{one.id}"})  # fmt: skip
    work.calls.add_all(rows, work.now)


# --- how a line ends ------------------------------------------------------------------------------------------------


def came(work: Work, chat: int) -> None:
    """A chat that refused us speaks again: what was kept goes out, so nobody need ring."""
    person = work.people.by_telegram(chat)
    if person is None:
        return
    for call in work.calls.of_person(person.id, [s for s in Status if can(CALL, s, Event.COME)]):
        if call.reason is not Reason.NO_CHAT:
            _close(work, call, Event.COME, None)


def joined(work: Work, person: Person) -> list[Call]:
    """Somebody only the register knew has come to the chat: their lines are closed; those about announcements come back."""
    calls = work.calls.of_person(person.id, [s for s in Status if can(CALL, s, Event.COME)])
    mine = [call for call in calls if call.reason is Reason.NO_CHAT]
    for call in mine:
        _close(work, call, Event.COME, None)
    return mine


def drop_announcement(work: Work, announcement: int, by: int | None) -> None:
    """The announcement was stopped, or its cut is over: nobody need be rung about it."""
    for call in work.calls.of_announcement(announcement, [s for s in Status if can(CALL, s, Event.DROP)]):
        _close(work, call, Event.DROP, by)


def outcome(work: Work, who: Who, call: int, event: Event, *, visited: bool = False) -> Call:
    """What became of a call, by whoever rang, or went there. Rung in vain so many times, the line is given up."""
    line = found(work, who, call)
    if event not in (Event.REACH, Event.MISS, Event.WRONG, Event.DROP):
        raise Refused("common/not_now", status=str(line.status), event=str(event))
    after = _close(work, line, event, who.person.id, tries=line.tries + (event is not Event.DROP))
    if after.status is Status.NO_ANSWER and after.tries >= work.standards.number(after.community_id, "calls.tries"):
        after = _close(work, after, Event.DROP, who.person.id)
    statement = statement_of(line)
    if statement is not None and event is not Event.DROP:
        how = Handed.VISITED if visited else Handed.HANDED if event is Event.REACH else Handed.UNREACHABLE
        work.statements.hand_over(statement, how, who.person.id)
    work.signals.add("clock")
    return after


def _close(work: Work, call: Call, event: Event, by: int | None, **more: int) -> Call:
    values = {"status": move(CALL, call.status, event), "by": by, "at": work.now, **more}
    work.calls.log(call.id, work.now, by, event)
    return work.calls.change(call, values)


def sweep(work: Work, limit: int) -> datetime | None:
    """Those rung in vain come back after a while; when the next one will."""
    upcoming = []
    for community in work.people.communities():
        pause = timedelta(minutes=work.standards.number(community.id, "calls.again_minutes"))
        for call in work.calls.to_ring_again(community.id, work.now - pause, limit):
            work.calls.log(call.id, work.now, None, Event.AGAIN)
            work.calls.change(call, {"status": move(CALL, call.status, Event.AGAIN)})
        first = work.calls.rung_first(community.id)
        if first is not None:
            upcoming.append(first + pause)
    return min(upcoming, default=None)


# --- looking --------------------------------------------------------------------------------------------------------


def found(work: Work, who: Who, call: int) -> Call:
    """The line, for the desk; `Outdated` when there is none."""
    line = work.calls.find(call)
    if line is None:
        raise Outdated
    if not who.is_any(line.community_id, DESK_ROLES):
        raise Refused("common/not_yours")
    return line


def reveal(work: Work, who: Who, call: int) -> Mapping[str, Any]:
    """Name, number, home and what could not be said; that it was looked at is on the record (X-42)."""
    line = found(work, who, call)
    work.calls.log(line.id, work.now, who.person.id, OPENED)
    case = work.cases.find(line.case_id) if line.case_id is not None else None
    if case is not None:
        work.cases.log(case.id, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    person = work.people.get(line.person_id)
    return {
        "name": person.name, "phone": case.contact if case is not None and case.contact else person.phone,
        "homes": [u.label for u, _ in work.calls.homes(line.community_id, [person.id]).get(person.id, ())], "reason": line.reason, "status": line.status,
        "number": case.number if case else None, "since": line.since,
        "tries": line.tries, "at": line.at, "by": work.people.get(line.by).name if line.by is not None else None,
        "text": _text(work, line), "open": line.status not in CLOSED,
    }  # fmt: skip


def _text(work: Work, line: Call) -> str:
    """What they did not get, as plain words; empty when it was an announcement they have no chat for."""
    row = work.outbox.find(line.outbox_key) if line.outbox_key else None
    return unescape(_TAG.sub("", row.payload["text"])) if row is not None else ""


def count_open(work: Work, community: int) -> int:
    """How many people are still to be rung, for the morning digest."""
    return work.calls.count_open(community)
