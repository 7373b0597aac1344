"""A figure against its target, and the order of the matters behind it."""

import pytest

from domain.figures.shown import Behind, Figure, Measure, behind, share


@pytest.mark.parametrize(
    ("figure", "well"),
    [
        (share("a", 9, 10, 90), True), (share("a", 899, 1000, 90), False), (share("a", 0, 0, 90), None), (share("a", 9, 10), None),
        (Figure("a", 50, Measure.PER_MILLE, target=50, at_most=True), True),
        (Figure("a", 51, Measure.PER_MILLE, target=50, at_most=True), False),
        (Figure("a", 25, Measure.PERCENT, 251, 1000, 25, at_most=True), False),
        (Figure("a", 25, Measure.PERCENT, 250, 1000, 25, at_most=True), True),
    ],
)  # fmt: skip
def test_the_target_itself_passes(figure: Figure, well: bool | None) -> None:
    """Shares are compared exactly, not as they are rounded."""
    assert figure.well is well


def test_what_speaks_against_it_comes_first() -> None:
    """Each group newest first, nothing twice; kept once and missed once counts as missed."""
    found = behind([(1, True), (2, False), (3, True), (2, True), (4, False)])
    assert found.ordered == (4, 2, 3, 1)
    assert Behind().ordered == ()
