"""Opinion polls as stories: written, let go, answered by one tap, counted, told; who chose what is nobody's to read."""

from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
from openpyxl import load_workbook
from sqlalchemy import select, update

from bot.drawing.charts import chart as draw_chart
from bot.drawing.fonts import Fonts
from bot.drawing.sheets import workbook
from domain.poll import outcome
from services.documents import document
from services.polls import chart
from store import poll_tables as v
from store import tables as t
from tests.services.steps import ANNA, CHEN, LI, NOT_YOURS, WANG, ZHOU, moves_in, person_of, sets
from tests.services.survey_steps import newest, opens, settles
from tests.services.test_surveys_anonymous import everywhere
from tests.support.estate import Estate

HOME = "3-2-1502"


def writes(
    estate: Estate,
    who: str = ZHOU,
    shown: str = "截止后公布",
    options: str = "同意 / Yes\n不同意 / No",
    until: str = "",
) -> int:
    """A poll as the desk writes it; its id."""
    opens(estate, who, "意见征询", "新征询")
    estate.says(who, "花园的灯十点关好吗？")
    estate.says(who, "Shall the garden lights go off at ten?")
    estate.says(who, options)
    estate.taps(who, shown)
    estate.taps(who, "全小区")
    if until:
        estate.says(who, until)
    else:
        estate.taps(who, "按默认天数")
    return newest(estate, v.polls)


def sends(estate: Estate, **how: Any) -> int:
    """Written and let go; the ballots are there."""
    one = writes(estate, **how)
    estate.taps(ZHOU, "发出")
    settles(estate)
    return one


def state(estate: Estate, poll: int) -> Any:
    """The poll."""
    return estate.work(lambda w: w.polls.get(poll))


def homes(estate: Estate, poll: int) -> list[Any]:
    """Homes that took part, and what they chose as far as it is kept."""
    c = v.poll_homes.c
    query = select(c.unit_id, c.choice).where(c.poll_id == poll, c.voted.is_(True))
    return list(estate.work(lambda w: list(w.conn.execute(query))))


def keys(estate: Estate, poll: int, part: str) -> list[str]:
    """What was owed to owners in that round."""
    key = t.outbox.c.key
    return list(estate.work(lambda w: list(w.conn.scalars(select(key).where(key.like(f"poll:{poll}:{part}:%"))))))


def chooses(estate: Estate, poll: int, home: str, option: int, who: str) -> None:
    """The button of an option, pressed by whoever."""
    estate.presses(who, f"X{poll}:choose.{estate.units[home]}-{option}:1")


def test_poll_goes_from_the_desk_to_the_result(estate: Estate) -> None:
    """Seen with its homes, sent once a home, answered by one tap, told to those asked: quorum first."""
    sets(estate, "poll.least_shown", 2)
    one = writes(estate)
    card = estate.newest(ZHOU).text
    assert "将发给已入住的 24 户" in card
    assert "不是业主大会表决" in card
    estate.taps(ZHOU, "发出")
    settles(estate)
    assert len(keys(estate, one, "ballot")) == 2
    assert "不是业主大会表决" in estate.newest(WANG).text
    assert "看不到哪一家选了什么" in estate.newest(WANG).text
    assert "not a vote of the owners’ assembly" in estate.newest(ANNA).text
    estate.taps(WANG, "同意")
    estate.taps(ANNA, "Yes")
    assert "第 1 项" in estate.newest(WANG).text
    assert "目前" not in estate.newest(WANG).text
    estate.passes(minutes=2)
    assert "参与 2/24" in estate.newest(ZHOU).text
    estate.passes(days=8)
    settles(estate)
    assert state(estate, one).status == "closed"
    assert len(keys(estate, one, "result")) == 2
    said = estate.newest(WANG).text
    assert said.index("没有达到事先定的 50%（12 户）") < said.index("选得最多：<b>同意</b>")
    assert "2 户 · 100.0%" in said
    assert "Most homes chose <b>Yes</b>" in estate.newest(ANNA).text
    assert "已截止" in estate.screen(ZHOU)


def test_newest_choice_of_the_home_counts(estate: Estate) -> None:
    """The family sees it at once; a doubled press changes nothing; neighbours and the desk cannot choose for it."""
    moves_in(estate, "王伯", 61, HOME)
    one = sends(estate)
    estate.taps(WANG, "同意", times=2)
    estate.says("王伯", "/menu")
    estate.taps("王伯", "意见调查")
    estate.taps("王伯", "意见征询")
    estate.taps("王伯", "看 1")
    assert "您家（3栋2单元1502）选的是第 1 项" in estate.newest("王伯").text
    estate.taps("王伯", "不同意")
    assert "已改好" in estate.toast()
    assert "第 2 项" in estate.screen(WANG)
    assert homes(estate, one) == [(estate.units[HOME], 1)]
    for who in (ZHOU, CHEN, LI):
        chooses(estate, one, HOME, 0, who)
        assert NOT_YOURS in estate.toast()
    chooses(estate, one, HOME, 0, ANNA)
    chooses(estate, one, HOME, 7, WANG)
    chooses(estate, one, "1-1-101", 0, WANG)
    assert homes(estate, one) == [(estate.units[HOME], 1)]


def test_who_chose_what_is_not_kept(watched: Estate, tmp_path: Path) -> None:
    """After the count no row leads from a home to its choice: not the homes, not what arrived, not what was shown."""
    sets(watched, "poll.least_shown", 2)
    one = sends(watched)
    watched.taps(WANG, "同意")
    watched.taps(ANNA, "No")
    watched.passes(days=8)
    settles(watched)
    assert {choice for _, choice in homes(watched, one)} == {None}
    assert len(homes(watched, one)) == 2
    assert state(watched, one).result == {"2": [0, 1], "3": [1, 0]}

    path = tmp_path / "estate.db"
    for words in ("选的是第", "has chosen number", "✓ "):
        assert everywhere(path, words) == {}
    presses = watched.work(lambda w: [bytes(raw) for raw in w.conn.scalars(select(t.inbox.c.raw))])
    assert any(b":issue:" in raw for raw in presses)
    assert not any(b":choose." in raw for raw in presses)


def test_whoever_has_left_keeps_no_ballot(watched: Estate, tmp_path: Path) -> None:
    """What they chose is wiped from their chat's card too; their home answers without them."""
    moves_in(watched, "王伯", 61, HOME)
    one = sends(watched)
    watched.taps(WANG, "同意")
    person = person_of(watched, WANG)
    ended = update(t.residencies).where(t.residencies.c.person_id == person).values(ended_at=watched.now)
    watched.work(lambda w: w.conn.execute(ended))
    chooses(watched, one, HOME, 1, WANG)
    assert NOT_YOURS in watched.toast()
    watched.passes(days=8)
    settles(watched)
    assert everywhere(tmp_path / "estate.db", "选的是第") == {}
    assert "结果" in watched.screen("王伯")


def test_few_votes_are_not_told(estate: Estate) -> None:
    """Below the least number neither the desk nor owners read the options; the workbook leaves them out."""
    one = sends(estate, shown="随时看得到")
    estate.taps(WANG, "同意")
    assert "目前" not in estate.newest(WANG).text
    estate.passes(minutes=2)
    assert "1/24" in estate.newest(ZHOU).text
    estate.passes(days=8)
    settles(estate)
    assert "满 5 户才显示" in estate.screen(ZHOU)
    assert "不公布各项户数" in estate.newest(WANG).text
    opens(estate, ZHOU, "意见征询", "看 1", "图和表格")
    drawn = estate.newest(ZHOU).media
    assert [picture["name"] for picture in drawn] == ["opinion-poll.png", f"意见征询-{one}.xlsx"]
    assert drawn[0]["draw"]["panels"][1]["rows"] == []
    made = estate.work(lambda w: document(w, {"what": "poll_book", "poll": one, "language": "zh"}))
    assert "同意" not in orjson.dumps(made["sheets"][0]["rows"]).decode()
    assert all(row[3:] == [None, None] for row in made["sheets"][1]["rows"])


def test_workbook_tells_buildings_that_can_be_told(estate: Estate) -> None:
    """Opened as people open it, in both languages; one building alone with few votes takes another one with it."""
    sets(estate, "poll.least_shown", 2)
    homes_of_1 = sorted(home for home in estate.units if home.startswith("1-"))[:3]
    homes_of_3 = sorted(home for home in estate.units if home.startswith("3-") and home != HOME)[:2]
    for n, home in enumerate([*homes_of_1, *homes_of_3]):
        moves_in(estate, f"住户{n}", 200 + n, home)
    one = sends(estate)
    for n in range(5):
        estate.taps(f"住户{n}", "同意" if n < 4 else "不同意")
    estate.taps(ANNA, "No")
    estate.passes(days=8)
    settles(estate)
    assert state(estate, one).result == {"1": [3, 0], "2": [0, 1], "3": [1, 1]}
    said = {
        "zh": ("汇总", "楼栋", "同意", "不是业主大会表决"),
        "en": ("Summary", "Buildings", "Yes", "not a vote of the owners"),
    }
    for language, (summary, buildings, yes, plain) in said.items():
        made = estate.work(partial(document, given={"what": "poll_book", "poll": one, "language": language}))
        book = load_workbook(BytesIO(workbook(made)))
        assert book.sheetnames == [summary, buildings]
        cells = [[cell.value for cell in row] for row in book[summary].iter_rows()]
        assert plain in str(cells)
        assert [yes, 4, "66.6%"] in [row[:3] for row in cells]
        rows = [[cell.value for cell in row] for row in book[buildings].iter_rows()][-3:]
        assert [row[2:5] for row in rows] == [[3, 3, 0], [1, None, None], [2, None, None]]
        drawn = estate.work(lambda w, language=language: chart.picture(w, w.polls.get(one), language))["draw"]
        assert [bar["value"] for bar in drawn["panels"][1]["rows"]] == [4, 2]
        assert draw_chart(drawn, Fonts()).startswith(b"\x89PNG")


def test_open_poll_shows_how_it_goes(estate: Estate) -> None:
    """From enough homes on, to whoever has chosen; the desk sees who takes part, and votes at the end only."""
    sets(estate, "poll.least_shown", 2)
    sends(estate, shown="随时看得到")
    estate.taps(WANG, "同意")
    assert "目前" not in estate.newest(WANG).text
    estate.taps(ANNA, "No")
    assert "So far" in estate.newest(ANNA).text
    assert "1 · 50.0%" in estate.newest(ANNA).text
    estate.passes(minutes=2)
    assert "参与 2/24" in estate.newest(ZHOU).text
    assert "50.0%" not in estate.screen(ZHOU)


def test_silent_homes_are_reminded_once(estate: Estate) -> None:
    """Not those that have chosen, and not again when the end is put off."""
    one = sends(estate)
    estate.taps(WANG, "同意")
    estate.passes(days=6, hours=1)
    settles(estate)
    assert len(keys(estate, one, "reminder")) == 1
    assert "one tap is enough" in estate.newest(ANNA).text
    opens(estate, ZHOU, "意见征询", "看 1", "延期")
    estate.says(ZHOU, "12月20日18点")
    estate.passes(days=3)
    settles(estate)
    assert state(estate, one).status == "running"
    assert len(keys(estate, one, "reminder")) == 1


def test_late_tap_is_answered_kindly(estate: Estate) -> None:
    """The clock may not have looked yet; nothing is counted after the end."""
    one = sends(estate)
    estate.passes(days=8)
    settles(estate)
    chooses(estate, one, HOME, 0, WANG)
    assert "已经截止" in estate.toast()
    assert homes(estate, one) == []
    assert "0/24 户参与" in estate.newest(WANG).text


def test_tap_between_the_end_and_the_count_is_late(estate: Estate) -> None:
    """The clock has not looked yet: the time it was told counts, not the counting."""
    one = sends(estate)
    estate.taps(WANG, "同意")
    estate.now += timedelta(days=7, minutes=1)
    chooses(estate, one, HOME, 1, WANG)
    assert "已经截止" in estate.toast()
    assert homes(estate, one) == [(estate.units[HOME], 0)]


def test_pages_and_repeats_double_nothing(estate: Estate) -> None:
    """Ten homes at a time; the same look again after a crash owes nobody a second ballot or result."""
    sets(estate, "poll.page", 10)
    others = sorted(set(estate.units) - {"2-1-101", HOME})[:20]
    for n, home in enumerate(others):
        moves_in(estate, f"住户{n}", 200 + n, home)
    one = sends(estate)
    for _ in range(4):
        estate.passes(seconds=30)
    assert len(keys(estate, one, "ballot")) == len(set(keys(estate, one, "ballot"))) == 22
    again = {"cursor": 0, "next_at": estate.now}
    estate.work(lambda w: w.polls.later(one, again))
    for _ in range(6):
        estate.passes(seconds=30)
    assert len(keys(estate, one, "ballot")) == 22
    for n in range(12):
        estate.taps(f"住户{n}", "不同意" if n % 3 else "同意")
    estate.passes(days=8)
    for _ in range(8):
        estate.passes(seconds=30)
    came = outcome(state(estate, one), state(estate, one).result)
    assert (came.voted, came.votes, came.reached) == (12, (4, 8), True)
    assert len(keys(estate, one, "result")) == 22
    assert "选得最多：<b>不同意</b>" in estate.newest("住户19").text
    estate.work(lambda w: w.polls.later(one, again))
    for _ in range(6):
        estate.passes(seconds=30)
    assert len(keys(estate, one, "result")) == 22
    assert state(estate, one).next_at is None


def test_stopped_poll_tells_why_and_has_no_result(estate: Estate) -> None:
    """What was chosen is deleted; those asked read the reason."""
    one = sends(estate)
    estate.taps(WANG, "同意")
    opens(estate, ZHOU, "意见征询", "看 1", "停止")
    estate.says(ZHOU, "问题写错了")
    settles(estate)
    assert (state(estate, one).status, state(estate, one).result) == ("stopped", None)
    assert {choice for _, choice in homes(estate, one)} == {None}
    assert "原因：问题写错了" in estate.newest(WANG).text
    chooses(estate, one, HOME, 0, WANG)
    assert "已经停止" in estate.toast()


def test_desk_writes_and_a_supervisor_lets_go(estate: Estate) -> None:
    """The desk cannot send it; its supervisor has the card in front of them."""
    one = writes(estate, who=CHEN)
    assert "请客服主管或经理点“发出”" in estate.newest(CHEN).text
    estate.presses(CHEN, f"X{one}:issue:1")
    assert NOT_YOURS in estate.toast()
    estate.taps(ZHOU, "发出")
    settles(estate)
    assert state(estate, one).status == "running"


def test_what_cannot_be_asked_is_asked_again(estate: Estate) -> None:
    """One option, or the same twice; then it goes on."""
    opens(estate, ZHOU, "意见征询", "新征询")
    estate.says(ZHOU, "好吗？")
    estate.taps(ZHOU, "不用英文")
    for wrong in ("同意", "同意\n同意", "\n".join(str(n) for n in range(9))):
        estate.says(ZHOU, wrong)
        assert "2 到 8 个" in estate.newest(ZHOU).text
    estate.says(ZHOU, "一、二 / Two；三")
    assert "什么时候看得到" in estate.newest(ZHOU).text
