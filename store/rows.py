"""Rows into frozen dataclasses whose fields are named like the columns."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Column, ColumnElement, Connection, Executable, Table, literal_column
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

from store.prepared import Prepared

T = TypeVar("T")
_readers: dict[type[Any], Callable[[Iterable[Any]], Any]] = {}


def columns(table: Table, cls: type[Any]) -> list[Column[Any]]:
    """The columns for the fields of a dataclass, in their order. Raises KeyError for a field that is no column."""
    return [table.c[field.name] for field in fields(cls)]


def aside(column: Column[Any]) -> ColumnElement[Any]:
    """The column (an id, an instant), compared and never searched by: for what a row found another way must be as well.

    SQLite keeps no statistics here: it takes all of a community for ten rows, whatever else is asked for.
    """
    return column.op("+", return_type=column.type)(literal_column("0"))


def one(conn: Connection, query: Executable | Prepared, cls: type[T], **bound: object) -> T:
    """The one row there must be; anything else is a bug. `bound` fills the parameters of a query built before."""
    row = _only(query.rows(conn, **bound)) if isinstance(query, Prepared) else conn.execute(query, bound).one()
    return _reader(cls)(row)


def optional(conn: Connection, query: Executable | Prepared, cls: type[T], **bound: object) -> T | None:
    """The row, or None. More than one is a bug."""
    if isinstance(query, Prepared):
        found = query.rows(conn, **bound)
        return _reader(cls)(_only(found)) if found else None
    row = conn.execute(query, bound).one_or_none()
    return None if row is None else _reader(cls)(row)


def many(conn: Connection, query: Executable | Prepared, cls: type[T], **bound: object) -> list[T]:
    """All rows, in the order of the query."""
    read = _reader(cls)
    found = query.rows(conn, **bound) if isinstance(query, Prepared) else conn.execute(query, bound)
    return [read(row) for row in found]


def _only(rows: list[Any]) -> Any:
    if not rows:
        raise NoResultFound("no row where there must be one")
    if len(rows) > 1:
        raise MultipleResultsFound("more than one row where there may be one")
    return rows[0]


def _reader(cls: type[T]) -> Callable[[Iterable[Any]], T]:
    found = _readers.get(cls)
    if found is None:
        found = _readers[cls] = _make_reader(cls)
    return found


def _make_reader(cls: type[Any]) -> Callable[[Iterable[Any]], Any]:
    hints = get_type_hints(cls)
    turns = [(i, turn) for i, f in enumerate(fields(cls)) if (turn := _turn(hints[f.name]))]

    def plain(row: Iterable[Any]) -> Any:
        return cls(*row)

    def turned(row: Iterable[Any]) -> Any:
        values = list(row)
        for place, turn in turns:
            if values[place] is not None:
                values[place] = turn(values[place])
        return cls(*values)

    return turned if turns else plain


def _turn(hint: Any) -> Callable[[Any], Any] | None:
    """What makes a stored value one of the field's type; None when it already is."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = [arm for arm in get_args(hint) if arm is not type(None)]
        return _turn(inner[0]) if len(inner) == 1 else None
    if origin in (tuple, frozenset):
        part = _turn(get_args(hint)[0])
        return (lambda values: origin(map(part, values))) if part else origin
    return hint if isinstance(hint, type) and issubclass(hint, Enum) else None
