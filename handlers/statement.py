"""Statements of account in the chat: the month by building, homes, what is held back, what has not come; a home's own (FEE-01, F-50)."""

from collections.abc import Mapping

from domain.errors import Outdated
from domain.incoming import Incoming
from domain.people import DESK_ROLES, Who
from domain.talk import Talk
from handlers.acts import DIGITS, Act, Tap
from handlers.answers import words
from handlers.conversation import Flow, Step, never
from services import Work
from services.fees import account
from services.statement import checking, delivery, making, owner
from services.tell import mine


def offers(who: Who) -> set[str]:
    """For the desk and finance."""
    return {"statements"} if any(s.role in checking.READERS for s in who.staff) else set()


def _numbers(act: Act, count: int) -> list[int]:
    """What stood after the dot as so many small numbers; `Outdated` for anything else (buttons can be forged)."""
    parts = act.value.split("_")
    if len(parts) != count or not all(p.isascii() and p.isdigit() and len(p) <= DIGITS for p in parts):
        raise Outdated
    return [int(p) for p in parts]


# --- the month -------------------------------------------------------------------------------------------------------


def _list(act: Act) -> None:
    """The newest month by building, or that of `<run>`."""
    checking.check_reader(act.who, act.at_work.id)
    run = act.work.statements.newest(act.at_work.id, act.number or None)
    period = making.period_to_make(act.work, act.at_work)
    checking.show_buildings(act.work, act.who, act.at_work, act.private, run, period)
    if not act.incoming.private:
        act.toast("common/go_private")


def _homes(act: Act) -> None:
    run, building, page = _numbers(act, 3)
    found = checking.run_of(act.work, act.who, act.at_work, run)
    checking.show_homes(act.work, act.who, act.at_work, act.private, found, building, page)


def _checked(act: Act) -> None:
    """`<run>_<building>`: those of a building; `<run>`: of all of theirs."""
    run, *building = _numbers(act, act.value.count("_") + 1)
    found = checking.run_of(act.work, act.who, act.at_work, run)
    count = checking.check(act.work, act.who, act.at_work, found, building[0] if building else None)
    act.toast("statement/toast_checked" if count else "statement/toast_none", {"count": count} if count else None)
    period = making.period_to_make(act.work, act.at_work)
    checking.show_buildings(act.work, act.who, act.at_work, act.private, found, period)


def _held(act: Act) -> None:
    run, page = _numbers(act, 2)
    found = checking.run_of(act.work, act.who, act.at_work, run)
    checking.show_held(act.work, act.who, act.at_work, act.private, found, page)


def _left(act: Act) -> None:
    run, page = _numbers(act, 2)
    found = checking.run_of(act.work, act.who, act.at_work, run)
    delivery.show_left(act.work, act.who, act.at_work, act.private, found, page)


def _figures(act: Act) -> None:
    found = checking.run_of(act.work, act.who, act.at_work, act.number)
    delivery.show_figures(act.work, act.who, act.at_work, act.private, found)


def _make(act: Act) -> None:
    """Finance makes those that are missing; the month is the one that is due now."""
    making.make(act.work, act.who, act.at_work)
    act.toast("statement/toast_making")


def _statement(act: Act) -> None:
    """From a list: `statement.<id>`."""
    checking.show_card(act.work, act.who, act.number, act.private, repost=True)


MENU: Mapping[str, Tap] = {
    "statements": _list,
    "statement_homes": _homes,
    "statement_checked": _checked,
    "statement_held": _held,
    "statement_left": _left,
    "statement_figures": _figures,
    "statement_make": _make,
    "statement": _statement,
}


# --- one statement ---------------------------------------------------------------------------------------------------


def _open(act: Act) -> None:
    checking.show_card(act.work, act.who, act.subject, act.private, repost=True)
    if not act.incoming.private:
        act.toast("common/go_private")


def _check(act: Act) -> None:
    one = checking.check_one(act.work, act.who, act.subject)
    act.toast("statement/toast_checked", {"count": 1})
    checking.show_card(act.work, act.who, one.id, act.private, repost=False)


def _hold(act: Act) -> None:
    one = checking.check_hold(act.work, act.who, act.subject)
    act.begin("statement_hold", {"_statement": one.id})


def _renew(act: Act) -> None:
    one = checking.renew(act.work, act.who, act.subject)
    act.toast("statement/toast_renewed")
    checking.show_card(act.work, act.who, one.id, act.private, repost=False)


def _bring(act: Act) -> None:
    """`bring.handed`, `bring.visited`, `bring.unreachable`."""
    one = delivery.bring(act.work, act.who, act.subject, act.value)
    act.toast("statement/toast_noted")
    checking.show_card(act.work, act.who, one.id, act.private, repost=False)


def _account(act: Act) -> None:
    """The fee account of the home it is about."""
    _, home = owner.sent(act.work, act.who, act.subject)
    account.show_account(act.work, act.who, home.id, act.private, repost=True)


def _earlier(act: Act) -> None:
    _, home = owner.sent(act.work, act.who, act.subject)
    owner.show_list(act.work, act.who, home.id, act.private)


def _how(act: Act) -> None:
    _, home = owner.sent(act.work, act.who, act.subject)
    account.show_how(act.work, act.who, home.id, act.private)


def _paper(act: Act) -> None:
    """The PDF, for the home once it is sent, for the staff who look after it at any time."""
    owner.send_paper(act.work, act.who, act.subject, act.private, act.incoming.id)
    act.toast("statement/toast_paper")


def _back(act: Act) -> None:
    """To the building it is of: `back.<run>_<building>`."""
    run, building = _numbers(act, 2)
    one, _ = checking.found(act.work, act.who, act.subject)
    community = act.work.people.community(one.community_id)
    there = checking.run_of(act.work, act.who, community, run)
    checking.show_homes(act.work, act.who, community, act.private, there, building, 0, repost=True)


TAPS: Mapping[str, Tap] = {
    "paper": _paper,
    "back": _back,
    "open": _open,
    "check": _check,
    "hold": _hold,
    "renew": _renew,
    "bring": _bring,
    "account": _account,
    "earlier": _earlier,
    "how": _how,
}


# --- from the fee account --------------------------------------------------------------------------------------------


def _mine(act: Act) -> None:
    owner.show_list(act.work, act.who, act.subject, act.private)


def _one(act: Act) -> None:
    owner.show_one(act.work, act.who, act.subject, act.number, act.private)


def _missed(act: Act) -> None:
    statement, times = _numbers(act, 2)
    owner.missed(act.work, act.who, act.subject, statement, times)
    act.toast("statement/toast_again")
    owner.show_list(act.work, act.who, act.subject, act.private)


#: Buttons of the fee account of a home, beside its own.
ACCOUNT_TAPS: Mapping[str, Tap] = {"statements": _mine, "statement": _one, "statement_missed": _missed}


# --- why it is held back ---------------------------------------------------------------------------------------------


def _is_held(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    one = checking.hold(work, who, int(talk.answers["_statement"]), talk.answers["why"])
    chat = mine(who, work.people.community(one.community_id))
    checking.show_card(work, who, one.id, chat, repost=True)


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


FLOWS = (Flow("statement_hold", (Step("why", (words,)),), _is_held, summary=never, may=_desk),)
