"""Rows into dataclasses: fields by name, enums and tuples turned, nothing guessed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, insert, select
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

from domain.ids import PersonId
from store.rows import columns, many, one, optional
from store.types import Day, Doc, Instant


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Flag:
    id: PersonId
    colour: Colour
    second: Colour | None
    stripes: tuple[Colour, ...]
    words: list[str]
    at: datetime | None
    on: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Plain:
    note: str | None
    id: int


@dataclass(frozen=True, slots=True)
class Wrong:
    id: int
    unheard_of: str


_flags = Table(
    "flags",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("note", Text),
    Column("colour", Text),
    Column("second", Text),
    Column("stripes", Doc),
    Column("words", Doc),
    Column("at", Instant),
    Column("on", Day),
)
_FLAG = columns(_flags, Flag)


@pytest.fixture(scope="module")
def conn():
    engine = create_engine("sqlite://")
    with engine.connect() as conn:
        _flags.create(conn)
        yield conn
    engine.dispose()


_flag = st.builds(
    Flag,
    st.integers(1, 2**40).map(PersonId),
    st.sampled_from(Colour),
    st.none() | st.sampled_from(Colour),
    st.lists(st.sampled_from(Colour)).map(tuple),
    st.lists(st.text(st.characters(exclude_categories=["Cs"]))),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.none() | st.dates(),
    st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
)


@given(_flag)
def test_what_goes_in_comes_out(conn, flag: Flag) -> None:
    """The same dataclass, types included."""
    with conn.begin_nested() as part:
        conn.execute(insert(_flags).values({name: getattr(flag, name) for name in Flag.__slots__}))
        found = one(conn, select(*_FLAG), Flag)
        part.rollback()
    assert found == flag
    assert type(found.colour) is Colour and all(type(s) is Colour for s in found.stripes)


def test_one_optional_and_many(conn) -> None:
    """One must be there, optional may be missing, more than one is a bug for both."""
    _plain = columns(_flags, Plain)
    query = select(*_plain).order_by(_flags.c.id)
    with conn.begin_nested() as part:
        assert optional(conn, query, Plain) is None and many(conn, query, Plain) == []
        with pytest.raises(NoResultFound):
            one(conn, query, Plain)
        conn.execute(insert(_flags), [{"id": 1, "note": "a"}, {"id": 2, "note": None}])
        assert many(conn, query, Plain) == [Plain("a", 1), Plain(None, 2)]
        assert optional(conn, query.limit(1), Plain) == Plain("a", 1)
        with pytest.raises(MultipleResultsFound):
            one(conn, query, Plain)
        with pytest.raises(MultipleResultsFound):
            optional(conn, query, Plain)
        part.rollback()


def test_a_field_without_a_column_is_noticed_at_once() -> None:
    """When the module is imported, not when the row is read."""
    with pytest.raises(KeyError, match="unheard_of"):
        columns(_flags, Wrong)
