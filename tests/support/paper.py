"""A workbook as a picture: what a spreadsheet shows of it, sheet below sheet, for the README."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from PIL import Image, ImageDraw

from bot.drawing.fonts import fonts

_WIDTH, _ROW, _EDGE, _LETTER, _SIZE = 1400, 34, 24, 11, 19


def photographed(book: Path, picture: Path, rows: int = 11) -> None:
    """Writes the first rows and columns of the first three sheets as a PNG."""
    sheets = openpyxl.load_workbook(book).worksheets[:3]
    height = sum(min(rows, s.max_row) * _ROW + 2 * _ROW for s in sheets) + _EDGE
    image = Image.new("RGB", (_WIDTH, height), "white")
    draw, top = ImageDraw.Draw(image), _EDGE
    for sheet in sheets:
        top = _sheet(draw, sheet, top, rows) + 2 * _ROW - _EDGE
    image.crop((0, 0, _WIDTH, min(height, top))).save(picture, "PNG", optimize=True)


def _sheet(draw: ImageDraw.ImageDraw, sheet: Any, top: int, rows: int) -> int:
    font = fonts().sized(_SIZE)
    for n, row in enumerate(sheet.iter_rows(max_row=min(rows, sheet.max_row))):
        left = _EDGE
        for cell in row:
            width = int(sheet.column_dimensions[cell.column_letter].width * _LETTER)
            if left + width > _WIDTH - _EDGE:
                break
            if n:
                fill = f"#{cell.fill.fgColor.rgb[-6:]}" if cell.fill.fill_type else "white"
                draw.rectangle((left, top, left + width, top + _ROW), fill=fill, outline="#c9d1d9")
            said, right = _said(cell)
            ink = "white" if n == 1 else "#1f2933"
            while n and font.getlength(said) > width - 12:
                said = said[:-1]
            place = (left + width - 6, top + _ROW / 2) if right else (left + 6, top + _ROW / 2)
            draw.text(place, said, fill=ink, font=font, anchor="rm" if right else "lm")
            left += width
        top += _ROW
    return top


def _said(cell: Any) -> tuple[str, bool]:
    """What stands there, and whether at the right side."""
    if cell.value is None:
        return "", False
    if isinstance(cell.value, datetime):
        return f"{cell.value:%Y-%m-%d %H:%M}", True
    if cell.number_format == "0%":
        return f"{cell.value:.0%}", True
    if cell.number_format.startswith("¥"):
        return f"¥{cell.value:,.2f}", True
    return str(cell.value), not isinstance(cell.value, str)
