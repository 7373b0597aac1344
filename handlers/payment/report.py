"""Whoever has paid reports it: which bills, how much, when, with a picture or the bank's number."""

from collections.abc import Callable, Mapping, Sequence

from domain.errors import Refused
from domain.incoming import Incoming
from domain.payment import Action
from domain.people import Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap, does
from handlers.answers import Option, lookup, story
from handlers.conversation import Flow, Step, never
from handlers.payment.asked import bills, chosen_of, day, days, due, positive, proof, read_day, unit_of
from handlers.places import home_option
from services import Work
from services.fees import account
from services.payment import lists, reporting
from services.payment.reporting import Told, allowed
from services.receipts import views as receipts


def _own(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Their homes whose account they may see."""
    return [home_option(h) for h in who.homes if account.reader(work, who, h) is not None]


def _no_home(answers: Answers) -> bool:
    return answers.get("_unit") is None


def _no_picture(answers: Answers) -> bool:
    return not (answers.get("story") or {}).get("media")


def _report(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    told, proven = a.get("story") or {}, a.get("number") or {}
    reporting.report(work, who, Told(
        unit_of(a), who.person, int(a["fen"]), read_day(a["paid_on"]), chosen_of(a), proven.get("number"), told.get("text", ""),
        [*(told.get("media") or ()), *(proven.get("media") or ())],
    ))  # fmt: skip


def _add(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    reporting.add(work, who, talk.case_id or 0, told.get("text", ""), told.get("media") or ())


PROOF = Step("story", (story,), collects=True, optional=True)
FLOWS = (
    Flow(
        "payment",
        (
            Step("home", (lookup,), when=_no_home, offers=_own, takes_only=True),
            Step("bills", (), offers=bills, collects=True, optional=True, needs_options=True),
            Step("fen", (positive,), within=("bills",), offers=due),
            Step("paid_on", (day,), offers=days),
            PROOF,
            Step("number", (proof,), within=("story",), when=_no_picture),
        ),
        _report,
        changes=("bills", "fen", "paid_on", "story"),
    ),
    Flow(
        "payment_add",
        (Step("story", (story,), collects=True, folder="payment"),),
        _add,
        summary=never,
    ),
)


# --- presses ---------------------------------------------------------------------------------------------------------


def begin(act: Act, unit: int) -> None:
    """Begins the report for that home; staff take money by another way."""
    _, seen = account.check(act.work, act.who, unit)
    if seen == account.STAFF:
        raise Refused("common/not_yours")
    act.begin("payment", {"_unit": unit})


def _of_home(act: Act) -> None:
    begin(act, act.subject)


def _again(act: Act) -> None:
    """One that was not there, reported once more."""
    begin(act, lists.home_of(act.work, act.who, act.subject))


def _of_reminder(act: Act) -> None:
    """`paid.<home>` out of a reminder; `paid` asks which home."""
    if not act.who.homes:
        raise Refused("account/not_bound")
    if act.value:
        begin(act, act.number)
        return
    act.begin("payment", {})


def _add_more(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.ADD)
    act.begin("payment_add", {}, case.id)


def _talk(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.TALK)
    act.begin("relay", {}, case.id)


def _does(do: Callable[[Work, Who, int], object], toast: str) -> Tap:
    return does(lambda act: do(act.work, act.who, act.subject), toast)


def _open(act: Act) -> None:
    lists.show(act.work, act.who, act.subject, act.private)
    _to_private(act)


def _history(act: Act) -> None:
    lists.show_history(act.work, act.who, act.subject, act.private, act.incoming.id)
    _to_private(act)


def _pictures(act: Act) -> None:
    count = lists.show_files(act.work, act.who, act.subject, act.private, act.incoming.id)
    act.toast("repair/toast_pictures" if count else "repair/toast_no_pictures", {"count": count})


def _receipt(act: Act) -> None:
    receipt = lists.receipt_of(act.work, act.who, act.subject)
    receipts.show_receipt(act.work, act.who, receipt, act.private, repost=True)
    _to_private(act)


def _account(act: Act) -> None:
    """The fee account of the home."""
    account.show_account(act.work, act.who, lists.home_of(act.work, act.who, act.subject), act.private, repost=True)
    _to_private(act)


def _to_private(act: Act) -> None:
    if not act.incoming.private:
        act.toast("common/go_private")


TAPS: Mapping[str, Tap] = {
    "add": _add_more,
    "cancel": _does(reporting.cancel, "payment/toast_cancelled"),
    "again": _again,
    "talk": _talk,
    "open": _open,
    "history": _history,
    "pictures": _pictures,
    "receipt": _receipt,
    "account": _account,
}
HOME_TAPS: Mapping[str, Tap] = {"paid": _of_home}
MENU: Mapping[str, Tap] = {"paid": _of_reminder}
