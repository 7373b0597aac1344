"""Days off and working days (X-09): promises counted by them, moved with them, and what of it people are told."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.cases import Deadline
from domain.standards import BY_KEY, parse
from services import calendar, recompute, standards
from services.clock import sweep
from services.ladder import acts
from tests.services.steps import CHEN, FENG, WANG, WU, ZHENG, done, files, sets, takes, told
from tests.support.estate import Estate

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(text: str) -> datetime:
    """An instant by the wall clock of the estate."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def running(estate: Estate, case: int = 1) -> dict[str, Deadline]:
    """Open promises by kind."""
    return {d.kind: d for d in estate.work(lambda w: w.deadlines.of(case)) if d.status == "open"}


def due(estate: Estate, kind: str = "finish", case: int = 1) -> datetime:
    """When it is promised."""
    return running(estate, case)[kind].due_at


def moved(estate: Estate, case: int = 1) -> list[dict]:
    """What the history says about promises that were counted anew."""
    return [e.data for e in estate.work(lambda w: w.cases.events_of(case, "recompute"))]


def changes(estate: Estate, key: str, typed: str) -> None:
    """A figure is changed on the console; the clock does its part."""
    standard = BY_KEY[key]
    estate.work(
        lambda w: standards.change(w, w.people.community(estate.community), standard, parse(standard, typed), None)
    )
    estate.passes(seconds=0)


def sets_day(estate: Estate, day: str, kind: str = "休息", note: str = "", who: str = ZHENG) -> None:
    """A head sets one day in the chat."""
    estate.presses(who, "f:add_day:0")
    estate.says(who, day)
    estate.taps(who, kind)
    estate.says(who, note) if note else estate.taps(who, "跳过")
    estate.taps(who, "保存")
    estate.passes(seconds=0)


def test_days_are_calendar_days_unless_a_community_says_otherwise(estate: Estate) -> None:
    """REP-11, X-09: Sunday and two days is Tuesday either way; from Friday it is not."""
    estate.now = local("2026-11-27 14:05").astimezone(UTC)
    files(estate)
    assert due(estate) == local("2026-11-29 14:05")
    assert not running(estate)["finish"].working
    sets(estate, "deadline.days", "working")
    files(estate, words="卧室灯不亮了")
    assert due(estate, case=2) == local("2026-12-01 14:05")
    assert running(estate, 2)["finish"].working


def test_urgent_hours_are_always_the_clocks(estate: Estate) -> None:
    """X-09: fifteen minutes and eight hours on a Sunday, whatever days are counted in."""
    sets(estate, "deadline.days", "working")
    estate.says(WANG, "厨房水管爆了，水一直流")
    found = running(estate)
    assert found["arrive"].due_at == estate.now + timedelta(minutes=15)
    assert found["finish"].due_at == estate.now + timedelta(hours=8)
    assert not found["finish"].working


def test_holidays_and_make_up_days_of_china(estate: Estate) -> None:
    """The State Council's list of 2026: National Day is over on the eighth; Saturday the tenth is worked."""
    sets(estate, "deadline.days", "working")
    due_of = estate.work(
        lambda w: [
            calendar.due_after(w, estate.community, local(f"2026-{at} 10:00"), timedelta(days=2), by_days=True)
            for at in ("09-30", "10-08", "12-31")
        ]
    )
    assert due_of == [local("2026-10-09 10:00"), local("2026-10-10 10:00"), local("2027-01-05 10:00")]


def test_own_days_go_before_published_ones(estate: Estate) -> None:
    """A holiday that is worked here, a Monday that is off."""
    days = {date(2026, 10, 1): True, date(2026, 11, 23): False}

    def look(w) -> list[bool]:
        for day, works in days.items():
            w.calendar_days.set(estate.community, day, works, "", None, w.now)
        found = calendar.calendar_of(w, estate.community)
        return [found.works_on(day) for day in days]

    assert estate.work(look) == list(days.values())


def test_without_holidays_only_the_week_counts(estate: Estate) -> None:
    """For communities elsewhere, or that never close."""
    sets(estate, "calendar.holidays", "none")
    assert estate.work(lambda w: calendar.calendar_of(w, estate.community).works_on(date(2026, 10, 1)))
    assert estate.work(lambda w: calendar.published(w, estate.community, 2050))


def test_heads_hear_once_a_year_that_nothing_is_published(estate: Estate) -> None:
    """At the first deadline that reaches into that year; not at the second, and not for years that are known."""
    sets(estate, "deadline.days", "working")
    files(estate)
    assert not told(estate, ZHENG, "还没有公布")
    estate.now = local("2026-12-31 10:00").astimezone(UTC)
    files(estate, words="卧室灯不亮了")
    files(estate, words="厨房门关不上")
    assert len(told(estate, ZHENG, "还没有公布")) == 1
    assert len(told(estate, FENG, "还没有公布")) == 1
    assert not told(estate, WU, "还没有公布")


def test_weekends_in_the_midst_of_a_holiday_belong_to_it(estate: Estate) -> None:
    """Sunday the fourth of October 2026, for those who work on Sundays too."""
    sets(estate, "calendar.hours", "1-7 08:00-18:00")
    days = estate.work(
        lambda w: [calendar.calendar_of(w, estate.community).works_on(date(2026, 10, n)) for n in range(1, 12)]
    )
    assert days == [False] * 7 + [True] * 4


def test_library_says_which_years_are_published() -> None:
    """By its table of notices: this year's is there, one far away is not."""
    assert calendar._year("cn", 2026).published
    assert not calendar._year("cn", 2060).published
    assert date(2026, 10, 10) in calendar._year("cn", 2026).make_up
    assert date(2006, 12, 31) in calendar._year("cn", 2006).make_up, "made up for a holiday of the next year"


def test_a_changed_figure_moves_open_promises(estate: Estate) -> None:
    """Counted from where they were counted; the history says so, and the owner's card shows it."""
    files(estate)
    estate.passes(hours=3)
    changes(estate, "repair.small_days", "4")
    assert due(estate) == local("2026-11-26 14:05")
    (line,) = moved(estate)
    assert (line["kind"], datetime.fromisoformat(line["until"])) == ("finish", local("2026-11-26 14:05"))
    assert "11月26日" in estate.screen(WANG)
    estate.taps(WANG, "经过")
    assert "时限重算：完工 → 11月26日(周四) 14:05" in estate.newest(WANG).text
    changes(estate, "repair.small_days", "4")
    assert len(moved(estate)) == 1, "set to what it is, nothing happens"


def test_urgent_promises_and_the_signature_follow_too(estate: Estate) -> None:
    """URG-01, URG-02, X-13."""
    estate.says(WANG, "厨房水管爆了，水一直流")
    start = estate.now
    changes(estate, "repair.urgent_arrive_minutes", "30")
    changes(estate, "repair.urgent_finish_hours", "12")
    changes(estate, "ladder.remind_percent", "50")
    assert due(estate, "arrive") == start + timedelta(minutes=30)
    assert due(estate, "finish") == start + timedelta(hours=12)
    assert running(estate)["arrive"].fire_at == start + timedelta(minutes=15)


def test_the_reminder_to_sign_follows(estate: Estate) -> None:
    """REP-17: it is due so many hours after the work."""
    done(estate)
    start = running(estate)["sign"].starts_at
    changes(estate, "repair.sign_reminder_hours", "48")
    sign = running(estate)["sign"]
    assert (sign.due_at, sign.fire_at) == (start + timedelta(hours=48),) * 2
    estate.passes(hours=72)
    changes(estate, "repair.sign_close_days", "5")
    assert running(estate)["sign"].fire_at == start + timedelta(hours=48, days=5)


def test_what_was_promised_by_hand_stays(estate: Estate) -> None:
    """REP-12: a time given to the owner is nobody's figure; so is a promise that has rested."""
    files(estate)
    takes(estate)
    until = estate.now + timedelta(days=3)
    who = estate.work(lambda w: w.people.who(w.people.by_telegram(estate.people[WU]), "zh"))
    finish = running(estate)["finish"].id
    estate.work(lambda w: acts.extend(w, who, finish, "parts", until))
    changes(estate, "repair.small_days", "9")
    assert due(estate) == until
    files(estate, words="卧室灯不亮了")
    other = running(estate, 2)["finish"].id
    estate.work(lambda w: acts.pause(w, who, other, "parts"))
    estate.passes(hours=5)
    estate.work(lambda w: acts.resume(w, who, other))
    rested = due(estate, case=2)
    changes(estate, "repair.small_days", "5")
    assert due(estate, case=2) == rested
    assert moved(estate) == moved(estate, 2) == []


def test_alerts_fire_again_only_for_what_lies_ahead(estate: Estate) -> None:
    """Late by the old figure, in time by the new one: the ladder stands where the new time says."""
    files(estate)
    estate.passes(days=2, hours=20)
    late = running(estate)["finish"]
    assert late.rung > 1
    changes(estate, "repair.small_days", "10")
    found = running(estate)["finish"]
    assert found.rung == 0
    assert found.fire_at is not None
    assert found.fire_at > estate.now
    changes(estate, "repair.small_days", "1")
    assert running(estate)["finish"].rung > 1


def test_a_day_set_off_moves_what_is_counted_in_working_days(estate: Estate) -> None:
    """X-09: and takes it back when it is taken back; the other head hears of both."""
    sets(estate, "deadline.days", "working")
    files(estate)
    assert due(estate) == local("2026-11-24 14:05")
    sets_day(estate, "明天", note="台风停工")
    assert due(estate) == local("2026-11-25 14:05")
    assert told(estate, FENG, "台风停工")
    assert not told(estate, ZHENG, "改了日历")
    estate.presses(ZHENG, "m:calendar:0")
    assert "台风停工（本小区定）" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "撤销 明天")
    estate.passes(seconds=0)
    assert due(estate) == local("2026-11-24 14:05")
    assert told(estate, FENG, "撤销了原来的安排")
    assert [line["until"][:10] for line in moved(estate)] == ["2026-11-25", "2026-11-24"]


def test_the_summary_says_how_many_promises_move(estate: Estate) -> None:
    """Before anything is saved; nothing has moved yet."""
    sets(estate, "deadline.days", "working")
    files(estate)
    files(estate, words="卧室灯不亮了")
    estate.presses(ZHENG, "f:add_day:0")
    estate.taps(ZHENG, "明天")
    estate.taps(ZHENG, "休息")
    estate.taps(ZHENG, "跳过")
    assert "2 个正在走的时限会按新的重算" in estate.newest(ZHENG).text
    assert due(estate) == local("2026-11-24 14:05")
    estate.taps(ZHENG, "取消")
    estate.presses(ZHENG, "f:change.quiet.from:0")
    estate.says(ZHENG, "21:00")
    assert "没有正在走的时限" in estate.newest(ZHENG).text


def test_days_that_have_passed_cannot_be_set(estate: Estate) -> None:
    """Nor such as no calendar has; the question is asked again."""
    estate.presses(ZHENG, "f:add_day:0")
    for typed, said in (
        ("昨天", "已经过去"),
        ("2026-11-21", "已经过去"),
        ("11月31日", "没看懂"),
        ("随便", "没看懂"),
        ("x" * 900, "没看懂"),
    ):
        estate.says(ZHENG, typed)
        assert said in estate.newest(ZHENG).text
    estate.says(ZHENG, "12月31日")
    assert "12月31日" in estate.newest(ZHENG).text


def test_a_day_asked_about_yesterday_is_refused_today(estate: Estate) -> None:
    """Midnight between the question and the press."""
    estate.presses(ZHENG, "f:add_day:0")
    estate.taps(ZHENG, "今天")
    estate.taps(ZHENG, "休息")
    estate.taps(ZHENG, "跳过")
    estate.now += timedelta(hours=12)
    assert "已经过去" in estate.taps(ZHENG, "保存")
    assert estate.work(lambda w: dict(w.calendar_days.own(estate.community))) == {}


def test_removed_by_two_heads_at_once(estate: Estate) -> None:
    """The second press is outdated."""
    sets_day(estate, "明天")
    estate.presses(ZHENG, "f:undo.2026-11-23:0")
    estate.presses(FENG, "f:undo.2026-11-23:0")
    assert "已经更新" in estate.toast()


def test_the_calendar_in_english(estate: Estate) -> None:
    """Hours, days, the names of holidays."""
    estate.now = local("2026-09-20 10:00").astimezone(UTC)
    estate.presses(ZHENG, "m:speak.en:0")
    estate.presses(ZHENG, "m:calendar:0")
    shown = estate.newest(ZHENG).text
    assert "Mon–Fri 08:30-12:00, 14:00-18:00" in shown
    assert "Thu 1 Oct to Wed 7 Oct · off · National Day" in shown
    assert "Sat 10 Oct · work" in shown
    estate.taps(ZHENG, "Add a day")
    estate.says(ZHENG, "31 December")
    estate.taps(ZHENG, "At work")
    estate.taps(ZHENG, "Skip")
    estate.taps(ZHENG, "Save")
    assert "Saved: Thu 31 Dec · at work" in estate.newest(ZHENG).text


def test_many_promises_are_counted_anew_in_parts(estate: Estate) -> None:
    """A few in each transaction, each once; after a crash in between it goes on where it was."""
    for n in range(7):
        estate.work(lambda w, n=n: w.standards.set(estate.community, "repair.duplicate_days", 1, None, w.now))
        estate.says(WANG, f"第{n}个水龙头滴水")
        if n:
            estate.taps(WANG, "不是")
        estate.taps(WANG, "提交")
    standard = BY_KEY["repair.small_days"]
    estate.work(lambda w: standards.change(w, w.people.community(estate.community), standard, 6, None))
    parts = [estate.work(lambda w: recompute.sweep(w, 3)) for _ in range(4)]
    assert parts == [estate.now, estate.now, None, None]
    cases = [row.id for row in estate.cases()]
    assert {len(moved(estate, case)) for case in cases} == {1}
    assert {due(estate, case=case) for case in cases} == {local("2026-11-28 14:05")}
    assert estate.work(sweep) is not None


def test_a_bug_in_one_promise_leaves_the_others_alone(estate: Estate, monkeypatch) -> None:
    """The administrators hear of it."""
    files(estate)
    files(estate, words="卧室灯不亮了")
    counts = recompute.RECOMPUTE[("repair", "finish")]

    def fails(work, case, deadline):
        if case.id == 1:
            raise RuntimeError("broken")
        return counts(work, case, deadline)

    monkeypatch.setattr(recompute, "RECOMPUTE", {**recompute.RECOMPUTE, ("repair", "finish"): fails})
    changes(estate, "repair.small_days", "6")
    assert (len(moved(estate, 1)), len(moved(estate, 2))) == (0, 1)
    assert told(estate, FENG, "RuntimeError")


def test_desk_sees_no_calendar(estate: Estate) -> None:
    """Heads alone set days."""
    estate.presses(CHEN, "m:manage:0")
    assert "日历" not in estate.screen(CHEN)


def begins_day(estate: Estate, who: str, kind: str, note: str) -> None:
    """As far as the question whether to save."""
    estate.presses(who, "f:add_day:0")
    estate.says(who, "明天")
    estate.taps(who, kind)
    estate.says(who, note)


def own_day(estate: Estate) -> tuple[bool, str]:
    """Tomorrow as it is set."""
    found = estate.work(lambda w: w.calendar_days.own(estate.community)[date(2026, 11, 23)])
    return found.works, found.note


def test_the_second_of_two_heads_is_told_who_set_the_day(estate: Estate) -> None:
    """Both have seen it free; nothing is overwritten before the second has read what the first has set, nor the third time."""
    begins_day(estate, ZHENG, "休息", "台风停工")
    begins_day(estate, FENG, "上班", "照常")
    old = next(b for row in estate.newest(FENG).buttons for b in row if b["label"] == "保存")
    estate.taps(ZHENG, "保存")
    estate.taps(FENG, "保存")
    assert "郑经理已把这一天定为休息「台风停工」" in estate.screen(FENG)
    assert own_day(estate) == (False, "台风停工")
    estate.passes(seconds=1)
    sets_day(estate, "明天", note="雨停再说")
    estate.taps(FENG, "保存")
    estate.presses(FENG, old["data"])
    assert own_day(estate)[0] is False, "set once more meanwhile: asked once more"
    assert "郑经理已把这一天定为休息「雨停再说」" in estate.screen(FENG)
    estate.taps(FENG, "保存")
    assert own_day(estate) == (True, "照常")
    assert told(estate, ZHENG, "照常")


def test_a_day_set_before_is_named_before_it_is_overwritten(estate: Estate) -> None:
    """Yesterday's decision of somebody else too; a free day asks nothing more."""
    begins_day(estate, ZHENG, "休息", "台风停工")
    assert "已把这一天定为" not in estate.newest(ZHENG).text
    estate.taps(ZHENG, "保存")
    estate.passes(hours=3)
    begins_day(estate, FENG, "上班", "照常")
    assert "郑经理已把这一天定为休息" in estate.newest(FENG).text
    estate.taps(FENG, "保存")
    assert own_day(estate) == (True, "照常")


def test_a_day_taken_back_meanwhile_is_looked_at_again(estate: Estate) -> None:
    """What was to be overwritten is not there any more."""
    sets_day(estate, "明天", note="台风停工")
    begins_day(estate, FENG, "上班", "照常")
    estate.presses(ZHENG, "f:undo.2026-11-23:0")
    estate.taps(FENG, "保存")
    assert "已把这一天定为" not in estate.screen(FENG)
    assert estate.work(lambda w: dict(w.calendar_days.own(estate.community))) == {}
    estate.taps(FENG, "保存")
    assert own_day(estate) == (True, "照常")
