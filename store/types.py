"""Column types that read the same on SQLite and PostgreSQL."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import BigInteger, Date, Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

#: Row ids: 64 bits on PostgreSQL, the rowid on SQLite.
Id = BigInteger().with_variant(Integer, "sqlite")
Day = Date
Bytes = LargeBinary

__all__ = ["Bytes", "Day", "Doc", "Id", "Instant", "date"]


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as whole microseconds since 1970 UTC: sorts and compares alike on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Microseconds since 1970; a naive datetime is refused, it would mean a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime never enters the store")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The aware instant in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Doc(TypeDecorator[Any]):
    """A small JSON document as text. Decimals and dates are the caller's to turn into text first."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """JSON text, keys in the order given."""
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """What was put in."""
        return None if value is None else orjson.loads(value)
