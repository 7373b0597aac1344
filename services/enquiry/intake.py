"""A question becomes a numbered enquiry with a promised time (CBK-23, INT-06, INT-14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import enquiry
from domain.cases import Channel
from domain.enquiry import Action
from domain.people import Community, Person, Unit, Who
from services import Work, knowledge
from services.enquiry.acting import allowed, check_now, promise_answer
from services.enquiry.views import View, load, refresh, subject, values
from services.filing import Filed, open_case
from services.tell import Words, private, tell


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
    filed = Filed(
        new.community, new.reporter, knowledge.topic_of(work, new.community, new.words), new.words, new.unit,
        contact=new.contact, channel=new.channel, taken_by=new.taken_by,
    )  # fmt: skip
    case = open_case(work, "enquiry", enquiry.START, filed)
    work.enquiries.add(case.id)
    work.media.attach(case.id, who.person.id, "ask", new.media, work.now)
    work.cases.log(case.id, work.now, who.person.id, "enquiry_ask", None, enquiry.START, {"channel": new.channel})
    if new.words.strip():
        knowledge.unanswered(work, new.community, new.reporter.id, new.words, case.id)
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
