"""Workbooks (xlsx) from plain documents: headings that stay, numbers as numbers, days as days, text as text.

A document: `{"what": "workbook", "sheets": [{"title": …, "above": [line], "columns": [{"title": …, "width": n,
"kind": "text" | "number" | "minutes" | "percent" | "yuan" | "day" | "time"}], "rows": [[cell]]}]}`. Days and times are
local ISO text, amounts whole fen, shares whole percent; an empty cell is null.
"""

import io
import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.workbook_file import FORMULA

_HEAD_FONT, _HEAD_FILL = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="33566E")
_ABOVE_FONT = Font(bold=True, size=13)
_LONGEST = 32_767
#: Rows after which other threads get their turn.
_BREATH = 50
_FORMATS = {
    "number": "#,##0", "minutes": "#,##0.0", "percent": "0%", "yuan": "¥#,##0.00", "day": "yyyy-mm-dd",
    "time": "yyyy-mm-dd hh:mm", "text": "@",
}  # fmt: skip


def workbook(document: Mapping[str, Any]) -> bytes:
    """The workbook of a document."""
    book = Workbook(write_only=True)
    for sheet in document["sheets"]:
        _sheet(book, sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(book: Any, document: Mapping[str, Any]) -> None:
    columns: Sequence[Mapping[str, Any]] = document["columns"]
    above: Sequence[str] = document["above"]
    sheet = book.create_sheet(document["title"])
    sheet.freeze_panes = f"A{len(above) + 2}"
    for place, column in enumerate(columns):
        sheet.column_dimensions[get_column_letter(place + 1)].width = column["width"]
    for line in above:
        sheet.append([_cell(sheet, line, "text", _ABOVE_FONT)])
    heads = [_cell(sheet, column["title"], "text", _HEAD_FONT) for column in columns]
    for head in heads:
        head.fill = _HEAD_FILL
        head.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.append(heads)
    for n, row in enumerate(document["rows"]):
        sheet.append([_cell(sheet, value, column["kind"]) for value, column in zip(row, columns, strict=True)])
        if n % _BREATH == 0:
            time.sleep(0)


def _cell(sheet: Any, value: Any, kind: str, font: Font | None = None) -> Any:
    """One cell. Words stay words whatever they begin with: `=`, `+`, `-`, `@` begin no formula of ours (full-width forms too)."""
    cell = WriteOnlyCell(sheet, value=_value(value, kind))
    if isinstance(cell.value, str):
        cell.data_type = "s"
        cell.quotePrefix = cell.value.startswith(FORMULA)
        cell.number_format = _FORMATS["text"]
    elif value is not None:
        cell.number_format = _FORMATS[kind]
    if font is not None:
        cell.font = font
    return cell


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "day":
        return date.fromisoformat(value)
    if kind == "time":
        return datetime.fromisoformat(value).replace(tzinfo=None)
    if kind in ("yuan", "percent"):
        return value / 100
    if kind in ("number", "minutes"):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", str(value))[:_LONGEST]
