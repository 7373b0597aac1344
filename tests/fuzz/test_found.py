"""What an attack has found once, made small: it does no harm any more."""

from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.smaller import is_sound

_WHO = {"id": 11, "is_bot": False, "first_name": "x"}
_CHAT = {"id": 11, "type": "private"}


def _message(**more: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": _CHAT, "from": _WHO, **more}}


@pytest.mark.parametrize(
    "update",
    [
        _message(text="3栋٣单元1502"),
        _message(date=10**18, text="x"),
        _message(text="x", media_group_id="\ud800"),
        _message(location={"latitude": float("nan"), "longitude": 1}),
        _message(text="水" * 300_000),
    ],
    ids=["figures of another script", "beyond the calendar", "half a character", "no place", "a megabyte"],
)
async def test_found(tmp_path: Path, update: dict[str, Any]) -> None:
    """Read, or set aside; never a bug."""
    await is_sound(tmp_path, update)
