"""`guanjia import` and `export` with real files: all or nothing, and every bad cell by its name."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot import workbook_file
from store.engine import open_store
from store.writer import Writer
from tests.bot.test_cli import estate, guanjia, in_store  # noqa: F401 - fixtures

HOMES = [
    ["房号", "楼栋", "单元", "建筑面积", "状态", "交付日期", "物业费单价"],
    [1502, "3栋", 2, 98.57, "自住", date(2019, 6, 30), 2.8],
    ["0101", "B座", None, None, None, None, None],
]
PEOPLE = [["楼栋", "单元", "房号", "姓名", "手机", "关系"], ["3", 2, 1502, "王芳", 13800000001, "业主"]]
CREW = [["姓名", "手机", "岗位", "班组", "负责楼栋"], ["赵军", "139 0000 0006", "维修", "工程", "3栋"]]


def book(**sheets: list[list[object]]) -> str:
    """Writes a workbook as a person would with a spreadsheet; its name."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save("book.xlsx")
    return "book.xlsx"


def numbers() -> tuple[int, int, int]:
    def count(work) -> tuple[int, int, int]:
        return len(work.register.homes(1)), len(work.register.living(1)), len(work.register.posts(1))

    return in_store(count)


def test_a_workbook_is_taken_in_and_again_without_doubling(estate) -> None:  # noqa: F811
    """New, then unchanged, then changed."""
    first = estate("import", book(房屋=HOMES, 住户=PEOPLE, 员工=CREW))
    assert first.exit_code == 0
    for line in ("房屋: 2 new, 0 changed, 0 unchanged", "住户: 1 new", "员工: 1 new"):
        assert line in first.output
    assert numbers() == (2, 1, 1)
    second = estate("import", "book.xlsx")
    assert "房屋: 0 new, 0 changed, 2 unchanged" in second.output and numbers() == (2, 1, 1)
    third = estate("import", book(房屋=[HOMES[0], [1502, "3栋", 2, 98.57, "出租"], HOMES[2]], 员工=CREW[:1]))
    assert "3栋2单元1502:状态 自住 → 出租" in third.output
    assert re.search(r"员工: on the register but not in the workbook, left as they are \(1\):\n  赵军", third.output)
    assert numbers() == (2, 1, 1)


def test_a_trial_changes_nothing(estate) -> None:  # noqa: F811
    """--dry-run says what would be."""
    result = estate("import", book(房屋=HOMES, 住户=PEOPLE, 员工=CREW), "--dry-run")
    assert result.exit_code == 0 and "房屋: 2 new" in result.output and "nothing was changed" in result.output
    assert numbers() == (0, 0, 0)


def test_bad_cells_are_named_as_on_the_sheet_and_nothing_is_taken_in(estate) -> None:  # noqa: F811
    """Letters and numbers are those of the spreadsheet, also below empty rows and beside empty columns."""
    people = [
        [],
        [None, "某某小区住户"],
        [None, "楼栋", "单元", "房号", "姓名", "手机", "关系", "备注"],
        [None, "3栋", "2", "1502", "王芳", "1380000", "业主"],
        [],
        [None, "3栋", "2", "9999", "李强", "13800000002", "亲戚"],
        [None, "3栋", "2", "9999", "孙", "13800000003", "租户"],
    ]
    result = estate("import", book(房屋=HOMES, 住户=people, 员工=CREW))
    assert result.exit_code == 1
    for line in (
        "住户!F4「1380000」:应为手机号",
        "住户!G6「亲戚」:应为业主、家属、租户之一",
        "住户!D7「3栋2单元9999」",
    ):
        assert line in result.output
    assert "3 cells do not fit (above); nothing was changed." in result.output and "Traceback" not in result.output
    assert numbers() == (0, 0, 0)


def test_what_is_not_used_is_said(estate) -> None:  # noqa: F811
    """Bills are for a later version."""
    homes = [[*HOMES[0], "朝向"], *HOMES[1:]]
    result = estate("import", book(房屋=homes, 备注=[["楼栋"]]))
    assert result.exit_code == 0
    assert "房屋:没有使用的列「朝向」" in result.output and "没有使用的工作表「备注」" in result.output


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 not really"])
def test_a_file_that_is_no_workbook_is_one_line(estate, content: bytes) -> None:  # noqa: F811
    """With the name of the file."""
    Path("book.xlsx").write_bytes(content)
    result = estate("import", "book.xlsx")
    assert result.exit_code == 1 and "Error: book.xlsx cannot be read as a workbook" in result.output


def test_what_is_exported_can_be_imported_elsewhere(estate) -> None:  # noqa: F811
    """Dates as dates, phones and rooms as text; formulas in names are only text."""
    people = [*PEOPLE, ["B座", None, "0101", "=王伟+1", "13800000009", "租户"]]
    workbook_file.write(Path("book.xlsx"), {"房屋": HOMES, "住户": people, "员工": CREW})
    assert estate("import", "book.xlsx").exit_code == 0
    exported = estate("export", "out")
    assert exported.exit_code == 0 and "房屋 2, 住户 2, 员工 1" in exported.output
    assert estate("export", "out").exit_code == 1 and estate("export", "out", "--force").exit_code == 0
    cells = load_workbook("out/register.xlsx")
    assert (
        cells["房屋"]["F2"].is_date and cells["住户"]["D3"].value == "=王伟+1" and cells["住户"]["D3"].data_type == "s"
    )
    again = estate("import", "out/register.xlsx")
    assert (
        "房屋: 0 new, 0 changed, 2 unchanged" in again.output and "住户: 0 new, 0 changed, 2 unchanged" in again.output
    )
    assert estate("init", "--name", "桂苑", "--timezone", "UTC", "--language", "zh").exit_code == 0
    moved = estate("import", "out/register.xlsx", "--community", "桂苑")
    assert "房屋: 2 new" in moved.output and "住户: 2 new" in moved.output


def test_a_running_bot_goes_on_while_a_workbook_is_taken_in(estate) -> None:  # noqa: F811
    """Both write to the same database; the one waits for the other."""
    store = open_store("sqlite:///guanjia.db")
    bot = Writer(store).start()
    bot.run_sync(lambda work: work.marks.put("before", 1))
    assert estate("import", book(房屋=HOMES)).exit_code == 0
    assert bot.run_sync(lambda work: len(work.register.homes(1))) == 2
    bot.stop_sync()
    store.close()


def test_twenty_thousand_homes_in_one_go(estate) -> None:  # noqa: F811
    """With as many owners, in one transaction."""
    homes, people = [HOMES[0]], [PEOPLE[0]]
    for n in range(20_000):
        building, entrance, room = f"{n // 200 + 1}栋", n // 100 % 2 + 1, f"{n % 100 // 4 + 1}{n % 4 + 1:02}"
        homes.append([room, building, entrance, 98.57, "自住", date(2019, 6, 30), 2.8])
        people.append([building, entrance, room, f"张{n}", str(13800000000 + n), "业主"])
    workbook_file.write(Path("big.xlsx"), {"房屋": homes, "住户": people})
    result = estate("import", "big.xlsx")
    assert "房屋: 20000 new" in result.output and "住户: 20000 new" in result.output
