"""The faces of a suggestion or a praise: of whoever wrote it, of the desk, of the department it is about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import suggestion
from domain.cases import Case
from domain.lifecycle import can
from domain.people import Team, Who
from domain.suggestion import ANSWER, EVENT_OF, Action, Category, Praise, Status
from domain.suggestion import Who as Hat
from services import Work
from services.ladder.faces import refresh_alerts
from services.teams import Sheet, as_group_reads, opened_by, plain_values, reached, sheet, show_in
from services.tell import Chat, Words, private, show

_TEXTS = ("words", "outcome", "opinion")
_FILED = "suggestion_file"
_OPINION = "suggestion_opinion"


@dataclass(frozen=True, slots=True)
class View:
    """One of them with everything its cards show, loaded once."""

    sheet: Sheet
    #: The department it is about, as whoever wrote it says; None: not said.
    team: Team | None
    praises: tuple[Praise, ...]
    #: Names of the praised, teams by their key.
    praised: tuple[str, ...]
    adopted: bool
    opinion: str | None

    @property
    def case(self) -> Case:
        """The matter."""
        return self.sheet.case

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status(self.case.status)

    @property
    def is_praise(self) -> bool:
        """A praise, not a suggestion."""
        return self.case.category == Category.PRAISE


def load(work: Work, case: Case) -> View:
    """The matter with all its cards show."""
    filed, said = work.cases.last_of(case.id, _FILED), work.cases.last_of(case.id, _OPINION)
    team = filed.data.get("team") if filed else None
    praises = tuple(work.praises.of(case.id))
    named = tuple(work.staff.person_of(p.staff_id).name if p.staff_id else str(p.team or "") for p in praises)
    return View(
        sheet(work, case, (ANSWER,)),
        Team(team) if team else None,
        praises,
        tuple(filter(None, named)),
        work.cases.last_of(case.id, "suggestion_adopt") is not None,
        said.data["text"] if said else None,
    )


def hats(work: Work, case: Case, who: Who) -> frozenset[Hat]:
    """What the person is to it; empty for everybody it is no business of."""
    worn: set[Hat] = {Hat.REPORTER} if who.person.id == case.reporter_id else set()
    post = who.post(case.community_id)
    if post is None:
        return frozenset(worn)
    filed = work.cases.last_of(case.id, _FILED)
    if filed is not None and post.team is not None and filed.data.get("team") == post.team:
        worn.add(Hat.DEPARTMENT)
    office = who.office(case.community_id)
    return frozenset(worn | {Hat(office)} if office else worn)


def possible(view: View, worn: Collection[Hat]) -> set[str]:
    """Actions this person can take now: what decides which buttons a card has."""
    return {str(action) for action in Action if suggestion.may(action, worn) and _now(view, action)}


def _now(view: View, action: Action) -> bool:
    event = EVENT_OF.get(action)
    if event is not None:
        return not view.is_praise and can(suggestion.TABLE, view.status, event)
    return action is Action.REVEAL or view.status not in suggestion.FINAL


def values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """What the templates are given: `r` is the matter in plain values, `can` the actions to offer."""
    return {
        "can": set(may),
        "r": {
            **plain_values(view.sheet, now),
            "worker_post": view.case.assignee_id,
            "team": view.team,
            "praise": view.is_praise,
            "praised": list(view.praised),
            "adopted": view.adopted,
            "opinion": view.opinion,
        },
    }


def group_values(view: View, now: datetime, may: Collection[str] = ()) -> dict[str, Any]:
    """The same for a group: building, no room, name or number."""
    given = values(view, now, may)
    return {**given, "r": as_group_reads(view.sheet, given["r"], _TEXTS)}


def subject(case: Case) -> str:
    """What the buttons are about."""
    return f"p{case.id}"


def owner_chat(view: View) -> Chat | None:
    """Where whoever wrote it reads us."""
    return private(view.sheet.reporter, view.sheet.community)


def owner_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows whoever wrote it the newest state."""
    may = possible(view, {Hat.REPORTER})
    said = Words("suggestion/owner_card", values(view, work.now, may), subject(view.case), view.case.version)
    show(work, owner_chat(view), f"case:{view.case.id}:owner", said, case=view.case.id, repost=repost)


def desk_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the desk the newest state."""
    may = possible(view, {Hat.DESK})
    said = Words("suggestion/desk_card", group_values(view, work.now, may), subject(view.case), view.case.version)
    chats = reached(work, view.sheet.community, Team.DESK)
    show_in(work, chats, f"case:{view.case.id}:desk", said, view.case.id, repost=repost)


def team_card(work: Work, view: View, *, repost: bool = False) -> None:
    """Shows the department it is about what is suggested."""
    if view.team in (None, Team.DESK) or view.is_praise:
        return
    may = possible(view, {Hat.DEPARTMENT})
    said = Words("suggestion/team_card", group_values(view, work.now, may), subject(view.case), view.case.version)
    chats = reached(work, view.sheet.community, view.team or Team.DESK)
    show_in(work, chats, f"case:{view.case.id}:team", said, view.case.id, repost=repost)


def staff_card(work: Work, view: View, who: Who, chat: Chat, *, repost: bool) -> None:
    """A colleague's own card in private: with name and phone for the desk, as the group reads it for a department."""
    may = possible(view, hats(work, view.case, who))
    given = values(view, work.now, may) if Action.REVEAL in may else group_values(view, work.now, may)
    said = Words("suggestion/staff_card", given, subject(view.case), view.case.version)
    show(work, chat, f"case:{view.case.id}:staff:{who.person.id}", said, case=view.case.id, repost=repost)


def refresh(work: Work, view: View, *, owner_repost: bool = False, desk_repost: bool = False) -> None:
    """Every face shows the newest state."""
    owner_card(work, view, repost=owner_repost)
    desk_card(work, view, repost=desk_repost)
    team_card(work, view, repost=desk_repost)
    for who, chat in opened_by(work, view.sheet.community, view.case.id):
        staff_card(work, view, who, chat, repost=False)
    refresh_alerts(work, view.sheet.community, view.case, values(view, work.now))
