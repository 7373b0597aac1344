"""The monthly and the yearly summary: its figures and the period before, on demand and on the first working day (PLN-01, PLN-04, PLN-10)."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pypdfium2
import pytest

from bot.drawing.fonts import fonts
from bot.drawing.papers import paper
from domain.figures import month, parse
from services import documents
from services.reports import summary
from tests.services import fee_steps
from tests.services.complaint_steps import complains
from tests.services.steps import CHEN, FENG, WU, ZHENG, ZHOU, last_row, owed, told
from tests.services.test_reports_shown import opens, two_repairs
from tests.services.test_reports_when import until
from tests.support.estate import Estate

TITLE = "工作总结"


def drawn(estate: Estate, who: str) -> dict[str, Any]:
    """The document of their newest summary."""
    named = [r for r in owed(estate, who) if TITLE in r.payload["text"]][-1].payload["media"][0]
    assert named["name"].endswith(".pdf")
    return estate.work(lambda w: documents.document(w, named["draw"]))


def cells(document: dict[str, Any]) -> dict[str, list[str]]:
    """Each row of its tables by its first cell."""
    return {row[0]: row[1:] for table in document["tables"] for row in table["rows"]}


def test_on_demand_with_every_figure_and_its_definition(estate: Estate) -> None:
    """From the overview; what is not reached is named in the message; the paper has it all."""
    two_repairs(estate)
    complains(estate)
    fee_steps.bill(estate, "3-2-1502", 27_580, "2026-11", date(2026, 11, 20))
    since = last_row(estate)
    opens(estate, ZHENG, "服务质量总览", "本月")
    assert estate.taps(ZHENG, "总结（PDF）") == "好的，马上发给您。"
    estate.passes(seconds=1)
    (text,) = told(estate, ZHENG, "月度工作总结", since)
    assert "未达标：" in text and "急修按时到场" in text and "收费率" in text
    document = drawn(estate, ZHENG)
    found = cells(document)
    assert found["急修按时到场"] == ["0%（0/1）", "–", "≥95%", "未达标"]
    assert found["报修"][0] == "2" and found["收费率"][0].startswith("0%（¥0.00/¥275.80")
    assert [t["title"] for t in document["tables"]] == ["维修", "回访", "投诉", "走访", "满意度调查", "收费"]
    assert any("F-05" in note for note in document["notes"])
    assert not any(name in str(document) for name in ("王芳", "1502", "138"))


def test_it_is_drawn_whole(estate: Estate) -> None:
    """In both languages, every page."""
    two_repairs(estate)
    for language, title in (("zh", "年度工作总结"), ("en", "Summary of the year")):
        given = {"what": "summary", "community": estate.community, "period": "2026", "language": language, "at": ""}
        made = estate.work(lambda w, given=given: documents.document(w, given))
        pages = pypdfium2.PdfDocument(io.BytesIO(paper(made, fonts())))
        assert title in "".join(page.get_textpage().get_text_bounded() for page in pages)


def test_on_the_first_working_day_to_manager_and_director(estate: Estate) -> None:
    """December begins on a Tuesday: that day; once; to nobody else; of November."""
    two_repairs(estate)
    until(estate, "2026-11-30T23:00")
    assert not told(estate, ZHENG, TITLE)
    until(estate, "2026-12-01T08:29")
    assert not told(estate, ZHENG, TITLE)
    until(estate, "2026-12-02T09:00")
    for name in (ZHENG, FENG):
        (text,) = told(estate, name, "月度工作总结")
        assert "2026年11月1日–11月30日" in text and "到现在" not in text
    assert not any(told(estate, name, TITLE) for name in (ZHOU, WU, CHEN))


def test_in_january_the_year_too_and_after_the_holiday(estate: Estate) -> None:
    """New Year's Day is no working day; downtime over it changes nothing."""
    estate.passes(minutes=1)
    until(estate, "2026-12-31T20:00")
    before = last_row(estate)
    estate.now = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)
    estate.passes(seconds=1)
    assert not told(estate, ZHENG, TITLE, before)
    estate.now = datetime(2027, 1, 8, 3, 0, tzinfo=UTC)
    estate.passes(seconds=1)
    texts = told(estate, ZHENG, TITLE, before)
    assert sorted("年度" in text for text in texts) == [False, True]
    assert any("2026年12月1日" in text for text in texts) and any("2026年1月1日" in text for text in texts)
    estate.passes(days=1)
    assert len(told(estate, ZHENG, TITLE, before)) == 2


def test_names_and_forged_periods(estate: Estate) -> None:
    """A month's and a year's have names of their own; a period that is none makes no paper."""
    assert [summary.title_of(p) for p in (month(date(2026, 11, 1)), parse("2026"), parse("2026-Q4"))] == [
        "month",
        "year",
        "other",
    ]
    with pytest.raises(ValueError, match="no period"):
        estate.work(
            lambda w: documents.document(w, {"what": "summary", "community": 1, "period": "x", "language": "zh"})
        )
