"""The conversation engine: declared flows, and one pure function that moves a talk by one arrival.

A flow is a list of steps. The open step is always the first one that applies and has no answer yet, so a flow that
begins with some answers already known (read from the person's own words, or from a card) simply starts further down.
"Back" takes the newest answer away; "change this" takes one away and comes back to the summary by the same rule.
Nothing here reads a database or says a word: options come in, the name of what to say goes out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import Outdated
from domain.incoming import Incoming
from domain.lifecycle import move
from domain.people import Who
from domain.talk import TALK, Answers, Talk, TalkEvent
from handlers.answers import More, Narrow, Option, Read, Reader, Situation, Taken, Unclear, story
from services import Work

#: What is offered at a step: the unit of work, who is asked, the answers so far, the matter it is about.
Offers = Callable[[Work, Who, Answers, int | None], Sequence[Option]]
Submit = Callable[[Work, Who, Talk, Incoming], None]

SUMMARY = "summary"
#: As many options as fit a phone's screen.
PAGE = 24


def always(answers: Answers) -> bool:
    """For steps that are asked of everybody."""
    return True


def never(answers: Answers) -> bool:
    """For flows short enough to go without a summary."""
    return False


@dataclass(frozen=True, slots=True)
class Step:
    """One question. Its words are the template `<flow>/ask_<name>`."""

    name: str
    reads: tuple[Reader, ...] = ()
    when: Callable[[Answers], bool] = always
    offers: Offers | None = None
    #: May be passed over.
    optional: bool = False
    #: Many are offered and several may be collected before "that is all" is pressed.
    collects: bool = False
    #: Of what is collected, each press counts once more (three taps: three pieces), instead of on and off.
    counts: bool = False
    #: The steps this one follows from: when one of them is answered anew, this answer is stale.
    within: tuple[str, ...] = ()
    #: Not asked when there is nothing to choose (the answer is then None).
    needs_options: bool = False
    #: Not asked when there is one thing to choose: it is taken.
    takes_only: bool = False
    #: Where its template lies when several flows ask it alike.
    folder: str = ""
    #: What is offered names the state it was offered for: a press on one of another state is asked again, as it is now.
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """One conversation: its steps in order, and the service that carries it out at the end."""

    name: str
    steps: tuple[Step, ...]
    submit: Submit
    #: Whether everything is shown once more before it is sent.
    summary: Callable[[Answers], bool] = always
    #: May this person begin it? Refused otherwise; the services check again.
    may: Callable[[Who], bool] = field(default=lambda who: who.known)
    #: Where its templates lie, when not in a folder of its name.
    folder: str = ""
    #: The conversation that follows from this one, if any: flow, answers known, matter.
    then: Callable[[Talk], tuple[str, Answers, int | None] | None] | None = None
    #: What the summary offers to change, in order, when not every answered step.
    changes: tuple[str, ...] = ()

    def step(self, name: str) -> Step | None:
        """The step of that name; None for the summary and for steps of an older version of the flow."""
        return next((s for s in self.steps if s.name == name), None)

    def message(self, step: str) -> str:
        """The template that asks it."""
        declared = self.step(step)
        folder = (declared.folder if declared else "") or self.folder or self.name
        return f"{folder}/" + (step if step == SUMMARY else f"ask_{step}")


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the talk's open step (again when `unclear` says why)."""

    talk: Talk
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class Finish:
    """Everything is said: carry it out."""

    talk: Talk


@dataclass(frozen=True, slots=True)
class Drop:
    """The person does not want it any more."""

    talk: Talk


Move = Ask | Finish | Drop


@dataclass(frozen=True, slots=True)
class Settings:
    """What the engine is told about the place and time it works in."""

    now: datetime
    zone: ZoneInfo
    kept_for: timedelta
    longest: int


def open_step(flow: Flow, answers: Answers) -> str | None:
    """The first step that applies and has no answer; the summary; None when there is nothing left to ask."""
    for step in flow.steps:
        if step.name not in answers and step.when(answers):
            return step.name
    return SUMMARY if flow.summary(answers) else None


def held(talk: Talk, answered: Talk, typed: str, set_: Settings) -> Talk:
    """The talk at the question whose answer could not be carried out: what was answered is kept, for "once more"."""
    kept = {"value": answered.answers.get(talk.step), "text": typed}
    return talk.moved(set_.now, set_.kept_for, answers={**talk.answers, "_kept": kept})


def begin(flow: Flow, talk: Talk) -> Move:
    """The first move of a new talk, whose answers may hold what is already known.

    `_step` is where a step keeps what it collects, and is let go with it: what is known goes by other names. ValueError else.
    """
    taken = {f"_{step.name}" for step in flow.steps if not step.collects} & talk.answers.keys()
    if taken:
        raise ValueError(f"{flow.name}: {sorted(taken)} belong to its steps")
    kept_for = talk.expires_at - talk.updated_at
    return _asked_next(flow, talk, talk.answers, talk.path, Settings(talk.updated_at, ZoneInfo("UTC"), kept_for, 0))


def advance(flow: Flow, talk: Talk, press: str, incoming: Incoming, offered: Sequence[Option], set_: Settings) -> Move:
    """Move the talk by one arrival. `press` is the action of a button of this talk's newest version, or "".

    Raises `Outdated` when the button belongs to another step. Words that do not answer the question come back as an
    `Ask` with the reason; what was typed before is kept.
    """
    if press:
        return _pressed(flow, talk, press, offered, set_)
    step = flow.step(talk.step)
    if step is None:
        read_on = Situation(offered, None, set_.now, set_.zone, set_.longest)
        return _more_of_the_story(talk, incoming, read_on, set_) or Ask(talk)
    situation = Situation(offered, talk.answers.get(f"_{step.name}"), set_.now, set_.zone, set_.longest)
    read: Read = None
    for reader in step.reads:
        read = reader(incoming, situation)
        if read is not None and not isinstance(read, Unclear):
            break
    match read:
        case Taken(value):
            return _answered(flow, talk, step.name, value, set_)
        case More(value):
            return Ask(talk.moved(set_.now, set_.kept_for, answers={**talk.answers, f"_{step.name}": value}))
        case Narrow(text):
            answers = {**talk.answers, "_typed": text}
            answers.pop("_page", None)
            return Ask(talk.moved(set_.now, set_.kept_for, answers=answers))
        case Unclear(reason):
            return Ask(talk, reason)
        case None:
            return _more_of_the_story(talk, incoming, situation, set_) or Ask(
                talk, "choose" if step.offers and not step.collects else "other"
            )


def _more_of_the_story(talk: Talk, incoming: Incoming, s: Situation, set_: Settings) -> Ask | None:
    """Words and pictures that answer nothing belong to what was told before: nothing sent is ever lost."""
    told = talk.answers.get("story")
    read = story(incoming, replace(s, sofar=told)) if isinstance(told, dict) else None
    if not isinstance(read, More):
        return None
    return Ask(talk.moved(set_.now, set_.kept_for, answers={**talk.answers, "story": read.value}), "added")


def settled(flow: Flow, talk: Talk, offered: Sequence[Option], set_: Settings) -> Move | None:
    """The move past a step that need not be asked, as there is nothing or just one thing to choose; None to ask it."""
    step = flow.step(talk.step)
    if step is None or talk.answers.get("_typed"):
        return None
    if step.needs_options and not offered:
        return _asked_next(flow, talk, {**talk.answers, step.name: None}, talk.path, set_)
    if step.takes_only and len(offered) == 1:
        kept = offered[0].keeps if offered[0].keeps is not None else offered[0].value
        return _asked_next(flow, talk, {**talk.answers, step.name: kept}, talk.path, set_)
    return None


def _pressed(flow: Flow, talk: Talk, press: str, offered: Sequence[Option], set_: Settings) -> Move:
    verb, _, value = press.partition(".")
    match verb:
        case "cancel":
            return Drop(talk.moved(set_.now, set_.kept_for, status=move(TALK, talk.status, TalkEvent.CANCEL)))
        case "back":
            return _back(flow, talk, set_)
        case "send" if talk.step == SUMMARY:
            return _finish(talk, talk.answers, set_)
        case "change" if talk.step == SUMMARY and flow.step(value):
            return _change(flow, talk, value, set_)
        case "page" if value.isascii() and value.isdigit() and len(value) < 5:
            return Ask(talk.moved(set_.now, set_.kept_for, answers={**talk.answers, "_page": int(value)}))
    step = flow.step(talk.step)
    if step is None:
        raise Outdated
    if verb == "again" and "_kept" in talk.answers:
        return _answered(flow, talk, step.name, talk.answers["_kept"]["value"], set_)
    if verb == "skip" and step.optional:
        return _answered(flow, talk, step.name, None, set_)
    if verb == "clear" and step.collects:
        others = {k: v for k, v in talk.answers.items() if k != f"_{step.name}"}
        return Ask(talk.moved(set_.now, set_.kept_for, answers=others))
    if verb == "all" and step.collects:
        collected = talk.answers.get(f"_{step.name}")
        if not collected and not step.optional:
            return Ask(talk, "nothing")
        return _answered(flow, talk, step.name, collected, set_)
    if verb != step.name:
        raise Outdated
    option = next((o for o in offered if o.value == value), None)
    if option is None and step.needs_options and not offered:
        return Ask(talk)  # what was offered is over: there is nothing to choose any more, so it is asked on from here
    if option is None and step.anew:
        return Ask(talk, "changed")
    if option is None:
        raise Outdated
    kept = option.keeps if option.keeps is not None else option.value
    if step.collects:
        return Ask(
            talk.moved(
                set_.now, set_.kept_for, answers={**talk.answers, f"_{step.name}": _pressed_again(talk, step, kept)}
            )
        )
    return _answered(flow, talk, step.name, kept, set_)


def _pressed_again(talk: Talk, step: Step, kept: Any) -> list[Any]:
    have: list[Any] = list(talk.answers.get(f"_{step.name}") or [])
    return [h for h in have if h != kept] if kept in have and not step.counts else [*have, kept]


def _answered(flow: Flow, talk: Talk, step: str, value: Any, set_: Settings) -> Move:
    answers = {**talk.answers, step: value}
    for own in (f"_{step}", "_typed", "_page", "_kept"):
        answers.pop(own, None)
    for stale in (s.name for s in flow.steps if step in s.within):
        answers.pop(stale, None)
    answers = _still_asked(flow, answers)
    path = [s for s in talk.path if s in answers and s != step] + [step]
    return _asked_next(flow, talk, answers, path, set_)


def _asked_next(flow: Flow, talk: Talk, answers: Answers, path: list[str], set_: Settings) -> Move:
    step = open_step(flow, answers)
    if step is None:
        return _finish(talk, answers, set_, path)
    return Ask(talk.moved(set_.now, set_.kept_for, answers=answers, path=path, step=step))


def _finish(talk: Talk, answers: Answers, set_: Settings, path: list[str] | None = None) -> Move:
    done = move(TALK, talk.status, TalkEvent.FINISH)
    return Finish(talk.moved(set_.now, set_.kept_for, answers=answers, path=path or talk.path, status=done))


def _still_asked(flow: Flow, answers: Answers) -> Answers:
    """Without the answers of steps that an earlier answer has made pointless."""
    kept = dict(answers)
    for step in flow.steps:
        if step.name in kept and not step.when(kept):
            del kept[step.name]
    return kept


def _back(flow: Flow, talk: Talk, set_: Settings) -> Move:
    """To the question before the present one; before the first there is nothing, so the first is asked again.

    Where the present one is asked anew (a line of the summary was changed), those after it keep their answers: none is
    asked while an earlier one is open.
    """
    answers, path = dict(talk.answers), list(talk.path)
    for own in [k for k in answers if k in (f"_{talk.step}", "_typed", "_page", "_kept")]:
        del answers[own]
    order = [step.name for step in flow.steps]
    earlier = order[: order.index(talk.step)] if talk.step in order else order
    last = next((name for name in reversed(path) if name in earlier), None)
    if last is None:
        return Ask(talk.moved(set_.now, set_.kept_for, answers=answers))
    path.remove(last)
    before = answers.pop(last, None)
    step = flow.step(last)
    if step and step.collects and before:
        answers[f"_{last}"] = before
    return Ask(talk.moved(set_.now, set_.kept_for, answers=answers, path=path, step=last))


def _change(flow: Flow, talk: Talk, step: str, set_: Settings) -> Move:
    """Ask one thing again; the rest stays, so the summary is next."""
    answers = dict(talk.answers)
    before = answers.pop(step, None)
    declared = flow.step(step)
    if declared and declared.collects and before:
        answers[f"_{step}"] = before
    path = [s for s in talk.path if s != step]
    return Ask(talk.moved(set_.now, set_.kept_for, answers=answers, path=path, step=step))
