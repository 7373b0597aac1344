"""Digests and statistics from stories: golden numbers in both languages, who gets them, when, and what is in the workbook."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select, update

from bot.drawing.charts import chart
from bot.drawing.fonts import Fonts
from bot.drawing.sheets import workbook
from domain.figures import day, week
from domain.people import Team
from services.reports import book, sheets
from services.reports.digest import morning_digest, shift_digest
from services.reports.gather import figures
from services.reports.statistics import statistics
from store import tables as t
from tests.services.steps import (
    FENG,
    LI,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    arrives,
    files,
    finishes,
    last_row,
    owed,
    person_of,
    sets,
    signs,
    takes,
    told,
    waives,
)
from tests.support.cast import GROUP
from tests.support.estate import Estate

MONDAY, LEADERS = date(2026, 11, 23), (WU, ZHOU, ZHENG, FENG)


def community(work: Any, estate) -> Any:
    """The estate's."""
    return work.people.community(estate.community)


def a_day(estate) -> None:
    """Sunday afternoon: a burst pipe reached in 12 minutes, finished in an hour and rated with two stars; a drip nobody took."""
    estate.says(WANG, "厨房水管爆了,水一直流")
    estate.passes(minutes=2)
    takes(estate)
    estate.passes(minutes=10)
    arrives(estate)
    estate.passes(minutes=48)
    waives(estate)
    finishes(estate)
    estate.passes(minutes=5)
    signs(estate, stars=2)
    files(estate, WANG, "水龙头滴水")


def digest(estate) -> int:
    """Monday's, sent now."""
    return estate.work(lambda w: morning_digest(w, community(w, estate), day(MONDAY)))


def speaks_english(estate, name: str) -> None:
    """From now on."""
    estate.work(lambda w: w.people.set_language(person_of_in(w, estate, name), "en"))


def person_of_in(work: Any, estate, name: str) -> int:
    """The person's id inside a unit of work."""
    return work.people.by_telegram(estate.people[name]).id


def pictures(estate, chat: str) -> list[dict[str, Any]]:
    """What the newest message to them carries."""
    return owed(estate, chat)[-1].payload["media"]


def test_morning_digest_in_numbers(estate) -> None:
    """Yesterday's figures, what is open, what to decide, with the buttons for it; REP-16, F-05, F-06."""
    a_day(estate)
    since = last_row(estate)
    assert digest(estate) == 4
    (text,) = told(estate, ZHENG, "早报", since)
    assert "报修 <b>2</b> 件（急修 1） · 完工 <b>1</b> 件" in text
    assert "按时 <b>100%</b>（2/2）" in text
    assert "评价 ★2.0（1 份，差评 1）" in text
    assert "未完 1 件，1 件还没人接" in text
    assert "还没人接" in text.partition("请您定夺")[2]
    assert "★2，请回访" in text.partition("请您定夺")[2]
    row = owed(estate, ZHENG)[-1]
    assert [b["label"][:1] for b in row.payload["buttons"][0]] == ["1", "2"]


def test_digest_goes_to_those_who_lead(estate) -> None:
    """Lead, supervisor, manager, director; nobody else; told again it is not sent again."""
    a_day(estate)
    since = last_row(estate)
    digest(estate)
    assert digest(estate) == 0
    assert {r.person_id for r in owed(estate, None, since)} == {person_of(estate, name) for name in LEADERS}


def test_digest_in_each_readers_language(estate) -> None:
    """Words and labels of the chart; the English fallback of every label is ASCII."""
    a_day(estate)
    speaks_english(estate, FENG)
    since = last_row(estate)
    digest(estate)
    (text,) = told(estate, FENG, "Good morning", since)
    assert "<b>2</b> reported (1 urgent) · <b>1</b> finished" in text
    assert "<b>100%</b> on time (2 of 2)" in text
    english, chinese = pictures(estate, FENG)[0]["draw"], pictures(estate, ZHENG)[0]["draw"]
    assert english["title"][0] == "Morning digest"
    assert chinese["title"] == ["早报", "Morning digest"]
    assert all(text[1].isascii() for text in _texts(chinese))
    assert chart(chinese, Fonts()).startswith(b"\x89PNG")


def _texts(value: Any) -> list[list[str]]:
    if isinstance(value, dict):
        return [found for one in value.values() for found in _texts(one)]
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, str) for one in value):
        return [value]
    return [found for one in value for found in _texts(one)] if isinstance(value, list) else []


def test_chart_holds_the_figures(estate) -> None:
    """Three tiles, seven days, the open work of the teams."""
    a_day(estate)
    digest(estate)
    tiles, days, teams = pictures(estate, ZHENG)[0]["draw"]["panels"]
    assert [tile["value"][0] for tile in tiles["tiles"]] == ["2", "1", "100%"]
    assert [s["values"] for s in days["series"]] == [[0] * 6 + [2], [0] * 6 + [1]]
    assert [(r["label"], r["value"]) for r in teams["rows"]] == [(["工程", "Repairs"], 1)]


def test_a_late_promise_is_to_be_decided_first(estate) -> None:
    """Before what nobody has taken."""
    files(estate, WANG, "水龙头滴水")
    estate.passes(minutes=1)
    estate.says(WANG, "厨房水管爆了,水一直流")
    estate.passes(minutes=16)
    since = last_row(estate)
    digest(estate)
    text = told(estate, ZHENG, "早报", since)[0]
    first, second = text.partition("请您定夺：\n")[2].split("\n")[:2]
    assert "🔴 已超时 1 件" in text
    assert first.startswith("1 🚨")
    assert "到场" in first
    assert "还没人接" in second


def test_overloaded_workers_are_named(estate) -> None:
    """Who holds more than the standard allows."""
    sets(estate, "digest.overload", 1)
    for words in ("水龙头滴水", "门锁坏了"):
        files(estate, WANG, words)
        takes(estate)
    since = last_row(estate)
    digest(estate)
    assert f"👤 手上偏多：{LI} 2 件" in told(estate, ZHENG, "早报", since)[0]
    assert ZHAO not in told(estate, ZHENG, "早报", since)[0]


def test_nothing_happened(estate) -> None:
    """A quiet day is said as such, with its picture."""
    digest(estate)
    text = told(estate, ZHENG, "早报")[0]
    assert "报修 <b>0</b> 件" in text
    assert "没有到期的承诺" in text
    assert "没有等您定夺的事" in text
    assert chart(pictures(estate, ZHENG)[0]["draw"], Fonts())


@pytest.mark.parametrize(
    ("local", "on"),
    [("2026-11-22T23:59", date(2026, 11, 22)), ("2026-11-23T00:00", MONDAY), ("2026-11-23T00:30", MONDAY)],
)
def test_half_past_midnight_is_not_yesterday(estate, local: str, on: date) -> None:
    """Filed at 00:30 in Shanghai, when it is still yesterday by UTC."""
    at = datetime.fromisoformat(f"{local}+08:00").astimezone(UTC)
    files(estate)
    estate.work(lambda w: w.conn.execute(update(t.cases).values(created_at=at)))
    found = estate.work(
        lambda w: [figures(w, community(w, estate), day(d)).reported for d in (date(2026, 11, 22), MONDAY)]
    )
    assert found == [int(on == date(2026, 11, 22)), int(on == MONDAY)]


def test_other_communities_are_not_counted(estate) -> None:
    """Each reads its own."""
    a_day(estate)
    other = estate.work(lambda w: w.register.add_community("别苑", "Asia/Shanghai", "zh"))
    found = estate.work(lambda w: figures(w, w.people.community(other), week(date(2026, 11, 22))))
    assert (found.reported, found.finished, found.promised, found.rated) == (0, 0, 0, 0)


# --- the end of a shift --------------------------------------------------------------------------------------------


def test_shift_digest_in_the_group(estate) -> None:
    """Numbers and kinds, no room, no name; in the community's language; once for the shift."""
    a_day(estate)
    start, end = estate.now - timedelta(hours=8), estate.now + timedelta(minutes=1)

    def send(work: Any) -> bool:
        return shift_digest(work, community(work, estate), Team.ENGINEERING, start, end)

    since = last_row(estate)
    assert (estate.work(send), estate.work(send)) == (True, False)
    (text,) = told(estate, GROUP, "交班小结", since)
    assert "新报 2 件 · 完工 1 件 · 按时 1/1" in text
    assert "未完 1 件，1 件还没人接" in text
    assert LI not in text
    assert "1502" not in text


def test_a_team_without_a_group_gets_none(estate) -> None:
    """And that is no fault."""
    assert not estate.work(
        lambda w: shift_digest(w, community(w, estate), Team.SECURITY, estate.now, estate.now + timedelta(hours=1))
    )


# --- statistics ----------------------------------------------------------------------------------------------------


def weekly(estate) -> int:
    """Of the week of the story."""
    return estate.work(lambda w: statistics(w, community(w, estate), week(date(2026, 11, 22))))


def test_weekly_statistics_in_numbers(estate) -> None:
    """F-05, F-06, F-43, ratings: message, chart, workbook, to each of those who lead."""
    a_day(estate)
    since = last_row(estate)
    assert (weekly(estate), weekly(estate)) == (4, 0)
    (text,) = told(estate, ZHENG, "维修周报", since)
    assert "2026年11月16日–11月22日" in text
    assert "报修 <b>2</b> 件（前一期 0），急修 1；完工 <b>1</b>" in text
    assert "急修到场 15 分钟内 1/1（100%），一般 12 分钟，最长 12 分钟" in text
    assert "急修完工 8 小时内 1/1（100%），一般 1 小时，最长 1 小时" in text
    assert "小修完工" not in text
    assert "评价 ★2.0（1 份，差评 1）" in text
    assert "12–18 点 2" in text
    assert "3栋 2" in text
    assert [p["kind"] for p in pictures(estate, ZHENG)] == ["photo", "file"]
    assert pictures(estate, ZHENG)[1]["name"] == "维修周报-2026-W47.xlsx"


def test_statistics_in_english(estate) -> None:
    """The same figures."""
    a_day(estate)
    speaks_english(estate, FENG)
    since = last_row(estate)
    weekly(estate)
    (text,) = told(estate, FENG, "Repairs of the week", since)
    assert "<b>2</b> reported (0 the time before), 1 urgent; <b>1</b> finished" in text
    assert "Urgent, on site within 15 min: 1 of 1 (100%), usually 12 min, longest 12 min" in text
    assert pictures(estate, FENG)[1]["name"] == "Repairs-2026-W47.xlsx"


def whole_book(estate, chat: str) -> Any:
    """The workbook of the newest message, as a spreadsheet opens it."""
    named = next(p["draw"] for p in pictures(estate, chat) if p["kind"] == "file")
    document = estate.work(lambda w: book.document(w, named))
    return openpyxl.load_workbook(io.BytesIO(workbook(document)))


def test_workbook(estate) -> None:
    """Four sheets; numbers as numbers; nothing about who reported."""
    a_day(estate)
    weekly(estate)
    made = whole_book(estate, ZHENG)
    assert made.sheetnames == ["汇总", "明细", "分类", "人员"]
    rows = {r[0]: r[1:] for r in made["汇总"].iter_rows(min_row=3, values_only=True)}
    assert (rows["报修"][0], rows["完工"][0], rows["按时"][:2]) == (2, 1, (2, 1))
    assert rows["急修到场（分钟） ≤ 15"] == (1, 1, 12, 12)
    assert rows["急修完工（分钟） ≤ 480"] == (1, 1, 60, 60)
    heads = [c.value for c in made["明细"][2]]
    first = dict(zip(heads, [c.value for c in made["明细"][3]], strict=True))
    assert (first["地点"], first["维修"], first["星级"], first["到场用时（分钟）"]) == ("3栋2单元1502", LI, 2, 12)
    assert isinstance(first["报修时间"], datetime)
    assert made["明细"].freeze_panes == "A3"
    people = list(made["人员"].iter_rows(min_row=3, values_only=True))
    assert people == [(LI, 1, 60, 1, 2, 0)]
    everything = str([list(sheet.iter_rows(values_only=True)) for sheet in made])
    phone = estate.work(lambda w: w.conn.scalar(select(t.persons.c.phone).where(t.persons.c.name == WANG)))
    assert WANG not in everything
    assert phone[-8:] not in everything


def test_workbook_in_english_and_of_nothing(estate) -> None:
    """Every heading has its word; a period without repairs has its sheets all the same."""
    speaks_english(estate, FENG)
    weekly(estate)
    made = whole_book(estate, FENG)
    assert made.sheetnames == ["Summary", "Repairs", "By kind", "People"]
    assert all(c.value.isascii() for sheet in made for c in sheet[2] if c.value)
    assert made["Repairs"].max_row == 2


def test_what_somebody_typed_is_no_formula(estate) -> None:
    """A part named like one stays words."""
    a_day(estate)
    estate.work(lambda w: w.conn.execute(update(t.repairs).values(done_part='=HYPERLINK("http://x")')))
    weekly(estate)
    cells = [
        c
        for sheet in whole_book(estate, ZHENG)
        for row in sheet.iter_rows()
        for c in row
        if str(c.value)[:2].lower() == "=h"
    ]
    assert len(cells) >= 2
    assert {c.data_type for c in cells} == {"s"}


@pytest.mark.parametrize("given", [{"what": "other", "period": "2026-11"}, {"what": "report", "period": "x"}])
def test_other_documents_are_not_ours(estate, given) -> None:
    """Neither another kind nor a period that is none."""
    with pytest.raises(ValueError, match="no report"):
        estate.work(lambda w: book.document(w, {"community": estate.community, "language": "zh", **given}))


@pytest.mark.parametrize("given", [{"what": "other", "period": "2026-11"}, {"what": "complaints", "period": "never"}])
def test_a_workbook_of_another_kind_is_refused(estate: Estate, given: dict[str, str]) -> None:
    """What a message carries is looked at before anything is read (F-42)."""

    def asks(work: Any) -> None:
        with pytest.raises(ValueError, match="no report"):
            sheets.asked_for(work, "complaints", {**given, "community": estate.community, "language": "zh"})

    estate.work(asks)
