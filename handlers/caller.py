"""Taking something down for somebody who phoned or came: how, which home, who it is (INT-06, INT-14). Every flow asks it alike."""

from collections.abc import Sequence

from domain.cases import Channel
from domain.people import Community, Person, Unit, Who
from domain.talk import Answers
from handlers.answers import Option, lookup, phone, words
from handlers.conversation import Step
from handlers.offered import keys
from handlers.places import any_home, chosen_unit, entrances, floors, needs_more, rooms
from services import Work

#: Where the templates of these questions lie.
FOLDER = "caller"
CHANNELS = (Channel.PHONE, Channel.VISIT, Channel.PATROL)


def where(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """A home by buttons or typed, or no home: a public place."""
    return [*any_home(work, who, answers, case), Option("public", group="place", keeps={"unit": None})]


def residents(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Who lives there by the register: whose matter it is (REP-01)."""
    unit = chosen_unit(answers)
    found = work.people.residents(unit) if unit else []
    return [*(Option(f"p{p.id}", p.name, note=r, keeps={"person": p.id, "name": p.name, "phone": p.phone}) for p, r in found),
            Option("other", group="caller", keeps={"person": None})]  # fmt: skip


def stranger(answers: Answers) -> bool:
    """Nobody of the register."""
    return (answers.get("caller") or {}).get("person") is None


CHANNEL = Step("channel", (), offers=keys("channel", CHANNELS), folder=FOLDER)
HOME = (
    Step("home", (lookup,), offers=where, folder=FOLDER),
    Step("entrance", (), within=("home",), when=needs_more, offers=entrances, takes_only=True, folder=FOLDER),
    Step("floor", (), within=("home",), when=needs_more, offers=floors, needs_options=True, takes_only=True, folder=FOLDER),
    Step("room", (), within=("home",), when=needs_more, offers=rooms, folder=FOLDER),
)  # fmt: skip
CALLER = (
    Step("caller", (), within=("home",), offers=residents, folder=FOLDER),
    Step("name", (words,), when=stranger, folder=FOLDER),
    Step("phone", (phone,), when=stranger, folder=FOLDER),
)


def unit_of(work: Work, answers: Answers) -> Unit | None:
    """The home chosen, if it is one."""
    unit = chosen_unit(answers)
    return work.people.unit(unit) if unit else None


def person_of(work: Work, answers: Answers) -> Person:
    """Who it is: one of the register, somebody known by their phone, or somebody new."""
    caller = answers["caller"]
    if caller.get("person"):
        return work.people.get(caller["person"])
    known = work.people.by_phone(answers["phone"])
    return known or work.people.get(work.people.add(answers["name"], work.now, phone=answers["phone"]))


def contact_of(answers: Answers) -> str | None:
    """The phone to ring."""
    dialled: str | None = answers.get("phone") or answers["caller"].get("phone")
    return dialled


def community_of(work: Work, answers: Answers) -> Community:
    """Where it belongs: the home's community, else that of whoever takes it down."""
    unit = unit_of(work, answers)
    return work.people.community(unit.community_id if unit else answers["community"])
