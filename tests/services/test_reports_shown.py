"""The list of reports: a period picked or typed, figures with definitions, the cases behind them; the same for everybody allowed."""

import pytest
from sqlalchemy import update

from bot.drawing.charts import chart
from bot.drawing.fonts import Fonts
from domain.figures import parse
from services import documents
from services.clock import prepare, sweep
from services.reports import showing
from services.reports.asked import CARD, ask
from services.reports.catalogue import REPORTS, readable
from store import tables as t
from tests.services import fee_steps
from tests.services.complaint_steps import complains, judges
from tests.services.steps import (
    CHEN,
    FENG,
    LI,
    NOT_YOURS,
    WANG,
    WU,
    ZHENG,
    ZHOU,
    arrives,
    files,
    finishes,
    last_row,
    owed,
    sets,
    signs,
    takes,
    waives,
)
from tests.services.survey_steps import issues, settles
from tests.support.estate import Estate

OUTDATED = "这个按钮"


def opens(estate: Estate, who: str, *labels: str) -> str:
    """The list by its command, then these buttons; the newest card."""
    estate.says(who, "/report")
    for label in labels:
        estate.taps(who, label)
        estate.passes(seconds=1)
    return card(estate, who)


def card(estate: Estate, who: str) -> str:
    """The report as it stands now."""
    return next(m.text for m in reversed(estate.chats[estate.people[who]].values()) if "📊" in m.text)


def buttons(estate: Estate, who: str) -> list[str]:
    """What can be pressed on it."""
    shown = next(m for m in reversed(estate.chats[estate.people[who]].values()) if "📊" in m.text)
    return [b["label"] for row in shown.buttons for b in row]


def two_repairs(estate: Estate) -> None:
    """One burst pipe, there after a quarter of an hour and a minute, done and signed with two stars; one drip nobody has taken."""
    estate.says(WANG, "厨房水管爆了,水一直流")
    estate.passes(minutes=2)
    takes(estate)
    estate.passes(minutes=14)
    arrives(estate)
    waives(estate)
    finishes(estate)
    signs(estate, stars=2)
    files(estate, WANG, "水龙头滴水")


def test_everybody_is_offered_what_they_may_read(estate: Estate) -> None:
    """The manager all, the lead what is done, the desk's clerk nothing at all."""
    opens(estate, ZHENG)
    assert "服务质量总览" in buttons(estate, ZHENG) and "收费" in buttons(estate, ZHENG)
    opens(estate, WU)
    assert {"维修", "投诉", "回访"} <= set(buttons(estate, WU)) and "收费" not in buttons(estate, WU)
    for name in (CHEN, LI, WANG):
        estate.says(name, "/report")
        assert NOT_YOURS in estate.screen(estate.people[name])


def test_figures_have_their_definitions(estate: Estate) -> None:
    """Folded at first; the formula and the rule are under each figure once asked for."""
    two_repairs(estate)
    text = opens(estate, ZHOU, "维修", "本周")
    assert "一周 · 2026年11月16日–11月22日（到现在）" in text
    assert "· 报修 <b>2</b>" in text and "· 完工 <b>1</b>" in text
    assert "🔴 急修按时到场 <b>0%</b>（0/1） · 目标≥95% 未达标" in text and "🟢 急修按时完工 <b>100%</b>（1/1）" in text
    assert "★2.0" in text and "F-05" not in text
    estate.taps(ZHOU, "口径")
    estate.passes(seconds=1)
    assert "<i>在时限内到场的急修 ÷ 这段时间到场的急修，从报修算起（F-05）</i>" in card(estate, ZHOU)
    estate.taps(ZHOU, "收起口径")
    estate.passes(seconds=1)
    assert card(estate, ZHOU) == text


def test_every_report_opens_for_every_period(estate: Estate) -> None:
    """With something in each, and empty in the last year; in English as well."""
    two_repairs(estate)
    complains(estate)
    fee_steps.bill(estate, "3-2-1502", 27_580, "2026-11", estate.now.date())
    estate.work(lambda w: w.people.set_language(w.people.by_telegram(estate.people[FENG]).id, "en"))
    for name in REPORTS:
        for period in ("2026-W47", "2026-11", "2026-Q4", "2026", "2025", "20261101-20261122"):
            for who in (ZHENG, FENG):
                estate.presses(who, f"y{estate.community}:view.{name}/{period}/d:0")
                estate.passes(seconds=1)
        assert "27" not in card(estate, FENG) or name in ("money", "quality"), name
    assert "Service quality" in opens(estate, FENG, "Service quality", "This month")


def test_every_message_with_chart_and_workbook_for_every_period(estate: Estate) -> None:
    """Whatever the period is called, its pictures are drawn and its files made."""
    two_repairs(estate)
    complains(estate)
    fee_steps.bill(estate, "3-2-1502", 27_580, "2026-11", estate.now.date())
    for name in (name for name, report in REPORTS.items() if report.book):
        for period in ("2026-11-22", "2026-W47", "2026-11", "2026-Q4", "2026", "20260101-20261122"):
            since = last_row(estate)
            estate.presses(ZHENG, f"y{estate.community}:book.{name}/{period}:0")
            estate.passes(seconds=1)
            (row,) = [r for r in owed(estate, ZHENG, since) if r.payload.get("media")]
            for picture in row.payload["media"]:
                if picture["kind"] == "photo":
                    assert chart(picture["draw"], Fonts())
                else:
                    given = picture["draw"]
                    assert estate.work(lambda w, given=given: documents.document(w, given)), (name, period)


def test_the_cases_behind_a_figure(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that speak against it first; a press opens the case's own card; pages go on and back."""
    monkeypatch.setattr(showing, "PAGE", 1)
    two_repairs(estate)
    opens(estate, ZHENG, "维修", "本周", "报修 2")
    text = card(estate, ZHENG)
    assert "2 件 · 第 1 / 2 页" in text and "（F-43）" in text
    first = next(label for label in buttons(estate, ZHENG) if label.startswith("261122-"))
    estate.taps(ZHENG, "下一页")
    estate.passes(seconds=1)
    assert "第 2 / 2 页" in card(estate, ZHENG) and first not in buttons(estate, ZHENG)
    estate.taps(ZHENG, "261122-001")
    assert "水管爆" in estate.screen(estate.people[ZHENG]) and "王芳" in estate.screen(estate.people[ZHENG])
    estate.taps(ZHENG, "‹ 返回")
    estate.passes(seconds=1)
    opens(estate, ZHENG, "维修", "本周", "急修按时到场 1")
    assert "🔴 261122-001" in card(estate, ZHENG)


def test_a_complaint_is_named_only_to_those_who_may_read_it(estate: Estate) -> None:
    """The lead sees that there is one, not whose; opening it is refused by the complaint itself."""
    one = complains(estate)
    judges(estate, one.number, "重要")
    opens(estate, ZHENG, "投诉", "本周", "收到投诉 1")
    assert one.number in buttons(estate, ZHENG)
    opens(estate, WU, "投诉", "本周", "收到投诉 1")
    assert "只有相关人员能看" in card(estate, WU) and one.number not in buttons(estate, WU)
    estate.presses(WU, f"y{estate.community}:case.{one.id}:0")
    assert NOT_YOURS in estate.toast()


def test_days_are_typed(estate: Estate) -> None:
    """Not understood once, then shown for these days as a new card."""
    two_repairs(estate)
    opens(estate, ZHOU, "维修", "自选日期")
    estate.says(ZHOU, "上上周")
    assert "没看懂日期" in estate.screen(estate.people[ZHOU])
    estate.says(ZHOU, "11.20 到 11.22")
    estate.passes(seconds=1)
    text = card(estate, ZHOU)
    assert "自选日期 · 2026年11月20日–11月22日" in text and "报修 <b>2</b>" in text


def test_a_post_that_ended_meanwhile_reads_nothing(estate: Estate) -> None:
    """Looked up at the press and again when it is counted; nobody is alarmed."""
    opens(estate, ZHOU, "维修", "本月")
    ended = update(t.staff).where(t.staff.c.person_id == t.persons.c.id, t.persons.c.telegram_id == estate.people[ZHOU])

    def leaves(work) -> None:
        community = work.people.community(estate.community)
        person = work.people.by_telegram(estate.people[ZHOU])
        ask(work, community, person, parse("2026-11"), "k1", "repairs", CARD)
        work.conn.execute(ended.values(ended_at=estate.now))
        assert not readable(work.people.who(person, "zh"), estate.community)
        before = card(estate, ZHOU)
        ready = prepare(work)
        sweep(work, ready)
        assert before == card(estate, ZHOU)
        assert not work.marks.get("reports.asked")

    estate.work(leaves)
    estate.taps(ZHOU, "口径")
    assert NOT_YOURS in estate.toast()


@pytest.mark.parametrize(
    "value",
    [
        "view.repairs", "view.repairs/2026-13", "view.gold/2026-11", "view.", "behind.repairs/0/2026-11", "behind.repairs/x/2026-11/0",
        "behind.repairs/0/2026-11/-1", "behind.repairs/99/2026-11/99999", "book.callbacks/2026-11", "pick.gold",
        "days.gold", "case.999999", "case.x",
    ],
)  # fmt: skip
def test_forged_buttons_change_nothing(estate: Estate, value: str) -> None:
    """A kind line, or the figure there is."""
    estate.presses(ZHENG, f"y{estate.community}:{value}:0")
    estate.passes(seconds=1)
    assert not estate.work(lambda w: w.marks.get("reports.asked"))


def test_quality_stands_against_its_targets(estate: Estate) -> None:
    """QLT-02: a community's own target decides what passes."""
    two_repairs(estate)
    text = opens(estate, ZHENG, "服务质量总览", "本周")
    assert "🔴 急修按时到场" in text and "目标≥95%" in text and "总体满意率 <b>–</b>" in text
    sets(estate, "quality.kept_percent", 1)
    assert "目标≥1%" in opens(estate, ZHENG, "服务质量总览", "本周")


def test_the_newest_survey(estate: Estate) -> None:
    """F-12, F-13: asked and returned; nobody has answered yet."""
    issues(estate)
    settles(estate)
    text = opens(estate, ZHOU, "满意度调查", "本月")
    assert "🟢 发放率 <b>100%</b>" in text and "🔴 回收率 <b>0%</b>" in text and "🔴 总体满意率" not in text


def test_visits_of_the_days(estate: Estate) -> None:
    """F-31: what was planned for these days, made or not; another month counts by itself."""
    person = estate.work(lambda w: w.people.by_telegram(estate.people[ZHOU]).id)
    made = {
        "community_id": estate.community, "made_by": person, "made_at": estate.now, "staff_id": 1, "unit_id": estate.units["3-2-1502"],
        "purpose": "round", "month": "2026-11",
    }  # fmt: skip

    def plan(work) -> None:
        for day in (10, 20, 25):
            work.visits.add({**made, "planned_on": estate.now.date().replace(day=day)})
        work.visits.change(work.visits.get(1), {"status": "done", "done_at": estate.now})

    estate.work(plan)
    assert "走访完成 <b>33%</b>（1/3）" in opens(estate, ZHOU, "走访", "本月")
    assert "走访完成 <b>0%</b>（0/1）" in opens(estate, ZHOU, "走访", "本周")
    assert "走访完成 <b>–</b>" in opens(estate, ZHOU, "走访", "上月")
