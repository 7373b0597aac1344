"""A questionnaire by workbook: given out as it is, filled in, taken in again whole, or not at all with every bad row named."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.errors import Refused
from domain.people import Who
from domain.sending import Picture
from domain.survey import Kind
from domain.survey.sheet import COLUMNS, BadRow, cells, read
from messages.render import LANGUAGES, word
from services import Work
from services.surveys import editing
from services.surveys.cards import show_questionnaire
from services.tell import Words, mine, private, tell

#: What a picture of ours names that is made of a questionnaire; and the step of a file that shall become one.
WHAT, STEP = "questionnaire", "questionnaire:"
#: Bad rows named in one message.
_NAMED = 15
_WIDTHS = {"key": 12, "kind": 14, "zh": 40, "en": 40, "options": 30, "options_en": 30, "optional": 10}

Sheets = Mapping[str, Sequence[Sequence[object]]]


def send(work: Work, who: Who, questionnaire: int) -> None:
    """The workbook to whoever edits it: what there is, to be changed and sent back."""
    one = editing.found(work, who, questionnaire)
    chat = mine(who, work.people.community(one.community_id))
    drawn = {"what": WHAT, "questionnaire": one.id, "language": chat.language}
    picture = Picture(
        kind="file", ref="", draw=drawn, name=f"{word('book', 'questionnaire', chat.language)}-{one.id}.xlsx"
    )
    key = f"questionnaire:{one.id}:sheet:{who.person.id}:{work.now.timestamp()}"
    tell(work, chat, key, Words("survey/sheet", {"name": one.name(chat.language)}, "m"), media=[picture])


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The workbook itself. Reads only."""
    language = str(given["language"])
    one = work.surveys.questionnaire(int(given["questionnaire"]))
    kinds = {kind: word("survey_kind", kind, language) for kind in Kind}
    columns = [{"title": word("survey_column", c, language), "width": _WIDTHS[c], "kind": "text"} for c in COLUMNS]
    above = [f"{one.name(language)} · {word('survey_column', 'how', language)}"]
    rows = cells(one.asked, kinds, word("survey_must", "optional", language))
    sheet = {"title": word("book", "questionnaire", language), "above": above, "columns": columns, "rows": rows}
    return {"what": "workbook", "sheets": [sheet]}


def want(work: Work, who: Who, questionnaire: int, file: Mapping[str, Any]) -> None:
    """A workbook was sent for the questionnaire: it is fetched, read and taken in; whoever sent it hears what came of it."""
    one = editing.found(work, who, questionnaire)
    work.media.want(who.person.id, f"{STEP}{one.id}", file, work.now)


def arrived(work: Work, media: int, person: int, step: str, sheets: Sheets | None) -> None:
    """The workbook is here, or could not be fetched or read (None)."""
    one = work.surveys.find_questionnaire(int(step.removeprefix(STEP)))
    sender = work.people.get(person)
    if one is None or private(sender, work.people.community(one.community_id)) is None:
        return
    community = work.people.community(one.community_id)
    who = work.people.who(sender, community.language)
    questions, bad = (
        read(next(iter(sheets.values()), ()), _heads(), _kinds()) if sheets else ([], [BadRow(1, "zh", "", "no_file")])
    )
    if bad:
        _say(work, who, one.id, bad, media)
        return
    try:
        changed = editing.replace_questions(work, who, one.id, questions)
    except Refused:
        return  # their post has ended since
    show_questionnaire(work, changed, who, repost=True)


def _say(work: Work, who: Who, questionnaire: int, bad: Sequence[BadRow], media: int) -> None:
    one = work.surveys.questionnaire(questionnaire)
    chat = mine(who, work.people.community(one.community_id))
    rows = [{"row": b.row, "column": b.column, "value": b.value, "why": b.why} for b in bad[:_NAMED]]
    given = {"name": one.name(chat.language), "rows": rows, "more": max(0, len(bad) - _NAMED)}
    key = f"questionnaire:{one.id}:bad:{media}"
    tell(work, chat, key, Words("survey/bad_sheet", given, f"U{one.id}", one.version))


def _heads() -> dict[str, str]:
    return {word("survey_column", c, language).lower(): c for language in LANGUAGES for c in COLUMNS}


def _kinds() -> dict[str, Kind]:
    said = {word("survey_kind", kind, language).lower(): kind for language in LANGUAGES for kind in Kind}
    return said | {str(kind): kind for kind in Kind}
