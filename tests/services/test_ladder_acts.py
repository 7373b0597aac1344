"""What is done about a late promise: taken, put off, paused, handed out, and by whom (X-16, X-43, REP-12, URG-03)."""

from datetime import timedelta

import pytest

from handlers import FLOWS
from store import tables as t
from tests.services.complaint_steps import complains
from tests.services.late import BOSSES, extends, forged, heard, late, promise, urgent
from tests.services.steps import (
    ANNA,
    FENG,
    LI,
    NOT_NOW,
    OUTDATED,
    WANG,
    WU,
    ZHENG,
    ZHOU,
    arrives,
    case_of,
    events,
    finishes,
    labels,
    last_row,
    newest,
    owed,
    post_of,
    press,
    promises,
    signs,
    takes,
    told,
    waives,
)  # fmt: skip
from tests.support.cast import GROUP
from tests.support.estate import Estate

# --- climbing --------------------------------------------------------------------------------------------------------


def test_climbs_one_by_one_up_to_the_director(estate: Estate) -> None:
    """X-16, design part 4: at the time, then half, one and two lengths after; each of them once."""
    urgent(estate)
    rungs = []
    for minutes in (14, 1, 7, 1, 7, 1, 13, 1, 600):
        estate.passes(minutes=minutes)
        rungs.append(tuple(heard(estate).values()))
    assert rungs == [
        (0, 0, 0, 0), (1, 0, 0, 0), (1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 1, 0), (1, 1, 1, 0), (1, 1, 1, 1), (1, 1, 1, 1),
    ]  # fmt: skip


def test_unassigned_work_begins_with_the_card_of_the_group_at_the_bottom_again(estate: Estate) -> None:
    """Design part 7: nobody has it, so the group is asked again before and at the time; the old card goes."""
    case = urgent(estate)
    estate.says(ANNA, "2-1-101水管爆了")
    before = last_row(estate)
    estate.passes(minutes=12)
    posted = [r.payload["text"] for r in owed(estate, GROUP, before) if r.sort == "message"]
    assert any(case.number in text for text in posted)
    cards = [m for m in estate.chats[GROUP].values() if case.number in m.text]
    assert len(cards) == 1 and "我来接" in labels(estate, GROUP, case.number, GROUP)[0]
    assert not any(heard(estate).values())


def test_level_with_nobody_goes_up(estate: Estate) -> None:
    """No lead: the supervisor hears of it at once; no manager either: the director in the manager's place."""
    estate.work(
        lambda w: w.conn.execute(t.staff.update().where(t.staff.c.role.in_(["lead", "manager"])).values(ended_at=w.now))
    )
    case = late(estate)
    assert case.number in told(estate, ZHOU, "超时")[0] and not told(estate, FENG, "超时")
    estate.passes(minutes=15)
    assert len(told(estate, FENG, "超时")) == 1


def test_reopened_work_is_not_late_at_once(estate: Estate) -> None:
    """X-16: what comes back has a time of its own, and climbs from the first step."""
    case = late(estate)
    takes(estate)
    waives(estate)
    arrives(estate)
    finishes(estate)
    estate.passes(days=1)
    before = last_row(estate)
    press(estate, WANG, "还没修好", case.number)
    estate.says(WANG, "还在漏")
    estate.taps(WANG, "好了")
    estate.passes(minutes=1)
    assert case_of(estate, case.number).status not in ("finished", "closed")
    assert not any(heard(estate, before).values())
    opened = [d for (_, _), d in promises(estate, case.number).items() if d[1] == "open"]
    assert opened and all(due > estate.now for due, _ in opened)


# --- "I take it" -----------------------------------------------------------------------------------------------------


def test_taking_stops_the_climb_for_a_while(estate: Estate) -> None:
    """One length of the promise: until then nobody above hears of it, then it goes on where it stood."""
    case = late(estate)
    assert "前不再往上报" in press(estate, WU, "我来处理", case.number)
    assert promise(estate).taken_until == estate.now + timedelta(minutes=15)
    assert "吴工在处理" in estate.screen(WU)
    estate.passes(minutes=14, seconds=59)
    assert heard(estate) == {WU: 1, ZHOU: 0, ZHENG: 0, FENG: 0}
    estate.passes(seconds=1)
    assert heard(estate) == {WU: 1, ZHOU: 1, ZHENG: 1, FENG: 0}, "climbs on after, what was passed told once"
    assert events(estate, case.number).count("take") == 1


def test_second_one_is_told_who_has_it(estate: Estate) -> None:
    """Two press at once: the second reads the name and how long; after that time it can be taken again."""
    case = late(estate)
    estate.passes(minutes=7, seconds=30)
    old = {
        who: next(m for m in estate.chats[estate.people[who]].values() if case.number in m.text) for who in (WU, ZHOU)
    }
    data = {
        who: next(b["data"] for row in m.buttons for b in row if b["label"] == "我来处理") for who, m in old.items()
    }
    estate.presses(WU, data[WU])
    estate.presses(ZHOU, data[ZHOU])
    assert "吴工" in estate.toast()
    assert "吴工在处理" in estate.screen(ZHOU)
    assert promise(estate).taken_by == post_of(estate, WU) and "我来处理" not in labels(estate, ZHOU, case.number)
    estate.passes(minutes=15)
    assert "前不再往上报" in press(estate, ZHOU, "我来处理", case.number)
    assert promise(estate).taken_by == post_of(estate, ZHOU)


def test_taking_is_open_to_whoever_has_the_work_and_all_above(estate: Estate) -> None:
    """X-43."""
    case = urgent(estate)
    takes(estate, LI)
    estate.passes(minutes=45)
    for who in (LI, WU, ZHOU, ZHENG, FENG):
        assert "前不再往上报" in press(estate, who, "我来处理", case.number), who
        estate.passes(minutes=15)
        assert "我来处理" in labels(estate, who, case.number), "once the time is over anybody may take it again"


# --- put off ---------------------------------------------------------------------------------------------------------


def test_putting_off_moves_both_times_and_tells_the_owner(estate: Estate) -> None:
    """REP-12, URG-03: reason and new time; what was promised for sooner goes along; the climb begins anew."""
    case = late(estate)
    before = last_row(estate)
    extends(estate, WU, case.number, "10小时后")
    until = promise(estate).due_at
    assert abs(until - (estate.now + timedelta(hours=10))) <= timedelta(minutes=1)
    running = {kind: due for (kind, _), (due, how) in promises(estate, case.number).items() if how == "open"}
    assert running["arrive"] == until and all(due >= until for due in running.values())
    found = promise(estate)
    assert (found.by_hand, found.rung, found.starts_at) == (True, 0, estate.now)
    (text,) = told(estate, WANG, "实在抱歉，原定时间赶不上", before)
    assert "等配件" in text and case.number in text
    estate.passes(hours=7)
    assert not any(heard(estate, before).values())
    estate.passes(seconds=(until - estate.now).total_seconds())
    assert heard(estate, before) == {WU: 1, ZHOU: 0, ZHENG: 0, FENG: 0}
    estate.passes(hours=4, minutes=59)
    assert heard(estate, before)[ZHOU] == 0, "measured by the new length"
    estate.passes(minutes=2)
    assert heard(estate, before)[ZHOU] == 1


def test_time_gone_by_is_no_new_promise(estate: Estate) -> None:
    """A new time lies ahead, or it is asked again; the promise stays as it was."""
    case = late(estate)
    due = promise(estate).due_at
    press(estate, WU, "延期", case.number)
    estate.taps(WU, "等配件")
    estate.says(WU, "昨天上午10点")
    if "发送" in estate.screen(WU):
        estate.taps(WU, "发送")
    assert promise(estate).due_at == due and not told(estate, WANG, "原定时间赶不上")


def test_owner_reads_it_in_her_language(estate: Estate) -> None:
    """Both languages, all words."""
    estate.says(ANNA, "2-1-101水管爆了")
    case = newest(estate)
    estate.passes(minutes=15)
    extends(estate, WU, case.number)
    (text,) = told(estate, ANNA, "We are sorry, we cannot keep the time")
    assert "Waiting for parts" in text or "parts" in text
    assert not any("一" <= sign <= "鿿" for sign in text.replace("栋", "").replace("单元", "")), text


def test_boss_reads_it_in_english(estate: Estate) -> None:
    """The alert, its buttons, and what a second one is told."""
    estate.work(
        lambda w: w.conn.execute(t.persons.update().where(t.persons.c.name.in_([WU, ZHOU])).values(language="en"))
    )
    case = urgent(estate)
    estate.passes(minutes=23)
    assert "late" in told(estate, WU, case.number)[-1]
    assert press(estate, WU, "I take it", case.number)
    assert "is on it" in estate.screen(ZHOU)


# --- paused ----------------------------------------------------------------------------------------------------------


def test_pausing_stops_the_clock_and_resuming_gives_it_back(estate: Estate) -> None:
    """With a reason; the owner is told; what was left of the time is left after it."""
    case = late(estate)
    due = promise(estate).due_at
    before = last_row(estate)
    press(estate, WU, "暂停", case.number)
    estate.taps(WU, "等配件")
    assert len(told(estate, WANG, "要先等一等", before)) == 1
    assert "暂停计时" in estate.screen(WU) and "恢复计时" in labels(estate, WU, case.number)
    estate.passes(days=2)
    assert not any(heard(estate, before).values())
    press(estate, WU, "恢复计时", case.number)
    assert promise(estate).due_at == due + timedelta(days=2) and promise(estate).paused_at is None
    estate.passes(minutes=7)
    assert not any(heard(estate, before).values())
    estate.passes(minutes=1)
    assert heard(estate, before)[ZHOU] == 1 and heard(estate, before)[WU] == 0


def test_paused_for_long_the_lead_is_asked(estate: Estate) -> None:
    """After the days of the standard, and again after as many; nothing climbs."""
    case = late(estate)
    press(estate, WU, "暂停", case.number)
    estate.taps(WU, "等配件")
    before = last_row(estate)
    for _ in range(2):
        estate.passes(days=6, hours=23)
        quiet = last_row(estate)
        estate.passes(hours=2)
        rung = [r for r in owed(estate, WU, quiet) if case.number in r.payload["text"] and r.sort == "message"]
        assert len(rung) == 1
    assert not [r for who in BOSSES[1:] for r in told(estate, who, "⏸", before)]


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_twice_is_once(estate: Estate, verb: str) -> None:
    """What stands still is not paused again, what runs is not resumed."""
    case = late(estate)
    if verb == "pause":
        press(estate, WU, "暂停", case.number)
        estate.taps(WU, "等配件")
        forged(estate, ZHOU, "pause")
        if "等配件" in estate.screen(ZHOU):
            estate.taps(ZHOU, "等配件")
        assert events(estate, case.number).count("pause") == 1
    else:
        assert NOT_NOW in forged(estate, WU, "resume") and "resume" not in events(estate, case.number)


# --- handed out, settled ---------------------------------------------------------------------------------------------


def test_handed_out_from_the_alert(estate: Estate) -> None:
    """The lead names somebody; the alerts show who it is, nobody is rung again for it."""
    case = late(estate)
    estate.passes(minutes=8)
    before = last_row(estate)
    press(estate, WU, "指派", case.number)
    estate.taps(WU, LI)
    assert case_of(estate, case.number).assignee_id == post_of(estate, LI)
    assert "李强" in next(m.text for m in estate.chats[estate.people[ZHOU]].values() if case.number in m.text)
    assert not any(heard(estate, before).values())


def test_alerts_settle_where_they_stand(estate: Estate) -> None:
    """The work is done: every alert says so in place, its buttons gone but for looking."""
    case = urgent(estate)
    estate.passes(minutes=31)
    takes(estate)
    before = last_row(estate)
    waives(estate)
    arrives(estate)
    finishes(estate)
    signs(estate)
    for who in (WU, ZHOU, ZHENG):
        texts = [m for m in estate.chats[estate.people[who]].values() if case.number in m.text and "已了结" in m.text]
        assert texts, who
        labels_ = {b["label"] for m in texts for row in m.buttons for b in row}
        assert labels_ <= {"看详情", "经过"}, who
    assert not any(heard(estate, before).values())
    estate.passes(days=30)
    assert heard(estate, before)[FENG] == 0


@pytest.mark.parametrize("verb", ["take", "extend", "pause", "resume"])
def test_nothing_to_press_on_what_is_settled(estate: Estate, verb: str) -> None:
    """An old button of a promise that is kept changes nothing."""
    late(estate)
    takes(estate)
    waives(estate)
    arrives(estate)
    found = promise(estate)
    assert found.status != "open"
    assert OUTDATED in forged(estate, WU, verb) and promise(estate) == found


def test_a_complaint_is_not_put_off_for_spare_parts(estate: Estate) -> None:
    """Reasons that are offered may be true of the matter."""
    case = complains(estate).id
    offers = FLOWS["ladder_extend"].step("reason").offers

    def offered(w) -> set[str]:
        who = w.people.who(w.people.by_telegram(estate.people[ZHENG]), "zh")
        return {option.value for option in offers(w, who, {}, case)}

    assert "looking_into" in estate.work(offered) and "parts" not in estate.work(offered)
