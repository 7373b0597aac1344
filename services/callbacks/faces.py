"""What is shown of a callback: the owner's question, the card of whoever telephones, the desk's order and list."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from domain import callbacks
from domain.callbacks import Callback, Promised, Sort, Status
from domain.cases import Case
from domain.people import DESK_ROLES, Community, Role, Team
from domain.privacy import for_group
from domain.sending import Lane
from services import Work
from services.repair.views import View, group_values, load, values
from services.tell import Chat, Words, private, show, team_chat, tell

_DESK = "desk"
_ORDER = "order"
#: CBK-20, in the order they are asked.
QUESTIONS = ("attitude", "quality", "courtesy")


def subject(cb: Callback) -> str:
    """What the buttons of a callback are about."""
    return f"b{cb.id}"


def about(work: Work, cb: Callback, view: View) -> dict[str, Any]:
    """The callback in plain values."""
    open_ = cb.status in callbacks.OPEN
    rest = ((kind, view.running(kind)) for kind in Promised)
    paused = {str(kind): d.paused_reason or "" for kind, d in rest if d is not None and d.paused_at is not None}
    due_at = due_of(view, cb)
    late = open_ and due_at is not None and work.now > due_at and Promised.CALLBACK not in paused
    return {
        "status": cb.status,
        "open": open_,
        "sort": cb.sort,
        "turn": cb.turn,
        "rain": cb.sort is Sort.LEAK and cb.turn > 1,
        "due_at": due_at,
        "late": work.now - due_at if late and due_at else None,
        "paused": paused,
        "asked_at": cb.asked_at,
        "in_chat": view.reporter.telegram_id is not None and view.reporter.reachable,
        "tries": cb.tries,
        "channel": cb.channel,
        "by": work.people.get(cb.done_by).name if cb.done_by else None,
        "done_at": cb.done_at,
        **{name: getattr(cb, name) for name in QUESTIONS},
        "words": cb.words,
        "opinion": cb.opinion,
        "promised_at": cb.promised_at,
        "answered_at": cb.answered_at,
        "ordered_at": cb.ordered_at,
        "tested_at": view.facts.water_tested_at,
    }


def due_of(view: View, cb: Callback) -> datetime | None:
    """When it is promised now; put off, the row keeps its limit for the figures (F-02)."""
    running = view.running(Promised.CALLBACK) if cb.status in callbacks.OPEN else None
    return running.due_at if running is not None else cb.due_at


def next_question(cb: Callback) -> str | None:
    """The first of the three questions without an answer, while the answer was a good one."""
    if cb.status is not Status.GOOD:
        return None
    return next((name for name in QUESTIONS if getattr(cb, name) is None), None)


def show_owner(
    work: Work, cb: Callback, *, repost: bool = False, asks: str | None = None, lane: Lane | None = None
) -> None:
    """The owner's question and what became of it; `asks`: which of the three questions is put."""
    view = load(work, work.cases.get(cb.case_id))
    given = {**values(view, work.now), "c": about(work, cb, view), "asks": asks}
    said = Words("callback/ask", given, f"b{cb.id}", cb.version)
    lane = lane or (Lane.REMINDER if repost else Lane.REPLY)
    show(
        work,
        private(view.reporter, view.community),
        f"callback:{cb.id}",
        said,
        lane=lane,
        case=cb.case_id,
        repost=repost,
    )


def show_desk(work: Work, cb: Callback, chat: Chat, *, repost: bool, asks: str | None = None) -> None:
    """The card of whoever telephones, in their private chat: name, number, what was repaired, what can be recorded."""
    view = load(work, work.cases.get(cb.case_id))
    given = {**values(view, work.now), "c": about(work, cb, view), "asks": asks}
    said = Words("callback/desk_card", given, f"b{cb.id}", cb.version)
    show(work, chat, f"callback:{cb.id}:{_DESK}:{chat.person}", said, case=cb.case_id, repost=repost)


def show_order(work: Work, cb: Callback, chats: Collection[Chat] = ()) -> None:
    """The fault, with the one tap that sends the written order; sent, it says when (CBK-09). `chats`: to show it anew."""
    view = load(work, work.cases.get(cb.case_id))
    given = {**group_values(view, work.now), "c": for_groups(work, cb, view), "limit": notice_due(work, cb)}
    said = Words("callback/order_asked", given, f"b{cb.id}", cb.version)
    for chat in chats or _standing(work, cb, view.community):
        key = f"callback:{cb.id}:{_ORDER}:{chat.id}"
        show(work, chat, key, said, lane=Lane.TASK, case=cb.case_id, repost=bool(chats))


def for_groups(work: Work, cb: Callback, view: View) -> dict[str, Any]:
    """The callback's values as a group reads them: no room, name or number in anybody's words."""
    given = about(work, cb, view)
    hidden = {"rooms": view.rooms, "names": (view.reporter.name,)}
    for said in ("words", "opinion"):
        if given[said]:
            given[said] = for_group(given[said], **hidden)
    return {**given, "paused": {kind: for_group(reason, **hidden) for kind, reason in given["paused"].items()}}


def notice_due(work: Work, cb: Callback) -> Any:
    """Until when the written order is to be sent; None once it was."""
    found = work.deadlines.open_of(cb.case_id, Promised.NOTICE)
    return found.due_at if found is not None and cb.ordered_at is None else None


def refresh(work: Work, cb: Callback) -> None:
    """Every card of the callback shows how it stands now; nobody is rung again."""
    if work.cards.find(f"callback:{cb.id}") is not None:
        show_owner(work, cb, asks=None)
    community = work.people.community(cb.community_id)
    for key in work.cards.keys_of(cb.case_id, f"callback:{cb.id}:{_DESK}:"):
        person = work.people.get(int(key.rpartition(":")[2]))
        chat = private(person, community)
        if chat is not None and work.people.who(person, community.language).is_any(cb.community_id, DESK_ROLES):
            show_desk(work, cb, chat, repost=False)
    show_waiting(work, cb.community_id, repost=False)


def refresh_of(work: Work, case: int) -> None:
    """The callbacks of a case that still state a promised time show how it stands; nobody is rung again."""
    for cb in work.callbacks.of(case):
        owed = cb.promised_at is not None and cb.answered_at is None
        if cb.status in callbacks.OPEN or owed or (cb.status is Status.FAULT and cb.ordered_at is None):
            refresh(work, cb)
            show_order(work, cb)


def show_waiting(work: Work, community: int, *, repost: bool) -> None:
    """The desk reads how many are to be asked by telephone: one message, moved down when there are more."""
    waiting, late = work.callbacks.waiting(community, work.now)
    said = Words("callback/waiting", {"count": waiting, "late": late}, "m")
    for chat in desk_chats(work, work.people.community(community)):
        if repost or work.cards.find(f"callbacks:{chat.id}") is not None:
            show(work, chat, f"callbacks:{chat.id}", said, lane=Lane.REMINDER, repost=repost)


def desk_chats(work: Work, community: Community) -> list[Chat]:
    """Where the desk is reached: its group; without one everybody on duty there, else everybody."""
    group = team_chat(work, community, Team.DESK)
    if group is not None:
        return [group]
    for on_duty in (True, None):
        desk = work.staff.listed(community.id, team=Team.DESK, on_duty=on_duty)
        chats = [chat for _, p in desk if (chat := private(p, community)) is not None]
        if chats:
            return chats
    return []


def _standing(work: Work, cb: Callback, community: Community) -> list[Chat]:
    keys = set(work.cards.keys_of(cb.case_id, f"callback:{cb.id}:{_ORDER}:"))
    return [chat for chat in desk_chats(work, community) if f"callback:{cb.id}:{_ORDER}:{chat.id}" in keys]


def report(work: Work, case: Case, cb: Callback, by: int | None) -> None:
    """The result goes to the desk supervisor (CBK-11); a good one without words where the community wants that."""
    plain = cb.status is Status.GOOD and not cb.words and cb.promised_at is None
    if plain and not work.standards.value(case.community_id, "callback.report_good"):
        return
    view = load(work, case)
    said = Words(
        "callback/told_result", {**values(view, work.now), "c": about(work, cb, view)}, f"b{cb.id}", cb.version
    )
    lane = Lane.REMINDER if cb.status is Status.GOOD else Lane.TASK
    for _, person in work.staff.listed(case.community_id, roles=[Role.DESK_SUPERVISOR]):
        if person.id != by:
            key = f"callback:{cb.id}:result:{cb.status}:{person.id}"
            tell(work, private(person, view.community), key, said, lane=lane, case=case.id)
