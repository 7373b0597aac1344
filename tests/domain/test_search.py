"""Words to search by: what is folded alike is found alike, and looking up loses nothing that comparing accepts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.search import MOST, fold, matches, runs, terms, wanted

_LETTERS = st.text(alphabet="厨房水管漏水電梯电梯ＡＢｃabcLeak leaking ﬁ１５０２1502-。！ßİ々〇〆한\x00\n", max_size=40)
_ANY = st.text(max_size=60) | _LETTERS
#: More than any text here has.
_ALL = 100_000


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("厨房水槽下面漏水", "漏水"),
        ("厨房水槽下面漏水", "漏"),
        ("厨房水槽下面漏水", "漏水 厨房"),
        ("電梯不動了", "电梯"),
        ("电梯不动了", "電梯"),
        ("Ｋｉｔｃｈｅｎ　ＬＥＡＫ", "kitchen leak"),
        ("The tap is leaking", "leak"),
        ("The tap is leaking", "TAP"),
        ("１５０２室门锁坏了", "1502"),
        ("换过A3型角阀", "a3"),
        ("卫生间①号水管", "1"),
    ],
)
def test_found(text: str, query: str) -> None:
    """Width, case and traditional characters make no difference; order and what stands between neither."""
    assert matches(text, query)
    assert set(wanted(query)) <= set(terms(text, _ALL))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("水龙头漏气", "漏水"),
        ("漏电，停水", "漏水"),
        ("leaking", "eak"),
        ("leaking", "le"),
        ("厨房", "厨房 漏水"),
        ("11502", "1502"),
        ("anything", ""),
        ("anything", "！？ _"),
    ],
)
def test_not_found(text: str, query: str) -> None:
    """Pieces of other words, half of what was asked for, or nothing asked for at all."""
    assert not matches(text, query)


@given(_ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    """So that what is kept and what is asked meet."""
    assert fold(fold(text)) == fold(text)


@given(_ANY, _ANY)
def test_looking_up_loses_nothing(text: str, query: str) -> None:
    """Whatever the comparing would accept has all the terms that are looked up."""
    if matches(text, query):
        assert set(wanted(query)) <= set(terms(text, _ALL))


@given(_LETTERS, st.data())
def test_every_piece_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    """Whole runs do, and any part of a Chinese one."""
    for run in runs(text):
        assert matches(text, run)
        if len(run) > 1 and run[0] >= "\u3400":
            start = data.draw(st.integers(0, len(run) - 1))
            assert matches(text, run[start : start + 2])


@given(_ANY, st.integers(1, 50))
def test_bounded_and_each_once(text: str, most: int) -> None:
    """However long the text; nothing but letters and figures, so every database takes them."""
    kept = terms(text, most)
    assert len(kept) == len(set(kept)) <= most
    assert len(wanted(text)) <= MOST
    assert all(term and "\x00" not in term and not any(c.isspace() for c in term) for term in (*kept, *wanted(text)))
