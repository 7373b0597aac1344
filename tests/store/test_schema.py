"""Migrations: up, down and up again on both databases; they build exactly what the tables say."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, text

from store import schema
from store.engine import Store, open_store
from store.every_table import metadata
from store.schema import WrongVersion
from store.tables import marks


@pytest.fixture
def empty(database_url: str):
    store = open_store(database_url)
    yield store
    store.close()


def tables(store: Store) -> set[str]:
    with store.connect() as conn:
        return set(inspect(conn).get_table_names()) - {"alembic_version"}


def test_each_step_goes_up_and_down_and_up_again(empty: Store) -> None:
    """The stairway: what a step does can be undone."""
    scripts = ScriptDirectory(str(Path(schema.__file__).parent / "migrations"))
    for script in reversed(list(scripts.walk_revisions())):
        down = script.down_revision if isinstance(script.down_revision, str) else "base"
        for turn in ("up", "down", "up"):
            if turn == "up":
                schema._run(empty, lambda config, to=script.revision: schema.command.upgrade(config, to))
            else:
                schema.downgrade(empty, down)
        assert schema.version(empty) == script.revision
    schema.downgrade(empty, "base")
    assert tables(empty) == set()


def test_migrations_build_what_the_tables_say(empty: Store) -> None:
    """Alembic finds no difference between the two."""
    schema.upgrade(empty)
    with empty.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_new_database_is_set_up_once(empty: Store) -> None:
    """The second time there is nothing to do."""
    assert schema.version(empty) is None
    with pytest.raises(WrongVersion, match="empty"):
        schema.check(empty)
    assert schema.upgrade(empty) is None
    assert tables(empty) == set(metadata.tables)
    schema.check(empty)
    assert schema.upgrade(empty) is None


def test_a_newer_database_is_left_alone(empty: Store) -> None:
    """A sentence says so, and what to do."""
    schema.upgrade(empty)
    with empty.engine.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for action in (schema.check, schema.upgrade):
        with pytest.raises(WrongVersion, match="9999.*newer program"):
            action(empty)


def test_a_strange_database_is_left_alone(empty: Store) -> None:
    """Tables, but none of ours."""
    with empty.engine.begin() as conn:
        conn.execute(text("CREATE TABLE shopping (item TEXT)"))
    with pytest.raises(WrongVersion, match="another program"):
        schema.upgrade(empty)
    assert tables(empty) == {"shopping"}


def test_an_older_database_is_upgraded_after_a_copy(
    empty: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file is copied aside first; a server's copies are its administrator's."""
    schema.upgrade(empty)
    with empty.engine.begin() as conn:
        conn.execute(insert(marks).values(key="kept", value=1))
    before, ours = schema.newest(), Path(schema.__file__).parent / "migrations"
    more = tmp_path / "migrations"
    (more / "versions").mkdir(parents=True)
    for file in (ours / "env.py", *(ours / "versions").glob("0*.py")):
        (more / file.relative_to(ours)).write_text(file.read_text())
    (more / "versions" / "next.py").write_text(
        f"from alembic import op\nimport sqlalchemy as sa\nrevision, down_revision = 'next', '{before}'\n"
        "def upgrade():\n    op.add_column('marks', sa.Column('more', sa.Text()))\n"
        "def downgrade():\n    pass\n"
    )
    monkeypatch.setattr(schema, "_MIGRATIONS", more)
    with pytest.raises(WrongVersion, match=f"{before}.*next"):
        schema.check(empty)
    copy = schema.upgrade(empty)
    schema.check(empty)
    if empty.path is None:
        assert copy is None
        return
    assert copy is not None
    old = open_store(f"sqlite:///{copy}")
    assert schema.version(old) == before
    with old.engine.begin() as conn:
        assert conn.execute(text("SELECT key FROM marks")).scalar() == "kept"


def test_a_failing_upgrade_changes_nothing(empty: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All steps are one transaction, on SQLite too."""
    broken = tmp_path / "migrations"
    (broken / "versions").mkdir(parents=True)
    (broken / "env.py").write_text((Path(schema.__file__).parent / "migrations" / "env.py").read_text())
    (broken / "versions" / "0001_broken.py").write_text(
        "from alembic import op\nimport sqlalchemy as sa\nrevision, down_revision = '0001', None\n"
        "def upgrade():\n    op.create_table('half', sa.Column('id', sa.Integer()))\n    raise ZeroDivisionError\n"
    )
    monkeypatch.setattr(schema, "_MIGRATIONS", broken)
    with pytest.raises(ZeroDivisionError):
        schema.upgrade(empty)
    assert tables(empty) == set() and schema.version(empty) is None
