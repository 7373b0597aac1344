"""Papers as PDF: text that can be searched, tables over several pages, a seal that lets words show through, no font no paper."""

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops

from bot.drawing.artist import Artist
from bot.drawing.fonts import Fonts, fonts
from bot.drawing.papers import NoFont, paper

COLUMNS = [{"title": "项目", "share": 60, "right": False}, {"title": "金额", "share": 40, "right": True}]
PAPER: dict[str, Any] = {
    "what": "paper", "head": "悦景花园", "title": "对账单", "number": "No. 7", "facts": [["户主", "王芳"], ["房屋", "3栋2单元1502"], ["面积", "98.5 m²"]],
    "tables": [{"title": "应收", "columns": COLUMNS, "rows": [["物业费 2026-11", "¥275.80"]], "sums": [["合计", "¥275.80"]]}],
    "after": [["大写", "贰佰柒拾伍元捌角整"]], "notes": ["有疑问请联系管家。"], "signs": [["经手人", "钱会计"]], "foot": "悦景花园 · 对账单",
    "page": "第 {page} 页 · 共 {pages} 页", "stamp": "", "seal": "",
}  # fmt: skip


def read(content: bytes) -> list[str]:
    """The text of each page."""
    assert content.startswith(b"%PDF-")
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(content))]


def test_everything_can_be_searched() -> None:
    """Chinese and Latin alike, in the order they are read; small enough to be sent to anybody."""
    content = paper(PAPER, fonts())
    [said] = read(content)
    at = [
        said.index(w)
        for w in (
            "悦景花园",
            "对账单",
            "No. 7",
            "王芳",
            "98.5 m²",
            "应收",
            "¥275.80",
            "合计",
            "贰佰柒拾伍元捌角整",
            "有疑问",
            "钱会计",
            "第 1 页 · 共 1 页",
        )
    ]
    assert at == sorted(at)
    assert len(content) < 60_000


def test_tables_go_on_over_pages() -> None:
    """Headings on every page, every row once, the signatures on the last page only, pages counted."""
    rows = [[f"第{n}项", f"¥{n}.00"] for n in range(1, 101)]
    found = read(paper({**PAPER, "tables": [{**PAPER["tables"][0], "rows": rows}]}, fonts()))
    assert len(found) > 2
    for n, page in enumerate(found, 1):
        assert f"第 {n} 页 · 共 {len(found)} 页" in " ".join(page.split())
        assert ("钱会计" in page) == (n == len(found))
    whole = "\n".join(found)
    assert all(whole.count(f"第{n}项") == 1 for n in range(1, 101))
    assert all("项目" in page for page in found if "项 " in page)


def test_words_of_people_break_nothing(tmp_path: Path) -> None:
    """Very long, empty, rare, in several lines."""
    odd = ["", "字" * 900, "x" * 900, "😀𠮷龘\x00\x07", "**a** __b__ <b>", "一\n二\t三", "{pages} {page} {nb}"]
    rows = [[words, words] for words in odd]
    document = {
        **PAPER,
        "facts": [[w, w] for w in odd],
        "tables": [{**PAPER["tables"][0], "rows": rows}],
        "notes": odd,
        "signs": [],
        "after": [],
    }
    assert len(read(paper(document, fonts()))) > 1


def _seal(tmp_path: Path, mode: str) -> Path:
    picture = Image.new(mode, (300, 300), "white" if mode == "RGB" else 255)
    picture.paste((200, 0, 0) if mode == "RGB" else 90, (20, 20, 280, 280))
    path = tmp_path / f"{mode}.png"
    picture.save(path)
    return path


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_the_seal_stands_over_the_words(tmp_path: Path, mode: str) -> None:
    """Its white lets them show through; coloured where it is."""
    content = paper({**PAPER, "signs": [["经手人", "钱会计"]]}, fonts(), _seal(tmp_path, mode))
    image = pypdfium2.PdfDocument(io.BytesIO(content))[0].render(scale=1).to_pil().convert("RGB")
    bare = pypdfium2.PdfDocument(io.BytesIO(paper(PAPER, fonts())))[0].render(scale=1).to_pil().convert("RGB")
    changed = sum(ImageChops.difference(image, bare).convert("L").point(lambda v: 255 if v else 0).histogram()[255:])
    assert 5_000 < changed < 20_000


def test_void_is_seen_on_every_page() -> None:
    """Behind the words."""
    rows = [["物业费", "¥1.00"]] * 60
    found = read(paper({**PAPER, "stamp": "作废", "tables": [{**PAPER["tables"][0], "rows": rows}]}, fonts()))
    assert all("作废" in page.replace("\r\n", "") for page in found)


def test_no_font_no_paper() -> None:
    """Question marks are no receipt; the message says everything all the same."""
    with pytest.raises(NoFont):
        paper(PAPER, Fonts())


async def test_drawn_by_the_artist_once(tmp_path: Path) -> None:
    """As charts and workbooks are: in a thread, kept by its document."""

    async def ask(document: Any) -> Any:
        asked.append(document)
        return PAPER

    asked: list[Any] = []
    artist = Artist(tmp_path, ask)
    named = {"what": "receipt", "receipt": 7}
    path = await artist.file(named)
    assert path is not None
    assert (path.suffix, await artist.file(named), len(asked)) == (".pdf", path, 1)
