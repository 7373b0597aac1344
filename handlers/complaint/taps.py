"""Every button of a complaint's cards and menu, and what it does."""

from collections.abc import Mapping

from domain.complaint import Action, Field
from domain.errors import Outdated, Refused
from domain.people import DESK_ROLES, Team, Who
from handlers.acts import Act, Tap, does
from services.complaint import asking, handling, judging, lists, owner
from services.complaint.acting import allowed, ready
from services.complaint.views import hats, load, owner_card, staff_card


def _begins(flow: str, action: Action) -> Tap:
    """Begins a conversation about the complaint, if they may do that now: nobody answers questions to be refused."""

    def tap(act: Act) -> None:
        view = ready(act.work, act.who, act.subject, action)
        act.begin(flow, {}, view.case.id)

    return tap


def _open(act: Act) -> None:
    """The live card again, down where the person is looking."""
    case = act.work.cases.find(act.subject)
    if case is None or case.flow != "complaint":
        raise Outdated
    view = load(act.work, case)
    if case.reporter_id == act.who.person.id:
        owner_card(act.work, view, repost=True)
        return
    if not hats(view, act.who):
        raise Refused("common/not_yours")
    act.work.cases.log(case.id, act.work.now, act.who.person.id, "reveal", None, None, {"to": act.who.person.name})
    staff_card(act.work, act.who, view, repost=True)
    if not act.incoming.private:
        act.toast("common/go_private")


def _judge(act: Act) -> None:
    """The four fields on one card of the person's own (X-12)."""
    view = allowed(act.work, act.who, act.subject, Action.JUDGE)
    lists.show_judging(act.work, act.who, view, repost=True)
    if not act.incoming.private:
        act.toast("common/go_private")


def _sets(field: Field) -> Tap:
    def tap(act: Act) -> None:
        view = judging.judge(act.work, act.who, act.subject, field, act.value)
        lists.show_judging(act.work, act.who, view, repost=False)
        act.toast("complaint/toast_judged")

    return tap


def _cause(act: Act) -> None:
    view = judging.judge_cause(act.work, act.who, act.subject, act.value)
    lists.show_judging(act.work, act.who, view, repost=False)
    act.toast("complaint/toast_judged")


def _confirm(act: Act) -> None:
    view = owner.confirm(act.work, act.who, act.subject, act.number)
    act.toast("complaint/toast_confirmed")
    act.begin("complaint_comment", {"_stars": act.number}, view.case.id)


def _urge(act: Act) -> None:
    heard = judging.urge(act.work, act.who, act.subject)
    act.toast("complaint/toast_urged" if heard else "complaint/toast_urge_kept", alert=not heard)


def _history(act: Act) -> None:
    lists.show_history(act.work, act.who, act.private, act.subject, act.incoming.id)
    if not act.incoming.private:
        act.toast("common/go_private")


def _pictures(act: Act) -> None:
    count = lists.pictures(act.work, act.who, act.subject, act.private, f"pictures:{act.subject}:{act.incoming.id}")
    act.toast("repair/toast_pictures" if count else "repair/toast_no_pictures", {"count": count})


def _paid(act: Act) -> None:
    """Shown after registration, never blocks anything (X-14, CMP-18)."""
    view = allowed(act.work, act.who, act.subject, Action.PAID)
    lists.show_payment(act.work, act.who, view, act.private, act.incoming.id)
    if not act.incoming.private:
        act.toast("common/go_private")


def _talk(act: Act) -> None:
    allowed(act.work, act.who, act.subject, Action.TALK)
    act.begin("relay", {}, act.subject)


def _findings(act: Act) -> None:
    """What one department found: the button names it where somebody stands for several (CMP-13)."""
    view = ready(act.work, act.who, act.subject, Action.FINDINGS)
    named = Team(act.value) if act.value in set(Team) else None
    department = handling.findings_of(view, act.who, named)
    act.begin("complaint_findings", {"_team": str(department.team)}, view.case.id)


def _plans(act: Act) -> None:
    view = ready(act.work, act.who, act.subject, Action.PLAN)
    handling.show_plans(act.work, act.who, view, repost=True)


def _choose(act: Act) -> None:
    handling.choose(act.work, act.who, act.subject, act.number)
    act.toast("complaint/toast_chosen")


def _release(act: Act) -> None:
    if act.value not in set(Team):
        raise Outdated
    handling.release(act.work, act.who, act.subject, Team(act.value))
    act.toast("complaint/toast_released")


def _well(act: Act) -> None:
    asking.well(act.work, act.who, act.subject)
    act.toast("complaint/toast_well")


def _not_well(act: Act) -> None:
    view = asking.owed(act.work, act.who, act.subject)
    act.begin("complaint_not_well", {}, view.case.id)


def _rung(act: Act) -> None:
    view = asking.owed(act.work, act.who, act.subject)
    act.begin("complaint_rung", {}, view.case.id)


TAPS: Mapping[str, Tap] = {
    "open": _open,
    "well": _well,
    "not_well": _not_well,
    "rung": _rung,
    "judge": _judge,
    **{str(field): _sets(field) for field in Field},
    "cause": _cause,
    "hand": _begins("complaint_hand", Action.HAND),
    "call": _begins("complaint_call", Action.CALL),
    "release": _release,
    "take": does(lambda act: handling.take(act.work, act.who, act.subject), "complaint/toast_taken"),
    "give": _begins("complaint_give", Action.TAKE),
    "contact": _begins("complaint_contact", Action.CONTACT),
    "findings": _findings,
    "plan": _begins("complaint_plan", Action.PLAN),
    "plans": _plans,
    "choose": _choose,
    "order": _begins("complaint_order", Action.ORDER),
    "interim": _begins("complaint_interim", Action.INTERIM),
    "answer": _begins("complaint_answer", Action.ANSWER),
    "confirm": _confirm,
    "unsatisfied": _begins("complaint_unsatisfied", Action.UNSATISFIED),
    "reopen": _begins("complaint_reopen", Action.REOPEN),
    "close": _begins("complaint_close", Action.CLOSE),
    "correct": _begins("complaint_correct", Action.CORRECT),
    "agree_date": _begins("complaint_date", Action.AGREE_DATE),
    "receive": does(lambda act: judging.receive(act.work, act.who, act.subject), "complaint/toast_received"),
    "withdraw": does(lambda act: owner.withdraw(act.work, act.who, act.subject), "complaint/toast_withdrawn"),
    "add": _begins("complaint_add", Action.ADD),
    "urge": _urge,
    "paid": _paid,
    "talk": _talk,
    "history": _history,
    "pictures": _pictures,
}


def _corrected(act: Act) -> None:
    found = act.work.complaints.correction(act.subject)
    if found is None:
        raise Outdated
    view = allowed(act.work, act.who, found.case_id, Action.CORRECT)
    if found.status != "open":
        raise Outdated
    act.begin("complaint_corrected", {"_correction": found.id}, view.case.id)


def _open_corrected(act: Act) -> None:
    found = act.work.complaints.correction(act.subject)
    if found is None:
        raise Outdated
    act.subject = found.case_id
    _open(act)


#: Buttons of a corrective action (CMP-22).
CORRECTION_TAPS: Mapping[str, Tap] = {"corrected": _corrected, "open": _open_corrected}


def offers(who: Who) -> set[str]:
    """Taking one down for somebody, for those of the desk (INT-06)."""
    return {"complaint_desk"} if any(s.role in DESK_ROLES for s in who.staff) else set()


def _complain(act: Act) -> None:
    if not act.who.known:
        raise Refused("account/not_bound")
    act.begin("complaint")


def _take_down(act: Act) -> None:
    if not act.who.is_any(act.at_work.id, DESK_ROLES):
        raise Refused("common/not_yours")
    act.begin("complaint_desk", {"community": act.at_work.id})


#: Choices of the menus.
MENU: Mapping[str, Tap] = {"complaint": _complain, "complaint_desk": _take_down}
