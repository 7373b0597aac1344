"""Steps on the record, each with date and signature; the written record of all of them (VIO-01 to VIO-03)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.breach import STEP_OF, Event, Found, Signature, Step
from domain.cases import Case
from domain.errors import Outdated, Refused
from domain.people import Person, Unit, Who
from domain.sending import Lane
from services import Work
from services.breach.acting import allowed, carry, of_desk
from services.breach.views import View, ask_signature, load, refresh, sides, step_values, subject, values
from services.exchanges import about
from services.tell import Chat, Words, private, tell


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and whose signature is wanted."""

    words: str
    media: Sequence[Mapping[str, Any]] = ()
    #: Persons of the homes concerned who are asked in the chat.
    asked: Sequence[int] = ()
    #: The other side would not sign, says whoever was there.
    declined: bool = False
    #: Reporting only: to whom, under which reference.
    authority: str | None = None
    reference: str | None = None


def signers(work: Work, view: View) -> list[tuple[Unit, Person]]:
    """Who of the homes concerned can be asked for a signature in the chat."""
    return [(home, p) for home, p, _ in sides(work, view) if p.telegram_id is not None and p.reachable]


def take_step(work: Work, who: Who, case: int, event: Event, done: Done) -> View:
    """The step is done and on the record; whoever is to sign is asked in the chat, each for themselves.

    Whoever takes the first step has it in hand.
    """
    before = allowed(work, who, case, event)
    if not done.words.strip():
        raise Refused("breach/no_words")
    kind = STEP_OF[event]
    words = "\n".join(filter(None, [done.words, done.reference]))
    may_sign = {p.id for _, p in signers(work, before)}
    asked: list[int | None] = [p for p in dict.fromkeys(done.asked) if p in may_sign]
    data = {"text": words, "authority": done.authority} if done.authority else {"text": words}
    post = who.post(before.case.community_id)
    takes = {"assignee_id": post.id} if before.case.assignee_id is None and post is not None else None
    view, _ = carry(work, who, before, event, takes, **data)
    if event is Event.REFER:
        work.breaches.change(case, {"authority": done.authority, "authority_at": work.now})
    made = [
        work.breaches.record(case, kind, words, who.person.id, work.now, person, done.declined)
        for person in asked or [None]
    ]
    work.media.attach(case, who.person.id, f"step:{made[0]}", done.media, work.now)
    view = load(work, view.case)
    for step in view.steps:
        if step.id in made:
            ask_signature(work, view, step, repost=True)
    refresh(work, view)
    return view


def _asked(work: Work, who: Who, case: int, step: int) -> tuple[View, Step]:
    """The step this very person was asked to sign; `Outdated` for any other."""
    found = work.breaches.step(step)
    if found is None or found.case_id != case or found.asked_of != who.person.id:
        raise Outdated
    return load(work, work.cases.get(case)), found


def sign(work: Work, who: Who, case: int, step: int) -> None:
    """The other side has read it: the tap is the signature, with its date."""
    _, found = _asked(work, who, case, step)
    if not work.breaches.sign(found.id, who.person.id, work.now):
        raise Outdated
    _settled(work, who, case, found.id, "breach_signed")


def decline(work: Work, who: Who, case: int, step: int) -> None:
    """They would rather not sign: that too is on the record; they may still sign later."""
    _, found = _asked(work, who, case, step)
    if not work.breaches.decline(found.id, work.now):
        raise Outdated
    _settled(work, who, case, found.id, "breach_unsigned")


def note_unsigned(work: Work, who: Who, case: int) -> int:
    """Whoever was asked has not signed: noted as declined by the desk; how many steps."""
    of_desk(work, who, case)
    waiting = [s for s in work.breaches.steps(case) if s.signature is Signature.ASKED]
    if not waiting:
        raise Refused("common/not_now")
    for step in waiting:
        work.breaches.decline(step.id, work.now)
        _settled(work, who, case, step.id, "breach_unsigned")
    return len(waiting)


def _settled(work: Work, who: Who, case: int, step: int, kind: str) -> None:
    work.cases.log(case, work.now, who.person.id, kind, None, None, {"step": step})
    view = load(work, work.cases.get(case))
    for one in view.steps:
        if one.id == step:
            ask_signature(work, view, one)
            if kind == "breach_signed" or one.asked_of == who.person.id:
                _tell_worker(work, view, one)
    refresh(work, view)


def _tell_worker(work: Work, view: View, step: Step) -> None:
    """Whoever took the step reads that it was signed or declined."""
    given = {**values(view, work.now), "s": step_values(view, step)}
    said = Words("breach/told_signed", given, subject(view.case), view.case.version)
    chat = private(work.people.get(step.by), view.sheet.community)
    key = f"breach:{step.id}:{step.signature}"
    tell(work, chat, key, said, lane=Lane.TASK, case=view.case.id)


#: Steps in one message of the record.
_IN_ONE = 8


def show_record(work: Work, who: Who, case: int, chat: Chat, update: int) -> None:
    """The written record: case, course, result, signatures with their dates (VIO-01); in as many messages as it takes."""
    there: Case = of_desk(work, who, case)
    view = load(work, there)
    all_ = [step_values(view, s) for s in view.steps]
    parts = [all_[n : n + _IN_ONE] for n in range(0, len(all_), _IN_ONE)] or [[]]
    for number, part in enumerate(parts):
        given = {
            **values(view, work.now),
            "part": part,
            "page": number,
            "pages": len(parts),
            "reported": view.facts.found is Found.REPORTED,
            "talks": number + 1 == len(parts) and bool(about(work, who, case)),
        }
        said = Words("breach/record", given, subject(there), there.version)
        tell(work, chat, f"record:{case}:{update}:{number}", said, case=case)
