"""The estate of the plain bot: the same people and homes as ours has, in its own tables."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bench.bots.plain_cards import SCHEMA
from tests.support.crowd import Place


def seed(folder: Path, town: list[Place]) -> Path:
    """Writes its database; every other home is in warranty. The file."""
    path = folder / "plain.db"
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.executescript(SCHEMA)
        prices = [("项目W1", 5000), ("项目D1", 5000), ("项目P1", 5000), ("项目O1", 5000)]
        conn.executemany("INSERT INTO prices (name, fen) VALUES (?, ?)", prices)
        for place in town:
            owners = [
                (a, f"业主{a}", f"1栋1单元{i // 4 + 1}0{i % 4 + 1}", i % 2 == 0, place.group)
                for i, a in enumerate(place.owners)
            ]
            conn.executemany("INSERT INTO owners VALUES (?, ?, ?, ?, ?)", owners)
            conn.executemany(
                "INSERT INTO workers VALUES (?, ?, ?)", [(a, f"师傅{a}", place.group) for a in place.workers]
            )
    return path
