"""Workbooks on the disk: read with calamine (xlsx, xls, ods), written with openpyxl."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook

_WIDTH = 16


class BadFile(Exception):
    """The file cannot be read as a workbook; the message is a sentence."""


def read(path: Path) -> dict[str, list[list[object]]]:
    """Every sheet as rows of cells, from A1 on, so that places in the list are places on the sheet."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            return {
                name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
                for name in book.sheet_names
            }
    except CalamineError as error:
        raise BadFile(f"{path.name} cannot be read as a workbook ({str(error).splitlines()[0]}).") from None


def write(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    """Writes the sheets, headings in bold and fixed. What begins like a formula stays text."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for place in range(len(rows[0]) if rows else 0):
            sheet.column_dimensions[get_column_letter(place + 1)].width = _WIDTH
        for number, row in enumerate(rows):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value=value)
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
                if isinstance(value, date):
                    cell.number_format = "yyyy-mm-dd"
                if number == 0:
                    cell.font = Font(bold=True)
                cells.append(cell)
            sheet.append(cells)
    part = path.with_name(f".{path.name}.part")
    book.save(part)
    part.replace(path)
