"""A matter gets its number and its row: every flow begins so, whatever it is about (INT-06)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.cases import Case, Channel
from domain.number import case_number
from domain.people import Community, Person, Team, Unit
from domain.saying import local_day
from services import Work
from services.tell import zone_of


@dataclass(frozen=True, slots=True)
class Filed:
    """What is written down of any matter: whose it is, where, in whose words, and how it reached us."""

    community: Community
    reporter: Person
    category: str
    words: str
    unit: Unit | None = None
    #: A public place in words.
    place: str | None = None
    contact: str | None = None
    channel: Channel = Channel.CHAT
    #: Who of the staff took it down.
    taken_by: Person | None = None
    team: Team = Team.DESK
    danger: str | None = None
    urgent: bool = False


def number_of_today(work: Work, community: Community) -> str:
    """The next number of the community's day, without gaps."""
    day = local_day(work.now, zone_of(community))
    return case_number(day, work.cases.next_in_day(community.id, day))


def open_case(work: Work, flow: str, status: str, new: Filed, more: Mapping[str, Any] | None = None) -> Case:
    """The new matter in its first status; `more` are further columns of its row."""
    made = work.cases.add({
        "community_id": new.community.id, "number": number_of_today(work, new.community), "flow": flow, "status": status,
        "unit_id": new.unit.id if new.unit else None, "place": new.place, "reporter_id": new.reporter.id,
        "taken_by": new.taken_by.id if new.taken_by else None, "channel": new.channel, "category": new.category,
        "urgent": new.urgent, "danger": new.danger, "words": new.words, "contact": new.contact, "team": new.team,
        "created_at": work.now, **(more or {}),
    })  # fmt: skip
    return work.cases.get(made)
