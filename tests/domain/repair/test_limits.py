"""When two reports are one."""

import pytest

from domain.repair import Category, OpenRepair, Status, duplicates


def case(number, unit=1, category="water", status="accepted", place=None):
    """An open repair."""
    return OpenRepair(number, unit, Category(category), Status(status), place)


@pytest.mark.parametrize(
    ("cases", "found"),
    [
        ([], None),
        ([case(1)], 1),
        ([case(1), case(3), case(2)], 3),  # the newest
        ([case(1), case(2, category="leak")], 1),  # the same category before a related one
        ([case(2, category="leak")], 2),
        ([case(2, category="drain")], 2),
        ([case(2, category="power")], None),
        ([case(1, unit=2)], None),
        ([case(1, unit=None)], None),
        ([case(1, status="closed"), case(2, status="cancelled"), case(3, status="declined")], None),
    ],
)
def test_a_second_report_of_the_same_home_finds_the_first(cases, found):
    """Offered, never assumed."""
    hit = duplicates(cases, 1, Category.WATER)
    assert (hit and hit.id) == found


def test_public_places_are_compared_by_their_words():
    """The same lift of the same hall; without words nothing is alike."""
    cases = [case(1, None, "lift", place="3栋 2单元电梯"), case(2, None, "lift", place="5栋电梯"), case(3, 7, "lift")]
    hit = duplicates(cases, None, Category.LIFT, "3栋2单元电梯")
    assert hit and hit.id == 1
    assert duplicates(cases, None, Category.LIFT) is None
    assert duplicates([case(1, None, "lift")], None, Category.LIFT, "3栋") is None
