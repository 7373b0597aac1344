"""Subscriptions: who gets which report when; set, ended, once for each period, only what may be read."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update

from services.clock import prepare, sweep
from services.reports import subscriptions
from store import tables as t
from tests.services.steps import CHEN, LI, NOT_YOURS, WANG, WU, ZHENG, ZHOU, last_row, person_of, told
from tests.services.test_reports_shown import two_repairs
from tests.services.test_reports_when import until
from tests.support.estate import Estate

TITLE = "📊 <b>维修</b>"


def subscribes(estate: Estate, who: str, *presses: str) -> None:
    """From the list of reports to the summary and on."""
    estate.says(who, "/report")
    for label in ("订阅", "＋ 订阅", *presses):
        estate.taps(who, label)


def sent(estate: Estate, who: str, since: int = 0) -> list[str]:
    """Reports of repairs they got by themselves."""
    return [text for text in told(estate, who, TITLE, since) if "不再收" in _labels(estate, who, text)]


def _labels(estate: Estate, who: str, text: str) -> list[str]:
    shown = [m for m in estate.chats[estate.people[who]].values() if m.text == text]
    return [b["label"] for m in shown for row in m.buttons for b in row]


def test_a_supervisor_gets_it_every_monday(estate: Estate) -> None:
    """At the time chosen, of the week before; not again, and next Monday anew; the buttons under it work."""
    two_repairs(estate)
    subscribes(estate, ZHOU, "维修", "每周", "周一", "09:00")
    assert "每周（周一） 09:00" in estate.screen(estate.people[ZHOU])
    estate.taps(ZHOU, "订阅")
    assert "下一次" in estate.screen(estate.people[ZHOU])
    until(estate, "2026-11-23T08:59")
    assert not sent(estate, ZHOU)
    until(estate, "2026-11-23T10:00")
    (text,) = sent(estate, ZHOU)
    assert "一周 · 2026年11月16日–11月22日" in text and "报修 <b>2</b>" in text and "到现在" not in text
    until(estate, "2026-11-29T20:00")
    assert len(sent(estate, ZHOU)) == 1
    estate.taps(ZHOU, "看口径和明细")
    estate.passes(seconds=1)
    assert "换时间" in str(list(estate.chats[estate.people[ZHOU]].values())[-1].buttons)
    until(estate, "2026-11-30T10:00")
    assert sum("11月23日–11月29日" in text for text in sent(estate, ZHOU)) == 1


def test_after_downtime_the_newest_period_once(estate: Estate) -> None:
    """Three weeks without a clock: one report, of the last week; what was read beforehand is only told."""
    subscribes(estate, ZHOU, "维修", "每周", "周一", "09:00", "订阅")
    estate.now = datetime(2026, 12, 15, 4, 0, tzinfo=UTC)

    def looks(work: Any) -> None:
        ready = prepare(work)
        sweep(work, ready)
        sweep(work, prepare(work))

    estate.work(looks)
    estate.deliver()
    (text,) = sent(estate, ZHOU)
    assert "12月7日–12月13日" in text


def test_counted_beforehand_or_not_at_all(estate: Estate) -> None:
    """What nobody has read yet waits, and the clock comes back at once for it."""
    subscribes(estate, ZHOU, "维修", "每天", "08:00", "订阅")
    estate.now = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    assert estate.work(lambda w: subscriptions.sweep(w, 50, {})) == estate.now
    assert not sent(estate, ZHOU)
    estate.passes(seconds=1)
    assert len(sent(estate, ZHOU)) == 1 and "当天 · 2026年11月22日" in sent(estate, ZHOU)[0]


def test_a_head_subscribes_somebody(estate: Estate) -> None:
    """Only those who may read it are offered; whoever gets it is told by whom, and may end it."""
    subscribes(estate, ZHENG, "维修")
    offered = estate.screen(estate.people[ZHENG])
    assert "周敏" in offered and "陈静" not in offered and "李强" not in offered
    since = last_row(estate)
    for label in ("周敏", "每月", "最后一天", "18:00", "订阅"):
        estate.taps(ZHENG, label)
    (text,) = told(estate, ZHOU, "为您订了维修", since)
    assert "每月（最后一天） 18:00" in text
    estate.says(ZHENG, "/report")
    estate.taps(ZHENG, "订阅")
    assert "👤 周敏" in estate.screen(estate.people[ZHENG])
    assert estate.taps(ZHOU, "不用了") == "好的，不再发了。"
    until(estate, "2026-12-01T00:30")
    assert not sent(estate, ZHOU)


def test_another_time_takes_the_place_of_the_former(estate: Estate) -> None:
    """One subscription for each report."""
    for at in ("09:00", "18:00"):
        subscribes(estate, ZHOU, "维修", "每周", "周一", at, "订阅")
    rows = estate.work(lambda w: w.subscriptions.listed(estate.community, None))
    assert [(one.report, one.at) for one in rows] == [("repairs", "18:00")]


def test_a_time_is_typed(estate: Estate) -> None:
    """Not understood once."""
    subscribes(estate, ZHOU, "维修", "每天")
    estate.says(ZHOU, "早上")
    assert "没看懂时间" in estate.screen(estate.people[ZHOU])
    estate.says(ZHOU, "9:15")
    assert "每天 09:15" in estate.screen(estate.people[ZHOU])


def test_whoever_may_read_it_no_more_gets_it_no_more(estate: Estate) -> None:
    """Looked up when it is counted: it ends by itself, without an alarm."""
    subscribes(estate, ZHOU, "维修", "每天", "08:00", "订阅")
    person = person_of(estate, ZHOU)
    gone = update(t.staff).where(t.staff.c.person_id == person)
    estate.work(lambda w: w.conn.execute(gone.values(ended_at=estate.now)))
    until(estate, "2026-11-24T09:00")
    assert not sent(estate, ZHOU)
    assert estate.work(lambda w: w.subscriptions.listed(estate.community, person)) == []


@pytest.mark.parametrize("name", [CHEN, LI, WANG])
def test_others_have_none(estate: Estate, name: str) -> None:
    """Neither a list nor a forged ending of somebody else's."""
    subscribes(estate, ZHOU, "维修", "每天", "08:00", "订阅")
    one = estate.work(lambda w: w.subscriptions.listed(estate.community, None))[0]
    for value in ("subs", "sub_new", f"sub_off.{one.id}"):
        estate.presses(name, f"y{estate.community}:{value}:0")
        assert NOT_YOURS in estate.toast()
    estate.presses(WU, f"y{estate.community}:sub_off.{one.id}:0")
    assert NOT_YOURS in estate.toast()
    assert estate.work(lambda w: w.subscriptions.get(one.id)).next_at is not None
