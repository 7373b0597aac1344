"""Orders: who may do what, and what follows: by telephone, in English, money, callbacks, another time (SPS, X-18)."""

from datetime import timedelta

from sqlalchemy import update

from domain.people import Relation
from store import tables as t
from tests.services.heard_steps import promises
from tests.services.order_steps import (
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
    ANNA,
    CHEN,
    LI,
    WANG,
    WU,
    ZHENG,
    labels,
    newest,
    person_of,
    press,
    sets,
)
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate

# --- who, and what else --------------------------------------------------------------------------------------------------


def test_the_desk_takes_it_down_for_an_owner_who_phones(estate: Estate) -> None:
    """SPS-04, SPS-14: told what it costs, agreed, then written."""
    offered(estate)
    estate.says(CHEN, "/menu")
    for label in ("值班与管理", "费用", "代录服务", "电话"):
        estate.taps(CHEN, label)
    estate.says(CHEN, "3-2-1502")
    for label in ("3栋2单元1502", "王芳", "复印", "5", "跳过", "尽快"):
        estate.taps(CHEN, label)
    assert "¥2.50" in estate.screen(CHEN)
    estate.taps(CHEN, "对方已同意，下单")
    case = newest(estate)
    assert (case.status, case.team, case.channel) == ("ordered", "desk", "phone")
    assert facts(estate, case.id).agreed_fen == 250
    assert case.number in estate.screen(WANG)


def test_in_english(estate: Estate) -> None:
    """Anna orders, reads and cancels in English."""
    offered(estate)
    case = orders(estate, "Indoor cleaning", "2", ANNA)
    assert "Paid first" in estate.screen(ANNA)
    assert "¥120.00" in estate.screen(ANNA)
    press(estate, ANNA, "Cancel", case.number)
    assert "Cancelled, nothing to pay" in estate.screen(ANNA)


def test_a_quoted_job_in_english(estate: Estate) -> None:
    """From the order to paid, as Anna reads it."""
    offered(estate)
    case = orders(estate, "Appliance repair", None, ANNA)
    sends(estate, WU, LI, case.number)
    press(estate, LI, "出发", case.number)
    assert "is on the way" in estate.screen(ANNA)
    press(estate, LI, "报价", case.number)
    estate.says(LI, "120")
    estate.taps(LI, "跳过")
    estate.taps(LI, "发送")
    press(estate, ANNA, "Agree ¥120.00", case.number)
    finishes(estate, LI, case.number)
    assert "Are you happy with it?" in estate.screen(ANNA)
    press(estate, ANNA, "★5", case.number)
    assert "Due by the end of today" in estate.screen(ANNA)
    pays(estate, case.id)
    assert "Done and paid, thank you" in estate.screen(ANNA)


def test_who_has_moved_out_agrees_for_nobody(estate: Estate) -> None:
    """The bill would be the next owner's."""
    case = quoted(estate)

    def leaves(work):
        for home in work.people.who(work.people.by_telegram(estate.people[WANG]), "zh").living:
            work.conn.execute(
                update(t.residencies).where(t.residencies.c.unit_id == home.unit_id).values(ended_at=work.now)
            )

    estate.work(leaves)
    press(estate, WANG, "同意", case.number)
    assert newest(estate).status == "order_quoted"


def test_a_tenant_does_not_order_on_the_owners_account(estate: Estate) -> None:
    """The bill is the home's: its owners and their family order."""
    offered(estate)
    estate.work(
        lambda w: w.people.add_home(
            person_of_(w, estate, ANNA), estate.units["3-2-1502"], Relation.TENANT, "desk", w.now
        )
    )

    def let(work):
        where = t.residencies.c.person_id == work.people.by_telegram(estate.people[ANNA]).id
        work.conn.execute(update(t.residencies).where(where).values(relation=Relation.TENANT))

    estate.work(let)
    estate.says(ANNA, "/menu")
    assert "its owner or their family" in estate.taps(ANNA, "Services")
    assert estate.cases() == []


def person_of_(work, estate: Estate, name: str) -> int:
    return work.people.by_telegram(estate.people[name]).id


def test_workers_take_no_money_unless_the_community_says_so(estate: Estate) -> None:
    """X-18: the button is not there, and forged it is refused; where it is allowed finance still confirms."""
    case = quoted(estate)
    press(estate, WANG, "同意", case.number)
    finishes(estate, LI, case.number)
    press(estate, WANG, "★5", case.number)
    assert "代收了现金" not in labels(estate, LI, case.number)
    estate.presses(LI, f"O{case.id}:collect:1")
    assert "不经手钱款" in estate.toast()
    sets(estate, "billing.worker_collects", True)
    staff_opens_as_worker(estate, case.id)
    press(estate, LI, "代收了现金", case.number)
    payment = estate.work(lambda w: w.ledger.payments(estate.units["3-2-1502"], 5)[0])
    assert (payment.fen, str(payment.status), str(payment.way)) == (12_000, "reported", "cash")
    told = newest(estate)
    assert (told.flow, told.category, told.status) == ("payment", "pay_cash", "unchecked")
    assert estate.work(lambda w: w.cases.get(case.id)).status == "owing"
    estate.presses(WANG, f"P{told.id}:cancel:1")  # what a worker has taken is not hers to take back
    assert newest(estate).status == "unchecked"
    estate.presses(ZHENG, f"P{told.id}:confirm:1")
    assert newest(estate).status == "closed"
    assert estate.work(lambda w: w.cases.get(case.id)).status == "closed"


def staff_opens_as_worker(estate: Estate, case: int) -> None:
    estate.presses(LI, f"O{case}:open:1")


def test_not_paid_in_time_is_asked_for_and_the_reason_noted(estate: Estate) -> None:
    """SPS-20, SPS-12: the owner is asked, the desk learns why, and stops when it is paid."""
    case = quoted(estate)
    press(estate, WANG, "同意", case.number)
    finishes(estate, LI, case.number)
    press(estate, WANG, "★5", case.number)
    estate.passes(hours=20)
    assert "还没付" in estate.screen(WANG)
    assert "到期还没付款" in estate.screen(DESK_GROUP)
    staff_opens(estate, CHEN, case.number, "欠费")
    press(estate, CHEN, "记未付原因", case.number)
    estate.taps(CHEN, "人在外地")
    assert facts(estate, case.id).unpaid_reason == "away"
    pays(estate, case.id)
    assert "不用再催" in estate.screen(DESK_GROUP)


def test_what_was_due_until_midnight_is_asked_for_without_a_day(estate: Estate) -> None:
    """SPS-20: right after midnight its day is yesterday, and nobody is asked to pay until yesterday."""
    case = quoted(estate)
    press(estate, WANG, "同意", case.number)
    finishes(estate, LI, case.number)
    press(estate, WANG, "★5", case.number)
    for _ in range(20):
        estate.passes(hours=1)
    (asked,) = [m.text for m in estate.chats[estate.people[WANG]].values() if "还没付" in m.text]
    assert "麻烦尽快" in asked
    assert "昨天" not in asked


def test_asked_back_after_every_service(estate: Estate) -> None:
    """SPS-19: promised at the signature, kept by the desk's note."""
    case = quoted(estate)
    press(estate, WANG, "同意", case.number)
    finishes(estate, LI, case.number)
    press(estate, WANG, "★5", case.number)
    staff_opens(estate, CHEN, case.number, "欠费")
    press(estate, CHEN, "已回访", case.number)
    estate.taps(CHEN, "满意")
    assert ("order_callback", "met") in promises(estate, case.id)


def test_another_time_is_told_with_the_reason(estate: Estate) -> None:
    """SPS-27: and the promise moves with it."""
    offered(estate)
    case = orders(estate, "家电检修")
    staff_opens(estate, WU, case.number)
    press(estate, WU, "改时间", case.number)
    estate.says(WU, "明天下午3点")
    estate.taps(WU, "前一单")
    assert "前一单" in estate.screen(WANG)
    due = estate.work(lambda w: w.deadlines.open_of(case.id, "order_do").due_at)
    assert due - estate.now < timedelta(days=2)


def test_whoever_leaves_hands_their_orders_back(estate: Estate) -> None:
    """The department's head sends somebody else; a quote nobody agreed to is gone."""
    case = quoted(estate)
    estate.says(ZHENG, "/menu")
    for label in ("值班与管理", "设置", "员工"):
        estate.taps(ZHENG, label)
    estate.taps(ZHENG, "移出 李强")
    estate.taps(ZHENG, "确认移出")
    assert newest(estate).status == "ordered"
    assert facts(estate, case.id).quote_fen is None
    assert person_of(estate, LI)
