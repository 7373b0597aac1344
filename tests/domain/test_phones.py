"""Telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.phones import normal, plain

MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13800000001", "+8613800000001"),
        ("138 0000 0001", "+8613800000001"),
        ("+86 138-0000-0001", "+8613800000001"),
        ("+86 (138) 0000.0001", "+8613800000001"),
        ("008613800000001", "+8613800000001"),
        ("8613800000001", "+8613800000001"),
        ("\uff11\uff13\uff18\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff11", "+8613800000001"),
        ("138–0000–0001", "+8613800000001"),
        ("010-88886666", "+861088886666"),
        ("021 5888 6666", "+862158886666"),
        ("0731-8888666", "+867318888666"),
        ("+86 10 8888 6666", "+861088886666"),
        ("+86 010 8888 6666", "+861088886666"),
        ("+852 9123 4567", "+85291234567"),
        ("001 415 555 0123", "+14155550123"),
    ],
)
def test_numbers_are_written_one_way(text, phone):
    """So that the typed one finds the one on the register."""
    assert normal(text) == phone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345",
        "12800000001",
        "1380000000",
        "138000000011",
        "88886666",
        "+8612345",
        "+86",
        "+0123456789",
        "+",
        "李师傅",
        "3-2-1502",
        "400-820-8820",
        "+1234567890123456",
        "١٣٨٠٠٠٠٠٠٠١",
        "+٨٥٢٩١٢٣٤٥٦٧",
        "261122-003",
        "138a0000001",
    ],
)
def test_what_is_no_number_is_not_guessed(text):
    """None, and the person is asked again."""
    assert normal(text) is None


def test_a_number_is_dialled_as_at_home():
    """Without the country, with the area's 0."""
    assert plain("+8613800000001") == "13800000001"
    assert plain("+867318888666") == "07318888666"
    assert plain("+85291234567") == "+85291234567"


@given(MOBILE, st.sampled_from(["{}", "+86{}", "0086{}", "86{}", " {} "]), st.sampled_from(["", " ", "-"]))
def test_every_way_of_typing_a_mobile_is_the_same_number(number, prefix, gap):
    """Prefixes and gaps do not matter."""
    typed = prefix.format(gap.join((number[:3], number[3:7], number[7:])))
    assert normal(typed) == f"+86{number}"


@given(st.text(max_size=25))
def test_a_normal_number_is_normal(text):
    """Normalising again changes nothing."""
    phone = normal(text)
    if phone is not None:
        assert normal(phone) == normal(plain(phone)) == phone
