"""Charts as PNG: columns by day, bars by kind, figures in tiles. With Pillow alone: it is here for photos already.

A document: `{"what": "chart", "title": T, "note": T, "panels": [...]}`, every T a pair: as it should read, plain ASCII.
Panels: `{"kind": "tiles", "tiles": [{"label": T, "value": T, "tone": …}]}`,
`{"kind": "columns", "title": T, "labels": [T], "series": [{"name": T, "tone": …, "values": [n]}], "none": T}`,
`{"kind": "bars", "title": T, "rows": [{"label": T, "value": n, "tone": …, "said": T}], "none": T, "most": n, "line": n}`; in
bars `said` is written instead of the value, `most` is the value of a full bar (else the longest), `line` where a target stands. Pure.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageDraw

from bot.drawing.fonts import Font, Fonts, Text

#: Tones by meaning, as the icons have them: received, under way, late, done.
TONES = {
    "plain": "#5b6b7b", "new": "#4c78a8", "busy": "#e0a100", "late": "#d64545", "good": "#2f9e64", "soft": "#b8c4d0",
}  # fmt: skip
_INK, _FAINT, _LINE, _PAPER, _TILE = "#1f2933", "#7b8794", "#e4e7eb", "#ffffff", "#f5f7fa"
WIDTH = 1080
_EDGE, _GAP = 48, 36
_TITLE, _HEAD, _WORD, _SMALL, _BIG = 40, 30, 26, 22, 56
_COLUMNS_HEIGHT, _TILE_HEIGHT, _ROW = 300, 150, 46
_LABEL_SHARE = 0.26
_MOST_LABELS = 12


def chart(document: Mapping[str, Any], fonts: Fonts) -> bytes:
    """The picture of a document, PNG."""
    panels = document["panels"]
    height = _EDGE * 2 + 100 + sum(_height(panel) + _GAP for panel in panels)
    page = _Page(Image.new("RGB", (WIDTH, height), _PAPER), fonts)
    page.words((_EDGE, _EDGE), document["title"], _TITLE, _INK)
    page.words((_EDGE, _EDGE + 54), document["note"], _SMALL, _FAINT)
    top = _EDGE + 110
    for panel in panels:
        _PANELS[panel["kind"]](page, panel, top)
        top += _height(panel) + _GAP
    written = io.BytesIO()
    page.image.save(written, "PNG", optimize=True)
    return written.getvalue()


class _Page:
    """What is drawn on."""

    def __init__(self, image: Image.Image, fonts: Fonts) -> None:
        self.image = image
        self._draw = ImageDraw.Draw(image)
        self._fonts = fonts

    def words(
        self, at: tuple[float, float], text: Text, size: int, colour: str, anchor: str = "la", room: float = 0
    ) -> None:
        """Text at a place, cut with an ellipsis where `room` pixels are given."""
        font = self._fonts.sized(size)
        said = self._fonts.said(text)
        if room:
            said = _cut(said, font, room)
        self._draw.text(at, said, fill=colour, font=font, anchor=anchor)

    def length(self, text: Text, size: int) -> float:
        """Pixels a text takes."""
        return self._fonts.sized(size).getlength(self._fonts.said(text))

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, round_: int = 4) -> None:
        """A filled box; one without any height is not drawn."""
        if right - left >= 1 and bottom - top >= 1:
            self._draw.rounded_rectangle(
                (left, top, right, bottom), min(round_, int(min(right - left, bottom - top) / 2)), colour
            )

    def line(self, left: float, right: float, y: float) -> None:
        """A thin line across."""
        self._draw.line((left, y, right, y), fill=_LINE, width=2)

    def mark(self, x: float, top: float, bottom: float) -> None:
        """A thin line down, where a target stands."""
        self._draw.line((x, top, x, bottom), fill=_INK, width=2)


def _cut(said: str, font: Font, room: float) -> str:
    if font.getlength(said) <= room:
        return said
    while said and font.getlength(said + "..") > room:
        said = said[:-1]
    return said + ".."


def _height(panel: Mapping[str, Any]) -> int:
    if panel["kind"] == "tiles":
        return _TILE_HEIGHT
    if panel["kind"] == "columns":
        return _HEAD + 26 + _COLUMNS_HEIGHT + 44
    return _HEAD + 26 + max(1, len(panel["rows"])) * _ROW


def _tiles(page: _Page, panel: Mapping[str, Any], top: int) -> None:
    tiles = panel["tiles"]
    gap = 20
    width = (WIDTH - 2 * _EDGE - gap * (len(tiles) - 1)) / len(tiles)
    for n, tile in enumerate(tiles):
        left = _EDGE + n * (width + gap)
        page.box(left, top, left + width, top + _TILE_HEIGHT, _TILE, 16)
        page.words((left + 24, top + 20), tile["value"], _BIG, TONES[tile["tone"]], room=width - 48)
        page.words((left + 24, top + _TILE_HEIGHT - 46), tile["label"], _SMALL, _FAINT, room=width - 48)


def _columns(page: _Page, panel: Mapping[str, Any], top: int) -> None:
    page.words((_EDGE, top), panel["title"], _HEAD, _INK)
    _legend(page, panel["series"], top)
    top += _HEAD + 26
    floor, labels, series = top + _COLUMNS_HEIGHT, panel["labels"], panel["series"]
    most = max((v for s in series for v in s["values"]), default=0)
    page.line(_EDGE, WIDTH - _EDGE, floor)
    if not most:
        page.words((WIDTH / 2, top + _COLUMNS_HEIGHT / 2), panel["none"], _WORD, _FAINT, "mm")
    step = (WIDTH - 2 * _EDGE) / max(1, len(labels))
    each = min(44.0, step * 0.76 / max(1, len(series)))
    skip = -(-len(labels) // _MOST_LABELS)
    for n, label in enumerate(labels):
        middle = _EDGE + (n + 0.5) * step
        if n % skip == 0:
            page.words((middle, floor + 12), label, _SMALL, _FAINT, "ma")
        for k, one in enumerate(series):
            value = one["values"][n]
            left = middle + (k - len(series) / 2) * each
            height = (_COLUMNS_HEIGHT - 36) * value / most if most else 0
            page.box(left + 1, floor - height, left + each - 1, floor, TONES[one["tone"]])
            if value and each >= 18:
                page.words((left + each / 2, floor - height - 6), (str(value),) * 2, _SMALL, _FAINT, "mb")


def _legend(page: _Page, series: Sequence[Mapping[str, Any]], top: int) -> None:
    right = float(WIDTH - _EDGE)
    for one in reversed(series):
        right -= page.length(one["name"], _SMALL)
        page.words((right, top + 6), one["name"], _SMALL, _FAINT)
        page.box(right - 28, top + 10, right - 10, top + 28, TONES[one["tone"]])
        right -= 56


def _bars(page: _Page, panel: Mapping[str, Any], top: int) -> None:
    page.words((_EDGE, top), panel["title"], _HEAD, _INK)
    top += _HEAD + 26
    rows = panel["rows"]
    if not rows:
        page.words((_EDGE, top + 4), panel["none"], _WORD, _FAINT)
    most = panel.get("most") or max((row["value"] for row in rows), default=0) or 1
    left = _EDGE + (WIDTH - 2 * _EDGE) * _LABEL_SHARE
    right = WIDTH - _EDGE - 90
    for n, row in enumerate(rows):
        y = top + n * _ROW
        page.words((left - 18, y + _ROW / 2 - 4), row["label"], _WORD, _INK, "rm", room=left - _EDGE - 18)
        end = left + (right - left) * row["value"] / most
        page.box(left, y + 5, end, y + _ROW - 13, TONES[row["tone"]])
        said = row.get("said") or (str(row["value"]),) * 2
        at, anchor = (WIDTH - _EDGE, "rm") if panel.get("line") else (end + 12, "lm")
        page.words((at, y + _ROW / 2 - 4), said, _WORD, _FAINT, anchor)
    if panel.get("line") and rows:
        page.mark(left + (right - left) * panel["line"] / most, top, top + len(rows) * _ROW - 8)


_PANELS = {"tiles": _tiles, "columns": _columns, "bars": _bars}
