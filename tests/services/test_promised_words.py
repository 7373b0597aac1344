"""What a card says of a promised time follows the promise: put off, paused, resumed, counted anew (REP-12, X-09, CBK-23)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.cases import Channel
from domain.people import Person
from domain.saying import say_time
from services.callbacks import answers
from services.callbacks.answers import Record
from services.ladder import acts
from services.repair import crew
from tests.services.callbacks_steps import rows, signed, telephones
from tests.services.steps import CHEN, LI, WANG, ZHENG, ZHOU, files, newest, sets, takes
from tests.services.test_workdays import SHANGHAI, changes, due, running, sets_day
from tests.support.estate import Estate

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _who(work: Any, estate: Estate, name: str) -> Any:
    person: Person = work.people.by_telegram(estate.people[name])
    return work.people.who(person, "zh")


def _taken(estate: Estate) -> None:
    files(estate)
    takes(estate)


def _urgent(estate: Estate) -> None:
    estate.says(WANG, "3-2-1502水管爆了")
    takes(estate)


def _agreed(estate: Estate) -> None:
    """A visit at a time of her choice."""
    estate.says(WANG, "厨房水龙头滴水")
    estate.taps(WANG, "改时间")
    later = [b["label"] for row in estate.newest(WANG).buttons for b in row if "明天" in b["label"]]
    estate.taps(WANG, later[0])
    if any(b["label"][:1].isdigit() for row in estate.newest(WANG).buttons for b in row):
        estate.taps(
            WANG, next(b["label"] for row in estate.newest(WANG).buttons for b in row if b["label"][:1].isdigit())
        )
    estate.taps(WANG, "提交")
    takes(estate)


def _held(estate: Estate) -> None:
    """Put off by the worker until beyond its time."""
    _taken(estate)
    case = newest(estate).id
    estate.work(lambda w: crew.hold(w, _who(w, estate, LI), case, "parts", w.now + 4 * DAY))
    estate.deliver()


def _asked(estate: Estate) -> None:
    """The owner is silent, the desk has the card."""
    signed(estate)
    estate.passes(hours=28)
    estate.passes(hours=14)
    telephones(estate)


def _fault(estate: Estate) -> None:
    signed(estate)
    estate.passes(hours=28)
    estate.says(WANG, "又漏了")


def _reply(estate: Estate) -> None:
    _asked(estate)
    cb = rows(estate)[0]
    said = Record(Channel.PHONE, "问保修", promised_at=estate.now + DAY)
    estate.work(lambda w: answers.content(w, _who(w, estate, CHEN), cb, said))
    estate.deliver()


@dataclass(frozen=True)
class Row:
    """One kind of promise: how it comes about, who is answerable, the figure it is counted from, whose cards say it."""

    kind: str
    begin: Callable[[Estate], None]
    boss: str
    figure: tuple[str, str] | None
    cards: int


ROWS = {
    "arrive": Row("arrive", _urgent, ZHENG, ("repair.urgent_arrive_minutes", "25"), 3),
    "agreed": Row("arrive", _agreed, ZHENG, None, 3),
    "finish": Row("finish", _taken, ZHENG, ("repair.small_days", "6"), 3),
    "held": Row("finish", _held, ZHENG, None, 3),
    "callback": Row("callback", _asked, ZHOU, ("callback.other_days", "6"), 1),
    "fault_notice": Row("fault_notice", _fault, ZHOU, ("callback.fault_notice_h", "20"), 1),
    "callback_reply": Row("callback_reply", _reply, ZHOU, None, 1),
}
FIGURED = [name for name, row in ROWS.items() if row.figure]


def _cards(estate: Estate) -> list[str]:
    """Every card of the case as it stands in its chat."""
    case = newest(estate).id
    cards = estate.work(lambda w: w.cards.of_case(case))
    shown = [
        estate.chats[c.chat_id][c.message_id].text for c in cards if c.message_id in estate.chats.get(c.chat_id, {})
    ]
    return [text for text in shown if "~" not in text]


def _said(estate: Estate, at: datetime) -> list[str]:
    words = say_time(at, estate.now, SHANGHAI, "zh")
    return [text for text in _cards(estate) if words in text]


def _follows(estate: Estate, row: Row, before: datetime) -> None:
    after = due(estate, row.kind)
    assert after > before
    assert len(_said(estate, after)) >= row.cards, _cards(estate)
    assert not _said(estate, before), _said(estate, before)


@pytest.mark.parametrize("name", ROWS)
def test_put_off(estate: Estate, name: str) -> None:
    """REP-12: the new time, and the former one nowhere."""
    row = ROWS[name]
    row.begin(estate)
    before = due(estate, row.kind)
    assert name == "agreed" or len(_said(estate, before)) >= row.cards, _cards(estate)
    number = running(estate)[row.kind].id
    estate.work(lambda w: acts.extend(w, _who(w, estate, row.boss), number, "parts", before + 3 * DAY + HOUR))
    estate.deliver()
    _follows(estate, row, before)


@pytest.mark.parametrize("name", ROWS)
def test_paused_and_resumed(estate: Estate, name: str) -> None:
    """While it rests no card names a time, nor calls it late; after it the new one, which the owner reads too."""
    row = ROWS[name]
    row.begin(estate)
    before = due(estate, row.kind)
    number = running(estate)[row.kind].id
    estate.work(lambda w: acts.pause(w, _who(w, estate, row.boss), number, "parts"))
    estate.deliver()
    resting = [text for text in _cards(estate) if "⏸" in text]
    assert len(resting) >= row.cards and not [t for t in resting if "已晚" in t or "晚了" in t], _cards(estate)
    estate.passes(hours=30)
    estate.work(lambda w: acts.resume(w, _who(w, estate, row.boss), number))
    estate.deliver()
    _follows(estate, row, before)
    told = "现在继续了" in estate.screen(WANG)
    assert told is (row.kind not in ("callback", "fault_notice"))


@pytest.mark.parametrize("name", FIGURED)
def test_counted_anew_by_another_figure(estate: Estate, name: str) -> None:
    """The figure is changed on the console: every card says the time it leads to."""
    row = ROWS[name]
    row.begin(estate)
    before = due(estate, row.kind)
    assert row.figure is not None
    changes(estate, *row.figure)
    _follows(estate, row, before)


@pytest.mark.parametrize("name", ["finish", "callback"])
def test_counted_anew_by_another_calendar(estate: Estate, name: str) -> None:
    """X-09: a day off in between."""
    row = ROWS[name]
    sets(estate, "deadline.days", "working")
    row.begin(estate) if name == "finish" else _waiting(estate)
    before = due(estate, row.kind)
    sets_day(estate, "明天")
    _follows(estate, row, before)


def _waiting(estate: Estate) -> None:
    """Signed; the desk looks at the card before it is due."""
    signed(estate)
    cb = rows(estate)[0]
    estate.presses(CHEN, f"m:callback.{cb.id}:0")
