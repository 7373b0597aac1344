"""One process per database: a second one is told so; whoever dies gives the lock back."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from store.engine import StoreError, open_store
from store.lock import Lock, Taken

_HOLDER = """
import sys
from store.lock import Lock
lock = Lock(sys.argv[1]).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def holder(url: str) -> "subprocess.Popen[str]":
    """Another process that holds the lock until it is killed."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def holders(url: str) -> list[int]:
    """Which connections hold the lock."""
    with open_store(url).connect() as conn:
        return list(
            conn.scalars(
                text(
                    "SELECT pid FROM pg_locks JOIN pg_database d ON d.oid = database WHERE locktype = 'advisory' AND datname = current_database()"
                )
            )
        )


def test_a_second_one_is_refused_until_the_first_lets_go(database_url: str) -> None:
    """In the same process too."""
    with Lock(database_url), pytest.raises(Taken, match="already running"):
        Lock(database_url).acquire()
    lock = Lock(database_url).acquire()
    lock.release()
    lock.release()


def test_a_killed_process_gives_the_lock_back(database_url: str) -> None:
    """Also after kill -9."""
    process = holder(database_url)
    with pytest.raises(Taken, match="already running"):
        Lock(database_url).acquire()
    process.kill()
    process.communicate()
    for _ in range(100):  # the server needs a moment to notice that its client is gone
        try:
            Lock(database_url).acquire().release()
            break
        except Taken:
            threading.Event().wait(0.05)
    else:
        pytest.fail("the lock was never given back")


def test_the_sentence_names_the_process(tmp_path: Path) -> None:
    """So that one can find it."""
    url = f"sqlite:///{tmp_path}/a.db"
    process = holder(url)
    with pytest.raises(Taken, match=f"process {process.pid}"):
        Lock(url).acquire()
    process.kill()
    process.communicate()


def test_two_files_are_two_locks(tmp_path: Path) -> None:
    """Two communities of two companies on one machine."""
    with Lock(f"sqlite:///{tmp_path}/a.db"), Lock(f"sqlite:///{tmp_path}/b.db"):
        pass


def test_a_folder_that_is_not_there_is_a_store_error(tmp_path: Path) -> None:
    """Not a stack trace."""
    with pytest.raises(StoreError, match="folder"):
        Lock(f"sqlite:///{tmp_path}/none/a.db").acquire()


def test_after_a_restart_of_the_server_the_lock_is_taken_again(postgres_server) -> None:
    """Nobody else came: the lock is ours again, and nobody is told of a loss."""
    url, lost = postgres_server.database(), threading.Event()
    with Lock(url, on_lost=lost.set):
        before = holders(url)
        postgres_server.cut_connections(url)
        for _ in range(200):
            after = holders(url)
            if after and after != before:
                break
            threading.Event().wait(0.05)
        with pytest.raises(Taken):
            Lock(url).acquire()
    assert not lost.is_set() and holders(url) == []
    postgres_server.drop(url)


def test_a_lock_that_fell_to_another_is_noticed(postgres_server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection was cut, and another process was faster."""
    url, lost = postgres_server.database(), threading.Event()
    lock = Lock(url, on_lost=lost.set).acquire()

    def too_late() -> None:
        raise Taken("somebody was faster")

    monkeypatch.setattr(lock, "_lock_server", too_late)
    postgres_server.cut_connections(url)
    assert lost.wait(20)
    lock.release()
    postgres_server.drop(url)
