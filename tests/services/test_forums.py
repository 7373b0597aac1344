"""Owners' forums as a story: written, previewed, invited in pages, answered, full, reminded, held or cancelled (VIS-07)."""

from typing import Any

from sqlalchemy import select

from services import forums
from services.clock import sweep
from store import heard_tables as h
from store import tables as t
from tests.services.steps import (
    ANNA,
    CHEN,
    LI,
    NOT_YOURS,
    OUTDATED,
    WANG,
    ZHENG,
    elsewhere,
    files,
    moves_in,
    newest,
    sets,
)
from tests.support.estate import Estate


def writes(
    estate: Estate, who: str = CHEN, seats: str = "不限人数", audience: str = "全部住户", building: str = ""
) -> int:
    """As far as the preview; its id."""
    estate.says(who, "/menu")
    estate.taps(who, "值班与管理")
    estate.taps(who, "回访走访")
    estate.taps(who, "座谈会")
    estate.taps(who, "办一场")
    estate.says(who, "绿化座谈会")
    estate.says(who, "一楼会所")
    estate.says(who, "11月28日下午3点")
    estate.taps(who, seats) if not seats.isdigit() or seats in ("10", "20") else estate.says(who, seats)
    estate.taps(who, audience)
    if building:
        estate.taps(who, building)
        estate.taps(who, "好了")
    else:
        estate.taps(who, "全小区")
    estate.says(who, "聊聊明年的绿化。")
    return int(rows(estate)[-1].id)


def rows(estate: Estate) -> list[Any]:
    return estate.work(lambda w: list(w.conn.execute(select(h.forums).order_by(h.forums.c.id))))


def guests(estate: Estate) -> list[Any]:
    return estate.work(lambda w: list(w.conn.execute(select(h.forum_people).order_by(h.forum_people.c.person_id))))


def settles(estate: Estate) -> None:
    """Pages go out one after the other."""
    for _ in range(6):
        estate.passes(seconds=10)


def invites(estate: Estate, **how: Any) -> int:
    """Written and sent to everybody it is for."""
    number = writes(estate, **how)
    estate.taps(CHEN, "发邀请")
    settles(estate)
    return number


def told(estate: Estate, who: str, text: str) -> list[str]:
    return [m.text for m in estate.chats.get(estate.people[who], {}).values() if text in m.text]


def test_previewed_with_how_many_then_invited_once(estate: Estate) -> None:
    """The preview counts; nothing is sent before; everybody is invited once, however often the clock looks."""
    number = writes(estate)
    card = estate.newest(CHEN).text
    assert "聊天能送到 2 人" in card
    assert not told(estate, WANG, "绿化座谈会")
    estate.taps(CHEN, "发邀请")
    settles(estate)
    settles(estate)
    assert [len(told(estate, who, "诚邀您参加")) for who in (WANG,)] == [1]
    assert len(told(estate, ANNA, "would be glad to have you")) == 1
    assert len(guests(estate)) == 2
    assert rows(estate)[0].invited_at is not None
    estate.presses(CHEN, f"u{number}:invite:1")
    settles(estate)
    assert len(told(estate, WANG, "诚邀您参加")) == 1


def test_only_the_audience_is_invited(estate: Estate) -> None:
    """By building."""
    invites(estate, building="3栋")
    assert told(estate, WANG, "诚邀您参加")
    assert not told(estate, ANNA, "绿化座谈会")


def test_pages_are_resumed_without_repeats(estate: Estate) -> None:
    """After a stop in the midst everybody is invited, nobody twice."""
    sets(estate, "forum.page", 10)
    for n in range(35):
        moves_in(estate, f"住户{n}", 200 + n, "1-1-101")
    writes(estate)
    estate.taps(CHEN, "发邀请")
    estate.writer.run_sync(sweep)
    assert 0 < len(guests(estate)) < 37
    settles(estate)
    settles(estate)
    assert len(guests(estate)) == 37
    sent = estate.work(
        lambda w: list(w.conn.scalars(select(t.outbox.c.key).where(t.outbox.c.key.like("forum:1:invite:%"))))
    )
    assert len(sent) == len(set(sent)) == 37
    assert rows(estate)[0].invited_at is not None


def test_full_means_waiting_and_moving_up(estate: Estate) -> None:
    """First come first served; the queue is said; a seat that is free again goes to the next one."""
    invites(estate, seats="1")
    estate.taps(WANG, "参加")
    assert estate.toast() == "报好名了，到时见。"
    assert "您报名参加" in told(estate, WANG, "绿化座谈会")[0]
    estate.taps(ANNA, "I am coming")
    assert "number 1 in the queue" in estate.toast()
    estate.taps(WANG, "不参加")
    assert told(estate, ANNA, "There is a seat for you")
    assert "You are coming" in told(estate, ANNA, "would be glad")[0]
    assert {g.answer for g in guests(estate)} == {"yes", "no"}


def test_the_day_before_those_who_come_are_reminded_once(estate: Estate) -> None:
    """Not those who said no, nor those who did not say."""
    invites(estate)
    estate.taps(WANG, "参加")
    for _ in range(12):
        estate.passes(hours=12)
    assert len(told(estate, WANG, "座谈会快到了")) == 1
    assert not told(estate, ANNA, "The forum is near")


def test_minutes_go_to_those_who_came(estate: Estate) -> None:
    """Only after it has begun; opinions may be taken down."""
    number = invites(estate)
    estate.taps(WANG, "参加")
    estate.presses(CHEN, f"u{number}:hold:2")
    assert "开过以后再写纪要" in estate.toast()
    estate.passes(days=6, hours=2)
    estate.presses(CHEN, f"m:forum.{number}:0")
    estate.taps(CHEN, "写纪要")
    estate.taps(CHEN, "都来了")
    estate.says(CHEN, "明年补种桂花。")
    settles(estate)
    assert len(told(estate, WANG, "明年补种桂花")) == 1
    assert not told(estate, ANNA, "明年补种桂花")
    assert [bool(g.came) for g in guests(estate)] == [True, False]
    assert rows(estate)[0].status == "held"
    estate.taps(CHEN, "转为建议")
    assert "哪一户" in estate.newest(CHEN).text
    estate.presses(WANG, f"u{number}:yes:1")
    assert "不用报名" in estate.toast()


def test_a_cancelled_forum_says_why(estate: Estate) -> None:
    """To everybody invited who had not said no; what has not left is withdrawn."""
    invites(estate)
    estate.taps(ANNA, "Not this time")
    estate.presses(CHEN, f"m:forum.{rows(estate)[0].id}:0")
    estate.taps(CHEN, "取消座谈会")
    estate.taps(CHEN, "场地用不了")
    settles(estate)
    assert len(told(estate, WANG, "场地用不了")) == 1
    assert not told(estate, ANNA, "cannot be used")
    estate.taps(WANG, "参加")
    assert "不用报名" in estate.toast()
    assert all(g.answer != "yes" for g in guests(estate))


def test_strangers_are_refused(estate: Estate) -> None:
    """Crew, owners, the desk of elsewhere; answers of those who were not invited."""
    elsewhere(estate)
    number = invites(estate, building="3栋")
    for who in (LI, WANG, "外" + CHEN):
        for verb in ("invite", "cancel", "hold", "turn.repair"):
            estate.presses(who, f"u{number}:{verb}:1")
            assert NOT_YOURS in estate.toast() or "更新" in estate.toast()
        estate.presses(who, "m:forum_new:0") if who != "外" + CHEN else None
    for who in (ANNA, "外" + WANG):
        estate.presses(who, f"u{number}:yes:1")
    assert all(g.answer is None for g in guests(estate))
    assert rows(estate)[0].status == "invited"
    estate.presses(ZHENG, "u999:invite:1")
    assert OUTDATED in estate.toast()


def held(estate: Estate) -> int:
    """It has taken place, with minutes; its id."""
    number = invites(estate)
    estate.taps(WANG, "参加")
    estate.passes(days=6, hours=2)
    estate.presses(CHEN, f"m:forum.{number}:0")
    estate.taps(CHEN, "写纪要")
    estate.taps(CHEN, "都来了")
    estate.says(CHEN, "明年补种桂花；单元门口太暗。")
    settles(estate)
    return number


def test_what_came_of_an_opinion_is_linked_both_ways(estate: Estate) -> None:
    """The forum's page shows number and state, the matter's history the forum and its day."""
    number = held(estate)
    estate.taps(CHEN, "转为建议")
    estate.says(CHEN, "3-2-1502")
    estate.taps(CHEN, "3栋2单元1502")
    estate.taps(CHEN, "王芳")
    estate.taps(CHEN, "🌱 提建议")
    estate.says(CHEN, "单元门口加一盏灯")
    estate.taps(CHEN, "好了")
    estate.taps(CHEN, "工程")
    estate.taps(CHEN, "发出")
    case = newest(estate)
    assert estate.work(lambda w: w.links.forums_of(case.id)) == [number]
    estate.presses(CHEN, f"m:forum.{number}:0")
    assert f"🌱 {case.number} · 已收到" in estate.newest(CHEN).text
    estate.presses(CHEN, f"p{case.id}:history:1")
    assert "座谈会上提出" in estate.newest(CHEN).text
    assert "绿化座谈会" in estate.newest(CHEN).text and "11月28日" in estate.newest(CHEN).text
    estate.presses(CHEN, f"p{case.id}:take:1")
    estate.presses(CHEN, f"m:forum.{number}:0")
    assert f"{case.number} · 已收到" not in estate.newest(CHEN).text and case.number in estate.newest(CHEN).text


def test_only_what_was_filed_there_is_linked_and_once(estate: Estate) -> None:
    """A matter of elsewhere, or a forum not held yet, is nobody's outcome; twice is once."""
    elsewhere(estate)
    number = held(estate)
    case = files(estate)
    chen = estate.people[CHEN]

    def links(forum: int, who: int, cases: list[int]) -> None:
        estate.work(lambda w: forums.link(w, w.people.who(w.people.by_telegram(who), "zh"), forum, cases))

    links(number, estate.people["外" + CHEN], [case.id])
    links(number, estate.people[WANG], [case.id])
    links(999, chen, [case.id])
    assert estate.work(lambda w: w.links.of_forum(number)) == []
    links(number, chen, [case.id])
    links(number, chen, [case.id])
    assert [c.id for c in estate.work(lambda w: w.links.of_forum(number))] == [case.id]
    assert estate.work(lambda w: [e.kind for e in w.cases.history(case.id)]).count("forum") == 1
    estate.presses(CHEN, f"c{case.id}:history:0")
    assert "座谈会上提出" in estate.newest(CHEN).text and "绿化座谈会" in estate.newest(CHEN).text
