"""Printed pages: what the documentation shows is what the tables say."""

from pathlib import Path

import pytest

from tests.house.diagrams import DOCS, pages

PAGES = pages()


@pytest.mark.parametrize("path", PAGES, ids=[p.name for p in PAGES])
def test_page_is_the_printed_one(path: Path) -> None:
    """`make docs` rewrites it."""
    assert path.exists(), "run `make docs`"
    assert path.read_text(encoding="utf-8") == PAGES[path], "run `make docs`"


def test_no_page_of_flows_is_left_over() -> None:
    """A page whose table has gone."""
    assert sorted(p for p in (DOCS / "flows").glob("*.md") if p not in PAGES) == []
