"""Incidents: the desk confirms or not, says how it goes on, closes; the list of what is open (EMG-01, EMG-04, EMG-07)."""

from collections.abc import Mapping
from datetime import datetime

from domain.incidents import DECIDES, Event
from domain.incoming import Incoming
from domain.people import Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import until, words
from handlers.conversation import Flow, Step, never
from handlers.offered import coming, keys
from services import Work
from services.incidents import deciding

#: How it ended; other words are typed.
OUTCOMES = ("restored", "false_alarm", "outside")


def _decides(who: Who) -> bool:
    return any(s.role in DECIDES for s in who.staff)


def offers(who: Who) -> set[str]:
    """For the desk, the leads and the heads."""
    return {"incidents"} if _decides(who) else set()


def _begins(flow: str, event: Event) -> Tap:
    """Begins a conversation about the incident, while it can still lead to something."""

    def tap(act: Act) -> None:
        found = deciding.allowed(act.work, act.who, act.subject)
        deciding.check_now(found, event)
        act.begin(flow, {"_incident": found.id}, deciding.matter(act.work, found))

    return tap


def _dismiss(act: Act) -> None:
    deciding.dismiss(act.work, act.who, act.subject)
    act.toast("incident/toast_dismissed")


def _card(act: Act) -> None:
    deciding.open_card(act.work, act.who, act.subject, act.private)
    if not act.incoming.private:
        act.toast("common/go_private")


def _list(act: Act) -> None:
    deciding.show_list(act.work, act.who, act.at_work, act.private, act.number)
    if not act.incoming.private:
        act.toast("common/go_private")


def _of_list(act: Act) -> None:
    """A line of the list: `incident.<id>`."""
    act.subject = act.number
    _card(act)


TAPS: Mapping[str, Tap] = {
    "confirm": _begins("incident_open", Event.CONFIRM),
    "dismiss": _dismiss,
    "progress": _begins("incident_progress", Event.CLOSE),
    "close": _begins("incident_close", Event.CLOSE),
    "card": _card,
}
MENU: Mapping[str, Tap] = {"incidents": _list, "incident": _of_list}


# --- the questions -----------------------------------------------------------------------------------------------


def _promised(answers: Answers) -> datetime | None:
    return datetime.fromisoformat(answers["until"][1]) if answers.get("until") else None


def _confirmed(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    deciding.confirm(work, who, int(a["_incident"]), a.get("words"), _promised(a))


def _progressed(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    deciding.progress(work, who, int(a["_incident"]), a["words"], _promised(a))


def _closed(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    deciding.close(work, who, int(talk.answers["_incident"]), talk.answers["outcome"])


_UNTIL = Step("until", (until,), offers=coming, optional=True)
FLOWS = (
    Flow("incident_open", (Step("words", (words,), optional=True), _UNTIL), _confirmed, may=_decides),
    Flow("incident_progress", (Step("words", (words,)), _UNTIL), _progressed, may=_decides),
    Flow(
        "incident_close",
        (Step("outcome", (words,), offers=keys("reason", OUTCOMES)),),
        _closed,
        summary=never,
        may=_decides,
    ),
)
