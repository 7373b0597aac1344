"""Of many rows of buttons a card shows two and 更多; of three, all of them."""

import pytest

from domain.sending import Button
from messages.render import ABOVE_FOLD, UNFOLD, _folded

FOLD = [Button(label="更多", data=UNFOLD)]


def _rows(count: int) -> list[list[Button]]:
    return [[Button(label=str(n), data=f"c1:act{n}:1")] for n in range(count)]


@pytest.mark.parametrize("count", range(ABOVE_FOLD + 2))
def test_few_rows_are_all_shown(count: int) -> None:
    """One row more is not worth a press."""
    assert _folded([*_rows(count), FOLD]) == (_rows(count), [])


@pytest.mark.parametrize("count", range(ABOVE_FOLD + 2, 9))
def test_many_rows_are_folded(count: int) -> None:
    """Nothing is lost, and nothing is shown twice."""
    shown, more = _folded([*_rows(count), FOLD])
    assert shown == [*_rows(count)[:ABOVE_FOLD], FOLD] and shown[:-1] + more == _rows(count)


def test_a_card_without_a_fold_is_whole() -> None:
    """Lists and forms, for instance."""
    assert _folded(_rows(9)) == (_rows(9), [])
