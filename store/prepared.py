"""Statements built and compiled once, then handed straight to the driver.

SQLAlchemy's own way of executing costs ten times what a small query takes in SQLite; an update needs some thirty of
them. What comes out is the same: values go in and come out by the columns' types, errors of the surroundings are
`StoreError`. This is for the writer's transactions; on the reading side, which is asynchronous, SQLAlchemy executes.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import ClauseElement

from store.engine import outside

_Turn = Callable[[Any], Any]


class Prepared:
    """A statement whose parameters are `bindparam`s; `columns` names those of an insert that has no `values`.

    Lists of unknown length (`IN`) cannot be prepared. A mapping gives the statement for each kind of database.
    """

    __slots__ = ("_columns", "_made", "_statement")

    def __init__(
        self, statement: ClauseElement | Mapping[str, ClauseElement], columns: Iterable[str] | None = None
    ) -> None:
        self._statement = statement
        self._columns = list(columns) if columns is not None else None
        self._made: dict[str, _Made] = {}

    def rows(self, conn: Connection, **bound: object) -> list[Any]:
        """All rows as tuples (or lists where a type has its own reading), in the order of the statement."""
        if conn.dialect.is_async:
            return [tuple(row) for row in conn.execute(self._chosen(conn), bound)]
        made = self._for(conn)
        found = made.execute(conn, bound).fetchall()
        return made.read(found) if made.reads else found

    def first(self, conn: Connection, **bound: object) -> Any | None:
        """The first row; None when there is none."""
        found = self.rows(conn, **bound)
        return found[0] if found else None

    def scalar(self, conn: Connection, **bound: object) -> Any:
        """The first value of the first row; None when there is none."""
        found = self.rows(conn, **bound)
        return found[0][0] if found else None

    def run(self, conn: Connection, **bound: object) -> int:
        """How many rows were changed."""
        if conn.dialect.is_async:
            return int(conn.execute(self._chosen(conn), bound).rowcount)
        return int(self._for(conn).execute(conn, bound).rowcount)

    def each(self, conn: Connection, values: Iterable[Mapping[str, object]]) -> None:
        """The statement once for each."""
        for bound in values:
            self.run(conn, **bound)

    def _for(self, conn: Connection) -> "_Made":
        made = self._made.get(conn.dialect.name)
        if made is None:
            made = self._made[conn.dialect.name] = _Made(self._chosen(conn), conn.dialect, self._columns)
        return made

    def _chosen(self, conn: Connection) -> Any:
        statement = self._statement
        return statement[conn.dialect.name] if isinstance(statement, Mapping) else statement


class _Made:
    """A statement as one driver takes it."""

    __slots__ = ("_fixed", "_named", "_ordered", "_turns", "reads", "sql")

    def __init__(self, statement: ClauseElement, dialect: Dialect, columns: list[str] | None) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=columns)
        self.sql: str = str(compiled)
        self._named = not compiled.positional
        self._fixed: dict[str, Any] = {}
        self._turns: dict[str, _Turn] = {}
        for name, bind in compiled.binds.items():
            turn = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if not bind.required:
                self._fixed[name] = turn(bind.value) if turn and bind.value is not None else bind.value
            if turn is not None:
                self._turns[name] = turn
        self._ordered: list[str] = list(compiled.positiontup or ()) if compiled.positional else []
        self.reads: list[tuple[int, _Turn]] = []
        for place, column in enumerate(getattr(statement, "exported_columns", ())):
            turn = column.type.dialect_impl(dialect).result_processor(dialect, None)
            if turn is not None:
                self.reads.append((place, turn))

    def execute(self, conn: Connection, bound: Mapping[str, Any]) -> Any:
        """The driver's cursor after executing."""
        values = {**self._fixed, **bound}
        for name, turn in self._turns.items():
            if name in bound and bound[name] is not None:
                values[name] = turn(bound[name])
        given: Any = values if self._named else [values[name] for name in self._ordered]
        if not conn.in_transaction():
            conn.begin()
        driver: Any = conn.connection.dbapi_connection
        try:
            return driver.execute(self.sql, given)
        except Exception as error:
            failure = outside(error)
            if failure is not None:
                raise failure from error
            raise

    def read(self, found: Iterable[Any]) -> list[Any]:
        """Rows with the values that have a reading of their own."""
        rows = [list(row) for row in found]
        for place, turn in self.reads:
            for row in rows:
                if row[place] is not None:
                    row[place] = turn(row[place])
        return rows


def savepoint(conn: Connection, words: str) -> None:
    """`SAVEPOINT x`, `RELEASE SAVEPOINT x`, `ROLLBACK TO SAVEPOINT x`."""
    if conn.dialect.is_async:
        conn.exec_driver_sql(words)
        return
    if not conn.in_transaction():
        conn.begin()
    driver: Any = conn.connection.dbapi_connection
    driver.execute(words)


def among(column: ColumnElement[Any], values: Iterable[object]) -> ColumnElement[bool]:
    """`IN` for a list that is known when the statement is built."""
    return or_(*(column == value for value in values))
