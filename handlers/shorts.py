"""Questions answered with one tap: how a forum was, a wish for the next, and what the desk learnt about few stars."""

from collections.abc import Mapping

from domain.incoming import Incoming
from domain.people import DESK_ROLES, Who
from domain.talk import Talk
from handlers.acts import Act, Tap
from handlers.answers import words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from services import Work
from services.shorts import activity, poor

#: What the desk did about few stars; other words are typed.
DONE = ("called", "redo", "explained")


def offers(who: Who) -> set[str]:
    """For the desk: few stars to look into."""
    return {"shorts"} if _desk(who) else set()


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


def _wished(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    activity.wish(work, who, int(talk.answers["_short"]), talk.answers["words"])


def _done(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    poor.done(work, who, int(talk.answers["_short"]), talk.answers["words"])


WISH = Flow("short_wish", (Step("words", (words,)),), _wished, summary=never, may=lambda who: True)
LOOKED = Flow(
    "short_done", (Step("words", (words,), offers=keys("short_done", DONE)),), _done, summary=never, may=_desk
)
FLOWS = (WISH, LOOKED)


def _grade(act: Act) -> None:
    activity.grade(act.work, act.who, act.subject, act.value)
    act.toast("short/toast_thanks")


def _wish(act: Act) -> None:
    one = activity.mine(act.work, act.who, act.subject)
    act.begin("short_wish", {"_short": one.id})


def _look(act: Act) -> None:
    one = poor.waits(act.work, act.who, act.subject)
    act.begin("short_done", {"_short": one.id})


def taps(of_flows: Mapping[str, Mapping[str, Tap]]) -> Mapping[str, Tap]:
    """The buttons; each flow's own "open" says who may see the matter the stars were given to."""

    def open_(act: Act) -> None:
        case = act.work.cases.get(poor.of_desk(act.work, act.who, act.subject).subject_id)
        act.subject = case.id
        of_flows[case.flow]["open"](act)

    return {"grade": _grade, "wish": _wish, "look": _look, "open": open_}


def _list(act: Act) -> None:
    poor.show_list(act.work, act.who, act.at_work, act.private, act.number)


def _card(act: Act) -> None:
    poor.show_card(act.work, poor.of_desk(act.work, act.who, act.number), act.private, repost=True)


MENU: Mapping[str, Tap] = {"shorts": _list, "short": _card}
