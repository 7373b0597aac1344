"""Charts and workbooks: never an empty box, never a formula, drawn once, and no message waits for a picture for ever."""

import io
import os
import time
from pathlib import Path

import openpyxl
import pytest
from PIL import Image, ImageFont

from bot.checks import machine
from bot.drawing.artist import Artist
from bot.drawing.charts import chart
from bot.drawing.fonts import PLACES, Fonts, drawn, look
from bot.drawing.sheets import workbook

NOTHING = "\U0010fffe"
TILES = {"kind": "tiles", "tiles": [{"label": ["报修", "Reported"], "value": ["38", "38"], "tone": "new"}]}
COLUMNS = {
    "kind": "columns", "title": ["每天", "By day"], "labels": [["11-21", "11-21"], ["11-22", "11-22"]], "none": ["没有", "None"],
    "series": [{"name": ["完工", "Finished"], "tone": "good", "values": [3, 0]}],
}  # fmt: skip
BARS = {
    "kind": "bars", "title": ["类别", "Category"], "none": ["没有", "None"],
    "rows": [{"label": ["漏水渗水", "Leaks"], "value": 9, "tone": "late"}],
}  # fmt: skip
CHART = {
    "what": "chart",
    "title": ["维修月报", "Repairs"],
    "note": ["桂苑 · 11月", "11"],
    "panels": [TILES, COLUMNS, BARS],
}
SHEET = {
    "title": "明细", "above": ["桂苑"], "columns": [
        {"title": "单号", "width": 12, "kind": "text"}, {"title": "件数", "width": 9, "kind": "number"},
        {"title": "报修", "width": 17, "kind": "time"}, {"title": "日", "width": 11, "kind": "day"},
        {"title": "金额", "width": 12, "kind": "yuan"}, {"title": "占比", "width": 9, "kind": "percent"},
    ],
}  # fmt: skip


def labels(document) -> list[list[str]]:
    """Every text of a document, both ways it is said."""
    if isinstance(document, dict):
        return [found for value in document.values() for found in labels(value)]
    if isinstance(document, list):
        if len(document) == 2 and all(isinstance(one, str) for one in document):
            return [document]
        return [found for value in document for found in labels(value)]
    return []


# --- fonts ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def chinese() -> Fonts:
    """A font of this machine, or of the smallest of its packages."""
    found = look()
    if not found.chinese:
        pytest.fail("the tests of charts need a Chinese font: apt install fonts-noto-cjk")
    return found


def test_every_chinese_label_has_its_glyphs(chinese: Fonts) -> None:
    """Each character is drawn by another shape than what stands for nothing: no empty box."""
    font = chinese.sized(26)
    empty = bytes(font.getmask(NOTHING))
    said = [chinese.said(text) for text in labels(CHART)]
    assert said == [text[0] for text in labels(CHART)]
    for character in {c for text in said for c in text if not c.isspace()}:
        assert bytes(font.getmask(character)) != empty, character


def test_without_a_font_labels_are_english() -> None:
    """Nothing but ASCII is drawn, whatever was given."""
    bare = look((), ask_fontconfig=False)
    assert not bare.chinese
    assert [bare.said(text) for text in labels(CHART)] == [text[1] for text in labels(CHART)]
    assert bare.said(["桂苑", "桂苑"]) == "??"
    assert chart(CHART, bare) != b""


def test_the_two_ways_look_different(chinese: Fonts) -> None:
    """What is drawn follows the font, not the document."""
    assert chart(CHART, chinese) != chart(CHART, Fonts())


def test_a_rare_character_becomes_a_question_mark(chinese: Fonts) -> None:
    """One that the font lacks; the others stay."""
    assert chinese.said([f"报{NOTHING}修", "x"]) == "报?修"


def test_fonts_that_cannot_be_used_are_passed_over(tmp_path: Path) -> None:
    """One that is no font, one that is empty, one without Chinese: the search goes on, and ends well."""
    broken, none = tmp_path / "a.ttf", tmp_path / "b.ttc"
    broken.write_bytes(b"no font at all")
    none.write_bytes(b"")
    latin = tmp_path / "c.ttf"
    default = ImageFont.load_default(20)
    latin.write_bytes(default.font_bytes if hasattr(default, "font_bytes") else b"")
    assert not look((str(broken), str(none), str(latin), str(tmp_path / "missing")), ask_fontconfig=False).chinese


def test_fontconfig_is_asked_when_no_known_place_has_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chinese: Fonts
) -> None:
    """A stand-in for fc-match names the font."""
    tool = tmp_path / "fc-match"
    tool.write_text(f"#!/bin/sh\nprintf '%s\\n' /nowhere.ttf '{chinese.path}'\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert look(()).path == chinese.path
    tool.write_text("#!/bin/sh\nexit 3\n")
    assert look(()).path is None


def test_simplified_characters_come_first(chinese: Fonts) -> None:
    """Of a collection with one face for each region."""
    names = {face: ImageFont.truetype(chinese.path, 20, index=face).getname()[0] for face in _faces(chinese.path)}
    simplified = [face for face, name in names.items() if " SC" in name or " CN" in name]
    font = chinese.sized(20)
    assert not simplified or font.getname()[0] == names[simplified[0]]


def _faces(path: str | None) -> list[int]:
    found = []
    for face in range(6):
        try:
            ImageFont.truetype(path, 20, index=face)
        except OSError:
            break
        found.append(face)
    return found


def test_known_places_are_of_three_systems() -> None:
    """Debian, macOS, Windows."""
    for begins in ("/usr/share/fonts/", "/System/Library/Fonts/", "C:/Windows/Fonts/"):
        assert any(place.startswith(begins) for place in PLACES)


def test_blanks_need_no_glyph(chinese: Fonts) -> None:
    """A space is drawn by nothing at all."""
    assert drawn(chinese.sized(20), " ")


# --- charts --------------------------------------------------------------------------------------------------------


def test_chart_is_a_picture_of_a_phones_width() -> None:
    """PNG, upright, not much larger than a photo."""
    written = chart(CHART, look())
    with Image.open(io.BytesIO(written)) as picture:
        assert (picture.format, picture.width) == ("PNG", 1080)
        assert picture.height < 2 * picture.width
    assert len(written) < 200_000


@pytest.mark.parametrize(
    "panels",
    [
        [{**COLUMNS, "labels": [], "series": []}],
        [{**COLUMNS, "series": [{**COLUMNS["series"][0], "values": [0, 0]}]}],
        [{**COLUMNS, "labels": [["1", "1"]] * 31, "series": [{**COLUMNS["series"][0], "values": [10**6] * 31}] * 2}],
        [{**BARS, "rows": []}],
        [{**BARS, "rows": [{"label": ["长" * 60, "l" * 300], "value": 0, "tone": "plain"}] * 6}],
        [{**TILES, "tiles": [{"label": ["很长" * 40, "x" * 90], "value": ["9" * 40, "9" * 40], "tone": "late"}] * 3}],
    ],
    ids=["no days", "all nothing", "a full month", "no kinds", "long names", "long figures"],
)
@pytest.mark.parametrize("font", ["chinese", "none"])
def test_whatever_the_figures_it_is_drawn(panels, font) -> None:
    """Nothing at all, far too much."""
    assert chart({**CHART, "panels": panels}, look() if font == "chinese" else Fonts()).startswith(b"\x89PNG")


# --- workbooks -----------------------------------------------------------------------------------------------------


def opened(rows):
    """The workbook with these rows as a spreadsheet reads it."""
    return openpyxl.load_workbook(io.BytesIO(workbook({"what": "workbook", "sheets": [{**SHEET, "rows": rows}]})))[
        "明细"
    ]


def test_cells_are_what_they_are() -> None:
    """Numbers are numbers, days are days, amounts yuan, shares percent, blanks blank; the heading stays in sight."""
    sheet = opened([["261122-001", 3, "2026-11-22T00:30:00", "2026-11-22", 123450, 92], [None] * 6])
    head, first, second = sheet[2], sheet[3], sheet[4]
    assert sheet["A1"].value == "桂苑"
    assert [cell.value for cell in head] == ["单号", "件数", "报修", "日", "金额", "占比"]
    assert all(cell.font.bold and cell.fill.fgColor.rgb.endswith("33566E") for cell in head)
    assert sheet.freeze_panes == "A3"
    assert sheet.column_dimensions["C"].width == 17
    assert [c.data_type for c in first] == ["s", "n", "d", "d", "n", "n"]
    assert (first[2].value.isoformat(), first[4].value, first[5].value) == ("2026-11-22T00:30:00", 1234.5, 0.92)
    assert [c.number_format for c in first[1:]] == ["#,##0", "yyyy-mm-dd hh:mm", "yyyy-mm-dd", "¥#,##0.00", "0%"]
    assert {c.value for c in second} == {None}


@pytest.mark.parametrize(
    "words", ['=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "=1", "\x00\x1b=2", "字" * 40_000]
)
def test_words_never_become_formulas(words: str) -> None:
    """Whatever somebody typed stays text, and never breaks the file."""
    cell = opened([[words, 1, None, None, None, None]])["A3"]
    assert cell.data_type == "s"
    assert cell.value.lstrip("\x00\x1b")[:1] == words.lstrip("\x00\x1b")[:1]


# --- the artist ----------------------------------------------------------------------------------------------------


async def _never(document):
    raise AssertionError("nothing was to be asked")


async def test_the_same_document_is_drawn_once(tmp_path: Path) -> None:
    """A retry, another recipient, a new process: the same file, not touched again."""
    first = await Artist(tmp_path, _never).file(CHART)
    os.utime(first, (1, 1))
    again = await Artist(tmp_path, _never).file(dict(reversed(CHART.items())))
    assert again == first
    assert first.stat().st_mtime == 1
    assert await Artist(tmp_path, _never).file({**CHART, "note": ["x", "x"]}) != first


async def test_a_document_that_is_only_named_is_asked_for(tmp_path: Path) -> None:
    """The rows of a workbook are read when it is sent; once."""
    asked = []

    async def ask(document):
        asked.append(document)
        return {"what": "workbook", "sheets": [{**SHEET, "rows": []}]}

    artist = Artist(tmp_path, ask)
    named = {"what": "report", "period": "2026-11"}
    path = await artist.file(named)
    assert (path.suffix, await artist.file(named), len(asked)) == (".xlsx", path, 1)


@pytest.mark.parametrize("document", [{"what": "chart"}, {"what": "workbook", "sheets": 3}, {"what": "other"}, {}])
async def test_what_cannot_be_drawn_is_left_out(tmp_path: Path, document) -> None:
    """A mistake of ours costs the picture, not the message; no half a file is left."""
    assert await Artist(tmp_path, _never).file(document) is None
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


async def test_old_pictures_are_forgotten(tmp_path: Path) -> None:
    """A month is enough."""
    artist = Artist(tmp_path, _never)
    old, new = await artist.file(CHART), await artist.file({**CHART, "panels": [TILES]})
    long_ago = time.time() - 40 * 86_400
    os.utime(old, (long_ago, long_ago))
    assert artist.forget_old() == 1
    assert (old.exists(), new.exists()) == (False, True)


# --- what is there to draw with --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "says"), [(Fonts(), "apt install fonts-noto-cjk"), (look(), "Font for charts and papers")]
)
def test_check_says_which_font_helps(monkeypatch: pytest.MonkeyPatch, found: Fonts, says: str) -> None:
    """A missing font is said with what to install; it is no fault, labels are in English then."""
    monkeypatch.setattr(machine, "fonts", lambda: found)
    line = machine._font()
    assert line.well
    assert says in line.said
