"""The faces of a breach: the reporter's card, the desk's in its group, a colleague's in private, the other side's request to sign.

The other side never reads who reported it, nor their words; a group reads building and floor, no room, no name.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import breach
from domain.breach import BreachFacts, Event, Found, Promised, Signature, Sort, Status, Step
from domain.cases import Case
from domain.ids import PersonId
from domain.people import DESK_ROLES, Person, Relation, Team, Unit, Who
from domain.privacy import for_group
from domain.sending import Lane
from services import Work
from services.exchanges import about
from services.ladder.faces import refresh_alerts
from services.teams import Sheet, as_group_reads, opened_by, plain_values, reached, sheet
from services.tell import Chat, Words, private, show

_TEXTS = ("words", "outcome", "place")
#: Steps named on a card; all of them are on the written record.
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class View:
    """A breach with everything its cards show, loaded once."""

    sheet: Sheet
    facts: BreachFacts
    steps: tuple[Step, ...]
    homes: tuple[Unit, ...]
    names: dict[PersonId, str]
    files: dict[str, int]

    @property
    def case(self) -> Case:
        """The matter."""
        return self.sheet.case

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.case.status)


def load(work: Work, case: Case) -> View:
    """The breach with all its cards show."""
    facts, steps = work.breaches.of(case.id), tuple(work.breaches.steps(case.id))
    people = {p for s in steps for p in (s.by, s.asked_of, s.signed_by) if p is not None}
    homes = tuple(work.people.unit(unit) for unit in facts.others)
    names = {p: work.people.get(p).name for p in people}
    return View(sheet(work, case, tuple(Promised)), facts, steps, homes, names, work.breaches.files(case.id))


def sides(work: Work, view: View) -> list[tuple[Unit, Person, Relation]]:
    """Who lives in the homes concerned; not whoever reported it, unless they are one side of a dispute."""
    dispute = view.facts.sort is Sort.DISPUTE
    return [
        (home, person, relation)
        for home in view.homes
        for person, relation in work.people.residents(home.id)
        if dispute or person.id != view.sheet.reporter.id
    ]


def hidden(view: View, text: str) -> str:
    """What somebody of the staff wrote, as the other side may read it: without whoever reported it."""
    if view.facts.found is not Found.REPORTED:
        return text
    rooms = set(view.sheet.rooms) - {home.room for home in view.homes}
    return for_group(text, rooms=rooms, names=(view.sheet.reporter.name,))


def possible(view: View, who: Who) -> set[str]:
    """What this person can do now: the buttons of their card; looked up again at the press."""
    place = view.case.community_id
    if not who.is_any(place, DESK_ROLES):
        return set()
    open_ = view.status not in breach.FINAL
    found = {
        str(e)
        for e in Event
        if breach.can_now(view.facts.sort, view.status, e) and who.is_any(place, breach.roles_for(e))
    }
    post = who.post(place)
    if open_ and (post is None or post.id != view.case.assignee_id):
        found.add("take")
    if open_ and who.is_any(place, breach.SUPERVISING):
        found.add("assign")
    if open_:
        found.add("place")
    if any(s.signature is Signature.ASKED for s in view.steps):
        found.add("unsigned")
    return found | {"record"}


def step_values(view: View, step: Step) -> dict[str, Any]:
    """One step in plain values."""
    names = view.names
    return {
        "id": step.id, "kind": step.kind, "words": step.words, "by": names[step.by], "at": step.at,
        "signature": step.signature, "asked_of": names.get(step.asked_of) if step.asked_of else None,
        "signed_by": names.get(step.signed_by) if step.signed_by else None, "signed_at": step.signed_at,
        "declined_at": step.declined_at, "files": view.files.get(f"step:{step.id}", 0),
    }  # fmt: skip


def values(view: View, now: datetime, can: Collection[str] = ()) -> dict[str, Any]:
    """What the templates of cards are given: `r` is the breach in plain values, `can` the actions to offer."""
    facts = view.facts
    return {
        "can": set(can),
        "r": {
            **plain_values(view.sheet, now),
            "found": facts.found,
            "homes": [home.label for home in view.homes],
            "authority": facts.authority,
            "authority_at": facts.authority_at,
            "owed": breach.owed(facts.sort, view.status),
            "steps": [step_values(view, s) for s in view.steps[-_SHOWN:]],
            "earlier": max(0, len(view.steps) - _SHOWN),
        },
    }


def group_values(view: View, now: datetime, can: Collection[str] = ()) -> dict[str, Any]:
    """The same for a group: building and floor, no room, name or number, and no step's words."""
    given = values(view, now, can)
    return {
        **given,
        "r": {**as_group_reads(view.sheet, given["r"], _TEXTS), "homes": [], "steps": [], "authority": None},
    }


def subject(case: Case) -> str:
    """What the buttons of a breach are about."""
    return f"x{case.id}"


def owner_chat(view: View) -> Chat | None:
    """Where whoever reported it reads us; whoever found it on patrol has the colleagues' card."""
    return private(view.sheet.reporter, view.sheet.community) if view.facts.found is Found.REPORTED else None


def owner_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows whoever reported it how far it is: no step's words, nobody of the other side."""
    said = Words("breach/owner_card", values(view, work.now), subject(view.case), view.case.version)
    show(work, owner_chat(view), f"case:{view.case.id}:owner", said, case=view.case.id, repost=repost)


def desk_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the desk the newest state: in its group, or to each in private where no group is bound."""
    can = {"take"} if view.status not in breach.FINAL else set()
    said = Words("breach/desk_card", group_values(view, work.now, can), subject(view.case), view.case.version)
    for chat in reached(work, view.sheet.community, Team.DESK):
        key = f"case:{view.case.id}:desk:{chat.id}"
        show(work, chat, key, said, lane=Lane.TASK, case=view.case.id, repost=repost)


def staff_card(work: Work, view: View, who: Who, chat: Chat, *, repost: bool) -> None:
    """A colleague's own card in private: everything for the desk; for whoever found it what the group reads."""
    can = possible(view, who)
    given = (
        {**values(view, work.now, can), "people": _people(work, view), "talks": bool(about(work, who, view.case.id))}
        if can
        else {**group_values(view, work.now), "people": [], "talks": False}
    )
    said = Words("breach/staff_card", given, subject(view.case), view.case.version)
    show(work, chat, f"case:{view.case.id}:staff:{who.person.id}", said, case=view.case.id, repost=repost)


def _people(work: Work, view: View) -> list[dict[str, Any]]:
    return [
        {"home": home.label, "name": p.name, "relation": r, "in_chat": p.telegram_id is not None and p.reachable}
        for home, p, r in sides(work, view)
    ]


def refresh(work: Work, view: View, *, owner_repost: bool = False, desk_repost: bool = False) -> None:
    """Every face of the breach shows its newest state."""
    owner_card(work, view, repost=owner_repost)
    desk_card(work, view, repost=desk_repost)
    for who, chat in opened_by(work, view.sheet.community, view.case.id):
        staff_card(work, view, who, chat, repost=False)
    refresh_alerts(work, view.sheet.community, view.case, values(view, work.now))


def ask_signature(work: Work, view: View, step: Step, *, repost: bool = False) -> None:
    """The other side reads the step as it is on the record and signs by one tap; signed or declined, it says so."""
    if step.asked_of is None:
        return
    person = work.people.get(step.asked_of)
    given = {"s": {**step_values(view, step), "words": hidden(view, step.words)}, "sort": view.facts.sort, "number": view.case.number,
             "homes": [h.label for h in view.homes if any(p.id == person.id for p, _ in work.people.residents(h.id))],
             "community": view.sheet.community.name}  # fmt: skip
    said = Words("breach/sign_asked", given, subject(view.case), view.case.version)
    chat = private(person, view.sheet.community)
    show(work, chat, f"breach:{step.id}:sign", said, lane=Lane.TASK, case=view.case.id, repost=repost)
