"""Asking us something: answered from what we know, by a person in time or late, with a department in between (CBK-23, INT-09)."""

from datetime import timedelta

from tests.services.heard_steps import HOURS, PARKING, asks, asks_the_desk, day, due, kinds, knows, promises
from tests.services.steps import (
    ANNA,
    CHEN,
    LI,
    NOT_NOW,
    NOT_YOURS,
    WANG,
    ZHOU,
    newest,
    no_groups,
    press,
    set_reachable,
    sets,
)
from tests.support.cast import DESK_GROUP, GROUP
from tests.support.estate import Estate

# --- what we know ----------------------------------------------------------------------------------------------------


def test_what_we_know_is_answered_at_once(estate: Estate) -> None:
    """The answer is shown, one tap says it helped: no case, and the question is noted as answered."""
    knows(estate, PARKING, HOURS)
    asks_the_desk(estate, words="我想办个停車卡")
    assert "带行驶证和身份证" in estate.screen(WANG)
    assert "几点上班" not in estate.screen(WANG)
    estate.taps(WANG, "解决了")
    assert "能帮上您就好" in estate.screen(WANG)
    assert estate.cases() == []
    assert [(a.helpful, a.entry_id is not None) for a in asks(estate)] == [(True, True)]


def test_in_english_the_english_words_are_read(estate: Estate) -> None:
    """Where nobody has written them the Chinese ones are."""
    knows(estate, PARKING, HOURS)
    asks_the_desk(estate, ANNA, "parking permit for my car", "Ask us")
    assert "Bring your driving licence" in estate.screen(ANNA)
    estate.taps(ANNA, "Solved")
    assert "Glad that helped" in estate.screen(ANNA)


def test_an_expired_answer_is_shown_to_nobody(estate: Estate) -> None:
    """It goes to the desk instead."""
    knows(estate, {**PARKING, "valid_until": day("2026-11-21")})
    case = asks_the_desk(estate, words="停车证怎么办")
    assert case.flow == "enquiry"
    assert "行驶证" not in estate.screen(WANG)


def test_on_its_last_day_an_answer_still_holds(estate: Estate) -> None:
    """The last day is included."""
    knows(estate, {**PARKING, "valid_until": day("2026-11-22")})
    asks_the_desk(estate, words="停车证怎么办")
    assert "行驶证" in estate.screen(WANG)


def test_what_does_not_help_goes_to_the_desk(estate: Estate) -> None:
    """One tap: the words are not asked for again."""
    knows(estate, PARKING)
    asks_the_desk(estate, words="停车证能办两张吗")
    estate.taps(WANG, "还想问客服")
    case = newest(estate)
    assert (case.flow, case.status, case.words, case.category) == ("enquiry", "asked", "停车证能办两张吗", "parking")
    assert [(a.case_id, a.entry_id) for a in asks(estate)] == [(case.id, None)]


# --- by a person ------------------------------------------------------------------------------------------------------


def test_what_nobody_knows_goes_to_the_desk_with_a_promised_time(estate: Estate) -> None:
    """At once, and the time is said (CBK-23)."""
    case = asks_the_desk(estate)
    assert due(estate, case.id) == estate.now + timedelta(hours=24)
    assert "明天 14:05 前答复您" in estate.screen(WANG)
    card = estate.screen(DESK_GROUP)
    assert "可以养大型犬吗" in card
    assert "明天 14:05 前答复" in card
    assert "王芳" not in card


def test_answered_in_time(estate: Estate) -> None:
    """Taken in the group, answered in private with a photo, confirmed by whoever asked."""
    case = asks_the_desk(estate)
    assert "由您来答" in press(estate, CHEN, "我来回答", case.number, DESK_GROUP)
    assert "陈静在答" in estate.screen(DESK_GROUP)
    press(estate, CHEN, "答复", case.number, DESK_GROUP)
    estate.says(CHEN, "小区公约规定，肩高不超过35厘米的可以养，请先到派出所办证。")
    estate.sends(CHEN)
    estate.taps(CHEN, "发给业主")
    assert "肩高不超过35厘米" in estate.screen(WANG)
    assert any(shown.media for shown in estate.chats[estate.people[WANG]].values())
    assert promises(estate, case.id) == [("enquiry_answer", "met"), ("enquiry_confirm", "open")]
    press(estate, WANG, "解决了", case.number)
    assert newest(estate).status == "closed"
    assert promises(estate, case.id)[-1] == ("enquiry_confirm", "met")
    told = [kind for kind in kinds(estate, case.id) if kind != "reveal"]
    assert told == ["enquiry_ask", "enquiry_take", "enquiry_answer", "enquiry_helpful"]


def test_a_reply_to_the_card_in_the_group_is_the_answer(estate: Estate) -> None:
    """Where the channel lets replies reach us."""
    case = asks_the_desk(estate)
    card = estate.newest(DESK_GROUP)
    estate.says(CHEN, "可以养，先办证。", DESK_GROUP, reply_to=card.id)
    assert newest(estate).status == "answered"
    assert "可以养，先办证" in estate.screen(WANG)
    assert case.id == newest(estate).id


def test_answered_late(estate: Estate) -> None:
    """The supervisor is alerted as with any promise; the answer that comes then misses it."""
    case = asks_the_desk(estate)
    estate.passes(hours=25)
    assert "超时" in estate.screen(ZHOU)
    assert "答复" in estate.screen(ZHOU)
    assert "抱歉" in estate.screen(WANG)
    press(estate, CHEN, "答复", case.number, DESK_GROUP)
    estate.says(CHEN, "可以养小型犬。")
    estate.taps(CHEN, "发给业主")
    assert promises(estate, case.id)[0] == ("enquiry_answer", "missed")
    assert "已了结" in estate.screen(ZHOU)


def test_another_time_is_promised_and_told(estate: Estate) -> None:
    """By the desk's own button, or by the supervisor's on the alert (CBK-23)."""
    case = asks_the_desk(estate)
    press(estate, CHEN, "改答复时间", case.number, DESK_GROUP)
    estate.says(CHEN, "后天下午3点")
    assert "11月24日(周二) 15:00 前给您答复" in estate.screen(WANG)
    assert due(estate, case.id) == estate.now.replace(day=24, hour=7, minute=0)
    estate.passes(hours=56)
    press(estate, ZHOU, "延期", case.number)
    estate.taps(ZHOU, "还在核实情况")
    estate.says(ZHOU, "明天18点")
    estate.taps(ZHOU, "发送")
    assert "实在抱歉，原定时间赶不上" in estate.screen(WANG)


def test_a_figure_set_anew_moves_the_promise(estate: Estate) -> None:
    """Not one that a person has given."""
    from services.recompute import request

    case = asks_the_desk(estate)
    sets(estate, "enquiry.answer_h", 48)
    estate.work(lambda w: request(w, estate.community))
    estate.passes(minutes=1)
    assert due(estate, case.id) == estate.now - timedelta(minutes=1) + timedelta(hours=48)


def test_a_department_answers_the_desk_and_the_desk_whoever_asked(estate: Estate) -> None:
    """The department reads no name; what it says is to be passed on the same day (INT-09, INT-13, INT-28)."""
    case = asks_the_desk(estate, words="电梯多久年检一次")
    press(estate, CHEN, "问专业班组", case.number, DESK_GROUP)
    estate.taps(CHEN, "工程")
    estate.says(CHEN, "请说明最近一次的日期")
    crew = estate.screen(GROUP)
    assert "电梯多久年检一次" in crew
    assert "请说明最近一次的日期" in crew
    assert "王芳" not in crew
    press(estate, LI, "我来回答", case.number, GROUP)
    estate.says(LI, "每年一次，今年6月做过。")
    estate.taps(LI, "发给客服")
    assert "每年一次" not in estate.screen(WANG)
    assert "请今天转告业主" in estate.screen(CHEN)
    assert promises(estate, case.id) == [("enquiry_answer", "open"), ("enquiry_pass", "open")]
    press(estate, CHEN, "发给业主", case.number)
    assert "每年一次，今年6月做过" in estate.screen(WANG)
    assert [p[1] for p in promises(estate, case.id)] == ["met", "met", "open"]


def test_a_department_may_reply_to_its_card(estate: Estate) -> None:
    """Its reply goes to the desk, never straight to whoever asked."""
    case = asks_the_desk(estate, words="电梯多久年检一次")
    press(estate, CHEN, "问专业班组", case.number, DESK_GROUP)
    estate.taps(CHEN, "工程")
    estate.taps(CHEN, "跳过")
    card = next(s for s in estate.chats[GROUP].values() if case.number in s.text)
    estate.says(LI, "每年一次。", GROUP, reply_to=card.id)
    assert "每年一次" not in estate.screen(WANG)
    assert "工程回复：每年一次" in estate.screen(DESK_GROUP)


def test_another_department_is_asked_instead(estate: Estate) -> None:
    """The first one reads that it is asked no more."""
    case = asks_the_desk(estate, words="外墙什么时候洗")
    for team in ("工程", "保洁"):
        press(estate, CHEN, "问专业班组" if team == "工程" else "改问别的班组", case.number, DESK_GROUP)
        estate.taps(CHEN, team)
        estate.taps(CHEN, "跳过")
    assert "不用答了" in estate.screen(GROUP)
    estate.presses(LI, f"e{case.id}:find:9", GROUP)
    assert NOT_YOURS in estate.toast()


def test_the_question_behind_an_answer_goes_with_the_word(estate: Estate) -> None:
    """Nothing is left to press under an answer that helped; asked on, the first answer still stands as it was given."""
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
    told = [m for m in estate.chats[estate.people[WANG]].values() if "您问的" in m.text]
    assert [("周一开" in m.text, "九点开" in m.text, m.buttons) for m in told] == [(True, False, []), (False, True, [])]


def test_whoever_asked_asks_on(estate: Estate) -> None:
    """A new promise runs; nobody has it until somebody takes it."""
    case = asks_the_desk(estate)
    press(estate, CHEN, "答复", case.number, DESK_GROUP)
    estate.says(CHEN, "可以。")
    estate.taps(CHEN, "发给业主")
    press(estate, WANG, "还想问", case.number)
    estate.says(WANG, "肩高怎么量？")
    estate.taps(WANG, "好了")
    now = newest(estate)
    assert (now.status, now.assignee_id) == ("asked", None)
    assert "肩高怎么量" in now.words
    assert promises(estate, case.id) == [
        ("enquiry_answer", "met"), ("enquiry_confirm", "dropped"), ("enquiry_answer", "open")
    ]  # fmt: skip


def test_silence_closes_it(estate: Estate) -> None:
    """Some days after the answer, with nobody's lateness."""
    case = asks_the_desk(estate)
    press(estate, CHEN, "答复", case.number, DESK_GROUP)
    estate.says(CHEN, "可以。")
    estate.taps(CHEN, "发给业主")
    estate.passes(days=2)
    assert newest(estate).status == "answered"
    estate.passes(days=2)
    assert newest(estate).status == "closed"
    assert "超时" not in estate.screen(ZHOU)


def test_words_added_reach_whoever_answers(estate: Estate) -> None:
    """Words and photos."""
    case = asks_the_desk(estate)
    press(estate, CHEN, "我来回答", case.number, DESK_GROUP)
    press(estate, WANG, "补充", case.number)
    estate.says(WANG, "是金毛")
    estate.sends(WANG)
    estate.taps(WANG, "好了")
    assert "业主补充：「是金毛」 📷1" in estate.screen(CHEN)
    assert newest(estate).words.endswith("是金毛")


def test_cancelled_by_whoever_asked(estate: Estate) -> None:
    """Nothing is owed any more; the desk reads so."""
    case = asks_the_desk(estate)
    press(estate, WANG, "取消", case.number)
    assert newest(estate).status == "cancelled"
    assert promises(estate, case.id) == [("enquiry_answer", "dropped")]
    assert "业主不需要了" in estate.screen(DESK_GROUP)


def test_closed_by_a_supervisor_with_a_reason(estate: Estate) -> None:
    """Whoever asked reads it (X-13)."""
    case = asks_the_desk(estate)
    press(estate, ZHOU, "看详情", case.number, DESK_GROUP)
    press(estate, ZHOU, "结单", case.number)
    estate.taps(ZHOU, "已电话答复")
    assert "原因：已电话答复" in estate.screen(WANG)
    assert newest(estate).status == "closed"


def test_the_second_of_two_presses_changes_nothing(estate: Estate) -> None:
    """Taken twice; helped twice."""
    case = asks_the_desk(estate)
    estate.presses(CHEN, f"e{case.id}:take:1", DESK_GROUP)
    estate.presses(CHEN, f"e{case.id}:take:1", DESK_GROUP)
    assert NOT_NOW in estate.toast()
    assert kinds(estate, case.id).count("enquiry_take") == 1


def test_taken_down_for_somebody_who_phoned(estate: Estate) -> None:
    """As a repair is: home, who it is, what is asked; what we know can be read out on the spot (INT-06, INT-13, INT-14)."""
    knows(estate, HOURS)
    for words, label in (("服务中心几点上班", "已当场答"), ("能不能借梯子", "")):
        estate.says(CHEN, "/menu")
        estate.taps(CHEN, "值班与管理")
        estate.taps(CHEN, "代录")
        estate.taps(CHEN, "代录咨询")
        estate.taps(CHEN, "电话")
        estate.says(CHEN, "3-2-1502")
        estate.taps(CHEN, "3栋2单元1502")
        estate.taps(CHEN, "王芳")
        estate.says(CHEN, words)
        if label:
            assert "每天8:30到18:00" in estate.screen(CHEN)
            estate.taps(CHEN, label)
            assert estate.cases() == []
    case = newest(estate)
    assert (case.channel, case.words) == ("phone", "能不能借梯子")
    assert "👤 王芳" in estate.screen(CHEN)
    assert "能不能借梯子" in estate.screen(WANG)


def test_whoever_is_not_in_the_chat_is_telephoned(estate: Estate) -> None:
    """The card says so; the desk notes the answer and what they say of it (CBK-26)."""
    estate.presses(CHEN, "m:enquiry_desk:0")
    estate.taps(CHEN, "来访")
    estate.taps(CHEN, "公共区域")
    estate.taps(CHEN, "别的人")
    estate.says(CHEN, "老孙")
    estate.says(CHEN, "13912345678")
    estate.says(CHEN, "怎么买车位")
    case = newest(estate)
    assert "业主不在聊天里" in estate.screen(DESK_GROUP)
    assert "老孙" not in estate.screen(DESK_GROUP)
    press(estate, CHEN, "答复", case.number)
    estate.says(CHEN, "已电话告知找开发商销售部")
    estate.taps(CHEN, "发给业主")
    press(estate, CHEN, "业主说解决了", case.number)
    assert newest(estate).status == "closed"


def test_without_groups_everybody_is_reached_in_private(estate: Estate) -> None:
    """The desk on duty, and the department asked."""
    no_groups(estate)
    case = asks_the_desk(estate, words="电梯多久年检一次")
    assert "电梯多久年检一次" in estate.screen(CHEN)
    press(estate, CHEN, "问专业班组", case.number)
    estate.taps(CHEN, "工程")
    estate.taps(CHEN, "跳过")
    assert "电梯多久年检一次" in estate.screen(LI)
    assert "王芳" not in estate.screen(LI)


def test_what_was_said_to_the_desk_becomes_an_enquiry(estate: Estate) -> None:
    """Whose it is, their home and their words are known already; it belongs to the exchange."""
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "想问一下能不能借梯子")
    estate.taps(WANG, "发送")
    estate.taps(CHEN, "归入事项", DESK_GROUP)
    estate.taps(CHEN, "转成咨询")
    case = newest(estate)
    assert (case.flow, case.words) == ("enquiry", "想问一下能不能借梯子")
    assert "能不能借梯子" in estate.screen(WANG)


def test_whoever_has_blocked_us_is_to_be_telephoned(estate: Estate) -> None:
    """The card says so before anybody writes in vain (CBK-26)."""
    case = asks_the_desk(estate)
    person = estate.work(lambda w: w.people.by_telegram(estate.people[WANG]).id)
    estate.work(lambda w: set_reachable(w, person, False))
    press(estate, CHEN, "看详情", case.number, DESK_GROUP)
    assert "不在聊天里" in estate.screen(CHEN)


def test_a_question_typed_freely_is_answered_too(estate: Estate) -> None:
    """Without the menu: what we know is shown; what we do not know is passed on by one press."""
    knows(estate, PARKING)
    estate.says(WANG, "请问停车证怎么办理？")
    assert "带行驶证和身份证" in estate.screen(WANG)
    estate.taps(WANG, "解决了")
    assert estate.cases() == []
    estate.says(WANG, "请问小区可以养大型犬吗？")
    assert estate.cases() == []
    estate.taps(WANG, "还想问客服")
    assert newest(estate).flow == "enquiry"
    assert "前答复您" in estate.screen(WANG)
