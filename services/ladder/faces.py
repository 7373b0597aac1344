"""The alert about a late promise: one live message per promise and reader, moved down at each rung, settled in place."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.cases import Case, Deadline, DeadlineStatus
from domain.ladder import Rung
from domain.people import Community, Person
from domain.sending import Lane
from services import Work
from services.tell import Words, private, show

_PREFIX = "alert:"


def lane_of(case: Case, deadline: Deadline) -> Lane:
    """Urgent matters overtake everything, as long as the crew's own work is meant; what is only coming waits for the morning."""
    if case.urgent and deadline.team is case.team:
        return Lane.EMERGENCY
    return Lane.REMINDER if deadline.rung <= Rung.REMIND else Lane.TASK


def show_alert(
    work: Work, community: Community, person: Person, case: Case, deadline: Deadline, about: Mapping[str, Any],
    *, repost: bool,
) -> None:  # fmt: skip
    """Shows one reader where the promise stands; `about` is what the case's own cards are given."""
    said = Words("ladder/alert", {**about, "d": standing(work, deadline)}, f"d{deadline.id}", deadline.version)
    key = f"{_PREFIX}{deadline.id}:{person.id}"
    lane = lane_of(case, deadline)
    show(work, private(person, community), key, said, lane=lane, case=case.id, repost=repost)


def standing(work: Work, deadline: Deadline) -> dict[str, Any]:
    """The promise in plain values, with who heard of it so far."""
    open_ = deadline.status is DeadlineStatus.OPEN
    taken = deadline.taken_by if open_ and deadline.taken_until and deadline.taken_until > work.now else None
    return {
        "kind": deadline.kind,
        "due_at": deadline.due_at,
        "late": work.now - deadline.due_at if work.now >= deadline.due_at else None,
        "left": deadline.due_at - work.now if work.now < deadline.due_at else None,
        "open": open_,
        "status": deadline.status,
        "rung": deadline.rung,
        "taken_by": work.staff.person_of(taken).name if taken else None,
        "taken_until": deadline.taken_until if taken else None,
        "paused_reason": deadline.paused_reason if deadline.paused_at else None,
        "paused_at": deadline.paused_at,
        "told": told(work, deadline),
    }


def told(work: Work, deadline: Deadline) -> list[dict[str, Any]]:
    """Who was alerted when, oldest first: `to` are names, or `group`."""
    return [
        {"at": event.at, "to": event.data["to"]}
        for event in work.cases.events_of(deadline.case_id, "alert")
        if event.data.get("deadline") == deadline.id
    ]


def refresh_alerts(work: Work, community: Community, case: Case, about: Mapping[str, Any]) -> None:
    """Every alert about the case shows how it stands now; nobody is rung again."""
    for key in work.cards.keys_of(case.id, _PREFIX):
        _, deadline, person = key.split(":")
        found = work.deadlines.find(int(deadline))
        if found is not None:
            show_alert(work, community, work.people.get(int(person)), case, found, about, repost=False)


def names(people: Sequence[Person]) -> list[str]:
    """As the history keeps them."""
    return [person.name for person in people]
