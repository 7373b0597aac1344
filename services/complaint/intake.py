"""A complaint becomes a numbered case: acknowledged at once, judged by the desk afterwards (CMP-15, CMP-17, INT-22, X-06)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain import complaint
from domain.cases import Channel
from domain.complaint import Field, Grade, Proposal, Topic, Validity
from domain.people import Community, Person, Team, Unit, Who
from domain.sending import Lane
from services import Work
from services.complaint.acting import promise
from services.complaint.handing import handed, to_director
from services.complaint.views import (
    View,
    heads,
    kept_back,
    lane,
    load,
    owner_chat,
    refresh,
    staff_card,
    subject,
    values,
)
from services.filing import Filed, open_case
from services.tell import Words, private, team_chat, tell


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is known about a new complaint (CMP-15)."""

    community: Community
    reporter: Person
    topic: Topic
    words: str
    unit: Unit | None = None
    place: str | None = None
    happened: str | None = None
    against_team: Team | None = None
    against_person: str | None = None
    wish: str | None = None
    wish_by: datetime | None = None
    anonymous: bool = False
    #: Still going on, and somebody may come to harm (CMP-23).
    harm: bool = False
    agitated: bool = False
    media: Sequence[Mapping[str, Any]] = ()
    channel: Channel = Channel.CHAT
    taken_by: Person | None = None
    proposed: Mapping[str, Proposal] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


def file(work: Work, who: Who, new: Complaint) -> View:
    """Registers it, thanks, promises, and shows it to the desk; harm that goes on is handed over at once (CMP-23, X-52)."""
    team = new.against_team or complaint.TEAM_OF[new.topic]
    filed = Filed(
        new.community, new.reporter, new.topic, new.words, new.unit, new.place,
        channel=new.channel, taken_by=new.taken_by, team=team, urgent=new.harm,
    )  # fmt: skip
    case = open_case(work, "complaint", complaint.START, filed)
    proposed = {str(field_): {"value": p.value, "words": list(p.words)} for field_, p in new.proposed.items()}
    work.complaints.add(case.id, {
        "happened": new.happened, "against_team": new.against_team, "against_person": new.against_person, "wish": new.wish,
        "wish_by": new.wish_by, "anonymous": new.anonymous, "harm": new.harm, "agitated": new.agitated, "proposed": proposed,
    })  # fmt: skip
    work.media.attach(case.id, who.person.id, "report", new.media, work.now)
    said = {"channel": new.channel, **new.extra}
    work.cases.log(case.id, work.now, who.person.id, "report", None, complaint.START, said)
    view = promise(work, load(work, case))
    _thank(work, view)
    if new.harm:
        view = handed(work, None, view, team)
        if view.facts.counted_as() is Grade.MAJOR:
            view = to_director(work, None, view)
        _alarm(work, view)
    refresh(work, view, owner_repost=True, desk_repost=True)
    _without_group(work, view)
    return view


def _thank(work: Work, view: View) -> None:
    """Thanked at once, with regret where we are likely at fault or it hurts still (X-06, CMP-15)."""
    likely = view.facts.proposed.get(str(Field.VALIDITY), {}).get("value")
    sorry = likely == Validity.VALID or view.facts.harm or view.facts.agitated
    said = Words("complaint/told_thanks", {**values(view, work.now), "sorry": sorry}, subject(view.case))
    tell(work, owner_chat(view), f"complaint:{view.case.id}:thanks", said, lane=lane(view.case), case=view.case.id)


def _alarm(work: Work, view: View) -> None:
    """Harm that goes on: the department's own group hears of it too, without name or room, to stop it first (CMP-23)."""
    chat = team_chat(work, view.community, Team(view.case.team))
    said = Words("complaint/stop_first", values(view, work.now, named=False), subject(view.case), view.case.version)
    if view.case.team != Team.DESK:
        tell(work, chat, f"complaint:{view.case.id}:harm", said, lane=Lane.EMERGENCY, case=view.case.id)


def _without_group(work: Work, view: View) -> None:
    """No group is bound for the desk: everybody who works there has the card in private."""
    if team_chat(work, view.community, Team.DESK) is not None:
        return
    for _, person in work.staff.listed(view.community.id, team=Team.DESK):
        if private(person, view.community) is not None:
            staff_card(work, work.people.who(person, view.community.language), view, repost=True)


def add(work: Work, who: Who, view: View, text: str, media: Sequence[Mapping[str, Any]]) -> View:
    """More words and pictures; whoever handles it reads them at once."""
    count = work.media.attach(view.case.id, who.person.id, "add", media, work.now)
    data = {"text": text, "photos": len(media)}
    line = work.cases.log(view.case.id, work.now, who.person.id, "add", None, None, data)
    view = load(work, work.cases.change(view.case, {}))
    refresh(work, view)
    for person in heads(work, view):
        if person.id != who.person.id:
            named = not view.facts.anonymous
            given = {**values(view, work.now, named=named), "text": kept_back(view, text), "count": count or len(media)}
            said = Words("complaint/told_more", given, subject(view.case), view.case.version)
            tell(
                work,
                private(person, view.community),
                f"complaint:{view.case.id}:more:{line}:{person.id}",
                said,
                lane=lane(view.case),
                case=view.case.id,
            )
    return view
