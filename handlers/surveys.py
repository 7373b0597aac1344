"""Owners answer a survey: one question a message, edited in place, by buttons; begun, put aside, gone on with, sent, handed on.

Buttons of an invitation are about the survey (their value names the home), those of a form about the form.
"""

import re
from collections.abc import Callable, Mapping

from domain.errors import Outdated, Refused
from domain.incoming import Incoming
from domain.people import Who
from domain.poll import Status
from domain.repair import Danger
from handlers.acts import Act, Tap
from handlers.answers import attachments
from services import Work
from services.polls import voting
from services.surveys import answering
from services.tell import Words, mine, show, tell

#: What a link of the family carries: survey and home.
_LINK = re.compile(r"survey_([0-9]{1,15})_([0-9]{1,15})")


def _begin(act: Act) -> None:
    answering.begin(act.work, act.who, act.subject, act.number, act.incoming)


def _hand(act: Act) -> None:
    number = answering.hand_on(act.work, act.who, act.subject, act.number)
    act.toast("survey/toast_handed", {"number": number})


def _gone(act: Act) -> None:
    """The form was sent before, or its home has answered: nothing of the press is kept."""
    act.work.forgets.add(act.incoming.id)
    raise Refused("survey/gone")


def _steps(make: Callable[[int], answering.Step]) -> Tap:
    """A step of the form; the value is the number of the question it was offered with."""

    def tap(act: Act) -> None:
        if not act.value.isascii() or not act.value.isdigit():
            raise Outdated
        if not answering.step(act.work, act.who, act.subject, make(act.number)):
            _gone(act)

    return tap


def _pick(act: Act) -> None:
    place, _, chosen = act.value.partition("-")
    if not all(n.isascii() and n.isdigit() and len(n) < len("999") for n in (place, chosen)):
        raise Outdated
    if not answering.step(act.work, act.who, act.subject, answering.pick(int(place), int(chosen))):
        _gone(act)


def _pause(act: Act) -> None:
    if not answering.pause(act.work, act.who, act.subject):
        _gone(act)


def _resume(act: Act) -> None:
    if not answering.resume(act.work, act.who, act.subject):
        _gone(act)


def _send(act: Act) -> None:
    if not answering.send(act.work, act.who, act.subject):
        _gone(act)


TAPS: Mapping[str, Tap] = {
    "begin": _begin,
    "hand": _hand,
    "pick": _pick,
    "on": _steps(answering.go_on),
    "before": _steps(answering.go_back),
    "write": _steps(answering.write),
    "again": _steps(answering.change),
    "later": _pause,
    "resume": _resume,
    "send": _send,
}


#: Told in answer to "what are you not content with?" these are mostly how it has been all year: whether it is so now is asked.
MAY_BE_PAST = frozenset(
    {Danger.POWER_OUT_HOME, Danger.NO_WATER, Danger.BURST_PIPE, Danger.FLOODING, Danger.STRUCTURE, Danger.RAILING}
)


def heard(work: Work, who: Who, incoming: Incoming, urgent: bool) -> bool:
    """Words or photos a question of theirs waits for; False when none does. `urgent`: it may be something that cannot wait."""
    one = answering.heard(work, who, incoming, attachments(incoming))
    if one is None:
        return False
    if urgent and not one.anonymous:  # to be told so would tell what an anonymous form says
        community = work.people.community(work.people.home_community(who) or work.people.communities()[0].id)
        tell(work, mine(who, community), f"survey:now:{incoming.id}", Words("survey/is_it_now", {}, "m"))
    return True


def _mine(act: Act) -> None:
    """What this person's homes are asked now, polls too; the only survey at once."""
    found = answering.open_for(act.work, act.who)
    polls = voting.open_for(act.work, act.who)
    if len(found) == 1 and not any(one.status is Status.RUNNING for one, _ in polls):
        one, unit = found[0]
        answering.invite(act.work, act.who, one.id, unit)
        return
    rows = [
        {"id": one.id, "unit": unit, "home": act.work.people.unit(unit).label, "deadline": one.deadline_at,
         "name": act.work.surveys.questionnaire(one.questionnaire_id).name(act.private.language)}
        for one, unit in found
    ]  # fmt: skip
    show(
        act.work,
        act.private,
        f"surveys:{act.private.id}",
        Words("survey/mine", {"rows": rows, "polls": len(polls)}, "m"),
        repost=True,
    )


def _chosen(act: Act) -> None:
    """One of several, out of that list."""
    survey, _, unit = act.value.partition("-")
    found = [
        (one, home) for one, home in answering.open_for(act.work, act.who) if f"{one.id}-{home}" == f"{survey}-{unit}"
    ]
    if not found:
        raise Outdated
    answering.invite(act.work, act.who, found[0][0].id, found[0][1])


def is_link(text: str) -> bool:
    """Whether it is a family's link to a survey: somebody we do not know is asked first who they are."""
    return _LINK.fullmatch(text.strip()) is not None


def linked(work: Work, who: Who, text: str) -> bool:
    """Somebody comes by a link of their family; False for any other link, and for those we do not know yet."""
    found = _LINK.fullmatch(text.strip())
    if found is None or not who.known:
        return False
    answering.invite(work, who, int(found[1]), int(found[2]))
    return True


MENU: Mapping[str, Tap] = {"my_surveys": _mine, "my_survey": _chosen}
