"""Papers (PDF, A4) from plain documents: a title, facts, tables that break over pages, notes, signatures, a seal.

A document: `{"what": "paper", "head": line, "title": …, "number": …, "facts": [[label, value]], "tables": [table],
"after": [[label, value]], "notes": [line], "signs": [[label, value]], "foot": line, "page": "{page} / {pages}", "stamp": word, "seal": hash}`;
a table: `{"title": …, "columns": [{"title": …, "share": n, "right": bool}], "rows": [[cell]], "sums": [[cell]]}`.
Everything is text as it should read, amounts and days too; what is not there is "" or an empty list. `stamp` lies pale
across every page; `seal` is the hash of a picture of ours, put over the signatures.

The font is embedded as far as it is used: a paper reads alike everywhere and its text can be searched.
"""

import io
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace
from PIL import Image, ImageChops

from bot.drawing.fonts import Fonts

#: Millimetres.
_EDGE, _FOOT, _SEAL, _CLOSING = 18, 16, 38, 46
_TITLE, _WORD, _SMALL, _STAMP = 20, 10, 8.5, 110
_INK, _FAINT, _LINE = (31, 41, 51), (110, 122, 134), (201, 209, 217)
_HEAD, _PALE, _RED, _WASHED = (51, 86, 110), (245, 247, 250), (192, 57, 43), (248, 222, 219)
#: Wider than this a picture of a seal is made smaller first.
_PIXELS = 420
#: Longer words are cut in a cell: a row must fit on a page.
_CELL = 200
_FACE, _PAGES = "paper", "{pages}"
logging.getLogger("fontTools").setLevel(logging.ERROR)


class NoFont(Exception):
    """This machine has no font with Chinese glyphs: a paper full of question marks is worse than none."""


def paper(document: Mapping[str, Any], fonts: Fonts, seal: Path | None = None) -> bytes:
    """The paper of a document; `seal` is the picture it names, where we have it. Raises `NoFont`."""
    if fonts.path is None:
        raise NoFont
    page = _Paper(document, fonts)
    page.add_page()
    page.top()
    page.facts(document["facts"])
    for table in document["tables"]:
        page.grid(table)
    page.after(document["after"])
    page.notes(document["notes"])
    page.closing(document["signs"], seal)
    return bytes(page.output())


class _Paper(FPDF):
    """One paper; what stands on every page is drawn by itself."""

    def __init__(self, document: Mapping[str, Any], fonts: Fonts) -> None:
        super().__init__(format="A4")
        self._document, self._fonts = document, fonts
        regular = Path(str(fonts.path))
        bold = regular.with_name(regular.name.replace("Regular", "Bold"))
        self.add_font(_FACE, "", regular, collection_font_number=fonts.face)
        self.add_font(_FACE, "B", bold if bold.is_file() else regular, collection_font_number=fonts.face)
        self.set_margins(_EDGE, _EDGE)
        self.set_auto_page_break(True, _EDGE + _FOOT)
        self.alias_nb_pages(_PAGES)
        self.set_title(self.said(f"{document['title']} {document['number']}".strip()))
        self.set_line_width(0.2)

    def said(self, text: str) -> str:
        """As far as it can be drawn."""
        return self._fonts.said((text, text))

    def cell_of(self, text: str) -> str:
        """As far as it fits into a cell."""
        return self.said(text if len(text) <= _CELL else text[: _CELL - 1] + "…")

    def pen(self, size: float = _WORD, colour: tuple[int, int, int] = _INK, style: str = "") -> None:
        """What the next words are written with."""
        self.set_font(_FACE, style, size)
        self.set_text_color(*colour)

    def line_of(self, text: str, align: str = "L", height: float = 6) -> None:
        """One paragraph, broken where it is too long."""
        self.multi_cell(0, height, self.said(text), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def header(self) -> None:
        """The stamp, behind everything else."""
        stamp = self._document["stamp"]
        if not stamp:
            return
        self.pen(_STAMP, _WASHED, "B")
        said, middle = self.said(stamp), (self.w / 2, self.h / 2)
        with self.rotation(35, *middle):
            self.text(middle[0] - self.get_string_width(said) / 2, middle[1] + 14, said)
        self.set_xy(self.l_margin, self.t_margin)

    def footer(self) -> None:
        """Whose paper it is, and which page of how many."""
        self.set_y(-_FOOT)
        self.set_draw_color(*_LINE)
        self.line(self.l_margin, self.get_y() - 2, self.w - self.r_margin, self.get_y() - 2)
        self.pen(_SMALL, _FAINT)
        number = self.said(str(self._document["page"]).replace("{page}", str(self.page_no())))
        self.cell(0, 5, self.said(self._document["foot"]))
        # how many pages there are is put in at the end: room for two digits
        self.set_x(self.w - self.r_margin - self.get_string_width(number.replace(_PAGES, "00")) - 1)
        self.cell(0, 5, number)

    def top(self) -> None:
        """Who it is from, what it is, its number."""
        document = self._document
        self.pen(_WORD, _FAINT)
        self.line_of(document["head"], "C")
        self.pen(_TITLE, _HEAD, "B")
        self.line_of(document["title"], "C", 11)
        if document["number"]:
            self.pen(_WORD + 1, _RED)
            self.line_of(document["number"], "R")
        self.set_draw_color(*_HEAD)
        y = self.get_y() + 1
        for thick, at in ((0.6, y), (0.2, y + 1)):
            self.set_line_width(thick)
            self.line(self.l_margin, at, self.w - self.r_margin, at)
        self.set_line_width(0.2)
        self.set_y(y + 4)

    def facts(self, facts: Sequence[Sequence[str]]) -> None:
        """What it is about, two at a time; one whose label is empty takes the place beside."""
        if not facts:
            return
        self.pen()
        label, even = FontFace(color=_FAINT), [*facts, *([["", ""]] if len(facts) % 2 else [])]
        with self.table(
            col_widths=(15, 35, 15, 35), borders_layout=TableBordersLayout.NONE, first_row_as_headings=False,
            line_height=6, text_align="LEFT", padding=0.6,
        ) as table:  # fmt: skip
            for left, right in zip(even[::2], even[1::2], strict=True):
                row = table.row()
                for said, style in ((left[0], label), (left[1], None), (right[0], label), (right[1], None)):
                    row.cell(self.cell_of(said), style=style)
        self.ln(3)

    def grid(self, document: Mapping[str, Any]) -> None:
        """A table; its headings stand on every page it goes on to, sums stand bold at its end."""
        if document["title"]:
            self.pen(_WORD + 1, _HEAD, "B")
            self.line_of(document["title"], height=8)
        self.pen()
        self.set_draw_color(*_LINE)
        columns = document["columns"]
        with self.table(
            col_widths=tuple(c["share"] for c in columns), borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="", color=(255, 255, 255), fill_color=_HEAD), line_height=6, padding=1.2,
            text_align=tuple("RIGHT" if c["right"] else "LEFT" for c in columns),
        ) as table:  # fmt: skip
            self._row(table, [c["title"] for c in columns])
            for cells in document["rows"]:
                self._row(table, cells)
            for cells in document["sums"]:
                self._row(table, cells, FontFace(emphasis="BOLD", fill_color=_PALE))
        self.ln(4)

    def _row(self, table: Any, cells: Sequence[str], style: FontFace | None = None) -> None:
        row = table.row(style=style)
        for cell in cells:
            row.cell(self.cell_of(cell))

    def after(self, facts: Sequence[Sequence[str]]) -> None:
        """What follows from the tables, one a line, to be seen."""
        for label, value in facts:
            self.pen(_WORD, _FAINT)
            self.cell(26, 8, self.said(label))
            self.pen(_WORD + 1.5, _INK, "B")
            self.line_of(value, height=8)
        self.ln(1 if facts else 0)

    def notes(self, notes: Sequence[str]) -> None:
        """What else is to be said, small."""
        self.pen(_SMALL + 0.5, _FAINT)
        for note in notes:
            self.line_of(note, height=5.5)

    def closing(self, signs: Sequence[Sequence[str]], seal: Path | None) -> None:
        """Who signs, and the seal over it; never torn apart by the end of a page."""
        if not signs and seal is None:
            return
        if self.get_y() + _CLOSING > self.h - _EDGE - _FOOT:
            self.add_page()
        top, left = self.get_y() + 6, self.w - self.r_margin - 78
        self.pen()
        for n, (label, value) in enumerate(signs):
            self.set_xy(left, top + n * 8)
            self.set_text_color(*_FAINT)
            self.cell(24, 8, self.said(label))
            self.set_text_color(*_INK)
            self.cell(54, 8, self.said(value))
        if seal is not None:
            with _opaque(seal) as picture:
                self.image(
                    picture, x=self.w - self.r_margin - _SEAL, y=top - 6, w=_SEAL, h=_SEAL, keep_aspect_ratio=True
                )
        self.set_y(top + _CLOSING - 6)


def _opaque(seal: Path) -> io.BytesIO:
    """The seal as it is printed over words: what is white lets them show through."""
    with Image.open(seal) as picture:
        shown = picture.convert("RGBA")
        shown.thumbnail((_PIXELS, _PIXELS))
    red, green, blue, there = shown.split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    shown.putalpha(ImageChops.darker(there, ImageChops.invert(darkest)))
    written = io.BytesIO()
    shown.save(written, "PNG")
    written.seek(0)
    return written
