"""Amounts in capitals: a table of hard cases, and every amount read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.capitals import MOST_FEN, from_capitals, in_capitals

CASES = [
    (0, "零元整"), (1, "壹分"), (10, "壹角整"), (11, "壹角壹分"), (100, "壹元整"), (101, "壹元零壹分"), (105, "壹元零伍分"), (110, "壹元壹角整"),
    (1_000, "壹拾元整"), (1_005, "壹拾元零伍分"), (1_010, "壹拾元壹角整"), (1_100, "壹拾壹元整"), (2_000, "贰拾元整"), (10_000, "壹佰元整"),
    (10_100, "壹佰零壹元整"), (11_000, "壹佰壹拾元整"), (100_000, "壹仟元整"), (100_100, "壹仟零壹元整"), (101_000, "壹仟零壹拾元整"),
    (110_000, "壹仟壹佰元整"), (123_450, "壹仟贰佰叁拾肆元伍角整"), (123_456, "壹仟贰佰叁拾肆元伍角陆分"), (680_032, "陆仟捌佰元叁角贰分"),
    (999_999, "玖仟玖佰玖拾玖元玖角玖分"), (1_000_000, "壹万元整"), (1_000_001, "壹万元零壹分"), (1_000_100, "壹万零壹元整"),
    (1_000_560, "壹万零伍元陆角整"), (1_001_000, "壹万零壹拾元整"), (1_010_000, "壹万零壹佰元整"), (1_100_000, "壹万壹仟元整"),
    (1_010_101, "壹万零壹佰零壹元零壹分"), (10_000_000, "壹拾万元整"), (10_000_100, "壹拾万零壹元整"), (10_700_053, "壹拾万柒仟元伍角叁分"),
    (16_409_022, "壹拾陆万肆仟零玖拾元贰角贰分"), (100_000_000, "壹佰万元整"), (1_000_000_000, "壹仟万元整"), (1_000_010_000, "壹仟万零壹佰元整"),
    (1_001_000_000, "壹仟零壹万元整"), (9_999_999_999, "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"), (10_000_000_000, "壹亿元整"),
    (10_000_000_100, "壹亿零壹元整"), (10_000_100_000, "壹亿零壹仟元整"), (10_001_000_000, "壹亿零壹万元整"), (10_010_000_000, "壹亿零壹拾万元整"),
    (11_000_000_000, "壹亿壹仟万元整"), (100_000_000_001, "壹拾亿元零壹分"), (123_456_789_012, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
    (-150, "负壹元伍角整"), (MOST_FEN, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]  # fmt: skip


@pytest.mark.parametrize(("fen", "said"), CASES)
def test_hard_cases(fen: int, said: str) -> None:
    """Zeros in every place, the borders of 万 and 亿, amounts under a yuan."""
    assert in_capitals(fen) == said
    assert from_capitals(said) == fen


@given(
    st.integers(-MOST_FEN, MOST_FEN)
    | st.integers(0, 10**7)
    | st.sampled_from([10**n + k for n in range(14) for k in (-1, 0, 1)])
)
def test_every_amount_is_read_back(fen: int) -> None:
    """No two amounts are said alike, none has two zeros in a row, every one ends as it should."""
    said = in_capitals(fen)
    assert from_capitals(said) == fen
    assert "零零" not in said
    assert said.endswith("分") == (fen % 10 != 0)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "元整",
        "壹",
        "壹元",
        "壹拾",
        "一元整",
        "壹元整整",
        "壹佰零零壹元整",
        "拾元整",
        "壹亿万元整",
        "壹分整",
        "¥1.00",
        "负负壹元整",
    ],
)
def test_what_is_no_amount_is_refused(said: str) -> None:
    """Only what we would write ourselves is read."""
    with pytest.raises(ValueError, match="."):
        from_capitals(said)


def test_more_than_there_are_words_for() -> None:
    """No receipt is ever cut off silently."""
    with pytest.raises(ValueError, match="more than"):
        in_capitals(MOST_FEN + 1)
