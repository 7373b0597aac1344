"""Paid services end to end: prepaid cleaning, a job quoted on the spot, something beyond the list (SPS, X-18 to X-21)."""

from services.fees import posting
from services.following import follow
from store import ledger
from tests.services.heard_steps import kinds, promises
from tests.services.order_steps import (
    CLEANER,
    FINANCE,
    copies,
    facts,
    finishes,
    offered,
    orders,
    pays,
    quoted,
    sends,
    staff_opens,
)
from tests.services.steps import (
    CHEN,
    LI,
    NOT_NOW,
    NOT_YOURS,
    WANG,
    WU,
    ZHENG,
    ZHOU,
    labels,
    newest,
    press,
)
from tests.support.cast import DESK_GROUP, GROUP
from tests.support.estate import Estate

# --- prepaid cleaning ---------------------------------------------------------------------------------------------------


def test_cleaning_is_paid_before_anybody_is_sent(estate: Estate) -> None:
    """SPS-14 to SPS-16: charged when agreed, sent when paid, signed, the copies filed by desk, desk and finance."""
    offered(estate)
    case = orders(estate, "入户保洁", "3")
    assert (case.flow, case.status, case.team, case.owing_fen) == ("order", "unpaid", "cleaning", 18_000)
    assert "¥180.00" in estate.screen(WANG)
    assert "先付后做" in estate.screen(WANG)
    assert "派单" not in labels(estate, DESK_GROUP, case.number, DESK_GROUP)
    assert "¥180" not in estate.screen(DESK_GROUP)
    pays(estate, case.id, 10_000)
    assert (newest(estate).status, newest(estate).owing_fen) == ("unpaid", 8_000)
    pays(estate, case.id)
    assert (newest(estate).status, newest(estate).owing_fen) == ("ordered", 0)
    sends(estate, ZHOU, CLEANER, case.number)
    assert {holder for _, holder, _ in copies(estate, case.id)} == {"cleaning"}
    assert "王芳" in estate.screen(CLEANER)
    press(estate, CLEANER, "出发", case.number)
    assert "已经出发" in estate.screen(WANG)
    finishes(estate, CLEANER, case.number)
    assert "请您看看是否满意" in estate.screen(WANG)
    press(estate, WANG, "★5", case.number)
    done = newest(estate)
    assert (done.status, done.rating, done.owing_fen) == ("closed", 5, 0)
    assert facts(estate, case.id).due_on == posting_day(estate)
    press(estate, CLEANER, "交单", case.number)
    assert copies(estate, case.id) == [(1, "desk", "handed_in"), (2, "desk", "handed_in"), (3, "finance", "handed_in")]
    staff_opens(estate, FINANCE, case.number, "三联单")
    press(estate, FINANCE, "财务确认", case.number)
    staff_opens(estate, CHEN, case.number, "三联单")
    press(estate, CHEN, "客服签字", case.number)
    assert copies(estate, case.id) == [(1, "desk", "filed"), (2, "desk", "filed"), (3, "finance", "filed")]
    assert estate.work(lambda w: ledger.unbalanced(w.conn)) == []


def posting_day(estate: Estate):
    return estate.work(lambda w: posting.today(w, estate.community))


def test_what_is_paid_in_advance_sends_at_once(estate: Estate) -> None:
    """FEE-20: nothing more to pay, nobody waits."""
    offered(estate)
    first = orders(estate, "入户保洁", "1")
    pays(estate, first.id, 50_000)
    second = orders(estate, "入户保洁", "2")
    assert (second.status, second.owing_fen) == ("ordered", 0)


def test_a_cancelled_order_costs_nothing(estate: Estate) -> None:
    """What was paid is the home's again."""
    offered(estate)
    case = orders(estate, "入户保洁", "2")
    pays(estate, case.id)
    press(estate, WANG, "取消", case.number)
    assert (newest(estate).status, newest(estate).owing_fen) == ("cancelled", 0)
    assert estate.work(lambda w: w.ledger.balance(estate.units["3-2-1502"])) == -12_000
    assert estate.work(lambda w: ledger.unbalanced(w.conn)) == []


def test_a_price_counts_from_now_on(estate: Estate) -> None:
    """Orders keep theirs; who was shown the former one is told before anything is written."""
    ids = offered(estate)
    first = orders(estate, "入户保洁", "1")
    estate.says(WANG, "/menu")
    for label in ("便民服务", "入户保洁", "1", "跳过", "尽快"):
        estate.taps(WANG, label)
    estate.says(FINANCE, "/menu")
    for label in ("值班与管理", "费用", "服务清单", "入户保洁", "改价格"):
        estate.taps(FINANCE, label)
    estate.says(FINANCE, "75")
    estate.taps(FINANCE, "就这样")
    assert "¥75.00" in estate.screen(FINANCE)
    estate.taps(WANG, "同意收费并下单")
    assert len(estate.cases()) == 1
    assert "¥75.00" in estate.screen(WANG) + estate.toast()
    assert facts(estate, first.id).price_fen == 6_000
    assert estate.work(lambda w: w.orders.offer(ids["clean"]).price_fen) == 7_500


# --- quoted on the spot ------------------------------------------------------------------------------------------------


def test_a_job_is_quoted_on_the_spot_agreed_done_signed_and_charged(estate: Estate) -> None:
    """SPS-06 to SPS-13: owing from the signature on, paid as the ledger says; finance confirms, the desk signs, copies given out."""
    case = quoted(estate)
    assert "换压缩机启动器" in estate.screen(WANG)
    press(estate, WANG, "同意 ¥120.00", case.number)
    assert (newest(estate).status, newest(estate).owing_fen) == ("doing", 0)
    finishes(estate, LI, case.number)
    press(estate, WANG, "★4", case.number)
    case = newest(estate)
    assert (case.status, case.owing_fen) == ("owing", 12_000)
    press(estate, LI, "交单", case.number)
    assert {(holder, state) for _, holder, state in copies(estate, case.id)} == {("finance", "handed_in")}
    staff_opens(estate, FINANCE, case.number, "欠费")
    assert "财务确认" not in labels(estate, FINANCE, case.number), "what is owing stays with finance (SPS-11)"
    payment = pays(estate, case.id)
    assert newest(estate).status == "closed"
    press(estate, FINANCE, "财务确认", case.number)
    staff_opens(estate, CHEN, case.number, "三联单")
    press(estate, CHEN, "客服签字", case.number)
    assert copies(estate, case.id) == [(1, "desk", "filed"), (2, "engineering", "signed"), (3, "finance", "filed")]
    staff_opens(estate, WU, case.number, "三联单")
    press(estate, WU, "归档", case.number)
    assert copies(estate, case.id)[1] == (2, "engineering", "filed")

    def bounces(work):
        posting.void(work, work.ledger.payment(payment.id), "退票", None)
        follow(work)

    estate.work(bounces)
    assert (newest(estate).status, newest(estate).owing_fen) == ("owing", 12_000)


def test_two_presses_at_once_agree_once_and_sign_once(estate: Estate) -> None:
    """The second one is told kindly; one bill."""
    case = quoted(estate)
    data = next(b["data"] for m in estate.chats[estate.people[WANG]].values() if case.number in m.text
                for row in m.buttons for b in row if b["label"].startswith("同意"))  # fmt: skip
    estate.presses(WANG, data)
    estate.presses(WANG, data)
    assert NOT_NOW in estate.toast() or "已经更新" in estate.toast()
    finishes(estate, LI, case.number)
    sign = next(b["data"] for m in estate.chats[estate.people[WANG]].values() if case.number in m.text
                for row in m.buttons for b in row if b["label"] == "★5")  # fmt: skip
    estate.presses(WANG, sign)
    estate.presses(WANG, sign)
    bills = estate.work(lambda w: w.ledger.bills(estate.units["3-2-1502"], 10, 0))
    assert [bill.fen for bill in bills] == [12_000]
    assert kinds(estate, case.id).count("order_sign") == 1


def test_another_quote_is_not_agreed_to_by_the_former_button(estate: Estate) -> None:
    """WAR-06: exactly the price that was read."""
    case = quoted(estate)
    press(estate, LI, "改报价", case.number)
    estate.says(LI, "150")
    estate.taps(LI, "跳过")
    estate.taps(LI, "发送")
    estate.presses(WANG, f"O{case.id}:agree.12000:1")
    assert newest(estate).status == "order_quoted"
    assert "¥150.00" in estate.toast()


def test_declined_politely_at_no_cost(estate: Estate) -> None:
    """SPS-27."""
    case = quoted(estate)
    press(estate, WANG, "不做了", case.number)
    assert newest(estate).status == "declined"
    assert "业主不做了" in estate.screen(LI)
    assert estate.work(lambda w: w.ledger.bills(estate.units["3-2-1502"], 10, 0)) == []


def test_not_well_done_goes_back_without_another_charge(estate: Estate) -> None:
    """Nothing is charged before it is accepted (CNV-05)."""
    case = quoted(estate)
    press(estate, WANG, "同意", case.number)
    finishes(estate, LI, case.number)
    press(estate, WANG, "还没做好", case.number)
    estate.says(WANG, "还是不制冷")
    assert "还是不制冷" in estate.screen(LI)
    assert newest(estate).status == "doing"
    finishes(estate, LI, case.number)
    estate.passes(days=3)
    assert newest(estate).status == "owing", "not a word: taken as accepted"


# --- beyond the list ----------------------------------------------------------------------------------------------------


def test_beyond_the_list_two_agree_and_then_the_owner(estate: Estate) -> None:
    """SPS-26: the desk's supervisor and the department's head, each for themselves; the fee is the head's."""
    offered(estate)
    estate.says(WANG, "/menu")
    estate.taps(WANG, "便民服务")
    estate.taps(WANG, "清单里没有")
    estate.says(WANG, "帮忙把旧沙发搬到楼下")
    estate.taps(WANG, "好了")
    estate.taps(WANG, "同意收费并下单")
    case = newest(estate)
    assert case.status == "order_asked"
    assert promises(estate, case.id) == [("order_answer", "open")]
    assert NOT_YOURS in press(estate, CHEN, "可以安排", case.number, DESK_GROUP)
    press(estate, ZHENG, "可以安排", case.number, DESK_GROUP)
    estate.taps(ZHENG, "工程")
    assert "旧沙发" in estate.screen(GROUP)
    press(estate, ZHENG, "可以做，报费用", case.number, GROUP)
    estate.says(ZHENG, "80")
    estate.taps(ZHENG, "发送")
    assert newest(estate).status == "order_asked", "nobody agrees for both"
    press(estate, WU, "可以做，报费用", case.number, GROUP)
    estate.says(WU, "80")
    estate.taps(WU, "发送")
    assert "¥80.00" in estate.screen(WANG)
    press(estate, WANG, "同意", case.number)
    assert newest(estate).status == "ordered"
    assert facts(estate, case.id).agreed_fen == 8_000
