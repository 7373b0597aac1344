"""A report becomes a numbered case: whose, where, what, how urgent, who pays, what is promised (REP-01, REP-02, INT-06)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain import repair
from domain.cases import Case, Channel
from domain.errors import Refused
from domain.lifecycle import can
from domain.people import Community, Person, Team, Unit, Who
from domain.repair import Category, Danger, Event, Status
from domain.saying import local_day
from services import Work
from services.filing import Filed, open_case
from services.incidents.proposing import reported
from services.repair.acting import promise
from services.repair.dispatch import offer, offer_privately
from services.repair.moving import into_community
from services.repair.views import View, load, owner_chat, refresh, subject, values, worker_chat
from services.tell import Words, tell, zone_of


@dataclass(frozen=True, slots=True)
class Report:
    """What is known about a new repair."""

    community: Community
    reporter: Person
    category: Category
    words: str
    danger: Danger | None = None
    unit: Unit | None = None
    place: str | None = None
    media: Sequence[Mapping[str, Any]] = ()
    location: Sequence[float] = ()
    contact: str | None = None
    appointment: tuple[datetime, datetime] | None = None
    channel: Channel = Channel.CHAT
    taken_by: Person | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


def report(work: Work, who: Who, new: Report) -> View:
    """Registers the repair, promises, offers it to the crew, and shows everybody their card (INT-22)."""
    start, end = (new.appointment or (None, None)) if new.danger is None else (None, None)
    filed = Filed(
        new.community, new.reporter, new.category, new.words, new.unit, None if new.unit else new.place,
        contact=new.contact, channel=new.channel, taken_by=new.taken_by, team=Team.ENGINEERING,
        danger=new.danger, urgent=new.danger is not None,
    )  # fmt: skip
    case = open_case(work, "repair", repair.START, filed, {"appointment_from": start, "appointment_to": end})
    charge = charge_for(work, new.community, new.category, new.unit)
    work.cases.add_repair(
        case.id, {"charge": charge.kind, "charge_rules": list(charge.rules), "warranty_until": charge.until}
    )
    work.media.attach(case.id, who.person.id, "report", new.media, work.now)
    said = {"channel": new.channel, **new.extra} | ({"location": list(new.location)} if new.location else {})
    if new.danger:
        said["rule"] = repair.rule_of(new.danger)
    work.cases.log(case.id, work.now, who.person.id, "report", None, repair.START, said)
    promise(work, case, 1)
    view = offer(work, load(work, case))
    view = load(work, reported(work, view.case))
    refresh(work, view, owner_repost=True)
    return view


def charge_for(work: Work, community: Community, category: Category, unit: Unit | None) -> repair.Charge:
    """Free, warranty, public or paid, by place, category and the home's age (WAR-01)."""
    terms = repair.WarrantyTerms.of(work.standards.own(community.id))
    today = local_day(work.now, zone_of(community))
    return repair.charge_of(category, unit is None, unit.handed_over_on if unit else None, terms, today)


def likely_double(
    work: Work, community: Community, category: Category, unit: Unit | None, place: str | None
) -> Case | None:
    """The open case this report is most likely about, to be offered instead of a second one."""
    since = work.now - timedelta(days=work.standards.number(community.id, "repair.duplicate_days"))
    found = work.cases.open_at(unit.id if unit else None, place, repair.FINAL, since)
    open_ = [repair.OpenRepair(c.id, c.unit_id, Category(c.category), Status(c.status), c.place) for c in found]
    hit = repair.duplicates(open_, unit.id if unit else None, category, place)
    return next((c for c in found if hit is not None and c.id == hit.id), None)


def place_told(work: Work, who: Who, case: Case, unit: Unit | None, place: str | None) -> View:
    """Where it is, said after the alert (X-52): the crew's card gets it at once, the charge is decided again.

    A home of another community takes it to that community's crew.
    """
    if Status(case.status) in repair.FINAL:
        raise Refused("common/not_now")
    elsewhere = case.unit_id is not None and (unit is None or unit.id != case.unit_id)
    if elsewhere and case.reporter_id != who.person.id and who.post(case.community_id) is None:
        raise Refused("common/not_yours")  # others of the home do not take it away from there
    was, moves = case.number, unit is not None and unit.community_id != case.community_id
    if unit is not None and moves:
        case = into_community(work, who, case, unit)
    community = work.people.community(case.community_id)
    changed = work.cases.change(case, {"unit_id": unit.id if unit else None, "place": None if unit else place})
    charge = charge_for(work, community, Category(case.category), unit)
    work.cases.change_repair(
        case.id, {"charge": charge.kind, "charge_rules": list(charge.rules), "warranty_until": charge.until}
    )
    said = {"unit": unit.label if unit else None, "place": place} | ({"was": was} if moves else {})
    work.cases.log(case.id, work.now, who.person.id, "place", None, None, said)
    view = load(work, changed)
    if moves:
        view = offer(work, view)
    elif view.case.assignee_id is None:
        offer_privately(work, view)
    view = load(work, reported(work, view.case))
    refresh(work, view, owner_repost=moves, crew_repost=can(repair.TABLE, view.status, Event.ACCEPT))
    return view


def add(
    work: Work, who: Who, case: Case, text: str, media: Sequence[Mapping[str, Any]], location: Sequence[float] = ()
) -> View:
    """More words or photos for an open case: kept, and told to whoever has it."""
    longest = work.standards.number(case.community_id, "text.longest")
    words = "\n".join(filter(None, [case.words, text]))[:longest] if text else case.words
    changed = work.cases.change(case, {"words": words})
    new = work.media.attach(case.id, who.person.id, "add", media, work.now)
    data = {"text": text, "photos": new} | ({"location": list(location)} if location else {})
    line = work.cases.log(case.id, work.now, who.person.id, "add", None, None, data)
    view = load(work, changed)
    refresh(work, view)
    tell_both(work, view, who, line, "repair/told_added", {"text": text, "count": new, "by": who.person.name})
    return view


def tell_both(work: Work, view: View, who: Who, line: int, name: str, more: Mapping[str, Any]) -> None:
    """Tells those who did not act: the worker what residents did, the reporter what the staff or others at home did.

    Of others at home the reporter reads no name.
    """
    discreet = {"by": ""} if who.post(view.community.id) is None else {}
    for side, chat in (("owner", owner_chat(view)), ("worker", worker_chat(view))):
        if chat is not None and chat.person != who.person.id:
            given = {**values(view, work.now), **more, **(discreet if side == "owner" else {})}
            said = Words(name, given, subject(view.case), view.case.version)
            tell(work, chat, f"repair:{view.case.id}:{line}:{side}", said, case=view.case.id)
