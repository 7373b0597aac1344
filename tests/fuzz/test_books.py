"""Workbooks that come in do no harm, and those that go out begin no formula."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot import workbook_file
from bot.drawing.sheets import workbook as drawn
from bot.workbook_file import FORMULA, BadFile
from domain import workbook
from domain.units import normal
from domain.workbook import BadWorkbook
from tests.fuzz import books

HOSTILE = books.hostile()
REFUSED = (
    "nothing", "no zip", "cut short", "empty zip", "old office", "corner cell", "beyond the corner", "string that is not there",
)  # fmt: skip
PEOPLE_SAY = [f"{begin}1+1|'/c calc'!A0" for begin in FORMULA]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbook_is_read_or_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    """Never another error, and this process does not grow with what the file claims to be."""
    path = tmp_path / "book.xlsx"
    path.write_bytes(HOSTILE[name])
    try:
        sheets = workbook_file.read(path)
    except BadFile as refused:
        assert str(refused).startswith("book.xlsx ") and len(str(refused)) < 200
        return
    assert name not in REFUSED
    try:
        workbook.read(sheets)
    except BadWorkbook as bad:
        assert bad.problems
    assert not list(tmp_path.parent.glob("slipped*"))
    assert "root:" not in str(sheets)


def test_rooms_in_figures_of_another_script_are_rooms() -> None:
    """As a phone set to Arabic or Bengali types them."""
    assert [normal(said) for said in ("٣", "१५०२", "一五零二")] == ["3", "1502", "1502"]


def test_words_that_begin_a_formula_stay_words(tmp_path: Path) -> None:
    """In either writer of workbooks: as text, marked as such, in full; what a cell cannot hold is left out."""
    said = [*PEOPLE_SAY, "a\x01b\x0b", "长" * 40_000]
    workbook_file.write(tmp_path / "book.xlsx", {"表": [["标题"], *([one] for one in said)]})
    column = {"title": "=题", "width": 9, "kind": "text"}
    sheet = {"title": "表", "above": ["=A1"], "columns": [column], "rows": [[one] for one in said]}
    given = drawn({"what": "workbook", "sheets": [sheet]})
    for content in ((tmp_path / "book.xlsx").read_bytes(), given):
        cells = [row[0] for row in load_workbook(io.BytesIO(content)).active.iter_rows()]
        assert {cell.data_type for cell in cells} == {"s"}
        shown = {str(cell.value): cell.quotePrefix for cell in cells}
        assert all(shown[one.replace("\r", "\n") if one not in shown else one] for one in PEOPLE_SAY)
        assert "ab" in shown and "长" * 32_767 in shown
