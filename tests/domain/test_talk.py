"""A conversation's place."""

from datetime import UTC, datetime, timedelta

from domain.talk import Talk, TalkStatus

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


def test_a_move_makes_old_buttons_old_and_keeps_the_talk_longer():
    """The version goes up by one, whatever changes."""
    talk = Talk(1, 2, 3, "repair", None, "place", {}, [], 4, TalkStatus.OPEN, NOW, NOW)
    later = NOW + timedelta(hours=1)
    moved = talk.moved(later, timedelta(hours=72), step="words")
    assert (moved.version, moved.step, moved.updated_at) == (5, "words", later)
    assert moved.expires_at == later + timedelta(hours=72)
    assert talk.version == 4
