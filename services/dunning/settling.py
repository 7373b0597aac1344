"""What ends or resumes dunning by itself: money that came, a matter of ours that is closed (DUN-05, DUN-17)."""

from domain import dunning
from domain.cases import OVER, Case
from domain.dunning import Dunning, Event, Outcome, Status
from domain.lifecycle import move
from domain.sending import Lane
from services import Work
from services.dunning import faces, letters
from services.dunning.keeping import owing, owners, today
from services.tell import Words, private, show


def money_moved(work: Work, unit: int) -> None:
    """Something was entered for that home: paid means over, at once, for everybody; else the cards say the new amount."""
    file = work.dunning.of_home(unit)
    if file is None:
        return
    owed = owing(work, work.people.unit(unit))
    if owed.fen + owed.disputed_fen > 0:
        _owner_cards(work, file)
        faces.refresh(work, file)
        return
    status = move(dunning.TABLE, file.status, Event.PAY)
    file = work.dunning.change(file, {"status": status, "closed_at": work.now})
    letters.stop(work, file)
    _owner_cards(work, file)
    faces.refresh(work, file)
    if work.dunning.contacts(file.id):
        letters.tell_keepers(work, file, "dunning/stopped", f"dunning:{file.id}:stopped")


def not_brought(work: Work, contact: int, person: int | None) -> None:
    """A reminder came to none of the owners: the record says so, it is no notice, and they are to be rung (DUN-03, F-37)."""
    line = work.dunning.line(contact)
    if line is None or line.outcome is not Outcome.REMINDED:
        return
    file = work.dunning.get(line.dunning_id)
    others = [p for p in owners(work, file.unit_id) if p.id != person and p.reachable]
    if file.status in dunning.FINAL or any(work.cards.find(f"dunning:{file.id}:owner:{p.id}") for p in others):
        return
    work.dunning.missed(contact)
    told = [
        x.day for x in work.dunning.contacts(file.id) if x.outcome not in dunning.MISSED and x.way in dunning.NOTICES
    ]
    faces.refresh(work, work.dunning.change(file, {"notified_on": min(told, default=None)}))


def _owner_cards(work: Work, file: Dunning) -> None:
    """Reminders that stand in owners' chats say how it is now; nothing is asked for any more once it is paid or disputed."""
    unit = work.people.unit(file.unit_id)
    community = work.people.community(file.community_id)
    for person in owners(work, unit.id):
        key = f"dunning:{file.id}:owner:{person.id}"
        chat = private(person, community)
        if chat is None or work.cards.find(key) is None:
            continue
        given = faces.reminded(work, unit, chat.language)
        if given["fen"]:
            said = Words("dunning/reminder", given, "m")
        else:
            held = "dunning/reminder_held" if given["disputed"] else "dunning/reminder_paid"
            said = Words(held, {"place": unit.label})
        show(work, chat, key, said, lane=Lane.REMINDER)


def case_moved(work: Work, case: Case) -> None:
    """A matter is closed that dunning waits for: answer, ring back, remind (DUN-05, CBK-27)."""
    if case.status not in OVER:
        return
    for file in work.dunning.waiting_for(case.id):
        _go_on(work, file)


def heal(work: Work, community: int) -> None:
    """The same for matters that were closed on a way that leaves no note."""
    for file in work.dunning.open(community):
        if file.status is Status.WAITING and (file.waits_for is None or work.cases.get(file.waits_for).status in OVER):
            _go_on(work, file)


def _go_on(work: Work, file: Dunning) -> None:
    status = move(dunning.TABLE, file.status, Event.GO_ON)
    values = {"status": status, "solved_on": today(work, file.community_id), "waits_for": None}
    file = work.dunning.change(file, values)
    faces.refresh(work, file)
    letters.tell_keepers(work, file, "dunning/solved", f"dunning:{file.id}:solved:{file.version}")
