"""Danger as people tell it at length (X-52): heard nearly always, and next to nothing calm alarmed."""

from pathlib import Path

from domain.reading import read

ROWS = [
    line.split("\t", 1)
    for line in (Path(__file__).parent / "dangers.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_danger_is_heard() -> None:
    """At least 97 of a hundred; these were learnt from, so it says nothing of others."""
    urgent = [text for label, text in ROWS if label == "1"]
    missed = [text for text in urgent if read(text).danger is None]
    assert len(missed) <= len(urgent) * 3 // 100, missed


def test_what_is_calm_is_left_calm() -> None:
    """A false alarm costs less than a missed one, and still wakes somebody."""
    assert [text for label, text in ROWS if label == "0" and read(text).danger is not None] == []
