"""Documents: links lead somewhere, every setting, command and icon is in them, and what they name exists."""

import re
from pathlib import Path

import click
import pytest

from bot.cli import main
from bot.settings import Settings
from messages.render import FOLDER
from tests.house.sources import ROOT, kept_files

PAGES = [path for path in kept_files() if path.suffix == ".md"]
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_ICON = re.compile("[\u2300-\u23ff\u2600-\u26ff\u2700-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff★]")
_NAMES = [p.relative_to(ROOT).as_posix() for p in PAGES]
_README = (ROOT / "README.md").read_text(encoding="utf-8")


def _anchors(text: str) -> set[str]:
    """Headings as the pages' hosts name them."""
    titles = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_the_pages_are_there() -> None:
    """Those a newcomer is sent to."""
    wanted = {
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "docs/tour.md",
        "docs/glossary.md",
        "docs/standards.md",
        "docs/flows/repair.md",
    }
    assert wanted - set(_NAMES) == set()


@pytest.mark.parametrize("page", PAGES, ids=_NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    """Inside the project: to a file that is there, and to a heading of it."""
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        where, _, anchor = target.partition("#")
        file = (page.parent / where).resolve() if where else page
        assert file.exists(), f"{target} is not there"
        if file.suffix == ".py":
            continue  # to a line: test_pointers.py
        assert not anchor or anchor in _anchors(file.read_text(encoding="utf-8")), f"{target}: no such heading"


def test_every_setting_is_in_the_readme() -> None:
    """And no other variable is claimed there."""
    settings = {name.upper() for name in Settings.model_fields}
    table = _README.partition("## Settings")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([A-Z][A-Z_]+)`", table)) == settings


def test_every_command_is_in_the_readme() -> None:
    """And each that is claimed exists, with an example in its help."""
    assert isinstance(main, click.Group)
    claimed = set(re.findall(r"(?m)^\| `guanjia ([a-z]+)", _README))
    assert claimed == set(main.commands)
    assert [name for name, command in main.commands.items() if "Example" not in (command.epilog or "")] == []


def test_every_make_target_is_in_the_readme() -> None:
    """`make` alone says nothing."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z][a-z-]*):", makefile))
    assert {t for t in targets if f"make {t}" not in _README} == set()
    assert set(re.findall(r"make ([a-z][a-z-]*)", _README)) <= targets


def _used() -> dict[str, str]:
    """Icons anybody is shown, and where."""
    found = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix in (".j2", ".toml"):
            for icon in _ICON.findall(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.S)):
                found[icon] = path.relative_to(FOLDER).as_posix()
    return found


def test_every_icon_is_explained() -> None:
    """The table of `docs/glossary.md` is the list of icons in use: one meaning each, none left over."""
    table = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition("## Icons")[2]
    listed = [icon for row in re.findall(r"(?m)^\| ([^|a-z-]+) \|", table) for icon in _ICON.findall(row)]
    assert len(listed) == len(set(listed))
    used = _used()
    assert {icon: where for icon, where in used.items() if icon not in listed} == {}
    assert set(listed) - set(used) == set()


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.name != "CONTRIBUTING.md"], ids=[n for n in _NAMES if n != "CONTRIBUTING.md"]
)
def test_files_named_in_the_pages_exist(page: Path) -> None:
    """`bot/worker.py` in a sentence is a promise. (The recipes of CONTRIBUTING name files that are yet to be written.)"""
    named = re.findall(
        r"`((?:bot|handlers|services|domain|store|messages|sandbox|tests|docs)/[\w/.-]*)`",
        page.read_text(encoding="utf-8"),
    )
    assert sorted({name for name in named if not (ROOT / name).exists()}) == []


def test_decisions_name_what_lost() -> None:
    """One page each, numbered without gaps, with the losers."""
    pages = sorted(p for p in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert [int(p.name[:4]) for p in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 60, f"{page.name} is longer than a page"
        assert {"## Why", "## Decision", "## What lost"} <= set(re.findall(r"(?m)^## .+$", text))
