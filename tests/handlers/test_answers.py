"""Readers: what an arrival says in answer to one question."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.incoming import Attachment, Incoming, Kind
from handlers.answers import (
    More,
    Narrow,
    Option,
    Situation,
    Taken,
    Unclear,
    choice,
    lookup,
    moment,
    phone,
    priced,
    story,
    until,
    words,
)

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
OFFERED = (Option("water", "漏水"), Option("u7", "3栋2单元1502", keeps={"unit": 7}), Option("danger", group="category"))
PLACE = Situation(OFFERED, None, NOW, ZoneInfo("Asia/Shanghai"), 40)


def _in(kind: Kind = Kind.TEXT, text: str = "", **more) -> Incoming:
    return Incoming(1, kind, 7, True, 7, "Wang", "zh", NOW, text=text, **more)


@pytest.mark.parametrize(
    ("reader", "typed", "read"),
    [
        (choice, "漏水", Taken("water")),
        (choice, " 3栋2单元1502 ", Taken({"unit": 7})),
        (choice, "屋顶", None),
        (choice, "", None),
        (lookup, " 3-2-1502 ", Narrow("3-2-1502")),
        (lookup, "  ", None),
        (words, " 下雨就漏 ", Taken("下雨就漏")),
        (words, " ", None),
        (words, "漏" * 10_000, Taken("漏" * 40)),
        (phone, "138 0000 0001", Taken("+8613800000001")),
        (phone, "不告诉你", Unclear("phone")),
        (priced, "换阀门 80", Taken({"name": "换阀门", "fen": 8000})),
        (priced, "换 阀门 80.5", Taken({"name": "换 阀门", "fen": 8050})),
        (priced, "换阀门", Unclear("priced")),
        (priced, "80", Unclear("priced")),
        (priced, "换阀门 0", Unclear("priced")),
        (priced, "换阀门 -80", Unclear("priced")),
        (moment, "看情况", Unclear("moment")),
    ],
)
def test_typed_words_are_read(reader, typed, read) -> None:
    """Each reader takes what is its own, and says what is wanted otherwise."""
    assert reader(_in(text=typed), PLACE) == read


def test_time_is_kept_as_two_instants() -> None:
    """From and to, in order, with their offset."""
    read = moment(_in(text="明天下午3点"), PLACE)
    assert isinstance(read, Taken)
    start, end = (datetime.fromisoformat(text) for text in read.value)
    assert NOW < start < end
    assert start.tzinfo is not None


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("明天下午3点", 15), ("明天 15:30", 15), ("明天上午", 12), ("明天 14:00-16:00", 16), ("tomorrow 3pm", 15)],
)
def test_a_promise_ends_when_it_was_said_to(typed, hour):
    """REP-12: by three o'clock is not by four; a part of the day ends at its end."""
    read = until(_in(text=typed), PLACE)
    assert isinstance(read, Taken)
    assert datetime.fromisoformat(read.value[1]).astimezone(PLACE.zone).hour == hour


@pytest.mark.parametrize("reader", [choice, lookup, words, priced, moment, until])
@pytest.mark.parametrize("kind", [Kind.PHOTO, Kind.VOICE, Kind.LOCATION, Kind.CONTACT, Kind.OTHER])
def test_readers_of_words_leave_the_rest_to_others(reader, kind) -> None:
    """A picture is no answer to "how much"."""
    assert reader(_in(kind, "x 1"), PLACE) is None


def test_shared_contact_is_a_number() -> None:
    """Whoever shares a contact need not type."""
    assert phone(_in(Kind.CONTACT, contact_phone="13800000001"), PLACE) == Taken("+8613800000001")
    assert phone(_in(Kind.PHOTO), PLACE) is None


def test_story_collects_words_pictures_and_place_in_any_order() -> None:
    """Nothing that came before is lost."""
    photo = _in(Kind.ALBUM, "水槽", attachments=(Attachment("photo", "a", "A", 5), Attachment("photo", "b", "B", 6)))
    spot = _in(Kind.LOCATION, latitude=31.2, longitude=121.4)
    kept = None
    for incoming in (_in(text="漏水"), photo, spot, _in(text="一直滴")):
        read = story(incoming, Situation((), kept, NOW, PLACE.zone, 40))
        assert isinstance(read, More)
        kept = read.value
    assert kept["text"] == "漏水\n水槽\n一直滴"
    assert [m["ref"] for m in kept["media"]] == ["a", "b"]
    assert kept["location"] == [31.2, 121.4]


def test_story_does_not_take_what_it_cannot_keep() -> None:
    """A contact or an empty line."""
    assert story(_in(Kind.CONTACT), PLACE) is None
    assert story(_in(text=" "), PLACE) is None


@given(st.text(max_size=300), st.sampled_from([choice, lookup, words, story, phone, priced, moment, until]))
def test_no_reader_stumbles_over_anything_typed(typed, reader) -> None:
    """Whatever it is: taken, asked for again, or left alone."""
    read = reader(_in(text=typed), PLACE)
    assert read is None or isinstance(read, Taken | More | Narrow | Unclear)
    if reader in (words, story) and read is not None:
        assert len(read.value if reader is words else read.value["text"]) <= PLACE.longest
