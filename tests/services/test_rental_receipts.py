"""Receipts of rent and deposit: in the one numbered row of the community, told to whoever rents, put right when money goes back
(RCP-01, RNT-01 to RNT-03)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import Outdated, Refused
from domain.people import Role, Who
from domain.receipts import ReceiptStatus
from domain.rental import Sort
from services import Work, documents
from services.receipts import acting
from services.rental import doing
from tests.services.fee_steps import paid
from tests.services.steps import ANNA, WANG, ZHENG, ZHOU, newest, press
from tests.services.test_rental import clerk, menu, place
from tests.support.estate import Estate


def contract(estate: Estate, phone: str = "13811112222") -> Any:
    """Signed: a wall in a lift from December to February, 1,000 yuan a month, 2,000 deposit."""
    place(estate)
    menu(estate, ZHOU, "新租约")
    estate.taps(ZHOU, "广告位 · 1号电梯轿厢")
    for words in ("晨光文具店", phone, "2026-12-01", "2027-02-28", "1000"):
        estate.says(ZHOU, words)
    estate.taps(ZHOU, "每月")
    estate.says(ZHOU, "2000")
    estate.taps(ZHOU, "提交")
    case = newest(estate)
    press(estate, ZHENG, "同意", case.number)
    press(estate, ZHOU, "已签约", case.number)
    estate.taps(ZHOU, "跳过")
    return case


def receipts(estate: Estate, case: Any) -> list[Any]:
    """Of the contract, the oldest first."""
    return estate.work(lambda w: w.receipts.of_contract(case.id, 99, 0))[::-1]


def manager(work: Work) -> Who:
    """Who agrees and enters."""
    community = work.people.communities()[0]
    (found,) = [p for _, p in work.staff.listed(community.id, roles=[Role.MANAGER])]
    return work.people.who(found, "zh")


@pytest.fixture
def rented(estate: Estate) -> tuple[Estate, Any]:
    """王芳 rents a wall, and reads us; a clerk of finance."""
    clerk(estate)
    phone = estate.work(lambda w: w.people.by_telegram(estate.people[WANG]).phone)
    return estate, contract(estate, phone)


def test_rent_and_deposit_have_their_receipts(rented: tuple[Estate, Any]) -> None:
    """In the row of the homes' receipts; the renter reads them, opens them from the contract, has them as a paper."""
    estate, case = rented
    estate.work(lambda w: paid(w, estate.units["3-2-1502"], 100))
    menu(estate, "钱会计", case.number)
    press(estate, "钱会计", "记收款", case.number)
    for label in ("押金", "2000.00", "转账"):
        estate.taps("钱会计", label)
    press(estate, "钱会计", "记收款", case.number)
    for label in ("1000.00", "现金"):
        estate.taps("钱会计", label)
    estate.deliver()
    assert [(r.number, r.fen, r.way, r.lines[0]["name_zh"]) for r in receipts(estate, case)] == [
        ("2026-000002", 200_000, "transfer", "押金"),
        ("2026-000003", 100_000, "cash", "租金"),
    ]
    assert "1号电梯轿厢" in estate.newest(WANG).text and "壹仟元整" in estate.newest(WANG).text
    estate.taps(WANG, "全部收据")
    assert case.number in estate.newest(WANG).text
    estate.taps(WANG, "11月22日(周日) ¥2,000.00")
    estate.taps(WANG, "下载 PDF")
    (file,) = estate.newest(WANG).media
    whole = estate.work(lambda w: documents.document(w, file["draw"]))
    assert "1号电梯轿厢" in str(whole) and "租用地点" in str(whole)


def test_what_goes_back_puts_receipts_right(rented: tuple[Estate, Any]) -> None:
    """Part of the deposit kept: the receipt void, another for what we keep."""
    estate, case = rented

    def do(work: Work) -> None:
        doing.pay(work, manager(work), case.id, Sort.DEPOSIT, 200_000, "cash")
        doing.give_back(work, manager(work), case.id, Sort.DEPOSIT, 150_000, "cash")

    estate.work(do)
    estate.deliver()
    first, second = receipts(estate, case)
    assert (first.status, first.void_reason, second.fen, second.replaces_id) == ("void", "given_back", 50_000, first.id)
    assert "代替作废的" in estate.newest(WANG).text
    estate.work(lambda w: doing.give_back(w, manager(w), case.id, Sort.DEPOSIT, 50_000, "cash"))
    estate.deliver()
    assert [r.status for r in receipts(estate, case)] == ["void", "void"]
    assert "已作废" in estate.newest(WANG).text and "已退款" in estate.newest(WANG).text


def test_another_name_on_it(rented: tuple[Estate, Any]) -> None:
    """Finance replaces it with the same lines; once only."""
    estate, case = rented
    (old,) = estate.work(
        lambda w: [doing.pay(w, manager(w), case.id, Sort.RENT, 100_000, "card")] and w.receipts.holding(case.id)
    )
    new = estate.work(lambda w: acting.reissue(w, manager(w), old.id, "wrong_payer", "晨光文具有限公司"))
    assert (new.payer, new.fen, new.lines, new.replaces_id) == ("晨光文具有限公司", 100_000, old.lines, old.id)
    with pytest.raises(Refused, match="void_already"):
        estate.work(lambda w: acting.reissue(w, manager(w), old.id, "wrong_payer"))


def test_whose_they_are_not(rented: tuple[Estate, Any]) -> None:
    """Another resident, by no forged button."""
    estate, case = rented
    estate.work(lambda w: doing.pay(w, manager(w), case.id, Sort.RENT, 100_000, "card"))
    (one,) = receipts(estate, case)
    for data in (f"Q{one.id}:open:0", f"Q{one.id}:list:0", f"R{case.id}:receipts:0", f"R{case.id}:receipt.{one.id}:0"):
        estate.presses(ANNA, data)
        assert "1,000" not in estate.screen(ANNA) and ("belong" in estate.toast() or "Outdated" in estate.toast()), (
            estate.toast()
        )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from((Sort.RENT, Sort.DEPOSIT)), st.integers(-250_000, 250_000)), min_size=1, max_size=10
    )
)
def test_receipts_say_what_we_have(rented: tuple[Estate, Any], moves: list[tuple[Sort, int]]) -> None:
    """Whatever comes in, goes back or is refused: those that hold sum up to the entries, numbers have no gaps."""
    estate, case = rented

    class Done(Exception):
        """Everything is rolled back."""

    def story(work: Work) -> None:
        who = manager(work)
        for sort, fen in moves:
            try:
                with work.part():
                    (doing.pay if fen > 0 else doing.give_back)(work, who, case.id, sort, abs(fen), "cash")
            except (Refused, Outdated):
                pass
            held = work.receipts.holding(case.id)
            for one in (Sort.RENT, Sort.DEPOSIT):
                sorts = (one,) if one is Sort.RENT else (Sort.DEPOSIT, Sort.DEPOSIT_BACK)
                entered = sum(p.fen for p in work.rentals.paid(case.id) if p.sort in sorts)
                assert sum(r.fen for r in held if r.lines[0]["code"] == f"rental_{one}") == entered
        found = work.receipts.of_days(case.community_id, date(2020, 1, 1), date(2030, 1, 1))
        assert [r.number for r in found] == [f"2026-{n:06}" for n in range(1, len(found) + 1)]
        assert all((r.status is ReceiptStatus.VOID) == (r.voided_at is not None) for r in found)
        raise Done

    with pytest.raises(Done):
        estate.work(story)
