"""Links to lines: each page's link names the symbol that is defined on that line."""

from pathlib import Path

import pytest

from tests.house.pointers import POINTER, Lost, line_of, lines, renewed
from tests.house.sources import ROOT, kept_files

PAGES = [path for path in kept_files() if path.suffix == ".md"]
_NAMES = [p.relative_to(ROOT).as_posix() for p in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=_NAMES)
def test_links_to_lines_lead_to_what_they_name(page: Path) -> None:
    """And no link to a line goes without a name that can be looked up."""
    text = page.read_text(encoding="utf-8")
    found = POINTER.findall(text)
    assert text.count(".py#L") == len(found), "a link to a line is written [`symbol`](file.py#L1)"
    for symbol, where, line in found:
        assert int(line) == line_of((page.parent / where).resolve(), symbol), f"{symbol}: run `make docs`"


def test_the_tour_follows_a_repair_line_by_line() -> None:
    """From the update to the answer: intake, writer, router, conversation, service, sender are all led to."""
    found = {where for _, where, _ in POINTER.findall((ROOT / "docs" / "tour.md").read_text(encoding="utf-8"))}
    wanted = (
        "bot/intake",
        "store/writer",
        "bot/router",
        "handlers/conversation",
        "services/repair/intake",
        "bot/sender",
    )
    assert {name for name in wanted if f"../{name}.py" not in found} == set()


def test_a_link_follows_its_symbol(tmp_path: Path) -> None:
    """A moved definition gets its new line; one that is gone is an error, not a wrong line."""
    (tmp_path / "shop.py").write_text("OPEN = 1\n\n\nclass Till:\n    def rings(self) -> None: ...\n", encoding="utf-8")
    page = tmp_path / "page.md"
    assert renewed(page, "[`Till.rings`](shop.py#L1), [`OPEN`](shop.py#L9)") == (
        "[`Till.rings`](shop.py#L5), [`OPEN`](shop.py#L1)"
    )
    assert lines(tmp_path / "shop.py")["Till"] == 4
    with pytest.raises(Lost):
        renewed(page, "[`Till.closes`](shop.py#L5)")
