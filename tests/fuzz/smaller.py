"""A failing case made small: as few updates as still do it, then as little in each; and printed as a ready test."""

import time
from pathlib import Path
from typing import Any

from tests.fuzz.ring import Ring, fresh

#: Seconds one case is worked on.
LONGEST = 60.0
_SHORT = 12


async def fails(updates: list[Any], sort: str, folder: Path) -> bool:
    """Whether that trouble is met again when only these are thrown, one by one."""
    ring = Ring(fresh(folder), folder)
    try:
        for one in updates:
            await ring.take([one])
            if any(t.sort == sort for t in ring.troubles):
                return True
        ring.sweeps()
        return any(t.sort == sort for t in ring.troubles)
    finally:
        await ring.close()


async def is_sound(folder: Path, *updates: Any) -> None:
    """Raises `AssertionError` when these, thrown one by one, do any harm."""
    ring = Ring(fresh(folder), folder)
    for one in updates:
        await ring.take([one])
    ring.sweeps()
    await ring.close()
    assert [trouble.what for trouble in ring.troubles] == []


async def smaller(updates: list[Any], sort: str, folder: Path) -> list[Any]:
    """The fewest updates found in the time that still do it; all of them when they do it only together."""
    until = time.monotonic() + LONGEST
    for last in (1, 2, 10, 100):
        if await fails(updates[-last:], sort, folder):
            updates = updates[-last:]
            break
    piece = len(updates) // 2
    while piece and time.monotonic() < until:
        for start in range(0, len(updates), piece):
            left = updates[:start] + updates[start + piece :]
            if left and time.monotonic() < until and await fails(left, sort, folder):
                updates = left
                break
        else:
            piece //= 2
    for place in range(len(updates)):
        updates = await _thinner(updates, place, sort, folder, until)
    return updates


async def _thinner(updates: list[Any], place: int, sort: str, folder: Path, until: float) -> list[Any]:
    """The update at that place with fields left out and words halved, as long as it still fails."""
    again = True
    while again:
        again = False
        for less in _less(updates[place]):
            if time.monotonic() > until:
                return updates
            tried = [*updates[:place], less, *updates[place + 1 :]]
            if await fails(tried, sort, folder):
                updates, again = tried, True
                break
    return updates


def _less(value: Any) -> list[Any]:
    """Everything that is a little less than a value."""
    if isinstance(value, str) and len(value) > _SHORT:
        half = len(value) // 2
        return [value[:half], value[half:]]
    if isinstance(value, list):
        shorter = [value[:n] + value[n + 1 :] for n in range(len(value))]
        return shorter + [[*value[:n], less, *value[n + 1 :]] for n, one in enumerate(value) for less in _less(one)]
    if isinstance(value, dict):
        fewer = [{k: v for k, v in value.items() if k != name} for name in value if name != "update_id"]
        return fewer + [value | {name: less} for name, one in value.items() for less in _less(one)]
    return []


def as_test(updates: list[Any], sort: str) -> str:
    """The case as a test to be put into tests/fuzz/test_found.py."""
    lines = [f"        {update!r}," for update in updates]
    return "\n".join(
        [
            "async def test_found(tmp_path):",
            f'    """{sort}"""',
            "    await is_sound(",
            "        tmp_path,",
            *lines,
            "    )",
        ]
    )
