"""Categories and dangers (URG-04 to URG-08, REP-24, REP-32)."""

import pytest

from domain.repair import CATEGORY_OF, KINDS, URGENT, Category, Danger, categories_at, dangers_of, rule_of


@pytest.mark.parametrize(
    ("danger", "rule"),
    [
        ("trapped_in_lift", "URG-04"),
        ("lift_out_of_control", "URG-04"),
        ("structure", "URG-05"),
        ("power_out_home", "URG-05"),
        ("live_wire", "URG-05"),
        ("burst_pipe", "URG-05"),
        ("no_water", "URG-05"),
        ("flooding", "URG-05"),
        ("railing", "URG-06"),
        ("falling", "URG-07"),
        ("gas", "URG-08"),
        ("fire", "URG-08"),
        ("other_danger", "URG-08"),
    ],
)
def test_each_danger_names_its_clause(danger, rule):
    """The clause is shown with the alert."""
    assert rule_of(Danger(danger)) == rule


def test_nothing_is_left_out():
    """Each danger has a clause and a category that asks about it; each category is known."""
    assert set(URGENT) == set(CATEGORY_OF) == set(Danger)
    assert set(KINDS) == set(Category)
    assert {d for c in Category for d in dangers_of(c)} == set(Danger)


def test_a_category_that_is_itself_a_danger_asks_about_it():
    """Its danger is among those it offers."""
    for kind in KINDS.values():
        assert kind.danger is None or kind.danger in kind.dangers


@pytest.mark.parametrize("category", ["lift", "lighting", "facility"])
def test_what_belongs_to_all_is_not_in_a_home(category):
    """REP-24: the place decides what is offered."""
    assert category in categories_at(public=True)
    assert category not in categories_at(public=False)


def test_every_place_has_something_else():
    """Whatever it is, it can be reported."""
    assert categories_at(True)[-1] == categories_at(False)[-1] == Category.OTHER
