"""Fonts, room on the disks, who may read the files."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.checks.line import Line
from bot.drawing.fonts import INSTALL, fonts
from bot.settings import Settings
from store.engine import sqlite_path

#: Below this much free room photos, logs and the copy before an upgrade will soon not fit, MB.
ROOM_MB = 1024
#: A copy of the database before an upgrade, and a backup beside it.
_COPIES = 2
_MB = 1024 * 1024
_ENV = Path(".env")


def machine(settings: Settings) -> Iterator[Line]:
    """What the machine has: a font, room, and files that are nobody else's business."""
    yield _media(settings.media_dir)
    yield from _room(settings)
    yield from _modes(settings)
    yield _font()


def _media(folder: Path) -> Line:
    existing = _there(folder)
    return Line(os.access(existing, os.W_OK), f"Folder for photos, {folder}", f"make {existing} writable")


def _there(path: Path) -> Path:
    """The path, or the nearest folder above it that there is."""
    return next(parent for parent in (path, *path.absolute().parents) if parent.exists())


def _room(settings: Settings) -> Iterator[Line]:
    """Free room where database and photos lie, each disk once."""
    database = sqlite_path(settings.database_url)
    size = database.stat().st_size if database is not None and database.exists() else 0
    disks: dict[int, Path] = {}
    for path in (database.parent if database is not None else None, settings.media_dir):
        if path is not None:
            there = _there(path)
            disks.setdefault(there.stat().st_dev, there.absolute())
    for folder in disks.values():
        free, needed = shutil.disk_usage(folder).free // _MB, max(ROOM_MB, _COPIES * size // _MB)
        todo = f"make room: {needed:,} MB are needed, for photos and for copies of the database"
        yield Line(free >= needed, f"Disk of {folder}: {free:,} MB free", todo)


def _modes(settings: Settings) -> Iterator[Line]:
    """The token, what is kept of people, and their photos: for the user who runs the bot only (POSIX)."""
    if os.name != "posix":
        return
    database = sqlite_path(settings.database_url)
    for path, mode in ((_ENV, "600"), (database, "600"), (settings.media_dir, "700")):
        if path is None or not path.exists():
            continue
        open_to = path.stat().st_mode & 0o077
        said = f"Rights of {path}: " + ("others may read or change it" if open_to else "its owner's alone")
        yield Line(not open_to, said, f"chmod {mode} {path}")


def _font() -> Line:
    """Charts have Chinese labels where there is a font for them, English ones where there is none: both is well."""
    return Line(
        True,
        "Font for charts and papers"
        if fonts().chinese
        else f"Charts get English labels, receipts and statements no PDF; for Chinese ones {INSTALL}",
    )
