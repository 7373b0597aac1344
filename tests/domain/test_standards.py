"""The catalogue of figures."""

import re
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.repair import KINDS
from domain.standards import (
    BY_KEY,
    CATALOGUE,
    Kind,
    Standard,
    as_text,
    at_clock,
    by_key,
    in_force,
    named,
    parse,
    warranty_key,
    windows,
)

DEFAULTS = {
    "repair.urgent_arrive_minutes": (15, "URG-01"),
    "repair.urgent_finish_hours": (8, "URG-02"),
    "repair.urgent_finish_from": ("report", "X-17"),
    "repair.small_days": (2, "REP-11"),
    "repair.dispatch": ("claim", "REP-06"),
    "repair.reopen_days": (7, "X-13"),
    "repair.urge_every_minutes": (30, "REP-25"),
    "repair.sign_reminder_hours": (24, "REP-17"),
    "warranty.months.leak": (60, "WAR-01"),
}


#: No figure is a switch yet.
A_SWITCH = Standard("test.switch", Kind.FLAG, False, "", "", ("X-18",), "开关", "A switch")


@pytest.mark.parametrize(("key", "default", "rule"), [(k, *v) for k, v in DEFAULTS.items()])
def test_the_figures_of_the_rules(key, default, rule):
    """Each with the rule it comes from."""
    assert by_key(key).default == default
    assert rule in by_key(key).rules


@pytest.mark.parametrize("standard", CATALOGUE, ids=lambda s: s.key)
def test_every_standard_is_whole(standard):
    """Named once, in both languages, with rule ids that look like some, and a default it accepts itself."""
    assert sum(other.key == standard.key for other in CATALOGUE) == 1
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", standard.key)
    assert standard.zh and standard.en
    assert all(re.fullmatch(r"[A-Z]+-\d+", rule) for rule in standard.rules)
    assert parse(standard, as_text(standard, standard.default)) == standard.default


def test_every_home_category_has_its_warranty():
    """No category falls through."""
    assert all(warranty_key(c) in BY_KEY for c, kind in KINDS.items() if kind.home)


ARRIVE = by_key("repair.urgent_arrive_minutes")
FEE = Standard("test.fee", Kind.FEN, 0, "", "", (), "费", "fee", 0, 100_000)
WORDS = Standard("test.words", Kind.TEXT, "x", "", "", (), "字", "words", 1, 5)


@pytest.mark.parametrize(
    ("standard", "text", "value"),
    [
        (ARRIVE, "20", 20),
        (ARRIVE, "20分钟", 20),
        (ARRIVE, "20 min", 20),
        (ARRIVE, " 20 ", 20),
        (by_key("text.longest"), "10,000", 10_000),
        (A_SWITCH, "是", True),
        (A_SWITCH, "NO", False),
        (by_key("repair.dispatch"), "Lead", "lead"),
        (by_key("quiet.from"), "9:30", "09:30"),
        (by_key("quiet.from"), "22:00", "22:00"),
        (by_key("repair.windows"), "9:00–12:00、14:00到18:00", "09:00-12:00,14:00-18:00"),
        (FEE, "98.5元", 9850),
        (WORDS, "您好", "您好"),
    ],
)
def test_values_are_read_as_people_type_them(standard, text, value):
    """With units, full width, in either language."""
    assert parse(standard, text) == value


@pytest.mark.parametrize(
    ("standard", "text"),
    [
        (ARRIVE, "0"),
        (ARRIVE, "241"),
        (ARRIVE, "fifteen"),
        (ARRIVE, "15.5"),
        (ARRIVE, "-15"),
        (ARRIVE, ""),
        (A_SWITCH, "perhaps"),
        (by_key("repair.dispatch"), "lottery"),
        (by_key("quiet.from"), "24:00"),
        (by_key("quiet.from"), "22"),
        (by_key("repair.windows"), ""),
        (by_key("repair.windows"), "12:00-09:00"),
        (by_key("repair.windows"), "09:00-12:00,11:00-13:00"),
        (by_key("repair.windows"), "09:00"),
        (FEE, "1001"),
        (FEE, "much"),
        (WORDS, "too long"),
        (WORDS, ""),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(standard, text):
    """The sentence says the bounds or the choices."""
    with pytest.raises(Refused) as caught:
        parse(standard, text)
    assert caught.value.message == "standards/bad_value"
    assert set(caught.value.values) == {"key", "kind", "value", "low", "high", "choices"}
    assert caught.value.values["key"] == standard.key


def test_a_typed_key_is_found_or_refused():
    """A key in our code that is missing is a bug; a typed one is only a slip."""
    assert named(" Repair.Small_Days ").default == 2
    with pytest.raises(Refused) as caught:
        named("repair.smal_days")
    assert (caught.value.message, dict(caught.value.values)) == ("standards/unknown", {"key": "repair.smal_days"})
    with pytest.raises(KeyError):
        by_key("repair.smal_days")


def test_what_a_community_has_set_counts():
    """Else the default."""
    assert in_force({"repair.small_days": 3}, "repair.small_days") == 3
    assert in_force({}, "repair.small_days") == 2


def test_amounts_are_kept_as_they_are_said():
    """Fen inside."""
    assert as_text(FEE, 9850) == "¥98.50"
    assert parse(FEE, as_text(FEE, 9850)) == 9850


def test_windows_are_times_of_the_day():
    """Ready for the appointment choices."""
    assert windows("09:00-12:00,14:00-18:00") == ((time(9), time(12)), (time(14), time(18)))
    assert at_clock("25:00") is None


@given(st.sampled_from(CATALOGUE), st.text(max_size=20))
def test_whatever_is_typed_is_a_value_that_reads_back_or_a_refusal(standard, text):
    """Nothing else, and what is kept can be typed again."""
    try:
        value = parse(standard, text)
    except Refused:
        return
    assert parse(standard, as_text(standard, value)) == value
