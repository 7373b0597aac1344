"""What is put right after a survey, as stories: the table is listed, filled in, approved, published, reported, done, filed (SUR-17)."""

from datetime import UTC, date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete

from domain.cases import DeadlineStatus
from domain.figures import days
from domain.people import Team
from domain.survey.improvement import PlanStatus, Status
from services.documents import document
from services.improvement import acting
from services.ladder import acts
from services.opinions import acting as calling
from services.opinions import intake
from services.surveys import acted, results_told
from services.verify import verify
from store.improvement_tables import improvement_plans, improvements
from tests.services.improve_steps import approved, fills, over, plan, presses, rows
from tests.services.steps import CHEN, FENG, LI, NOT_YOURS, WANG, WU, ZHENG, ZHOU, sets, told
from tests.services.survey_steps import opens
from tests.support.estate import Estate

ZONE = ZoneInfo("Asia/Shanghai")


def settles_calls(estate: Estate, survey: int) -> None:
    """Everybody who was not content is content now."""

    def settle(w: Any) -> None:
        who = w.people.who(w.people.by_telegram(estate.people[ZHOU]), "zh")
        for case, _ in w.opinions.of_survey(survey):
            calling.content(w, who, case.id, "看到了改进")

    estate.work(settle)


def mornings(estate: Estate, number: int) -> None:
    """So many days go by, each looked at when the day begins in the office."""
    for _ in range(number):
        day = (estate.now + timedelta(days=1)).astimezone(ZONE)
        estate.now = day.replace(hour=8, minute=15, second=0).astimezone(UTC)
        estate.passes(seconds=1)


def test_a_survey_that_is_over_lists_what_failed(estate: Estate) -> None:
    """A row for each item below the target with its department, promise and card; once, however often the end is looked at."""
    one = over(estate)
    found = rows(estate, one)
    assert [v.facts.item for v in found] == ["water"]
    assert (found[0].case.team, found[0].status) == (Team.ENGINEERING, Status.WANTED)
    assert (found[0].facts.satisfied, found[0].facts.returned) == (16, 20)
    card = estate.screen(WU)
    assert "供水" in card and "满意率 80.0%" in card and "待填措施" in card
    assert "水压太小，… 停水太多" in card and "1502" not in card
    assert len(told(estate, ZHOU, "问题及整改措施")) == 1
    estate.passes(hours=1)
    assert len(rows(estate, one)) == 1


def test_the_department_names_measure_person_and_day(estate: Estate) -> None:
    """Then nothing is missing, and whoever gathers the table has it with the button to the manager."""
    one = over(estate)
    fills(estate)
    found = rows(estate, one)[0]
    assert (found.facts.measure, found.facts.planned_on) == ("更换二次供水泵", date(2026, 12, 20))
    assert found.sheet.worker.name == WU
    promises = estate.work(lambda w: [(d.kind, d.status) for d in w.deadlines.of(found.case.id)])
    assert promises == [("improve_measure", DeadlineStatus.MET)]
    presses(estate, ZHOU, one, "报经理")
    assert "等经理批准" in estate.newest(WU).text and "改措施" not in estate.screen(WU)
    assert plan(estate, one).status is PlanStatus.SUBMITTED
    assert "等经理批准" in estate.screen(ZHENG)


def test_the_manager_sends_it_back_with_words(estate: Estate) -> None:
    """The row goes back to its department, which reads why; then it is sent and approved."""
    one = over(estate)
    fills(estate)
    presses(estate, ZHOU, one, "报经理")
    estate.taps(ZHENG, "退回")
    estate.says(ZHENG, "日期太晚")
    assert "经理退回：日期太晚" in estate.screen(ZHOU)
    opens(estate, ZHOU, "整改措施", "看 1", "看 1", "退回部门")
    estate.says(ZHOU, "请提前到月底")
    assert rows(estate, one)[0].status is Status.WANTED
    assert "退回：请提前到月底" in estate.screen(WU)
    estate.taps(WU, "改措施")
    estate.says(WU, "本月换泵")
    estate.taps(WU, "吴工 · 工程主管")
    estate.says(WU, "12月10日")
    presses(estate, ZHOU, one, "报经理")
    estate.taps(ZHENG, "同意")
    assert plan(estate, one).status is PlanStatus.APPROVED
    assert rows(estate, one)[0].status is Status.IMPROVING


def test_before_approval_nothing_is_published_or_reported(estate: Estate) -> None:
    """X-31: the public notice waits for approval; forged buttons too."""
    one = over(estate)
    for verb in ("improve_notice", "improve_told", "improve_paper"):
        estate.presses(ZHOU, f"U{one}:{verb}:1")
    assert plan(estate, one).announcement_id is None
    assert plan(estate, one).committee_on is None


def test_owners_read_measure_and_date_and_nobodys_name(estate: Estate) -> None:
    """SUR-18: a draft with the announcement's own preview and buttons; sent, it says so on the table."""
    one = approved(estate)
    presses(estate, ZHOU, one, "向业主公布")
    draft = estate.newest(ZHOU).text
    assert "供水：更换二次供水泵" in draft and "前完成" in draft
    assert WU not in draft and "1502" not in draft
    estate.taps(ZHOU, "提交审批")
    estate.taps(ZHENG, "批准")
    for _ in range(4):
        estate.passes(seconds=30)
    assert told(estate, WANG, "更换二次供水泵")
    opens(estate, ZHOU, "整改措施", "看 1")
    assert "已向业主公布" in estate.screen(ZHOU)


def test_the_committee_is_reported_to_and_reminded_of(estate: Estate) -> None:
    """SUR-28: from the day of the figure on each morning, until it is noted when and to whom."""
    one = approved(estate)
    assert not told(estate, ZHOU, "该报业委会了")
    mornings(estate, 9)
    assert told(estate, ZHOU, "该报业委会了")
    estate.taps(ZHOU, "已报业委会")
    estate.says(ZHOU, "钱主任")
    estate.taps(ZHOU, "今天")
    assert plan(estate, one).committee_to == "钱主任"
    so_far = len(told(estate, ZHOU, "该报业委会了"))
    mornings(estate, 2)
    assert len(told(estate, ZHOU, "该报业委会了")) == so_far


def test_the_committee_in_the_chat_has_it_at_once(estate: Estate) -> None:
    """Whoever is on the list of X-31 gets results and plan as one paper with the approval; the table says so."""
    sets(estate, "survey.committee_phone", estate.work(lambda w: w.people.by_telegram(11).phone))
    one = approved(estate)
    assert plan(estate, one).committee_to == WANG
    assert told(estate, WANG, "调查结果和整改方案")
    assert "已报业委会" not in [b["label"] for row in estate.newest(ZHOU).buttons for b in row]


def test_a_table_that_waits_reminds_whoever_s_turn_it_is(estate: Estate) -> None:
    """The supervisor until it is with the manager, the manager until it is decided."""
    one = over(estate)
    mornings(estate, 7)
    assert not told(estate, ZHOU, "整改表该报经理了")
    mornings(estate, 2)
    assert told(estate, ZHOU, "整改表该报经理了")
    estate.taps(WU, "填措施")
    estate.says(WU, "换泵")
    estate.taps(WU, "吴工 · 工程主管")
    estate.says(WU, "12月30日")
    presses(estate, ZHOU, one, "报经理")
    mornings(estate, 3)
    assert told(estate, ZHENG, "整改表等您批准")
    estate.taps(ZHENG, "看整改表")
    estate.taps(ZHENG, "同意")
    so_far = len(told(estate, ZHENG, "整改表等您批准"))
    mornings(estate, 2)
    assert len(told(estate, ZHENG, "整改表等您批准")) == so_far


def test_whoever_is_named_has_the_card(estate: Estate) -> None:
    """And may say that it is done; colleagues of the team may not."""
    one = over(estate)
    estate.taps(WU, "填措施")
    estate.says(WU, "换泵")
    estate.taps(WU, "李强 · 维修")
    estate.says(WU, "12月30日")
    assert "供水" in estate.newest(LI).text
    presses(estate, ZHOU, one, "报经理")
    estate.taps(ZHENG, "同意")
    case = rows(estate, one)[0].case.id
    estate.presses("赵军", f"W{case}:finish:1")
    assert NOT_YOURS in estate.toast()
    estate.taps(LI, "改好了")
    estate.says(LI, "换好了")
    estate.taps(LI, "今天")
    assert rows(estate, one)[0].status is Status.CLOSED


def test_it_is_done_on_its_real_day_and_filed(estate: Estate) -> None:
    """SUR-25, SUR-23: the result is kept; homes that were not content are those to be asked again; then the file is closed."""
    one = approved(estate)
    opens(estate, ZHOU, "整改措施", "看 1")
    assert "归档" not in [b["label"] for row in estate.newest(ZHOU).buttons for b in row]
    opens(estate, ZHOU, "整改措施", "看 1", "看 1")
    estate.taps(ZHOU, "改好了")
    estate.says(ZHOU, "泵已更换，水压正常")
    estate.taps(ZHOU, "今天")
    found = rows(estate, one)[0]
    assert found.status is Status.CLOSED and found.facts.result == "泵已更换，水压正常"
    homes = estate.work(lambda w: acted.improved(w, w.surveys.get(one), {"water"}))
    assert len(homes) == 4
    presses(estate, ZHOU, one, "归档")
    assert "还有 4 户没回访完" in estate.toast()
    settles_calls(estate, one)
    presses(estate, ZHOU, one, "归档")
    assert plan(estate, one).status is PlanStatus.FILED
    opens(estate, ZHOU, "整改措施", "看 1", "档案")
    assert "已归档" in estate.newest(ZHOU).text and "办完 1/1 项" in estate.newest(ZHOU).text
    assert "办完 4/4 户" in estate.newest(ZHOU).text
    community = estate.work(lambda w: w.people.community(estate.community))
    assert estate.work(lambda w: verify(w, community, days(date(2026, 1, 1), date(2026, 12, 31)))).differences == []


def test_a_late_measure_climbs_to_the_manager(estate: Estate) -> None:
    """The planned day passes: who does it, then supervisor and manager hear of it, by the ladder."""
    approved(estate)
    estate.passes(days=40)
    estate.passes(days=20)
    assert told(estate, WU, "整改完成")
    assert told(estate, ZHENG, "整改完成")


def test_rows_are_added_given_away_and_dropped(estate: Estate) -> None:
    """By whoever gathers the table; the new department has the card."""
    one = over(estate, low=0)
    assert rows(estate, one) == []
    opens(estate, ZHOU, "整改措施", "看 1", "加一条", "客服")
    estate.says(ZHOU, "电话常占线")
    added = rows(estate, one)[0]
    assert (added.case.team, added.case.words) == (Team.DESK, "电话常占线")
    estate.taps(ZHOU, "换部门")
    estate.taps(ZHOU, "工程")
    assert rows(estate, one)[0].case.team is Team.ENGINEERING
    assert "电话常占线" in estate.screen(WU)
    opens(estate, ZHOU, "整改措施", "看 1", "看 1", "不用改")
    estate.says(ZHOU, "已换总机")
    assert rows(estate, one)[0].status is Status.CANCELLED
    presses(estate, ZHOU, one, "归档")
    assert plan(estate, one).status is PlanStatus.FILED


def test_it_is_no_business_of_owners_and_other_staff(estate: Estate) -> None:
    """A row is its department's and the office's; the table the office's."""
    one = over(estate)
    case = rows(estate, one)[0].case.id
    for who in (WANG, CHEN):
        estate.presses(who, f"W{case}:fill:1")
        assert NOT_YOURS in estate.toast()
    estate.presses(WANG, f"U{one}:improve:1")
    assert NOT_YOURS in estate.toast()


def test_workbook_and_report_name_nobody(estate: Estate) -> None:
    """What is drawn of the table: problem, rate, department, measure, days; the report with results and plan."""
    one = approved(estate)
    there = plan(estate, one)
    book = estate.work(
        lambda w: document(w, {"what": "improvement_book", "plan": there.id, "language": "zh", "at": ""})
    )
    line = book["sheets"][0]["rows"][0]
    assert line[1:3] == ["供水", "80.0%"] and "更换二次供水泵" in line
    for language in ("zh", "en"):
        paper = estate.work(
            lambda w: document(w, {"what": "improvement_paper", "plan": there.id, "language": language, "version": 1})
        )
        assert "1502" not in str(paper) and "王芳" not in str(paper)


def test_key_customers_stand_in_the_workbook(estate: Estate) -> None:
    """SUR-20: their homes, what is on their mind, how far the call is; no sheet where there are none."""
    one = over(estate)
    book = {"what": "improvement_book", "plan": plan(estate, one).id, "language": "zh", "at": ""}
    assert len(estate.work(lambda w: document(w, book))["sheets"]) == 1
    home = estate.units["1-1-101"]
    settles_calls(estate, one)
    estate.work(
        lambda w: intake.key_customers(w, one, [home], w.people.who(w.people.by_telegram(estate.people[ZHOU]), "zh"))
    )
    sheets = estate.work(lambda w: document(w, book))["sheets"]
    assert sheets[1]["title"] == "重点客户" and sheets[1]["rows"][0][1] == estate.work(
        lambda w: w.people.unit(home).label
    )


def test_an_anonymous_survey_leads_to_no_home(estate: Estate) -> None:
    """Its table is listed like any other, its slips lead nowhere."""
    one = over(estate, named="不记名")
    assert [v.facts.item for v in rows(estate, one)] == ["water"]
    assert estate.work(lambda w: acted.improved(w, w.surveys.get(one), {"water"})) == []


def test_the_end_told_twice_lists_everything_once(estate: Estate) -> None:
    """After a crash the end may be looked at again: one table, one row, one card for its head."""
    one = over(estate)
    estate.work(lambda w: results_told.over(w, w.surveys.get(one)))
    estate.passes(seconds=30)
    assert len(rows(estate, one)) == 1
    assert len(told(estate, WU, "待填措施")) == 1


def test_two_presses_at_once_approve_once(estate: Estate) -> None:
    """The second finds it approved; promises are made once."""
    one = over(estate)
    fills(estate)
    presses(estate, ZHOU, one, "报经理")
    for who in (ZHENG, FENG):
        estate.presses(who, f"U{one}:improve_approve:2")
    case = rows(estate, one)[0].case.id
    kinds = estate.work(lambda w: [d.kind for d in w.deadlines.of(case)])
    assert kinds == ["improve_measure", "improve_done"]


def test_a_survey_from_before_there_were_tables_gets_its_table_when_asked(estate: Estate) -> None:
    """Counted off the writer, then shown."""
    one = over(estate)

    def forget(w: Any) -> None:
        case = w.improvements.rows(w.improvements.of_survey(one).id)[0][0].id
        w.conn.execute(delete(improvements).where(improvements.c.case_id == case))
        w.conn.execute(delete(improvement_plans))

    estate.work(forget)
    opens(estate, ZHOU, "意见调查", "看 1", "整改措施")
    estate.passes(seconds=1)
    assert "问题及整改措施" in estate.screen(ZHOU)
    assert len(rows(estate, one)) == 1


def test_a_day_put_off_on_an_alert_is_the_table_s_new_day(estate: Estate) -> None:
    """REP-12: with its reason; the row says the new day, nobody outside hears of it."""
    one = approved(estate)
    view = rows(estate, one)[0]
    promise = estate.work(lambda w: w.deadlines.open_of(view.case.id, "improve_done"))
    until = promise.due_at + timedelta(days=5)
    estate.work(
        lambda w: acts.extend(
            w, w.people.who(w.people.by_telegram(estate.people[WU]), "zh"), promise.id, "等配件", until
        )
    )
    assert rows(estate, one)[0].facts.planned_on == date(2026, 12, 25)


def test_whoever_does_it_leaves(estate: Estate) -> None:
    """The row goes back to the head of the department, or whoever answers in their place."""
    one = approved(estate)
    staff = rows(estate, one)[0].case.assignee_id
    estate.work(lambda w: (w.staff.end(staff, w.now), acting.left(w, staff)))
    assert rows(estate, one)[0].case.assignee_id is None
    assert "供水" in estate.newest(ZHOU).text
