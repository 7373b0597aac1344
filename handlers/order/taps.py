"""The buttons of an order, and the short conversations some of them begin."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from domain.incoming import Incoming
from domain.order import Action
from domain.people import SUPERVISORS, Role, Team, Who
from domain.shorts import is_poor
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap, does
from handlers.answers import Option, amount, moment, story, words
from handlers.conversation import Flow, Step, never
from handlers.offered import few_stars, keys, times
from services import Work
from services.order import asking, lists, owner, papers, paying
from services.order import work as doing
from services.order.acting import found, ready
from services.order.views import load
from services.shorts import poor

#: Reasons offered; other ones are typed.
REFUSE_REASONS = ("beyond_us", "unsafe", "no_people")
BACK_REASONS = ("busy", "shift_over", "no_access")
SLOT_REASONS = ("busy", "owner_away", "weather")
CALLED_WORDS = ("pleased", "not_pleased", "no_answer")
UNPAID_REASONS = ("forgot", "away", "not_pleased")


def _staff(who: Who) -> bool:
    return bool(who.staff)


def _anybody(who: Who) -> bool:
    """The services check whose it is."""
    return True


def _consent(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    doing.consent(work, who, talk.case_id or 0, Team(talk.answers["team"]))


def _propose(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    doing.propose(work, who, talk.case_id or 0, int(talk.answers["fee"]))


def _refuse(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    doing.refuse(work, who, talk.case_id or 0, talk.answers["reason"])


def _colleagues(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The department, those on duty first (CNV-04)."""
    view = load(work, found(work, case or 0))
    return [
        Option(f"s{s.id}", p.name, note="on_duty" if s.on_duty else "off_duty", keeps={"staff": s.id, "name": p.name})
        for s, p in doing.candidates(work, view)
        if s.id != view.case.assignee_id
    ]


def _assign(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    doing.assign(work, who, talk.case_id or 0, int(talk.answers["to"]["staff"]))


def _back(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    doing.hand_back(work, who, talk.case_id or 0, talk.answers["reason"])


def _quote(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    doing.quote(work, who, talk.case_id or 0, int(talk.answers["fee"]), talk.answers.get("words") or "")


def _finish(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers.get("story") or {}
    doing.finish(work, who, talk.case_id or 0, told.get("text", ""), told.get("media") or ())


def _send_back(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    owner.send_back(work, who, talk.case_id or 0, talk.answers["words"])


def _slot(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    since, until = (datetime.fromisoformat(at) for at in talk.answers["when"])
    doing.reschedule(work, who, talk.case_id or 0, (since, until), talk.answers["reason"])


def _spans(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The next free windows; another time is a time, not as soon as possible."""
    unit = found(work, case or 0).unit_id
    return [o for o in times(work, who, {"place": {"unit": unit}}, case) if isinstance(o.keeps, list)]


def _called(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    asking.called(work, who, talk.case_id or 0, talk.answers["words"])


def _reason(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    asking.reason(work, who, talk.case_id or 0, talk.answers["reason"])


def _heads(who: Who) -> bool:
    return any(s.role in SUPERVISORS | {Role.LEAD} for s in who.staff)


_REASON = ("reason", (words,))


def _comment(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    if talk.answers.get("words"):
        poor.why(work, who, talk.case_id or 0, talk.answers["words"])


FLOWS = (
    Flow("order_consent", (Step("team", (), offers=keys("team", tuple(Team))),), _consent, summary=never, may=_heads),
    Flow("order_propose", (Step("fee", (amount,)),), _propose, may=_heads),
    Flow("order_refuse", (Step(*_REASON, offers=keys("reason", REFUSE_REASONS)),), _refuse, summary=never, may=_heads),
    Flow("order_assign", (Step("to", (), offers=_colleagues),), _assign, summary=never, may=_staff),
    Flow("order_back", (Step(*_REASON, offers=keys("reason", BACK_REASONS)),), _back, summary=never, may=_staff),
    Flow("order_quote", (Step("fee", (amount,)), Step("words", (words,), optional=True)), _quote, may=_staff),
    Flow("order_finish", (Step("story", (story,), collects=True, optional=True),), _finish, summary=never, may=_staff),
    Flow("order_send_back", (Step("words", (words,)),), _send_back, summary=never, may=_anybody),
    Flow(
        "order_slot",
        (Step("when", (moment,), offers=_spans), Step(*_REASON, offers=keys("reason", SLOT_REASONS))),
        _slot,
        summary=never,
        may=_staff,
    ),
    Flow("order_called", (Step("words", (words,), offers=keys("reason", CALLED_WORDS)),), _called, summary=never, may=_staff),
    Flow("order_comment", (Step("words", (words,), offers=few_stars, optional=True),), _comment, summary=never, may=_anybody),
    Flow("order_reason", (Step(*_REASON, offers=keys("reason", UNPAID_REASONS)),), _reason, summary=never, may=_staff),
)  # fmt: skip


def _sign(act: Act) -> None:
    """Signed with few stars, why is asked at once, while they have the chat open."""
    view = owner.sign(act.work, act.who, act.subject, act.number)
    act.toast("order/toast_signed")
    if is_poor(act.number, act.work.standards.number(view.case.community_id, "digest.poor_stars")):
        act.begin("order_comment", {"_stars": act.number}, view.case.id)


def _begins(flow: str, action: Action) -> Tap:
    """Begins a conversation about the order, if they may do that now: nobody answers to be refused."""

    def tap(act: Act) -> None:
        view = ready(act.work, act.who, act.subject, action)
        act.begin(flow, {}, view.case.id)

    return tap


def _paper(action: Action) -> Callable[[Act], object]:
    return lambda act: papers.pass_on(act.work, act.who, act.subject, action)


def _talk(act: Act) -> None:
    act.begin("relay", {}, ready(act.work, act.who, act.subject, Action.TALK).case.id)


def _open(act: Act) -> None:
    lists.show_order(act.work, act.who, act.subject, act.private)
    _to_private(act)


def _history(act: Act) -> None:
    lists.show_history(act.work, act.who, act.subject, act.private, act.incoming.id)
    _to_private(act)


def _pictures(act: Act) -> None:
    count = lists.show_files(act.work, act.who, act.subject, act.private, act.incoming.id)
    act.toast("repair/toast_pictures" if count else "repair/toast_no_pictures", {"count": count})


def _to_private(act: Act) -> None:
    if not act.incoming.private:
        act.toast("common/go_private")


TAPS: Mapping[str, Tap] = {
    "consent": _begins("order_consent", Action.CONSENT),
    "propose": _begins("order_propose", Action.PROPOSE),
    "refuse": _begins("order_refuse", Action.REFUSE),
    "agree": does(lambda act: owner.agree(act.work, act.who, act.subject, act.number), "order/toast_agreed"),
    "decline": does(lambda act: owner.decline(act.work, act.who, act.subject), "order/toast_declined"),
    "assign": _begins("order_assign", Action.ASSIGN),
    "hand_back": _begins("order_back", Action.BACK),
    "go": does(lambda act: doing.go(act.work, act.who, act.subject), "order/toast_on_way"),
    "quote": _begins("order_quote", Action.QUOTE),
    "finish": _begins("order_finish", Action.FINISH),
    "sign": _sign,
    "send_back": _begins("order_send_back", Action.SEND_BACK),
    "cancel": does(lambda act: owner.cancel(act.work, act.who, act.subject), "order/toast_cancelled"),
    "slot": _begins("order_slot", Action.SLOT),
    "collect": does(lambda act: paying.collect(act.work, act.who, act.subject), "order/toast_collected"),
    "hand_in": does(_paper(Action.HAND_IN), "order/toast_copies"),
    "confirm": does(_paper(Action.CONFIRM), "order/toast_copies"),
    "countersign": does(_paper(Action.COUNTERSIGN), "order/toast_copies"),
    "file": does(_paper(Action.FILE), "order/toast_copies"),
    "called": _begins("order_called", Action.CALLED),
    "reason": _begins("order_reason", Action.REASON),
    "talk": _talk,
    "open": _open,
    "history": _history,
    "pictures": _pictures,
}
