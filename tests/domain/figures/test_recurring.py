"""What keeps coming back is grouped by place and building, over a threshold; complaints never by home (F-38)."""

from hypothesis import given
from hypothesis import strategies as st

from domain.figures.recurring import Group, Kind, Once, Within, groups

R, C, F = Kind.REPAIR, Kind.COMPLAINT, Kind.FAULT
ONCE = st.builds(
    Once, st.integers(1, 99), st.sampled_from(Kind), st.sampled_from(["leak", "noise"]), st.sampled_from(["", "home 1", "home 2"]),
    st.sampled_from(["3", "4"]),
)  # fmt: skip


def once(number: int, kind: Kind = R, category: str = "leak", place: str = "3栋1502", building: str = "3") -> Once:
    """One thing that happened."""
    return Once(number, kind, category, place, building)


def test_a_place_and_its_building() -> None:
    """Three in one home are a group of the home alone; with others of the building it is one of the building too."""
    three = [once(n) for n in (1, 2, 3)]
    assert groups(three, 3, 3) == [Group(Within.PLACE, "3栋1502", R, "leak", (1, 2, 3))]
    more = groups([*three, once(4, place="3栋101")], 3, 4)
    assert more[0] == Group(Within.BUILDING, "3", R, "leak", (1, 2, 3, 4)) and len(more) == 2
    assert groups(three, 4, 4) == []


def test_other_kinds_are_other_groups() -> None:
    """Kind and category tell apart."""
    rows = [once(1), once(2), once(3, category="noise"), once(4, F)]
    assert groups(rows, 3, 3) == []


def test_complaints_are_taken_together_by_building_only() -> None:
    """Whose home they come from is nobody's business; a public place may be named."""
    assert [g.within for g in groups([once(n, C) for n in (1, 2, 3)], 3, 3)] == [Within.BUILDING]
    public = [once(n, C, place="garage", building="") for n in (1, 2, 3)]
    assert [g.where for g in groups(public, 3, 3)] == ["garage"]


@given(st.lists(ONCE), st.integers(2, 5), st.integers(2, 5))
def test_every_group_is_large_enough_and_the_most_come_first(rows: list[Once], place: int, building: int) -> None:
    """And no complaint is named by its home."""
    found = groups(rows, place, building)
    sizes = [len(g.cases) for g in found]
    assert sizes == sorted(sizes, reverse=True)
    for g in found:
        assert len(g.cases) >= (place if g.within is Within.PLACE else building)
        assert not (g.kind is C and g.within is Within.PLACE)
