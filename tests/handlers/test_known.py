"""What a conversation is begun with."""

import pytest

from tests.handlers.test_conversation import Play


def test_what_is_known_does_not_stand_where_a_step_keeps_its_own() -> None:
    """Going back lets that go, and the question would miss what it asks with; found by the simulation."""
    with pytest.raises(ValueError, match="_kind"):
        Play(known={"_kind": "car"})
