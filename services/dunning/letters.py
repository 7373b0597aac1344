"""Letters on paper: by express three months after the notice, a lawyer's with the director's approval (DUN-06, DUN-09, F-25, X-23)."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain import dunning
from domain.dunning import Dunning, Kind, Letter, Outcome, Stage, Step, Way
from domain.errors import Outdated, Refused
from domain.fees.charges import Bill
from domain.fees.ledger import Entry
from domain.lifecycle import move
from domain.people import Community, Person, Who
from domain.sending import Lane
from messages.render import word
from services import Work
from services.dunning import arrears, faces
from services.dunning.acting import found, going, noted
from services.dunning.allowed import check_sending, deciders, decides, may_ask, may_express
from services.dunning.keeping import owing, today
from services.fees import posting
from services.tell import Words, private, show, tell
from services.zones import keepers

_RAN = frozenset({Stage.ASKED, Stage.APPROVED})


def check_express(work: Work, who: Who, dunning_: int) -> Dunning:
    """The dunning, when its express letter may go out now."""
    file, there = going(work, who, dunning_)
    if not may_express(work, file, there):
        raise Refused("common/not_now")
    check_sending(work, file, there)
    return file


def express(work: Work, who: Who, dunning_: int, courier: str) -> Dunning:
    """It is on its way, with the courier's number (DUN-09)."""
    file = check_express(work, who, dunning_)
    _, there = going(work, who, dunning_)
    values = {
        "kind": Kind.EXPRESS, "status": Stage.SENT, "owed_fen": there.fen, "asked_by": who.person.id, "courier": courier,
        "sent_on": today(work, file.community_id),
    }  # fmt: skip
    work.dunning.add_letter(file, values)
    line = {"way": Way.LETTER, "outcome": Outcome.SENT, "by": who.person.id, "words": courier, "reason": None}
    return noted(work, file, there.fen, line)


# --- the lawyer's -------------------------------------------------------------------------------------------------


def fees(work: Work, bills: Sequence[Bill], community: int) -> list[tuple[Bill, int]]:
    """The late fee of each bill by the rate in force, those without any left out (F-25)."""
    rate, day = work.standards.number(community, "dunning.late_fee"), today(work, community)
    return [(b, fen) for b in bills if (fen := dunning.late_fee(b.open_fen, b.due_on, day, rate)) > 0]


def ask(work: Work, who: Who, dunning_: int) -> Dunning:
    """Asked of the director: what is owed, what came before, what would come on top (DUN-06, X-23)."""
    file, there = going(work, who, dunning_)
    if not may_ask(work, file, there):
        raise Refused("common/not_now")
    asked = deciders(work, file.community_id)
    if not asked:
        raise Refused("dunning/no_director")
    unit = work.people.unit(file.unit_id)
    late = sum(fen for _, fen in fees(work, owing(work, unit).bills, file.community_id))
    values = {
        "kind": Kind.LAWYER,
        "status": dunning.LETTER_START,
        "owed_fen": there.fen,
        "late_fen": late,
        "asked_by": who.person.id,
    }
    letter = work.dunning.add_letter(file, values)
    file = work.dunning.change(file, {})
    community = work.people.community(file.community_id)
    for person in asked:
        _show_decider(work, community, person, file, letter)
    faces.refresh(work, file)
    return file


def _show_decider(work: Work, community: Community, person: Person, file: Dunning, letter: Letter) -> None:
    chat = private(person, community)
    if chat is not None:
        given = {"d": faces.about(work, file, chat.language), "letter": faces.letter_values(work, letter)}
        said = Words("dunning/lawyer", given, f"D{file.id}", letter.version)
        show(work, chat, f"dunning:{file.id}:lawyer:{letter.id}:{person.id}", said, lane=Lane.TASK)


def of(work: Work, file: Dunning, letter: int) -> Letter:
    """That letter of that dunning. `Outdated` for anything else (a forged button)."""
    there = work.dunning.letter(letter)
    if there is None or there.dunning_id != file.id:
        raise Outdated
    return there


def check_deciding(work: Work, who: Who, dunning_: int, letter: int, step: Step) -> tuple[Dunning, Letter]:
    """The letter, when this person may decide it now."""
    file = found(work, who, dunning_)
    if not decides(work, who, file.community_id):
        raise Refused("dunning/director_only")
    there = of(work, file, letter)
    move(dunning.LETTERS, there.status, step)
    return file, there


def approve(work: Work, who: Who, dunning_: int, letter: int) -> Dunning:
    """The director agrees: the late fee of that day is entered on each bill (F-25, X-23), and the letter may go out."""
    file, there = check_deciding(work, who, dunning_, letter, Step.APPROVE)
    unit = work.people.unit(file.unit_id)
    owed = owing(work, unit)
    if owed.fen <= 0:
        raise Refused("dunning/disputed" if owed.disputed_fen else "dunning/paid")
    if arrears.one(work, unit).home.reported:
        raise Refused("dunning/reported")
    late = fees(work, owed.bills, file.community_id)
    done = work.dunning.change_letter(there, {
        "status": move(dunning.LETTERS, there.status, Step.APPROVE), "owed_fen": owed.fen,
        "late_fen": sum(fen for _, fen in late), "decided_by": who.person.id, "decided_at": work.now,
    })  # fmt: skip
    language = work.people.community(file.community_id).language
    for bill, fen in late:
        posting.put_right(
            work, bill.id, fen, word("dunning_posted", "late_fee", language), who.person.id, kind=Entry.LATE_FEE
        )
    return _decided(work, who, file, done)


def decline(work: Work, who: Who, dunning_: int, letter: int, reason: str) -> Dunning:
    """The director would rather not, and why; it may be asked again."""
    file, there = check_deciding(work, who, dunning_, letter, Step.DECLINE)
    done = work.dunning.change_letter(there, {
        "status": move(dunning.LETTERS, there.status, Step.DECLINE), "decided_by": who.person.id, "decided_at": work.now,
        "reason": reason,
    })  # fmt: skip
    return _decided(work, who, file, done)


def _decided(work: Work, who: Who, file: Dunning, letter: Letter) -> Dunning:
    file = work.dunning.change(file, {})
    community = work.people.community(file.community_id)
    for person in deciders(work, file.community_id):
        _show_decider(work, community, person, file, letter)
    asker = work.people.get(letter.asked_by)
    chat = private(asker, community)
    if chat is not None and asker.id != who.person.id:
        given = {"d": faces.about(work, file, chat.language), "letter": faces.letter_values(work, letter)}
        said = Words("dunning/decided", given, f"D{file.id}", file.version)
        tell(work, chat, f"dunning:{letter.id}:decided:{letter.version}", said, lane=Lane.TASK)
    faces.refresh(work, file)
    return file


def check_step(work: Work, who: Who, dunning_: int, letter: int, step: Step) -> tuple[Dunning, Letter]:
    """The letter, when the desk may say that of it now; a letter goes out only while something is owed."""
    file = found(work, who, dunning_)
    there = of(work, file, letter)
    move(dunning.LETTERS, there.status, step)
    if step is Step.SEND:
        file, home = going(work, who, dunning_)
        check_sending(work, file, home)
    return file, there


def send(work: Work, who: Who, dunning_: int, letter: int, courier: str) -> Dunning:
    """The lawyer's letter is on its way."""
    file, there = check_step(work, who, dunning_, letter, Step.SEND)
    stage = move(dunning.LETTERS, there.status, Step.SEND)
    day = today(work, file.community_id)
    work.dunning.change_letter(there, {"status": stage, "courier": courier, "sent_on": day})
    owed = owing(work, work.people.unit(file.unit_id)).fen
    line = {"way": Way.LETTER, "outcome": Outcome.SENT, "by": who.person.id, "words": courier, "reason": None}
    return noted(work, file, owed, line)


def arrived(work: Work, who: Who, dunning_: int, letter: int, step: Step) -> Dunning:
    """Signed for, or back again."""
    file, there = check_step(work, who, dunning_, letter, step)
    work.dunning.change_letter(there, {"status": move(dunning.LETTERS, there.status, step)})
    file = work.dunning.change(file, {})
    faces.refresh(work, file)
    return file


def stop(work: Work, file: Dunning) -> None:
    """Paid: what has not gone out never will (DUN-17)."""
    community = work.people.community(file.community_id)
    for letter in work.dunning.letters(file.id):
        if letter.status in _RAN:
            stopped: Mapping[str, Any] = {"status": move(dunning.LETTERS, letter.status, Step.STOP)}
            done = work.dunning.change_letter(letter, stopped)
            for person in deciders(work, file.community_id):
                _show_decider(work, community, person, file, done)


def tell_keepers(work: Work, file: Dunning, name: str, key: str) -> None:
    """Those who look after the home read it."""
    unit = work.people.unit(file.unit_id)
    community = work.people.community(file.community_id)
    for chat in keepers(work, community, unit.building):
        given = {"place": faces.place_for(unit, chat)}
        tell(work, chat, f"{key}:{chat.id}", Words(name, given, f"D{file.id}", file.version), lane=Lane.TASK)
