"""What is done about a home in arrears: a word with the owner on the record, a reminder, a matter of ours first (DUN-01 to DUN-08)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain import dunning
from domain.dunning import Contact, Dunning, Event, Need, Outcome, Way
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import Community, Person, Unit, Who
from domain.sending import Lane
from services import Work
from services.dunning import arrears, faces
from services.dunning.allowed import check_contact, turning
from services.dunning.arrears import Arrear
from services.dunning.keeping import check, home, owing, owners, today
from services.tell import Chat, Words, after_quiet, private, show
from services.zones import own


@dataclass(frozen=True, slots=True)
class Said:
    """What was said when somebody spoke to them (DUN-03)."""

    way: Way
    outcome: Outcome
    person: int | None = None
    reason: str | None = None
    words: str | None = None
    promised_on: date | None = None
    #: None: all that is owed.
    promised_fen: int | None = None


def opened(work: Work, who: Who, unit: int) -> Dunning:
    """The dunning of a home, begun when there is none; `Refused("dunning/paid")` when it owes nothing."""
    there = home(work, who, unit)
    file = work.dunning.of_home(unit)
    if file is None:
        owed = owing(work, there)
        if not owed.fen and not owed.disputed_fen:
            raise Refused("dunning/paid")
        file = work.dunning.begin(there.community_id, unit)
    return file


def found(work: Work, who: Who, dunning_: int) -> Dunning:
    """The dunning, for those who look after the home; `Outdated` when there is none (a forged button)."""
    file = work.dunning.find(dunning_)
    if file is None:
        raise Outdated
    check(who, work.people.unit(file.unit_id))
    return file


def going(work: Work, who: Who, dunning_: int) -> tuple[Dunning, Arrear]:
    """The same while something is owed; `Refused("dunning/paid")` afterwards (DUN-17)."""
    file = found(work, who, dunning_)
    if file.status in dunning.FINAL:
        raise Refused("dunning/paid")
    return file, arrears.one(work, work.people.unit(file.unit_id))


def record(work: Work, who: Who, dunning_: int, said: Said) -> Dunning:
    """A word with them, on the record 《物管费催收记录表》 (DUN-03). Whoever comes to us may always be heard."""
    file, there = going(work, who, dunning_)
    unit = work.people.unit(file.unit_id)
    if said.way is not Way.OWNER:
        check_contact(work, unit, there, window=False)
    values: dict[str, Any] = {"reason": dunning.PROBLEM if said.outcome is Outcome.PROBLEM else said.reason}
    if said.outcome in dunning.WITH_DAY:
        values |= _promised(work, unit, there, said)
    met = said.person if any(p.id == said.person for p, _ in work.people.residents(unit.id)) else None
    line = {
        "way": said.way,
        "outcome": said.outcome,
        "person_id": met,
        "words": said.words,
        "by": who.person.id,
        **values,
    }
    if said.reason == dunning.NO_STATEMENT:
        for statement in work.statements.of_home(unit.id, 1):
            work.statements.missed(statement.id)
    return noted(work, file, there.fen, line)


def _promised(work: Work, unit: Unit, there: Arrear, said: Said) -> dict[str, Any]:
    day = today(work, unit.community_id)
    if said.promised_on is None:
        raise Refused("dunning/day_past")
    ahead = timedelta(days=work.standards.number(unit.community_id, "dunning.promise_days"))
    dunning.check_promise(said.promised_on, day, day + ahead)
    fen = there.fen if said.promised_fen is None else said.promised_fen
    if not 0 < fen <= there.fen:
        raise Refused("dunning/amount", most=there.fen)
    return {"promised_on": said.promised_on, "promised_fen": fen}


def noted(work: Work, file: Dunning, fen: int, line: dict[str, Any]) -> Dunning:
    """One more line of the record; the first notice counts for the express letter (F-37), an answer for what was solved."""
    day = today(work, file.community_id)
    made = work.dunning.record(file, {"day": day, "owed_fen": fen, **line})
    values: dict[str, Any] = {}
    if made.outcome not in dunning.MISSED:
        if file.notified_on is None and made.way in dunning.NOTICES:
            values["notified_on"] = day
        if file.solved_on is not None:
            values["solved_on"] = None
    file = work.dunning.change(file, values)
    faces.refresh(work, file)
    return file


# --- a matter of ours first (DUN-04) ------------------------------------------------------------------------------


def check_turn(work: Work, who: Who, dunning_: int) -> Contact:
    """The line whose service problem may become a repair or a complaint."""
    file, _ = going(work, who, dunning_)
    line = turning(work, file)
    if line is None:
        raise Refused("common/not_now")
    return line


# --- reminders ----------------------------------------------------------------------------------------------------


def remind(work: Work, who: Who, dunning_: int) -> None:
    """The owners read in the chat what is owed (DUN-08): inside of the windows, once a day, not at night."""
    file, there = going(work, who, dunning_)
    unit = work.people.unit(file.unit_id)
    check_contact(work, unit, there, window=True)
    chats = _reached(work, unit)
    if not chats:
        raise Refused("dunning/no_chat")
    quiet = after_quiet(work, chats[0][1])
    if quiet is not None:
        raise Refused("dunning/quiet", until=quiet)
    _send(work, who, file, there, chats)


def remind_building(work: Work, who: Who, community: Community, building: str) -> int:
    """The same for all homes of a building that are to be asked now; how many were sent."""
    mine = own(work, who, community.id)
    if not mine(building):
        raise Refused("common/not_yours")
    sent = 0
    listed = arrears.every(work, community)
    places = work.dunning.places(community.id)
    for there in listed:
        if places[there.unit_id][0] != building or there.need not in dunning.TO_DO or there.need is Need.LAWYER:
            continue
        try:
            remind(work, who, opened(work, who, there.unit_id).id)
        except Refused as no:
            if no.message in ("dunning/quiet", "dunning/no_window"):
                raise
            continue
        sent += 1
    return sent


def _reached(work: Work, unit: Unit) -> list[tuple[Person, Chat]]:
    """Owners of the home who have come to the chat and whose home is verified (IDN-15)."""
    community = work.people.community(unit.community_id)
    found = []
    for person in owners(work, unit.id):
        chat = private(person, community)
        if chat is not None and person.reachable and work.people.who(person, "").lives_in(unit.id):
            found.append((person, chat))
    return found


def _send(work: Work, who: Who, file: Dunning, there: Arrear, chats: Sequence[tuple[Person, Chat]]) -> None:
    unit = work.people.unit(file.unit_id)
    file = noted(work, file, there.fen, {"way": Way.CHAT, "outcome": Outcome.REMINDED, "by": who.person.id})
    line = work.dunning.contacts(file.id)[0]
    for person, chat in chats:
        said = Words("dunning/reminder", faces.reminded(work, unit, chat.language), "m")
        key = f"dunning:{file.id}:owner:{person.id}"
        show(work, chat, key, said, lane=Lane.REMINDER, repost=True, on_failure={"dunning": line.id})


# --- what stops it ------------------------------------------------------------------------------------------------


def wait(work: Work, contact: int, cases: Sequence[int]) -> None:
    """The service problem of that line was taken down: dunning of the home waits until it is closed (DUN-04, DUN-05)."""
    line = work.dunning.line(contact)
    if line is None:
        return
    file = work.dunning.get(line.dunning_id)
    if file.status in dunning.FINAL or line.case_id is not None:
        return
    work.dunning.link(line.id, cases[-1])
    status = move(dunning.TABLE, file.status, Event.WAIT)
    faces.refresh(work, work.dunning.change(file, {"status": status, "waits_for": cases[-1], "solved_on": None}))
