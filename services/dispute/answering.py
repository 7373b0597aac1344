"""Everything that is done with a dispute: raised, taken, explained, put right, looked at again, over (FEE-06, DUN-12, DUN-20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import dispute
from domain.cases import Case, Channel, Deadline, DeadlineStatus
from domain.dispute import Action, Event, Status
from domain.errors import Outdated, Refused
from domain.people import Person, Role, Team, Who
from domain.sending import Lane
from services import Work
from services.dispute.acting import allowed, carry, check_now, figures, promise_answer, wait_for_word
from services.dispute.views import (
    View,
    ask_managers,
    finance_card,
    hats,
    load,
    owner_chat,
    owner_values,
    refresh,
    subject,
    values,
)
from services.fees import account, posting
from services.filing import Filed, open_case
from services.tell import Words, private, show, tell


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is disputed, by whom, and how it reached us."""

    bill: int
    reporter: Person
    reason: str
    words: str = ""
    media: Sequence[Mapping[str, Any]] = ()
    contact: str | None = None
    channel: Channel = Channel.CHAT
    taken_by: Person | None = None


def raise_(work: Work, who: Who, new: Doubt) -> View:
    """Registers it, promises an answer in working days; nobody asks for that bill meanwhile.

    Whoever may see the account of the home may dispute its bills, by themselves or through the desk; one bill is disputed
    once at a time.
    """
    bill = work.ledger.find_bill(new.bill)
    if bill is None:
        raise Outdated
    unit, _ = account.check(work, who, bill.unit_id)
    if account.reader(work, work.people.who(new.reporter, ""), unit) is None:
        raise Refused("dispute/not_of_home")
    if work.ledger.disputed(bill.id):
        raise Refused("dispute/already")
    category = new.reason if new.reason in dispute.REASONS else dispute.OTHER
    words = "\n".join(filter(None, [new.reason if category == dispute.OTHER else "", new.words]))
    filed = Filed(
        work.people.community(unit.community_id), new.reporter, category, words, unit, contact=new.contact,
        channel=new.channel, taken_by=new.taken_by, team=Team.FINANCE,
    )  # fmt: skip
    case = open_case(work, "dispute", dispute.START, filed)
    work.disputes.add(case.id, bill.id, new.reason)
    work.media.attach(case.id, who.person.id, "ask", new.media, work.now)
    data = {"channel": new.channel}
    work.cases.log(case.id, work.now, who.person.id, "dispute_raise", None, dispute.START, data)
    promise_answer(work, case)
    work.settled.append(unit.id)
    view = load(work, case)
    refresh(work, view, owner_repost=True, finance_repost=True)
    return view


def add(work: Work, who: Who, case: int, text: str, media: Sequence[Mapping[str, Any]]) -> View:
    """More words or photos for an open dispute: kept, and told to whoever has it."""
    there = allowed(work, who, case, Action.ADD)
    check_now(work, who, there, Action.ADD)
    longest = work.standards.number(there.community_id, "text.longest")
    words = "\n".join(filter(None, [there.words, text]))[:longest]
    changed = work.cases.change(there, {"words": words})
    new = work.media.attach(case, who.person.id, "ask", media, work.now)
    line = work.cases.log(case, work.now, who.person.id, "dispute_add", None, None, {"text": text, "photos": new})
    view = load(work, changed)
    refresh(work, view)
    worker = view.sheet.worker
    if worker is not None and worker.id != who.person.id:
        said = Words("dispute/told_added", {**values(view, work.now), "text": text, "count": new}, subject(changed))
        tell(work, private(worker, view.sheet.community), f"dispute:{case}:{line}:worker", said, case=case)
    return view


def take(work: Work, who: Who, case: int, over: int | None = None) -> View:
    """ "I look into it": whose it is now. From a colleague only knowingly: `over` is the post they had it from."""
    there = allowed(work, who, case, Action.TAKE)
    post = who.post(there.community_id)
    if post is None or there.assignee_id == post.id:
        raise Refused("common/not_now")
    if there.assignee_id is not None and there.assignee_id != over:
        raise Refused("dispute/has_it", name=work.staff.person_of(there.assignee_id).name)
    view, _ = carry(work, who, there, Event.TAKE, {"assignee_id": post.id})
    refresh(work, view)
    return view


def explain(work: Work, who: Who, case: int, text: str) -> View:
    """The bill stands, and why: whoever disputes reads it at once."""
    there = allowed(work, who, case, Action.EXPLAIN)
    check_now(work, who, there, Action.EXPLAIN)
    if not text.strip():
        raise Refused("dispute/no_words")
    facts = {"explanation": text, "corrected_fen": None, "answered_at": work.now}
    view, line = carry(work, who, there, Event.EXPLAIN, _mine(there, who), facts, text=text)
    return _answered(work, view, line)


def comes_to(work: Work, case: int) -> int:
    """What the disputed bill comes to now, in fen."""
    return int(load(work, work.cases.get(case)).bill["fen"])


def correct(work: Work, who: Who, case: int, fen: int, words: str, knew: int) -> View:
    """The bill comes to `fen` from now on, by an entry with the reason; a large change waits for the manager.

    `knew` is what it came to when the question was asked: should it have been put right meanwhile, nothing is entered
    (`Refused("dispute/changed")`). `Refused("dispute/same")` when nothing would change.
    """
    there = allowed(work, who, case, Action.CORRECT)
    check_now(work, who, there, Action.CORRECT)
    before = comes_to(work, case)
    if before != knew:
        raise Refused("dispute/changed", fen=before)
    if fen == before:
        raise Refused("dispute/same")
    worn, change = hats(work, there, who), fen - before
    if dispute.needs_manager(change, figures(work, there.community_id).most_fen, worn):
        facts = {"explanation": words, "corrected_fen": change, "answered_at": None}
        view, _ = carry(work, who, there, Event.PROPOSE, _mine(there, who), facts, fen=change, text=words)
        refresh(work, view)
        ask_managers(work, view)
        return view
    return _correct(work, who, there, change, words, _mine(there, who))


def approve(work: Work, who: Who, case: int) -> View:
    """A head agrees to what finance proposed: entered now."""
    there = allowed(work, who, case, Action.APPROVE)
    check_now(work, who, there, Action.APPROVE)
    facts = work.disputes.of(case)
    return _correct(work, who, there, facts.corrected_fen or 0, facts.explanation or "", {})


def reject(work: Work, who: Who, case: int, words: str) -> View:
    """A head does not agree, and why: finance has it again."""
    there = allowed(work, who, case, Action.REJECT)
    check_now(work, who, there, Action.REJECT)
    facts = {"explanation": None, "corrected_fen": None}
    view, line = carry(work, who, there, Event.REJECT, {}, facts, text=words)
    refresh(work, view)
    worker = view.sheet.worker
    if worker is not None:
        said = Words("dispute/told_rejected", {**values(view, work.now), "text": words}, subject(there))
        chat = private(worker, view.sheet.community)
        tell(work, chat, f"dispute:{case}:{line}:worker", said, lane=Lane.TASK, case=case)
    return view


def _correct(work: Work, who: Who, case: Case, change: int, words: str, mine: Mapping[str, Any]) -> View:
    """The entry, and the answer."""
    bill = work.disputes.of(case.id).bill_id
    facts = {"explanation": words, "corrected_fen": change, "answered_at": work.now}
    _, line = carry(work, who, case, Event.CORRECT, mine, facts, fen=change, text=words)
    posting.put_right(work, bill, change, words, who.person.id, case=case.id)
    return _answered(work, load(work, work.cases.get(case.id)), line)


def _mine(case: Case, who: Who) -> dict[str, Any]:
    post = who.post(case.community_id)
    return {"assignee_id": case.assignee_id or (post.id if post else None)}


def _answered(work: Work, view: View, line: int) -> View:
    """The outcome as a message of its own, and the one question behind it."""
    wait_for_word(work, view.case)
    view = load(work, view.case)
    refresh(work, view)
    _settle_asked(work, view)
    key = f"case:{view.case.id}:answer:{line}"
    given = {**owner_values(view, work.now), "asks": True}
    said = Words("dispute/told_answer", given, subject(view.case), view.case.version)
    show(work, owner_chat(view), key, said, case=view.case.id)
    return view


def _settle_asked(work: Work, view: View) -> None:
    """The question behind the last answer needs no word any more: its buttons go, the answer stays."""
    for key in work.cards.keys_of(view.case.id, f"case:{view.case.id}:answer:")[-1:]:
        given = {**owner_values(view, work.now), "asks": False}
        show(work, owner_chat(view), key, Words("dispute/told_answer", given, subject(view.case)), case=view.case.id)
        work.cards.forget(key)


def clear(work: Work, who: Who, case: int) -> View:
    """It is clear now: said by whoever disputed, or noted by the desk after a call."""
    there = allowed(work, who, case, Action.CLEAR)
    _settle_asked(work, load(work, there))
    view, _ = carry(work, who, there, Event.CLEAR, {"closed_at": work.now})
    refresh(work, view)
    return view


def unclear(work: Work, who: Who, case: int, text: str) -> View:
    """It is not clear: the manager looks at it, by a new time."""
    there = allowed(work, who, case, Action.UNCLEAR)
    check_now(work, who, there, Action.UNCLEAR)
    longest = work.standards.number(there.community_id, "text.longest")
    words = "\n".join(filter(None, [there.words, text]))[:longest]
    managers = work.staff.listed(there.community_id, roles=[Role.MANAGER])
    theirs = managers[0][0].id if len(managers) == 1 else None
    _settle_asked(work, load(work, there))
    facts = {"answered_at": None, "corrected_fen": None, "explanation": None}
    view, _ = carry(work, who, there, Event.UNCLEAR, {"words": words, "assignee_id": theirs}, facts, text=text)
    promise_answer(work, view.case)
    view = load(work, view.case)
    refresh(work, view, owner_repost=True)
    ask_managers(work, view)
    return view


def cancel(work: Work, who: Who, case: int) -> View:
    """It is settled, or was a mistake: the bill stands."""
    there = allowed(work, who, case, Action.CANCEL)
    view, _ = carry(work, who, there, Event.CANCEL, {"closed_at": work.now})
    refresh(work, view)
    return view


def close(work: Work, who: Who, case: int, reason: str) -> View:
    """A supervisor ends it with a written reason; whoever disputed reads it (X-13)."""
    there = allowed(work, who, case, Action.CLOSE)
    _settle_asked(work, load(work, there))
    view, line = carry(work, who, there, Event.CLOSE, {"closed_at": work.now, "outcome": reason}, reason=reason)
    refresh(work, view)
    said = Words("dispute/told_closed", {**owner_values(view, work.now), "reason": reason})
    tell(work, owner_chat(view), f"dispute:{case}:{line}:owner", said, case=case)
    return view


def left(work: Work, who: Who, staff: int) -> int:
    """What somebody who leaves had in hand is finance's again; how many there were."""
    held = [c for c in work.cases.of_assignee(staff, dispute.FINAL) if c.flow == "dispute"]
    for case in held:
        if case.status == Status.TAKEN:
            view, _ = carry(work, who, case, Event.POOL, {"assignee_id": None}, reason="left")
        else:
            view = load(work, work.cases.change(case, {"assignee_id": None}))
        refresh(work, view, finance_repost=case.status == Status.TAKEN)
    return len(held)


def silent(work: Work, deadline: Deadline, case: Case) -> None:
    """Nobody says whether it is clear: it rests."""
    if deadline.status is not DeadlineStatus.OPEN:
        return
    _settle_asked(work, load(work, case))
    view, _ = carry(work, None, case, Event.SILENT, {"closed_at": work.now})
    refresh(work, view)


def ask_again(work: Work, view: View) -> None:
    """Nobody has answered: finance's card moves down to where they look; what is with the manager comes to them again."""
    if view.status in (Status.APPROVING, Status.WITH_MANAGER):
        ask_managers(work, view)
    else:
        finance_card(work, view, repost=True)
