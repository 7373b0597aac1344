"""Reporting a repair: where, what, words and pictures, when it suits, whom to ring; danger skips every question."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain import repair
from domain.incidents import OUTAGES
from domain.incoming import Incoming
from domain.people import Unit, Who
from domain.reading import Reading
from domain.repair import Action, Category, Danger
from domain.talk import Answers, Talk
from handlers.answers import Option, choice, lookup, moment, phone, story, words
from handlers.conversation import Flow, Step
from handlers.offered import times
from handlers.places import chosen_unit, own_places, spots
from services import Work
from services.incidents import joining
from services.repair.acting import allowed
from services.repair.danger import file_danger, said_before, understood
from services.repair.intake import Report, add, likely_double, report
from services.repair.views import hats

#: The button that leads to the list of dangers instead of an ordinary category.
URGENT = "urgent"


def danger_of(answers: Answers) -> Danger | None:
    """What cannot wait about it: chosen, or inherent in the category (URG-04 to URG-08)."""
    if answers.get("danger"):
        return Danger(answers["danger"])
    category = answers.get("category")
    return repair.KINDS[Category(category)].danger if category and category != URGENT else None


def is_public(answers: Answers) -> bool:
    """Whether it is a public place."""
    return "place" in answers and not answers["place"].get("unit")


def _calm(answers: Answers) -> bool:
    return danger_of(answers) is None


def categories(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """What can break there, the urgent list first (REP-24, X-52)."""
    offered = repair.categories_at(is_public(answers) if "place" in answers else not chosen_unit(answers))
    return [Option(URGENT, group="category"), *(Option(c, group="category") for c in offered)]


def dangers(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The urgent list (URG-04 to URG-08)."""
    return [Option(d, group="danger") for d in Danger]


def _double(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The open case this is most likely about, to be added to instead of a second one; nothing when there is none."""
    unit = work.people.unit(chosen_unit(answers) or 0) if chosen_unit(answers) else None
    community = work.people.community(unit.community_id if unit else work.people.home_community(who) or 1)
    found = likely_double(work, community, Category(answers["category"]), unit, place_words(answers))
    if found is None or not repair.may(Action.ADD, hats(found, who)):
        return []
    return [Option(f"c{found.id}", found.number, keeps=found.id), Option("new", group="double", keeps="new")]


def _incident(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """What is known to be out there already, to be joined by one tap before a second case is filed (EMG-01).

    Whoever is told of it already is asked only where their words would be an alarm, which the same once more is not.
    """
    new = _new(work, who, answers)
    found = joining.known_at(work, new.community, new.category, new.unit, new.place)
    if found is None:
        return []
    keeps = joining.offered(work, who, found)
    if said_before(work, new, placed=True) if new.danger else keeps["joined"]:
        return []
    apart = Option("apart", group="incident", keeps={"apart": found.id})
    return [Option(f"i{found.id}", found.number or "", keeps=keeps), apart]


def _outage(answers: Answers) -> bool:
    """Whether it is nothing but an outage, which others may have reported already (EMG-01)."""
    return danger_of(answers) in OUTAGES


def _shared(answers: Answers) -> bool:
    return _calm(answers) or _outage(answers)


def _joins(answers: Answers) -> bool:
    """Whether they join what is known instead of filing a case."""
    said = answers.get("incident")
    return isinstance(said, dict) and "incident" in said


def _files(answers: Answers) -> bool:
    return _calm(answers) and not _joins(answers)


def _no_phone(answers: Answers) -> bool:
    return _visit(answers) and not answers.get("_has_phone")


def _adds(answers: Answers) -> bool:
    """Whether it is more about a case that is open already."""
    return isinstance(answers.get("double"), int)


def _visit(answers: Answers) -> bool:
    return _files(answers) and not is_public(answers) and not _adds(answers)


def span_of(answers: Answers) -> tuple[datetime, datetime] | None:
    """The appointment of the answers; None for "as soon as possible"."""
    when = answers.get("when")
    if not isinstance(when, list):
        return None
    return datetime.fromisoformat(when[0]), datetime.fromisoformat(when[1])


def place_words(answers: Answers) -> str | None:
    """A public place: a spot of the list by its key, or the person's own words."""
    spot = answers.get("spot")
    if isinstance(spot, dict):
        return str(spot["spot"])
    return str(spot) if spot else None


def submit(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    """Files it."""
    a = talk.answers
    new = _new(work, who, a)
    if _joins(a) and _shared(a):
        joining.join(work, who, a["incident"]["incident"], new.unit)
        return
    double = allowed(work, who, a["double"], Action.ADD) if _adds(a) else None
    if double is not None and double.status not in repair.FINAL:
        add(work, who, double, new.words, new.media, new.location)
    elif new.danger:
        file_danger(work, who, new, placed=new.unit is not None or new.place is not None)
    else:
        report(work, who, new)


def _new(work: Work, who: Who, a: Answers) -> Report:
    """The report as it stands, from the answers so far."""
    unit: Unit | None = work.people.unit(chosen_unit(a) or 0) if chosen_unit(a) else None
    if unit is not None and not who.lives_in(unit.id):
        unit = None  # moved out since the question was asked: the desk is told the words, not a stranger's home
    told = a.get("story") or a.get("_alarm") or {}
    danger = danger_of(a)
    category = a.get("category")
    apart = a["incident"].get("apart") if isinstance(a.get("incident"), dict) else None
    return Report(
        community=work.people.community(unit.community_id if unit else work.people.home_community(who) or 1),
        reporter=who.person,
        category=Category(category)
        if category and category != URGENT
        else repair.CATEGORY_OF[danger or Danger.OTHER_DANGER],
        words=told.get("text", ""),
        danger=danger,
        unit=unit,
        place=place_words(a),
        media=told.get("media", ()),
        location=told.get("location") or (),
        contact=a.get("contact"),
        appointment=span_of(a),
        extra={"apart": apart} if apart else {},
    )


def known_outage(
    work: Work, who: Who, reading: Reading, text: str, media: Sequence[Mapping[str, Any]], chosen: int | None
) -> Answers | None:
    """The answers to begin with when words of danger say nothing but an outage that is known there; None: it is filed
    at once. So it is wherever the place is not certain, and with any other danger in the words (X-52).
    """
    if not reading.dangers or not OUTAGES.issuperset(reading.dangers):
        return None
    new, placed = understood(work, who, reading, text, media, chosen)
    if not placed or new.unit is None:
        return None
    told = {"text": text, "media": list(media), "location": None}
    place = {"unit": new.unit.id, "label": new.unit.label}
    answers: Answers = {"place": place, "category": URGENT, "danger": str(new.danger), "_alarm": told}
    return answers if _incident(work, who, answers, None) else None


REPORT = Flow(
    "repair",
    (
        Step("place", (lookup,), offers=own_places),
        Step("spot", (words,), when=is_public, offers=spots),
        Step("category", (choice,), offers=categories),
        Step("danger", (), when=lambda a: a.get("category") == URGENT, offers=dangers),
        Step(
            "incident",
            within=("place", "spot", "category", "danger"),
            when=_shared,
            offers=_incident,
            needs_options=True,
        ),
        Step("double", (), within=("place", "spot", "category"), when=_files, offers=_double, needs_options=True),
        Step("story", (story,), when=_files, collects=True),
        Step("when", (moment,), when=_visit, offers=times),
        Step("contact", (phone,), when=_no_phone),
    ),
    submit,
    summary=_files,
    changes=("place", "spot", "category", "story", "when", "contact"),
)
