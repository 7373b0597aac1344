"""Questions every flow asks alike: which home, picked by buttons or typed and confirmed; which public spot."""

from collections.abc import Sequence

from domain.people import Unit, Who
from domain.talk import Answers
from domain.units import find_units, fits
from handlers.answers import Option
from services import Work
from services.repair.lists import told_apart

#: Public spots to choose from; other ones are typed.
SPOTS = ("lobby", "lift", "stairs", "corridor", "garage", "garden", "playground", "gate", "roof")


def home_option(unit: Unit, label: str = "") -> Option:
    """A home as a button; the answer kept is enough to say it and to find it."""
    said = label or unit.label
    return Option(f"u{unit.id}", said, keeps={"unit": unit.id, "label": said})


def own_places(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The person's own homes, and "a public place". What is typed narrows to their own homes: never to a stranger's."""
    homes = told_apart(work, who)
    typed = find_units(str(answers.get("_typed", "")))
    fitting = [(h, label) for h, label in homes if any(fits(t, h.ref) for t in typed)]
    public = Option("public", group="place", keeps={"unit": None})
    return [*(home_option(h, label) for h, label in (fitting or homes)), public]


def any_home(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """For desk and newcomers: buildings first, or whatever units fit what was typed; each confirmed by its button."""
    community = answers.get("community") or work.people.home_community(who)
    typed = [u for ref in find_units(str(answers.get("_typed", ""))) for u in work.people.find_unit(ref, community)]
    if typed or community is None:
        return [home_option(u) for u in typed]
    return [
        Option(f"b{code}", name, keeps={"building": code, "label": name})
        for code, name in work.people.buildings(community)
    ]


def entrances(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Entrances of the building chosen before."""
    community = answers.get("community") or work.people.home_community(who)
    found = work.people.entrances(int(community or 0), answers["home"]["building"])
    return [Option(f"e{n}", name, group="" if name else "place", keeps=name) for n, name in enumerate(found)]


def floors(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Floors behind the entrance chosen before."""
    community = answers.get("community") or work.people.home_community(who)
    found = work.people.floors(int(community or 0), answers["home"]["building"], answers["entrance"])
    return [Option(f"f{n}", str(n), keeps=n) for n in found]


def rooms(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Homes on the floor chosen before."""
    community = answers.get("community") or work.people.home_community(who)
    found = work.people.rooms(
        int(community or 0), answers["home"]["building"], answers["entrance"], answers.get("floor")
    )
    return [Option(f"u{u.id}", u.room, keeps={"unit": u.id, "label": u.label}) for u in found]


def needs_more(answers: Answers) -> bool:
    """A building was chosen, not yet a home."""
    return bool(answers.get("home")) and "building" in answers["home"]


def chosen_unit(answers: Answers) -> int | None:
    """The home in the end, typed or picked; None for a public place."""
    place = answers.get("room") or answers.get("home") or answers.get("place") or {}
    unit = place.get("unit")
    return int(unit) if unit else None


def spots(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Public spots."""
    return [Option(spot, group="spot", keeps={"spot": spot}) for spot in SPOTS]
