"""Questions: the standard list, what fits as an answer, a list that is changed and stays sound (SUR-08, X-29)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.survey import ASPECTS, DISSATISFIED, OVERALL, REMARKS, SATISFIED, Grade, Kind, Question
from domain.survey.questions import (
    MOST_QUESTIONS,
    added,
    changed,
    check,
    fits,
    is_low,
    moved,
    next_key,
    question_of,
    removed,
    standard,
)

WORDS = {key: (f"问{key}", f"about {key}") for key in (*ASPECTS, OVERALL)}
OPTIONS = (("早上", "Morning"), ("晚上", ""))


def test_standard_list_is_thirteen() -> None:
    """Both lists without what occurs twice, everything in all, and the remarks (X-29)."""
    asked = standard(ASPECTS, WORDS)
    assert len(asked) == 13
    assert [q.key for q in asked][-2:] == [OVERALL, REMARKS]
    assert [q.kind for q in asked][:-1] == [Kind.GRADE] * 12
    assert [q.key for q in standard(("water",), WORDS)] == ["water", OVERALL]


def test_grades_are_four_and_two_of_them_are_called_back() -> None:
    """F-17."""
    assert len(Grade) == 4
    assert set(Grade) == SATISFIED | DISSATISFIED
    grade, score = Question("a", Kind.GRADE, "甲"), Question("b", Kind.SCORE, "乙")
    assert [is_low(grade, g) for g in Grade] == [False, False, True, True]
    assert [is_low(score, n) for n in range(1, 6)] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Kind.GRADE, ["satisfied"], ["fine", 1, None]), (Kind.SCORE, [1, 5], [0, 6, True, "3"]), (Kind.CHOICE, [0, 1], [2, -1, "0"]),
        (Kind.SEVERAL, [[0], [0, 1]], [[], [0, 0], [2], 1]), (Kind.TEXT, [None], ["x", 1]),
    ],
)  # fmt: skip
def test_what_fits(kind: Kind, good: list[object], bad: list[object]) -> None:
    """Buttons can be forged."""
    question = Question("q", kind, "问", options=OPTIONS)
    assert all(fits(question, value) for value in good)
    assert not any(fits(question, value) for value in bad)


@pytest.mark.parametrize(
    "bad",
    [
        Question("q", Kind.GRADE, "  "), Question("q", Kind.TEXT, "长" * 201), Question("q", Kind.CHOICE, "问", options=OPTIONS[:1]),
        Question("q", Kind.CHOICE, "问", options=(("同", ""), ("同", ""))), Question("q", Kind.SEVERAL, "问", options=(("长" * 41, ""), ("短", ""))),
    ],
)  # fmt: skip
def test_unsound_questions_are_refused(bad: Question) -> None:
    """With what is missing."""
    with pytest.raises(Refused):
        check(bad)


@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "move", "drop", "change"]), st.integers(0, 40), st.integers(-40, 40)),
        max_size=60,
    )
)
def test_a_list_changed_at_random_stays_sound(steps: list[tuple[str, int, int]]) -> None:
    """Keys stay unique, nothing but the removed is lost, remarks stay where they are put."""
    asked = standard(ASPECTS, WORDS)
    for what, place, by in steps:
        key = asked[place % len(asked)].key if asked else ""
        before = {q.key for q in asked}
        if what == "add" and len(asked) < MOST_QUESTIONS:
            new = next_key(asked)
            asked = added(asked, Question(new, Kind.TEXT, "还有呢"))
            assert {q.key for q in asked} == before | {new}
        elif what == "move":
            asked = moved(asked, key, by)
            assert {q.key for q in asked} == before
        elif what == "drop":
            asked = removed(asked, key)
            assert {q.key for q in asked} == before - {key}
        elif asked:
            asked = changed(asked, key, Question("", Kind.SCORE, "打几分"))
            assert {q.key for q in asked} == before
        assert len({q.key for q in asked}) == len(asked)
        assert [question_of(q.doc()) for q in asked] == asked
