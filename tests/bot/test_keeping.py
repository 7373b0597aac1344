"""The keeper: a few times a day, in small transactions, files last."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.keeping import Keeper
from bot.media import MediaStore
from store import tables as t
from store.engine import open_store
from store.media import ERASED, emptied
from store.tables import metadata
from store.writer import Writer
from tests.support.cast import START


@pytest.fixture
async def writer(tmp_path: Path):
    """An empty database."""
    store = open_store(f"sqlite:///{tmp_path}/k.db")
    metadata.create_all(store.engine)
    made = Writer(store, lambda: START).start()
    yield made
    await made.stop()
    store.close()


async def test_files_go_unless_somebody_else_needs_them(writer: Writer, tmp_path: Path) -> None:
    """Of three rows two are to go; one of the files is somebody else's, too. A crash in between is made good."""
    media = MediaStore(tmp_path / "media")
    one, two = (media.keep(content, "file", None)[0] for content in (b"one", b"two"))

    def rows(work) -> None:
        work.conn.execute(insert(t.persons).values(id=1, name="w", reachable=True, created_at=START))
        for number, sha256 in ((1, one), (2, two), (3, two)):
            common = {"by": 1, "kind": "file", "step": "report", "attempts": 0, "at": START}
            row = {**common, "id": number, "ref": "r", "unique_ref": f"u{number}", "status": "kept", "sha256": sha256}
            work.conn.execute(insert(t.media).values(**row))
        for number, sha256 in ((1, one), (2, two)):
            work.conn.execute(t.media.update().where(t.media.c.id == number).values(**emptied(number, sha256)))

    await writer.run(rows)
    media.remove(one)  # the process died behind this
    await Keeper(writer, media).tidy()
    assert media.find(one) is None and media.find(two) is not None
    found = await writer.run(lambda w: [tuple(r) for r in w.conn.execute(select(t.media.c.status, t.media.c.sha256))])
    assert found == [(ERASED, None), (ERASED, None), ("kept", two)]


async def test_goes_on_until_there_is_no_more(writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One transaction after the other, so that the writer's other work goes between."""
    left = [3, 2, 1]
    monkeypatch.setattr("bot.keeping.tidy", lambda work: left.pop() if left else 0)
    await Keeper(writer, MediaStore(tmp_path / "media")).tidy()
    assert left == []


def test_traversal_is_no_name(tmp_path: Path) -> None:
    """Only a hash of ours is looked for, whatever a row says."""
    media = MediaStore(tmp_path / "media")
    (tmp_path / "precious.txt").write_text("kept")
    for name in ("../precious", "../" * 20 + "precious.txt", "a" * 63 + "/", "*" * 64, "A" * 64, "", "\0" * 64):
        assert media.find(name) is None
        media.remove(name)
    assert (tmp_path / "precious.txt").read_text() == "kept"
