"""Answering: on and back, a comment when dissatisfied, changed until sent; random presses never lose an answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Outdated, Refused
from domain.survey import SUMMARY, Counts, Draft, Grade, Kind, Question
from domain.survey.answering import (
    answered,
    back,
    begun,
    changing,
    check_complete,
    missing,
    on,
    progress,
    told,
    wants_comment,
    writes,
)
from domain.survey.states import projected, remind_times

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
ASKED = [
    Question("water", Kind.GRADE, "供水"), Question("when", Kind.CHOICE, "几点", options=(("早", ""), ("晚", ""))),
    Question("what", Kind.SEVERAL, "哪些", options=(("甲", ""), ("乙", ""), ("丙", ""))), Question("score", Kind.SCORE, "几分"),
    Question("why", Kind.TEXT, "为什么", optional=True),
]  # fmt: skip
PHOTO = {"kind": "photo", "ref": "f", "unique": "u"}


def draft(**more: Any) -> Draft:
    """A new one."""
    return replace(Draft(1, 1, 1, 1, "chat", {}, begun(ASKED), False, False, 7, 1, NOW), **more)


def test_a_form_from_begin_to_end() -> None:
    """One question after the other; passed over what may be; everything is there at the end."""
    d = draft()
    assert (progress(ASKED, d).number, progress(ASKED, d).of) == (1, 5)
    d = answered(ASKED, d, "water", Grade.SATISFIED)
    d = answered(ASKED, d, "when", 1)
    d = answered(ASKED, answered(ASKED, d, "what", 2), "what", 0)
    assert d.place == "what"
    d = answered(ASKED, on(ASKED, d), "score", 5)
    assert d.place == "why"
    assert d.writing
    d = on(ASKED, d)
    assert d.place == SUMMARY
    assert check_complete(ASKED, d) == {
        "water": {"value": "satisfied"}, "when": {"value": 1}, "what": {"value": [0, 2]}, "score": {"value": 5},
    }  # fmt: skip


def test_a_comment_is_asked_for_only_when_dissatisfied() -> None:
    """It may be passed over; what is said in answer belongs to the question."""
    low = answered(ASKED, draft(), "water", Grade.NOT_VERY_SATISFIED)
    assert low.place == "water"
    assert low.writing
    assert wants_comment(ASKED, low)
    assert on(ASKED, low).place == "when"
    said = told(ASKED, low, "水压太小", [], 500)
    assert said.place == "when"
    assert said.given("water").words == "水压太小"
    assert answered(ASKED, draft(), "water", Grade.VERY_SATISFIED).place == "when"


def test_words_and_photos_go_with_any_answer() -> None:
    """Before the button or after it; a photo waits for the words that often follow; the same photo counts once."""
    d = told(ASKED, writes(draft()), "总体不错", [], 500)
    assert d.place == "water"
    d = told(ASKED, told(ASKED, d, "", [PHOTO], 500), "", [PHOTO], 500)
    assert d.given("water").media == (PHOTO,)
    d = answered(ASKED, d, "water", Grade.SATISFIED)
    assert (d.place, d.given("water").words) == ("when", "总体不错")


def test_back_and_change_until_sent() -> None:
    """Back keeps what was answered; from the summary to one question and back to it."""
    d = answered(ASKED, draft(), "water", Grade.SATISFIED)
    d = back(ASKED, d)
    assert d.place == "water"
    assert d.given("water").value == Grade.SATISFIED
    assert back(ASKED, d).place == "water"
    d = changing(ASKED, replace(d, place=SUMMARY), "when")
    d = answered(ASKED, d, "when", 0)
    assert d.place == SUMMARY
    with pytest.raises(Refused):
        check_complete(ASKED, d)
    assert missing(ASKED, d) == ("what", "score")


def test_presses_of_another_question_change_nothing() -> None:
    """Doubled presses: the second finds the next question open."""
    d = answered(ASKED, draft(), "water", Grade.SATISFIED)
    for key, value in (("water", Grade.SATISFIED), ("when", 7), ("nowhere", 1)):
        with pytest.raises(Outdated):
            answered(ASKED, d, key, value)
    with pytest.raises(Refused):
        on(ASKED, d)


@given(st.lists(st.one_of(
    st.tuples(st.just("press"), st.sampled_from([q.key for q in ASKED]), st.sampled_from([*Grade, 0, 1, 2, 3, 5, 9])),
    st.tuples(st.sampled_from(["back", "on", "say", "photo", "write"]), st.just(""), st.just(0)),
    st.tuples(st.just("change"), st.sampled_from([q.key for q in ASKED]), st.just(0)),
), max_size=60))  # fmt: skip
def test_random_presses_never_lose_an_answer(steps: list[tuple[str, str, Any]]) -> None:
    """The place is always a question or the summary; nothing but the question in hand changes; what is sent fits."""
    keys = {q.key for q in ASKED}
    d = draft()
    for what, key, value in steps:
        before = d
        try:
            match what:
                case "press":
                    d = answered(ASKED, d, key, value)
                case "back":
                    d = back(ASKED, d)
                case "on":
                    d = on(ASKED, d)
                case "say":
                    d = told(ASKED, d, "话", [], 20)
                case "photo":
                    d = told(ASKED, d, "", [PHOTO], 20)
                case "write":
                    d = writes(d)
                case _:
                    d = changing(ASKED, d, key)
        except (Outdated, Refused):
            assert d is before
        assert d.place in keys | {SUMMARY}
        for other in keys - {before.place}:
            assert d.given(other) == before.given(other)
        if not missing(ASKED, d):
            assert set(check_complete(ASKED, d)) <= keys


def test_reminders_are_two_at_most_and_lie_inside() -> None:
    """Some days in, and shortly before the end; a short survey is reminded of less."""
    day = timedelta(days=1)
    assert remind_times(NOW, NOW + 10 * day, 4 * day, day, 2) == [NOW + 4 * day, NOW + 9 * day]
    assert remind_times(NOW, NOW + 10 * day, 4 * day, day, 1) == [NOW + 9 * day]
    assert remind_times(NOW, NOW + 10 * day, 4 * day, day, 0) == []
    assert remind_times(NOW, NOW + 2 * day, 4 * day, day, 2) == [NOW + day]
    assert remind_times(NOW, NOW + day, 4 * day, day, 2) == []


def test_projection() -> None:
    """As many as come in the same time again; never fewer than are back, never more than were asked."""
    day = timedelta(days=1)
    assert projected(Counts(360, 72, {}), NOW, NOW + 2 * day, NOW + 10 * day) == 360
    assert projected(Counts(360, 30, {}), NOW, NOW + 2 * day, NOW + 10 * day) == 150
    assert projected(Counts(360, 30, {}), NOW, NOW + 12 * day, NOW + 10 * day) == 30
    assert projected(Counts(360, 0, {}), NOW, NOW, NOW + 10 * day) is None
    assert Counts(360, 30, {}).missing(80) == 258
