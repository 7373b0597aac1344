"""Every column that can hold words says what it holds and what becomes of it (docs/personal-data.md)."""

from collections import Counter

from sqlalchemy import LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from store import personal as p
from store.every_table import metadata


def _can_hold_words() -> set[str]:
    found = set()
    for table in metadata.tables.values():
        for column in table.columns:
            kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
            if isinstance(kind, Text | LargeBinary):
                found.add(f"{table.name}.{column.name}")
    return found


def _said() -> Counter[str]:
    said = Counter(f"{name}.{column}" for name, columns in p.PLAIN.items() for column in columns.split())
    said.update(f"{name}.{column}" for name, columns in p.KEPT.items() for column in columns)
    said.update(f"{name}.{column}" for name, columns in p.SOUGHT.items() for column in columns.split())
    holding = _can_hold_words()
    said.update(f"{e.table.name}.{c}" for e in p.ERASED for c in e.to or () if f"{e.table.name}.{c}" in holding)
    plain = {f"{name}.{column}" for name, columns in p.PLAIN.items() for column in columns.split()}
    kept = {f"{name}.{column}" for name, columns in p.KEPT.items() for column in columns}
    for one in (e for e in p.ERASED if e.to is None):
        whole = {f"{one.table.name}.{c.name}" for c in one.table.columns} & holding
        said.update(whole - plain - kept)
    return said


def test_every_column_that_can_hold_words_is_in_exactly_one_list() -> None:
    said = _said()
    assert set(said) - _can_hold_words() == set(), "no such columns"
    assert _can_hold_words() - set(said) == set(), "say in store/personal.py what becomes of them"
    assert [name for name, times in said.items() if times > 1] == []


def test_what_is_emptied_may_be_empty() -> None:
    """A column that may not be null is not set to null."""
    wrong = [
        f"{e.table.name}.{name}"
        for e in p.ERASED
        for name, value in (e.to or {}).items()
        if value is None and not e.table.c[name].nullable
    ]
    assert wrong == []
