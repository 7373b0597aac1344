"""Buttons of an alert, and the two questions behind them: until when and why (REP-12), or why it has to wait."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.errors import Outdated
from domain.incoming import Incoming
from domain.ladder import Act as Deed
from domain.people import Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, until, words
from handlers.conversation import Flow, Step, never
from handlers.offered import coming, keys
from services import Work
from services.ladder import acts

#: Why a promise is put off, and why it rests; other reasons are typed.
EXTEND_REASONS = ("parts", "owner_away", "contractor", "weather", "busy")
#: The same where nothing is mended: a complaint, a question, a call.
SAID_REASONS = ("looking_into", "waits_for_others", "contractor", "owner_away")
PAUSE_REASONS = ("owner_away", "parts", "contractor", "weather")


def _extend_reasons(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Reasons that may be true of the case: nobody waits for spare parts to answer a complaint."""
    found = work.cases.find(case or 0)
    named = EXTEND_REASONS if found is None or found.flow == "repair" else SAID_REASONS
    return [Option(key, group="reason") for key in named]


def _staff(who: Who) -> bool:
    return bool(who.staff)


def _take(act: Act) -> None:
    taken = acts.take(act.work, act.who, act.subject)
    act.toast("ladder/toast_taken", {"until": taken.taken_until})


def _resume(act: Act) -> None:
    acts.resume(act.work, act.who, act.subject)
    act.toast("ladder/toast_resumed")


def _begins(flow: str, deed: Deed) -> Tap:
    def tap(act: Act) -> None:
        case, deadline = acts.allowed(act.work, act.who, act.subject, deed)
        act.begin(flow, {"_deadline": deadline.id}, case.id)

    return tap


def taps(of_flows: Mapping[str, Mapping[str, Tap]]) -> Mapping[str, Tap]:
    """The buttons of an alert; those of the case itself are its flow's."""

    def of_case(verb: str) -> Tap:
        def tap(act: Act) -> None:
            found = act.work.deadlines.find(act.subject)
            if found is None:
                raise Outdated
            case = act.work.cases.get(found.case_id)
            theirs = of_flows[case.flow].get(verb)
            if theirs is None:
                raise Outdated  # not every flow knows every one of them: the button is forged
            act.subject = case.id
            theirs(act)

        return tap

    return {
        "take": _take,
        "extend": _begins("ladder_extend", Deed.EXTEND),
        "pause": _begins("ladder_pause", Deed.PAUSE),
        "resume": _resume,
        **{verb: of_case(verb) for verb in ("assign", "open", "history")},
    }


def _extended(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    promised = datetime.fromisoformat(talk.answers["until"][1])
    acts.extend(work, who, int(talk.answers["_deadline"]), talk.answers["reason"], promised)


def _paused(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    acts.pause(work, who, int(talk.answers["_deadline"]), talk.answers["reason"])


FLOWS = (
    Flow(
        "ladder_extend",
        (
            Step("reason", (words,), offers=_extend_reasons),
            Step("until", (until,), offers=coming),
        ),
        _extended,
        may=_staff,
    ),
    Flow(
        "ladder_pause",
        (Step("reason", (words,), offers=keys("reason", PAUSE_REASONS)),),
        _paused,
        summary=never,
        may=_staff,
    ),
)
