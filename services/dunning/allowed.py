"""What may be done about a home in arrears now: by the calendar, by who asks, by how its letters stand (X-22, X-23)."""

from domain import dunning
from domain.dunning import Contact, Dunning, Letter, Need, Outcome, Status, Step
from domain.errors import Refused
from domain.lifecycle import can
from domain.people import Person, Role, Unit, Who
from services import Work
from services.dunning import arrears
from services.dunning.arrears import Arrear
from services.dunning.keeping import owing, today

#: What may be said of a letter, by the button.
STEPS = {
    "approve": Step.APPROVE, "decline": Step.DECLINE, "send": Step.SEND, "delivered": Step.DELIVER, "returned": Step.RETURN,
}  # fmt: skip
_DECIDING = frozenset({Step.APPROVE, Step.DECLINE})


def check_contact(work: Work, unit: Unit, there: Arrear, *, window: bool) -> None:
    """Whether they may be spoken to now; said why not and when they may (X-22)."""
    at = arrears.now(work, unit.community_id)
    spoken = unit.id in work.dunning.spoken_to(unit.community_id, at.day)
    dunning.check_contact(
        there.need, at.rounds, due_fen=there.fen, disputed_fen=owing(work, unit).disputed_fen, today=spoken, window=window,
        since=dunning.next_window(at.day, at.figures).first,
    )  # fmt: skip


def may_speak(work: Work, unit: Unit, there: Arrear) -> bool:
    """Whether we may ring or go there now; if not, they may still come to us."""
    try:
        check_contact(work, unit, there, window=False)
    except Refused:
        return False
    return True


def turning(work: Work, file: Dunning) -> Contact | None:
    """The newest line, if it tells of a service problem nobody has taken down yet."""
    newest = next(iter(work.dunning.contacts(file.id)), None)
    return newest if newest is not None and newest.outcome is Outcome.PROBLEM and newest.case_id is None else None


def deciders(work: Work, community: int) -> list[Person]:
    """Who approves a lawyer's letter: the director, without one the manager (X-23)."""
    for role in (Role.DIRECTOR, Role.MANAGER):
        listed = work.staff.listed(community, roles=[role])
        if listed:
            return [p for _, p in listed]
    return []


def decides(work: Work, who: Who, community: int) -> bool:
    """Whether that is this person."""
    return who.post(community) is not None and any(p.id == who.person.id for p in deciders(work, community))


def check_sending(work: Work, file: Dunning, there: Arrear) -> None:
    """A letter is a contact like any other: not while nothing is owed, disputed, waiting, or on the day of another one."""
    unit = work.people.unit(file.unit_id)
    day = today(work, unit.community_id)
    spoken = unit.id in work.dunning.spoken_to(unit.community_id, day)
    home = there.home
    need = Need.REPORTED if home.reported else Need.WAITING if home.waiting else Need.BROKEN  # any day of the year
    disputed = owing(work, unit).disputed_fen
    dunning.check_contact(need, (), due_fen=there.fen, disputed_fen=disputed, today=spoken, window=False, since=day)


def may_express(work: Work, file: Dunning, there: Arrear) -> bool:
    """Whether it is time for the express letter (F-37), and none went out yet."""
    at = arrears.now(work, file.community_id)
    due = dunning.express_due(file.notified_on, at.day, at.figures.express_months)
    return due and not there.home.express and not there.home.waiting and not there.home.reported and there.fen > 0


def may_ask(work: Work, file: Dunning, there: Arrear) -> bool:
    """Whether a lawyer's letter is to be thought of (DUN-06)."""
    return there.fen > 0 and there.need is Need.LAWYER


def may_remind(work: Work, unit: Unit, there: Arrear) -> bool:
    """Whether the owner may be reminded in the chat: the same, and inside of a window."""
    try:
        check_contact(work, unit, there, window=True)
    except Refused:
        return False
    return True


def actions(work: Work, who: Who, file: Dunning, there: Arrear) -> set[str]:
    """What this person may do now; looked up again at the press."""
    if file.status is Status.CLOSED:
        return set()
    unit = work.people.unit(file.unit_id)
    found = set()
    if there.fen or owing(work, unit).disputed_fen:
        found.add("record")
    if turning(work, file) is not None:
        found.add("turn")
    if may_remind(work, unit, there):
        found.add("remind")
    if may_express(work, file, there):
        found.add("express")
    if may_ask(work, file, there):
        found.add("lawyer")
    return found


def steps(work: Work, who: Who, letter: Letter) -> set[str]:
    """What this person may say of a letter now."""
    head = decides(work, who, letter.community_id)
    return {
        name
        for name, step in STEPS.items()
        if can(dunning.LETTERS, letter.status, step) and (step not in _DECIDING or head)
    }
