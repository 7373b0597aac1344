"""An order as those read it that serve every flow, its promises counted anew, its whole story; lists of orders (SPS-29, F-27)."""

from datetime import timedelta
from typing import Any

from domain import order
from domain.cases import Case, Deadline
from domain.errors import Refused
from domain.order import Action, State, Status
from domain.order import Who as Hat
from domain.people import DESK_ROLES, Role, Team, Who
from services import Work
from services.ladder.anew import Anew
from services.order.acting import allowed, found
from services.order.views import figures, group_values, hats, load, owner_card, staff_card, subject, values
from services.teams import reached, send_files, story_of
from services.tell import Chat, Words, show, tell

#: What of the history is for the staff's eyes only.
_INTERNAL = frozenset({
    "reveal", "alert", "order_consent", "order_called", "order_reason", "order_hand_in", "order_confirm", "order_countersign",
    "order_file", "order_asked_for",
})  # fmt: skip
#: Lists of orders: under way, owing, with copies on the way.
TABS = ("open", "owing", "papers")
#: Lines of a list.
_MOST = 20


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """All of it for those who may know it, what the group reads for the department; None for everybody else."""
    worn = hats(case, work.orders.of(case.id), who)
    if not worn - {Hat.REPORTER}:
        return None
    given = (values if order.may(Action.REVEAL, worn) else group_values)(load(work, case), work.now)
    read: dict[str, Any] = given["r"]
    return read


def team_chats(work: Work, case: Case) -> list[Chat]:
    """Where the department is reached about it."""
    return reached(work, work.people.community(case.community_id), case.team)


def answer_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """The answer by the figure in force (SPS-26)."""
    return Anew(deadline.starts_at + timedelta(hours=figures(work, case.community_id).answer_hours))


def doing_anew(work: Work, case: Case, deadline: Deadline) -> Anew | None:
    """Without an appointment by the figure in force (CNV-04)."""
    if case.appointment_to is not None and case.appointment_to == deadline.due_at:
        return None
    return Anew(deadline.starts_at + timedelta(hours=figures(work, case.community_id).do_hours))


def callback_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """The callback by the figure in force (SPS-19)."""
    return Anew(deadline.starts_at + timedelta(hours=figures(work, case.community_id).callback_hours))


def signing_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """When nobody is waited for any more, by the figure in force (CNV-05)."""
    due = deadline.starts_at + timedelta(days=figures(work, case.community_id).sign_days)
    return Anew(due, fire_at=due, own_way=True)


def show_order(work: Work, who: Who, case: int, chat: Chat) -> None:
    """The live card again, down where the person is looking; name, phone and amount shown to staff are on the record."""
    there = found(work, case)
    view = load(work, there)
    if there.reporter_id == who.person.id:
        owner_card(work, view, repost=True)
        return
    worn = hats(there, view.facts, who)
    if not worn:
        raise Refused("common/not_yours")
    if order.may(Action.REVEAL, worn):
        work.cases.log(case, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    staff_card(work, view, who, chat, repost=True)


def show_history(work: Work, who: Who, case: int, chat: Chat, update: int) -> None:
    """The whole story as this person may see it."""
    there = allowed(work, who, case, Action.HISTORY)
    given = {**values(load(work, there), work.now), **story_of(work, who, there, _INTERNAL)}
    tell(work, chat, f"history:{case}:{update}", Words("matters/history", given, subject(there)), case=case)


def show_files(work: Work, who: Who, case: int, chat: Chat, update: int) -> int:
    """The photos and files, for whoever has to do with it; how many there are."""
    there = found(work, case)
    if not hats(there, work.orders.of(case), who):
        raise Refused("common/not_yours")
    return send_files(work, there, chat, f"pictures:{case}:{update}")


def may_list(who: Who, community: int) -> bool:
    """Who reads lists of orders: the office, finance, and the heads of departments their own."""
    return who.is_any(community, DESK_ROLES | {Role.FINANCE, Role.LEAD})


def show_list(work: Work, who: Who, community: int, tab: str, chat: Chat) -> None:
    """The orders of a tab, the oldest first; a department's head sees its own, without amounts."""
    if not may_list(who, community):
        raise Refused("common/not_yours")
    tab = tab if tab in TABS else TABS[0]
    post = who.post(community)
    team = post.team if post is not None and post.role is Role.LEAD else None
    listed = _of_tab(work, community, tab, team)
    shown = listed[:_MOST]
    given = {
        "tab": tab,
        "tabs": TABS,
        "orders": [{"id": c.id, **values(load(work, c), work.now)["r"]} for c in shown],
        "more": len(listed) > _MOST,
        "amounts": team is None,
    }
    show(work, chat, f"orders:{who.person.id}", Words("order/list", given, "m"), repost=True)


def _of_tab(work: Work, community: int, tab: str, team: Team | None) -> list[Case]:
    if tab == "papers":
        moving = (State.OUT, State.HANDED_IN, State.CONFIRMED, State.SIGNED)
        cases = work.orders.with_copies(community, moving, _MOST + 1)
        done = [c for c in cases if Status(c.status) in order.ACCEPTED]
        return [c for c in done if team is None or c.team is team]
    statuses = {Status.OWING} if tab == "owing" else set(Status) - order.FINAL - {Status.OWING}
    return work.orders.listed(community, statuses, team, _MOST + 1)
