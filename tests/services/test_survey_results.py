"""Results of surveys as stories: told at the end, read page by page, drawn, printed; what an anonymous survey does not say (F-14 to F-17)."""

from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.drawing.charts import chart
from bot.drawing.fonts import Fonts
from bot.drawing.sheets import workbook
from domain.people import Role, Team
from services import clock
from services.documents import document
from services.surveys import results
from store import survey_tables as v
from tests.services.steps import ANNA, CHEN, NOT_YOURS, WANG, ZHENG, ZHOU, moves_in, sets, told
from tests.services.survey_steps import issues, opens, plans, settles, state, writes
from tests.services.test_reports_ahead import reading
from tests.support.cast import staff
from tests.support.estate import Estate

DIRECTOR = "沈主任"


def standard(estate: Estate, named: str = "记名") -> int:
    """The standard questionnaire to every home; the survey's id."""
    writes(estate)
    one = plans(estate, named)
    estate.taps(ZHOU, "发出")
    settles(estate)
    return one


def answered(estate: Estate, survey: int, low: int = 0, words: str = "", number: int = 20) -> None:
    """Forms back from so many homes, so many of them not content with water and everything."""

    def put(w: Any) -> None:
        one = w.surveys.get(survey)
        asked = [q.key for q in w.surveys.questionnaire(one.questionnaire_id).asked if q.satisfaction]
        homes = w.surveys.homes_after(survey, 0, number, silent=False)
        for n, home in enumerate(homes):
            answers: dict[str, Any] = {key: {"value": "satisfied"} for key in asked}
            if n < low:
                answers |= {key: {"value": "very_dissatisfied"} for key in ("water", "overall") if key in asked}
                answers["remarks"] = {"words": words or "水压太小，停水太多"}
            if n == number - 1:
                answers.pop("power", None)
            if one.anonymous:
                w.conn.execute(insert(v.survey_box).values(id=1000 + n, survey_id=survey, answers=answers))
            else:
                w.conn.execute(insert(v.survey_forms).values(
                    survey_id=survey, unit_id=home.unit_id, building=home.building, channel="chat", at=w.now, answers=answers, person_id=None))  # fmt: skip
            w.conn.execute(
                v.survey_homes.update()
                .where(v.survey_homes.c.survey_id == survey, v.survey_homes.c.unit_id == home.unit_id)
                .values(answered=True)
            )

    estate.work(put)


def ends(estate: Estate, survey: int) -> None:
    """The deadline passes."""
    estate.now = state(estate, survey).deadline_at
    estate.passes(minutes=1)
    estate.passes(minutes=1)


def ends_early(estate: Estate) -> None:
    """The manager ends it before its deadline, with a reason."""
    opens(estate, ZHENG, "意见调查", "看 1", "提前结束")
    estate.says(ZHENG, "收得差不多了")
    estate.passes(minutes=1)


def buttons(estate: Estate, who: str) -> list[str]:
    """Labels on the newest message."""
    return [b["label"] for row in estate.newest(who).buttons for b in row]


def with_director(estate: Estate) -> None:
    """The cast has a manager; a director comes."""
    estate.work(lambda w: staff(w, estate.cast, DIRECTOR, 71, Role.DIRECTOR, Team.DESK, estate.now))


def test_results_go_out_by_themselves_when_it_is_over(estate: Estate) -> None:
    """To manager and director, each once, with chart, paper and workbook; not to the desk, not while it runs."""
    with_director(estate)
    one = standard(estate)
    answered(estate, one, low=3)
    estate.passes(hours=1)
    assert not told(estate, ZHENG, "<b>总体满意率")
    ends(estate, one)
    for who in (ZHENG, DIRECTOR):
        said = told(estate, who, "<b>总体满意率")
        assert len(said) == 1, who
        assert "收回 <b>20</b> 份" in said[0]
        assert "总体满意率 85.0%</b> · 未达标" in said[0]
        assert "满意 17 份 ÷ 收回 20 份（达标要 18 份）" in said[0]
        assert "11/12 项达标" not in said[0] and "10/11 项达标" in said[0]
        assert "· 供水 85.0% 未达标" in said[0]
        assert "95% 的把握" in said[0]
        assert "总体不满意 3 户，要回访" in said[0]
        assert "意见最多：供水 3" in said[0]
    files = [m for m in estate.chats[estate.people[ZHENG]].values() if len(m.media) == 3]
    assert len(files) == 1
    estate.passes(hours=1)
    assert len(told(estate, ZHENG, "<b>总体满意率")) == 1
    assert not told(estate, ZHOU, "总体满意率")


def test_ended_early_it_is_acted_on_all_the_same(estate: Estate) -> None:
    """Who was not content was told that we get in touch; and there are results and measures."""
    one = standard(estate)
    answered(estate, one, low=3)
    ends_early(estate)
    estate.passes(minutes=1)
    assert state(estate, one).status == "stopped"
    assert len(told(estate, ZHENG, "<b>总体满意率")) == 1
    flows = [case.flow for case in estate.cases()]
    assert flows.count("opinion") == 3 and flows.count("improvement") == 1
    opens(estate, ZHOU, "意见调查", "看 1", "结果")
    estate.passes(seconds=1)
    assert {"回访", "整改措施"} <= set(buttons(estate, ZHOU))


def test_ended_early_with_nothing_back_nobody_is_told(estate: Estate) -> None:
    """There are no results to tell."""
    standard(estate)
    ends_early(estate)
    assert not told(estate, ZHENG, "<b>总体满意率")


def test_official_rate_and_that_among_answered_stand_side_by_side(estate: Estate) -> None:
    """X-30: 19 of 20 returned are satisfied with power; of the 19 that answered all."""
    one = standard(estate)
    answered(estate, one)
    ends(estate, one)
    opens(estate, ZHOU, "意见调查", "看 1", "结果")
    estate.passes(seconds=1)
    assert "总体满意率 100.0%</b> · 达标" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "各项")
    estate.passes(seconds=1)
    assert "1. 供电 <b>95.0%</b>（100.0%）" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "看 1")
    estate.passes(seconds=1)
    text = estate.newest(ZHOU).text
    assert "满意 19 份 ÷ 收回 20 份" in text and "未答 1" in text and "满意 19" in text
    assert "低的楼栋在前" in text
    estate.taps(ZHOU, "各项")
    estate.passes(seconds=1)
    estate.taps(ZHOU, "下一页")
    estate.passes(seconds=1)
    assert "11. 处理效率" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "‹ 返回")
    estate.passes(seconds=1)
    assert "总体满意率" in estate.newest(ZHOU).text


def test_buildings_and_remarks_can_be_looked_into(estate: Estate) -> None:
    """A building with enough forms shows its items, the others only how many came back; remarks with the home they came from."""
    one = standard(estate)
    answered(estate, one, low=2, number=18)
    ends(estate, one)
    opens(estate, ZHOU, "意见调查", "看 1", "结果")
    estate.passes(seconds=1)
    estate.taps(ZHOU, "各楼栋")
    estate.passes(seconds=1)
    text = estate.newest(ZHOU).text
    assert "不足 5 份" in text
    assert "<b>" in text
    estate.taps(ZHOU, "看 1")
    estate.passes(seconds=1)
    assert "低的在前" in estate.newest(ZHOU).text
    assert "供水" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "‹ 返回")
    estate.passes(seconds=1)
    estate.taps(ZHOU, "意见")
    estate.passes(seconds=1)
    assert "供水</b> 2 份" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "看 1")
    estate.passes(seconds=1)
    assert "1栋" in estate.newest(ZHOU).text and "水压太小" in estate.newest(ZHOU).text


def test_anonymous_results_wait_for_the_end_and_for_enough_forms(estate: Estate) -> None:
    """Not while it runs; not of four slips; of five no building, no home, no number that leads to one."""
    one = standard(estate, "不记名")
    answered(estate, one, number=4, low=1)
    opens(estate, ZHOU, "意见调查", "看 1")
    assert "结果" not in buttons(estate, ZHOU)
    estate.presses(ZHOU, f"U{one}:results:1")
    assert "结束后才看结果" in estate.toast()
    ends(estate, one)
    said = told(estate, ZHENG, "收回不足 5 份")
    assert len(said) == 1 and "满意率" not in said[0].replace("满意率＝", "")
    assert estate.work(lambda w: results.dissatisfied(w, w.surveys.get(one))) == []
    two = standard(estate, "不记名")
    answered(estate, two, number=6, low=1, words="我家3-2-1502总停水，电话13800000001")
    ends(estate, two)
    opens(estate, ZHOU, "意见调查", "看 1", "结果")
    estate.passes(seconds=1)
    assert "不记名，无法回访" in estate.newest(ZHOU).text
    assert "各楼栋" not in buttons(estate, ZHOU)
    for label in ("意见", "看 1"):
        estate.taps(ZHOU, label)
        estate.passes(seconds=1)
        assert "停水" in estate.newest(ZHOU).text
        assert "1502" not in estate.newest(ZHOU).text and "1380" not in estate.newest(ZHOU).text
    papers = [document_of(estate, what, two) for what in ("survey_results", "survey_paper")]
    assert all("1502" not in str(p) and "13800000001" not in str(p) for p in papers)


def document_of(estate: Estate, what: str, survey: int, language: str = "zh") -> dict[str, Any]:
    """A workbook or a paper as it is made when it is sent."""
    given = {"what": what, "survey": survey, "language": language}
    return dict(estate.work(lambda w: document(w, given)))


def test_years_are_compared(estate: Estate) -> None:
    """The survey before of the same questionnaire, with the day it ended; items that were not asked then have none."""
    first = standard(estate)
    answered(estate, first, low=4)
    ends(estate, first)
    estate.passes(days=300)
    second = standard(estate)
    answered(estate, second, low=1)
    ends(estate, second)
    said = told(estate, ZHENG, "<b>总体满意率")[-1]
    assert "80.0%，+15.0 个百分点" in said
    found = estate.work(lambda w: results.found(w, w.surveys.get(second)))
    assert found.earlier("water").official == 800
    assert estate.work(lambda w: results.found(w, w.surveys.get(first))).before is None


def test_chart_workbook_and_paper_in_both_languages(estate: Estate) -> None:
    """Each comes on its button; nobody's home or name stands in them."""
    one = standard(estate)
    answered(estate, one, low=3)
    ends(estate, one)
    opens(estate, ZHOU, "意见调查", "看 1", "结果")
    estate.passes(seconds=1)
    for label, end in (("图表", ".png"), ("表格", ".xlsx"), ("汇总 PDF", ".pdf")):
        estate.taps(ZHOU, label)
        assert "正在准备" in estate.toast()
        estate.passes(seconds=1)
        media = estate.newest(ZHOU).media
        assert [m["name"].endswith(end) for m in media] == [True], label
        if end == ".png":
            assert chart(media[0]["draw"], Fonts(None)).startswith(b"\x89PNG")
    for language in ("zh", "en"):
        book = document_of(estate, "survey_results", one, language)
        assert [len(s["rows"]) for s in book["sheets"]] == [13, 11, 3, 3]
        assert workbook(book).startswith(b"PK")
        page = document_of(estate, "survey_paper", one, language)
        assert page["title"] == {"zh": "业户意见调查结果汇总", "en": "Results of the opinion survey"}[language]
        assert page["after"][0][1].startswith("85.0%")
        assert "1-1-101" not in str(book) + str(page)


def test_those_outside_hear_of_it_where_they_are_named(estate: Estate) -> None:
    """X-31: the committee's person by telephone, without buttons and workbook; who is switched off hears nothing."""
    one = standard(estate)
    phone = estate.work(lambda w: w.people.by_telegram(estate.people[CHEN]).phone)
    sets(estate, "survey.committee_phone", phone)
    sets(estate, "survey.to_manager", False)
    answered(estate, one)
    ends(estate, one)
    assert not told(estate, ZHENG, "<b>总体满意率")
    said = [m for m in estate.chats[estate.people[CHEN]].values() if "总体满意率" in m.text]
    assert len(said) == 1 and said[0].buttons == []
    assert [len(m.media) for m in estate.chats[estate.people[CHEN]].values() if m.media] == [2]


def test_results_are_the_supervisors(estate: Estate) -> None:
    """Owners and workers are refused, forged numbers lead nowhere; a draft has none."""
    one = standard(estate)
    answered(estate, one)
    for who in (WANG, ANNA):
        estate.presses(who, f"U{one}:results:1")
        assert NOT_YOURS in estate.toast() or "resident" in estate.toast()
    for data in ("item.999", "house.999", "remark.999-9", "remark.x", "items.99999"):
        estate.presses(ZHOU, f"U{one}:{data}:1")
        estate.passes(seconds=1)
        assert "截至目前" in estate.newest(ZHOU).text or "各项满意率" in estate.newest(ZHOU).text
    draft = plans_only(estate)
    estate.presses(ZHOU, f"U{draft}:results:1")
    assert not told(estate, ZHOU, "还没有收回")


def plans_only(estate: Estate) -> int:
    """A survey that is not issued."""
    writes(estate)
    return plans(estate)


def test_counted_off_the_writer_and_told_once(estate: Estate, tmp_path: Path) -> None:
    """Read twice is told once; what was asked for since waits for the next look; nothing is lost meanwhile."""
    one = standard(estate)
    answered(estate, one)
    estate.work(lambda w: results_over(w, one))
    ready = reading(estate, tmp_path)
    assert any("results" in key for key in ready)
    for _ in range(2):
        estate.work(lambda w: clock.sweep(w, ready))
    estate.work(lambda w: results_over(w, one))
    assert estate.work(lambda w: clock.sweep(w, {})) is not None
    estate.passes(seconds=1)
    assert len(told(estate, ZHENG, "<b>总体满意率")) == 1


def results_over(w: Any, survey: int) -> None:
    """The survey is said to be over."""
    from services.surveys import results_told

    results_told.over(w, w.surveys.get(survey))


def test_interface_for_whoever_acts(estate: Estate) -> None:
    """F-17 with the person of a form from the chat; items below the target."""
    moves_in(estate, "王伯", 61, "3-2-1502")
    one = issues(estate)
    estate.taps(WANG, "开始填写")
    estate.taps(WANG, "很不满意")
    estate.says(WANG, "水压太小")
    estate.taps(WANG, "跳过")
    estate.taps(WANG, "交上")
    ends(estate, one)
    forms = estate.work(lambda w: results.dissatisfied(w, w.surveys.get(one)))
    assert [f.unit_id for f in forms] == [estate.units["3-2-1502"]]
    assert estate.work(lambda w: w.people.get(forms[0].person_id).telegram_id) == estate.people[WANG]
    assert [i.question.key for i in estate.work(lambda w: results.failed_items(w, w.surveys.get(one)))] == ["q1"]


def test_withdrawn_doubled_and_late_answers_change_nothing(estate: Estate) -> None:
    """Begun and left, sent by a second of the family, sent after the end: one form came back, and it is the first."""
    moves_in(estate, "王伯", 61, "3-2-1502")
    one = issues(estate)
    estate.taps(WANG, "请家人填")
    for who in (WANG, "王伯"):
        estate.taps(who, "开始填写")
        estate.taps(who, "满意" if who == WANG else "很不满意")
    estate.taps(WANG, "跳过")
    estate.says("王伯", "水压小")
    send = next(
        b["data"] for row in estate.newest("王伯").buttons for b in row if b["label"].startswith(("跳过", "下一题"))
    )
    estate.taps(WANG, "交上")
    estate.presses("王伯", send)
    estate.taps(ANNA, "Begin")
    estate.taps(ANNA, "Very dissatisfied")
    late = next(b["data"] for row in estate.newest(ANNA).buttons for b in row if b["label"] == "Next")
    ends(estate, one)
    estate.presses(ANNA, late)
    result = estate.work(lambda w: results.found(w, w.surveys.get(one))).results
    assert (result.returned, result.overall.satisfied, result.dissatisfied) == (1, 1, ())
