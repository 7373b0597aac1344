"""Where somebody is in answering: a question at a time, back and on, a comment only when dissatisfied, changed until sent.

Pure: each step gives the draft after it. A draft is somebody's until it is sent; what becomes of it then depends on the
survey: a form with the home on it, or a slip in a box that nobody's name is on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.errors import Outdated, Refused
from domain.survey.questions import Kind, Question, fits, is_low

#: The place after the last question: everything once more before it is sent.
SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered to one question; empty: it was passed over."""

    value: Any = None
    words: str = ""
    #: Photos: `{kind, ref, unique, size, mime}`.
    media: tuple[Mapping[str, Any], ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing was said at all."""
        return self.value is None and not self.words and not self.media

    def doc(self) -> dict[str, Any]:
        """As it is kept; what is empty is left out."""
        kept: dict[str, Any] = {} if self.value is None else {"value": self.value}
        return (
            kept | ({"words": self.words} if self.words else {}) | ({"media": list(self.media)} if self.media else {})
        )


def given_of(doc: Mapping[str, Any]) -> Given:
    """The answer as kept."""
    return Given(doc.get("value"), doc.get("words", ""), tuple(doc.get("media") or ()))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is: this question's number, and of how many."""

    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One form being filled in: whose, for which home, what is answered, which question is open."""

    id: int
    survey_id: int
    unit_id: int
    person_id: int
    #: How it reaches us: in the chat, or taken down from paper or on the telephone.
    channel: str
    answers: Mapping[str, Mapping[str, Any]]
    #: Key of the open question, or `SUMMARY`.
    place: str
    #: Words or a photo are awaited for the open question.
    writing: bool
    #: The open question is asked once more from the summary: then back there.
    from_summary: bool
    #: The update that began it: what came from then on belongs to it.
    arrival: int
    version: int
    updated_at: datetime

    def given(self, key: str) -> Given:
        """What was answered to that question."""
        return given_of(self.answers.get(key, {}))


def begun(questions: Sequence[Question]) -> str:
    """Where a new draft begins."""
    return questions[0].key if questions else SUMMARY


def open_question(questions: Sequence[Question], draft: Draft) -> Question | None:
    """The open question; None at the summary."""
    return next((q for q in questions if q.key == draft.place), None)


def progress(questions: Sequence[Question], draft: Draft) -> Progress:
    """`3/12`; at the summary all of them."""
    place = next((n for n, q in enumerate(questions, 1) if q.key == draft.place), len(questions))
    return Progress(place, len(questions))


def wants_comment(questions: Sequence[Question], draft: Draft) -> bool:
    """Whether the open question is answered as dissatisfied and nobody has said why yet."""
    question = open_question(questions, draft)
    given = draft.given(draft.place)
    return question is not None and is_low(question, given.value) and not given.words and not given.media


def answered(questions: Sequence[Question], draft: Draft, key: str, value: Any) -> Draft:
    """A button of the open question. Several are put on and off and wait for `on`; dissatisfied stays for the comment.

    `Outdated` when another question is open, or this is none of its answers.
    """
    question = open_question(questions, draft)
    if question is None or question.key != key:
        raise Outdated
    given = draft.given(key)
    if question.kind is Kind.SEVERAL:
        if not fits(question, [value]):
            raise Outdated
        have = list(given.value or [])
        value = [v for v in have if v != value] if value in have else sorted([*have, value])
        return _with(draft, key, replace(given, value=value or None))
    if question.kind is Kind.TEXT or not fits(question, value):
        raise Outdated
    after = _with(draft, key, replace(given, value=value))
    return replace(after, writing=True) if wants_comment(questions, after) else _on(questions, after)


def told(
    questions: Sequence[Question], draft: Draft, words: str, media: Sequence[Mapping[str, Any]], longest: int
) -> Draft:
    """Words or photos for the open question. What is complete with them goes on, the rest waits for its button."""
    question = open_question(questions, draft)
    if question is None:
        raise Outdated
    given = draft.given(question.key)
    said = "\n".join(filter(None, [given.words, words.strip()]))[:longest]
    known = {m["unique"] for m in given.media}
    after = _with(
        draft,
        question.key,
        replace(given, words=said, media=(*given.media, *(m for m in media if m["unique"] not in known))),
    )
    if not words.strip() and media:
        return replace(after, writing=True)  # a photo often has words that come after it
    complete = question.kind is Kind.TEXT or given.value is not None
    return _on(questions, after) if complete and question.kind is not Kind.SEVERAL else replace(after, writing=False)


def writes(draft: Draft) -> Draft:
    """Words or a photo are wanted for the open question."""
    if draft.place == SUMMARY:
        raise Outdated
    return replace(draft, writing=True)


def on(questions: Sequence[Question], draft: Draft) -> Draft:
    """To the next question; `Refused` when this one must be answered first."""
    question = open_question(questions, draft)
    if question is None:
        raise Outdated
    if not question.optional and not _complete(question, draft.given(question.key)):
        raise Refused("survey/answer_first")
    return _on(questions, draft)


def back(questions: Sequence[Question], draft: Draft) -> Draft:
    """To the question before; what was answered stays. Before the first one there is nothing."""
    keys = [q.key for q in questions]
    here = keys.index(draft.place) if draft.place in keys else len(keys)
    return replace(draft, place=keys[max(0, here - 1)] if keys else SUMMARY, writing=False, from_summary=False)


def changing(questions: Sequence[Question], draft: Draft, key: str) -> Draft:
    """From the summary to one question, and from there back to the summary."""
    if all(q.key != key for q in questions):
        raise Outdated
    return replace(draft, place=key, writing=False, from_summary=True)


def missing(questions: Sequence[Question], draft: Draft) -> tuple[str, ...]:
    """Keys of what must be answered and is not."""
    return tuple(q.key for q in questions if not q.optional and not _complete(q, draft.given(q.key)))


def check_complete(questions: Sequence[Question], draft: Draft) -> dict[str, dict[str, Any]]:
    """The answers as they are sent: blanks left out. `Refused` while something must still be answered."""
    if missing(questions, draft):
        raise Refused("survey/answer_first")
    return {q.key: g.doc() for q in questions if not (g := draft.given(q.key)).blank}


def _complete(question: Question, given: Given) -> bool:
    if question.kind is Kind.TEXT:
        return not given.blank
    return given.value is not None


def _with(draft: Draft, key: str, given: Given) -> Draft:
    return replace(draft, answers={**draft.answers, key: given.doc()})


def _on(questions: Sequence[Question], draft: Draft) -> Draft:
    keys = [q.key for q in questions]
    after = SUMMARY if draft.from_summary else next(iter(keys[keys.index(draft.place) + 1 :]), SUMMARY)
    return replace(draft, place=after, writing=_writes(questions, after), from_summary=False)


def _writes(questions: Sequence[Question], place: str) -> bool:
    """Whether the question is answered in words: whatever is typed next is the answer."""
    return any(q.key == place and q.kind is Kind.TEXT for q in questions)
