"""Workbooks on the disk: read with calamine (xlsx, xls, ods), written with openpyxl."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot import workbook_child

_WIDTH = 16
_HOUSE = Path(__file__).parents[1]
_LONGEST_SECONDS = 120
_LONGEST_CELL = 32_767
#: What a spreadsheet program may take for the beginning of a formula, full-width forms included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class BadFile(Exception):
    """The file cannot be read as a workbook; the message is a sentence."""


def read(path: Path) -> dict[str, list[list[object]]]:
    """Every sheet as rows of cells, from A1 on, so that places in the list are places on the sheet.

    Read in a process of its own (`bot.workbook_child`): what is too large for it ends that process, not this one.
    Raises `BadFile`.
    """
    command = [sys.executable, "-m", "bot.workbook_child", str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_LONGEST_SECONDS, cwd=_HOUSE, check=False)
    except subprocess.TimeoutExpired:
        raise BadFile(f"{path.name} takes too long to read.") from None
    if done.returncode == workbook_child.NONE:
        why = done.stderr.decode("utf-8", "replace").strip()
        raise BadFile(f"{path.name} cannot be read as a workbook ({why}).")
    if done.returncode:
        raise BadFile(f"{path.name} is too large to be read, or damaged.")
    return dict(json.loads(done.stdout, object_hook=workbook_child.again))


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
                words = isinstance(value, str)
                cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL] if words else value)
                if words:
                    cell.data_type = "s"
                    cell.quotePrefix = value.startswith(FORMULA)
                if isinstance(value, date):
                    cell.number_format = "yyyy-mm-dd"
                if number == 0:
                    cell.font = Font(bold=True)
                cells.append(cell)
            sheet.append(cells)
    part = path.with_name(f".{path.name}.part")
    book.save(part)
    part.replace(path)
