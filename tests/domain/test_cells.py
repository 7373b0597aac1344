"""Single cells: what spreadsheets and people make of numbers, dates and addresses."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import cells
from domain.cells import Building, Unreadable
from domain.people import UNIT_STATE_WORDS, UnitState


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (cells.building, "3栋", Building("3栋", "3")),
        (cells.building, 3.0, Building("3栋", "3")),
        (cells.building, "十二栋", Building("十二栋", "12")),
        (cells.building, " b 座 ", Building("b座", "B")),
        (cells.building, "梅园", Building("梅园", "梅园")),
        (cells.entrance, 2.0, "2"),
        (cells.entrance, "二单元", "2"),
        (cells.room, 1502.0, "1502"),
        (cells.room, "1502室", "1502"),
        (cells.room, "商铺3", "商铺3"),
        (cells.name, " 王  芳 ", "王 芳"),
        (cells.name, "Anna Smith", "Anna Smith"),
        (cells.phone, 13800000001.0, "+8613800000001"),
        (cells.phone, "138-0000-0001", "+8613800000001"),
        (cells.phone, "+44 20 7946 0958", "+442079460958"),
        (cells.area, 98.57, 985700),
        (cells.area, "98.57㎡", 985700),
        (cells.area, "1,200 平方米", 12000000),
        (cells.rate, 2.8, 280),
        (cells.rate, "2.80元/平米·月", 280),
        (cells.rate, "¥2.5", 250),
        (cells.period, "2026-12", "2026-12"),
        (cells.period, "2026年3月", "2026-03"),
        (cells.period, "2026/3", "2026-03"),
        (cells.period, 202612.0, "2026-12"),
        (cells.period, date(2026, 12, 1), "2026-12"),
        (cells.amount, 275.8, 27_580),
        (cells.amount, "¥1,275.80", 127_580),
        (cells.amount, "98 元", 9_800),
        (cells.words, " 补收  一次 ", "补收 一次"),
        (cells.day, date(2019, 6, 30), date(2019, 6, 30)),
        (cells.day, datetime(2019, 6, 30, 0, 0), date(2019, 6, 30)),
        (cells.day, "2019年6月30日", date(2019, 6, 30)),
        (cells.day, "2019/6/30", date(2019, 6, 30)),
        (cells.word(UNIT_STATE_WORDS), " 出租 ", UnitState.LET),
        (cells.zone, "1、2,3栋;B座", ("1", "2", "3", "B")),
        (cells.zone, "1-3栋", ("1", "2", "3")),
        (cells.zone, "1栋至3栋、3栋", ("1", "2", "3")),
        (cells.zone, 5.0, ("5",)),
        (cells.zone, "全部", ()),
    ],
)
def test_read_as_meant(reader, cell: object, value: object) -> None:
    """As people and spreadsheets write it."""
    assert reader(cell) == value


@pytest.mark.parametrize(
    ("reader", "cell", "expected"),
    [
        (cells.period, "2026-13", "账期"),
        (cells.period, "十二月", "账期"),
        (cells.amount, 0, "金额"),
        (cells.amount, -1, "金额"),
        (cells.amount, "1.005", "金额"),
        (cells.amount, "很多", "金额"),
        (cells.building, True, "楼栋"),
        (cells.building, "#", "楼栋"),
        (cells.room, "3-2-1502", "楼栋和单元另有两列"),
        (cells.room, "3栋2单元1502", "楼栋和单元另有两列"),
        (cells.room, date(2026, 3, 2), "格式改为文本"),
        (cells.room, 15.5, "房号"),
        (cells.name, "13800000001", "姓名"),
        (cells.name, "王" * 51, "姓名"),
        (cells.phone, "1380000", "手机号"),
        (cells.phone, 1.38e12, "手机号"),
        (cells.area, -1.0, "建筑面积"),
        (cells.area, "很大", "建筑面积"),
        (cells.area, float("nan"), "建筑面积"),
        (cells.area, "98.57123", "建筑面积"),
        (cells.rate, "2.855", "两位小数"),
        (cells.rate, 5000, "物业费单价"),
        (cells.day, 43646.0, "日期"),
        (cells.day, "2019-02-30", "日期"),
        (cells.day, "1019-02-03", "日期"),
        (cells.word(UNIT_STATE_WORDS), "自用", "自住、出租"),
        (cells.zone, "东边#那些", "楼栋"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_is_expected(reader, cell: object, expected: str) -> None:
    """The sentence helps to correct the cell."""
    with pytest.raises(Unreadable) as bad:
        reader(cell)
    assert expected in bad.value.expected


@given(st.integers(1, 100_000_0000))
def test_areas_are_exact(cm2: int) -> None:
    """As a number or as text, to the square centimetre."""
    assert cells.area(str(cm2 / 10_000) if cm2 % 2 else cm2 / 10_000) == cm2


@given(st.one_of(st.none(), st.booleans(), st.text(), st.floats(), st.integers(), st.dates(), st.datetimes()))
def test_no_cell_breaks_a_reader(cell: object) -> None:
    """Whatever stands there is read or refused."""
    for reader in (
        cells.building,
        cells.entrance,
        cells.room,
        cells.name,
        cells.phone,
        cells.area,
        cells.rate,
        cells.day,
        cells.zone,
        cells.word({}),
    ):
        try:
            reader(cell)
        except Unreadable as bad:
            assert bad.expected
    assert isinstance(cells.shown(cell), str) and isinstance(cells.heading(cell), str)
