"""When reports come: on demand for those who may, by themselves at their hour, after an absence only what is still of use."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.figures import month, week
from domain.people import Role, Team
from tests.services.steps import CHEN, LI, NOT_YOURS, WANG, ZHENG, ZHOU, files, hires, last_row, sets, told
from tests.services.test_reports import a_day, pictures
from tests.support.cast import GROUP

# --- on demand -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "period"), [("本周", week(date(2026, 11, 22))), ("上周", week(date(2026, 11, 15))),
                          ("本月", month(date(2026, 11, 1))), ("上月", month(date(2026, 10, 1)))]
)  # fmt: skip
def test_on_demand(estate, label: str, period) -> None:
    """Menu, 值班与管理, 报表, then one of four; each answer is new, however often it is asked for."""
    a_day(estate)
    for _ in range(2):
        estate.says(ZHOU, "/menu")
        estate.taps(ZHOU, "值班与管理")
        for press in ("报表", "维修", label):
            estate.taps(ZHOU, press)
        estate.passes(seconds=1)
        since = last_row(estate)
        assert estate.taps(ZHOU, "图和表格") == "好的，马上发给您。"
        estate.passes(seconds=1)
        (text,) = told(estate, ZHOU, "维修", since)
        assert ("报修 <b>2</b>" in text) == (label in ("本周", "本月"))
        assert pictures(estate, ZHOU)[1]["draw"]["period"] == period.key


@pytest.mark.parametrize("name", [LI, CHEN, WANG])
def test_figures_are_for_those_who_lead(estate, name: str) -> None:
    """The button is not offered to others, and a forged one is refused."""
    since = last_row(estate)
    estate.presses(name, f"y{estate.community}:book.repairs/2026-W47:1")
    estate.presses(name, "m:reports:0")
    assert not told(estate, name, "维修周报", since)
    assert NOT_YOURS in estate.toast()


@pytest.mark.parametrize("value", ["", ".next_week", ".repairs/2026-13", ".repairs/' or 1=1"])
def test_forged_periods_are_refused(estate, value: str) -> None:
    """Only periods there are."""
    since = last_row(estate)
    estate.presses(ZHENG, f"y{estate.community}:book{value}:1")
    assert not told(estate, ZHENG, "维修", since)


# --- by themselves -------------------------------------------------------------------------------------------------


def until(estate, local: str) -> None:
    """Goes on until that local time, looking every half hour as the clock does."""
    end = datetime.fromisoformat(f"{local}+08:00").astimezone(UTC)
    while estate.now < end:
        estate.passes(minutes=min(30.0, (end - estate.now).total_seconds() / 60))


def test_digest_comes_at_its_time(estate) -> None:
    """At 08:10 of the next day, once; the week's statistics on Monday at 08:30."""
    a_day(estate)
    until(estate, "2026-11-23T08:09")
    assert not told(estate, ZHENG, "早报")
    until(estate, "2026-11-23T08:10")
    assert len(told(estate, ZHENG, "早报")) == 1
    assert not told(estate, ZHENG, "维修周报")
    until(estate, "2026-11-23T09:30")
    assert (len(told(estate, ZHENG, "早报")), len(told(estate, ZHENG, "维修周报"))) == (1, 1)
    assert "报修 <b>2</b> 件" in told(estate, ZHENG, "维修周报")[0]


def test_a_digest_that_is_late_is_passed_over_statistics_are_not(estate) -> None:
    """Down from Sunday to Monday evening: no digest of the morning, the week's statistics once."""
    estate.passes(minutes=1)
    estate.passes(hours=30)
    assert not told(estate, ZHENG, "早报")
    assert len(told(estate, ZHENG, "维修周报")) == 1
    how = estate.work(lambda w: w.runs.how(estate.community, "digest.morning", "2026-11-23"))
    assert how == "passed"


def test_after_weeks_only_the_newest_are_made_up_for(estate) -> None:
    """Nobody reads five old weeks; the month before is told."""
    estate.passes(minutes=1)
    estate.passes(days=36)
    assert len(told(estate, ZHENG, "维修周报")) == 1
    assert len(told(estate, ZHENG, "维修月报")) == 1
    assert "2026年11月1日–11月30日" in told(estate, ZHENG, "维修月报")[0]


def test_the_hour_is_a_standard(estate) -> None:
    """Another time, another weekday."""
    sets(estate, "digest.morning_at", "09:45")
    sets(estate, "report.weekly_on", "tuesday")
    estate.passes(minutes=1)
    until(estate, "2026-11-23T09:44")
    assert not told(estate, ZHENG, "早报")
    until(estate, "2026-11-23T10:00")
    assert told(estate, ZHENG, "早报")
    assert not told(estate, ZHENG, "维修周报")
    until(estate, "2026-11-24T09:00")
    assert told(estate, ZHENG, "维修周报")


def test_a_team_without_a_rota_closes_its_day_at_a_fixed_time(estate) -> None:
    """18:00 by standard: the second evening in the group, as the first one only began."""
    estate.passes(minutes=1)
    a_day(estate)
    until(estate, "2026-11-23T18:00")
    found = told(estate, GROUP, "交班小结")
    assert [("新报" in text) for text in found] == [True] * len(found)
    assert 1 <= len(found) <= 2


def test_shifts_of_a_rota_close_when_they_end(estate) -> None:
    """One for each end of a shift, however many people were on it; over midnight too."""
    post = hires(estate, "夜班", 77, Role.ENGINEER, Team.ENGINEERING)
    line = {
        "community_id": estate.community, "team": Team.ENGINEERING, "kind": "weekly", "days": [1, 2, 3, 4, 5, 6, 7],
        "first_day": date(2026, 11, 20), "last_day": None, "made_by": 1, "made_at": estate.now - timedelta(days=3), "ended_at": None,
    }  # fmt: skip
    staff = estate.work(lambda w: [s.id for s, _ in w.staff.listed(estate.community, team=Team.ENGINEERING)][:2])
    for who in staff:
        estate.work(lambda w, who=who: w.rotas.add({**line, "staff_id": who, "starts": "08:00", "ends": "20:00"}))
    estate.work(lambda w: w.rotas.add({**line, "staff_id": post, "starts": "20:00", "ends": "08:00"}))
    estate.passes(minutes=1)
    files(estate, WANG, "水龙头滴水")
    until(estate, "2026-11-23T08:30")
    texts = told(estate, GROUP, "交班小结")
    assert [text.splitlines()[0].rpartition("工程</b> · ")[2] or text.splitlines()[0] for text in texts]
    assert len(texts) == 2
    assert "新报 1 件" in texts[0]
    assert "新报 0 件" in texts[1]
