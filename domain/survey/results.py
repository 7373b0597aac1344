"""What came of a survey: rates official and among those who answered, how sure they are, who is not content (F-14 to F-17, X-30).

Every rate is kept as counts; whole per mille are rounded down, so nothing reads as reached that was not.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Any

from domain.survey.questions import ASPECTS, OVERALL, SATISFIED, Kind, Question, is_low
from domain.survey.quota import share
from domain.survey.states import Form

#: The normal deviate of 95 % certainty.
_Z = 1.959964
_WHOLE, _PERCENT = 1000, 100
#: Scores that count as satisfied, beside the two better grades.
_HIGH_SCORES = frozenset({4, 5})
#: Keys that mean the same in every questionnaire, whoever wrote it.
STANDARD = frozenset({*ASPECTS, OVERALL})


@dataclass(frozen=True, slots=True)
class Rate:
    """How many are satisfied of those who came back, and of those who answered."""

    satisfied: int
    answered: int
    #: Forms, blanks included: the denominator of the official rate.
    returned: int

    @property
    def official(self) -> int | None:
        """F-14, F-15: satisfied ÷ forms returned, blanks included, in whole per mille; None when nothing came back."""
        return self.satisfied * _WHOLE // self.returned if self.returned else None

    @property
    def among(self) -> int | None:
        """X-30: satisfied ÷ forms with an answer to it, in whole per mille; None when nobody answered."""
        return self.satisfied * _WHOLE // self.answered if self.answered else None

    def passes(self, percent: int) -> bool | None:
        """SUR-06, SUR-07: the official rate is at least so many per cent, itself included; None when nothing came back."""
        return self.satisfied * _PERCENT >= percent * self.returned if self.returned else None

    @property
    def interval(self) -> tuple[int, int] | None:
        """Wilson's interval of the official rate at 95 %, in per mille, rounded outwards; None when nothing came back."""
        return wilson(self.satisfied, self.returned) if self.returned else None


@dataclass(frozen=True, slots=True)
class Item:
    """One question that says how content people are: its rate, and how many gave each answer (grade or score)."""

    question: Question
    rate: Rate
    given: Mapping[Any, int]
    #: Official rate of each building, where it is known.
    buildings: Mapping[str, Rate]

    @property
    def blank(self) -> int:
        """Forms without an answer to it."""
        return self.rate.returned - self.rate.answered


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody wrote, and to which question. Home and person of a survey with names only."""

    question: Question
    words: str
    #: It was said to an answer that says they are not content.
    low: bool
    form: Form


@dataclass(frozen=True, slots=True)
class Results:
    """Everything counted of one survey."""

    returned: int
    overall: Rate
    #: There is no question about everything: a form is satisfied when all it answered is (SUR-09).
    derived: bool
    #: Without the question about everything.
    items: tuple[Item, ...]
    #: Satisfaction with everything by building; empty of an anonymous survey.
    buildings: Mapping[str, Rate]
    #: F-17.
    dissatisfied: tuple[Form, ...]
    remarks: tuple[Remark, ...]

    def failed(self, percent: int) -> tuple[Item, ...]:
        """SUR-07: items below the target, the worst first."""
        below = [item for item in self.items if item.rate.passes(percent) is False]
        return tuple(sorted(below, key=lambda item: item.rate.satisfied))


def pass_mark(returned: int, percent: int) -> int:
    """F-14: satisfied forms wanted of so many returned: returned × percent, rounded up (90 % is inclusive)."""
    return share(returned, percent)


def wilson(part: int, whole: int) -> tuple[int, int]:
    """Wilson's interval at 95 % of part in whole, in per mille, rounded outwards; `ValueError` without a whole."""
    if not 0 <= part <= whole or not whole:
        raise ValueError("a share of nothing")
    p, z2 = part / whole, _Z * _Z
    middle, spread = p + z2 / (2 * whole), _Z * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    low, high = ((middle + side * spread) / (1 + z2 / whole) * _WHOLE for side in (-1, 1))
    exact = part * _WHOLE // whole, -(-part * _WHOLE // whole)
    return max(0, min(exact[0], int(low))), min(_WHOLE, max(exact[1], -int(-high // 1)))


def counted(forms: Iterable[Form], until: datetime | None) -> list[Form]:
    """What counts as returned (SUR-09, X-30): the first form of each home, none that came after the end; blank ones too.

    Slips without a name have neither home nor time: each is one.
    """
    kept: list[Form] = []
    homes: set[int] = set()
    for form in forms:
        late = until is not None and form.at is not None and form.at > until
        if late or form.unit_id in homes:
            continue
        if form.unit_id is not None:
            homes.add(form.unit_id)
        kept.append(form)
    return kept


def results(questions: Sequence[Question], forms: Sequence[Form]) -> Results:
    """F-14 to F-17 of the forms that count (`counted`)."""
    asked = [q for q in questions if q.satisfaction]
    whole = next((q for q in asked if q.key == OVERALL), None)
    items = tuple(_item(q, forms) for q in asked if q is not whole)
    return Results(
        returned=len(forms),
        overall=_rate(forms, lambda form: content(questions, form)),
        derived=whole is None,
        items=items,
        buildings=_by_building(forms, lambda form: content(questions, form)),
        dissatisfied=tuple(dissatisfied(questions, forms)),
        remarks=tuple(_remarks(questions, forms)),
    )


def content(questions: Sequence[Question], form: Form) -> bool | None:
    """F-14: whether the form is satisfied with everything; None when it does not say.

    Without a question about everything: satisfied with each item it answered (SUR-09 leaves it open).
    """
    asked = [q for q in questions if q.satisfaction]
    whole = next((q for q in asked if q.key == OVERALL), None)
    if whole is not None:
        return _pleased(whole, form)
    said = [found for found in (_pleased(q, form) for q in asked) if found is not None]
    return all(said) if said else None


def dissatisfied(questions: Sequence[Question], forms: Iterable[Form]) -> list[Form]:
    """F-17: forms whose answer about everything is one of the lower two grades (scores 1 and 2).

    Without a question about everything: those that gave such an answer to any item.
    """
    asked = [q for q in questions if q.satisfaction]
    deciding = [q for q in asked if q.key == OVERALL] or asked
    return [form for form in forms if any(is_low(q, _value(q, form)) for q in deciding)]


def comparable(now: Sequence[Question], before: Sequence[Question], *, same_root: bool) -> set[str]:
    """Keys of items that mean the same in both: all that are asked the same way in versions of one questionnaire; of two
    questionnaires only those of the standard list."""
    kinds = {q.key: q.kind for q in before if q.satisfaction}
    same = {q.key for q in now if q.satisfaction and kinds.get(q.key) is q.kind}
    return same if same_root else same & STANDARD


def _item(question: Question, forms: Sequence[Form]) -> Item:
    given = Counter(value for value in (_value(question, form) for form in forms) if value is not None)
    return Item(
        question,
        _rate(forms, lambda form: _pleased(question, form)),
        dict(given),
        _by_building(forms, lambda form: _pleased(question, form)),
    )


def _rate(forms: Sequence[Form], says: Callable[[Form], bool | None]) -> Rate:
    said = [says(form) for form in forms]
    return Rate(said.count(True), len(said) - said.count(None), len(said))


def _by_building(forms: Sequence[Form], says: Callable[[Form], bool | None]) -> dict[str, Rate]:
    found: dict[str, list[Form]] = {}
    for form in forms:
        if form.building is not None:
            found.setdefault(form.building, []).append(form)
    return {code: _rate(found[code], says) for code in sorted(found, key=lambda code: (len(code), code))}


def _value(question: Question, form: Form) -> Any:
    return (form.answers.get(question.key) or {}).get("value")


def _pleased(question: Question, form: Form) -> bool | None:
    value = _value(question, form)
    if value is None:
        return None
    return value in SATISFIED if question.kind is Kind.GRADE else value in _HIGH_SCORES


def _remarks(questions: Sequence[Question], forms: Iterable[Form]) -> Iterable[Remark]:
    for form in forms:
        for question in questions:
            words = str((form.answers.get(question.key) or {}).get("words") or "").strip()
            if words:
                yield Remark(question, words, is_low(question, _value(question, form)), form)
