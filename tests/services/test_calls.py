"""The call list: who comes on it, who may see it, what became of each call, and how lines close by themselves."""

from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.reach import Reach
from domain.incoming import Kind
from domain.people import Relation, Role, Team
from domain.sending import Lane, Sort
from services import calls, reached
from services.clock import sweep
from store import tables as t
from tests.services.steps import ANNA, CHEN, DESK_GROUP, LI, WANG, ZHENG, ZHOU, hires, person_of, told
from tests.services.test_announcements import cuts, settles
from tests.support.estate import Estate


def registered(
    estate: Estate, name: str, home: str, relation: Relation = Relation.OWNER, phone: str | None = None
) -> int:
    """Somebody only the register knows; the person's id."""

    def add(w: Any) -> int:
        person = w.people.add(name, w.now, phone=phone)
        lives = {"person_id": person, "unit_id": estate.units[home], "relation": relation, "began_at": w.now}
        w.conn.execute(insert(t.residencies).values(lives))
        return person

    return estate.work(add)


def lines(estate: Estate) -> list[Any]:
    """All lines, oldest first."""
    return estate.work(lambda w: list(w.conn.execute(select(t.calls).order_by(t.calls.c.id))))


def refuses(estate: Estate, who: str) -> None:
    """The chat refuses us: whatever waits for it is kept, as the sender would find out."""
    reach = Reach(reached.undelivered, reached.came)
    estate.work(lambda w: reach.refused(w, estate.people[who], "blocked"))


def owes(estate: Estate, who: str, key: str, lane: Lane = Lane.REPLY, case: int | None = None) -> None:
    """A message waits for somebody."""
    person = person_of(estate, who)
    estate.work(
        lambda w: w.outbox.add(
            key,
            estate.people[who],
            lane,
            Sort.MESSAGE,
            {"text": "<b>师傅</b> 10 分钟后到 &amp; 请开门"},
            person_id=person,
            case_id=case,
        )
    )


def repair(estate: Estate) -> int:
    """A repair of the first resident; its id."""
    estate.says(WANG, "厨房水管漏水")
    estate.taps(WANG, "提交")
    return estate.cases()[-1].id


def opens(estate: Estate, who: str, building: str = "3栋") -> None:
    """The list, as far as the first card of a building."""
    estate.says(who, "/menu")
    estate.taps(who, "值班与管理")
    estate.taps(who, "通知")
    estate.taps(who, "待电联")
    estate.taps(who, building)
    estate.taps(who, "打给 1")


def test_blocked_news_of_a_matter_is_one_line(estate: Estate) -> None:
    """Several messages about one case, one line for the butler of that building; menus and questions are none."""
    case = repair(estate)
    owes(estate, WANG, "a", case=case)
    owes(estate, WANG, "b", case=case)
    owes(estate, WANG, "menu:1")
    owes(estate, WANG, "reminder", Lane.REMINDER)
    refuses(estate, WANG)
    [line] = lines(estate)
    assert (line.what, line.building, line.reason, line.outbox_key) == (f"case:{case}", "3", "blocked", "b")
    opens(estate, CHEN)
    shown = estate.newest(CHEN).text
    assert "+8613800000011" in shown
    assert "10 分钟后到 &amp; 请开门" in shown
    assert [kind for _, by, kind in estate.work(lambda w: w.calls.history(line.id)) if by] == ["opened"]


@pytest.mark.parametrize(
    ("label", "status"),
    [("已告知", "reached"), ("没人接", "no_answer"), ("号码不对", "wrong_number"), ("不用了", "given_up")],
)
def test_outcome_is_on_the_record(estate: Estate, label: str, status: str) -> None:
    """Who, when, what; the line leaves the list."""
    owes(estate, WANG, "urgent", Lane.EMERGENCY)
    refuses(estate, WANG)
    opens(estate, CHEN)
    assert "已记下" in estate.taps(CHEN, label)
    [line] = lines(estate)
    assert (line.status, line.by, line.at) == (status, person_of(estate, CHEN), estate.now)
    assert "都打完了" in estate.newest(CHEN).text


def test_no_answer_comes_back_and_is_given_up(estate: Estate) -> None:
    """After the standard's minutes, so many times, then no more."""
    owes(estate, WANG, "urgent", Lane.EMERGENCY)
    refuses(estate, WANG)
    for turn in range(3):
        opens(estate, CHEN)
        estate.taps(CHEN, "没人接")
        if turn < 2:
            assert lines(estate)[0].status == "no_answer"
            estate.passes(minutes=59)
            assert lines(estate)[0].status == "no_answer"
            estate.passes(minutes=1)
            assert lines(estate)[0].status == "open"
    assert (lines(estate)[0].status, lines(estate)[0].tries) == ("given_up", 3)
    estate.passes(hours=5)
    assert lines(estate)[0].status == "given_up"
    estate.work(lambda w: w.outbox.revive(estate.people[WANG]))
    estate.deliver()
    owes(estate, WANG, "urgent2", Lane.EMERGENCY)
    refuses(estate, WANG)
    assert [x.status for x in lines(estate)].count("open") == 1


def test_line_closes_when_they_come_back(estate: Estate) -> None:
    """What was kept goes out, so nobody need ring; one more failure about the same opens it again."""
    case = repair(estate)
    owes(estate, WANG, "a", case=case)
    reach = Reach(reached.undelivered, reached.came)
    estate.work(lambda w: reach.refused(w, estate.people[WANG], "blocked"))
    assert lines(estate)[0].status == "open"
    estate.work(lambda w: reach.came(w, estate.people[WANG]))
    assert (lines(estate)[0].status, lines(estate)[0].by) == ("reached", None)
    estate.deliver()
    assert "请开门" in estate.newest(WANG).text
    owes(estate, WANG, "c", case=case)
    estate.work(lambda w: reach.refused(w, estate.people[WANG], "blocked"))
    assert (lines(estate)[0].status, len(lines(estate))) == ("open", 1)


def test_cut_lists_residents_without_a_chat(estate: Estate) -> None:
    """Of the buildings it is for, each once; those who come to the chat get it there and need no call."""
    mother = registered(estate, "王母", "3-2-1502", Relation.FAMILY, "+8613711112222")
    registered(estate, "刘老师", "3-1-101", phone="+8613711113333")
    registered(estate, "别栋", "2-1-101")
    cuts(estate, "明天14点到17点", "3栋")
    settles(estate)
    assert sorted((x.building, x.reason) for x in lines(estate)) == [("3", "no_chat")] * 2
    opens(estate, CHEN)
    assert "停水通知" in estate.newest(CHEN).text
    assert "管道检修" in estate.newest(CHEN).text
    estate.shares(77, "13711112222", 77)
    [line] = [x for x in lines(estate) if x.person_id == mother]
    assert line.status == "reached"
    assert any("停水通知" in m.text for m in estate.chats[77].values())
    assert estate.work(lambda w: calls.count_open(w, estate.community)) == 1
    estate.passes(days=2)
    estate.passes(minutes=1)
    assert estate.work(lambda w: calls.count_open(w, estate.community)) == 0  # the cut is over


def test_cut_that_is_refused_by_a_chat_is_listed(estate: Estate) -> None:
    """A notice is not; a cut is."""
    one = cuts(estate, "明天14点到17点", "3栋")
    estate.writer.run_sync(sweep)  # handed over, not sent yet
    refuses(estate, WANG)
    assert [(x.what, x.reason) for x in lines(estate)] == [(f"announce:{one}", "blocked")]


def test_butler_sees_the_buildings_of_the_zone(estate: Estate) -> None:
    """Others' are not on the list; the desk sees all."""
    post = hires(estate, "管家甲", 61, Role.BUTLER, Team.DESK)
    estate.work(lambda w: w.conn.execute(t.staff.update().where(t.staff.c.id == post).values(zone=["2"])))
    for who in (WANG, ANNA):
        owes(estate, who, f"urgent:{who}", Lane.EMERGENCY)
        refuses(estate, who)
    estate.says("管家甲", "/menu")
    estate.taps("管家甲", "值班与管理")
    estate.taps("管家甲", "通知")
    estate.taps("管家甲", "待电联")
    labels = [b["label"] for row in estate.newest("管家甲").buttons for b in row]
    assert any(label.startswith("2栋") for label in labels)
    assert not any(label.startswith("3栋") for label in labels)


def test_nobody_else_sees_a_number(estate: Estate) -> None:
    """Residents and workers press in vain; forged ids are outdated; a second outcome finds the line closed."""
    owes(estate, WANG, "urgent", Lane.EMERGENCY)
    refuses(estate, WANG)
    [line] = lines(estate)
    for who in (ANNA, LI):
        for data in (
            "m:calls:0",
            f"m:call.{line.id}:0",
            f"l{line.id}:reached:1",
            f"l{line.id}:back:1",
            "m:call.999:0",
            "l999:wrong:1",
        ):
            estate.presses(who, data)
        assert "+86138" not in estate.screen(who)
    assert lines(estate)[0].status == "open"
    estate.presses(CHEN, f"l{line.id}:reached:1")
    estate.presses(ZHOU, f"l{line.id}:wrong:1")
    assert lines(estate)[0].status == "reached"
    estate.presses(ZHENG, "m:calls.p0_'; drop table calls:0")
    assert "都打完了" in estate.newest(ZHENG).text


def test_staff_about_their_work_are_not_listed(estate: Estate) -> None:
    """A worker who closed the chat is not the butlers' to ring."""
    case = repair(estate)
    owes(estate, LI, "task", Lane.TASK, case=case)
    refuses(estate, LI)
    assert lines(estate) == []


def test_a_reply_by_hand_is_listed_and_its_writer_told(estate: Estate) -> None:
    """Both: under their own words, and on the list; words and a file that belong together are one call."""
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "几点下班")
    estate.taps(WANG, "发送")
    asked = next(m.id for m in estate.chats[DESK_GROUP].values() if "几点下班" in m.text)
    held = estate.deliver
    estate.deliver = lambda: None  # type: ignore[method-assign]
    estate.sends(CHEN, Kind.VOICE, text="您好", chat=DESK_GROUP, reply_to=asked)
    refuses(estate, WANG)
    estate.deliver = held  # type: ignore[method-assign]
    estate.deliver()
    (line,) = lines(estate)
    assert line.what.startswith("copy:")
    assert len(told(estate, DESK_GROUP, "没能送到王芳")) == 1


def test_two_people_who_are_one_have_one_line(estate: Estate) -> None:
    """A guest turns out to be on the register: lines and notices of both belong to one, and none stands in the way."""
    known = registered(estate, "李四", "1-1-101", phone="+8613799990000")
    guest = estate.work(lambda w: w.people.add("四", w.now, telegram_id=88))
    shared = {"community_id": estate.community, "building": "1", "reason": "blocked"}
    for person, what in ((known, "same"), (guest, "same"), (guest, "own")):
        estate.work(
            lambda w, p=person, x=what: w.calls.log(
                w.calls.add({**shared, "person_id": p, "what": x}, w.now).id, w.now, None, "begun"
            )
        )
    one = cuts(estate, "明天14点到17点", "2栋")
    row = {"announcement_id": one, "part": "first"}
    for person in (known, guest):
        estate.work(lambda w, p=person: w.conn.execute(insert(t.announcement_people).values(person_id=p, **row)))
    estate.shares(88, "13799990000", 88)
    assert sorted(x.what for x in lines(estate) if x.person_id == known) == ["own", "same"]
    assert [x.person_id for x in lines(estate) if x.person_id == guest] == []
