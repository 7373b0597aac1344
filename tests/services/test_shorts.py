"""Questions of one tap: how a forum was, why so few stars; never twice for one thing, never more than the month's number."""

from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.figures import days
from services.clock import sweep
from services.reports import figures_short
from services.verify import shorts
from store import heard_tables as h
from store import short_tables as v
from tests.services import order_steps
from tests.services.complaint_steps import complains, hands, says_to
from tests.services.heard_steps import asks_the_desk
from tests.services.steps import (
    ANNA,
    CHEN,
    LI,
    NOT_YOURS,
    WANG,
    WU,
    arrives,
    files,
    finishes,
    newest,
    press,
    sets,
    signs,
    takes,
    told,
    waives,
)
from tests.services.test_forums import invites, settles
from tests.services.test_order_month import accepted
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate

HOW = "您觉得怎么样"


def rows(estate: Estate, kind: str = "activity") -> list[Any]:
    return estate.work(
        lambda w: list(w.conn.execute(select(v.shorts).where(v.shorts.c.kind == kind).order_by(v.shorts.c.id)))
    )


def held(estate: Estate) -> int:
    """A forum both residents came to; its minutes are written an hour after it began."""
    number = invites(estate)
    estate.presses(WANG, f"u{number}:yes:1")
    estate.presses(ANNA, f"u{number}:yes:1")
    estate.passes(days=6, hours=2)
    estate.presses(CHEN, f"m:forum.{number}:0")
    estate.taps(CHEN, "写纪要")
    estate.taps(CHEN, "都来了")
    estate.says(CHEN, "补种桂花")
    settles(estate)
    return number


def test_asked_the_next_day_once(estate: Estate) -> None:
    """Whoever came is asked at ten the next day; the counts go to whoever held it, without names."""
    held(estate)
    assert not told(estate, WANG, HOW)
    estate.passes(hours=24)
    settles(estate)
    assert len(told(estate, WANG, HOW)) == 1 and len(told(estate, ANNA, "How was it?")) == 1
    estate.taps(WANG, "非常满意")
    assert "非常满意" in estate.newest(WANG).text
    estate.taps(WANG, "说说下次的愿望")
    estate.says(WANG, "多聊聊停车")
    assert "多聊聊停车" in estate.newest(WANG).text
    for _ in range(3):
        estate.writer.run_sync(sweep)
    assert [(row.grade, row.words) for row in rows(estate)] == [("very_satisfied", "多聊聊停车"), (None, None)]
    estate.passes(days=4)
    report = told(estate, CHEN, "业主感受")
    assert len(report) == 1 and "问了 2 人，答了 1 人" in report[0] and "非常满意：1" in report[0]
    assert "多聊聊停车" in report[0] and "王芳" not in report[0]
    estate.presses(WANG, f"Y{rows(estate)[0].id}:grade.satisfied:1")
    assert rows(estate)[0].grade == "very_satisfied"


def test_never_twice_and_never_more_than_the_months_number(estate: Estate) -> None:
    """A full month is not asked, and not later either; the table holds one row a person and thing, whoever writes it."""
    sets(estate, "ask.most_a_month", 0)
    held(estate)
    estate.passes(hours=24)
    settles(estate)
    assert not told(estate, WANG, HOW) and [row.asked_at for row in rows(estate)] == [None, None]
    sets(estate, "ask.most_a_month", 9)
    estate.passes(days=2)
    assert not told(estate, WANG, HOW) and len(rows(estate)) == 2
    one = rows(estate)[0]

    def again(work: Any) -> Any:
        about = ("community_id", "kind", "subject_id", "turn", "person_id", "made_at")
        work.conn.execute(insert(v.shorts).values({name: getattr(one, name) for name in about}))

    with pytest.raises(IntegrityError):
        estate.work(again)


def test_asked_again_after_a_kill_only_who_was_not(estate: Estate) -> None:
    """Pages are kept with their rows: whoever was asked before the stop is not asked by the run that goes on."""
    number = held(estate)
    estate.passes(hours=24)
    settles(estate)
    estate.work(lambda w: w.conn.execute(update(h.forums).where(h.forums.c.id == number).values(next_at=estate.now)))
    settles(estate)
    assert len(told(estate, WANG, HOW)) == 1 and len(rows(estate)) == 2


def test_few_stars_are_asked_about_and_looked_into(estate: Estate) -> None:
    """One tap why; the desk reads number, stars and reason, no name; somebody writes down what was done."""
    _finished(estate)
    press(estate, WANG, "★1", newest(estate).number)
    assert [row.grade for row in rows(estate, "poor")] == ["1"]
    group = estate.screen(DESK_GROUP)
    assert "差评跟进" in group and "王芳" not in group and "1502" not in group
    assert "点一下" in estate.newest(WANG).text
    estate.taps(WANG, "没修好")
    (one,) = rows(estate, "poor")
    assert one.words == "not_fixed" and "「没修好」" in estate.screen(DESK_GROUP)
    estate.presses(CHEN, "m:shorts:0")
    estate.taps(CHEN, "看 1")
    estate.taps(CHEN, "记下处理")
    estate.taps(CHEN, "已安排重新处理")
    (one,) = rows(estate, "poor")
    assert one.done_words == "redo" and "陈静" in estate.newest(CHEN).text
    estate.presses(CHEN, f"Y{one.id}:look:1")
    assert len(rows(estate, "poor")) == 1
    estate.presses(CHEN, "m:shorts:0")
    assert "都跟进过了" in estate.newest(CHEN).text


def test_enough_stars_ask_nothing(estate: Estate) -> None:
    """Three stars and more are no matter of the desk's; pressing twice makes one."""
    _signed(estate, 3)
    assert rows(estate, "poor") == [] and "点一下" not in estate.newest(WANG).text


def test_only_the_desk_reads_few_stars(estate: Estate) -> None:
    """Neither the owner nor the crew."""
    _signed(estate, 2)
    (one,) = rows(estate, "poor")
    for who in (WANG, LI):
        estate.presses(who, f"m:short.{one.id}:0")
        assert NOT_YOURS in estate.toast()


def test_a_complaint_with_few_stars(estate: Estate) -> None:
    """The same."""
    first = complains(estate)
    hands(estate, first.number)
    estate.passes(minutes=30)
    says_to(estate, WU, "告知结果", first.number, "已经打扫干净")
    estate.taps(WANG, "★2")
    estate.taps(WANG, "没解决")
    assert [(row.subject_id, row.words) for row in rows(estate, "poor")] == [(first.id, "not_solved")]


def test_the_question_behind_an_answer_keeps_to_the_limit(estate: Estate) -> None:
    """Above it the answer goes without its question; the card can be asked on from all the same."""
    sets(estate, "ask.most_a_month", 1)
    for words in ("小区几点开门", "泳池几点开门"):
        case = asks_the_desk(estate, words=words)
        press(estate, CHEN, "答复", case.number, DESK_GROUP)
        estate.says(CHEN, "早上八点")
        estate.taps(CHEN, "发给业主")
    put = rows(estate, "enquiry")
    assert [row.asked_at is not None for row in put] == [True, False]
    assert len(told(estate, WANG, "这样清楚了吗")) <= 1


def _signed(estate: Estate, stars: int) -> None:
    _finished(estate)
    signs(estate, stars=stars)


def _finished(estate: Estate) -> None:
    files(estate)
    takes(estate)
    waives(estate)
    arrives(estate)
    finishes(estate)


def test_figures_and_the_history_agree(estate: Estate) -> None:
    """The report counts what was put, answered and good; its rows are those of the history, and a row that is not is named."""
    _signed(estate, 1)
    case = asks_the_desk(estate)
    for asked_on, words in ((True, "周一开"), (False, "九点开")):
        press(estate, CHEN, "答复", case.number, DESK_GROUP)
        estate.says(CHEN, words)
        estate.taps(CHEN, "发给业主")
        if asked_on:
            press(estate, WANG, "还想问", case.number)
            estate.says(WANG, "几点")
            estate.taps(WANG, "好了")
    press(estate, WANG, "解决了", case.number)
    period = days(estate.now.date(), estate.now.date())

    def counted(work: Any) -> dict[str, Any]:
        found = figures_short.shorts(work, work.people.community(estate.community), period)
        return {one.key: (one.part, one.whole) if one.whole is not None else one.value for one in found}

    def differ(work: Any) -> list[Any]:
        return list(shorts.compare(work, work.people.community(estate.community), period)[1])

    figures = estate.work(counted)
    assert figures["short_asked"] == 2 and figures["short_answered"] == (2, 2) and figures["short_enquiry"] == (1, 2)
    assert figures["short_poor"] == 1 and figures["short_looked"] == (0, 1)
    assert estate.work(differ) == []
    estate.work(lambda w: w.conn.execute(update(v.shorts).values(grade="5")))
    assert len(estate.work(differ)) == 4


def test_an_order_with_few_stars(estate: Estate) -> None:
    """Why is asked at once, by one tap; the desk has it."""
    order_steps.offered(estate)
    ordered = accepted(estate, stars="★1")
    estate.taps(WANG, "做得不好")
    assert [(row.subject_id, row.words) for row in rows(estate, "poor")] == [(ordered.id, "not_good")]
