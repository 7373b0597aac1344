"""A minor complaint over the wire with every promise kept, the bot killed in between (CMP-03)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.complaint_story import every_promise_kept
from tests.journeys.complaints import EN, ZH, Say

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-complaint"),
]


@pytest.mark.parametrize(("person", "say"), [("王芳", ZH), ("Anna", EN)], ids=["zh", "en"])
async def test_every_promise_of_a_minor_one_kept(own_stage: Callable[..., Any], person: str, say: Say) -> None:
    """Filed with all its questions, judged, handed over, taken, told how far it is, answered, confirmed with stars."""
    await every_promise_kept(await own_stage(), "minor", person, say)
