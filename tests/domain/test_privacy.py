"""What a group may read of a resident's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.privacy import for_group


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("厨房水管爆了,3栋2单元1502", "厨房水管爆了,3栋2单元…"),
        ("3-2-1502漏水", "3-2-…漏水"),
        ("３栋２单元１５０２漏水", "３栋２单元…漏水"),
        ("我家1502停电", "我家…停电"),
        ("我家１５０２停电", "我家…停电"),
        ("打我电话13800000001", "打我电话…"),
        ("打 138 0000 0001 或 010-8888-6666", "打 …或 …"),
        ("打138.0000.0001", "打…"),
        ("我是王芳，水龙头滴水", "我是…，水龙头滴水"),
        ("修了3次，花了98.5元", "修了3次，花了98.5元"),
        ("11月22日14:05约好的", "11月22日14:05约好的"),
    ],
)
def test_room_number_and_name_are_hidden_the_rest_stays(typed: str, shown: str) -> None:
    assert for_group(typed, rooms=("1502",), names=("王芳",)) == shown


@given(st.text(), st.integers(100, 9999))
def test_no_text_around_it_brings_the_room_of_an_address_through(around: str, room: int) -> None:
    around = "".join(c for c in around if not c.isdigit() and not c.isalnum())
    assert str(room) not in for_group(f"{around} 3栋2单元{room} {around}", rooms=(str(room),))
