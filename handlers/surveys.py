"""Owners answer a survey: one question a message, edited in place, by buttons; begun, put aside, gone on with, sent, handed on.

Buttons of an invitation are about the survey (their value names the home), those of a form about the form.
"""

from collections.abc import Callable, Mapping

from domain.errors import Outdated
from domain.incoming import Incoming
from domain.people import Who
from handlers.acts import Act, Tap
from handlers.answers import attachments
from services import Work
from services.surveys import answering
from services.surveys.words import invitation
from services.tell import Words, show


def _begin(act: Act) -> None:
    answering.begin(act.work, act.who, act.subject, act.number, act.incoming)


def _hand(act: Act) -> None:
    number = answering.hand_on(act.work, act.who, act.subject, act.number)
    act.toast("survey/toast_handed", {"number": number})


def _gone(act: Act) -> None:
    """The form was sent before, or its home has answered: nothing of the press is kept."""
    answering.late(act.work, act.incoming)
    act.toast("survey/toast_gone")


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


def heard(work: Work, who: Who, incoming: Incoming) -> bool:
    """Words or photos a question of theirs waits for; False when none does."""
    return answering.heard(work, who, incoming, attachments(incoming))


def _mine(act: Act) -> None:
    """What this person's homes are asked now; the only one at once."""
    found = answering.open_for(act.work, act.who)
    if len(found) == 1:
        one, unit = found[0]
        said = invitation(act.work, one, unit, act.private.language)
        show(act.work, act.private, f"surveys:{act.private.id}", said, repost=True)
        return
    rows = [
        {"id": one.id, "unit": unit, "home": act.work.people.unit(unit).label, "deadline": one.deadline_at,
         "name": act.work.surveys.questionnaire(one.questionnaire_id).name(act.private.language)}
        for one, unit in found
    ]  # fmt: skip
    show(act.work, act.private, f"surveys:{act.private.id}", Words("survey/mine", {"rows": rows}, "m"), repost=True)


def _chosen(act: Act) -> None:
    """One of several, out of that list."""
    survey, _, unit = act.value.partition("-")
    found = [
        (one, home) for one, home in answering.open_for(act.work, act.who) if f"{one.id}-{home}" == f"{survey}-{unit}"
    ]
    if not found:
        raise Outdated
    said = invitation(act.work, *found[0], act.private.language)
    show(act.work, act.private, f"surveys:{act.private.id}", said)


MENU: Mapping[str, Tap] = {"my_surveys": _mine, "my_survey": _chosen}
