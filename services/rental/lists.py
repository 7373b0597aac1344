"""Contracts as those read them that serve every flow: lists, boards, the search; clocks counted anew; the whole story."""

from typing import Any

from domain import rental
from domain.cases import Case, Deadline
from domain.errors import Refused
from domain.figures import month
from domain.people import DESK_ROLES, Community, Role, Team, Who
from domain.rental import Action, Kind
from domain.rental import Who as Hat
from services import Work
from services.ladder.anew import Anew
from services.rental.acting import allowed, found, out_at
from services.rental.doing import today
from services.rental.views import hats, load, renter_card, staff_card, subject, values
from services.teams import reached, send_files, story_of
from services.tell import Chat, Words, tell
from services.tell import show as show_card

#: Who may look at contracts and their money.
READERS = DESK_ROLES | {Role.FINANCE}
_PER = 8


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """All of it for finance, the office and the heads; None for everybody else."""
    if not hats(work, case, who) - {Hat.REPORTER}:
        return None
    read: dict[str, Any] = values(load(work, case), work.now)["r"]
    return read


def desk_chats(work: Work, case: Case) -> list[Chat]:
    """Where the desk is reached about it."""
    return reached(work, work.people.community(case.community_id), Team.DESK)


def out_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """When the desk is told that it runs out, by the figure in force; once told it stays told."""
    fire = out_at(work, case.community_id, deadline.due_at) if deadline.rung == 0 else deadline.due_at
    return Anew(deadline.due_at, fire_at=fire, own_way=True)


def check_reader(who: Who, community: int) -> None:
    """`Refused("common/not_yours")` unless they may look at contracts there."""
    if not who.is_any(community, READERS):
        raise Refused("common/not_yours")


def show_list(work: Work, who: Who, community: Community, chat: Chat, page: int, *, over: bool) -> None:
    """Contracts of the community: those that run, with what is owed of each, or those that are over; one live card."""
    check_reader(who, community.id)
    rows = work.rentals.listed(community.id, over=over, limit=_PER + 1, offset=page * _PER)
    views = [load(work, case) for case in rows[:_PER]]
    day = today(work, community)
    month_ = month(day)
    came = sum(fen for _, _, fen in work.rentals.received(community.id, month_.first, month_.last))
    given = {
        "rows": [{"id": v.case.id, **values(v, work.now)["r"]} for v in views],
        "page": page,
        "more": len(rows) > _PER,
        "over": over,
        "came": came,
        "owing": sum(load(work, case).owed for case in work.rentals.signed(community.id)),
        "month": day,
        "keeper": who.is_any(community.id, DESK_ROLES),
    }
    show_card(
        work,
        chat,
        f"rentals:{who.person.id}",
        Words("rental/list", given, f"L{community.id}"),
        repost=page == 0 and not over,
    )


def show_places(work: Work, who: Who, community: Community, chat: Chat) -> None:
    """What can be let, by kind, and what is let today."""
    check_reader(who, community.id)
    day = today(work, community)
    rows = [
        {
            "id": p.id,
            "kind": str(p.kind),
            "name": p.name,
            "active": p.active,
            "let": rental.overlap(day, day, work.rentals.taken(p.id)),
        }
        for kind in Kind
        for p in work.rentals.places(community.id)
        if p.kind == kind
    ]
    given = {"rows": rows, "keeper": who.is_any(community.id, DESK_ROLES)}
    show_card(work, chat, f"rentals:{who.person.id}", Words("rental/places", given, f"L{community.id}"))


def show(work: Work, who: Who, case: int, chat: Chat) -> None:
    """The live card again, down where the person is looking; name, phone and amounts shown to the staff are on the record."""
    there = found(work, case)
    view = load(work, there)
    if there.reporter_id == who.person.id and not hats(work, there, who) - {Hat.REPORTER}:
        renter_card(work, view, repost=True)
        return
    rental.check_may(Action.REVEAL, hats(work, there, who))
    work.cases.log(case, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    staff_card(work, view, who, chat, repost=True)


def show_history(work: Work, who: Who, case: int, chat: Chat, update: int) -> None:
    """The whole story, for the staff it is a business of."""
    there = allowed(work, who, case, Action.HISTORY)
    given = {**values(load(work, there), work.now), **story_of(work, who, there, ())}
    tell(work, chat, f"history:{case}:{update}", Words("matters/history", given, subject(there)), case=case)


def show_files(work: Work, who: Who, case: int, chat: Chat, update: int) -> int:
    """Pictures of the paper and of what was looked at; how many there are."""
    there = allowed(work, who, case, Action.HISTORY)
    return send_files(work, there, chat, f"pictures:{case}:{update}")
