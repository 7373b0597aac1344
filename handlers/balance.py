"""The fee account of a home: from the menu, from free words about money, or looked up by the staff (FEE-17)."""

from collections.abc import Mapping, Sequence

from domain.errors import Refused
from domain.incoming import Incoming
from domain.payment import says_paid
from domain.people import Unit, Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, lookup
from handlers.caller import FOLDER, HOME
from handlers.conversation import Flow, Step, never
from handlers.places import any_home, chosen_unit, home_option
from services import Work
from services.fees import account
from services.tell import mine

# --- free words ------------------------------------------------------------------------------------------------------


def homes_with_bills(work: Work, who: Who) -> list[Unit]:
    """Homes of theirs whose account they may see, as far as bills are kept for them."""
    return [h for h in who.homes if work.disputes.any_bill(h.id) and account.reader(work, who, h) is not None]


def _meant(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Paid already, the account, or a question: where no bills are kept it is one; where we know an answer both are offered."""
    homes = homes_with_bills(work, who)
    person = Option("person", group="fee")
    if not homes:
        return [person]
    asked = str((answers.get("story") or {}).get("text") or "")
    community = work.people.community(homes[0].community_id)
    known = asked.strip() and account.answers_known(work, community, asked)
    paid = [Option("paid", group="fee")] if says_paid(asked) else []
    return [*paid, Option("bills", group="fee"), *([person] if known else [])]


def _own(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [home_option(h) for h in homes_with_bills(work, who)]


def _wants_bills(answers: Answers) -> bool:
    return answers.get("what") != "person"


def _show(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    unit = chosen_unit(talk.answers)
    if unit is None or talk.answers.get("what") == "paid":
        return  # a question or a payment: the conversation that follows asks it
    community = work.people.community(work.people.unit(unit).community_id)
    account.show_account(work, who, unit, mine(who, community), repost=True)


def _asks(talk: Talk) -> tuple[str, Answers, int | None] | None:
    if talk.answers.get("what") == "paid":
        told = talk.answers.get("story") or {}
        said = {"story": told} if told.get("media") else {"_story": told} if told else {}
        return "payment", {"_unit": chosen_unit(talk.answers), **said}, None
    if _wants_bills(talk.answers):
        return None
    known: Answers = {"_free": True}
    return "enquiry", known | {k: talk.answers[k] for k in ("story", "_has_phone") if k in talk.answers}, None


def _looks(who: Who) -> bool:
    return any(s.role in account.READERS for s in who.staff)


FLOWS = (
    Flow(
        "fees",
        (
            Step("what", (), offers=_meant, takes_only=True),
            Step("home", (lookup,), when=_wants_bills, offers=_own, takes_only=True),
        ),
        _show,
        summary=never,
        folder="fee",
        then=_asks,
    ),
    Flow(
        "fee_look",
        (Step("home", (lookup,), offers=any_home, folder=FOLDER), *HOME[1:]),
        _show,
        summary=never,
        may=_looks,
        folder="fee",
    ),
)


# --- presses ---------------------------------------------------------------------------------------------------------


def _account(act: Act) -> None:
    account.show_account(act.work, act.who, act.subject, act.private, act.number)


def _lines(act: Act) -> None:
    account.show_lines(act.work, act.who, act.subject, act.private, act.number)


def _how(act: Act) -> None:
    account.show_how(act.work, act.who, act.subject, act.private)


def _let(act: Act) -> None:
    account.let(act.work, act.who, act.subject, act.private, lets=True)
    act.toast("fee/toast_let")


def _unlet(act: Act) -> None:
    account.let(act.work, act.who, act.subject, act.private, lets=False)
    act.toast("fee/toast_unlet")


def _homes(act: Act) -> None:
    """Their other homes."""
    account.check(act.work, act.who, act.subject)
    if not act.who.homes:
        raise Refused("common/not_now")
    account.show_homes(act.work, act.who, act.private)


def _dispute(act: Act) -> None:
    """Those who live there dispute for themselves; the staff take it down for whoever phones."""
    _, seen = account.check(act.work, act.who, act.subject)
    if not account.disputable(act.work, act.subject):
        raise Refused("dispute/no_bills")
    if seen == account.STAFF:
        home = act.work.people.unit(act.subject)
        known = {"home": {"unit": home.id, "label": home.label}, "community": home.community_id}
        act.begin("dispute_desk", known)
        return
    act.begin("dispute", {"_unit": act.subject})


TAPS: Mapping[str, Tap] = {
    "account": _account,
    "lines": _lines,
    "how": _how,
    "let": _let,
    "unlet": _unlet,
    "dispute": _dispute,
    "homes": _homes,
}


def _fees(act: Act) -> None:
    """`fees` chooses among several homes, `fees.<home>` is that one."""
    if not act.who.homes:
        raise Refused("account/not_bound")
    if act.value:
        account.show_account(act.work, act.who, act.number, act.private, repost=True)
    elif len(act.who.homes) > 1:
        account.show_homes(act.work, act.who, act.private)
    else:
        account.show_account(act.work, act.who, act.who.homes[0].id, act.private, repost=True)


def _look(act: Act) -> None:
    if not act.who.is_any(act.at_work.id, account.READERS):
        raise Refused("common/not_yours")
    act.begin("fee_look", {"community": act.at_work.id})


def offers(who: Who) -> set[str]:
    """Looking up what a home owes, for finance, the desk's office and the heads."""
    return {"fee_look"} if _looks(who) else set()


MENU: Mapping[str, Tap] = {"fees": _fees, "fee_look": _look}
