"""A bill somebody does not agree with: which, why, a photo; explained, put right, looked at again, closed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from domain.cases import Channel
from domain.dispute import REASONS, Action
from domain.errors import Refused
from domain.incoming import Incoming
from domain.money import yuan
from domain.people import HEADS, SUPERVISORS, Role, Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap, does
from handlers.answers import Option, amount, lookup, story, words
from handlers.caller import CHANNEL, FOLDER, HOME, community_of, contact_of
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from handlers.places import any_home, chosen_unit
from services import Work
from services.dispute import answering, lists
from services.dispute.acting import allowed, check_now
from services.dispute.answering import Doubt
from services.fees import account
from services.tell import mine

#: Why a supervisor ends it; other reasons are typed.
CLOSE_REASONS = ("answered_by_phone", "no_answer", "double", "not_ours")
_FINANCE = HEADS | {Role.FINANCE}


# --- raising ---------------------------------------------------------------------------------------------------------


def _unit(answers: Answers) -> int:
    return int(answers.get("_unit") or chosen_unit(answers) or 0)


def _bills(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Bills of the home that may be disputed."""
    home = work.disputes.home(_unit(answers))
    if home is None or account.reader(work, who, home) is None:
        return []
    name = "name_en" if who.language == "en" else "name_zh"
    rows = account.disputable(work, home.id)
    return [
        Option(f"b{r['id']}", " ".join(filter(None, [r[name], r["about"], yuan(r["fen"])])), keeps=r["id"])
        for r in rows
    ]


def _raise(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    told = a.get("story") or {}
    if a.get("bill") is None:
        raise Refused("dispute/no_bills")
    new = Doubt(int(a["bill"]), who.person, a["reason"], told.get("text", ""), told.get("media") or ())
    answering.raise_(work, who, new)


def _readers(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Who of the home may see its account: nobody else disputes its bills."""
    home = work.disputes.home(_unit(answers))
    if home is None:
        return []
    listed = work.people.residents(home.id)
    able = [(p, r) for p, r in listed if account.reader(work, work.people.who(p, ""), home) is not None]
    return [
        Option(f"p{p.id}", p.name, note=r, keeps={"person": p.id, "name": p.name, "phone": p.phone}) for p, r in able
    ]


def _take_down(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    told = a.get("story") or {}
    if a.get("bill") is None:
        raise Refused("dispute/no_bills")
    if not a.get("caller"):
        raise Refused("dispute/not_of_home")
    new = Doubt(
        int(a["bill"]), work.people.get(a["caller"]["person"]), a["reason"], told.get("text", ""), told.get("media") or (),
        contact_of(a), Channel(a["channel"]), who.person,
    )  # fmt: skip
    view = answering.raise_(work, who, new)
    lists.show(work, who, view.case.id, mine(who, community_of(work, a)))


# --- answering -------------------------------------------------------------------------------------------------------


def _explain(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    view = answering.explain(work, who, talk.case_id or 0, talk.answers["explanation"])
    lists.show(work, who, view.case.id, mine(who, view.sheet.community))


def _correct(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    view = answering.correct(work, who, talk.case_id or 0, int(a["fen"]), a["why"], int(a["_knew"]))
    lists.show(work, who, view.case.id, mine(who, view.sheet.community))


def _reject(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    answering.reject(work, who, talk.case_id or 0, talk.answers["why"])


def _unclear(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    answering.unclear(work, who, talk.case_id or 0, talk.answers["unclear"])


def _add(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    answering.add(work, who, talk.case_id or 0, told.get("text", ""), told.get("media") or ())


def _close(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    answering.close(work, who, talk.case_id or 0, talk.answers["ending"])


def _takes_down(who: Who) -> bool:
    return any(s.role in account.READERS for s in who.staff)


def _finance(who: Who) -> bool:
    return any(s.role in _FINANCE for s in who.staff)


def _anybody(who: Who) -> bool:
    """The services check whose it is."""
    return True


_BILL = Step("bill", (), offers=_bills, needs_options=True)
_WHY = (
    Step("reason", (words,), offers=keys("category", REASONS)),
    Step("story", (story,), collects=True, optional=True),
)
_HOME = (Step("home", (lookup,), offers=any_home, folder=FOLDER), *HOME[1:])
FLOWS = (
    Flow("dispute", (_BILL, *_WHY), _raise, summary=never),
    Flow(
        "dispute_desk",
        (
            CHANNEL,
            *_HOME,
            Step("caller", (), within=("home",), offers=_readers, needs_options=True, folder=FOLDER),
            replace(_BILL, within=("home",)),
            *_WHY,
        ),
        _take_down,
        summary=never,
        may=_takes_down,
        folder="dispute",
    ),
    Flow("dispute_add", (Step("story", (story,), collects=True),), _add, summary=never, may=_anybody, folder="dispute"),
    Flow("dispute_unclear", (Step("unclear", (words,)),), _unclear, summary=never, may=_anybody, folder="dispute"),
    Flow("dispute_explain", (Step("explanation", (words,)),), _explain, summary=never, may=_finance, folder="dispute"),
    Flow("dispute_correct", (Step("fen", (amount,)), Step("why", (words,))), _correct, may=_finance),
    Flow(
        "dispute_reject",
        (Step("why", (words,), folder="dispute_correct"),),
        _reject,
        summary=never,
        may=_finance,
        folder="dispute",
    ),
    Flow(
        "dispute_close",
        (Step("ending", (words,), offers=keys("reason", CLOSE_REASONS)),),
        _close,
        summary=never,
        may=lambda who: any(s.role in SUPERVISORS for s in who.staff),
        folder="dispute",
    ),
)


# --- presses ---------------------------------------------------------------------------------------------------------


def _begins(flow: str, action: Action) -> Tap:
    """Begins a conversation about the dispute, if they may do that now: nobody answers to be refused."""

    def tap(act: Act) -> None:
        case = allowed(act.work, act.who, act.subject, action)
        check_now(act.work, act.who, case, action)
        act.begin(flow, {}, case.id)

    return tap


def _begin_correct(act: Act) -> None:
    """With what the bill comes to now: it is not put right twice by two at once."""
    case = allowed(act.work, act.who, act.subject, Action.CORRECT)
    check_now(act.work, act.who, case, Action.CORRECT)
    act.begin("dispute_correct", {"_knew": answering.comes_to(act.work, case.id)}, case.id)


def _take(act: Act) -> None:
    """`take` when nobody had it, `take.<post>` from whoever had it when the button was shown."""
    answering.take(act.work, act.who, act.subject, act.number or None)


def _does(do: Callable[[Work, Who, int], object], toast: str) -> Tap:
    return does(lambda act: do(act.work, act.who, act.subject), toast)


def _talk(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.TALK)
    act.begin("relay", {}, case.id)


def _open(act: Act) -> None:
    lists.show(act.work, act.who, act.subject, act.private)
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
    "take": does(_take, "dispute/toast_taken"),
    "explain": _begins("dispute_explain", Action.EXPLAIN),
    "correct": _begin_correct,
    "approve": _does(answering.approve, "dispute/toast_approved"),
    "reject": _begins("dispute_reject", Action.REJECT),
    "clear": _does(answering.clear, "dispute/toast_clear"),
    "unclear": _begins("dispute_unclear", Action.UNCLEAR),
    "add": _begins("dispute_add", Action.ADD),
    "cancel": _does(answering.cancel, "dispute/toast_cancelled"),
    "close": _begins("dispute_close", Action.CLOSE),
    "talk": _talk,
    "open": _open,
    "history": _history,
    "pictures": _pictures,
}


def _begin_for_caller(act: Act) -> None:
    if not act.who.is_any(act.at_work.id, account.READERS):
        raise Refused("common/not_yours")
    act.begin("dispute_desk", {"community": act.at_work.id})


def offers(who: Who) -> set[str]:
    """Taking a dispute down for somebody, for those of the desk and of finance."""
    return {"dispute_desk"} if _takes_down(who) else set()


MENU: Mapping[str, Tap] = {"dispute_desk": _begin_for_caller}
