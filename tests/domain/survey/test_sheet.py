"""A questionnaire as a sheet: out and in again the same, every bad row named, nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.survey import Kind, Question
from domain.survey.sheet import COLUMNS, cells, read

HEADS = {column: column for column in COLUMNS}
KINDS = {str(kind): kind for kind in Kind}
NAMED = {kind: str(kind) for kind in Kind}
TEXT = st.text("供水满意吗 abc?", min_size=1, max_size=30).map(str.strip).filter(bool)
LABELS = st.lists(TEXT, min_size=2, max_size=10, unique=True)


@st.composite
def questions(draw: st.DrawFn) -> list[Question]:
    """A sound list."""
    made = []
    for n in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(list(Kind)))
        named = draw(LABELS) if kind in (Kind.CHOICE, Kind.SEVERAL) else []
        english = draw(st.booleans())
        options = tuple((zh, f"en{i}" if english else "") for i, zh in enumerate(named))
        made.append(Question(f"q{n}", kind, draw(TEXT), draw(st.just("") | TEXT), options, draw(st.booleans())))
    return made


@given(questions())
def test_out_and_in_again_is_the_same(asked: list[Question]) -> None:
    """With a title above, and empty rows between."""
    rows: list[list[object]] = [
        ["一份问卷"],
        list(COLUMNS),
        *([*row] for row in cells(asked, NAMED, "yes")),
        [None] * 7,
    ]
    assert read(rows, HEADS, KINDS) == (asked, [])


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (["", "nonsense", "问"], "kind", "kind"), (["", "grade", ""], "zh", "no_words"), (["", "grade", "长" * 201], "zh", "too_long"),
        (["", "choice", "问", "", "只有一个"], "options", "few_options"), (["", "choice", "问", "", "甲；乙", "a"], "options_en", "uneven"),
        (["", "text", "问", "", "", "", "也许"], "optional", "optional"), (["q1", "text", "又一个"], "key", "key"), (["坏", "text", "问"], "key", "key"),
    ],
)  # fmt: skip
def test_bad_rows_are_named(row: list[object], column: str, why: str) -> None:
    """By number, column and reason; the good ones are not taken either."""
    _, bad = read([list(COLUMNS), ["q1", "grade", "供水"], row], HEADS, KINDS)
    assert [(b.row, b.column, b.why) for b in bad] == [(3, column, why)]


def test_no_heading_nothing_in_it_and_new_keys() -> None:
    """A sheet of something else; an empty one; rows without a key get a free one; columns in any order."""
    assert read([["姓名", "电话"]], HEADS, KINDS)[1][0].why == "no_heading"
    assert read([list(COLUMNS)], HEADS, KINDS)[1][0].why == "empty"
    taken, bad = read([["zh", "kind"], ["甲", "text"], ["乙", 1.0]], HEADS, {**KINDS, "1": Kind.SCORE})
    assert bad == []
    assert [(q.key, q.kind) for q in taken] == [("q1", Kind.TEXT), ("q2", Kind.SCORE)]
    taken, _ = read([["key", "zh", "kind"], ["q2", "甲", "text"], [None, "乙", "text"]], HEADS, KINDS)
    assert [q.key for q in taken] == ["q2", "q1"]
    assert read([["zh", "kind"], *[[f"问{n}", "text"] for n in range(31)]], HEADS, KINDS)[1][0].why == "too_many"
