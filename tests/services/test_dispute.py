"""Disputed bills: raised, explained, put right, agreed to by the manager, looked at again; the bill stands still meanwhile."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Outdated, Refused
from domain.people import Relation, Role, Team
from services.dispute import answering
from services.fees import posting
from store import ledger
from tests.services.fee_steps import bill, pays
from tests.services.heard_steps import kinds, promises
from tests.services.test_fee_account import HOME, lives, works
from tests.support.estate import Estate

FINANCE_GROUP = -1003


@pytest.fixture
def books(estate: Estate) -> Estate:
    """A finance team of two with a group of its own, and a home with two bills, one of them late."""
    works(estate, "钱会计", 41, Role.FINANCE, Team.FINANCE)
    works(estate, "孙会计", 42, Role.FINANCE, Team.FINANCE)

    def bind(work: Any) -> None:
        work.staff.saw_chat(FINANCE_GROUP, "group", "财务", True)
        work.staff.bind_chat(estate.community, Team.FINANCE, FINANCE_GROUP, None, 1, estate.now)

    estate.work(bind)
    bill(estate, HOME, 27_580, "2026-10", date(2026, 10, 31))
    bill(estate, HOME, 27_580, "2026-11", date(2026, 11, 30))
    return estate


def raises(books: Estate, who: str = "王芳", reason: str = "金额不对", photo: bool = True) -> Any:
    """From the account: which bill, why, a photo. The case."""
    books.says(who, "/menu")
    books.taps(who, "费用")
    books.taps(who, "对账单有疑问")
    books.taps(who, "物业费 2026-10")
    if reason == "金额不对":
        books.taps(who, reason)
    else:
        books.says(who, reason)
    if photo:
        books.sends(who)
        books.taps(who, "好了")
    else:
        books.taps(who, "跳过")
    return books.cases()[-1]


def status(books: Estate) -> str:
    """Where the newest matter stands."""
    return str(books.cases()[-1].status)


def owes(books: Estate) -> int:
    """What the home is asked for, disputed bills left out."""
    day = date(2027, 1, 1)
    found = books.work(lambda w: w.ledger.homes_owing(books.community, day))
    return sum(fen for unit, fen, _ in found if unit == books.units[HOME])


def test_raised(books: Estate) -> None:
    """The owner's card says who looks into it until when, and that nobody asks for that bill meanwhile."""
    assert owes(books) == 55_160
    case = raises(books)
    assert (case.flow, case.category, case.team, case.status) == ("dispute", "bill_amount", "finance", "disputed")
    card = books.newest("王芳").text
    assert "财务正在核对" in card
    assert "核对期间不催这笔" in card
    assert owes(books) == 27_580
    group = books.newest(FINANCE_GROUP).text
    assert "3栋2单元" in group
    assert "1502" not in group
    assert "¥" not in group
    assert promises(books, case.id) == [("dispute_answer", "open")]
    account = next(m.text for m in books.chats[11].values() if m.text.startswith("<b>💰"))
    assert "有异议 ¥275.80" in account


def test_answered_within_working_days(books: Estate) -> None:
    """Raised on a Sunday: three working days on is Wednesday; it climbs to the manager when nobody answers."""
    case = raises(books)
    deadline = books.work(lambda w: w.deadlines.open_of(case.id, "dispute_answer"))
    assert deadline.due_at.astimezone().date() >= date(2026, 11, 25)
    books.passes(days=12)
    assert "账单异议" in books.screen("郑经理")


def test_explained_and_clear(books: Estate) -> None:
    """The explanation is read by the owner; once it is clear the bill is asked for again."""
    case = raises(books)
    books.taps("钱会计", "我来核对", FINANCE_GROUP)
    books.taps("钱会计", "说明", FINANCE_GROUP)
    books.says("钱会计", "10月起单价是2.80元，公告贴在大堂。")
    assert status(books) == "answered"
    told = books.newest("王芳").text
    assert "账单没有变：10月起单价是2.80元" in told
    assert owes(books) == 27_580
    books.taps("王芳", "清楚了")
    assert status(books) == "closed"
    assert owes(books) == 55_160
    assert kinds(books, case.id)[:3] == ["dispute_raise", "dispute_take", "dispute_explain"]


def test_put_right_by_finance(books: Estate) -> None:
    """A small correction is entered at once, with the reason and the matter; nothing is overwritten."""
    case = raises(books)
    books.taps("钱会计", "更正", FINANCE_GROUP)
    books.says("钱会计", "250.80")
    books.says("钱会计", "面积多算了")
    assert "¥275.80 → <b>¥250.80</b>" in books.newest("钱会计").text
    books.taps("钱会计", "确认更正")
    assert "已更正 -¥25.00，这笔现在是 ¥250.80：面积多算了" in books.newest("王芳").text
    lines = books.work(lambda w: w.ledger.lines(books.units[HOME]))
    assert [(str(x.kind), x.fen, x.case_id) for x in lines][-1] == ("corrected", -2_500, case.id)
    assert books.work(lambda w: w.ledger.balance(books.units[HOME])) == 52_660


def test_large_correction_waits_for_the_manager(books: Estate) -> None:
    """Above the community's amount nothing is entered until the manager agrees; the owner does not read the proposal."""
    books.work(lambda w: w.standards.set(books.community, "fee.correct_most_fen", 1_000, 1, w.now))
    raises(books)
    books.taps("钱会计", "更正", FINANCE_GROUP)
    books.says("钱会计", "200")
    books.says("钱会计", "按托管收")
    books.taps("钱会计", "确认更正")
    assert status(books) == "approving"
    assert "按托管收" not in books.screen("王芳")
    assert books.work(lambda w: w.ledger.balance(books.units[HOME])) == 55_160
    assert "建议：¥275.80 → ¥200.00，按托管收" in books.newest("郑经理").text
    books.taps("郑经理", "不同意")
    books.says("郑经理", "没有托管协议")
    assert status(books) == "taken"
    assert "没有托管协议" in books.screen("钱会计")
    books.taps("钱会计", "更正", FINANCE_GROUP)
    books.says("钱会计", "200")
    books.says("钱会计", "协议找到了")
    books.taps("钱会计", "确认更正")
    books.taps("郑经理", "同意更正")
    assert status(books) == "answered"
    assert books.work(lambda w: w.ledger.balance(books.units[HOME])) == 47_580


def test_not_clear_goes_to_the_manager(books: Estate) -> None:
    """One rung higher, by a new time; finance cannot answer it again, the manager can by any amount."""
    case = raises(books)
    books.taps("钱会计", "说明", FINANCE_GROUP)
    books.says("钱会计", "没错")
    books.taps("王芳", "还不清楚")
    books.says("王芳", "我家面积是89平")
    assert status(books) == "with_manager"
    assert [p for p in promises(books, case.id) if p[1] == "open"] == [("dispute_answer", "open")]
    books.presses("孙会计", f"F{case.id}:explain:0")
    assert "由经理来定" in books.toast()
    books.taps("郑经理", "更正")
    books.says("郑经理", "0")
    books.says("郑经理", "全免")
    books.taps("郑经理", "确认更正")
    books.taps("王芳", "清楚了")
    assert status(books) == "closed"
    assert books.work(lambda w: w.ledger.balance(books.units[HOME])) == 27_580


def test_silence_closes_it(books: Estate) -> None:
    """Nobody waits for ever, and nobody is late."""
    case = raises(books)
    books.taps("钱会计", "说明", FINANCE_GROUP)
    books.says("钱会计", "没错")
    books.passes(days=4)
    assert status(books) == "closed"
    assert "open" not in [state for _, state in promises(books, case.id)]


def test_withdrawn_and_paid_from_what_was_paid_in_advance(books: Estate) -> None:
    """While it is disputed nothing is taken to it; once withdrawn it is."""
    raises(books, photo=False)
    pays(books, HOME, 60_000)
    assert books.work(lambda w: [b.open_fen for b in w.ledger.open_bills(books.units[HOME])]) == [27_580]
    books.taps("王芳", "撤回")
    assert status(books) == "cancelled"
    assert books.work(lambda w: w.ledger.open_bills(books.units[HOME])) == []
    assert books.work(lambda w: w.ledger.balance(books.units[HOME])) == -4_840


def test_one_dispute_for_a_bill_at_a_time(books: Estate) -> None:
    """The bill is not offered again, and a second talk about it ends in a kind word."""
    lives(books, "女儿", 32, Relation.FAMILY)
    books.says("女儿", "/menu")
    books.taps("女儿", "费用")
    books.taps("女儿", "对账单有疑问")
    books.taps("女儿", "物业费 2026-10")
    raises(books)
    books.taps("女儿", "金额不对")
    books.taps("女儿", "跳过")
    assert len(books.cases()) == 1
    assert "已经在核对" in books.screen("女儿") + books.toast()


def test_two_clerks_at_once(books: Estate) -> None:
    """The second reads that it is done; the ledger has one entry."""
    raises(books)
    for clerk in ("钱会计", "孙会计"):
        books.taps(clerk, "更正", FINANCE_GROUP)
        books.says(clerk, "250.80")
        books.says(clerk, "面积")
    books.taps("钱会计", "确认更正")
    books.taps("孙会计", "确认更正")
    assert books.work(lambda w: w.ledger.balance(books.units[HOME])) == 52_660
    assert books.work(lambda w: ledger.unbalanced(w.conn)) == []


def test_replayed_presses_change_nothing(books: Estate) -> None:
    """Every press three times is the same as once."""
    case = raises(books)
    books.taps("钱会计", "我来核对", FINANCE_GROUP, times=3)
    books.taps("钱会计", "更正", FINANCE_GROUP)
    books.says("钱会计", "250.80")
    books.says("钱会计", "面积")
    books.taps("钱会计", "确认更正", times=3)
    books.taps("王芳", "清楚了", times=3)
    assert status(books) == "closed"
    assert len([k for k in kinds(books, case.id) if k == "dispute_correct"]) == 1
    assert books.work(lambda w: w.ledger.balance(books.units[HOME])) == 52_660


def test_put_right_meanwhile(books: Estate) -> None:
    """What the clerk did not know of is not put right on top of it; too much off is told kindly."""
    case = raises(books)
    disputed = books.work(lambda w: w.disputes.of(case.id).bill_id)
    books.work(lambda w: posting.put_right(w, disputed, -580, "零头", None))

    def tries(work: Any) -> None:
        who = work.people.who(work.people.by_telegram(41), "zh")
        with pytest.raises(Refused, match="dispute/changed"):
            answering.correct(work, who, case.id, 25_000, "面积", 27_580)
        with pytest.raises(Refused, match="dispute/same"):
            answering.correct(work, who, case.id, 27_000, "面积", 27_000)
        with pytest.raises(Outdated):
            answering.explain(work, who, 999_999, "x")

    books.work(tries)


def test_taken_down_for_somebody_who_phones(books: Estate) -> None:
    """By the desk, in the owner's name; a stranger is not offered."""
    books.says("陈静", "/menu")
    books.taps("陈静", "值班与管理")
    books.taps("陈静", "费用 ›")
    books.taps("陈静", "代录账单异议")
    books.taps("陈静", "电话")
    books.says("陈静", HOME)
    books.taps("陈静", "3栋2单元1502")
    books.taps("陈静", "王芳")
    books.taps("陈静", "物业费 2026-10")
    books.says("陈静", "她说十月已经在前台交过了")
    books.taps("陈静", "跳过")
    case = books.cases()[-1]
    assert (case.category, case.channel, case.taken_by is not None) == ("bill_other", "phone", True)
    assert "十月已经在前台交过" in books.newest("王芳").text
    books.taps("陈静", "业主撤回")
    assert status(books) == "cancelled"


def test_closed_by_a_supervisor(books: Estate) -> None:
    """With a reason the owner reads."""
    case = raises(books, reason="十月我们不在家")
    books.presses("周敏", f"F{case.id}:open:0")
    books.taps("周敏", "结单")
    books.says("周敏", "业主已来前台谈妥")
    assert status(books) == "closed"
    assert "业主已来前台谈妥" in books.newest("王芳").text


def test_who_moved_out_reads_nothing_more(books: Estate) -> None:
    """The matter goes on; the former owner is not told amounts of a home that is no longer theirs."""
    case = raises(books)
    person = case.reporter_id
    from sqlalchemy import update

    from store import tables as t

    books.work(
        lambda w: w.conn.execute(
            update(t.residencies).where(t.residencies.c.person_id == person).values(ended_at=books.now)
        )
    )
    before = len(books.chats[11])
    books.taps("钱会计", "说明", FINANCE_GROUP)
    books.says("钱会计", "没错")
    assert len(books.chats[11]) == before
    books.presses("王芳", f"F{case.id}:open:0")
    assert "没错" not in books.screen("王芳")


def test_leaver_hands_it_back(books: Estate) -> None:
    """What a clerk had in hand is finance's again."""
    raises(books)
    books.taps("钱会计", "我来核对", FINANCE_GROUP)

    def leaves(work: Any) -> int:
        who = work.people.who(work.people.by_telegram(26), "zh")
        post = work.people.who(work.people.by_telegram(41), "zh").staff[0]
        return answering.left(work, who, post.id)

    assert books.work(leaves) == 1
    assert status(books) == "disputed"
