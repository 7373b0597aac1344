"""The office: closing with a written reason, the history, the pictures, everything that is open (X-13, REP-08)."""

from typing import Any

from domain import repair
from domain.cases import Case
from domain.errors import Outdated, Refused
from domain.lifecycle import move
from domain.people import Community, Who
from domain.repair import Action, Event
from services import Work
from services.exchanges import about
from services.matters import shared
from services.repair.acting import allowed, carry
from services.repair.views import (
    EVENT_OF,
    View,
    group_values,
    hats,
    load,
    owner_chat,
    possible,
    refresh_without_worker,
    retire,
    subject,
    values,
)
from services.teams import send_files
from services.tell import Chat, Words, show, tell


def close(work: Work, who: Who, case: int, reason: str) -> View:
    """A supervisor ends the matter with a written reason; the owner reads it (X-13)."""
    found = allowed(work, who, case, Action.CLOSE)
    view, line = carry(work, who, found, Event.CLOSE, {"closed_at": work.now, "outcome": reason}, reason=reason)
    retire(work, view, view)
    refresh_without_worker(work, view)
    tell(
        work,
        owner_chat(view),
        f"repair:{case}:closed:{line}",
        Words("repair/told_closed", {**values(view, work.now), "reason": reason}),
        case=case,
    )
    return view


def check_now(work: Work, case: Case, action: Action) -> None:
    """`Refused("common/not_now")` when the table does not allow the action now: said before questions are asked."""
    event = EVENT_OF.get(action)
    if event is not None:
        move(repair.TABLE, repair.Status(case.status), event)
    elif action is Action.ADD and repair.Status(case.status) in repair.FINAL:
        raise Refused("common/not_now")


def show_card(work: Work, who: Who, community: Community, chat: Chat, case: Case) -> None:
    """The case as a staff member sees it, with what they can do now; address, name and phone for those who may (X-42)."""
    view = load(work, case)
    worn = hats(case, who)
    if not worn:
        raise Refused("common/not_yours")
    days = work.standards.number(community.id, "repair.reopen_days")
    may = possible(view, worn, work.now, days)
    if Action.REVEAL in may:
        work.cases.log(case.id, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    # A colleague who has nothing to do with it reads what the group reads.
    given = values(view, work.now, may) if Action.HISTORY in may else {**group_values(view, work.now), "can": may}
    given["shared"] = shared(work, case, who)
    said = Words("repair/staff_card", given, subject(case), case.version)
    show(work, chat, f"case:{case.id}:staff:{who.person.id}", said, case=case.id, repost=True)


#: What of the history is for the staff's eyes only.
_INTERNAL = frozenset({"reveal", "alert"})


def history(work: Work, who: Who, case: int) -> dict[str, Any]:
    """The whole story as this person may see it: residents without internal lines and the names of others who live there."""
    found = allowed(work, who, case, Action.HISTORY)
    view = load(work, found)
    staff = who.post(found.community_id) is not None
    names: dict[int, str] = {}
    lines = []
    for event in work.cases.history(case):
        if event.kind in _INTERNAL and not staff:
            continue
        if event.by is not None and event.by not in names:
            discreet = not staff and event.by != who.person.id and _of_the_home(work, found, event.by)
            names[event.by] = "" if discreet else work.people.get(event.by).name
        by = names.get(event.by) if event.by is not None else None
        lines.append({"at": event.at, "kind": event.kind, "by": by, "home": by == "", "data": event.data})
    left_out = max(0, len(lines) - HISTORY_LINES)
    talks = bool(about(work, who, found.id))
    return {**values(view, work.now), "lines": lines[-HISTORY_LINES:], "left_out": left_out, "talks": talks}


def _of_the_home(work: Work, case: Case, person: int) -> bool:
    """Whether they acted as a resident: the reporter, or anybody who lives or lived in the home."""
    return person == case.reporter_id or (case.unit_id is not None and work.people.ever_lived(person, case.unit_id))


#: As many lines of history as fit a phone's screen or two.
HISTORY_LINES = 20


def pictures(work: Work, who: Who, case: int, chat: Chat, key: str) -> int:
    """Sends the photos, voices and files of a case to whoever asks and may see them; how many there are."""
    found = work.cases.find(case)
    if found is None or found.flow != "repair":
        raise Outdated  # what belongs to another flow is read by the rules of that one
    if not hats(found, who):
        raise Refused("common/not_yours")
    return send_files(work, found, chat, key)


def waiting(work: Work, who: Who, community: int, *, offset: int, limit: int) -> list[Case]:
    """Matters of the community that nobody has taken; any of the staff may look."""
    if who.post(community) is None:
        raise Refused("common/not_yours")
    statuses = [repair.Status.REPORTED, repair.Status.ASSIGNED]
    return work.cases.open_of_community(community, repair.FINAL, statuses=statuses, limit=limit, offset=offset)
