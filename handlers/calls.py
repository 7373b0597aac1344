"""The butlers' call list: buildings, who is to be rung there, one card with the number, and what became of the call."""

from collections.abc import Mapping

from domain.calls import Call, Event, Status
from domain.errors import Refused
from domain.people import DESK_ROLES, Staff, Who
from handlers.acts import Act, Tap
from services import calls
from services.announcements.cards import body
from services.tell import Words, show

#: Lines of a page.
PAGE = 8


def _post(act: Act) -> Staff:
    post = act.who.post(act.at_work.id)
    if post is None or post.role not in DESK_ROLES:
        raise Refused("common/not_yours")
    return post


def _show(act: Act, said: Words, *, repost: bool = False) -> None:
    """One message, in private: the buildings, then a building, then a person, and back."""
    show(act.work, act.private, f"calls:{act.private.id}", said, repost=repost)


def _list(act: Act) -> None:
    """Buildings of the butler's zone with how many are to be rung; `p<page>_<building>`: who."""
    post = _post(act)
    page, _, code = act.value.partition("_")
    if page.startswith("p"):
        act.value = page.removeprefix("p")
        _building(act, code, act.number)
        return
    names = dict(act.work.people.buildings(act.at_work.id))
    rows = [
        {"code": code, "name": names.get(code, code), "count": count}
        for code, count in act.work.calls.buildings(act.at_work.id, post.zone)
    ]
    _show(act, Words("calls/buildings", {"rows": rows, "zone": bool(post.zone)}, "m"), repost=not act.value)


def _building(act: Act, code: str, page: int) -> None:
    names = dict(act.work.people.buildings(act.at_work.id))
    found = act.work.calls.open_in(act.at_work.id, code, PAGE + 1, page * PAGE)
    rows = [_row(act, call) for call in found[:PAGE]]
    given = {"rows": rows, "code": code, "name": names.get(code, code), "page": page, "more": len(found) > PAGE}
    _show(act, Words("calls/list", given, "m"))


def _row(act: Act, call: Call) -> dict[str, object]:
    homes = act.work.calls.homes(call.community_id, [call.person_id]).get(call.person_id, [])
    case = act.work.cases.find(call.case_id) if call.case_id is not None else None
    one = act.work.announcements.find(call.announcement_id) if call.announcement_id is not None else None
    return {
        "id": call.id, "home": homes[0][0].label if homes else "", "number": case.number if case else None,
        "kind": one.kind if one else None, "period": _period(act, call), "reason": call.reason, "since": call.since, "tries": call.tries,
    }  # fmt: skip


def _period(act: Act, call: Call) -> str | None:
    """The month of the statement of account it is about."""
    statement = calls.statement_of(call)
    return act.work.statements.get(statement).period if statement is not None else None


def _card(act: Act) -> None:
    """Name and number of whoever is to be rung, with what could not be said."""
    if not act.incoming.private:
        act.toast("common/go_private")
        return
    seen = calls.reveal(act.work, act.who, act.subject)
    call = act.work.calls.get(act.subject)
    one = act.work.announcements.find(call.announcement_id) if call.announcement_id is not None else None
    statement = calls.statement_of(call)
    fen = act.work.statements.get(statement).fen if statement is not None else None
    given = {
        "c": seen,
        "n": body(act.work, one) if one is not None and not seen["text"] else None,
        "fen": fen,
        "period": _period(act, call),
    }
    _show(act, Words("calls/card", given, f"l{call.id}", call.version))


def _open(act: Act) -> None:
    """From the list: `open.<id>`."""
    act.subject = act.number
    _card(act)


def _became(event: Event, *, visited: bool = False) -> Tap:
    def tap(act: Act) -> None:
        after = calls.outcome(act.work, act.who, act.subject, event, visited=visited)
        act.toast("calls/toast_again" if after.status is Status.NO_ANSWER else "calls/toast_done")
        _building(act, after.building, 0)

    return tap


def _back(act: Act) -> None:
    call = calls.found(act.work, act.who, act.subject)
    _building(act, call.building, 0)


#: Buttons of one line.
TAPS: Mapping[str, Tap] = {
    "reached": _became(Event.REACH),
    "visited": _became(Event.REACH, visited=True),
    "no_answer": _became(Event.MISS),
    "wrong": _became(Event.WRONG),
    "needless": _became(Event.DROP),
    "back": _back,
}
#: The list, and one of its lines.
MENU: Mapping[str, Tap] = {"calls": _list, "call": _open}


def offers(who: Who) -> set[str]:
    """For the desk."""
    return {"calls"} if any(s.role in DESK_ROLES for s in who.staff) else set()
