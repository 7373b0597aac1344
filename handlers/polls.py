"""Opinion polls: the desk writes one, a supervisor lets it go and ends it, owners choose by one tap."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.errors import Outdated
from domain.incoming import Incoming
from domain.incoming import Kind as Came
from domain.people import DESK_ROLES, SUPERVISORS, Who
from domain.poll import FEWEST, LONGEST, LONGEST_OPTION, MOST, Event
from domain.talk import Answers, Talk
from handlers.acts import DIGITS, Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, until, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from services import Work
from services.polls import book, chart, making, voting
from services.polls.cards import refresh, show_list, show_to
from services.tell import Words, show, tell

#: Whether everybody sees how it goes, or nobody before the end.
SHOWN = ("hidden", "open")


def offers(who: Who) -> set[str]:
    """For the desk: the list, and a new one."""
    return {"polls"} if _desk(who) else set()


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


def _leads(who: Who) -> bool:
    return any(s.role in SUPERVISORS for s in who.staff)


# --- the questions ------------------------------------------------------------------------------------------------


#: What stands between options typed in one line: on a phone the key for a new line often sends.
_BETWEEN = re.compile("[、；;]")


def _sentence(incoming: Incoming, s: Situation) -> Read:
    """A question that fits; what does not is asked for shorter."""
    if incoming.kind is not Came.TEXT or not incoming.text.strip():
        return None
    text = " ".join(incoming.text.split())
    return Taken(text) if len(text) <= LONGEST else Unclear("poll_long")


def _options(incoming: Incoming, s: Situation) -> Read:
    """One option a line, or several in one with 、 or ; between them; English after a slash: `同意 / Yes`. Kept as pairs."""
    if incoming.kind is not Came.TEXT:
        return None
    lines = incoming.text.strip().splitlines()
    if len(lines) == 1:
        lines = _BETWEEN.split(lines[0])
    lines = [line.strip() for line in lines if line.strip()]
    pairs = [[part.strip() for part in line.partition("/")[::2]] for line in lines]
    named = [zh for zh, _ in pairs]
    sound = FEWEST <= len(pairs) <= MOST and all(named) and len(set(named)) == len(named)
    short = all(len(part) <= LONGEST_OPTION for pair in pairs for part in pair)
    return Taken(pairs) if sound and short else Unclear("poll_options")


def _buildings(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(f"b{code}", name, keeps=code) for code, name in work.people.buildings(int(answers["community"]))]


def _made(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    deadline = datetime.fromisoformat(a["until"][1]) if a.get("until") else None
    form = making.Form(
        a["question"], a.get("question_en") or "", a["options"], a["shown"] == "hidden", tuple(a.get("buildings") or ()), deadline
    )  # fmt: skip
    making.make(work, who, int(a["community"]), form)


def _extended(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    making.extend(work, who, int(talk.answers["_poll"]), datetime.fromisoformat(talk.answers["until"][1]))


def _stopped(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    making.stop(work, who, int(talk.answers["_poll"]), talk.answers["reason"])


NEW = Flow(
    "poll_new",
    (
        Step("question", (_sentence,)),
        Step("question_en", (_sentence,), optional=True),
        Step("options", (_options,)),
        Step("shown", (), offers=keys("poll_shown", SHOWN)),
        Step("buildings", (), offers=_buildings, collects=True, optional=True, needs_options=True),
        Step("until", (until,), optional=True),
    ),
    _made,
    summary=never,
    may=_desk,
)
EXTEND = Flow("poll_extend", (Step("until", (until,)),), _extended, summary=never, may=_leads)
STOP = Flow("poll_stop", (Step("reason", (words,)),), _stopped, summary=never, may=_leads)
FLOWS = (NEW, EXTEND, STOP)


# --- presses ------------------------------------------------------------------------------------------------------


def _issue(act: Act) -> None:
    making.issue(act.work, act.who, act.subject)
    act.toast("poll/toast_issued")


def _discard(act: Act) -> None:
    making.drop(act.work, act.who, act.subject)
    act.toast("poll/toast_dropped")


def _extend(act: Act) -> None:
    one = making.check_now(act.work, act.who, act.subject, Event.EXTEND)
    act.begin("poll_extend", {"community": one.community_id, "_poll": one.id})


def _stop(act: Act) -> None:
    one = making.check_now(act.work, act.who, act.subject, Event.STOP)
    act.begin("poll_stop", {"community": one.community_id, "_poll": one.id})


def _count(act: Act) -> None:
    refresh(act.work, making.found(act.work, act.who, act.subject))
    act.toast("poll/toast_counted")


def _book(act: Act) -> None:
    """Chart and workbook, once it is over."""
    one = making.found(act.work, act.who, act.subject)
    if one.result is None:
        raise Outdated
    chat = act.private
    files = [chart.picture(act.work, one, chat.language), book.picture(one, chat.language)]
    said = Words("poll/book", {"question": one.question(chat.language)}, "m")
    tell(act.work, chat, f"poll:{one.id}:book:{act.incoming.id}", said, media=files)


def _pair(value: str) -> tuple[int, int]:
    """`12-3`: two numbers. `Outdated` for anything else (buttons can be forged)."""
    first, _, second = value.partition("-")
    if not all(n.isascii() and n.isdigit() and len(n) <= DIGITS for n in (first, second)):
        raise Outdated
    return int(first), int(second)


def _choose(act: Act) -> None:
    """An owner's tap: home and option."""
    unit, option = _pair(act.value)
    again = voting.choose(act.work, act.who, act.subject, unit, option, act.incoming)
    act.toast("poll/toast_chosen", {"again": again})


TAPS: Mapping[str, Tap] = {
    "issue": _issue,
    "discard": _discard,
    "extend": _extend,
    "stop": _stop,
    "count": _count,
    "book": _book,
    "choose": _choose,
}


# --- lists --------------------------------------------------------------------------------------------------------


def _list(act: Act) -> None:
    """Every poll, newest first; or the one that was chosen."""
    if act.value.startswith("p"):
        act.value = act.value.removeprefix("p")
        show_to(act.work, making.found(act.work, act.who, act.number), act.who, repost=True)
        return
    making.check_desk(act.who, act.at_work.id)
    show_list(act.work, act.who, act.at_work, act.private, act.number, repost=not act.value)


def _new(act: Act) -> None:
    making.check_desk(act.who, act.at_work.id)
    act.begin("poll_new", {"community": act.at_work.id})


def _mine(act: Act) -> None:
    """What the homes of whoever asks are or were asked, running ones first."""
    rows = [
        {"id": one.id, "unit": unit, "home": act.work.people.unit(unit).label, "question": one.question(act.private.language),
         "status": one.status, "deadline": one.deadline_at}
        for one, unit in voting.open_for(act.work, act.who)
    ]  # fmt: skip
    show(act.work, act.private, f"my_polls:{act.private.id}", Words("poll/mine", {"rows": rows}, "m"), repost=True)


def _one(act: Act) -> None:
    """One out of that list."""
    voting.show_one(act.work, act.who, *_pair(act.value))


MENU: Mapping[str, Tap] = {"polls": _list, "poll_new": _new, "my_polls": _mine, "my_poll": _one}
