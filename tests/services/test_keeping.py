"""What is over is kept as long as the figures say, and not longer; what runs is never touched."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from domain.standards import BY_KEY
from services import keeping
from store import heard_tables as h
from store import media
from store import tables as t
from store.personal import GONE
from tests.services.steps import WANG, done, files, person_of, sets, signs
from tests.support.estate import Estate

_DAY = {key: BY_KEY[key].default for key in (
    "keep.updates_days", "keep.messages_days", "keep.talks_days", "keep.questions_days", "keep.exchanges_days", "keep.photos_days",
)}  # fmt: skip


def tidies(estate: Estate) -> int:
    """Until there is no more; how many rows in all."""
    rows = 0
    while found := estate.work(keeping.tidy):
        rows += found
    return rows


def photo(estate: Estate, case: int, number: int) -> None:
    """A picture of the case, fetched."""
    row = {
        "case_id": case, "by": person_of(estate, WANG), "kind": "photo", "ref": f"r{number}", "unique_ref": f"u{number}", "step": "report",
        "status": "kept", "sha256": str(number) * 64, "attempts": 0, "at": estate.now,
    }  # fmt: skip
    estate.work(lambda w: w.conn.execute(insert(t.media).values(**row)))


def column(estate: Estate, found: Any) -> list[Any]:
    """A column, by the number of the row."""
    return list(estate.work(lambda w: w.conn.scalars(select(found).order_by(found.table.c.id)).all()))


def test_photos_go_some_years_after_the_end(estate: Estate) -> None:
    """Of matters that are over; those of an open one stay whatever their age."""
    over = done(estate)
    signs(estate)
    photo(estate, over.id, 1)
    running = files(estate, words="厨房水龙头一直滴水")
    photo(estate, running.id, 2)
    estate.now += days(_DAY["keep.photos_days"])
    assert column(estate, t.media.c.status) == ["kept", "kept"]
    tidies(estate)
    assert column(estate, t.media.c.status) == ["kept", "kept"], "the day itself still counts"
    estate.now += days(1)
    tidies(estate)
    assert column(estate, t.media.c.status) == [media.GOING, "kept"]
    assert [one.sha256 for one in estate.work(lambda w: w.media.going(5))] == ["1" * 64]
    assert column(estate, t.media.c.ref) == ["", "r2"]


def days(number: Any) -> Any:
    """A length."""
    return timedelta(days=int(number))


def test_messages_lose_their_contents_and_keep_their_rows(estate: Estate) -> None:
    """That it went out, and when, stays; what waits is left alone."""
    done(estate)
    rows = column(estate, t.outbox.c.status)
    estate.work(lambda w: w.conn.execute(t.outbox.update().where(t.outbox.c.id == 1).values(status="queued")))
    estate.now += days(int(_DAY["keep.messages_days"]) + 1)
    tidies(estate)
    payloads = column(estate, t.outbox.c.payload)
    assert payloads[0] != {} and set(map(str, payloads[1:])) == {"{}"}
    assert len(payloads) == len(rows)
    assert estate.screen(WANG)


def test_long_ago_is_gone_through_once(estate: Estate) -> None:
    """The next look begins behind the last one."""
    done(estate)
    estate.now += days(int(_DAY["keep.messages_days"]) + 1)
    assert tidies(estate) > 0
    assert tidies(estate) == 0


def test_a_portion_at_a_time(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for all of it: a transaction empties so many rows of a kind."""
    done(estate)
    monkeypatch.setattr(keeping, "PORTION", 2)
    estate.now += days(int(_DAY["keep.messages_days"]) + 1)
    first = estate.work(keeping.tidy)
    assert 0 < first <= 2 * 6
    assert tidies(estate) > 0
    assert set(map(str, column(estate, t.outbox.c.payload))) == {"{}"}


def test_ended_conversations_go_running_ones_stay(estate: Estate) -> None:
    """A draft is let go by its own clock, not by this one."""
    done(estate)
    estate.says(WANG, "卫生间灯不亮")
    over = [status for status in column(estate, t.talks.c.status) if status not in ("open", "waiting")]
    assert over
    estate.now += days(int(_DAY["keep.talks_days"]) + 1)
    tidies(estate)
    assert set(column(estate, t.talks.c.status)) <= {"open", "waiting"}
    assert column(estate, t.talks.c.status)


def test_questions_and_exchanges_lose_their_words(estate: Estate) -> None:
    """What a question was about stays for counting, and who answered an exchange when."""
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "几点下班")
    estate.taps(WANG, "发送")
    person = person_of(estate, WANG)
    asked = {
        "community_id": estate.community,
        "person_id": person,
        "at": estate.now,
        "words": "能不能借梯子",
        "topic": "other",
    }
    estate.work(lambda w: w.conn.execute(insert(h.knowledge_asks).values(**asked)))
    estate.now += days(int(_DAY["keep.questions_days"]) + 1)
    tidies(estate)
    assert column(estate, h.knowledge_asks.c.words) == [""] and column(estate, h.knowledge_asks.c.topic) == ["other"]
    assert column(estate, t.relay_messages.c.text) == ["几点下班"]
    estate.now += days(_DAY["keep.exchanges_days"])
    tidies(estate)
    assert column(estate, t.relay_messages.c.text) == [GONE]


def test_a_community_says_how_long(estate: Estate) -> None:
    """Set otherwise, it follows; of two communities the longer counts."""
    done(estate)
    sets(estate, "keep.messages_days", 30)
    estate.now += days(31)
    other = estate.work(lambda w: w.register.add_community("别苑", "Asia/Shanghai", "zh"))
    tidies(estate)
    assert {} not in column(estate, t.outbox.c.payload)
    estate.work(lambda w: w.standards.set(other, "keep.messages_days", 30, None, w.now))
    tidies(estate)
    assert column(estate, t.outbox.c.payload)[0] == {}
