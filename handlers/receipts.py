"""Receipts and daily cash in the chat: lists, papers, void and reissue, checking by anybody; cash counted, received, banked
(RCP-01, RCP-05, F-45)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from domain.cashbook import DayState
from domain.errors import Outdated, Refused
from domain.incoming import Incoming, Kind
from domain.money import yuan
from domain.people import HEADS, Community, Who
from domain.receipts import read_code, read_number
from domain.talk import Answers, Talk
from handlers.acts import DIGITS, Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, amount, attachments, words
from handlers.conversation import Flow, Offers, Step, never
from handlers.offered import keys
from services import Work
from services.fees import account
from services.receipts import acting, book, cash, views
from services.tell import Words, mine, show, tell

# --- receipts ----------------------------------------------------------------------------------------------------------


def _open(act: Act) -> None:
    there = acting.seen(act.work, act.who, act.subject)
    views.show_receipt(act.work, act.who, there, act.private, repost=True)


def _paper(act: Act) -> None:
    there = acting.seen(act.work, act.who, act.subject)
    sent = views.send_paper(act.work, act.who, there, act.private)
    act.toast("receipt/toast_paper" if sent else "receipt/toast_paper_soon")


def _list(act: Act) -> None:
    """All of the home, or of the contract, the receipt is for."""
    there = acting.seen(act.work, act.who, act.subject)
    if there.unit_id is None:
        case = acting.check_contract(act.work, act.who, there.case_id or 0)
        views.show_contract(act.work, act.who, case, act.private, 0, repost=True)
    else:
        account.check(act.work, act.who, there.unit_id)
        views.show_list(act.work, act.who, there.unit_id, act.private, 0, repost=True)


def _begin_reissue(act: Act) -> None:
    there = acting.check_reissue(act.work, act.who, act.subject)
    act.begin("receipt_reissue", {"_receipt": there.id, "_number": there.number, "_told_payer": there.payer})


TAPS: Mapping[str, Tap] = {"open": _open, "paper": _paper, "list": _list, "reissue": _begin_reissue}


def of_home(act: Act) -> None:
    """The receipts of a home, out of its fee account: `receipts.<page>`."""
    account.check(act.work, act.who, act.subject)
    views.show_list(act.work, act.who, act.subject, act.private, act.number, repost=not act.value)


def one_of_home(act: Act) -> None:
    """Out of the list: the receipt by its id."""
    there = acting.seen(act.work, act.who, act.number)
    views.show_receipt(act.work, act.who, there, act.private)


#: Buttons under the fee account of a home.
HOME_TAPS: Mapping[str, Tap] = {"receipts": of_home, "receipt": one_of_home}


def of_contract(act: Act) -> None:
    """The receipts of a contract, out of its card: `receipts.<page>`."""
    case = acting.check_contract(act.work, act.who, act.subject)
    views.show_contract(act.work, act.who, case, act.private, act.number, repost=not act.value)


#: Buttons under a contract.
CONTRACT_TAPS: Mapping[str, Tap] = {"receipts": of_contract, "receipt": one_of_home}


def _reissue(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    new = acting.reissue(work, who, int(a["_receipt"]), a["reason"], a.get("payer"))
    views.show_receipt(work, who, new, mine(who, work.people.community(new.community_id)), repost=True)


def _number(incoming: Incoming, s: Situation) -> Read:
    if incoming.kind is not Kind.TEXT:
        return None
    number = read_number(incoming.text)
    return Taken(number) if number else Unclear("receipt_number")


def _code(incoming: Incoming, s: Situation) -> Read:
    if incoming.kind is not Kind.TEXT:
        return None
    code = read_code(incoming.text)
    return Taken(code) if code else Unclear("receipt_code")


def _picture(incoming: Incoming, s: Situation) -> Read:
    """One picture, as a photo or as a file."""
    files = [f for f in attachments(incoming) if f["kind"] == "photo" or str(f["mime"] or "").startswith("image/")]
    return Taken(files[0]) if files else Unclear("picture")


def _here(work: Work, who: Who) -> Community:
    """Where somebody belongs; a guest is anywhere."""
    at_home = work.people.home_community(who)
    return work.people.community(at_home) if at_home is not None else work.people.communities()[0]


def _check(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    chat = mine(who, _here(work, who))
    acting.check_genuine(work, who, talk.answers["number"], talk.answers["code"], chat, f"receipt.check:{talk.id}")


def _find(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    community = work.people.community(talk.answers["community"])
    there = acting.by_number(work, who, community.id, talk.answers["number"])
    views.show_receipt(work, who, there, mine(who, community), repost=True)


def _seal(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    community = work.people.community(talk.answers["community"])
    acting.set_seal(work, who, community.id, talk.answers["picture"])
    tell(work, mine(who, community), f"seal:{talk.id}", Words("receipt/seal_set"))


# --- cash --------------------------------------------------------------------------------------------------------------


def _as(key: str) -> Offers:
    """The amount it should be, to be agreed to by a press."""

    def offered(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
        return [Option("same", yuan(int(answers[key])), keeps=int(answers[key]))]

    return offered


def _differs(key: str, known: str) -> Callable[[Answers], bool]:
    return lambda a: a.get(key) is not None and a[key] != a[known]


def _counted(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    community, day = work.people.community(a["community"]), date.fromisoformat(a["_day"])
    cash.count(work, who, community, day, int(a["counted"]), a.get("why"))
    cash.show_day(work, who, community, day, mine(who, community))


def _banked(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    community, day = work.people.community(a["community"]), date.fromisoformat(a["_day"])
    cash.bank(work, who, community, day, int(a["banked"]), a.get("why"))
    cash.show_day(work, who, community, day, mine(who, community))


def _day_of(act: Act) -> date:
    return cash.read_day(act.work, act.at_work, act.value) if act.value else cash.today(act.work, act.at_work)


def _day(act: Act) -> None:
    cash.show_day(act.work, act.who, act.at_work, _day_of(act), act.private, repost=not act.value)


def _days(act: Act) -> None:
    cash.show_days(act.work, act.who, act.at_work, act.private, act.number)


def _begin_count(act: Act) -> None:
    cash.check(act.who, act.at_work.id)
    day = _day_of(act)
    found, _, state = cash.of_day(act.work, act.at_work.id, day)
    if state not in (DayState.TO_COUNT, DayState.TO_RECEIVE):
        raise Refused("receipt/settled")
    act.begin("cash_count", {"community": act.at_work.id, "_day": day.isoformat(), "_expected": found.cash})


def _receive(act: Act) -> None:
    """`<day>_<version>`: what they sign is what they have looked at."""
    cash.check(act.who, act.at_work.id)
    said, _, version = act.value.partition("_")
    if not (version.isascii() and version.isdigit() and len(version) <= DIGITS):
        raise Outdated
    day = cash.read_day(act.work, act.at_work, said)
    cash.receive(act.work, act.who, act.at_work, day, int(version))
    cash.show_day(act.work, act.who, act.at_work, day, act.private, repost=False)
    act.toast("receipt/toast_received")


def _begin_bank(act: Act) -> None:
    cash.check(act.who, act.at_work.id)
    day = _day_of(act)
    _, kept, state = cash.of_day(act.work, act.at_work.id, day)
    if kept is None or state is not DayState.TO_BANK:
        raise Refused("receipt/settled" if state is DayState.SETTLED else "receipt/receive_first")
    act.begin("cash_bank", {"community": act.at_work.id, "_day": day.isoformat(), "_cash": kept.cash_fen})


def _month(act: Act) -> None:
    month = act.value or f"{cash.today(act.work, act.at_work):%Y-%m}"
    sent = book.send(act.work, act.who, act.at_work, month, act.private)
    act.toast("receipt/toast_paper" if sent else "receipt/toast_paper_soon")


# --- the desk ----------------------------------------------------------------------------------------------------------


def offers(who: Who) -> set[str]:
    """Receipts and daily cash, for finance, the desk's office and the heads."""
    return {"receipts"} if _handles(who) else set()


def _handles(who: Who) -> bool:
    return any(s.role in account.READERS for s in who.staff)


def _heads(who: Who) -> bool:
    return any(s.role in HEADS for s in who.staff)


def _desk(act: Act) -> None:
    cash.check(act.who, act.at_work.id)
    can = {"seal"} if act.who.is_any(act.at_work.id, HEADS) else set()
    given = {"can": can, "sealed": act.work.receipts.seal(act.at_work.id) is not None}
    show(act.work, act.private, f"cash:{act.who.person.id}", Words("receipt/desk", given, "m"), repost=True)


def _begin_check(act: Act) -> None:
    act.begin("receipt_check", {})


def _begin_find(act: Act) -> None:
    cash.check(act.who, act.at_work.id)
    act.begin("receipt_find", {"community": act.at_work.id})


def _begin_seal(act: Act) -> None:
    acting.check_sealer(act.who, act.at_work.id)
    act.begin("receipt_seal", {"community": act.at_work.id})


def _no_seal(act: Act) -> None:
    acting.no_seal(act.work, act.who, act.at_work.id)
    _desk(act)
    act.toast("receipt/toast_no_seal")


MENU: Mapping[str, Tap] = {
    "receipts": _desk,
    "receipt_check": _begin_check,
    "receipt_find": _begin_find,
    "seal": _begin_seal,
    "seal_off": _no_seal,
    "cash_day": _day,
    "cash_days": _days,
    "cash_count": _begin_count,
    "cash_receive": _receive,
    "cash_bank": _begin_bank,
    "cash_month": _month,
}
FLOWS = (
    Flow(
        "receipt_reissue",
        (
            Step("reason", (words,), offers=keys("void_reason", views.REASONS)),
            Step("payer", (words,), optional=True),
        ),
        _reissue,
        may=lambda who: any(s.role in views.KEEPERS for s in who.staff),
    ),
    Flow(
        "receipt_check",
        (Step("number", (_number,)), Step("code", (_code,))),
        _check,
        summary=never,
        may=lambda who: True,
    ),
    Flow("receipt_find", (Step("number", (_number,)),), _find, summary=never, may=_handles),
    Flow("receipt_seal", (Step("picture", (_picture,)),), _seal, summary=never, may=_heads),
    Flow(
        "cash_count",
        (
            Step("counted", (amount,), offers=_as("_expected")),
            Step("why", (words,), when=_differs("counted", "_expected"), within=("counted",)),
        ),
        _counted,
        summary=never,
        may=_handles,
    ),
    Flow(
        "cash_bank",
        (
            Step("banked", (amount,), offers=_as("_cash")),
            Step("why", (words,), when=_differs("banked", "_cash"), within=("banked",)),
        ),
        _banked,
        summary=never,
        may=_handles,
    ),
)
