"""Receipts: one for every payment, numbered without gaps whatever happens, replaced on the record, checked by anybody."""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.drawing.artist import Artist
from domain.errors import Outdated, Refused
from domain.fees.ledger import PaymentStatus
from domain.people import Relation, Role, Team
from domain.receipts import ReceiptStatus, shown_code
from services import Work, documents
from services.fees import posting
from services.receipts import acting
from store import tables as t
from tests.services.fee_steps import DAY, charged, code, paid, told
from tests.services.test_fee_account import HOME, lives, works
from tests.support.estate import Estate

FINANCE = "钱会计"


@pytest.fixture
def books(estate: Estate) -> Estate:
    """A finance clerk, and a home that owes 275.80 for November and has paid 300."""
    works(estate, FINANCE, 41, Role.FINANCE, Team.FINANCE)

    def run(work: Work) -> None:
        charged(work, estate.units[HOME], code(work, estate.community), 27_580, "2026-11")
        paid(work, estate.units[HOME], 30_000)

    estate.work(run)
    estate.deliver()
    return estate


def receipts(estate: Estate, home: str = HOME) -> list[Any]:
    """Of a home, the oldest first."""
    return estate.work(lambda w: w.receipts.of_home(estate.units[home], 999, 0))[::-1]


def drawn(estate: Estate, media: dict[str, Any]) -> dict[str, Any]:
    """The whole document of what a message carries."""
    return estate.work(lambda w: documents.document(w, media["draw"]))


def text_of(tmp_path: Path, document: dict[str, Any]) -> str:
    """The paper as it can be searched."""

    async def never(given: Any) -> Any:
        raise AssertionError

    path = asyncio.run(Artist(tmp_path, never).file(document))
    assert path is not None
    assert path.suffix == ".pdf"
    paper = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))
    return "\n".join(page.get_textpage().get_text_range() for page in paper)


def test_issued_with_the_payment(books: Estate) -> None:
    """RCP-01: lines by charge and what is paid in advance, capitals, a check code, told to the owner."""
    [one] = receipts(books)
    assert (one.number, one.fen, one.payer, one.status) == ("2026-000001", 30_000, "王芳", "valid")
    assert [(line["code"], line["about"], line["fen"]) for line in one.lines] == [
        ("property", "2026-11", 27_580),
        (None, "", 2_420),
    ]
    told_ = books.newest("王芳").text
    assert "收据 2026-000001" in told_
    assert "叁佰元整" in told_
    assert "预交 ¥24.20" in told_
    assert shown_code(one.check_code) in told_
    books.work(lambda w: paid(w, books.units["3-1-101"], 100))
    assert receipts(books, "3-1-101")[0].number == "2026-000002"


def test_numbers_begin_anew_each_year(books: Estate) -> None:
    """By the community's calendar: it is the new year there while it is still the old one in UTC."""
    books.now = datetime(2026, 12, 31, 17, tzinfo=UTC)
    books.work(lambda w: paid(w, books.units[HOME], 100))
    assert [(r.number, r.day) for r in receipts(books)][1:] == [("2027-000001", date(2027, 1, 1))]


def test_two_clerks_at_once(books: Estate) -> None:
    """The second is outdated, and there is one receipt."""
    payment = books.work(lambda w: told(w, books.units[HOME], 500))
    books.work(lambda w: posting.confirm(w, payment, None))
    with pytest.raises(Outdated):
        books.work(lambda w: posting.confirm(w, payment, None))
    assert len(receipts(books)) == 2


def test_no_gap_from_many_threads_and_rollbacks(books: Estate) -> None:
    """Whoever fails gives the number back."""

    def one(n: int) -> None:
        def run(work: Work) -> None:
            paid(work, books.units[HOME], 100 + n)
            if n % 3 == 0:
                raise KeyError

        with suppress(KeyError):
            books.work(run)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(30)))
    assert [r.number for r in receipts(books)] == [f"2026-{n:06}" for n in range(1, 22)]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "refund", "void", "reissue", "charge", "right", "fail"]),
        st.integers(0, 5),
        st.integers(1, 40_000),
    ),
    max_size=20,
)


@given(steps=STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_receipts_always_say_what_was_paid(estate: Estate, steps: list[tuple[str, int, int]]) -> None:
    """Numbers without gaps; one valid receipt for whatever is left of a payment, in that amount; none for what never was."""

    class Done(Exception):
        """Undoes the example."""

    def story(work: Work) -> None:
        unit = estate.units[HOME]
        who = work.people.who(next(p for _, p in work.staff.listed(estate.community, roles={Role.MANAGER})), "zh")
        with work.part():
            kind = code(work, estate.community)
            for n, (what, which, fen) in enumerate(steps):
                payments, bills = work.ledger.payments(unit, 50), work.ledger.bills(unit, 50, 0)
                valid = [r for r in work.receipts.of_home(unit, 99, 0) if r.status is ReceiptStatus.VALID]
                try:
                    if what == "pay":
                        paid(work, unit, fen)
                    elif what == "refund" and payments:
                        posting.refund(work, payments[which % len(payments)], fen, "多交了", None)
                    elif what == "void" and payments:
                        posting.void(work, payments[which % len(payments)], "退票", None)
                    elif what == "reissue" and valid:
                        acting.reissue(work, who, valid[which % len(valid)].id, "wrong_payer", "某公司")
                    elif what == "charge":
                        charged(work, unit, kind, fen, f"2026-{n:02}")
                    elif what == "right" and bills:
                        posting.put_right(work, bills[which % len(bills)].id, -fen, "", None)
                    elif what == "fail":
                        with work.part():
                            paid(work, unit, fen)
                            raise KeyError
                except (Refused, Outdated, KeyError):
                    pass
            _sound(work, unit)
            raise Done

    with pytest.raises(Done):
        estate.work(story)


def _sound(work: Work, unit: int) -> None:
    found = work.receipts.of_home(unit, 999, 0)[::-1]
    assert [r.number for r in found] == [f"2026-{n:06}" for n in range(1, len(found) + 1)]
    assert len({r.replaces_id for r in found if r.replaces_id}) == len([r for r in found if r.replaces_id])
    for r in found:
        assert r.fen == sum(line["fen"] for line in r.lines) > 0
        assert (r.status is ReceiptStatus.VOID) == (r.voided_at is not None and bool(r.void_reason))
    for payment in work.ledger.payments(unit, 99):
        rest = work.ledger.left_of(payment.id) + sum(fen for _, fen in work.ledger.taken(payment.id))
        valid = [r for r in found if r.payment_id == payment.id and r.status is ReceiptStatus.VALID]
        assert [r.fen for r in valid] == ([rest] if payment.status is PaymentStatus.CONFIRMED and rest else [])


def test_given_back_in_part_and_whole(books: Estate) -> None:
    """The receipt says what we still have; when nothing is left there is only the void one."""
    payment = books.work(lambda w: w.ledger.payments(books.units[HOME], 1))[0]
    books.work(lambda w: posting.refund(w, payment, 2_420, "多交退回", None))
    books.deliver()
    first, second = receipts(books)
    assert (first.status, first.void_reason, second.fen, second.replaces_id) == ("void", "多交退回", 27_580, first.id)
    assert "代替作废的 2026-000001" in books.newest("王芳").text
    whole = books.work(lambda w: paid(w, books.units[HOME], 700))
    books.work(lambda w: posting.refund(w, whole, 700, "重复付款", None))
    books.deliver()
    assert [r.status for r in receipts(books)] == ["void", "valid", "void"]
    assert "收据 2026-000003 已作废" in books.newest("王芳").text


def test_a_payment_that_never_was_has_no_receipt(books: Estate) -> None:
    """Void with the payment, with its reason."""
    payment = books.work(lambda w: w.ledger.payments(books.units[HOME], 1))[0]
    books.work(lambda w: posting.void(w, payment, "支票退票", None))
    books.deliver()
    assert [(r.status, r.void_reason) for r in receipts(books)] == [("void", "支票退票")]
    assert "原因：支票退票" in books.newest("王芳").text


def test_the_owner_reads_them_in_the_fee_account(books: Estate, tmp_path: Path) -> None:
    """A list, one whole, and as a paper; pressed twice it comes once."""
    books.says("王芳", "/menu")
    books.taps("王芳", "费用")
    books.taps("王芳", "收据", nth=0)
    books.taps("王芳", "11月22日")
    assert "收据 2026-000001" in books.newest("王芳").text
    assert "作废重开" not in books.screen("王芳")
    before = len(books.chats[books.people["王芳"]])
    assert books.taps("王芳", "下载 PDF") == "PDF 马上发来。"
    assert books.taps("王芳", "下载 PDF", times=2) == "刚刚发过，请看上面。"
    assert len(books.chats[books.people["王芳"]]) == before + 1
    [media] = books.newest("王芳").media
    assert media["name"] == "收据-2026-000001.pdf"
    said = text_of(tmp_path, drawn(books, media))
    for words in ("收据", "No. 2026-000001", "王芳", HOME.replace("3-2-", "3栋2单元"), "物业费", "2026-11", "¥275.80", "预交", "¥24.20",
                  "¥300.00", "叁佰元整", shown_code(receipts(books)[0].check_code), "第 1 页 · 共 1 页"):  # fmt: skip
        assert words in said
    assert "作废" not in said


def test_the_paper_in_english(books: Estate, tmp_path: Path) -> None:
    """Everything but names, and the capitals that are the law's."""
    document = drawn(books, {"draw": {"what": "receipt", "receipt": receipts(books)[0].id, "language": "en"}})
    said = text_of(tmp_path, document)
    for words in (
        "Receipt",
        "Property fee",
        "Paid in advance",
        "Total",
        "¥300.00",
        "In capitals",
        "叁佰元整",
        "Check code",
        "Page 1 of 1",
    ):
        assert words in said


def test_a_tenant_needs_the_owners_leave(books: Estate) -> None:
    """As for the account itself; neighbours never."""
    lives(books, "租客", 51, Relation.TENANT)
    one = receipts(books)[0].id
    for verb in ("open", "paper", "list"):
        books.presses(51, f"Q{one}:{verb}:0", 51)
        assert "业主" in books.toast()
    books.presses("李强", f"Q{one}:paper:0")
    assert "收据" not in books.screen("李强")


def test_whoever_paid_reads_their_own(books: Estate) -> None:
    """A tenant who pays has the receipt, and no other of the home."""
    person = lives(books, "租客", 51, Relation.TENANT)

    def run(work: Work) -> None:
        values = {
            "community_id": books.community,
            "unit_id": books.units[HOME],
            "way": "cash",
            "fen": 500,
            "paid_on": DAY,
            "person_id": person,
        }
        posting.confirm(work, work.ledger.add_payment(values), None)
        posting.confirm(work, work.ledger.add_payment({**values, "payer": "张先生"}), None)

    books.work(run)
    books.deliver()
    assert [r.payer for r in receipts(books)] == ["王芳", "租客", "张先生"]
    assert "收据 2026-000002" in books.screen(51)
    assert "收据 2026-000002" not in books.screen("王芳")
    first, own, _ = receipts(books)
    books.presses(51, f"Q{own.id}:open:0", 51)
    assert "‹ 全部收据" in books.screen(51)
    for data in (f"Q{own.id}:list:0", f"Q{first.id}:open:0"):
        books.presses(51, data, 51)
        assert "业主" in books.toast()


def test_void_and_reissue_by_finance(books: Estate, tmp_path: Path) -> None:
    """With a reason and another payer; the owner and the manager are told, the void one says so on its face."""
    one = receipts(books)[0]
    books.presses(FINANCE, f"Q{one.id}:open:0")
    books.taps(FINANCE, "作废重开")
    books.taps(FINANCE, "交款人写错")
    books.says(FINANCE, "悦景科技有限公司")
    assert "作废 2026-000001" in books.newest(FINANCE).text
    books.taps(FINANCE, "作废重开", times=2)
    first, second = receipts(books)
    assert (first.status, second.number, second.payer, second.fen) == (
        "void",
        "2026-000002",
        "悦景科技有限公司",
        30_000,
    )
    assert first.check_code != second.check_code
    assert "代替作废的 2026-000001" in books.newest("王芳").text
    assert "收据 2026-000001 作废，重开 2026-000002" in books.newest("郑经理").text
    assert "钱会计：交款人写错" in books.newest("郑经理").text
    document = drawn(books, {"draw": {"what": "receipt", "receipt": first.id, "language": "zh"}})
    assert document["stamp"] == "作废"
    assert "作废原因： 交款人写错" in text_of(tmp_path, document)
    books.presses(FINANCE, f"Q{first.id}:reissue:0")
    assert books.toast() == "这张收据已经作废了。"


def _checks(estate: Estate, who: str | int, number: str, code_: str) -> str:
    estate.presses(who, "m0:receipt_check:0")
    estate.says(who, number)
    estate.says(who, code_)
    return estate.newest(who).text


def test_anybody_may_have_it_checked(books: Estate) -> None:
    """Amount and day, no names; a wrong code and a wrong number are answered alike."""
    one = receipts(books)[0]
    good = shown_code(one.check_code).lower()
    said = _checks(books, 777, "2026-1", good)
    assert "有效" in said
    assert "¥300.00" in said
    assert "王芳" not in said
    assert "1502" not in said
    wrong = "A" * 8 if one.check_code != "A" * 8 else "B" * 8
    for number, tried in (("2026-1", wrong), ("2026-2", good)):
        assert "没有查到" in _checks(books, 777, number, tried)
    payment = books.work(lambda w: w.ledger.payments(books.units[HOME], 1))[0]
    books.work(lambda w: posting.void(w, payment, "退票", None))
    assert "已作废" in _checks(books, 777, one.number, good)


def test_guessing_is_slow(books: Estate) -> None:
    """After some wrong tries nothing is answered for an hour, the right code neither."""
    one = receipts(books)[0]
    wrong = "A" * 8 if one.check_code != "A" * 8 else "B" * 8
    for _ in range(5):
        assert "没有查到" in _checks(books, 777, one.number, wrong)
    assert "有效" not in _checks(books, 777, one.number, one.check_code)
    assert "请过" in books.screen(777)
    assert "有效" in _checks(books, 778, one.number, one.check_code)
    books.passes(hours=1, minutes=1)
    books.says(777, "/cancel")
    assert "有效" in _checks(books, 777, one.number, one.check_code)


def test_the_seal(books: Estate) -> None:
    """Sent by the manager in the chat, on papers once it is fetched; taken off again."""
    books.says("郑经理", "/menu")
    for label in ("值班与管理", "费用", "收据与钱款", "设置印章"):
        books.taps("郑经理", label)
    books.says("郑经理", "好")
    assert "请发一张图片" in books.newest("郑经理").text
    books.sends("郑经理")
    assert "印章已保存" in books.newest("郑经理").text
    given = {"what": "receipt", "receipt": receipts(books)[0].id, "language": "zh"}
    assert drawn(books, {"draw": given})["seal"] == ""
    fetched = update(t.media).where(t.media.c.step == "seal").values(status="kept", sha256="ab" * 32)
    books.work(lambda w: w.conn.execute(fetched))
    assert drawn(books, {"draw": given})["seal"] == "ab" * 32
    books.presses("郑经理", "m0:receipts:0")
    books.taps("郑经理", "不用印章")
    assert drawn(books, {"draw": given})["seal"] == ""
    books.presses(FINANCE, "m0:seal:0")
    assert "经理" in books.toast()


def test_found_by_number(books: Estate) -> None:
    """For whoever has the paper in hand; of this community only."""
    books.presses(FINANCE, "m0:receipt_find:0")
    books.says(FINANCE, "2026-1")
    assert "收据 2026-000001" in books.newest(FINANCE).text
    books.presses(FINANCE, "m0:receipt_find:0")
    books.says(FINANCE, "2026-9")
    assert "没有这个编号" in books.screen(FINANCE)
