"""Callbacks after a survey, as stories: who is called, until they are content, complaints of it, key customers, results (SUR-19 to SUR-22)."""

from datetime import UTC, timedelta
from typing import Any

import pytest

from domain.cases import OVER, DeadlineStatus
from domain.errors import Refused
from domain.opinions import Reason, Status
from services.documents import document
from services.opinions import acting, book, intake
from services.surveys import results_told
from tests.services.improve_steps import over
from tests.services.steps import ZHOU, told
from tests.services.survey_steps import opens
from tests.support.estate import Estate

#: The rest of the desk's questions about a complaint.
LABELS = ("已经过去了", "噪音扰民", "不清楚", "跳过", "跳过", "不用匿名", "提交")


def called(estate: Estate, survey: int) -> list[Any]:
    """The callbacks after a survey: case and facts."""
    return list(estate.work(lambda w: w.opinions.of_survey(survey)))


def person(estate: Estate, who: str = ZHOU) -> Any:
    """Somebody of the cast, as they stand."""
    return estate.work(lambda w: w.people.who(w.people.by_telegram(estate.people[who]), "zh"))


def looks(estate: Estate, who: str = ZHOU, n: int = 1) -> None:
    """The card of the n-th home on the list."""
    opens(estate, who, "意见回访", f"看 {n}")


def test_every_dissatisfied_home_is_called_once(estate: Estate) -> None:
    """A callback each with a promise; once, however often the end is looked at; those who call hear it in one message."""
    one = over(estate, 4)
    found = called(estate, one)
    assert len(found) == 4 and len({f.unit_id for _, f in found}) == 4
    assert all(f.reason is Reason.DISSATISFIED and c.status == Status.TO_CALL for c, f in found)
    assert [key for key, _, _ in found[0][1].items] == ["water", "remarks"] or "water" in [
        k for k, _, _ in found[0][1].items
    ]
    promises = estate.work(lambda w: [(d.kind, d.status) for d in w.deadlines.of(found[0][0].id)])
    assert promises == [("opinion_call", DeadlineStatus.OPEN)]
    estate.work(lambda w: results_told.over(w, w.surveys.get(one)))
    estate.passes(minutes=1)
    estate.passes(minutes=1)
    assert len(called(estate, one)) == 4
    assert len(told(estate, ZHOU, "有 4 户总体不满意")) == 1


def test_the_card_says_what_is_amiss_and_ends_with_contentment(estate: Estate) -> None:
    """Question, grade, words, home and telephone; the first call is kept, the list is shorter by one."""
    one = over(estate, 2)
    looks(estate)
    card = estate.screen(ZHOU)
    maker = person(estate).person.id
    assert estate.work(lambda w: w.cases.of_home(maker, (), OVER, past=False, limit=9, offset=0)) == []
    assert "供水 很不满意" in card and "1栋1单元101" in card
    assert "水压太小" in card and "前回访" in card
    estate.taps(ZHOU, "业主满意")
    estate.taps(ZHOU, "业主看到了改进")
    case, facts = called(estate, one)[0]
    assert (case.status, facts.content) == (Status.CLOSED, True)
    assert estate.work(lambda w: [d.status for d in w.deadlines.of(case.id)]) == [DeadlineStatus.MET]
    assert estate.work(lambda w: w.opinions.counts(one)) == (2, 1)


def test_it_goes_on_until_they_are_content(estate: Estate) -> None:
    """Not yet: what was said, and the day of the next call, which is owed; not reached is on record."""
    one = over(estate, 1)
    looks(estate)
    estate.taps(ZHOU, "没联系上")
    estate.taps(ZHOU, "还没解决")
    estate.says(ZHOU, "水压还是小，已请工程部看")
    estate.taps(ZHOU, "明天")
    case, facts = called(estate, one)[0]
    assert case.status == Status.CALL_AGAIN and facts.call_on is not None
    kinds = estate.work(lambda w: [(d.kind, d.status) for d in w.deadlines.of(case.id)])
    assert kinds == [("opinion_call", DeadlineStatus.MET), ("opinion_again", DeadlineStatus.OPEN)]
    assert "没联系上" in estate.screen(ZHOU) and "再回访" in estate.screen(ZHOU)
    estate.taps(ZHOU, "业主满意")
    estate.says(ZHOU, "现在好了，谢谢")
    calls = estate.work(lambda w: [str(c.outcome) for c in w.opinions.calls(case.id)])
    assert calls == ["missed", "not_yet", "content"]
    assert called(estate, one)[0][0].status == Status.CLOSED


def test_a_day_that_has_passed_is_asked_again(estate: Estate) -> None:
    """Nothing is kept of it."""
    one = over(estate, 1)
    case = called(estate, one)[0][0].id
    who = person(estate)
    with pytest.raises(Refused):
        estate.work(
            lambda w: acting.not_yet(w, who, case, "说明", (estate.now - timedelta(days=3)).astimezone(UTC).date())
        )
    assert called(estate, one)[0][0].status == Status.TO_CALL
    assert estate.work(lambda w: w.opinions.calls(case)) == []


def test_only_a_supervisor_ends_it_without_contentment(estate: Estate) -> None:
    """With a written reason (X-13); nothing is owed any more."""
    one = over(estate, 1)
    looks(estate)
    estate.taps(ZHOU, "主管结束")
    estate.says(ZHOU, "业主已搬走，电话停机")
    case, facts = called(estate, one)[0]
    assert (case.status, facts.content, case.outcome) == (Status.CLOSED, False, "业主已搬走，电话停机")
    assert estate.work(lambda w: [d.status for d in w.deadlines.of(case.id)]) == [DeadlineStatus.DROPPED]
    assert "业主未满意" in estate.screen(ZHOU)


def test_words_become_a_complaint_once(estate: Estate) -> None:
    """With home and words filled in (SUR-21, CMP-36); the callback says its number and goes on."""
    one = over(estate, 1)
    looks(estate)
    estate.taps(ZHOU, "转为投诉")
    estate.taps(ZHOU, "别的人")
    estate.says(ZHOU, "孙先生")
    estate.says(ZHOU, "13800001234")
    for label in LABELS:
        estate.taps(ZHOU, label)
    case, facts = called(estate, one)[0]
    made = estate.work(lambda w: w.cases.get(facts.complaint_id))
    assert (made.flow, made.unit_id) == ("complaint", facts.unit_id) and "水压太小" in made.words
    assert case.status == Status.TO_CALL
    looks(estate)
    assert f"已转投诉 {made.number}" in estate.screen(ZHOU)
    who = person(estate)
    with pytest.raises(Refused):
        estate.work(lambda w: acting.allowed(w, who, case.id, "complaint"))


def test_key_customers_are_put_on_the_list(estate: Estate) -> None:
    """By those who gather the table (SUR-20, CBK-17); a home that is being called is not put on it twice."""
    one = over(estate, 1)
    estate.taps(ZHOU, "回访")
    estate.taps(ZHOU, "加重点客户")
    estate.says(ZHOU, "3-2-1502")
    if "请点一下确认" in estate.screen(ZHOU):
        estate.taps(ZHOU, "3栋2单元1502")
    keyed = [f for _, f in called(estate, one) if f.reason is Reason.KEY]
    assert [f.unit_id for f in keyed] == [estate.units["3-2-1502"]] and keyed[0].person_id is not None
    who, home = person(estate), estate.units["3-2-1502"]
    with pytest.raises(Refused):
        estate.work(lambda w: intake.key_customers(w, one, [home], who))


def test_whoever_was_not_content_is_asked_about_the_result(estate: Estate) -> None:
    """Once everything is put right (SUR-22, CBK-18); whoever is being called anyway is asked by that call."""
    one = over(estate, 4)
    looks(estate)
    estate.taps(ZHOU, "业主满意")
    estate.taps(ZHOU, "业主表示满意")
    homes = estate.work(lambda w: intake.improved(w, w.surveys.get(one), {"water"}))
    assert len(homes) == 4
    estate.passes(minutes=1)
    found = called(estate, one)
    assert [str(f.reason) for _, f in found].count("result") == 1 and len(found) == 5
    again = estate.work(lambda w: intake.improved(w, w.surveys.get(one), {"water"}))
    estate.passes(minutes=1)
    assert again == homes and len(called(estate, one)) == 5
    kinds = estate.work(lambda w: [e.kind for e in w.cases.history(found[1][0].id)])
    assert "opinion_improved" in kinds
    assert told(estate, ZHOU, "请回访结果")


def test_an_anonymous_survey_calls_nobody(estate: Estate) -> None:
    """Its slips lead to no home (decision 20); the desk reads why."""
    one = over(estate, 6, "不记名")
    estate.passes(minutes=1)
    assert called(estate, one) == []
    assert estate.work(lambda w: intake.improved(w, w.surveys.get(one), {"water"})) == []
    who = person(estate)
    with pytest.raises(Refused):
        estate.work(lambda w: intake.after(w, who, one))


def test_the_record_has_a_line_for_each_call(estate: Estate) -> None:
    """Home, owner, problem, measure, result, content or not, in both languages (SUR-32)."""
    one = over(estate, 2)
    looks(estate)
    estate.taps(ZHOU, "没联系上")
    estate.taps(ZHOU, "业主满意")
    estate.taps(ZHOU, "业主表示满意")
    for language in ("zh", "en"):
        given = {"survey": one, "language": language}
        made = estate.work(lambda w, given=given: document(w, {"what": book.WHAT, **given}))
        sheet = made["sheets"][0]
        assert len(sheet["rows"]) == 3 and all(len(row) == len(sheet["columns"]) for row in sheet["rows"])
    zh = estate.work(lambda w: book.document(w, {"survey": one, "language": "zh"}))["sheets"][0]
    assert zh["above"][1] == "共 2 户，已了结 1 户"
    assert "供水 很不满意" in zh["rows"][0][5] and zh["rows"][1][-2] == "满意" and zh["rows"][2][-2] == "回访中"
    estate.taps(ZHOU, "回访")
    estate.taps(ZHOU, "回访记录")
    assert told(estate, ZHOU, "业户满意度调查回访记录")


def test_many_are_opened_some_at_a_time(estate: Estate) -> None:
    """What is noted outlives a stop in the middle: the rest is opened by the next sweep, nothing twice."""
    one = over(estate, 0)

    def noted(w: Any) -> int:
        homes = [h.unit_id for h in w.surveys.homes_after(one, 0, 45, silent=False)]
        rows = [{"survey": one, "unit": unit, "reason": "result", "person": None, "items": []} for unit in homes]
        w.marks.put("surveys.callbacks", rows + rows[:10])
        return len(rows)

    total = estate.work(noted)
    estate.work(lambda w: intake.sweep(w, 50))
    first = len(called(estate, one))
    assert first == 20
    while estate.work(lambda w: intake.sweep(w, 50)) is not None:
        pass
    found = [f.unit_id for _, f in called(estate, one)]
    assert len(found) == len(set(found)) == total
