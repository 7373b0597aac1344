"""Receipts as people see them: one, those of a home, and as a paper."""

from collections.abc import Mapping
from typing import Any

from domain.capitals import in_capitals
from domain.cases import Case
from domain.errors import Outdated
from domain.money import yuan
from domain.people import HEADS, Person, Role, Who
from domain.receipts import Receipt, ReceiptStatus, shown_code
from messages.render import word
from services import Work
from services.papers import Column, Fact, Grid, paper, picture, seal
from services.tell import Chat, Words, show, tell

#: What the paper is called before it is whole.
WHAT = "receipt"
#: Who makes a receipt void and issues another.
KEEPERS = HEADS | {Role.FINANCE}
#: Reasons offered; other ones are typed.
REASONS = ("wrong_payer", "wrong_lines", "lost_line")
#: Money of a contract went back.
GIVEN_BACK = "given_back"


def values(work: Work, receipt: Receipt) -> dict[str, Any]:
    """A receipt in plain values, amounts in fen."""
    before = work.receipts.find(receipt.replaces_id) if receipt.replaces_id else None
    after = work.receipts.replaced_by(receipt.id) if receipt.status is ReceiptStatus.VOID else None
    return {
        "id": receipt.id, "number": receipt.number, "day": receipt.day, "home": about(work, receipt),
        "payer": receipt.payer, "fen": receipt.fen, "capitals": in_capitals(receipt.fen), "lines": list(receipt.lines),
        "way": receipt.way, "paid_on": receipt.paid_on, "void": receipt.status is ReceiptStatus.VOID, "code": shown_code(receipt.check_code),
        "replaces": before.number if before else None, "replaced_by": after.number if after else None,
        "reason": receipt.void_reason,
    }  # fmt: skip


def about(work: Work, receipt: Receipt) -> str:
    """The home it is for; of a contract the place that is let."""
    if receipt.unit_id is not None:
        return work.people.unit(receipt.unit_id).label
    return _place(work, receipt.case_id or 0)


def _place(work: Work, contract: int) -> str:
    there = work.rentals.place(work.rentals.of(contract).place_id)
    return there.name if there else ""


def found(work: Work, receipt: int) -> Receipt:
    """The receipt; `Outdated` for one that is not there (a forged button). Whoever calls looks who may see it."""
    there = work.receipts.find(receipt)
    if there is None:
        raise Outdated
    return there


def key_of(person: Person) -> str:
    """The card a person reads receipts on."""
    return f"receipts:{person.id}"


def show_receipt(work: Work, who: Who, receipt: Receipt, chat: Chat, *, repost: bool = False) -> None:
    """One receipt with what can be done with it."""
    keeper = who.is_any(receipt.community_id, KEEPERS)
    may = {"reissue"} if keeper and receipt.status is ReceiptStatus.VALID else set()
    said = Words("receipt/card", {"r": values(work, receipt), "may": may}, f"Q{receipt.id}")
    show(work, chat, key_of(who.person), said, repost=repost)


def show_list(work: Work, who: Who, unit: int, chat: Chat, page: int, *, repost: bool = False) -> None:
    """Receipts of a home, the newest first, a page at a time."""
    home = work.people.unit(unit)
    per = work.standards.number(home.community_id, "fee.rows")
    rows = work.receipts.of_home(unit, per + 1, page * per)
    _show_rows(work, who, chat, home.label, rows, per, page, f"A{unit}", repost=repost)


def show_contract(work: Work, who: Who, case: Case, chat: Chat, page: int, *, repost: bool = False) -> None:
    """Receipts of a contract, the same way."""
    per = work.standards.number(case.community_id, "fee.rows")
    rows = work.receipts.of_contract(case.id, per + 1, page * per)
    where = f"{case.number} {_place(work, case.id)}"
    _show_rows(work, who, chat, where, rows, per, page, f"R{case.id}", repost=repost)


def _show_rows(
    work: Work, who: Who, chat: Chat, home: str, rows: list[Receipt], per: int, page: int, of: str, *, repost: bool
) -> None:
    given = {
        "home": home, "page": page, "more": len(rows) > per,
        "rows": [{"id": r.id, "number": r.number, "day": r.day, "fen": r.fen, "void": r.status is ReceiptStatus.VOID} for r in rows[:per]],
    }  # fmt: skip
    show(work, chat, key_of(who.person), Words("receipt/list", given, of), repost=repost)


def send_paper(work: Work, who: Who, receipt: Receipt, chat: Chat) -> bool:
    """The receipt as a file; pressed twice in a minute it comes once."""
    about = {
        "receipt": receipt.id,
        "language": chat.language,
        "status": str(receipt.status),
        "seal": seal(work, receipt.community_id),
    }
    name = f"{word('paper', 'receipt', chat.language)}-{receipt.number}"
    said = Words("receipt/paper", {"r": values(work, receipt)})
    key = f"receipt:{receipt.id}:paper:{who.person.id}:{work.now:%y%m%d%H%M}"
    return tell(work, chat, key, said, media=[picture(WHAT, name, **about)])


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole paper of a receipt. Reads only."""
    receipt = found(work, int(given["receipt"]))
    language = str(given["language"])
    r = values(work, receipt)

    def said(key: str) -> str:
        return word("paper", key, language)

    facts: list[Fact] = [
        (said("payer"), receipt.payer), (said("day"), receipt.day.isoformat()), (said("home" if receipt.unit_id else "place"), r["home"]),
        (said("way"), word("pay_way", r["way"], language)),
    ]  # fmt: skip
    rows = [
        [str(n), _name(line, language), line["about"], yuan(line["fen"])] for n, line in enumerate(receipt.lines, 1)
    ]
    columns = (
        Column(said("row"), 8),
        Column(said("item"), 46),
        Column(said("about"), 22),
        Column(said("amount"), 24, right=True),
    )
    after: list[Fact] = [(said("capitals"), r["capitals"]), (said("check"), r["code"])]
    notes = [said("check_how")]
    if r["replaces"]:
        notes.append(f"{said('replaces')} {r['replaces']}")
    if r["void"]:
        notes.append(f"{said('void_because')} {reason(receipt, language)}")
    issuer = work.people.get(receipt.issued_by).name if receipt.issued_by else ""
    signs = [
        (said("issued_by"), issuer),
        (said("issuer"), work.people.community(receipt.community_id).name),
        (said("issued"), receipt.day.isoformat()),
    ]
    return paper(
        work, work.people.community(receipt.community_id), language, said("receipt"), number=f"No. {receipt.number}", facts=facts,
        tables=[Grid(columns, rows, [["", said("sum"), "", yuan(receipt.fen)]])], after=after, notes=notes, signs=signs,
        stamp=said("void") if r["void"] else "", sealed=True,
    )  # fmt: skip


def reason(receipt: Receipt, language: str) -> str:
    """Why it is void: a word of ours, or somebody's own."""
    said = receipt.void_reason or ""
    return word("void_reason", said, language) if said in (*REASONS, GIVEN_BACK) else said


def _name(line: Mapping[str, Any], language: str) -> str:
    return str(line[f"name_{language}"]) if line["code"] else word("paper", "advance", language)
