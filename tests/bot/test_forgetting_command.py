"""`guanjia forget` on the console; whatever we write is for the user who runs us only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import insert, select, update

from bot.cli import main
from bot.media import MediaStore
from store import schema
from store import tables as t
from store.engine import open_store
from store.lock import Lock
from store.writer import Writer
from tests.support.cast import START, build
from tests.support.forgotten import left

NAME, PHONE, WORDS = "王芳", "+8613800000011", "我家次卧的窗户把手松脱了"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An estate in which Wang Fang reported something with a picture; it is over."""
    found = f"sqlite:///{tmp_path}/g.db"
    monkeypatch.setenv("DATABASE_URL", found)
    monkeypatch.setenv("MEDIA_DIR", str(tmp_path / "media"))
    monkeypatch.chdir(tmp_path)
    store = open_store(found)
    schema.upgrade(store)
    store.close()
    media = MediaStore(tmp_path / "media")
    sha256, _, _ = media.keep(b"a picture", "file", None)
    drawn = tmp_path / "media" / "drawn" / "ab"
    drawn.mkdir(parents=True)
    (drawn / "paper.pdf").write_bytes(b"a receipt with a name")

    def work(w) -> None:
        build(w, START)
        person = w.conn.scalar(select(t.persons.c.id).where(t.persons.c.name == NAME))
        case = w.cases.add(
            {
                "community_id": w.people.communities()[0].id, "number": "261122-001", "flow": "repair", "status": "closed", "unit_id": None,
                "place": "gate", "reporter_id": person, "taken_by": None, "channel": "chat", "category": "door_window", "urgent": False,
                "danger": None, "words": WORDS, "contact": PHONE, "team": "engineering", "assignee_id": None, "appointment_from": None,
                "appointment_to": None, "owing_fen": 0, "outcome": None, "rating": None, "created_at": START, "closed_at": START,
                "urged_at": None, "incident_id": None,
            }
        )  # fmt: skip
        row = {
            "case_id": case, "by": person, "kind": "file", "ref": "r", "unique_ref": "u", "step": "report", "status": "kept",
            "sha256": sha256, "attempts": 0, "at": START,
        }  # fmt: skip
        w.conn.execute(insert(t.media).values(**row))

    in_store(found, work)
    return found


def in_store(url: str, function):
    """One unit of work."""
    store = open_store(url)
    writer = Writer(store, lambda: START).start()
    try:
        return writer.run_sync(function)
    finally:
        writer.stop_sync()
        store.close()


def forget(*arguments: str, typed: str | None = None) -> Result:
    """The command."""
    result = CliRunner().invoke(main, ["forget", *arguments], input=typed)
    assert "Traceback" not in result.output
    return result


def names(url: str) -> list[str]:
    """Who is known."""
    return in_store(url, lambda w: list(w.conn.scalars(select(t.persons.c.name))))


def test_asked_and_done(url: str, tmp_path: Path) -> None:
    """Names, words, the picture and drawn papers are gone; nothing stands in the file."""
    pictures = [p for p in (tmp_path / "media").rglob("*") if p.is_file()]
    assert len(pictures) == 2
    done = forget("13800000011", typed="y\n")
    assert done.exit_code == 0, done.output
    assert "To be emptied: cases 1, " in done.output and "is forgotten. Delete backups" in done.output
    assert NAME not in done.output and WORDS not in done.output
    assert left(tmp_path / "g.db", [NAME, PHONE, WORDS]) == []
    assert [p for p in (tmp_path / "media").rglob("*") if p.is_file()] == []
    again = forget(NAME)
    assert again.exit_code == 1 and "Nobody is known" in again.output


def test_tried_only(url: str) -> None:
    """--dry-run changes nothing; a no changes nothing."""
    tried = forget(NAME, "--dry-run")
    assert tried.exit_code == 0 and "Would be emptied: cases 1" in tried.output
    refused = forget(NAME, typed="n\n")
    assert refused.exit_code == 1
    assert NAME in names(url)


def test_not_while_the_bot_runs(url: str) -> None:
    """It knows rows by heart that would be emptied under it."""
    with Lock(url):
        running = forget(NAME, "--yes")
    assert running.exit_code == 1 and "already running" in running.output
    assert NAME in names(url)


def test_what_is_not_finished_is_said(url: str) -> None:
    """One line says what to do first."""
    in_store(url, lambda w: w.conn.execute(update(t.cases).values(status="accepted", closed_at=None)))
    found = forget(NAME, "--yes")
    assert found.exit_code == 1 and "has an open matter, 261122-001: close or cancel it first" in found.output
    working = forget("陈静", "--yes")
    assert working.exit_code == 1 and "has a post as desk: end it first" in working.output
    assert {NAME, "陈静"} <= set(names(url))


def test_several_may_be_meant(url: str) -> None:
    """The numbers to choose from, with homes; names are not repeated on the screen."""
    in_store(url, lambda w: w.people.add(NAME, START))
    found = forget(NAME, "--yes")
    assert found.exit_code == 1 and "Several people may be meant" in found.output and "3栋2单元1502" in found.output
    number = str(in_store(url, lambda w: w.people.by_phone(PHONE).id))
    assert forget(number, "--yes").exit_code == 0
    assert names(url).count(NAME) == 1


def test_restore_says_whom_it_forgot_again(url: str, tmp_path: Path) -> None:
    """A backup made before still knows her; put back, it does not."""
    run = CliRunner()
    assert run.invoke(main, ["backup", "before.db"]).exit_code == 0
    assert forget(NAME, "--yes").exit_code == 0
    put_back = run.invoke(main, ["restore", "before.db", "--yes"])
    assert (
        put_back.exit_code == 0 and "Forgotten again, as they were in the database before: 1 people." in put_back.output
    )
    assert NAME not in names(url)


def test_whatever_is_written_is_for_its_owner_only(url: str, tmp_path: Path) -> None:
    """Database, journals, copies, checksums, exports and their folders, whatever the shell's mask is."""
    for path in tmp_path.glob("g.db*"):
        path.unlink()
    calls = (
        "init --name 梧桐苑 --timezone Asia/Shanghai --language zh",
        "backup copy.db",
        "export out",
        "template register.xlsx",
    )
    script = " && ".join(f"{sys.executable} -m bot {call}" for call in calls)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    run = ["sh", "-c", f"umask 022; {script}"]
    done = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written = {
        "g.db",
        "copy.db",
        "copy.db.sha256",
        "out",
        "out/register.xlsx",
        "out/duty.xlsx",
        "register.xlsx",
        ".env",
    }
    modes = {name: (tmp_path / name).stat().st_mode & 0o777 for name in written}
    assert {name for name, mode in modes.items() if mode & 0o077} == set()
