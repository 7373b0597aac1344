"""A question becomes a numbered enquiry with a promised time (CBK-23, INT-06, INT-14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import enquiry
from domain.cases import Channel
from domain.enquiry import Action
from domain.number import case_number
from domain.people import Community, Person, Team, Unit, Who
from domain.saying import local_day
from services import Work, knowledge
from services.enquiry.acting import allowed, check_now, promise_answer
from services.enquiry.views import View, load, refresh, subject, values
from services.tell import Words, private, tell, zone_of


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by whom, and how it reached us."""

    community: Community
    reporter: Person
    words: str
    unit: Unit | None = None
    media: Sequence[Mapping[str, Any]] = ()
    contact: str | None = None
    channel: Channel = Channel.CHAT
    taken_by: Person | None = None


def ask(work: Work, who: Who, new: Question) -> View:
    """Registers it, promises an answer by the community's figure, and shows everybody their card."""
    day = local_day(work.now, zone_of(new.community))
    case_id = work.cases.add(
        {
            "community_id": new.community.id,
            "number": case_number(day, work.cases.next_in_day(new.community.id, day)),
            "flow": "enquiry",
            "status": enquiry.START,
            "unit_id": new.unit.id if new.unit else None,
            "place": None,
            "reporter_id": new.reporter.id,
            "taken_by": new.taken_by.id if new.taken_by else None,
            "channel": new.channel,
            "category": knowledge.topic_of(work, new.community, new.words),
            "urgent": False,
            "danger": None,
            "words": new.words,
            "contact": new.contact,
            "team": Team.DESK,
            "created_at": work.now,
        }
    )
    work.enquiries.add(case_id)
    work.media.attach(case_id, who.person.id, "ask", new.media, work.now)
    work.cases.log(case_id, work.now, who.person.id, "enquiry_ask", None, enquiry.START, {"channel": new.channel})
    if new.words.strip():
        knowledge.unanswered(work, new.community, new.reporter.id, new.words, case_id)
    case = work.cases.get(case_id)
    promise_answer(work, case)
    view = load(work, case)
    refresh(work, view, owner_repost=True, desk_repost=True)
    return view


def add(work: Work, who: Who, case: int, text: str, media: Sequence[Mapping[str, Any]]) -> View:
    """More words or photos for an open enquiry: kept, and told to whoever has it."""
    found = allowed(work, who, case, Action.ADD)
    check_now(work, found, Action.ADD)
    longest = work.standards.number(found.community_id, "text.longest")
    words = "\n".join(filter(None, [found.words, text]))[:longest] if text else found.words
    changed = work.cases.change(found, {"words": words})
    new = work.media.attach(case, who.person.id, "ask", media, work.now)
    line = work.cases.log(case, work.now, who.person.id, "enquiry_add", None, None, {"text": text, "photos": new})
    view = load(work, changed)
    refresh(work, view)
    worker = view.sheet.worker
    chat = private(worker, view.sheet.community) if worker else None
    if worker is not None and worker.id != who.person.id:
        given = {**values(view, work.now), "text": text, "count": new}
        said = Words("enquiry/told_added", given, subject(view.case), view.case.version)
        tell(work, chat, f"enquiry:{case}:{line}:worker", said, case=case)
    return view
