"""The workbook: columns by name, rows in order, and a problem for every cell that does not fit."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import workbook
from domain.people import Relation, Role, Team, UnitState
from domain.units import UnitRef
from domain.workbook import BadWorkbook, Book, check, read

HOMES = [
    ["楼栋", "单元", "房号", "建筑面积", "状态", "交付日期", "物业费单价"],
    ["3栋", "2单元", 1502.0, 98.57, "自住", date(2019, 6, 30), 2.8],
    ["B座", "", "201", "", "", "", ""],
]
PEOPLE = [
    ["楼栋", "单元", "房号", "姓名", "手机", "关系"],
    ["3", "2", "1502室", "王芳", 13800000001.0, "业主"],
    ["3", "2", "1502", "李强", "138 0000 0002", "家属"],
]
CREW = [["姓名", "手机", "岗位", "班组", "负责楼栋"], ["赵军", "13900000006", "维修", "工程", "3栋、B座"]]
GOOD = {"房屋": HOMES, "住户": PEOPLE, "员工": CREW}


def problems(sheets: dict, homes=(), buildings=()) -> list[str]:
    try:
        check(read(sheets), homes, buildings)
    except BadWorkbook as bad:
        return [str(problem) for problem in bad.problems]
    return []


def with_row(sheet: str, *rows: list) -> dict:
    return GOOD | {sheet: [*GOOD[sheet], *rows]}


def test_a_good_workbook_is_read() -> None:
    """Every value in its type."""
    book = read(GOOD)
    assert problems(GOOD) == [] and book.notes == () and book.sheets == {"房屋", "住户", "员工"}
    first, second = book.units
    assert first.ref == UnitRef("3", "2", "1502") and first.building_name == "3栋" and first.floor == 15
    assert (first.area_cm2, first.state, first.handed_over_on, first.rate_fen) == (
        985700,
        UnitState.LIVED_IN,
        date(2019, 6, 30),
        280,
    )
    assert second.ref == UnitRef("B", "", "201") and second.state is None and second.floor == 2
    owner, family = book.residents
    assert (owner.ref, owner.name, owner.phone, owner.relation) == (first.ref, "王芳", "+8613800000001", Relation.OWNER)
    assert family.relation is Relation.FAMILY
    assert [(s.role, s.team, s.zone) for s in book.staff] == [(Role.ENGINEER, Team.ENGINEERING, ("3", "B"))]


@given(st.randoms(use_true_random=False), st.integers(0, 3), st.booleans())
def test_the_order_of_columns_and_rows_above_do_not_matter(dice: random.Random, above: int, extra: bool) -> None:
    """Columns are found by name; a title may stand above, strange columns beside."""
    shuffled = {}
    for name, rows in GOOD.items():
        order = list(range(len(rows[0])))
        dice.shuffle(order)
        more = [["备注"], *[["x"]] * (len(rows) - 1)] if extra else [[]] * len(rows)
        shuffled[name] = [["某某小区"]] * above + [
            [row[place] for place in order] + tail for row, tail in zip(rows, more, strict=True)
        ]
    book, plain = read(shuffled), read(GOOD)
    assert book.units == plain.units and not book.problems
    assert [r.phone for r in book.residents] == [r.phone for r in plain.residents]
    assert [s.zone for s in book.staff] == [s.zone for s in plain.staff]
    assert len(book.notes) == 3 * extra


@pytest.mark.parametrize(
    ("sheets", "named"),
    [
        (with_row("房屋", ["3栋", "2", "1503", "大", "自住", "", ""]), ["房屋!D4「大」:应为建筑面积"]),
        (with_row("房屋", ["", "2", "1503"]), ["房屋!A4「」:不能空着"]),
        (with_row("房屋", ["03栋", "二单元", "1502室"]), ["房屋!C4「3栋2单元1502」:与第 2 行重复"]),
        (with_row("房屋", ["4栋", "1", "101", 80, "自用", "明天", 3]), ["房屋!E4「自用」:应为自住", "房屋!F4「明天」:应为日期"]),
        (with_row("住户", ["3", "2", "1503", "钱", "13800000009", "业主"]), ["住户!C4「3栋2单元1503」:房屋表和登记册里都没有"]),
        (with_row("住户", ["3", "2", "1502", "王芳", "13800000001", "家属"]), ["住户!E4「3栋2单元1502 王芳」:与第 2 行重复"]),
        (with_row("住户", ["B", "", "201", "王方", "13800000001", "业主"]), ["住户!D4「王方」:同一手机号在住户第 2 行是「王芳」"]),
        (with_row("住户", ["B", "", "201", "孙", "1380000", "房东"]), ["住户!E4「1380000」:应为手机号", "住户!F4「房东」:应为业主、家属、租户"]),
        (with_row("员工", ["赵军", "13900000006", "维修"]), ["员工!B3「赵军」:与第 2 行重复"]),
        (with_row("员工", ["钱", "13900000007", "保安"]), ["员工!C3「保安」:应为客服、管家"]),
        (with_row("员工", ["钱", "13900000007", "维修", "水电"]), ["员工!D3「水电」:应为工程"]),
        (with_row("员工", ["钱", "13900000007", "维修", "", "3、9栋"]), ["员工!E3「9」:没有这个楼栋"]),
        (with_row("员工", ["王方", "13800000001", "维修"]), ["员工!A3「王方」:同一手机号在住户第 2 行是「王芳」"]),
        ({"房屋": [["楼栋", "房号"], ["3", "1"]]}, ["房屋!第1行「」:缺少列「单元」"]),
        ({"房屋": [["楼栋", "单元", "房号", "房号"], ["3", "", "101", "102"]]}, ["房屋!D1「房号」:这一列出现了两次"]),
        ({"住户": [["名字", "电话"]]}, ["住户!A1「名字」:第一行应为列名:楼栋"]),
        ({"住户": []}, ["住户!A1「」:第一行应为列名"]),
        ({"Sheet1": HOMES}, ["工作簿!「Sheet1」:应有工作表 房屋、住户、员工 或 账单"]),
        ({"房屋": [["地址"]], "住户": PEOPLE}, ["房屋!A1「地址」:第一行应为列名"]),
    ],
)  # fmt: skip
def test_every_bad_cell_is_named(sheets: dict, named: list[str]) -> None:
    """Sheet, cell, value, what is expected; nothing else is complained about."""
    found = problems(sheets)
    assert len(found) == len(named)
    for said, begins in zip(found, named, strict=True):
        assert said.startswith(begins)


def test_problems_of_all_sheets_come_at_once_in_order() -> None:
    """One correction round is enough."""
    sheets = {
        "员工": [*CREW, ["孙", "1", "维修"]],
        "房屋": [*HOMES, ["3", "2", "1503", "?"], ["3", "2", "1504", "?"]],
        "住户": [*PEOPLE, ["3", "2", "1503", "周", "13800000003", "业主"], ["9", "", "1", "吴", "13800000004", "业主"]],
    }
    assert [said.split("「")[0] for said in problems(sheets)] == ["房屋!D4", "房屋!D5", "住户!C5", "员工!B3"]


def test_the_register_counts_as_known() -> None:
    """Residents and staff alone may be taken in when the homes are registered."""
    only = {"住户": PEOPLE, "员工": CREW}
    assert len(problems(only)) == 3
    assert problems(only, homes=[UnitRef("3", "2", "1502")], buildings=["3", "B"]) == []


def test_what_is_not_used_is_said() -> None:
    """A strange column may be a misspelt one."""
    book = read({"房屋": [[*HOMES[0], "朝向"], *HOMES[1:]], "备注": [], "说明": [["hello"]]})
    assert book.notes == ("房屋:没有使用的列「朝向」", *book.notes[1:])
    assert sorted(book.notes[1:]) == ["没有使用的工作表「备注」", "没有使用的工作表「说明」"]
    assert read({}).problems[0].sheet == "工作簿" and Book().sheets == frozenset()


_CELL = st.one_of(
    st.none(), st.text(max_size=5), st.floats(), st.dates(), st.sampled_from(["3", "1502", "业主", "维修"])
)


@given(st.dictionaries(st.sampled_from(["房屋", "住户", "员工"]), st.lists(st.lists(_CELL, max_size=8), max_size=5)))
def test_nothing_in_a_workbook_breaks_the_reading(rows: dict[str, list]) -> None:
    """Rubbish under the right headings is named cell by cell."""
    sheets = {name: [[c.name for c in workbook.COLUMNS[name]], *body] for name, body in rows.items()}
    for said in problems(sheets):
        assert "!" in said and "「" in said
