"""`guanjia template`: what is written can be filled in and taken in; examples are passed over, lists offer what fits."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.template_file import HEADING_ROW, HELP_ROW
from domain.workbook import BILLS, COLUMNS, RESIDENTS, STAFF, UNITS
from domain.workbook_help import HELP, examples
from tests.bot.test_cli import estate, guanjia, in_store  # noqa: F401 - fixtures

FILE = "register.xlsx"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_template_changes_nothing(estate, language: str) -> None:  # noqa: F811
    """Only examples are in it, and they are nobody's."""
    assert estate("template", FILE, "--lang", language).exit_code == 0
    result = estate("import", FILE)
    assert result.exit_code == 0, result.output
    assert "房屋: 0 new" in result.output and "员工: 0 new" in result.output and "Not used" not in result.output
    assert in_store(lambda work: (work.register.homes(1), work.register.posts(1))) == ({}, [])


def test_filled_in_it_is_taken_in(estate) -> None:  # noqa: F811
    """Below the examples, which stay: a row for each of them with its mark taken away."""
    assert estate("template", FILE).exit_code == 0
    book = load_workbook(FILE)
    for name in (UNITS, RESIDENTS, STAFF):
        for row in examples(name):
            book[name].append([row[0].partition(":")[2], *(cell or None for cell in row[1:])])
    book.save(FILE)
    result = estate("import", FILE)
    assert result.exit_code == 0, result.output
    for line in ("房屋: 2 new", "住户: 2 new", "员工: 2 new"):
        assert line in result.output


@pytest.mark.parametrize("name", [UNITS, RESIDENTS, STAFF, BILLS])
def test_each_column_has_help_and_its_list(guanjia, name: str) -> None:  # noqa: F811
    """What the list offers is what the import reads; every example of it too."""
    assert guanjia("template", FILE).exit_code == 0
    sheet = load_workbook(FILE)[name]
    offered = {
        str(rule.sqref).split(":")[0][0]: rule.formula1.strip('"').split(",")
        for rule in sheet.data_validations.dataValidation
    }
    for place, column in enumerate(COLUMNS[name]):
        assert sheet.cell(HELP_ROW, place + 1).value == HELP[name][column.name].zh
        assert sheet.cell(HEADING_ROW, place + 1).value == column.name + ("*" if column.required else "")
        words = offered.get(chr(ord("A") + place), [])
        assert tuple(words) == tuple(HELP[name][column.name].choice)
        for word in words:
            column.read(word)
    for row in examples(name):
        for column, cell in zip(COLUMNS[name], [row[0].partition(":")[2], *row[1:]], strict=True):
            assert cell or not column.required
            if cell:
                column.read(cell)


def test_what_is_there_is_not_overwritten(guanjia) -> None:  # noqa: F811
    """Somebody may have spent a day on it."""
    Path(FILE).write_text("precious")
    result = guanjia("template", FILE)
    assert result.exit_code == 1 and "exists already" in result.output
    assert Path(FILE).read_text() == "precious"
