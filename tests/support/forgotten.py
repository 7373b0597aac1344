"""Looks for somebody in the bytes of a database: nothing may be left of whom it has forgotten."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path


def left(path: Path, words: Iterable[str]) -> list[str]:
    """Where each of those words still stands: columns, or the bytes of a file between the rows."""
    sought = sorted(set(words))
    files = [one for one in path.parent.glob(f"{path.name}*") if one.suffix != ".lock"]
    found = [
        f"{word} in {where}"
        for word in sought
        for one in files
        if (content := one.read_bytes()) and (word.encode() in content or _escaped(word) in content)
        for where in (_columns(path, word) or [f"the bytes of {one.name}"])
    ]
    return sorted(set(found))


def _escaped(word: str) -> bytes:
    """As the channel writes it in its JSON."""
    return word.encode("ascii", "backslashreplace") if not word.isascii() else word.encode()


def _columns(path: Path, word: str) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            f"{table}.{column}"
            for table in tables
            for _, column, *_ in conn.execute(f"PRAGMA table_info({table})")
            for text in (word, _escaped(word).decode())
            if conn.execute(
                f"SELECT 1 FROM {table} WHERE instr(CAST({column} AS TEXT), ?) LIMIT 1",
                (text,),
            ).fetchone()
        ]
