"""The page of benchmarks is written between its marks only, and the tables follow from the rounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench import page, rounds
from tests.bench.rounds import CONTENDERS, DELAYS_MS, Measured

_TEXT = "# One\n\n<!-- measured: a -->\nold\n<!-- end -->\nbetween\n<!-- measured: b -->\n<!-- end -->\nlast\n"
_LINES = st.lists(st.text("abc |`.0", max_size=12), max_size=4)


@given(_LINES, _LINES)
def test_only_the_parts_change(first: list[str], second: list[str]) -> None:
    """One after the other or both at once is the same page; again is the same, too."""
    both = page.filled(_TEXT, {"a": first, "b": second})
    assert both == page.filled(page.filled(_TEXT, {"b": second}), {"a": first}) == page.filled(both, {"a": first})
    outside = [line for line in both.split("\n") if line in ("# One", "between", "last")]
    assert outside == ["# One", "between", "last"] and "old" not in both


def test_a_part_without_a_place_is_named() -> None:
    """Nothing measured is lost silently."""
    with pytest.raises(KeyError, match="c"):
        page.filled(_TEXT, {"c": ["x"]})


def test_the_page_has_a_place_for_every_part() -> None:
    """Each part of `make bench`."""
    text = page.PAGE.read_text(encoding="utf-8")
    for part in ("table", "stages", "clock", "billing"):
        assert page.filled(text, {part: ["x"]}) != text


def test_medians_with_least_and_most_and_ratios_round_by_round() -> None:
    """A machine that slows for a round slows both: ratios are taken within a round."""
    found = {
        (one.name, delay): [
            Measured(rate * (number + 1), 1.0, 2.0 if one is rounds.REPAIRS else 1.0, 0.2, 200, 1, 2)
            for rate in (10, 20, 60)
        ]
        for number, one in enumerate(CONTENDERS)
        for delay in DELAYS_MS
    }
    said = rounds.lines(found)
    assert any(line.startswith("| stock PTB, sequential | 0 ms | 40 (20–120) |") for line in said)
    assert "| guanjia, repairs / plain handlers, repairs | 50 ms | 1.17 (1.17–1.17) | 2.33 (2.33–2.33) |" in said
    assert (
        "| at 50 ms at least 5 times stock PTB, 64 at once | guanjia, only an echo | 1.67: **missed** | 1.67: **missed** |"
        in said
    )
    assert "| at 0 ms at least 1 times stock PTB, sequential | guanjia, repairs | 3.50: met | 7.00: met |" in said
