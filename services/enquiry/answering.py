"""Everything that is done with an enquiry until it helped: taken, put to a department, answered, asked on (INT-09, INT-28, CBK-26)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain import enquiry
from domain.cases import Case, Deadline, DeadlineEvent, DeadlineStatus
from domain.enquiry import Action, Event, Promised, Status
from domain.errors import Refused
from domain.people import Team, Who
from domain.sending import Lane, Picture
from domain.shorts import Kind
from services import Work, asked_often, ladder
from services.enquiry.acting import allowed, carry, promise_answer, promise_passing, wait_for_word
from services.enquiry.views import (
    View,
    desk_card,
    group_values,
    load,
    owner_chat,
    refresh,
    retire_team,
    subject,
    team_card,
    values,
)
from services.teams import reached
from services.tell import Words, private, show, tell

_VISUAL = ("photo", "video")


def take(work: Work, who: Who, case: int, over: int | None = None) -> View:
    """ "I answer it": whose it is now. From a colleague only knowingly: `over` is the post they had it from."""
    there = allowed(work, who, case, Action.TAKE)
    post = who.post(there.community_id)
    if post is None or there.assignee_id == post.id:
        raise Refused("common/not_now")
    if there.assignee_id is not None and there.assignee_id != over:
        raise Refused("enquiry/has_it", name=work.staff.person_of(there.assignee_id).name)
    view, _ = carry(work, who, there, Event.TAKE, {"assignee_id": post.id})
    refresh(work, view)
    return view


def put(work: Work, who: Who, case: int, team: Team, words: str | None) -> View:
    """To the department that knows: it answers the desk, the desk whoever asked (INT-09, INT-28)."""
    there = allowed(work, who, case, Action.PUT)
    if team not in enquiry.SPECIALISTS:
        raise Refused("common/not_now")
    post, before = who.post(there.community_id), work.enquiries.of(case).asked_team
    facts = {"asked_team": team, "answer": None}
    view, line = carry(work, who, there, Event.PUT, {"assignee_id": post.id if post else None}, facts, team=team,
                       words=words or "")  # fmt: skip
    retire_team(work, view, before)
    refresh(work, view)
    team_card(work, view, repost=True)
    if words:
        given = {**group_values(view, work.now), "text": words}
        said = Words("enquiry/told_put", given, subject(view.case), view.case.version)
        for chat in reached(work, view.sheet.community, team):
            tell(work, chat, f"enquiry:{case}:{line}:{chat.id}", said, lane=Lane.TASK, case=case)
    return view


def find(work: Work, who: Who, case: int, text: str, media: Sequence[Mapping[str, Any]]) -> View:
    """The department's answer: kept, and the desk is to pass it on today (INT-13)."""
    there = allowed(work, who, case, Action.FIND)
    _something(text, media)
    view, line = carry(work, who, there, Event.FIND, facts={"answer": text}, text=text)
    work.media.attach(case, who.person.id, "answer", media, work.now)
    promise_passing(work, view.case)
    view = load(work, view.case)
    refresh(work, view, desk_repost=True)
    worker = view.sheet.worker
    if worker is not None and worker.id != who.person.id:
        said = Words("enquiry/told_found", values(view, work.now), subject(view.case), view.case.version)
        chat = private(worker, view.sheet.community)
        tell(work, chat, f"enquiry:{case}:{line}:worker", said, lane=Lane.TASK, case=case)
    return view


def pass_on(work: Work, who: Who, case: int) -> View:
    """What the department said goes to whoever asked as it is."""
    there = allowed(work, who, case, Action.PASS)
    said = work.enquiries.of(case).answer
    if said is None or Status(there.status) not in enquiry.OWED:
        raise Refused("common/not_now")
    return answer(work, who, case, said, (), action=Action.PASS)


def answer(
    work: Work,
    who: Who,
    case: int,
    text: str,
    media: Sequence[Mapping[str, Any]],
    *,
    action: Action = Action.ANSWER,
    knew: datetime | None = None,
) -> View:
    """The answer goes to whoever asked at once; late or in time, the promise is settled.

    Two colleagues who write at once do not both answer: `knew` is the answer that was there when this one was begun.
    """
    there = allowed(work, who, case, action)
    before = work.enquiries.of(case)
    if (
        before.answered_at is not None
        and before.answered_at != knew
        and before.answered_by not in (None, who.person.id)
    ):
        raise Refused("enquiry/answered_by", name=work.people.get(before.answered_by or 0).name)
    if action is not Action.PASS:
        _something(text, media)
    post = who.post(there.community_id)
    mine = {"assignee_id": there.assignee_id or (post.id if post else None)}
    facts = {"answer": text, "answered_by": who.person.id, "answered_at": work.now, "helpful": None}
    view, line = carry(work, who, there, Event.ANSWER, mine, facts, text=text)
    work.media.attach(case, who.person.id, "answer", media, work.now)
    ladder.settle(work, case, (Promised.ANSWER, Promised.PASS), DeadlineEvent.MEET)
    wait_for_word(work, view.case)
    view = load(work, view.case)
    refresh(work, view)
    _say_answer(work, view, line)
    return view


def _say_answer(work: Work, view: View, line: int) -> None:
    """The answer as a message of its own with its pictures, and the one question behind it."""
    again = work.cases.last_of(view.case.id, f"enquiry_{Event.MORE}")
    since = again.at if again is not None else view.case.created_at
    files = [a for a in work.media.of_case(view.case.id, ["answer"]) if a.at >= since]
    visual: list[Picture] = [{"kind": a.kind, "ref": a.ref} for a in files if a.kind in _VISUAL]
    chat, key = owner_chat(view), f"case:{view.case.id}:answer:{line}"
    asks = _may_ask(work, view, line, chat is not None)
    said = Words("enquiry/told_answer", {**values(view, work.now), "asks": asks}, subject(view.case), view.case.version)
    _asked_before(work, view)
    show(work, chat, key, said, case=view.case.id, media=visual)
    for a in (a for a in files if a.kind not in _VISUAL):
        one = Words("enquiry/file", {"number": view.case.number})
        tell(work, chat, f"{key}:{a.id}", one, case=view.case.id, media=[{"kind": a.kind, "ref": a.ref}])


def _may_ask(work: Work, view: View, line: int, reached: bool) -> bool:
    """Whether the answer carries its question: not where whoever asked has been asked often enough this month. Their
    card says all the same that it can be asked on."""
    case = view.case
    once = asked_often.once(work, Kind.ENQUIRY, case.id, line, case.reporter_id, case.community_id, reached=reached)
    return once is not None


def _asked_before(work: Work, view: View) -> None:
    """The question behind the last answer needs no word any more: its buttons go, the answer stays."""
    for key in work.cards.keys_of(view.case.id, f"case:{view.case.id}:answer:")[-1:]:
        said = Words("enquiry/told_answer", {**values(view, work.now), "asks": False}, subject(view.case))
        show(work, owner_chat(view), key, said, case=view.case.id, media=work.cards.media(key))
        work.cards.forget(key)


def promise(work: Work, who: Who, case: int, until: datetime) -> View:
    """The answer is promised for another time; whoever asked is told (CBK-23)."""
    there = allowed(work, who, case, Action.PROMISE)
    deadline = work.deadlines.open_of(case, Promised.ANSWER)
    if deadline is None:
        raise Refused("common/not_now")
    if until <= work.now:
        raise Refused("repair/promise_past")
    ladder.move_due(work, there, deadline, until, by_hand=True)
    line = work.cases.log(case, work.now, who.person.id, "enquiry_promise", None, None, {"until": until.isoformat()})
    view = load(work, there)
    refresh(work, view)
    said = Words("enquiry/told_promised", values(view, work.now))
    tell(work, owner_chat(view), f"enquiry:{case}:{line}:owner", said, case=case)
    return view


def helpful(work: Work, who: Who, case: int) -> View:
    """It helped: said by whoever asked, or noted by the desk after a call (CBK-26)."""
    there = allowed(work, who, case, Action.HELPFUL)
    view, _ = carry(work, who, there, Event.HELPFUL, {"closed_at": work.now}, {"helpful": True})
    _asked_before(work, view)
    refresh(work, view)
    return view


def more(work: Work, who: Who, case: int, text: str, media: Sequence[Mapping[str, Any]]) -> View:
    """It did not help, or there is more to ask: it is owed an answer again, by a new time."""
    there = allowed(work, who, case, Action.MORE)
    _something(text, media)
    longest = work.standards.number(there.community_id, "text.longest")
    words = "\n".join(filter(None, [there.words, text]))[:longest]
    facts = {"helpful": False, "answered_at": None, "answer": None, "asked_team": None}
    before = work.enquiries.of(case).asked_team
    _asked_before(work, load(work, there))
    view, _ = carry(work, who, there, Event.MORE, {"words": words, "assignee_id": None}, facts, text=text)
    work.media.attach(case, who.person.id, "ask", media, work.now)
    promise_answer(work, view.case)
    view = load(work, view.case)
    retire_team(work, view, before)
    refresh(work, view, owner_repost=True, desk_repost=True)
    return view


def cancel(work: Work, who: Who, case: int) -> View:
    """Not needed any more."""
    there = allowed(work, who, case, Action.CANCEL)
    view, _ = carry(work, who, there, Event.CANCEL, {"closed_at": work.now})
    refresh(work, view)
    return view


def close(work: Work, who: Who, case: int, reason: str) -> View:
    """A supervisor ends it with a written reason; whoever asked reads it (X-13)."""
    there = allowed(work, who, case, Action.CLOSE)
    values_ = {"closed_at": work.now, "outcome": reason}
    view, line = carry(work, who, there, Event.CLOSE, values_, reason=reason)
    _asked_before(work, view)
    refresh(work, view)
    said = Words("enquiry/told_closed", {**values(view, work.now), "reason": reason})
    tell(work, owner_chat(view), f"enquiry:{case}:{line}:owner", said, case=case)
    return view


def left(work: Work, who: Who, staff: int) -> int:
    """What somebody who leaves had in hand is the desk's again; how many there were."""
    held = [c for c in work.cases.of_assignee(staff, enquiry.FINAL) if c.flow == "enquiry"]
    for case in held:
        if case.status == Status.TAKEN:
            view, _ = carry(work, who, case, Event.POOL, {"assignee_id": None}, reason="left")
        else:
            view = load(work, work.cases.change(case, {"assignee_id": None}))
        refresh(work, view, desk_repost=case.status == Status.TAKEN)
    return len(held)


def silent(work: Work, deadline: Deadline, case: Case) -> None:
    """Nobody says whether it helped: it rests, and can be asked again at any time."""
    if deadline.status is not DeadlineStatus.OPEN:
        return
    view, _ = carry(work, None, case, Event.SILENT, {"closed_at": work.now})
    _asked_before(work, view)
    refresh(work, view)


def ask_again(work: Work, view: View) -> None:
    """Nobody has answered: the desk's card, and that of the department it is with, move down to where they look."""
    desk_card(work, view, repost=True)
    if view.status is Status.WITH_SPECIALIST:
        team_card(work, view, repost=True)


def _something(text: str, media: Sequence[Mapping[str, Any]]) -> None:
    if not text.strip() and not media:
        raise Refused("enquiry/nothing_said")
