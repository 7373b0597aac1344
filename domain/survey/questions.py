"""What a questionnaire asks: kinds of questions, grades, the aspects of the standard list (SUR-08, SUR-11, SUR-12, X-29)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from domain.errors import Refused


class Kind(StrEnum):
    """How a question is answered."""

    #: One of four grades (SUR-08).
    GRADE = "grade"
    CHOICE = "choice"
    SEVERAL = "several"
    #: 1 to 5.
    SCORE = "score"
    TEXT = "text"


class Grade(StrEnum):
    """The four grades, best first (SUR-08)."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    NOT_VERY_SATISFIED = "not_very_satisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


#: What counts as satisfied (SUR-09, SUR-10), and who is called back (F-17).
SATISFIED = frozenset({Grade.VERY_SATISFIED, Grade.SATISFIED})
DISSATISFIED = frozenset(Grade) - SATISFIED
#: Best and worst score; the lower two are taken for dissatisfied, as with grades.
SCORES = range(1, 6)
_LOW_SCORES = frozenset(SCORES[:2])

#: The question that says how somebody is content with everything (SUR-09), and the one for whatever else there is.
OVERALL, REMARKS = "overall", "remarks"
#: The aspects of both lists, each once (SUR-11, SUR-12, X-29): attitude occurs in both, other remarks are free text.
ASPECTS = (
    "power", "water", "security", "sanitation", "greening", "facilities", "repair", "attitude", "courtesy", "quality", "efficiency",
    REMARKS,
)  # fmt: skip

#: As many questions as somebody answers in a few minutes, options as fit a screen, characters as fit a message.
MOST_QUESTIONS, MOST_OPTIONS, LONGEST, LONGEST_OPTION = 30, 10, 200, 40


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `en` is empty where nobody has written it: the Chinese words are shown then."""

    #: Stays the same from version to version, so that years can be compared.
    key: str
    kind: Kind
    zh: str
    en: str = ""
    #: What is offered, in both languages.
    options: tuple[tuple[str, str], ...] = ()
    #: May be passed over.
    optional: bool = False

    def words(self, language: str) -> str:
        """As it is asked in that language."""
        return self.en if language == "en" and self.en else self.zh

    def labels(self, language: str) -> tuple[str, ...]:
        """What is offered, in that language."""
        return tuple(en if language == "en" and en else zh for zh, en in self.options)

    @property
    def satisfaction(self) -> bool:
        """Whether the answer says how content somebody is: then a comment is asked for when they are not."""
        return self.kind in (Kind.GRADE, Kind.SCORE)

    def doc(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "key": self.key, "kind": str(self.kind), "zh": self.zh, "en": self.en, "options": [list(o) for o in self.options],
            "optional": self.optional,
        }  # fmt: skip


def question_of(doc: Mapping[str, Any]) -> Question:
    """The question as kept."""
    options = tuple((str(zh), str(en)) for zh, en in doc.get("options") or ())
    return Question(doc["key"], Kind(doc["kind"]), doc["zh"], doc.get("en", ""), options, bool(doc.get("optional")))


def is_low(question: Question, value: Any) -> bool:
    """Whether the answer says that somebody is not content (F-17)."""
    if question.kind is Kind.GRADE:
        return value in DISSATISFIED
    return question.kind is Kind.SCORE and value in _LOW_SCORES


def fits(question: Question, value: Any) -> bool:
    """Whether this can be the answer; free text is any words at all."""
    number = isinstance(value, int) and not isinstance(value, bool)
    match question.kind:
        case Kind.GRADE:
            return isinstance(value, str) and value in set(Grade)
        case Kind.SCORE:
            return number and value in SCORES
        case Kind.CHOICE:
            return number and 0 <= value < len(question.options)
        case Kind.SEVERAL:
            listed = isinstance(value, list) and bool(value) and len(set(map(str, value))) == len(value)
            return listed and all(isinstance(v, int) and 0 <= v < len(question.options) for v in value)
        case Kind.TEXT:
            return value is None


def check(question: Question) -> Question:
    """The question, sound and trimmed; `Refused` says what is missing."""
    clean = replace(question, zh=question.zh.strip(), en=question.en.strip())
    if not clean.zh:
        raise Refused("survey/no_words")
    if max(len(clean.zh), len(clean.en)) > LONGEST:
        raise Refused("survey/too_long", most=LONGEST)
    if clean.kind in (Kind.CHOICE, Kind.SEVERAL):
        named = [zh.strip() for zh, _ in clean.options]
        if not 1 < len(named) <= MOST_OPTIONS or len(set(named)) < len(named) or not all(named):
            raise Refused("survey/few_options", most=MOST_OPTIONS)
        if any(len(label) > LONGEST_OPTION for pair in clean.options for label in pair):
            raise Refused("survey/too_long", most=LONGEST_OPTION)
        return clean
    return replace(clean, options=())


# --- changing the list: each gives the new one back -----------------------------------------------------------------

Questions = Sequence[Question]


def next_key(questions: Iterable[Question]) -> str:
    """A key nobody has yet: `q1`, `q2` … A removed question's key is not given again while a later one stands."""
    taken = {q.key for q in questions}
    numbers = [int(k[1:]) for k in taken if k[:1] == "q" and k[1:].isdigit()]
    return f"q{max(numbers, default=0) + 1}"


def added(questions: Questions, new: Question) -> list[Question]:
    """With one more at the end, before the closing remarks where there are some."""
    if len(questions) >= MOST_QUESTIONS:
        raise Refused("survey/too_many", most=MOST_QUESTIONS)
    place = len(questions) - (bool(questions) and questions[-1].key == REMARKS)
    return [*questions[:place], check(new), *questions[place:]]


def changed(questions: Questions, key: str, new: Question) -> list[Question]:
    """With that one as it is now; its key stays."""
    return [check(replace(new, key=key)) if q.key == key else q for q in questions]


def removed(questions: Questions, key: str) -> list[Question]:
    """Without that one."""
    return [q for q in questions if q.key != key]


def moved(questions: Questions, key: str, by: int) -> list[Question]:
    """With that one so many places further down (up, when negative), as far as there are places."""
    here = next((n for n, q in enumerate(questions) if q.key == key), None)
    if here is None:
        return list(questions)
    others = [q for q in questions if q.key != key]
    place = max(0, min(len(others), here + by))
    return [*others[:place], questions[here], *others[place:]]


def standard(on: Iterable[str], words: Mapping[str, tuple[str, str]]) -> list[Question]:
    """The standard list: the aspects that are on in their order, everything in all last but for the remarks (SUR-12, X-29)."""
    chosen = frozenset(on)
    asked = [a for a in ASPECTS if a in chosen and a != REMARKS]
    graded = [Question(a, Kind.GRADE, *words[a]) for a in (*asked, OVERALL)]
    return graded + [Question(REMARKS, Kind.TEXT, *words[REMARKS], optional=True)] * (REMARKS in chosen)
