"""Words of surveys that depend on a number."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from messages.render import Setting, render
from tests.messages.samples_survey import SAMPLES

_EN = Setting("en", datetime(2026, 11, 22, 6, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))


def test_one_question_is_one() -> None:
    """A survey of one question does not say that it has 1 questions."""
    many, *_, one = [render("survey/invitation", _EN, values, "V1").text for values in SAMPLES["survey/invitation"]]
    assert "13 questions, about" in many
    assert "1 question, about 1 minute." in one
