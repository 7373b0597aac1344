"""The board follows by itself what happens, as long as somebody looks: paced, merged, silent when nothing has changed."""

from typing import Any

import pytest
from sqlalchemy import func, select

import services.board
from store import tables as t
from tests.services.steps import LI, WU, ZHOU, files, last_row, owed, sets, takes
from tests.services.test_board import board
from tests.support.estate import Estate


def edits(estate: Estate, who: str, since: int) -> list[str]:
    """What their board was edited to since then."""
    return [row.payload["text"] for row in owed(estate, who, since) if "看板" in row.payload["text"]]


def more(estate: Estate, count: int = 1) -> None:
    """So many more doors in public places that nobody has."""

    def add(work: Any) -> None:
        community = work.people.communities()[0].id
        have = work.conn.scalar(select(func.count()).select_from(t.cases))
        for number in range(have + 500, have + 500 + count):
            case = work.cases.add({
                "community_id": community, "number": f"261122-{number}", "flow": "repair", "status": "reported",
                "place": "大门", "reporter_id": 1, "channel": "chat", "category": "door", "urgent": False, "words": "门坏了",
                "team": "engineering", "created_at": work.now,
            })  # fmt: skip
            work.cases.add_repair(case, {"charge": "free", "charge_rules": [], "warranty_until": None})

    estate.work(add)


def boards(estate: Estate) -> list[object]:
    """Boards that are looked at."""
    return estate.work(lambda w: list(w.conn.execute(select(t.boards))))


def test_board_follows_in_place(estate: Estate) -> None:
    """A new report, then taken: the card is edited where it stands, with the minute it is of."""
    board(estate, ZHOU)
    card = estate.newest(ZHOU).id
    files(estate)
    estate.passes(minutes=2)
    text = estate.newest(ZHOU).text
    assert estate.newest(ZHOU).id == card and "工程 1 件，没人接 1" in text and "14:07 更新" in text
    takes(estate)
    estate.passes(minutes=2)
    assert "工程 1 件（" in estate.newest(ZHOU).text and LI in estate.newest(ZHOU).text


def test_no_edit_when_it_shows_the_same(estate: Estate) -> None:
    """Time alone, or what is not on it, edits nothing."""
    files(estate)
    board(estate, ZHOU)
    since = last_row(estate)
    estate.passes(minutes=5)
    estate.work(lambda w: w.watched.touch(w.people.communities()[0].id))
    estate.passes(minutes=5)
    assert edits(estate, ZHOU, since) == []


def test_paced_and_merged(estate: Estate) -> None:
    """Ten changes within the minute are one edit, of the newest state."""
    sets(estate, "board.live_minutes", 5)
    board(estate, ZHOU)
    since = last_row(estate)
    for count in range(3):
        more(estate, 2)
        estate.passes(seconds=20 + count)
    assert edits(estate, ZHOU, since) == []
    estate.passes(minutes=5)
    (text,) = edits(estate, ZHOU, since)
    assert "工程 6 件" in text
    estate.passes(minutes=30)
    assert len(edits(estate, ZHOU, since)) == 1


def test_late_and_old_without_anything_happening(estate: Estate) -> None:
    """A promise that runs out and a matter that grows old change the figures by themselves."""
    sets(estate, "board.live_hours", 24)
    files(estate)
    takes(estate)
    board(estate, ZHOU)
    estate.passes(hours=23, minutes=50)
    board(estate, ZHOU)
    assert "1 天内 1" in estate.newest(ZHOU).text
    estate.passes(minutes=15)
    assert "1 天内 0" in estate.newest(ZHOU).text
    estate.passes(hours=23)
    board(estate, ZHOU)
    due = estate.work(lambda w: w.conn.scalar(select(t.boards.c.due_at)))
    assert "超时" not in estate.newest(ZHOU).text.split("件")[1][:5] and due is not None
    estate.passes(hours=2)
    assert "超时 1" in estate.newest(ZHOU).text


def test_page_and_filters_are_kept(estate: Estate) -> None:
    """It follows on the page and with the filter somebody stands on."""
    more(estate, 8)
    board(estate, ZHOU)
    estate.taps(ZHOU, "下一页")
    more(estate, 1)
    estate.passes(minutes=2)
    assert "第 2 / 2 页" in estate.newest(ZHOU).text and "9 件" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "急修")
    more(estate, 1)
    estate.passes(minutes=2)
    assert "正在看：急修" in estate.newest(ZHOU).text and "工程 10 件" in estate.newest(ZHOU).text


def test_opened_long_ago_it_follows_no_more(estate: Estate) -> None:
    """After the hours of the standard; a press begins them anew."""
    sets(estate, "board.live_hours", 2)
    board(estate, ZHOU)
    estate.passes(hours=1, minutes=50)
    estate.taps(ZHOU, "刷新")
    estate.passes(hours=1, minutes=50)
    more(estate, 1)
    estate.passes(minutes=2)
    assert "工程 1 件" in estate.newest(ZHOU).text
    estate.passes(minutes=20)
    more(estate, 1)
    since = last_row(estate)
    estate.passes(minutes=5)
    assert edits(estate, ZHOU, since) == []


def test_choosing_a_building_is_not_disturbed(estate: Estate) -> None:
    """The list of buildings stays until one is chosen."""
    files(estate)
    board(estate, ZHOU)
    estate.taps(ZHOU, "楼栋")
    before = estate.newest(ZHOU).text
    more(estate, 1)
    estate.passes(minutes=5)
    assert estate.newest(ZHOU).text == before and boards(estate) == []


@pytest.mark.parametrize("gone", ["staff", "message"])
def test_whoever_has_left_or_thrown_it_away_is_left_alone(estate: Estate, gone: str) -> None:
    """No figures for those who work here no more; and no new message in place of a card that was deleted."""
    board(estate, ZHOU)
    since = last_row(estate)
    if gone == "staff":
        ends = t.staff.update().where(
            t.staff.c.person_id == select(t.persons.c.id).where(t.persons.c.name == ZHOU).scalar_subquery()
        )
        estate.work(lambda w: w.conn.execute(ends.values(ended_at=w.now)))
    else:
        estate.work(lambda w: w.conn.execute(t.cards.update().values(message_id=None)))
    more(estate, 1)
    estate.passes(minutes=2)
    assert edits(estate, ZHOU, since) == [] and boards(estate) == []


def test_each_sees_the_own_board(estate: Estate) -> None:
    """Two look, each at theirs; a worker's shows the own team only."""
    for who in (ZHOU, WU, LI):
        board(estate, who)
    more(estate, 1)
    estate.passes(minutes=2)
    assert all("工程 1 件" in estate.newest(who).text for who in (ZHOU, WU))
    assert len(boards(estate)) == 3


def test_sweep_reads_nothing_while_nothing_changes(estate: Estate) -> None:
    """Two statements on a small table, none on the matters: a sweep with nothing due stays short."""
    more(estate, 3)
    board(estate, ZHOU)
    estate.passes(minutes=2)
    looked = estate.work(lambda w: (w.watched.due(50), w.watched.next_due()))
    assert looked[0] == [] and (looked[1] is None or looked[1] > estate.now)


def test_bug_in_one_board_keeps_nobody_from_theirs(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """That one follows no more until it is opened again, the others go on."""
    board(estate, ZHOU)
    board(estate, WU)
    real, chats = services.board.renew, estate.work(lambda w: [b.chat_id for b in w.conn.execute(select(t.boards))])

    def broken(work: Any, watch: Any) -> None:
        if watch.chat_id == chats[0]:
            raise ValueError
        real(work, watch)

    monkeypatch.setattr("services.board.renew", broken)
    more(estate)
    estate.passes(minutes=2)
    assert "工程 1 件" in estate.newest(WU).text and [b.chat_id for b in boards(estate)] == chats[1:]
