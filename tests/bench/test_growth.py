"""`make growth`: its page says what was measured, and every question it asks finds something in a small store."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from store import schema
from store import tables as t
from store.work import Work
from tests.bench.grown import LATE, OPEN, Size
from tests.bench.growth import build, opened
from tests.bench.growth_page import ROWS, grown, page, picture, table
from tests.bench.questions import QUESTIONS
from tests.support.cast import START

FEW = {key: 1.0 for key, _, _ in ROWS}
MANY = {**FEW, "board_crew": 40.0, "report_repairs": 1.9, "file_mb": 1881.06, "person": 2.5}
OF = {
    "seed": 3,
    "day": "2026-11-24",
    "commit": "abc",
    "cores": 2,
    "load_before": 0.1,
    "python": "3.11",
    "sqlite": "3.40",
}


def test_a_row_says_every_size_and_how_much_it_grew() -> None:
    """Bold is what ought not to have grown: not a file, and not what is within the noise."""
    lines = table({"10000": FEW, "1000000": MANY}, "cases").splitlines()
    assert lines[:2] == ["| | 10,000 cases | 1,000,000 cases | last / first |", "|---|--:|--:|--:|"]
    assert "| the board, asked by one of the crew | 1.0 ms | 40.0 ms | **40.0** |" in lines
    assert "| the file | 1.0 MB | 1,881 MB | 1881.1 |" in lines
    assert "| who is it? by the chat, with posts and homes | 1.0 ms | 2.5 ms | 2.5 |" in lines
    assert len(lines) == 2 + len(ROWS)


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [("step", (2, 5), True), ("step", (2, 4), False), ("step", (0.1, 2), False), ("backup_s", (1, 90), False)],
)
def test_growth_is_more_than_twice_and_more_than_noise(key: str, values: tuple[float, ...], said: bool) -> None:
    """Of what is asked; copies and files grow as they must."""
    assert grown(key, values) is said


def test_the_page_names_command_seed_and_both_pictures() -> None:
    """And each picture has a group of columns a size."""
    document = {"of": OF, "still": 10_000, "cases": {"10000": FEW, "1000000": MANY}, "people": {"1000": FEW}}
    said = page(document)
    assert "`make growth SEED=3`" in said and "of commit abc" in said
    assert "../pictures/growth-cases.png" in said and "../pictures/growth-people.png" in said
    panels = picture(document, "cases")["panels"]
    assert {len(panel["labels"]) for panel in panels} == {2}
    assert panels[1]["series"][0]["values"] == [1.0, 40.0]
    assert panels[-1]["series"][0]["values"] == [1.0, 1881]


def test_every_question_finds_something_in_a_small_store(tmp_path: Path) -> None:
    """And the store is of the newest version, with as much open and late as is said."""
    build(tmp_path / "store.db", Size(1_200, 60), 1)
    store = opened(tmp_path / "store.db")
    schema.check(store)
    with store.connect() as conn:
        work = Work(conn, START)
        for question in QUESTIONS.values():
            question(work)
        c, d = t.cases.c, t.deadlines.c
        assert conn.scalar(select(func.count()).where(c.closed_at.is_(None))) == OPEN
        assert conn.scalar(select(func.count()).where(d.status == "open", d.due_at < START)) == LATE
        conn.rollback()
    store.close()
    assert {key for key, _, _ in ROWS} >= set(QUESTIONS)
