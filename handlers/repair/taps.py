"""Every button of the repair's cards and menu, and what it does. A house test holds this table against the templates."""

from collections.abc import Mapping

from domain.cases import Case
from domain.errors import Outdated, Refused
from domain.people import DESK_ROLES
from domain.repair import Action
from handlers.acts import Act, Tap, does
from services.repair import crew, desk, dispatch, intake, owner
from services.repair.acting import allowed
from services.repair.lists import show_history, show_waiting
from services.repair.views import load as load_view
from services.repair.views import owner_card


def _begins(flow: str, action: Action) -> Tap:
    """Begins a conversation about the case, if they may do that now: nobody answers five questions to be refused."""

    def tap(act: Act) -> None:
        case = allowed(act.work, act.who, act.subject, action)
        desk.check_now(act.work, case, action)
        act.begin(flow, {}, case.id)

    return tap


def _sign(act: Act) -> None:
    view = owner.sign(act.work, act.who, act.subject, act.number)
    act.toast("repair/toast_signed")
    act.begin("repair_comment", {"_stars": act.number}, view.case.id)


def _agree(act: Act) -> None:
    _same_price(act)
    owner.agree(act.work, act.who, act.subject)
    act.toast("repair/toast_agreed")


def _decline(act: Act) -> None:
    _same_price(act)
    owner.decline(act.work, act.who, act.subject)
    act.toast("repair/toast_declined")


def _found(act: Act) -> Case:
    """The repair; `Outdated` for a case that is not there, or is something else (a forged button)."""
    case = act.work.cases.find(act.subject)
    if case is None or case.flow != "repair":
        raise Outdated
    return case


def _same_price(act: Act) -> None:
    """Consent is to a price: the button of an older quote is outdated (REP-18)."""
    case = _found(act)
    if act.work.cases.repair(case.id).quote_fen != act.number:
        raise Outdated


def _urge(act: Act) -> None:
    heard = owner.urge(act.work, act.who, act.subject)
    act.toast("repair/toast_urged" if heard else "repair/toast_urge_kept", alert=not heard)


def _history(act: Act) -> None:
    show_history(act.work, act.who, act.community, act.private, act.subject, act.incoming.id)
    if not act.incoming.private:
        act.toast("common/go_private")


def _pictures(act: Act) -> None:
    count = desk.pictures(act.work, act.who, act.subject, act.private, f"pictures:{act.subject}:{act.incoming.id}")
    act.toast("repair/toast_pictures" if count else "repair/toast_no_pictures", {"count": count})


def _here(act: Act) -> None:
    """The place of a danger is confirmed, or said: one of their homes by its button."""
    case = allowed(act.work, act.who, act.subject, Action.ADD)
    if not act.who.lives_in(act.number):
        raise Refused("common/not_yours")
    intake.place_told(act.work, act.who, case, act.work.people.unit(act.number), None)
    act.toast("repair/toast_placed")


def _where(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.ADD)
    desk.check_now(act.work, case, Action.ADD)
    known = {} if act.who.homes else {"_guest": True}
    act.begin("repair_where", known, case.id)


def _talk(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.TALK)
    act.begin("relay", {}, case.id)


def _open(act: Act) -> None:
    """The live card again, down where the person is looking."""
    case = _found(act)
    if case.reporter_id == act.who.person.id:
        owner_card(act.work, load_view(act.work, case), repost=True)
    else:
        desk.show_card(act.work, act.who, act.community, act.private, case)


def _cancel(act: Act) -> None:
    owner.cancel(act.work, act.who, act.subject)
    act.toast("repair/toast_cancelled")


TAPS: Mapping[str, Tap] = {
    "accept": does(lambda act: dispatch.accept(act.work, act.who, act.subject), "repair/toast_accepted"),
    "go": does(lambda act: crew.go(act.work, act.who, act.subject), "repair/toast_on_way"),
    "arrive": does(lambda act: crew.arrive(act.work, act.who, act.subject), "repair/toast_arrived"),
    "assign": _begins("repair_assign", Action.ASSIGN),
    "transfer": _begins("repair_transfer", Action.TRANSFER),
    "cannot": _begins("repair_cannot", Action.CANNOT),
    "quote": _begins("repair_quote", Action.QUOTE),
    "free": _begins("repair_free", Action.FINISH),
    "hold": _begins("repair_hold", Action.HOLD),
    "finish": _begins("repair_finish", Action.FINISH),
    "send_back": _begins("repair_return", Action.SEND_BACK),
    "reopen": _begins("repair_reopen", Action.REOPEN),
    "close": _begins("repair_close", Action.CLOSE),
    "add": _begins("repair_add", Action.ADD),
    "agree": _agree,
    "decline": _decline,
    "sign": _sign,
    "cancel": _cancel,
    "urge": _urge,
    "history": _history,
    "pictures": _pictures,
    "here": _here,
    "where": _where,
    "talk": _talk,
    "open": _open,
}


def _report(act: Act) -> None:
    if not act.who.homes and not act.who.staff:
        raise Refused("account/not_bound")
    act.begin("repair", {"_has_phone": bool(act.who.person.phone)})


def _desk(act: Act) -> None:
    if not act.who.is_any(act.at_work.id, DESK_ROLES):
        raise Refused("common/not_yours")
    act.begin("repair_desk", {"community": act.at_work.id})


def _waiting(act: Act) -> None:
    show_waiting(act.work, act.who, act.at_work, act.private, act.number)


#: Choices of the main menu that are the repair's.
MENU: Mapping[str, Tap] = {
    "repair": _report,
    "repair_desk": _desk,
    "waiting": _waiting,
}
