"""What owners read of a survey: the invitation, the question in hand, everything once more before it is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.people import Unit
from domain.survey import SUMMARY, Draft, Grade, Kind, Question, Survey
from domain.survey.answering import missing, open_question, progress, wants_comment
from messages.render import word
from services import Work
from services.tell import Words

#: Questions of one press each that one minute is enough for: how long a questionnaire is said to take.
_AT_A_TIME = 8


def invitation(work: Work, one: Survey, unit: int, language: str, *, reminder: bool = False, handed: str = "") -> Words:
    """Who asks, how long it takes, until when, and what becomes of the answers; `handed`: who of the home hands it on."""
    questionnaire = work.surveys.questionnaire(one.questionnaire_id)
    home = work.people.unit(unit)
    given = {
        "i": {
            "name": questionnaire.name(language), "community": work.people.community(one.community_id).name, "home": home.label,
            "unit": unit, "questions": len(questionnaire.questions), "minutes": -(-len(questionnaire.questions) // _AT_A_TIME),
            "anonymous": one.anonymous, "deadline": one.deadline_at, "reminder": reminder, "handed": handed,
        }
    }  # fmt: skip
    return Words("survey/invitation", given, f"V{one.id}", 1)


def form(work: Work, one: Survey, draft: Draft, language: str) -> Words:
    """The open question with what it offers, or everything once more."""
    questionnaire = work.surveys.questionnaire(one.questionnaire_id)
    asked = questionnaire.asked
    subject, version = f"V{draft.id}", draft.version
    home = work.people.unit(draft.unit_id)
    common = {"name": questionnaire.name(language), "anonymous": one.anonymous, "taken": _taken(draft, home)}
    if draft.place == SUMMARY:
        lacking = missing(asked, draft)
        rows = [{"n": n, "words": q.words(language), "said": said(q, draft, language), "lacks": q.key in lacking}
                for n, q in enumerate(asked, 1)]  # fmt: skip
        return Words("survey/summary", {"f": {**common, "rows": rows, "ready": not lacking}}, subject, version)
    question = open_question(asked, draft)
    assert question is not None
    return Words("survey/ask", {"f": {**common, **_open(asked, draft, question, language)}}, subject, version)


def _open(asked: Sequence[Question], draft: Draft, question: Question, language: str) -> Mapping[str, Any]:
    given, at = draft.given(question.key), progress(asked, draft)
    chosen = given.value if question.kind is Kind.SEVERAL else [given.value]
    order: Sequence[Any] = (
        list(Grade) if question.kind is Kind.GRADE else list(range(1, 6)) if question.kind is Kind.SCORE else []
    )
    options = (
        [{"value": n, "label": word("grade", g, language), "on": g in (chosen or ())} for n, g in enumerate(order)]
        if question.kind is Kind.GRADE
        else [{"value": n, "label": str(n), "on": n in (chosen or ())} for n in order]
        or [{"value": n, "label": text, "on": n in (chosen or ())} for n, text in enumerate(question.labels(language))]
    )
    complete = not given.blank if question.kind is Kind.TEXT else given.value is not None
    return {
        "n": at.number, "of": at.of, "kind": question.kind, "words": question.words(language), "options": options,
        "said": given.words, "photos": len(given.media), "writing": draft.writing, "low": wants_comment(asked, draft),
        "on": question.optional or complete, "complete": complete, "back": at.number > 1, "place": at.number - 1,
    }  # fmt: skip


def said(question: Question, draft: Draft, language: str) -> str:
    """The answer in one line: the choice, the words, how many photos; empty when nothing was said."""
    given = draft.given(question.key)
    parts = []
    if given.value is not None:
        labels = question.labels(language)
        match question.kind:
            case Kind.GRADE:
                parts.append(word("grade", given.value, language))
            case Kind.SCORE:
                parts.append(f"{given.value}/5")
            case Kind.CHOICE:
                parts.append(labels[given.value])
            case Kind.SEVERAL:
                parts.append("、".join(labels[v] for v in given.value))
    if given.words:
        parts.append(f"「{given.words}」")
    if given.media:
        parts.append(f"📷{len(given.media)}")
    return " ".join(parts)


def _taken(draft: Draft, home: Unit) -> str:
    """The home, where the desk takes the form down for somebody."""
    return home.label if draft.channel != "chat" else ""
