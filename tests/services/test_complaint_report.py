"""The summary of complaints from stories: its numbers, who reads it and when, the workbook, what grows in a building."""

import io
from typing import Any

import openpyxl
import pytest
from sqlalchemy import update

from bot.drawing.charts import chart
from bot.drawing.fonts import Fonts
from bot.drawing.sheets import workbook
from services import documents
from store import tables as t
from tests.services.complaint_steps import complains, hands, judges, says_to
from tests.services.steps import CHEN, FENG, LI, NOT_YOURS, WANG, WU, ZHENG, ZHOU, last_row, owed, told
from tests.services.test_reports_when import until
from tests.services.visits_steps import BUTLER, OTHER, butler
from tests.support.estate import Estate

MONDAY = "2026-11-23T08:30"
SUMMARY, GROWN = "投诉汇总", "投诉变多"


def two(estate: Estate) -> Any:
    """Sunday: one valid, important, handed over and answered at once; one nobody has looked at. The first of them."""
    first = complains(estate)
    judges(estate, first.number, "重要")
    judges(estate, first.number, "成立")
    judges(estate, first.number, "服务失职")
    hands(estate, first.number)
    estate.passes(minutes=30)
    says_to(estate, WU, "告知结果", first.number, "已经打扫干净")
    estate.taps(WANG, "★5")
    estate.work(lambda w: w.complaints.change(first.id, {"cause": "slowness"}))
    complains(estate, words="隔壁晚上太吵", topic="噪音扰民")
    return first


def pictures(estate: Estate, who: str) -> list[dict[str, Any]]:
    """Chart and workbook of their newest summary."""
    return [r for r in owed(estate, who) if SUMMARY in r.payload["text"]][-1].payload["media"]


def book(estate: Estate, who: str) -> Any:
    """The workbook of the newest summary, as a spreadsheet opens it."""
    named = next(p["draw"] for p in pictures(estate, who) if p["kind"] == "file")
    made = estate.work(lambda w: documents.document(w, named))
    return openpyxl.load_workbook(io.BytesIO(workbook(made)))


def asks(estate: Estate, who: str = ZHOU, label: str = "本周") -> str:
    """Menu, 值班与管理, 报表, complaints; the message."""
    estate.says(who, "/menu")
    estate.taps(who, "值班与管理")
    estate.taps(who, "报表")
    estate.taps(who, "投诉")
    estate.taps(who, label)
    estate.passes(seconds=1)
    since = last_row(estate)
    assert estate.taps(who, "图和表格") == "好的，马上发给您。"
    estate.passes(seconds=1)
    (text,) = told(estate, who, SUMMARY, since)
    return text


def test_the_figures(estate: Estate) -> None:
    """F-08, F-09, F-10, F-11, F-42, CMP-35: on demand, as it stands now; the base of the rate is printed."""
    two(estate)
    text = asks(estate)
    assert "（到现在）" in text
    assert "收到 <b>2</b> 件，办结 <b>1</b>，未办结 1" in text
    assert "首次答复按时 <b>100%</b>（1/1）" in text and "转部门按时 <b>100%</b>（1/1）" in text
    assert "办结按时：重要 1/1" in text
    assert "是否成立：成立 1、未判定 1" in text and "性质：服务失职 1、未判定 1" in text
    assert "起因与部门：工程 处理不及时 1" in text
    assert "今年成立 1 件，已入住 24 户：<b>41.67‰</b>，🔴 超过 0.5‰" in text
    drawn = pictures(estate, ZHOU)[0]["draw"]
    assert [tile["value"][0] for tile in drawn["panels"][0]["tiles"]] == ["2", "100%", "1"]
    assert [(r["label"][0], r["value"]) for r in drawn["panels"][1]["rows"]] == [("处理不及时", 1)]
    assert chart(drawn, Fonts()).startswith(b"\x89PNG")


def test_without_anybody_moved_in_there_is_no_rate(estate: Estate) -> None:
    """F-11: no base, no rate."""
    estate.work(lambda w: w.conn.execute(update(t.units).values(state="unsold")))
    assert "今年成立 0 件，已入住 0 户，还不能算每千户的比例" in asks(estate)


def test_workbook_names_nobody(estate: Estate) -> None:
    """F-42: one row for each complaint; neither who complained nor the home, the phone or the words."""
    first = two(estate)
    asks(estate)
    made = book(estate, ZHOU)
    assert made.sheetnames == ["汇总", "投诉", "分类", "比率"]
    rates = {r[0]: r[1] for r in made["比率"].iter_rows(min_row=3, values_only=True)}
    assert (rates["今年成立的投诉"], rates["上限（‰）"]) == ("1", "0.5") and int(rates["已入住户数"]) > 0
    assert rates["每千户（‰）"] == f"{1000 / int(rates['已入住户数']):.2f}"
    heads = [c.value for c in made["投诉"][2]]
    lines = [dict(zip(heads, r, strict=True)) for r in made["投诉"].iter_rows(min_row=3, values_only=True)]
    assert [line["单号"] for line in lines][0] == first.number and len(lines) == 2
    one, other = lines
    assert (one["等级"], one["是否成立"], one["性质"], one["起因"]) == ("重要", "成立", "服务失职", "处理不及时")
    assert (one["受理日期"], one["办结日期"], one["首次答复（分钟）"]) == ("2026-11-22", "2026-11-22", 30)
    assert one["办结是否按时"] == "按时" and other["办结是否按时"] is None and other["类别"] == "噪音扰民"
    every = [str(c) for sheet in made for r in sheet.iter_rows(values_only=True) for c in r if c is not None]
    for hidden in (WANG, "1502", "138", "打扫", "太吵"):
        assert not [cell for cell in every if hidden in cell]


def test_every_week_once(estate: Estate) -> None:
    """CMP-29, X-15: supervisor, manager and director, of the week before, at the hour of the statistics, once."""
    two(estate)
    until(estate, "2026-11-23T08:29")
    assert not told(estate, ZHENG, SUMMARY)
    until(estate, MONDAY)
    for name in (ZHOU, ZHENG, FENG):
        (text,) = told(estate, name, SUMMARY)
        assert "收到 <b>2</b> 件" in text and "到现在" not in text
    assert pictures(estate, ZHENG)[1]["draw"]["period"] == "2026-W47"
    assert not any(told(estate, name, SUMMARY) for name in (WU, CHEN, LI, WANG))
    until(estate, "2026-11-29T20:00")
    assert len(told(estate, ZHENG, SUMMARY)) == 1


def test_a_building_that_grows_reaches_its_butler(estate: Estate) -> None:
    """CMP-37: in the summary, and to the butler of that building alone; once for the week, without home or name."""
    butler(estate, BUTLER, 41, ["3"])
    butler(estate, OTHER, 42, ["1", "2"])
    for words in ("楼道三天没人打扫", "楼道又没人打扫", "楼道还是没人打扫"):
        complains(estate, words=words)
    until(estate, MONDAY)
    assert "3栋 3 件（平时 0.0 件）" in told(estate, ZHENG, SUMMARY)[0]
    (text,) = told(estate, BUTLER, GROWN)
    assert "3栋：近 14 天 3 件" in text and "1502" not in text and WANG not in text
    assert not told(estate, OTHER, GROWN)
    until(estate, "2026-11-29T20:00")
    assert len(told(estate, BUTLER, GROWN)) == 1


def test_as_many_as_usual_is_no_trend(estate: Estate) -> None:
    """CMP-37: the windows before are what is usual."""
    for _ in range(3):
        complains(estate)
    estate.passes(days=15)
    for _ in range(3):
        complains(estate)
    estate.passes(minutes=1)
    assert "3栋 3 件" in asks(estate)  # three now, three in one of the four before: 400 percent of the usual
    estate.work(lambda w: w.standards.set(estate.community, "complaint.trend_percent", 500, None, w.now))
    assert "投诉变多" not in asks(estate)


@pytest.mark.parametrize("name", [LI, CHEN, WANG])
def test_for_those_who_lead(estate: Estate, name: str) -> None:
    """A forged button shows nothing; neither does a period that is none."""
    since = last_row(estate)
    estate.presses(name, f"y{estate.community}:book.complaints/2026-W47:1")
    assert NOT_YOURS in estate.toast()
    estate.presses(ZHENG, f"y{estate.community}:book.complaints/next_week:1")
    assert not told(estate, name, SUMMARY, since) and not told(estate, ZHENG, SUMMARY, since)


def test_another_community_is_not_counted(estate: Estate) -> None:
    """Rows are bounded by community."""
    two(estate)
    rows = estate.work(lambda w: w.complaint_figures.rows(estate.community + 1, estate.now.replace(day=1), estate.now))
    assert rows == []


def test_unknown_periods_make_no_workbook(estate: Estate) -> None:
    """Only ours."""
    with pytest.raises(ValueError, match="no report"):
        estate.work(lambda w: documents.document(w, {"what": "complaints", "community": estate.community,
                                                     "period": "x", "language": "zh"}))  # fmt: skip
