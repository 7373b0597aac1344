"""Whoever asks for it is forgotten: nothing that names them is left, and every figure follows as before."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from domain.figures import days
from domain.incoming import Kind
from domain.people import Role, Team
from services.forgetting import forget, hindrances, meant, preview
from services.verify import verify
from store import media
from store import personal as p
from store import tables as t
from store.engine import open_store
from store.erasing import compact
from tests.services.complaint_steps import complains
from tests.services.steps import (
    CHEN,
    GUEST,
    LI,
    WANG,
    files,
    finishes,
    hires,
    moves_in,
    person_of,
    press,
    signs,
    tables,
    takes,
    waives,
)
from tests.support.estate import Estate
from tests.support.forgotten import left

NAME, ACCOUNT, PHONE = "欧阳明珠", 770000123, "+8613877001234"
WORDS = (
    "我家次卧的窗户把手松脱了",
    "请下班以后再来敲门",
    "师傅手脚麻利值得表扬",
    "想问问楼下的石榴树是谁种的",
    "二楼拐角连着三天有烟头",
)
EVER = days(date(2000, 1, 1), date(2030, 1, 1))


@pytest.fixture
def settled(watched: Estate) -> Estate:
    """She reported, added something, praised, talked with the desk and complained; all of it is over but the complaint."""
    estate = watched
    person = moves_in(estate, NAME, ACCOUNT, "3-1-101")
    estate.work(lambda w: w.conn.execute(t.persons.update().where(t.persons.c.id == person).values(phone=PHONE)))
    case = files(estate, NAME, WORDS[0])
    press(estate, NAME, "补充", case.number)
    estate.says(NAME, WORDS[1])
    estate.sends(NAME, Kind.PHOTO)
    estate.taps(NAME, "好了")
    takes(estate)
    waives(estate)
    finishes(estate)
    press(estate, NAME, "★5", case.number)
    estate.says(NAME, WORDS[2])
    estate.presses(NAME, "m:talk:0")
    estate.says(NAME, WORDS[3])
    estate.taps(NAME, "发送")
    complains(estate, NAME, WORDS[4])
    return estate


def differences(estate: Estate) -> list[Any]:
    """What `guanjia verify` finds."""
    return estate.work(
        lambda w: list(verify(w, w.people.community(estate.community), EVER, lambda said: None).differences)
    )


def test_nothing_is_left_and_every_figure_follows(settled: Estate, tmp_path: Path) -> None:
    """Not a name, number, account or word, in no column and in no byte of the file or its journal."""
    before = left(tmp_path / "estate.db", [NAME, PHONE, str(ACCOUNT), *WORDS])
    assert {line.split(" in ")[0] for line in before} == {NAME, PHONE, str(ACCOUNT), *WORDS}, "all of it was there"
    assert any("inbox.raw" in line for line in before) and any("outbox.payload" in line for line in before)
    person, stood = person_of(settled, NAME), differences(settled)
    counts = {name: len(rows) for name, rows in tables(settled).items()}
    done = settled.work(lambda w: forget(w, person))
    assert done["cases"] == 2 and done["persons"] == 1 and done["relay_messages"] == 1 and done["inbox"]
    assert differences(settled) == stood == []
    now = {name: len(rows) for name, rows in tables(settled).items()}
    emptied = {"talks", "cards", "boards", "search_terms", "chats", "survey_drafts"}
    assert {name for name in now if now[name] != counts[name]} <= emptied | {"erasures"}
    store = open_store(f"sqlite:///{tmp_path}/estate.db")
    compact(store)
    store.close()
    assert left(tmp_path / "estate.db", [NAME, PHONE, str(ACCOUNT), *WORDS]) == []


def test_others_keep_theirs(settled: Estate) -> None:
    """Wang Fang's matter, words and card stand as before."""
    mine = files(settled, WANG, "阳台地漏堵住了水下不去")
    settled.work(lambda w: forget(w, person_of_name(w, NAME)))
    row = next(c for c in settled.cases() if c.id == mine.id)
    assert row.words == "阳台地漏堵住了水下不去"
    assert takes(settled, LI, mine.number)
    assert "阳台地漏堵住了" in settled.screen(WANG)


def person_of_name(work: Any, name: str) -> int:
    """The person's id."""
    return int(work.conn.scalar(select(t.persons.c.id).where(t.persons.c.name == name)))


def test_preview_says_what_would_go_and_changes_nothing(settled: Estate) -> None:
    """--dry-run."""
    person, before = person_of(settled, NAME), tables(settled)
    found = settled.work(lambda w: preview(w, person))
    assert found["persons"] == 1 and found["cases"] == 2 and found["media"] >= 1
    assert tables(settled) == before


def test_what_is_not_finished_is_named(settled: Estate) -> None:
    """A promise is owed to somebody."""
    person = person_of(settled, NAME)
    found = settled.work(lambda w: hindrances(w, person))
    assert {kind for kind, _ in found} == {"matter", "talk", "callback"} or {kind for kind, _ in found} == {
        "matter",
        "talk",
    }
    assert settled.cases()[-1].number in {which for _, which in found}
    assert settled.work(lambda w: hindrances(w, person_of_name(w, CHEN))) == [("post", "desk")]


def test_who_is_meant(settled: Estate) -> None:
    """By telephone, by our number, by the whole name; nobody by half a name, and nobody twice."""
    person = person_of(settled, NAME)

    def who(said: str) -> list[int]:
        return settled.work(lambda w: [one.person.id for one in meant(w, said)])

    assert who(NAME) == who(str(person)) == who(PHONE) == [person]
    assert who("欧阳") == who("13900000000") == who("99999999999999999999999") == []
    settled.work(lambda w: forget(w, person))
    assert who(str(person)) == who("—") == []


def test_forgotten_twice_is_forgotten_once(settled: Estate) -> None:
    """Nothing changes the second time."""
    person = person_of(settled, NAME)
    settled.work(lambda w: forget(w, person))
    before = tables(settled)
    settled.work(lambda w: forget(w, person))
    assert tables(settled) == before


def test_whoever_comes_back_is_somebody_new(settled: Estate) -> None:
    """The account is nobody's, the home has no resident by her name."""
    person = person_of(settled, NAME)
    settled.work(lambda w: forget(w, person))
    settled.says(ACCOUNT, "你好")
    again = settled.work(lambda w: w.people.by_telegram(ACCOUNT))
    assert again is not None and again.id != person
    settled.presses(ACCOUNT, "m:mine:0")
    assert WORDS[0] not in settled.newest(ACCOUNT).text


def test_former_colleague_is_nobody_in_the_history_of_others(watched: Estate) -> None:
    """Their name goes, what they did for the company stays."""
    estate = watched
    post = hires(estate, "令狐大海", 880000456, Role.ENGINEER, Team.ENGINEERING)
    mine = files(estate, WANG, "厨房水龙头一直滴水")
    takes(estate, "令狐大海", mine.number)
    waives(estate, "令狐大海", mine.number)
    finishes(estate, "令狐大海", mine.number)
    signs(estate, WANG, number=mine.number)
    person = person_of(estate, "令狐大海")
    estate.work(lambda w: w.conn.execute(t.staff.update().where(t.staff.c.id == post).values(ended_at=estate.now)))
    estate.work(lambda w: w.cases.log(mine.id, w.now, None, "note", None, None, {"to": ["令狐大海", "group"]}))
    assert estate.work(lambda w: hindrances(w, person)) == []
    estate.work(lambda w: forget(w, person))
    assert "令狐大海" not in repr(tables(estate))
    kept = estate.cases()[-1]
    assert kept.words == "厨房水龙头一直滴水" and kept.assignee_id == post
    assert estate.work(lambda w: w.cases.history(mine.id))[-1].data == {"to": [p.GONE, "group"]}


def test_files_go_with_their_matter_and_stay_with_somebody_elses(settled: Estate) -> None:
    """The same picture in two matters is one file: it stays while one of them is somebody else's."""
    person = person_of(settled, NAME)
    hers, wang = settled.cases()[-2].id, files(settled, WANG, "阳台地漏堵住了").id

    def keep(work: Any) -> None:
        work.conn.execute(t.media.update().where(t.media.c.case_id == hers).values(status="kept", sha256="a" * 64))
        common = {"by": person_of_name(work, WANG), "kind": "photo", "step": "report", "attempts": 0, "at": work.now}
        for number, sha in (("1", "a" * 64), ("2", "b" * 64)):
            work.conn.execute(
                insert(t.media).values(
                    **common, case_id=wang, ref=f"r{number}", unique_ref=f"q{number}", status="kept", sha256=sha
                )
            )

    settled.work(keep)
    settled.work(lambda w: forget(w, person))
    going = settled.work(lambda w: w.media.going(10))
    assert [(one.sha256, one.shared) for one in going] == [("a" * 64, True)]
    settled.work(lambda w: w.media.erased([one.id for one in going]))
    rows = settled.work(lambda w: w.conn.execute(select(t.media.c.status, t.media.c.ref, t.media.c.sha256)).all())
    assert (media.ERASED, "", None) in [tuple(r) for r in rows]
    assert (
        settled.work(lambda w: len(w.media.of_case(hers))) == 0 and settled.work(lambda w: w.media.counted(wang)) == 2
    )


def test_typed_by_the_desk_for_her_is_found_by_the_words(watched: Estate) -> None:
    """A matter taken down on the telephone: what the desk typed stands in the desk's conversations."""
    estate, words = watched, "厨房水龙头滴水嗒嗒响个不停"
    person = moves_in(estate, NAME, ACCOUNT, "2-1-102")
    chen = person_of(estate, CHEN)
    common = {"person_id": chen, "chat_id": 24, "flow": "repair_desk", "step": "", "path": [], "version": 1}
    files(estate, NAME, words)

    def talks(work: Any) -> None:
        when = {"updated_at": work.now, "expires_at": work.now}
        for status, said in (("done", words), ("open", words), ("done", "别家的事情还要再问问")):
            work.conn.execute(insert(t.talks).values(**common, **when, status=status, answers={"words": [said]}))

    estate.work(talks)
    estate.work(lambda w: forget(w, person))
    kept = estate.work(lambda w: w.conn.execute(select(t.talks.c.status, t.talks.c.answers)).all())
    assert [(status, answers["words"][0]) for status, answers in kept] == [("done", "别家的事情还要再问问")]


def test_stranger_with_nothing_is_forgotten_too(watched: Estate) -> None:
    """Somebody who only once said hello."""
    watched.says(GUEST, "在吗")
    person = watched.work(lambda w: w.people.by_telegram(GUEST).id)
    done = watched.work(lambda w: forget(w, person))
    assert done["persons"] == 1
    assert watched.work(lambda w: w.people.by_telegram(GUEST)) is None
