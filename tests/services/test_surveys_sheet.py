"""A questionnaire by workbook: out, changed, in again; bad rows are named and change nothing (X-29)."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import workbook_file
from bot.drawing.sheets import workbook
from bot.media import Fetcher, MediaStore
from domain.incoming import Kind
from services.documents import document
from services.surveys import sheet
from store import tables as t
from tests.services.steps import ZHOU
from tests.services.survey_steps import issues, opens, short
from tests.support.estate import Estate


def given_out(estate: Estate, folder: Path) -> dict[str, list[list[object]]]:
    """What the button gives, as it arrives on a desk."""
    estate.taps(ZHOU, "导出表格")
    drawn = estate.newest(ZHOU).media[0]["draw"]
    path = folder / "book.xlsx"
    path.write_bytes(workbook(estate.work(lambda w: document(w, drawn))))
    return workbook_file.read(path)


def sent_back(estate: Estate, sheets: dict[str, list[list[object]]] | None) -> Any:
    """The workbook is sent, fetched and read."""
    estate.taps(ZHOU, "用表格填", nth=-1)
    estate.says(ZHOU, "这里")
    assert "作为文件发来" in estate.newest(ZHOU).text
    estate.sends(ZHOU, Kind.FILE)
    row = estate.work(lambda w: w.conn.execute(select(t.media).order_by(t.media.c.id.desc())).first())
    assert row.status == "wanted"
    estate.work(lambda w: sheet.arrived(w, row.id, row.by, row.step, sheets))
    estate.deliver()
    return estate.newest(ZHOU)


def test_workbook_goes_out_and_comes_back(estate: Estate, tmp_path: Path) -> None:
    """A question more, another one reworded; keys stay; an issued version stays as it is."""
    issues(estate)
    opens(estate, ZHOU, "问卷", "看 1")
    sheets = given_out(estate, tmp_path)
    rows = next(iter(sheets.values()))
    assert rows[2][:3] == ["q1", "满意度四档", "供水满意吗"]
    rows[2][2] = "您家供水怎么样"
    rows.append(["", "单选", "几点最忙", "When", "早上；晚上", "Morning; Evening", "可跳过"])
    shown = sent_back(estate, sheets)
    assert "第 2 版" in shown.text
    assert "您家供水怎么样" in shown.text
    newest = estate.work(lambda w: w.surveys.newest_edition(1))
    assert [q.key for q in newest.asked] == ["q1", "q2", "q3"]
    assert newest.asked[2].options == (("早上", "Morning"), ("晚上", "Evening"))
    assert estate.work(lambda w: w.surveys.questionnaire(1)).asked[0].zh == "供水满意吗"


def test_bad_rows_are_named_and_nothing_changes(estate: Estate, tmp_path: Path) -> None:
    """Row, column, what stands there, what should; a file that is no workbook says so too."""
    short(estate)
    sheets = given_out(estate, tmp_path)
    rows = next(iter(sheets.values()))
    rows.append(["", "打分吧", "几分"])
    rows.append(["", "单选", "哪个", "", "只有一个"])
    shown = sent_back(estate, sheets)
    assert "第 5 行 · 题型「打分吧」" in shown.text
    assert "第 6 行 · 选项「只有一个」" in shown.text
    assert len(estate.work(lambda w: w.surveys.questionnaire(1)).questions) == 2
    assert "文件打不开" in sent_back(estate, None).text


class _Channel:
    """Hands out one file, whatever is asked for."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    async def call(self, method: str, **given: Any) -> dict[str, Any]:
        return {"file_path": "documents/book.xlsx", "file_size": len(self.content)}

    async def file(self, path: str) -> bytes:
        return self.content


@pytest.mark.parametrize("whole", [True, False])
async def test_the_file_is_fetched_read_and_taken_in(estate: Estate, tmp_path: Path, whole: bool) -> None:
    """In one transaction with noting it; what is no workbook is said to be none."""
    short(estate)
    rows = next(iter(given_out(estate, tmp_path).values()))
    rows.append(["", "文字", "新的一题"])
    book = tmp_path / "sent.xlsx"
    workbook_file.write(book, {"问卷": rows})
    estate.taps(ZHOU, "用表格填")
    estate.sends(ZHOU, Kind.FILE)
    channel: Any = _Channel(book.read_bytes() if whole else b"no workbook")
    fetcher = Fetcher(channel, estate.writer, MediaStore(tmp_path / "media"), lambda: estate.now, 10**7)
    fetcher.start()
    for _ in range(200):
        if estate.work(lambda w: w.conn.scalar(select(t.media.c.status))) != "wanted":
            break
        await asyncio.sleep(0.02)
    await fetcher.stop()
    estate.deliver()
    assert estate.work(lambda w: w.conn.scalar(select(t.media.c.status))) == "kept"
    assert ("新的一题" if whole else "文件打不开") in estate.newest(ZHOU).text
