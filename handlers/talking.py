"""Moves a talk and says what comes of it: begin, answer, finish, give up, go back to the one that was interrupted.

The engine decides (`handlers.conversation`, pure); this carries the decision out inside the one transaction.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import Outdated, Refused
from domain.incoming import Incoming
from domain.lifecycle import move
from domain.people import Community, Who
from domain.talk import TALK, Answers, Talk, TalkEvent, TalkStatus
from handlers import FLOWS
from handlers.answers import Option
from handlers.conversation import PAGE, SUMMARY, Ask, Drop, Finish, Flow, Move, Settings, Step, advance, held, settled
from handlers.conversation import begin as first_move
from services import Work, origins
from services.tell import Words, answer, mine, show, tell


def _may(flow: Flow, who: Who, answers: Answers) -> bool:
    """Whether they may have this conversation now; where it is about a community, by their post there."""
    there = answers.get("community", answers.get("_community"))
    if isinstance(there, int):
        who = replace(who, staff=tuple(post for post in who.staff if post.community_id == there))
    return flow.may(who)


def _no_longer(work: Work, who: Who, community: Community, incoming: Incoming, talk: Talk) -> None:
    """They might begin it and may not end it, as their post has ended since: it is over, and they are told."""
    _end(work, talk, TalkEvent.CANCEL)
    work.refusals["refused"] += 1
    said = Words("common/not_yours", {}, "m")
    if incoming.press_id:
        answer(work, incoming.press_id, mine(who, community), said, alert=True)
    else:
        tell(work, mine(who, community), f"refused:{incoming.id}", said)
    _resume(work, who, community)


def _settings(work: Work, community: Community) -> Settings:
    kept = timedelta(hours=work.standards.number(community.id, "talk.expire_hours"))
    longest = work.standards.number(community.id, "text.longest")
    return Settings(work.now, ZoneInfo(community.timezone), kept, longest)


def begin(
    work: Work, who: Who, community: Community, incoming: Incoming, flow: str, answers: Answers, case: int | None
) -> None:
    """Begins a conversation; one that is open waits until this one is over, one of the same kind is replaced."""
    declared = FLOWS[flow]
    if not _may(declared, who, answers):
        raise Refused("common/not_yours")
    chat = mine(who, community)
    running = work.talks.open_in(chat.id, who.person.id)
    if running is not None and running.flow == flow and running.case_id == case:
        if not answers.keys() - {"_has_phone"}:
            _ask(work, who, community, declared, running, "", repost=True)
            return
        _end(work, running, TalkEvent.CANCEL)
    elif running is not None:
        work.talks.save(_moved(work, running, TalkEvent.INTERRUPT))
        work.cards.remove(_card(running))
    set_ = _settings(work, community)
    talk = work.talks.add(who.person.id, chat.id, flow, case, answers, work.now, work.now + set_.kept_for)
    _carry(work, who, community, incoming, declared, first_move(declared, talk), repost=True)


def press(
    work: Work, who: Who, community: Community, incoming: Incoming, talk_id: int, action: str, version: int
) -> None:
    """A button of a question. Only the person themselves, only the newest version: anything else is outdated."""
    talk = work.talks.find(talk_id)
    if talk is None or talk.person_id != who.person.id or talk.version != version or talk.status is not TalkStatus.OPEN:
        raise Outdated
    flow = FLOWS.get(talk.flow)
    if flow is None:
        raise Outdated
    if not _may(flow, who, talk.answers):
        _no_longer(work, who, community, incoming, talk)
        return
    offered = _offered(work, who, flow, talk)
    moved = advance(flow, talk, action, incoming, offered, _settings(work, community))
    _carry(work, who, community, incoming, flow, moved, repost=False)


def answered(work: Work, who: Who, community: Community, incoming: Incoming, talk: Talk) -> None:
    """Words, pictures or a place in answer to the open question; the question moves below them.

    Where that was the last answer and a rule says no, the person reads what is possible instead, and the question again
    with what they answered: nothing typed is lost, and giving up is one press.
    """
    flow = FLOWS[talk.flow]
    if not _may(flow, who, talk.answers):
        _no_longer(work, who, community, incoming, talk)
        return
    if flow.step(talk.step) is None and talk.step != SUMMARY:
        # The flow was changed since: asked on from where the answers still lead.
        _carry(work, who, community, incoming, flow, first_move(flow, talk), repost=True)
        return
    set_ = _settings(work, community)
    moved = advance(flow, talk, "", incoming, _offered(work, who, flow, talk), set_)
    try:
        with work.part():
            _carry(work, who, community, incoming, flow, moved, repost=True)
    except Refused as refused:
        work.refusals["refused"] += 1
        said = Words(refused.message, refused.values, "m")
        tell(work, mine(who, community), f"refused:{incoming.id}", said)
        again = held(talk, moved.talk, incoming.text.strip(), set_)
        work.talks.save(again)
        _ask(work, who, community, flow, again, "refused", repost=True)


def cancel(work: Work, who: Who, community: Community, *, quietly: bool = False) -> bool:
    """Gives the open talk up; False when there is none. Quietly: something graver is said instead."""
    chat = mine(who, community)
    talk = work.talks.open_in(chat.id, who.person.id)
    if talk is None:
        return False
    _end(work, talk, TalkEvent.CANCEL)
    if quietly:
        return True
    show(work, chat, _card(talk), Words("common/cancelled", {}, "m"), repost=True)
    work.cards.forget(_card(talk))
    _resume(work, who, community)
    return True


def _carry(
    work: Work, who: Who, community: Community, incoming: Incoming, flow: Flow, moved: Move, *, repost: bool
) -> None:
    """Asks, finishes or drops; steps with nothing to choose are passed by themselves."""
    while isinstance(moved, Ask):
        offered = _offered(work, who, flow, moved.talk)
        passed = settled(flow, moved.talk, offered, _settings(work, community))
        if passed is None:
            work.talks.save(moved.talk)
            _ask(work, who, community, flow, moved.talk, moved.unclear, repost=repost, offered=offered)
            return
        moved = passed
    work.talks.save(moved.talk)
    chat = mine(who, community)
    if isinstance(moved, Drop):
        show(work, chat, _card(moved.talk), Words("common/cancelled", {}, "m"), repost=repost)
        work.cards.forget(_card(moved.talk))
    elif isinstance(moved, Finish):
        work.cards.remove(_card(moved.talk))
        flow.submit(work, who, moved.talk, incoming)
        origins.link(work, who, moved.talk.answers)
        after = flow.then(moved.talk) if flow.then else None
        if after is not None:
            begin(work, who, community, incoming, *after)
            return
    _resume(work, who, community)


def _resume(work: Work, who: Who, community: Community) -> None:
    """Back to the talk that was interrupted: its question again, with what was said before."""
    chat = mine(who, community)
    waiting = work.talks.waiting_in(chat.id, who.person.id)
    if waiting is None or waiting.flow not in FLOWS or work.talks.open_in(chat.id, who.person.id) is not None:
        return
    talk = _moved(work, waiting, TalkEvent.RESUME)
    work.talks.save(talk)
    _ask(work, who, community, FLOWS[talk.flow], talk, "resumed", repost=True)


def _moved(work: Work, talk: Talk, event: TalkEvent) -> Talk:
    kept = talk.expires_at - talk.updated_at
    return talk.moved(work.now, kept, status=move(TALK, talk.status, event))


def _end(work: Work, talk: Talk, event: TalkEvent) -> None:
    work.talks.save(_moved(work, talk, event))
    work.cards.remove(_card(talk))


def _card(talk: Talk) -> str:
    return f"talk:{talk.id}"


def _offered(work: Work, who: Who, flow: Flow, talk: Talk) -> list[Option]:
    step = flow.step(talk.step)
    return list(step.offers(work, who, talk.answers, talk.case_id)) if step and step.offers else []


def _ask(
    work: Work,
    who: Who,
    community: Community,
    flow: Flow,
    talk: Talk,
    unclear: str,
    *,
    repost: bool,
    offered: list[Option] | None = None,
) -> None:
    """Shows the open question: edited in place after a press, posted anew below what was typed."""
    step = flow.step(talk.step)
    given = {
        "a": _answers(talk),
        "ask": _view(flow, talk, step, _offered(work, who, flow, talk) if offered is None else offered, unclear),
    }
    said = Words(flow.message(talk.step), given, f"t{talk.id}", talk.version)
    show(work, mine(who, community), _card(talk), said, repost=repost)


def _answers(talk: Talk) -> Mapping[str, Any]:
    """Answers as templates read them: any name may be asked for, what was not said is None."""
    return _Said(talk.answers)


class _Said(dict[str, Any]):
    def __missing__(self, key: str) -> None:
        return None


def _view(flow: Flow, talk: Talk, step: Step | None, offered: list[Option], unclear: str) -> dict[str, Any]:
    page = min(int(talk.answers.get("_page", 0)), max(0, (len(offered) - 1) // PAGE))
    changes = [s for s in (flow.changes or tuple(x.name for x in flow.steps)) if talk.answers.get(s) is not None]
    return {
        "step": talk.step,
        "options": offered[page * PAGE : (page + 1) * PAGE],
        "page": page,
        "pages": (len(offered) + PAGE - 1) // PAGE,
        "unclear": unclear,
        "typed": talk.answers.get("_typed"),
        "kept": talk.answers.get("_kept"),
        "collected": talk.answers.get(f"_{talk.step}"),
        "back": bool(talk.path),
        "skip": bool(step and step.optional),
        "collects": bool(step and step.collects),
        "changes": changes,
    }
