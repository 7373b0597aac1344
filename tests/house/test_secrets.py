"""What must not be in the project: tokens, paths of somebody's machine, the address of a package registry."""

import re

from tests.house.sources import ROOT, kept_files

#: A bot token as Telegram gives it: number, colon, 35 characters.
TOKEN = re.compile(r"(?<!\d)\d{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])")
KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bAKIA[0-9A-Z]{16}\b")
#: Somebody's home, or a folder of a build machine.
PLACE = re.compile(r"(?<![\w.:/])/(?:home/[a-z]|Users/[A-Za-z]|root/|work/|workspace/|mnt/[a-z])")
REGISTRY = re.compile(
    r"(?i)\b(?:[\w-]+\.)*(?:py" r"pi\.org|python" r"hosted\.org|npm" r"js\.(?:org|com)|index-url\s*[= ]\s*http)"
)
_PICTURES = {".png", ".jpg", ".gif", ".ico", ".woff2", ".xlsx", ".ogg", ".mp4"}


def _found(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in kept_files():
        if path.suffix in _PICTURES or path.name == "test_secrets.py":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    return found


def test_no_token_is_kept() -> None:
    """Not even a made-up one that looks real: nobody should have to wonder."""
    assert _found(TOKEN) == []
    assert _found(KEY) == []


def test_no_path_of_a_machine_is_kept() -> None:
    """Everything works wherever it is put."""
    assert _found(PLACE) == []


def test_no_registry_is_named() -> None:
    """Where packages come from is set on the machine that installs them."""
    assert _found(REGISTRY) == []


def test_local_settings_are_not_kept() -> None:
    """`.env`, databases and media stay on the machine."""
    names = {path.relative_to(ROOT).as_posix() for path in kept_files()}
    assert not {
        n for n in names if n == ".env" or n.endswith((".db", ".db-wal", ".sqlite", ".log")) or n.startswith("media/")
    }
