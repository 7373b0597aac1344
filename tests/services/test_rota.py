"""Who is alerted, reminders, late arrivals, hours nobody is on duty, notes nobody signed (SHF-01…04, X-43)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.people import Team
from domain.rota import LineKind
from services.clock import sweep
from store import tables as t
from tests.services.rotas import DAY, NIGHT, goes_home, on_call, rostered
from tests.services.steps import (
    ANNA,
    CHEN,
    FENG,
    GROUP,
    LI,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    files,
    last_row,
    no_groups,
    post_of,
    sets,
    told,
)
from tests.support.estate import Estate


@pytest.mark.parametrize(
    ("lines", "off", "hours", "expected"),
    [
        pytest.param([], (), 0, [LI, ZHAO, WU], id="X-43 no rota: those who pressed the button"),
        pytest.param([], (LI, ZHAO, WU), 0, [], id="X-43 no rota, nobody: an empty list, go up"),
        pytest.param([], (), 12, [LI, ZHAO, WU], id="X-43 no rota, at night: still the button"),
        pytest.param([(LI, DAY)], (LI,), 0, [LI], id="X-43 on shift by the rota, pressed or not"),
        pytest.param([(LI, NIGHT)], (), 0, [LI, ZHAO, WU], id="X-43 by day nobody on the rota: the button"),
        pytest.param([(LI, NIGHT)], (), 12, [LI], id="X-43 at night only whoever is on shift"),
        pytest.param([(LI, DAY)], (), 12, [], id="X-43 at night nobody on shift: nobody, pressed or not"),
        pytest.param([(ZHAO, DAY), (LI, NIGHT)], (), 0, [ZHAO], id="X-43 the day shift"),
        pytest.param([(ZHAO, NIGHT), (LI, NIGHT)], (), 12, [ZHAO, LI], id="X-43 two on one shift"),
    ],
)
def test_who_is_alerted(estate: Estate, lines: list, off: tuple, hours: int, expected: list[str]) -> None:
    """It is 14:05; the quiet hours begin at 22:00."""
    for who, times in lines:
        rostered(estate, who, times)
    goes_home(estate, *off)
    estate.now += timedelta(hours=hours)
    assert on_call(estate) == expected


def test_work_in_turn_goes_to_the_shift(estate: Estate) -> None:
    """REP-06, SHF-01: whoever is on shift, not whoever forgot to press."""
    sets(estate, "repair.dispatch", "round_robin")
    rostered(estate, ZHAO, DAY)
    for who, said in ((WANG, "厨房水龙头滴水"), (ANNA, "the kitchen tap drips")):
        case = files(estate, who, said, "提交" if who == WANG else "Send")
        assert case.assignee_id == post_of(estate, ZHAO)


def test_without_a_group_the_shift_gets_the_card_and_else_those_above(estate: Estate) -> None:
    """X-43: at night nobody else is woken; with nobody on duty it is the lead's and the supervisor's."""
    no_groups(estate)
    rostered(estate, ZHAO, NIGHT, LineKind.ONCE)
    estate.passes(hours=10)
    before = last_row(estate)
    files(estate)
    assert told(estate, ZHAO, "水龙头", before) and not told(estate, LI, "水龙头", before)
    estate.passes(hours=8)
    rostered(estate, ZHAO, DAY, LineKind.ONCE, ahead=1)
    goes_home(estate, LI, ZHAO, WU)
    before = last_row(estate)
    files(estate, words="卧室灯不亮")
    assert told(estate, WU, "灯", before) and told(estate, ZHOU, "灯", before)
    assert not told(estate, LI, "灯", before) and not told(estate, ZHAO, "灯", before)


@pytest.mark.parametrize(
    ("rota", "hours", "words", "expected"),
    [
        pytest.param([(LI, NIGHT)], 12, "厨房水管爆了,3-2-1502", [LI], id="X-43 at night whoever is on shift, by name"),
        pytest.param([(LI, NIGHT)], 12, "厨房水龙头滴水", [], id="X-43 what can wait wakes nobody"),
        pytest.param([(LI, DAY)], 12, "厨房水管爆了,3-2-1502", [WU, ZHOU], id="X-43 nobody on shift: as the gap says"),
        pytest.param([(LI, DAY)], 0, "厨房水管爆了,3-2-1502", [], id="X-43 by day the group"),
        pytest.param([], 12, "厨房水管爆了,3-2-1502", [], id="X-43 without a rota the group"),
    ],
)
def test_at_night_the_rota_decides_who_is_alerted(
    estate: Estate, rota: list, hours: int, words: str, expected: list[str]
) -> None:
    """X-43: the group has the card in any case; a group of people asleep is no alert."""
    for who, times in rota:
        rostered(estate, who, times)
    estate.passes(hours=hours)
    before = last_row(estate)
    if "爆" in words:
        estate.says(WANG, words)
    else:
        files(estate, words=words)
    number = estate.cases()[-1].number
    got = [who for who in (LI, ZHAO, WU, CHEN, ZHOU, ZHENG, FENG) if told(estate, who, number, before)]
    assert got == expected and number in estate.screen(GROUP)
    for who in expected[:1]:
        assert "归您了" in estate.taps(who, "我来接")


def test_nobody_on_duty_by_day_brings_work_to_the_lead(estate: Estate) -> None:
    """X-43: what the alert of the gap has said: whatever comes goes to them, until somebody is there."""
    rostered(estate, LI, NIGHT)
    goes_home(estate, LI, ZHAO, WU)
    before = last_row(estate)
    case = files(estate)
    assert [who for who in (LI, ZHAO, WU, ZHOU, ZHENG) if told(estate, who, case.number, before)] == [WU, ZHOU]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [pytest.param(44, 0, id="SHF-03 sixteen before"), pytest.param(45, 1, id="SHF-03 fifteen before")],
)
def test_reminder_to_clock_in(estate: Estate, minutes: int, expected: int) -> None:
    """Fifteen minutes before the shift, once; whoever is there already is left in peace."""
    goes_home(estate, LI)
    rostered(estate, LI, ("15:05", "23:05"))
    rostered(estate, ZHAO, ("15:05", "23:05"))
    before = last_row(estate)
    estate.passes(minutes=minutes)
    assert len(told(estate, LI, "15:05 开始", before)) == expected
    estate.passes(minutes=1)
    estate.passes(minutes=1)
    assert len(told(estate, LI, "15:05 开始", before)) == 1 and not told(estate, ZHAO, "15:05 开始", before)


def test_reminder_of_a_night_shift_comes_in_the_quiet_hours(estate: Estate) -> None:
    """SHF-03: a shift at midnight is not reminded of at eight in the morning."""
    goes_home(estate, LI)
    rostered(estate, LI, ("00:00", "08:00"), ahead=1)
    estate.passes(hours=9, minutes=40)
    assert told(estate, LI, "00:00 开始")


def test_late_is_told_and_on_the_record(estate: Estate) -> None:
    """SHF-01, SHF-03: five minutes after the start, to the one and the lead, once; the lead hears when they come."""
    goes_home(estate, LI)
    rostered(estate, LI, ("15:05", "23:05"))
    before = last_row(estate)
    estate.passes(minutes=64)
    assert not told(estate, WU, "还没有签到", before)
    for _ in range(3):
        estate.passes(minutes=1)
    assert len(told(estate, WU, "李强 的班 今天 15:05 已开始，还没有签到", before)) == 1
    assert len(told(estate, LI, "还没有签到", before)) == 1
    estate.passes(minutes=5)
    estate.presses(LI, "m:on_duty:0")
    assert told(estate, WU, "今天 15:05 的班晚了 12 分钟", before)
    estate.presses(ZHENG, "m:duty_book.engineering_0:0")
    assert "晚 12 分钟" in estate.newest(ZHENG).text and "排班 15:05–23:05" in estate.newest(ZHENG).text


def test_the_list_of_duty_names_who_has_not_clocked_in(estate: Estate) -> None:
    """X-43: on shift by the rota, and not there yet."""
    goes_home(estate, LI)
    rostered(estate, LI, DAY)
    estate.presses(WU, "m:duty_list:0")
    assert "李强 · 维修 · 有班未签到" in estate.newest(WU).text and "赵军 · 维修\n" in estate.newest(WU).text


def test_in_time_nobody_is_told(estate: Estate) -> None:
    """SHF-03: clocked in before, or within the minutes."""
    goes_home(estate, LI)
    rostered(estate, LI, ("15:05", "23:05"))
    estate.passes(minutes=63)
    estate.presses(LI, "m:on_duty:0")
    before = last_row(estate)
    estate.passes(minutes=30)
    assert not told(estate, WU, "签到", before) and not told(estate, WU, "晚了", before)


def test_at_the_end_they_are_asked_to_hand_over(estate: Estate) -> None:
    """SHF-01: once; not whoever is gone, not whoever stays for the next shift."""
    rostered(estate, LI, ("12:05", "15:05"), LineKind.ONCE)
    rostered(estate, ZHAO, ("12:05", "15:05"), LineKind.ONCE)
    rostered(estate, ZHAO, ("15:05", "23:05"), LineKind.ONCE)
    before = last_row(estate)
    estate.passes(minutes=59)
    assert not told(estate, LI, "到点了", before)
    estate.passes(minutes=1)
    estate.passes(minutes=1)
    assert len(told(estate, LI, "今天 15:05 到点了", before)) == 1 and not told(estate, ZHAO, "到点了", before)
    assert "有什么要交接" in (estate.taps(LI, "下班交接") or "") + estate.screen(LI)


@pytest.mark.parametrize(
    ("hours", "ahead", "now"),
    [
        pytest.param(6.8, 0, 0, id="X-43 more than an hour before the gap"),
        pytest.param(7.0, 1, 0, id="X-43 an hour before"),
        pytest.param(8.0, 1, 1, id="X-43 when it begins"),
        pytest.param(12, 1, 1, id="X-43 not again"),
    ],
)
def test_nobody_on_duty_is_an_alert(estate: Estate, hours: float, ahead: int, now: int) -> None:
    """X-43, SHF-01: ahead and when it begins (22:05), to the lead and the desk's supervisor, once each."""
    rostered(estate, LI, ("08:00", "22:05"))
    before = last_row(estate)
    for _ in range(10):
        estate.passes(hours=hours / 10)
    for who in (WU, ZHOU):
        assert len(told(estate, who, "22:05 起没有人值班", before)) == ahead
        assert len(told(estate, who, "现在没有人值班", before)) == now
    for who in (LI, ZHENG, FENG, CHEN):
        assert not told(estate, who, "没有人值班", before)


def test_by_day_whoever_is_there_stands_in_for_the_rota(estate: Estate) -> None:
    """X-43: the gap from 20:00 is none until the quiet hours, while somebody has clocked in; said once."""
    rostered(estate, LI, DAY)
    before = last_row(estate)
    for _ in range(16):
        estate.passes(minutes=30)
    assert len(told(estate, WU, "没有人值班", before)) == 2
    assert told(estate, WU, "今天 22:00 起没有人值班", before)


def test_the_last_one_goes_home_in_a_gap(estate: Estate) -> None:
    """X-43: at once, not at the next morning's look."""
    rostered(estate, LI, NIGHT)
    goes_home(estate, LI, WU)
    before = last_row(estate)
    estate.passes(minutes=1)
    assert not told(estate, WU, "没有人值班", before)
    estate.work(lambda w: w.conn.execute(t.rotas.update().values(made_at=w.now - timedelta(days=2))))
    goes_home(estate, ZHAO)
    estate.passes(minutes=1)
    assert told(estate, WU, "现在没有人值班", before)


def test_teams_without_a_rota_have_no_gaps(estate: Estate) -> None:
    """X-43: nor has one whose rota has run out days ago."""
    goes_home(estate, LI, ZHAO, WU)
    before = last_row(estate)
    for _ in range(4):
        estate.passes(hours=12)
    assert not told(estate, WU, "没有人值班", before)


def test_after_a_days_rest_what_still_matters_is_said_once(estate: Estate) -> None:
    """The bot was away from 14:05 until 13:00 the next day: no reminder of a shift that is over, the gap that is."""
    goes_home(estate, LI, ZHAO, WU)
    rostered(estate, LI, NIGHT)
    before = last_row(estate)
    estate.passes(hours=23)
    assert not told(estate, LI, "开始，到", before) and not told(estate, LI, "还没有签到", before)
    assert len(told(estate, WU, "现在没有人值班", before)) == 1
    estate.now -= timedelta(hours=5)
    estate.passes(hours=5)
    assert len(told(estate, WU, "现在没有人值班", before)) == 1


def test_a_note_nobody_signs_is_told_the_lead(estate: Estate) -> None:
    """SHF-04: after half an hour, once; not when it was signed."""
    for who, note in ((LI, "水泵异响"), (CHEN, "前台钥匙")):
        estate.presses(who, "m:off_duty:0")
        estate.says(who, note)
    estate.taps(ZHAO, "已看，签收")
    before = last_row(estate)
    estate.passes(minutes=29)
    assert not told(estate, ZHOU, "签收", before)
    for _ in range(3):
        estate.passes(minutes=1)
    assert len(told(estate, ZHOU, "陈静 今天 14:05 留下的交接还没有人签收", before)) == 1
    assert not told(estate, WU, "留下的交接", before)


def test_whoever_leaves_is_on_no_rota(estate: Estate) -> None:
    """Removed staff: their lines end, the gap is told, the history stays."""
    line = rostered(estate, LI, NIGHT)
    estate.presses(ZHENG, f"s{post_of(estate, LI)}:remove:0")
    ended = estate.work(lambda w: w.rotas.get(line).ended_at)
    assert ended == estate.now
    assert estate.work(lambda w: w.rotas.standing(estate.community)) == []
    assert estate.work(lambda w: len(w.rotas.ever(estate.community, Team.ENGINEERING, w.now - timedelta(days=1)))) == 1


def test_whoever_changes_the_team_is_off_its_rota(estate: Estate) -> None:
    """The register puts somebody elsewhere."""
    rostered(estate, LI, NIGHT)
    post = post_of(estate, LI)
    estate.work(lambda w: w.conn.execute(t.staff.update().where(t.staff.c.id == post).values(team="security")))
    assert estate.work(lambda w: w.rotas.standing(estate.community)) == []


def test_between_two_looks_a_sweep_reads_one_row(estate: Estate) -> None:
    """The clock asks often; nothing is done twice, and a change is seen at once."""
    rostered(estate, LI, NIGHT)
    first = estate.work(sweep)
    before = last_row(estate)
    assert estate.work(sweep) == first and last_row(estate) == before
    rostered(estate, ZHAO, ("14:15", "23:05"))
    goes_home(estate, ZHAO)
    estate.passes(minutes=0)
    assert told(estate, ZHAO, "14:15 开始", before)


def test_one_broken_rota_does_not_stop_the_others(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """The administrators hear of it, once."""
    from services.rota import watch

    def broken(*given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(watch, "_notices", broken)
    rostered(estate, LI, NIGHT)
    for _ in range(3):
        estate.passes(hours=2)
    rows = estate.work(
        lambda w: list(w.conn.scalars(select(t.outbox.c.key).where(t.outbox.c.key.contains("ZeroDivision"))))
    )
    assert len(rows) == 1


def test_days_long_over_are_left_out(estate: Estate) -> None:
    """A year of stand-ins does not slow the clock down, nor fill the list; the register still knows them."""
    rostered(estate, LI, NIGHT)
    once = rostered(estate, ZHAO, NIGHT, LineKind.ONCE)
    estate.now += timedelta(days=3)
    assert len(estate.work(lambda w: w.rotas.standing(estate.community))) == 2
    estate.now += timedelta(days=2)
    assert once not in {ln.id for ln in estate.work(lambda w: w.rotas.standing(estate.community))}
    since = estate.now - timedelta(days=6)
    assert once in {ln.id for ln in estate.work(lambda w: w.rotas.ever(estate.community, Team.ENGINEERING, since))}


def test_who_cannot_be_reached_is_passed_over(estate: Estate) -> None:
    """X-43: a lead and supervisor without a chat; the heads hear of it."""
    rostered(estate, LI, NIGHT)
    goes_home(estate, LI, ZHAO, WU)
    accounts = [estate.people[who] for who in (WU, ZHOU)]
    estate.work(
        lambda w: w.conn.execute(
            t.persons.update().where(t.persons.c.telegram_id.in_(accounts)).values(telegram_id=None)
        )
    )
    estate.passes(minutes=5)
    assert told(estate, ZHENG, "现在没有人值班") and told(estate, FENG, "现在没有人值班")
