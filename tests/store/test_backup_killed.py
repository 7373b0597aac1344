"""A backup that dies in the midst leaves nothing that could be taken for a whole one."""

import subprocess
import sys
from pathlib import Path

import pytest

from store import schema
from store.backup import backup, restore
from store.engine import open_store
from tests.house.sources import ROOT

_DIES = """
import os, sys
from pathlib import Path
from store import backup
setattr(backup, sys.argv[1], lambda *_: os._exit(9))
backup.backup("sqlite:///g.db", Path("copy.db"))
"""


@pytest.mark.parametrize("place", ["_check_file", "_checksum", "_flush"])
def test_killed_in_the_midst(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """After copying, after checking, before it is safely on the disk: no copy of that name, and the next try makes one."""
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///g.db")
    schema.upgrade(store)
    store.close()
    dead = subprocess.run([sys.executable, "-c", _DIES, place], env={"PYTHONPATH": str(ROOT)}, cwd=tmp_path)
    assert dead.returncode == 9
    copy = tmp_path / "copy.db"
    assert not copy.exists() and not (tmp_path / "copy.db.sha256").exists()
    assert (tmp_path / "copy.db.part").exists()
    backup("sqlite:///g.db", copy)
    assert not (tmp_path / "copy.db.part").exists()
    restore("sqlite:///g.db", copy)
