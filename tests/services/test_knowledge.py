"""The knowledge base in the chat: written, changed, retired, searched; what is asked and not answered; what expires (INT-29)."""

from datetime import timedelta

import pytest

from tests.services.heard_steps import HOURS, PARKING, WASTE, asks, day, entries, knows
from tests.services.steps import ANNA, CHEN, LI, NOT_YOURS, WANG, ZHENG, ZHOU, elsewhere, newest, press, sets
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate


def _ask(estate: Estate, who: str, words: str) -> None:
    estate.presses(who, "m:enquiry:0")
    estate.says(who, words)


def _writes(estate: Estate, *, until: str = "跳过", english: bool = False) -> None:
    """From the list to the last question, by somebody of the desk."""
    estate.presses(CHEN, "m:knowledge:0")
    estate.taps(CHEN, "写一条")
    estate.says(CHEN, "停车证怎么办？")
    estate.says(CHEN, "带行驶证到服务中心。")
    estate.taps(CHEN, "停车")
    if until == "跳过":
        estate.taps(CHEN, until)
    else:
        estate.says(CHEN, until)
    estate.says(CHEN, "车位 月租")
    if english:
        estate.says(CHEN, "How do I get a parking permit?")
        estate.says(CHEN, "Bring your driving licence to the desk.")
    else:
        estate.taps(CHEN, "跳过")
    estate.taps(CHEN, "存入知识库")


def test_written_in_the_chat_and_found_at_once(estate: Estate) -> None:
    """Question, answer, topic, last day, other words, English: all of it shown before it is kept."""
    _writes(estate, until="12月31日", english=True)
    made = entries(estate)[0]
    assert (made.topic, made.valid_until, made.keywords) == ("parking", day("2026-12-31"), "车位 月租")
    _ask(estate, ANNA, "where do I get a permit for parking")
    assert "Bring your driving licence" in estate.screen(ANNA)
    _ask(estate, WANG, "月租车位怎么申请")
    assert "带行驶证到服务中心" in estate.screen(WANG)


def test_a_day_that_is_over_is_asked_for_again(estate: Estate) -> None:
    """What was written so far stays."""
    estate.presses(CHEN, "m:entry_add:0")
    estate.says(CHEN, "停车证怎么办？")
    estate.says(CHEN, "带行驶证。")
    estate.taps(CHEN, "停车")
    estate.says(CHEN, "昨天")
    assert "已经过去了" in estate.screen(CHEN)
    estate.says(CHEN, "什么时候")
    assert "这个日子没看懂" in estate.screen(CHEN)


def test_a_field_is_changed(estate: Estate) -> None:
    """Residents read it at once; what may be empty can be emptied."""
    made = knows(estate, PARKING)[0]
    estate.presses(CHEN, f"m:entry.{made}:0")
    estate.taps(CHEN, "改答案")
    assert "现在是：\n带行驶证和身份证" in estate.screen(CHEN)
    estate.says(CHEN, "现在可以在网上办。")
    _ask(estate, WANG, "停车证怎么办")
    assert "现在可以在网上办" in estate.screen(WANG)
    estate.taps(CHEN, "改关键词")
    estate.taps(CHEN, "清空")
    estate.taps(CHEN, "改有效期")
    estate.says(CHEN, "12月1日")
    estate.taps(CHEN, "改主题")
    estate.taps(CHEN, "费用")
    now = entries(estate)[0]
    assert (now.keywords, now.valid_until, now.topic, now.version) == ("", day("2026-12-01"), "fees", 5)
    estate.taps(CHEN, "改有效期")
    estate.taps(CHEN, "一直有效")
    assert entries(estate)[0].valid_until is None


def test_two_at_once_do_not_undo_each_other(estate: Estate) -> None:
    """The second reads what stands there now; the own words are kept."""
    made = knows(estate, PARKING)[0]
    for who in (CHEN, ZHOU):
        estate.presses(who, f"m:entry.{made}:0")
        estate.taps(who, "改答案")
    estate.says(CHEN, "周一到周五办理。")
    estate.says(ZHOU, "周末也办理。")
    assert "同事刚改过这一项，现在是「周一到周五办理。」" in estate.screen(ZHOU)
    assert "周末也办理" in estate.screen(ZHOU)
    assert entries(estate)[0].answer_zh == "周一到周五办理。"


def test_retired_by_a_supervisor(estate: Estate) -> None:
    """Nobody of the residents sees it any more; the desk alone may not."""
    made = knows(estate, PARKING)[0]
    estate.presses(CHEN, f"m:entry.{made}:0")
    assert "停用" not in estate.screen(CHEN)
    estate.presses(CHEN, f"w{made}:retire:1")
    assert NOT_YOURS in estate.toast()
    estate.presses(ZHOU, f"m:entry.{made}:0")
    assert "已停用" in estate.taps(ZHOU, "停用")
    assert "已停用" in estate.screen(CHEN)
    _ask(estate, WANG, "停车证怎么办")
    assert newest(estate).flow == "enquiry"
    estate.presses(ZHOU, f"w{made}:edit.answer_zh:2")
    estate.says(ZHOU, "新的答案")
    assert entries(estate)[0].answer_zh == PARKING["answer_zh"]


def test_pages_and_search(estate: Estate) -> None:
    """By topic, six to a page; searched as residents ask."""
    knows(estate, PARKING, HOURS, WASTE, *({**HOURS, "question_zh": f"第{n}个问题是什么样子"} for n in range(5)))
    estate.presses(CHEN, "m:knowledge:0")
    assert "8 条" in estate.screen(CHEN)
    estate.taps(CHEN, "下一页")
    assert "第 2 页" in estate.screen(CHEN)
    estate.presses(CHEN, "m:entry_find:0")
    estate.says(CHEN, "扔垃圾的时间")
    assert "垃圾几点投放" in estate.screen(CHEN)
    estate.taps(CHEN, "再找")
    estate.says(CHEN, "游泳")
    assert "没有找到" in estate.screen(CHEN)


# --- from what was asked ---------------------------------------------------------------------------------------------


def test_an_answer_is_kept_as_an_entry(estate: Estate) -> None:
    """Question, answer and topic stand there already; the next one who asks is answered at once."""
    _ask(estate, WANG, "可以养大型犬吗")
    case = newest(estate)
    press(estate, CHEN, "答复", case.number, DESK_GROUP)
    estate.says(CHEN, "肩高35厘米以下可以养。")
    estate.taps(CHEN, "发给业主")
    press(estate, CHEN, "存入知识库", case.number, DESK_GROUP)
    estate.taps(CHEN, "跳过")
    estate.taps(CHEN, "跳过")
    estate.taps(CHEN, "跳过")
    estate.taps(CHEN, "存入知识库")
    assert (entries(estate)[0].question_zh, entries(estate)[0].answer_zh) == (
        "可以养大型犬吗",
        "肩高35厘米以下可以养。",
    )
    assert asks(estate)[0].entry_id == entries(estate)[0].id
    assert "存入知识库" not in estate.screen(DESK_GROUP)
    _ask(estate, ANNA, "可不可以养大型犬？")
    assert "肩高35厘米以下" in estate.screen(ANNA)


def test_what_is_asked_often_is_listed_until_it_is_answered(estate: Estate) -> None:
    """Put together by what they ask; one answer settles all of them."""
    for who, words in ((WANG, "能不能借梯子"), (ANNA, "请问可以借梯子吗"), (WANG, "外墙什么时候清洗")):
        _ask(estate, who, words)
    estate.presses(CHEN, "m:unanswered:0")
    assert "「能不能借梯子」" in estate.screen(CHEN)
    assert "2 次，2 人" in estate.screen(CHEN)
    assert "外墙" not in estate.screen(CHEN)
    estate.taps(CHEN, "写 1 的答案")
    estate.says(CHEN, "可以，到服务中心登记借用。")
    estate.taps(CHEN, "跳过")
    estate.taps(CHEN, "跳过")
    estate.taps(CHEN, "跳过")
    estate.taps(CHEN, "存入知识库")
    estate.presses(CHEN, "m:unanswered:0")
    assert "常问的都有答案了" in estate.screen(CHEN)
    assert [a.entry_id is not None for a in asks(estate)] == [True, True, False]


def test_questions_are_listed_without_names_and_rooms(estate: Estate) -> None:
    """The desk's group reads the weekly list too."""
    for who in (WANG, ANNA):
        _ask(estate, who, "我是王芳，1502，能不能借梯子，电话13800138000")
    estate.presses(CHEN, "m:unanswered:0")
    shown = estate.screen(CHEN)
    assert "借梯子" in shown
    assert "王芳" not in shown
    assert "13800138000" not in shown


def test_each_week_the_desk_reads_what_to_look_through(estate: Estate) -> None:
    """What expires soon and what is asked without an answer; nothing where there is neither."""
    estate.passes(days=8)
    assert "本周核对知识库" not in estate.screen(DESK_GROUP)
    knows(estate, {**PARKING, "valid_until": day("2026-12-05")}, HOURS)
    for who in (WANG, ANNA):
        _ask(estate, who, "能不能借梯子")
    estate.passes(days=7)
    shown = estate.screen(DESK_GROUP)
    assert "本周核对知识库" in shown
    assert "快到期 1 条" in shown
    assert "停车证怎么办" in shown
    assert "能不能借梯子" in shown
    estate.taps(CHEN, "看快到期的", DESK_GROUP)
    estate.taps(CHEN, "1 停车证")
    assert "改有效期" in estate.screen(CHEN)


def test_figures_are_the_communitys(estate: Estate) -> None:
    """How many answers are shown; how often is often."""
    knows(estate, *({**PARKING, "answer_zh": f"答案{n}"} for n in range(4)))
    _ask(estate, WANG, "停车证怎么办")
    assert "3 解决了" in estate.screen(WANG)
    sets(estate, "knowledge.shown", 1)
    estate.says(WANG, "/cancel")
    _ask(estate, WANG, "停车证怎么办")
    assert "答案0" in estate.screen(WANG)
    assert "答案1" not in estate.screen(WANG)
    _ask(estate, ANNA, "能不能借梯子")
    sets(estate, "knowledge.frequent", 1)
    estate.presses(CHEN, "m:unanswered:0")
    assert "能不能借梯子" in estate.screen(CHEN)


# --- whose it is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [WANG, LI, "外陈静", "外郑经理"])
def test_only_the_desk_of_that_community_sees_it_from_behind(estate: Estate, who: str) -> None:
    """Neither residents nor other teams nor the desk next door."""
    elsewhere(estate)
    made = knows(estate, PARKING)[0]
    for pressed in (f"m:entry.{made}:0", f"w{made}:edit.answer_zh:1", f"w{made}:retire:1"):
        estate.presses(who, pressed)
        assert estate.toast()
        assert "行驶证" not in estate.screen(who)
    assert entries(estate)[0].version == 1


def test_a_community_answers_from_its_own(estate: Estate) -> None:
    """The neighbours' answers are not ours."""
    other = elsewhere(estate)
    estate.work(lambda w: w.knowledge.add(other.community, PARKING, None, w.now))
    _ask(estate, WANG, "停车证怎么办")
    assert newest(estate).flow == "enquiry"
    asked = asks(estate)[0]
    estate.presses("外陈静", f"m:write.{asked.id}:0")
    assert "借梯子" not in estate.screen("外陈静")
    assert estate.toast()


def test_the_manager_may_all_of_it(estate: Estate) -> None:
    """Heads are of the desk too."""
    made = knows(estate, {**PARKING, "valid_until": (estate.now + timedelta(days=1)).date()})[0]
    estate.presses(ZHENG, "m:expiring:0")
    estate.taps(ZHENG, "1 停车证")
    estate.taps(ZHENG, "停用")
    assert entries(estate)[0].status == "retired"
    assert made == entries(estate)[0].id
