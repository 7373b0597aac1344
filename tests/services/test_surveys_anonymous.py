"""Anonymous surveys: whoever has the whole database, the file and the way people pressed cannot join answers to homes (decision 20)."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from store import survey_tables as v
from store import tables as t
from store.inbox import outline, same_update
from tests.services.steps import ANNA, WANG, ZHOU, moves_in
from tests.services.survey_steps import drafts, forms, issues, opens, settles
from tests.support.estate import Estate

#: What somebody writes into their form: found again wherever it is left.
MARK = "zebra crossing {} at dawn"


def answers(estate: Estate, who: str, number: int, grade: str = "满意") -> None:
    """One form, with words that are nobody else's."""
    estate.taps(who, "开始填写" if who != ANNA else "Begin")
    estate.taps(who, grade)
    if grade in ("很不满意", "Very dissatisfied"):
        estate.says(who, MARK.format(f"low{number}"))
    estate.says(who, MARK.format(number))
    estate.taps(who, "‹ 上一题" if who != ANNA else "‹ Back")
    estate.taps(who, "下一题" if who != ANNA else "Next")
    estate.taps(who, "交上" if who != ANNA else "Send")


def everywhere(path: Path, words: str) -> dict[str, int]:
    """Tables in which a text column holds the words, and how often."""
    found: dict[str, int] = {}
    with closing(sqlite3.connect(path)) as conn:
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in conn.execute(f"SELECT * FROM {table}"):  # noqa: S608
                for value in row:
                    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    if words in text:
                        found[table] = found.get(table, 0) + 1
    return found


def test_answers_are_nowhere_but_in_the_box(watched: Estate, tmp_path: Path) -> None:
    """Neither in the drafts, nor in what arrived, nor in what was sent; nor in the bytes of the file."""
    issues(watched, named="不记名")
    answers(watched, WANG, 1, "很不满意")
    watched.passes(minutes=61)
    path = tmp_path / "estate.db"
    for words in (MARK.format(1), MARK.format("low1")):
        assert everywhere(path, words) == {"survey_box": 1}
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert path.read_bytes().count(MARK.format(1).encode()) == 1
    assert drafts(watched) == []
    presses = watched.work(lambda w: [bytes(r) for r in w.conn.scalars(select(t.inbox.c.raw))])
    assert not any(b":pick." in raw for raw in presses)


def test_the_box_shares_nothing_with_the_homes(watched: Estate) -> None:
    """No column but number, survey and answers; the numbers follow no order of sending, and change when it is stirred."""
    homes = sorted(set(watched.units) - {"2-1-101", "3-2-1502"})
    for n in range(12):
        moves_in(watched, f"住户{n}", 200 + n, homes[n])
    one = issues(watched, named="不记名")
    for n in range(12):
        answers(watched, f"住户{n}", n)
        watched.now += timedelta(seconds=20)
    assert [c.name for c in v.survey_box.c] == ["id", "survey_id", "answers"]
    slips = forms(watched, one)
    order = [int(slip.answers["q2"]["words"].split()[2]) for slip in slips]
    assert sorted(order) == list(range(12))
    assert order != sorted(order)
    assert {(s.unit_id, s.person_id, s.at, s.building, s.channel, s.entered_by) for s in slips} == {(None,) * 6}
    before = {s.id for s in slips}
    watched.passes(hours=1)
    after = forms(watched, one)
    assert before.isdisjoint({s.id for s in after})
    assert sorted(str(s.answers) for s in after) == sorted(str(s.answers) for s in slips)
    counts = watched.work(lambda w: w.surveys.counts(one))
    assert (counts.issued, counts.returned) == (24, 12)


def test_taking_part_is_known_and_nobody_is_listed(watched: Estate) -> None:
    """Once a home; the invitation says so in plain words; the desk sees how many, not who has not."""
    one = issues(watched, named="不记名")
    assert "不记名" in watched.newest(WANG).text
    assert "anonymous" in watched.newest(ANNA).text
    answers(watched, ANNA, 2, "Satisfied")
    watched.presses(ANNA, f"V{one}:begin.{watched.units['2-1-101']}:1")
    assert "one is enough" in watched.toast()
    opens(watched, ZHOU, "意见调查", "看 1")
    assert "谁还没填" not in watched.screen(ZHOU)
    watched.presses(ZHOU, f"U{one}:silent:1")
    assert "已经更新" in watched.toast()
    assert len(forms(watched, one)) == 1


def test_photos_are_not_kept_in_an_anonymous_form(watched: Estate) -> None:
    """They lead to whoever sent them."""
    issues(watched, named="不记名")
    watched.taps(WANG, "开始填写")
    watched.taps(WANG, "很不满意")
    watched.sends(WANG, text="photo words")
    assert "没有保存" in watched.screen(WANG)
    assert drafts(watched)[0].answers == {"q1": {"value": "very_dissatisfied"}}
    raws = watched.work(lambda w: [bytes(r) for r in w.conn.scalars(select(t.inbox.c.raw))])
    assert not any(b"photo words" in raw for raw in raws)


def test_what_was_never_sent_goes_with_the_end(watched: Estate, tmp_path: Path) -> None:
    """Begun, put aside, forgotten: wiped when the survey ends, and the family's when one of them has answered."""
    moves_in(watched, "王伯", 61, "3-2-1502")
    issues(watched, named="不记名", until="11月24日18点")
    watched.taps(WANG, "请家人填")
    watched.taps("王伯", "开始填写")
    watched.taps("王伯", "满意")
    watched.says("王伯", MARK.format("family"))
    answers(watched, WANG, 3)
    watched.taps(ANNA, "Begin")
    watched.taps(ANNA, "Satisfied")
    watched.says(ANNA, MARK.format("never"))
    watched.passes(days=3)
    settles(watched)
    watched.passes(hours=1)
    for left in ("family", "never"):
        assert everywhere(tmp_path / "estate.db", MARK.format(left)) == {}


def test_late_presses_leave_no_answer(watched: Estate) -> None:
    """A doubled press that comes after the sending is thanked, and nothing of it is kept."""
    issues(watched, named="不记名")
    watched.taps(WANG, "开始填写")
    late = watched.newest(WANG).buttons[0][1]["data"]
    watched.taps(WANG, "满意")
    watched.taps(WANG, "跳过")
    watched.taps(WANG, "交上")
    watched.presses(WANG, late)
    assert "已经交上" in watched.toast()
    newest = watched.work(lambda w: bytes(w.conn.scalar(select(t.inbox.c.raw).order_by(t.inbox.c.update_id.desc()))))
    assert b"pick" not in newest


@pytest.mark.parametrize("raw", [
    {"update_id": 5, "message": {"message_id": 7, "date": 3, "chat": {"id": 9, "type": "private"}, "text": "secret"}},
    {"update_id": 5, "edited_message": {"message_id": 7, "date": 3, "edit_date": 4, "chat": {"id": 9}, "text": "secret"}},
    {"update_id": 5, "callback_query": {"id": "77", "from": {"id": 1}, "data": "V5:pick.secret:1", "message": {"text": "secret"}}},
])  # fmt: skip
def test_an_emptied_arrival_still_tells_a_repeat(raw: dict[str, Any]) -> None:
    """The same update delivered once more is known; its content is not."""
    whole = orjson.dumps(raw)
    assert b"secret" not in outline(whole)
    assert same_update(outline(whole), whole)
    assert outline(b"not json") == b"{}"
