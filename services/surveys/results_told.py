"""Results are told: by themselves when a survey is over, to those of X-31, and page by page to whoever asks by a button.

Noted in the transaction of the press or of the end, counted on the reading side, then shown. What is noted is a row, so a
restart forgets nobody; keys name the survey or the press, so nobody gets it twice.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from domain.errors import Outdated, Refused
from domain.people import SUPERVISORS, Community, Person, Role, Who
from domain.phones import normal
from domain.sending import Lane, Picture
from domain.survey import Survey
from services import StoreError, Work, alerts
from services.improvement import cards as tables
from services.improvement import plan as improving
from services.opinions import intake as opinions
from services.ready import Found as Had
from services.ready import Ready, Says
from services.ready import found as had_of
from services.surveys import results_book, results_chart, results_paper, results_said
from services.surveys.results import Found, found
from services.tell import Chat, Words, private, show, tell

_MARK = "surveys.results"
#: How somebody is shown it.
CARD, ITEMS, ITEM, BUILDINGS, BUILDING, REMARKS, REMARK = (
    "card",
    "items",
    "item",
    "buildings",
    "building",
    "remarks",
    "remark",
)
CHART, BOOK, PAPER = "chart", "book", "paper"
#: The table of measures, of a survey that was over before there were any.
TABLE = "table"


def over(work: Work, survey: Survey) -> None:
    """The survey is over and its box stirred: its results go out within a moment, once."""
    _note(work, {"key": f"survey:{survey.id}:results", "survey": survey.id, "person": None, "how": CARD, "more": {}})


def begin_table(work: Work, who: Who, survey: int, update: int) -> None:
    """The table of measures of a survey that has none: counted off the writer, then shown; of one that is over only."""
    one = work.surveys.find(survey)
    if one is None or not one.over:
        raise Outdated
    if not who.is_any(one.community_id, SUPERVISORS):
        raise Refused("common/not_yours")
    ask(work, one, who.person, f"survey:{survey}:table:{update}", TABLE)


def ask(work: Work, survey: Survey, person: Person, key: str, how: str, **more: Any) -> None:
    """Somebody pressed for it; `more` is what that way of showing takes."""
    _note(work, {"key": key, "survey": survey.id, "person": person.id, "how": how, "more": more})


def _note(work: Work, one: dict[str, Any]) -> None:
    waiting = _waiting(work)
    if all(other["key"] != one["key"] for other in waiting):
        work.marks.put(_MARK, [*waiting, one])
    work.signals.add("clock")


def prepare(work: Work) -> Ready:
    """What was asked for, counted: each survey once, however many wait for it. Reads only."""
    counted: dict[int, Found] = {}
    return {one["key"]: had_of(partial(_read, work, one, counted)) for one in _waiting(work)}


def sweep(work: Work, limit: int, ready: Ready | None = None) -> datetime | None:
    """Sends what is ready, the oldest first; now when more was asked for since. Without a reading side (`ready` None)
    it is counted here."""
    waiting = _waiting(work)
    mine = [one for one in waiting if ready is None or one["key"] in ready][:limit]
    for one in mine:
        _send(work, one, had_of(partial(_read, work, one, {})) if ready is None else ready[one["key"]])
    if mine:
        work.marks.put(_MARK, [one for one in waiting if one not in mine])
    return work.now if len(mine) < len(waiting) else None


def _waiting(work: Work) -> list[dict[str, Any]]:
    return list(work.marks.get(_MARK) or ())


def _read(work: Work, one: Mapping[str, Any], counted: dict[int, Found]) -> Says:
    survey = work.surveys.get(one["survey"])
    if one["person"] is None:
        return _to_all(work, _once(work, survey, counted), one["key"])
    person, community = work.people.get(one["person"]), work.people.community(survey.community_id)
    chat = private(person, community)
    if chat is None or not work.people.who(person, community.language).is_any(community.id, SUPERVISORS):
        raise Refused("common/not_yours")
    return _SHOWN[one["how"]](work, _once(work, survey, counted), chat, one)


def _once(work: Work, survey: Survey, counted: dict[int, Found]) -> Found:
    if survey.id not in counted:
        counted[survey.id] = found(work, survey)
    return counted[survey.id]


def _send(work: Work, one: Mapping[str, Any], had: Had) -> None:
    try:
        if isinstance(had, Exception):
            raise had
        with work.part():
            had(work)
    except Refused:  # the post ended between the press and the counting
        return
    except StoreError:
        raise
    except Exception as error:  # the others get theirs
        alerts.administrators(work, one["survey"], f"survey {one['survey']} {type(error).__name__}")


# --- by itself ------------------------------------------------------------------------------------------------------


def _to_all(work: Work, of: Found, key: str) -> Says:
    """The card, then chart, workbook and paper; those outside get no workbook and no buttons (X-31, SUR-16, SUR-28)."""
    inside = {p.id: p for p in _heads(work, of.community)}
    outside = {p.id: p for p in _outside(work, of.community) if p.id not in inside}

    def say(work: Work) -> None:
        improving.begin(work, of)
        opinions.begin(work, of.survey, of.results.dissatisfied)
        for person in (*inside.values(), *outside.values()):
            chat = private(person, of.community)
            if chat is None:
                continue
            r = results_said.overview(of, chat.language)
            words = Words(
                "survey_result/card", {"r": r, "can": person.id in inside}, f"U{of.survey.id}", of.survey.version
            )
            tell(work, chat, f"{key}:{person.id}", words, lane=Lane.REMINDER)
            files = _files(of, chat.language, book=person.id in inside)
            if files:
                said = Words("survey_result/files", {"name": r["name"]}, "m")
                tell(work, chat, f"{key}:files:{person.id}", said, lane=Lane.REMINDER, media=files)

    return say


def _heads(work: Work, community: Community) -> list[Person]:
    value = work.standards.value
    wanted = {
        Role.MANAGER: value(community.id, "survey.to_manager"),
        Role.DIRECTOR: value(community.id, "survey.to_director"),
    }
    roles = [role for role, on in wanted.items() if on]
    return [person for _, person in work.staff.listed(community.id, roles=roles)] if roles else []


def _outside(work: Work, community: Community) -> Iterator[Person]:
    """Of the company's quality department and the owners' committee, where their telephone is set and on the register."""
    value = work.standards.value
    for said in (value(community.id, "survey.quality_phone"), value(community.id, "survey.committee_phone")):
        phone = normal(str(said))
        person = work.people.by_phone(phone) if phone else None
        if person is not None:
            yield person


def _files(of: Found, language: str, *, book: bool) -> list[Picture]:
    if of.hidden or not of.results.returned:
        return []
    made = [results_chart.picture(of, language), results_paper.picture(of, language)]
    return [*made, results_book.picture(of, language)] if book else made


# --- by a button ----------------------------------------------------------------------------------------------------


def _card(work: Work, of: Found, chat: Chat, one: Mapping[str, Any]) -> Says:
    given = {"r": results_said.overview(of, chat.language), "can": True}
    return _says(of, chat, "survey_result/card", given, fresh=bool(one["more"].get("fresh")))


def _paged(message: str, values: Callable[[Work, Found, str, Mapping[str, Any]], dict[str, Any] | None]) -> Any:
    """A page behind the card; what is not there any more shows the card instead."""

    def shown(work: Work, of: Found, chat: Chat, one: Mapping[str, Any]) -> Says:
        given = None if of.hidden else values(work, of, chat.language, one["more"])
        return _card(work, of, chat, one) if given is None else _says(of, chat, message, {"r": given})

    return shown


def _says(of: Found, chat: Chat, message: str, given: dict[str, Any], *, fresh: bool = False) -> Says:
    def say(work: Work) -> None:
        words = Words(message, given, f"U{of.survey.id}", of.survey.version)
        show(work, chat, f"survey:{of.survey.id}:results:{chat.person}", words, repost=fresh)

    return say


def _table(work: Work, of: Found, chat: Chat, one: Mapping[str, Any]) -> Says:
    """Made if nobody has meanwhile, and shown to whoever asked."""

    def say(work: Work) -> None:
        improving.begin(work, of)
        plan, person = work.improvements.of_survey(of.survey.id), work.people.get(one["person"])
        if plan is not None:
            tables.show_to(work, plan, work.people.who(person, of.community.language), repost=True)

    return say


def _file(made: Callable[[Found, str], Picture]) -> Any:
    """Chart, workbook or paper under its own message."""

    def shown(work: Work, of: Found, chat: Chat, one: Mapping[str, Any]) -> Says:
        if of.hidden or not of.results.returned:
            return _card(work, of, chat, one)
        picture, name = made(of, chat.language), of.questionnaire.name(chat.language)

        def say(work: Work) -> None:
            tell(work, chat, one["key"], Words("survey_result/files", {"name": name}, "m"), media=[picture])

        return say

    return shown


_SHOWN: Mapping[str, Callable[[Work, Found, Chat, Mapping[str, Any]], Says]] = {
    CARD: _card,
    ITEMS: _paged("survey_result/items", lambda w, of, lang, m: results_said.items(of, lang, m["page"])),
    ITEM: _paged("survey_result/item", lambda w, of, lang, m: results_said.item(w, of, lang, m["index"])),
    BUILDINGS: _paged("survey_result/buildings", lambda w, of, lang, m: results_said.buildings(w, of, lang, m["page"])),
    BUILDING: _paged("survey_result/building", lambda w, of, lang, m: results_said.building(w, of, lang, m["index"])),
    REMARKS: _paged("survey_result/remarks", lambda w, of, lang, m: results_said.remarks(of, lang, m["page"])),
    REMARK: _paged("survey_result/remark", lambda w, of, lang, m: results_said.remark(w, of, lang, m["index"], m["page"])),
    TABLE: _table,
    CHART: _file(results_chart.picture),
    BOOK: _file(results_book.picture),
    PAPER: _file(results_paper.picture),
}  # fmt: skip
