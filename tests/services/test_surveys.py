"""Surveys as stories: made, issued to the homes drawn, answered step by step, closed (SUR-04, SUR-05, SUR-13, SUR-14)."""

from tests.services.steps import ANNA, CHEN, LI, NOT_YOURS, WANG, ZHENG, ZHOU, moves_in, sets
from tests.services.survey_steps import (
    asked,
    drafts,
    forms,
    issues,
    opens,
    plans,
    settles,
    short,
    stands_empty,
    state,
    writes,
)
from tests.support.estate import Estate


def test_survey_goes_from_the_standard_list_to_an_answer(estate: Estate) -> None:
    """Thirteen questions, a preview, the quota of the homes moved in, answers one by one with their progress."""
    writes(estate)
    assert "13. 您对我们还有什么意见或建议" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "预览")
    assert "非常满意 · 满意" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "‹ 返回")
    one = plans(estate, asked="全部")
    assert "将发 24 户，应收回不少于 20 份" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "发出")
    settles(estate)
    assert (state(estate, one).issued, state(estate, one).due_back) == (24, 20)
    assert len(asked(estate, one)) == 2
    assert "13 题" in estate.newest(WANG).text
    assert "13 questions" in estate.newest(ANNA).text
    estate.taps(WANG, "开始填写")
    assert "1/13" in estate.newest(WANG).text
    for _ in range(12):
        estate.taps(WANG, "满意")
    assert "13/13" in estate.newest(WANG).text
    estate.says(WANG, "多种树")
    assert "「多种树」" in estate.newest(WANG).text
    estate.taps(WANG, "交上")
    assert "谢谢" in estate.newest(WANG).text
    form = forms(estate, one)[0]
    assert form.building == "3"
    assert form.answers["overall"] == {"value": "satisfied"}
    assert form.answers["remarks"] == {"words": "多种树"}
    assert drafts(estate) == []
    estate.passes(minutes=2)
    assert "收回 1/24" in estate.newest(ZHOU).text


def test_quota_is_drawn_and_the_same_again(estate: Estate) -> None:
    """90 % of the homes moved in, rounded up, from each building its share; the seed leads to the same homes."""
    stands_empty(estate, "1-1-101", "1-1-102", "1-2-101")
    short(estate)
    one = plans(estate, asked="按比例")
    estate.taps(ZHOU, "发出")

    def again(w):  # type: ignore[no-untyped-def]
        from domain.survey import drawn

        survey = w.surveys.get(one)
        homes = w.surveys.moved_in(survey.community_id)
        return [h.unit_id for h in w.surveys.homes_after(one, 0, 100, silent=False)], drawn(survey.seed, homes, 19)

    assert (state(estate, one).moved_in, state(estate, one).issued, state(estate, one).due_back) == (21, 19, 16)
    chosen, repeated = estate.work(again)
    assert chosen == repeated
    counts = estate.work(lambda w: w.surveys.counts(one)).buildings
    assert sum(n for n, _ in counts.values()) == 19
    assert [n for n, _ in counts.values()] == [5, 7, 7]


def test_dissatisfied_are_asked_why_and_nobody_else(estate: Estate) -> None:
    """A photo and words go with the answer; back keeps it; the summary lets everything be changed until it is sent."""
    one = issues(estate)
    estate.taps(WANG, "开始填写")
    estate.taps(WANG, "很不满意")
    assert "方便说说原因吗" in estate.newest(WANG).text
    estate.sends(WANG)
    estate.says(WANG, "水压太小")
    assert "2/2" in estate.newest(WANG).text
    estate.taps(WANG, "‹ 上一题")
    assert "水压太小" in estate.newest(WANG).text
    estate.taps(WANG, "下一题")
    estate.taps(WANG, "跳过")
    estate.taps(WANG, "1")
    estate.taps(WANG, "不太满意")
    assert "不太满意" in estate.newest(WANG).text
    assert forms(estate, one) == []
    estate.taps(WANG, "交上")
    answer = forms(estate, one)[0].answers
    assert list(answer) == ["q1"]
    assert (answer["q1"]["value"], answer["q1"]["words"]) == ("not_very_satisfied", "水压太小")
    assert len(answer["q1"]["media"]) == 1


def test_one_form_a_home_the_first_wins(estate: Estate) -> None:
    """Two of a family at once: the second is told at once, and presses in vain; doubled presses change nothing."""
    moves_in(estate, "王伯", 61, "3-2-1502")
    one = issues(estate)
    estate.taps(WANG, "请家人填")
    assert "王芳 请您来填" in estate.newest("王伯").text
    for who in (WANG, "王伯"):
        estate.taps(who, "开始填写")
        estate.taps(who, "非常满意", times=2)
    estate.says("王伯", "很好")
    estate.taps(WANG, "跳过")
    send = next(b["data"] for row in estate.newest("王伯").buttons for b in row if b["label"] == "交上")
    estate.taps(WANG, "交上")
    assert "已经有人交上了" in estate.newest("王伯").text
    estate.presses("王伯", send)
    assert "已经交上或结束了" in estate.toast()
    estate.presses("王伯", f"V{one}:begin.{estate.units['3-2-1502']}:1")
    assert "已经交上了" in estate.toast()
    assert len(forms(estate, one)) == 1
    assert "q2" not in forms(estate, one)[0].answers


def test_put_aside_and_gone_on_with_days_later(estate: Estate) -> None:
    """What was answered is kept; the reminder leads back to it; words meanwhile are read as ever."""
    one = issues(estate)
    estate.taps(WANG, "开始填写")
    estate.taps(WANG, "满意")
    estate.taps(WANG, "以后再填")
    assert "已经替您留着" in estate.newest(WANG).text
    estate.says(WANG, "厨房水管漏水")
    assert "报修" in estate.screen(WANG)
    estate.says(WANG, "/cancel")
    estate.passes(days=4)
    settles(estate)
    assert "还没有收到您家的问卷" in estate.screen(WANG)
    estate.taps(WANG, "开始填写")
    assert "2/2" in estate.newest(WANG).text
    estate.taps(WANG, "跳过")
    estate.taps(WANG, "交上")
    assert forms(estate, one)[0].answers == {"q1": {"value": "satisfied"}}


def test_danger_in_an_answer_is_filed_at_once(estate: Estate) -> None:
    """Safety before any question (X-52)."""
    issues(estate)
    estate.taps(WANG, "开始填写")
    estate.taps(WANG, "满意")
    estate.says(WANG, "厨房有很浓的煤气味")
    assert len(estate.cases()) == 1


def test_what_has_been_so_all_year_is_an_answer(estate: Estate) -> None:
    """The power often fails: kept as the answer, and one press away from a report, should it be so now."""
    one = issues(estate)
    estate.taps(WANG, "开始填写")
    estate.taps(WANG, "很不满意")
    estate.says(WANG, "家里常停电")
    assert estate.cases() == []
    assert "点一下我们马上安排" in estate.newest(WANG).text
    estate.taps(WANG, "跳过")
    estate.taps(WANG, "交上")
    assert forms(estate, one)[0].answers["q1"]["words"] == "家里常停电"


def test_reminded_twice_at_most_and_only_the_silent(estate: Estate) -> None:
    """Some days in and on the day before the end, however often it is extended; whoever answered is left in peace."""
    one = issues(estate)
    estate.taps(WANG, "开始填写")
    estate.taps(WANG, "满意")
    estate.taps(WANG, "跳过")
    estate.taps(WANG, "交上")
    for _ in range(9):
        estate.passes(days=1)
        settles(estate)
    anna = estate.units["2-1-101"]
    assert [k for k in asked(estate, one) if ":round:0:" not in k] == [
        f"survey:{one}:round:1:{anna}",
        f"survey:{one}:round:2:{anna}",
    ]
    opens(estate, ZHOU, "意见调查", "看 1", "延期")
    estate.says(ZHOU, "12月30日18点")
    for _ in range(27):
        estate.passes(days=1)
        settles(estate)
    assert len([k for k in asked(estate, one) if ":round:0:" not in k]) == 2
    assert state(estate, one).status == "running"


def test_after_the_deadline_answers_are_refused_kindly(estate: Estate) -> None:
    """What was begun and not sent is told so and deleted; whoever comes later is thanked."""
    one = issues(estate, until="11月24日18点")
    button = next(b["data"] for row in estate.newest(ANNA).buttons for b in row)
    estate.taps(WANG, "开始填写")
    estate.taps(WANG, "满意")
    estate.passes(days=3)
    settles(estate)
    assert state(estate, one).status == "closed"
    assert "已经结束" in estate.screen(WANG)
    assert drafts(estate) == []
    assert "收回 0 份，应收 20 份，还差 20 份" in estate.screen(ZHOU)
    estate.presses(ANNA, button)
    assert "This survey ended" in estate.toast()
    assert forms(estate, one) == []


def test_issued_questionnaires_never_change(estate: Estate) -> None:
    """A change afterwards is the next version; the survey keeps the one it was issued with."""
    one = issues(estate)
    before = estate.work(lambda w: w.surveys.questionnaire(w.surveys.get(one).questionnaire_id))
    opens(estate, ZHOU, "问卷", "看 1", "加一题", "1–5 分")
    estate.says(ZHOU, "打几分")
    estate.taps(ZHOU, "跳过")
    estate.taps(ZHOU, "必答")
    assert "第 2 版" in estate.newest(ZHOU).text
    after = estate.work(lambda w: w.surveys.questionnaire(before.id))
    assert after == before
    assert estate.work(lambda w: w.surveys.newest_edition(before.root_id)).edition == 2
    estate.taps(ZHOU, "照此另做一份")
    estate.says(ZHOU, "明年的")
    estate.taps(ZHOU, "跳过")
    assert "明年的" in estate.newest(ZHOU).text
    assert "3. 打几分" in estate.newest(ZHOU).text


def test_questions_are_moved_changed_and_removed(estate: Estate) -> None:
    """By buttons, one at a time."""
    short(estate)
    estate.taps(ZHOU, "1")
    estate.taps(ZHOU, "下移")
    assert "第 2 题，共 2 题" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "改这题")
    estate.taps(ZHOU, "单选")
    estate.says(ZHOU, "几点来水")
    estate.taps(ZHOU, "跳过")
    estate.says(ZHOU, "只有一个")
    estate.says(ZHOU, "早上 / Morning\n晚上 / Evening")
    estate.taps(ZHOU, "必答")
    assert "2. 几点来水 · 单选" in estate.newest(ZHOU).text
    estate.taps(ZHOU, "1")
    estate.taps(ZHOU, "删掉")
    assert "1. 几点来水" in estate.newest(ZHOU).text


def test_paper_and_telephone_are_entered_by_the_desk(estate: Estate) -> None:
    """Any home that is asked, once; with who entered it."""
    one = issues(estate)
    opens(estate, CHEN, "意见调查", "看 1", "代录一份", "纸质问卷")
    estate.says(CHEN, "1-1-101")
    estate.taps(CHEN, "1栋1单元101")
    assert "代录 1栋1单元101" in estate.newest(CHEN).text
    estate.taps(CHEN, "不太满意")
    estate.says(CHEN, "纸上写着水压小")
    estate.taps(CHEN, "跳过")
    estate.taps(CHEN, "交上")
    form = forms(estate, one)[0]
    assert (form.channel, form.person_id, form.unit_id) == ("paper", None, estate.units["1-1-101"])
    assert form.entered_by == estate.work(lambda w: w.people.by_telegram(estate.people[CHEN]).id)
    assert form.answers["q1"]["words"] == "纸上写着水压小"


def test_only_supervisors_issue_and_only_residents_answer(estate: Estate) -> None:
    """Forged presses change nothing."""
    one = issues(estate)
    estate.presses(CHEN, f"U{one}:stop:1")
    assert NOT_YOURS in estate.toast()
    estate.presses(LI, f"V{one}:begin.{estate.units['3-2-1502']}:1")
    assert NOT_YOURS in estate.toast()
    estate.taps(WANG, "开始填写")
    draft = drafts(estate)[0]
    for press in (
        "pick.0-0",
        "on.0",
        "send",
        "later",
        "resume",
        "again.0",
        "before.1",
        "write.0",
        "pick.x-1",
        "pick.0-9",
    ):
        estate.presses(ANNA, f"V{draft.id}:{press}:1")
        estate.presses(WANG, f"V{draft.id}:{press.replace('0-0', '7-7')}:1") if press.startswith("pick") else None
    assert drafts(estate)[0].answers == {}
    assert forms(estate, one) == []


def test_stopped_and_never_issued(estate: Estate) -> None:
    """Ended early with a reason; and one that is not issued after all."""
    one = issues(estate)
    estate.taps(WANG, "开始填写")
    opens(estate, ZHENG, "意见调查", "看 1", "提前结束")
    estate.says(ZHENG, "题目写错了")
    settles(estate)
    assert state(estate, one).status == "stopped"
    assert drafts(estate) == []
    assert "题目写错了" in estate.newest(ZHENG).text
    opens(estate, ZHOU, "问卷", "看 1")
    two = plans(estate)
    estate.taps(ZHOU, "不发了")
    assert state(estate, two).status == "stopped"
    assert asked(estate, two) == []


def test_quiet_hours_hold_it_back_and_pages_follow_each_other(estate: Estate) -> None:
    """Nothing goes out at night; in the morning page by page, each home once."""
    sets(estate, "survey.page", 10)
    for n in range(20):
        moves_in(estate, f"住户{n}", 100 + n, sorted(estate.units)[n])
    estate.passes(hours=9)  # 23:05
    one = issues(estate)
    assert asked(estate, one) == []
    estate.passes(hours=10)
    for _ in range(10):
        estate.passes(seconds=10)
    keys = asked(estate, one)
    assert len(keys) == len(set(keys)) == 21
    assert "谁还没填" in estate.screen(ZHOU)
    estate.taps(ZHOU, "谁还没填")
    estate.taps(ZHOU, "下一页")
    assert "没有聊天" in estate.newest(ZHOU).text


def test_a_reply_to_the_question_belongs_to_it(estate: Estate) -> None:
    """Words and photos go with any answer, without a button before."""
    one = issues(estate)
    estate.taps(WANG, "开始填写")
    estate.says(WANG, "早上水小", reply_to=estate.newest(WANG).id)
    assert "「早上水小」" in estate.newest(WANG).text
    estate.sends(WANG, reply_to=estate.newest(WANG).id)
    estate.taps(WANG, "满意")
    estate.taps(WANG, "跳过")
    estate.taps(WANG, "交上")
    given = forms(estate, one)[0].answers["q1"]
    assert (given["value"], given["words"], len(given["media"])) == ("satisfied", "早上水小", 1)


def test_a_link_opens_for_the_family_alone(estate: Estate) -> None:
    """Whoever lives there finds the form by it; neighbours are told no, strangers are asked who they are."""
    one = issues(estate)
    estate.work(lambda w: w.marks.put("bot_name", "guanjia_bot"))
    unit = estate.units["3-2-1502"]
    assert estate.taps(WANG, "请家人填") == "请把链接发给家里人。"
    assert f"https://t.me/guanjia_bot?start=survey_{one}_{unit}" in estate.newest(WANG).text
    moves_in(estate, "王伯", 61, "3-2-1502")
    estate.says("王伯", f"/start survey_{one}_{unit}")
    estate.taps("王伯", "开始填写")
    assert "1/2" in estate.newest("王伯").text
    estate.says(ANNA, f"/start survey_{one}_{unit}")
    assert "resident" in estate.newest(ANNA).text
    estate.says(999, f"/start survey_{one}_{unit}")
    assert "桂苑" in estate.screen(999)
    assert len(drafts(estate)) == 1
