"""Graver complaints over the wire with every promise kept, the bot killed in between (CMP-01, CMP-02)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.complaint_story import every_promise_kept
from tests.journeys.complaints import EN, ZH, Say

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-complaint-graver"),
]


@pytest.mark.parametrize(
    ("grade", "person", "say"), [("important", "王芳", ZH), ("major", "Anna", EN)], ids=["important-zh", "major-en"]
)
async def test_every_promise_kept(own_stage: Callable[..., Any], grade: str, person: str, say: Say) -> None:
    """Handed to the head within the hour; a major one told to the director and definitely answered too."""
    await every_promise_kept(await own_stage(), grade, person, say)
