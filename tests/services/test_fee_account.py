"""The fee account of a home: what is said, to whom, and in one live card."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from domain.knowledge import Topic
from domain.people import Relation, Role, Team
from store import tables as t
from tests.services.fee_steps import bill, pays
from tests.services.heard_steps import knows
from tests.support.cast import resident, staff
from tests.support.estate import Estate

HOME = "3-2-1502"
PAY = {"topic": Topic.FEES, "question_zh": "物业费怎么交，有哪些缴费方式？", "answer_zh": "前台刷卡，或转账到对公账户。",
       "question_en": "How do I pay the property fee?", "answer_en": "By card at the desk."}  # fmt: skip


def lives(estate: Estate, name: str, account: int, relation: Relation, home: str = HOME) -> int:
    """Somebody else in that home."""

    def run(work: Any) -> int:
        person = resident(work, estate.cast, name, account, home, "zh", estate.now)
        work.conn.execute(update(t.residencies).where(t.residencies.c.person_id == person).values(relation=relation))
        return person

    return int(estate.work(run))


def works(estate: Estate, name: str, account: int, role: Role, team: Team | None) -> None:
    """Somebody else of the staff."""
    estate.work(lambda w: staff(w, estate.cast, name, account, role, team, estate.now))


def account_card(estate: Estate) -> Any:
    """The owner's card, wherever the receipts below it have moved it to."""
    return next(m for m in estate.chats[estate.people["王芳"]].values() if m.text.startswith("<b>💰"))


def test_balance_and_formulas(estate: Estate) -> None:
    """What is owed, what is late, how each amount came about; a payment edits the same card."""
    bill(estate, HOME, 27_580, "2026-10", date(2026, 10, 31), percent=70)
    bill(estate, HOME, 27_580, "2026-11", date(2026, 11, 30))
    estate.says("王芳", "/menu")
    estate.taps("王芳", "费用")
    card = estate.newest("王芳")
    assert "待交 <b>¥551.60</b>，其中 ¥275.80 已过期" in card.text
    assert "98.5 m² × 2.80 元 × 1 个月 × 托管 70%" in card.text
    assert "2026年11月：应收 ¥275.80，待交 ¥275.80" in card.text
    pays(estate, HOME, 30_000)
    estate.taps("王芳", "以往明细")
    assert "收到付款 <b>-¥300.00</b>" in account_card(estate).text
    estate.taps("王芳", "‹ 返回")
    after = account_card(estate)
    assert after.id == card.id
    assert "待交 <b>¥251.60</b>" in after.text
    assert "已交 ¥24.20" in after.text


def test_money_that_moves_edits_the_open_card(estate: Estate) -> None:
    """Nobody has to ask again."""
    bill(estate, HOME, 20_000, "2026-11", date(2026, 11, 30))
    estate.says("王芳", "/menu")
    estate.taps("王芳", "费用")
    place = estate.newest("王芳").id

    def run(work: Any) -> None:
        from services.following import follow
        from tests.services.fee_steps import paid

        paid(work, estate.units[HOME], 25_000)
        follow(work)

    estate.work(run)
    estate.deliver()
    assert account_card(estate).id == place
    assert "没有待交的费用" in account_card(estate).text
    assert "预交余额 ¥50.00" in account_card(estate).text


def test_words_about_money_open_the_account(estate: Estate) -> None:
    """Where bills are kept; an answer we know is offered beside it, a question stays one."""
    bill(estate, HOME, 27_580, "2026-11", date(2026, 11, 30))
    estate.says("王芳", "物业费怎么又涨了，多少钱一平")
    assert "💰 费用" in estate.newest("王芳").text
    knows(estate, PAY)
    estate.says("王芳", "物业费怎么交，有哪些缴费方式")
    assert "看费用，还是想问一问" in estate.newest("王芳").text
    estate.taps("王芳", "问一问")
    assert "前台刷卡" in estate.newest("王芳").text


def test_how_to_pay_is_what_the_community_has_written(estate: Estate) -> None:
    """In the reader's language; a plain sentence where nothing is written."""
    bill(estate, "2-1-101", 100, "2026-11")
    estate.says("Anna", "/menu")
    estate.taps("Anna", "Fees")
    assert "98.5 m² × ¥2.80 × 1 month" in estate.newest("Anna").text
    estate.taps("Anna", "How to pay")
    assert "service centre" in estate.newest("Anna").text
    knows(estate, PAY)
    estate.taps("Anna", "‹ Return")
    estate.taps("Anna", "How to pay")
    assert "By card at the desk" in estate.newest("Anna").text


def test_tenants_see_what_the_owner_allows(estate: Estate) -> None:
    """No by default; given and taken back by one button; family sees it anyway, former residents nothing."""
    bill(estate, HOME, 27_580, "2026-11")
    lives(estate, "租客", 31, Relation.TENANT)
    lives(estate, "女儿", 32, Relation.FAMILY)
    unit = estate.units[HOME]
    estate.says("租客", "/menu")
    assert "由业主决定" in estate.taps("租客", "费用")
    estate.says("女儿", "/menu")
    estate.taps("女儿", "费用")
    assert "¥275.80" in estate.newest("女儿").text
    estate.presses("女儿", f"A{unit}:let:0")
    assert not estate.work(lambda w: w.disputes.lets(unit))
    estate.says("王芳", "/menu")
    estate.taps("王芳", "费用")
    assert "租户现在也能看" in estate.taps("王芳", "让租户也能看", times=2)
    estate.says("租客", "/menu")
    estate.taps("租客", "费用")
    assert "¥275.80" in estate.newest("租客").text
    estate.taps("王芳", "不再给租户看")
    assert "¥275.80" not in estate.screen("租客")
    estate.presses("租客", f"A{unit}:lines.0:0")
    assert "由业主决定" in estate.toast()


def test_staff_look_a_home_up_and_it_is_written_down(estate: Estate) -> None:
    """Finance, desk and heads of that community; nobody else."""
    bill(estate, HOME, 27_580, "2026-11")
    works(estate, "钱会计", 41, Role.FINANCE, Team.FINANCE)
    estate.says("钱会计", "/menu")
    estate.taps("钱会计", "值班与管理")
    estate.taps("钱会计", "费用 ›")
    estate.taps("钱会计", "查费用")
    estate.says("钱会计", HOME)
    estate.taps("钱会计", "3栋2单元1502")
    assert "待交 <b>¥275.80</b>" in estate.newest("钱会计").text
    looked = estate.work(lambda w: [w.people.get(p).name for p in w.disputes.looks(estate.units[HOME])])
    assert looked == ["钱会计"]
    estate.presses("李强", f"A{estate.units[HOME]}:account:0")
    assert "¥275.80" not in estate.screen("李强")


def test_several_homes_are_chosen_first(estate: Estate) -> None:
    """One card for each of them."""
    bill(estate, HOME, 27_580, "2026-11")
    bill(estate, "3-1-101", 100, "2026-11")
    person = estate.work(lambda w: w.people.by_telegram(11).id)
    estate.work(lambda w: w.people.add_home(person, estate.units["3-1-101"], Relation.OWNER, "desk", estate.now))
    estate.says("王芳", "/menu")
    estate.taps("王芳", "费用")
    estate.taps("王芳", "3栋1单元101")
    assert "¥1.00" in estate.newest("王芳").text
    estate.taps("王芳", "换一处房屋")
    estate.taps("王芳", "3栋2单元1502")
    assert "¥275.80" in estate.newest("王芳").text


@pytest.mark.parametrize("count", [9, 20])
def test_many_open_bills_are_paged(estate: Estate, count: int) -> None:
    """A page at a time, in the same card."""
    for n in range(count):
        bill(estate, HOME, 100, f"20{10 + n}-01", date(2010 + n, 1, 31))
    estate.says("王芳", "/menu")
    estate.taps("王芳", "费用")
    first = estate.newest("王芳")
    assert "<b>8</b>" in first.text
    assert "<b>9</b>" not in first.text
    estate.taps("王芳", "下一页")
    assert "<b>9</b>" in estate.newest("王芳").text
    assert estate.newest("王芳").id == first.id


def test_nothing_is_written_by_looking(estate: Estate) -> None:
    """But the card that is owed."""
    bill(estate, HOME, 100, "2026-11")
    estate.says("王芳", "/menu")
    estate.taps("王芳", "费用", times=3)
    entries = estate.work(lambda w: len(w.ledger.lines(estate.units[HOME])))
    assert entries == 1
    cards = estate.work(lambda w: list(w.conn.execute(select(t.cards.c.key).where(t.cards.c.key.like("fee:%")))))
    assert len(cards) == 1
