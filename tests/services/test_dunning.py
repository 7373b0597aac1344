"""Dunning as a story in the chat: the list, calls, promises, reminders, and what stops it (DUN, X-22 to X-24)."""

from typing import Any

import pytest

from services.fees import posting
from tests.services.dunning_steps import (
    BUTLER,
    HOME,
    butler,
    calls,
    contacts,
    corrects,
    dunnings,
    opens,
    owes,
    pays,
    until,
)
from tests.services.steps import CHEN, NOT_YOURS, WANG, ZHENG, ZHOU
from tests.services.test_posting import told as said_to_be_paid
from tests.services.test_relay_edits import held_back
from tests.services.test_relay_lost import refuses
from tests.services.visits_steps import told
from tests.support.estate import Estate


@pytest.fixture
def owing(estate: Estate) -> Estate:
    """王芳's home has not paid; the duty is known there, so that mornings count."""
    owes(estate)
    estate.passes(minutes=1)
    return estate


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_by_building(owing: Estate) -> None:
    """DUN-01: buildings with homes and what is to be done, then home by home."""
    owes(owing, "3-1-101", 10_000)
    owes(owing, "1-1-101", 5_000)
    owing.presses(CHEN, "m:dunning:0")
    shown = owing.newest(CHEN)
    assert "共 3 户欠费，¥426.00；今天要办 3 户" in shown.text
    assert "待问清原因 3" in shown.text
    assert "问清欠费原因" in shown.text
    owing.taps(CHEN, "3栋")
    shown = owing.newest(CHEN)
    assert "2 户 · ¥376.00" in shown.text
    assert "3栋2单元1502 · ¥276.00 · 12 天" in shown.text
    owing.taps(CHEN, "看 ")
    assert "还没有联系过" in owing.newest(CHEN).text


def test_a_butler_reads_their_own_buildings(owing: Estate) -> None:
    """The desk has the buildings no butler looks after; supervisors have all."""
    owes(owing, "1-1-101", 5_000)
    butler(owing, zone=["3"])
    owing.presses(BUTLER, "m:dunning:0")
    assert "共 1 户欠费，¥276.00" in owing.newest(BUTLER).text
    owing.presses(CHEN, "m:dunning:0")
    assert "共 1 户欠费，¥50.00" in owing.newest(CHEN).text
    owing.presses(ZHOU, "m:dunning:0")
    assert "共 2 户欠费" in owing.newest(ZHOU).text
    owing.presses(BUTLER, f"m:dunning_home.{owing.units['1-1-101']}:0")
    assert NOT_YOURS in owing.toast()
    owing.presses(BUTLER, "m:dunning.0_0:0")
    assert NOT_YOURS in owing.toast()


def test_the_morning(owing: Estate) -> None:
    """A card in the window when there is something to do; numbers only in the group; once a day, and nobody's else."""
    butler(owing, zone=["3"])
    owes(owing, "1-1-101", 5_000)
    until(owing, "2026-11-23T09:00")
    (card,) = told(owing, BUTLER, "今天要联系 1 户")
    assert "¥276.00" in card
    (spare,) = [m.text for m in owing.chats[-1002].values() if "今天要联系" in m.text]
    assert "1栋" not in spare
    owing.passes(minutes=5)
    assert len(told(owing, BUTLER, "今天要联系")) == 1
    assert not told(owing, WANG, "今天要联系")
    until(owing, "2026-11-27T09:00")  # the window is over
    assert len(told(owing, BUTLER, "今天要联系")) == 3
    owing.taps(BUTLER, "看清单")
    owing.taps(BUTLER, "怎么说")
    assert "不能用不付费来抵" in owing.newest(BUTLER).text


# --- a call -------------------------------------------------------------------------------------------------------


def test_a_promise_is_on_the_record(owing: Estate) -> None:
    """DUN-01, DUN-03: who, how, what, the reason, the day and the amount."""
    opens(owing)
    calls(owing, CHEN, "答应了付款日", day="11月30日", why="人在外地")
    (line,) = contacts(owing)
    assert (line.way, line.outcome, line.reason, line.promised_on.isoformat(), line.promised_fen, line.owed_fen) == (
        "phone", "promised", "away", "2026-11-30", 27_600, 27_600,
    )  # fmt: skip
    assert "承诺 11月30日" in owing.newest(CHEN).text
    owing.taps(CHEN, "催缴记录")
    assert "物管费催收记录表" in owing.newest(CHEN).text
    assert "人在外地" in owing.newest(CHEN).text
    assert "陈静 · 对方 王芳" in owing.newest(CHEN).text


def test_one_contact_a_day(owing: Estate) -> None:
    """Whatever the channel and the home; whoever comes to us is heard all the same; a call nobody answered is none."""
    opens(owing)
    calls(owing, CHEN, "没联系上")
    assert "发提醒" in owing.screen(CHEN)
    calls(owing, CHEN, "联系上了")
    assert "今天已经和这位业主联系过了" in owing.newest(CHEN).text
    assert "发提醒" not in [b["label"] for row in owing.newest(CHEN).buttons for b in row]
    owing.presses(CHEN, f"D{dunnings(owing)[0].id}:remind:1")
    assert "今天已经和这位业主联系过了" in owing.toast()
    owing.taps(CHEN, "记下结果")
    assert "结果怎样" in owing.newest(CHEN).text  # there is one way left: they come to us
    assert "没联系上" not in owing.screen(CHEN).rpartition("结果怎样")[2]
    owing.taps(CHEN, "不愿付")
    owing.taps(CHEN, "王芳")
    owing.taps(CHEN, "没有说")
    owing.taps(CHEN, "跳过")
    owing.taps(CHEN, "记下")
    assert [(c.way, c.outcome) for c in contacts(owing)] == [
        ("phone", "not_reached"),
        ("phone", "reached"),
        ("owner", "refused"),
    ]
    second = owes(owing, "3-1-101", 100)
    assert second
    owing.work(
        lambda w: w.people.add_home(
            w.people.by_telegram(owing.people[WANG]).id, owing.units["3-1-101"], "owner", "desk", w.now
        )
    )
    opens(owing, CHEN, "3-1-101")
    owing.presses(CHEN, f"D{dunnings(owing)[1].id}:remind:1")
    assert "今天已经和这位业主联系过了" in owing.toast()


def test_outside_of_the_windows(owing: Estate) -> None:
    """Nobody is asked between the windows, but a broken promise is followed up; reminders keep to the windows."""
    opens(owing)
    calls(owing, CHEN, "答应了付款日", day="11月29日")
    until(owing, "2026-11-28T10:00")
    opens(owing)
    assert "现在不在催缴的日子里" in owing.newest(CHEN).text
    owing.presses(CHEN, f"D{dunnings(owing)[0].id}:remind:1")
    assert "下次从 12月15日" in owing.toast()
    until(owing, "2026-11-30T10:00")
    assert any("承诺的日子已过 1" in m.text for m in owing.chats[-1002].values())
    opens(owing)
    assert "承诺的日子已过" in owing.newest(CHEN).text
    owing.presses(CHEN, f"D{dunnings(owing)[0].id}:remind:1")
    assert "下次从 12月15日" in owing.toast()
    calls(owing, CHEN, "答应了付款日", day="12月10日")
    assert len(contacts(owing)) == 2


@pytest.mark.parametrize(
    ("day", "fen", "said"),
    [("昨天", "200", "请选今天或以后"), ("2027年12月3日", "200", "请选今天或以后"), ("12月1日", "500", "¥276.00 以内"), ("12月1日", "0", "大于零")],
)  # fmt: skip
def test_what_is_promised_must_fit(owing: Estate, day: str, fen: str, said: str) -> None:
    """Past days, those far ahead and more than is owed are refused, and can be put right."""
    opens(owing)
    owing.taps(CHEN, "记下结果")
    owing.taps(CHEN, "打电话")
    owing.taps(CHEN, "答应了付款日")
    owing.taps(CHEN, "王芳")
    owing.says(CHEN, day)
    owing.says(CHEN, fen)
    owing.taps(CHEN, "忘了")
    owing.taps(CHEN, "跳过")
    owing.taps(CHEN, "记下")
    assert contacts(owing) == []
    assert said in owing.toast()
    owing.taps(CHEN, "改付款日")
    owing.says(CHEN, "12月1日")
    owing.taps(CHEN, "改金额")
    owing.says(CHEN, "200")
    owing.taps(CHEN, "记下")
    assert (contacts(owing)[0].promised_on.isoformat(), contacts(owing)[0].promised_fen) == ("2026-12-01", 20_000)


def test_a_service_problem_comes_first(owing: Estate) -> None:
    """DUN-04, DUN-05: it becomes a complaint, dunning waits until that is closed, then they are rung back."""
    opens(owing)
    calls(owing, CHEN, "对服务有意见", words="楼道一直很脏")
    assert "转为投诉" in owing.screen(CHEN)
    owing.taps(CHEN, "转为报修")
    if "水管" in owing.screen(CHEN):
        owing.taps(CHEN, "水管")
    if "什么时候" in owing.newest(CHEN).text:
        owing.taps(CHEN, "尽快")
    owing.taps(CHEN, "提交")
    case = owing.cases()[-1]
    assert (case.flow, case.unit_id, case.words) == ("repair", owing.units[HOME], "楼道一直很脏")
    file = dunnings(owing)[0]
    assert (file.status, file.waits_for) == ("waiting", case.id)
    assert contacts(owing)[0].case_id == case.id
    until(owing, "2026-11-24T10:00")
    opens(owing)
    assert f"等报修 {case.number} 办结后再联系" in owing.newest(CHEN).text
    owing.presses(CHEN, f"D{file.id}:remind:1")
    assert "业主反映的问题还没办结" in owing.toast()
    owing.presses(ZHENG, f"c{case.id}:close:1")
    owing.says(ZHENG, "已处理")
    if owing.cases()[-1].status != "closed":
        owing.taps(ZHENG, "确认")
    assert owing.cases()[-1].status == "closed"
    file = dunnings(owing)[0]
    assert (file.status, file.solved_on.isoformat()) == ("open", "2026-11-24")
    assert any("问题已办结，请先回访" in m.text for m in owing.chats[-1002].values())
    assert "1502" not in next(m.text for m in owing.chats[-1002].values() if "请先回访" in m.text)
    opens(owing)
    assert "问题已解决，请回访" in owing.newest(CHEN).text


# --- reminders ----------------------------------------------------------------------------------------------------


def test_a_reminder_and_the_payment(owing: Estate) -> None:
    """DUN-08: kind, amount, period, due day, how to pay. DUN-17: it stops at once when paid, for everybody."""
    opens(owing)
    owing.taps(CHEN, "发提醒")
    (reminder,) = told(owing, WANG, "温馨提醒")
    for part in ("物业费 2026-11", "¥276.00", "11月10日", "转账", "服务中心"):
        assert part in reminder
    assert not told(owing, "Anna", "温馨提醒")
    pays(owing, 10_000)
    (reminder,) = told(owing, WANG, "温馨提醒")
    assert "¥176.00" in reminder
    pays(owing, 17_600)
    assert not told(owing, WANG, "温馨提醒")
    assert told(owing, WANG, "费用已收到，谢谢您")
    assert dunnings(owing)[0].status == "closed"
    assert "已付清，不再催缴" in owing.screen(CHEN)
    assert any("已付清，请停止催缴" in m.text for m in owing.chats[-1002].values())
    owing.presses(CHEN, f"D{dunnings(owing)[0].id}:remind:1")
    assert "没有要催的费用" in owing.toast()
    owing.presses(CHEN, f"D{dunnings(owing)[0].id}:record:1")
    assert "没有要催的费用" in owing.toast()
    until(owing, "2026-11-25T10:00")
    assert not any("今天要联系" in m.text for m in owing.chats[-1002].values() if "11月25" in m.text)


def test_a_correction_ends_it_too(estate: Estate) -> None:
    """Nothing owed is nothing owed, however it came."""
    bill = owes(estate)
    estate.passes(minutes=1)
    opens(estate)
    estate.taps(CHEN, "发提醒")
    corrects(estate, bill, -27_600)
    assert dunnings(estate)[0].status == "closed"
    assert told(estate, WANG, "费用已收到")


def test_not_at_night(owing: Estate) -> None:
    """No reminder in the quiet hours, and no telephone number on the card."""
    until(owing, "2026-11-22T23:00")
    opens(owing)
    assert "免打扰时间" in owing.newest(CHEN).text
    assert "王芳" not in owing.newest(CHEN).text
    owing.taps(CHEN, "发提醒")
    assert "现在是免打扰时间" in owing.toast()
    assert contacts(owing) == []


def test_a_building_at_once(owing: Estate) -> None:
    """Everybody who is to be asked and is in the chat; a second press reminds nobody again."""
    owes(owing, "3-1-101", 100)
    owing.presses(CHEN, "m:dunning.2_0:0")
    owing.taps(CHEN, "给这一栋发提醒")
    assert owing.toast() == "发出了 1 户的提醒。"
    owing.presses(CHEN, "m:dunning_remind.2:0")
    assert "没有可以提醒的户" in owing.toast()
    assert len(told(owing, WANG, "温馨提醒")) == 1
    opens(owing, CHEN, "3-1-101")
    owing.taps(CHEN, "发提醒")
    assert "还没有来过这里" in owing.toast()


def test_what_is_disputed_is_not_asked_for(owing: Estate) -> None:
    """The card says so; with nothing else owed nobody is spoken to."""
    second = owes(owing, HOME, 5_000, about="2026-10")
    _dispute(owing, second)
    opens(owing)
    assert "欠 <b>¥276.00</b>" in owing.newest(CHEN).text
    assert "另有 ¥50.00 业主有异议，核对期间不催" in owing.newest(CHEN).text
    _dispute(owing, second - 1)
    file = dunnings(owing)[0]
    owing.presses(CHEN, f"D{file.id}:remind:1")
    assert "有异议" in owing.toast()
    owing.presses(CHEN, "m:dunning:0")
    assert "没有欠费的房屋" in owing.newest(CHEN).text


def _dispute(estate: Estate, bill: int) -> None:
    from domain.people import Team
    from services.filing import Filed, open_case
    from store import money_tables as m

    def do(work: Any) -> None:
        who = work.people.by_telegram(estate.people[WANG])
        community = work.people.community(estate.community)
        unit = work.people.unit(estate.units[HOME])
        case = open_case(work, "dispute", "open", Filed(community, who, "other", "多算了", unit, team=Team.DESK))
        work.conn.execute(m.disputes.insert().values(case_id=case.id, bill_id=bill, reason="amount"))

    estate.work(do)


def test_from_the_reminder_to_a_question_about_the_bill(owing: Estate) -> None:
    """The owner sees the bills and disputes one of them; nobody asks for it, and the reminder says so at once (FEE-17, DUN-20)."""
    opens(owing)
    owing.taps(CHEN, "发提醒")
    owing.taps(WANG, "看账单")
    owing.taps(WANG, "对账单有疑问")
    owing.taps(WANG, "物业费 2026-11")
    owing.taps(WANG, "金额不对")
    owing.taps(WANG, "跳过")
    assert told(owing, WANG, "核对，这期间不用付")
    assert not told(owing, WANG, "温馨提醒")
    owing.presses(CHEN, "m:dunning:0")
    assert "没有欠费的房屋" in owing.newest(CHEN).text
    assert dunnings(owing)[0].status == "open"
    owing.taps(WANG, "撤回")
    owing.presses(CHEN, "m:dunning:0")
    assert "共 1 户欠费" in owing.newest(CHEN).text


def test_what_is_said_to_be_paid_is_not_asked_for(owing: Estate) -> None:
    """Until finance has looked: confirmed it is over, refused it goes on."""
    payment = owing.work(lambda w: said_to_be_paid(w, owing.units[HOME], 27_600))
    opens(owing)
    assert "说已付，等财务核对" in owing.newest(CHEN).text
    owing.presses(CHEN, f"D{dunnings(owing)[0].id}:remind:1")
    assert "财务正在核对" in owing.toast()
    owing.work(lambda w: posting.refuse(w, w.ledger.payment(payment.id), "没有到账", None))
    opens(owing)
    owing.taps(CHEN, "发提醒")
    assert told(owing, WANG, "温馨提醒")


def test_an_english_owner_reads_english(estate: Estate) -> None:
    """The reminder and its end in the owner's own language."""
    owes(estate, "2-1-101", 5_000)
    estate.passes(minutes=1)
    opens(estate, CHEN, "2-1-101")
    estate.taps(CHEN, "发提醒")
    (reminder,) = told(estate, "Anna", "A kind reminder")
    assert "Property fee 2026-11 <b>¥50.00</b>" in reminder
    pays(estate, 5_000, "2-1-101")
    assert told(estate, "Anna", "Your payment has arrived")


def test_a_reminder_that_came_to_nobody_is_no_notice(owing: Estate) -> None:
    """DUN-03, F-37: the record says that they were not reached, the three months do not begin, and they are to be rung."""
    opens(owing)
    held_back(owing, lambda: owing.taps(CHEN, "发提醒"))
    assert dunnings(owing)[0].notified_on is not None
    refuses(owing, owing.people[WANG])
    owing.deliver()
    assert [(line.way, line.outcome) for line in contacts(owing)] == [("chat", "not_reached")]
    assert dunnings(owing)[0].notified_on is None
    assert "聊天提醒 · 没联系上" in owing.newest(CHEN).text
    opens(owing)
    calls(owing, CHEN, "联系上了")
    assert dunnings(owing)[0].notified_on is not None
    refuses(owing, owing.people[WANG])
    assert [line.outcome for line in contacts(owing)] == ["not_reached", "reached"]


def test_a_reminder_one_of_two_owners_has_is_a_notice(owing: Estate) -> None:
    """Whoever lives with them has read it."""

    def moves_in(work: Any) -> None:
        anna = work.people.by_telegram(owing.people["Anna"])
        work.people.add_home(anna.id, owing.units[HOME], "owner", "desk", work.now)

    owing.work(moves_in)
    opens(owing)
    held_back(owing, lambda: owing.taps(CHEN, "发提醒"))
    held_back(owing, lambda: refuses(owing, owing.people[WANG]))
    assert [line.outcome for line in contacts(owing)] == ["reminded"]
    refuses(owing, owing.people["Anna"])
    assert [line.outcome for line in contacts(owing)] == ["not_reached"]
