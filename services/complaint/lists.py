"""What is looked at on demand: the judging card, the history, the pictures, what is owing."""

from collections.abc import Mapping
from typing import Any

from domain import complaint
from domain.complaint import Action, Cause, Field
from domain.errors import Refused
from domain.people import Who
from services import Work
from services.complaint.acting import allowed
from services.complaint.views import View, hats, kept_back, load, subject, told_values, values
from services.exchanges import about
from services.teams import send_files
from services.tell import Chat, Words, private, show, tell

#: As many lines of history as fit a phone's screen or two.
HISTORY_LINES = 20
#: What of the history is for the staff's eyes only.
_INTERNAL = frozenset(
    {
        "reveal",
        "alert",
        "judge",
        "plan",
        "choose",
        "correct",
        "corrected",
        "findings",
        "director",
        "call",
        "release",
        "paid",
    }
)


def show_judging(work: Work, who: Who, view: View, *, repost: bool) -> None:
    """The four fields and the cause, each value a button; what the words propose is marked as a proposal (X-12)."""
    fields = {str(field): [str(value) for value in complaint.VALUES[field]] for field in Field}
    given = {**told_values(view, work.now, who), "fields": fields, "causes": [str(cause) for cause in Cause]}
    said = Words("complaint/judge", given, subject(view.case), view.case.version)
    key = f"case:{view.case.id}:judge:{who.person.id}"
    show(work, private(who.person, view.community), key, said, case=view.case.id, repost=repost)


def show_history(work: Work, who: Who, chat: Chat, case: int, update: int) -> None:
    """The whole story as this person may read it: whoever complained without internal lines, departments without who they are."""
    view = allowed(work, who, case, Action.HISTORY)
    staff = who.post(view.case.community_id) is not None
    hidden = not complaint.sees_name(hats(view, who), view.facts.anonymous)
    names: dict[int, str] = {}
    lines: list[dict[str, Any]] = []
    for event in work.cases.history(case):
        if event.kind in _INTERNAL and not staff:
            continue
        if event.by is not None and event.by not in names:
            secret = hidden and event.by == view.case.reporter_id
            names[event.by] = "" if secret else work.people.get(event.by).name
        lines.append(
            {
                "at": event.at,
                "kind": event.kind,
                "by": names.get(event.by or 0),
                "data": _told(view, event.data) if hidden else event.data,
            }
        )
    given = {
        "r": told_values(view, work.now, who)["r"],
        "lines": lines[-HISTORY_LINES:],
        "left_out": max(0, len(lines) - HISTORY_LINES),
        "talks": bool(about(work, who, case)),
    }
    tell(work, chat, f"history:{case}:{update}", Words("complaint/history", given, subject(view.case)), case=case)


def _told(view: View, data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: kept_back(view, value) if isinstance(value, str) else value for key, value in data.items()}


def show_payment(work: Work, who: Who, view: View, chat: Chat, update: int) -> None:
    """What the home owes for matters of ours, after registration and for the office alone; it moves nothing (X-14, CMP-18)."""
    owing = work.cases.owing_of_unit(view.case.unit_id) if view.case.unit_id else []
    work.cases.log(view.case.id, work.now, who.person.id, "paid", None, None, {})
    rows = [{"number": c.number, "fen": c.owing_fen} for c in owing]
    given = {"r": values(view, work.now)["r"], "rows": rows, "fen": sum(c.owing_fen for c in owing)}
    said = Words("complaint/payment", given, subject(view.case))
    tell(work, chat, f"complaint:{view.case.id}:paid:{update}", said, case=view.case.id)


def pictures(work: Work, who: Who, case: int, chat: Chat, key: str) -> int:
    """Sends the photos, voices and files to whoever asks and may see them; how many there are."""
    found = work.cases.find(case)
    if found is None or found.flow != "complaint" or not hats(load(work, found), who):
        raise Refused("common/not_yours")
    return send_files(work, found, chat, key)
