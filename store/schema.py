"""The version of a database, and the way to the newest one (Alembic, configured here instead of in a file)."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from store.engine import Store, StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"


class WrongVersion(StoreError):
    """The database does not fit this program; the message is a sentence that says what to do."""


def newest() -> str:
    """The version this program works with."""
    head = _scripts().get_current_head()
    assert head is not None
    return head


def version(store: Store) -> str | None:
    """The version of the database, None when it is empty."""
    with store.connect() as conn:
        return _version(conn)


def check(store: Store) -> None:
    """Raises `WrongVersion` unless the database is of the version this program works with."""
    found = version(store)
    if found is None:
        raise WrongVersion("The database is empty. `guanjia init` sets it up.")
    _refuse_strange(found)
    if found != newest():
        raise WrongVersion(f"The database is of version {found}, the program needs {newest()}. Starting it upgrades.")


def upgrade(store: Store) -> Path | None:
    """Brings the database to the newest version, all steps in one transaction.

    A SQLite file with something in it is copied aside first; the copy's path is returned. Raises `WrongVersion` when
    the database is newer than the program or belongs to another one.
    """
    with store.connect() as conn:
        found = _version(conn)
        if found is None and set(inspect(conn).get_table_names()):
            raise WrongVersion("The database holds tables of another program. Choose another DATABASE_URL.")
    if found is not None:
        _refuse_strange(found)
        if found == newest():
            return None
    copy = _copy_aside(store.path, found) if store.path is not None and found is not None else None
    _run(store, lambda config: command.upgrade(config, "head"))
    return copy


def downgrade(store: Store, to: str) -> None:
    """Back to an earlier version (`base`: nothing is left)."""
    _run(store, lambda config: command.downgrade(config, to))


def _run(store: Store, action: Any) -> None:
    with store.connect() as conn:
        raw = cast(Any, conn.connection.dbapi_connection)
        if store.path is not None:  # tables that are made anew are dropped first; checked below instead
            raw.execute("PRAGMA foreign_keys = OFF")
        with conn.begin():
            config = _config()
            config.attributes["connection"] = conn
            action(config)
            if store.path is not None and raw.execute("PRAGMA foreign_key_check").fetchone():
                raise StoreError("the upgrade would have left rows that point nowhere, so it was undone")


def _version(conn: Connection) -> str | None:
    found = MigrationContext.configure(conn).get_current_revision()
    conn.rollback()
    return found


def _refuse_strange(found: str) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if found not in known:
        raise WrongVersion(
            f"The database is of version {found}, which this program does not know (its newest is {newest()}). "
            "Install the newer program, or restore a backup."
        )


def _copy_aside(path: Path, found: str) -> Path:
    copy = path.with_name(f"{path.name}.before-{newest()}-from-{found}")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
