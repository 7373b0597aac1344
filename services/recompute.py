"""Open promises follow the figures and the calendar: after a change they are counted anew, a few in each transaction.

A promise somebody gave by hand stays as it was given (REP-12), and so does one that has rested: its time was handed back
to it. What has moved is written into the case's history, and every card shows it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.breach import Promised as Owed
from domain.callbacks import Promised
from domain.cases import Case, Deadline
from domain.dispute import Promised as Disputed
from domain.enquiry import Promised as Asked
from domain.opinions import Promised as Called
from domain.order import Promised as Ordered
from domain.payment import Promised as Paid
from domain.rental import Promised as Let
from domain.repair import PromiseKind
from domain.suggestion import ANSWER as SUGGESTION_ANSWER
from domain.survey.improvement import Promised as Improved
from services import StoreError, Work, alerts, ladder
from services.breach import acting as breach
from services.callbacks import anew as callbacks
from services.complaint import face as complaint
from services.dispute import lists as dispute
from services.enquiry import lists as enquiry
from services.flows import FACES
from services.improvement import acting as improving
from services.ladder.anew import Anew, Counts, set_anew
from services.opinions import acting as calling
from services.order import lists as orders
from services.payment import lists as payment
from services.rental import lists as rental
from services.repair import anew as repair
from services.repair.acting import SIGN
from services.suggestion import lists as suggestion

#: How each flow counts its kinds of promises; a kind that is not here is never moved by a figure.
RECOMPUTE: Mapping[tuple[str, str], Counts] = {
    ("repair", PromiseKind.ARRIVE): repair.crew,
    ("repair", PromiseKind.FINISH): repair.crew,
    ("repair", SIGN): repair.sign,
    **{("complaint", kind): complaint.counted for kind in complaint.COUNTED},
    **{("breach", kind): breach.anew for kind in Owed},
    ("repair", Promised.CALLBACK): callbacks.asked,
    ("repair", Promised.NOTICE): callbacks.notice,
    ("enquiry", Asked.ANSWER): enquiry.answer_anew,
    ("enquiry", Asked.CONFIRM): enquiry.confirm_anew,
    ("dispute", Disputed.ANSWER): dispute.answer_anew,
    ("dispute", Disputed.CONFIRM): dispute.confirm_anew,
    ("payment", Paid.CHECK): payment.check_anew,
    ("suggestion", SUGGESTION_ANSWER): suggestion.answer_anew,
    ("improvement", Improved.MEASURE): improving.measure_anew,
    ("opinion", Called.CALL): calling.call_anew,
    ("rental", Let.OUT): rental.out_anew,
    ("order", Ordered.ANSWER): orders.answer_anew,
    ("order", Ordered.DO): orders.doing_anew,
    ("order", Ordered.SIGN): orders.signing_anew,
    ("order", Ordered.CALLBACK): orders.callback_anew,
}
#: Community → id of the last promise that was looked at.
_MARK = "recompute"
#: Open promises looked at to say how many a change would move; above it is "at least so many".
COUNTED = 300


def request(work: Work, community: int) -> None:
    """Every open promise of the community is looked at again, from the first on; the clock does it."""
    work.marks.put(_MARK, {**(work.marks.get(_MARK) or {}), str(community): 0})
    work.signals.add("clock")


def moves(work: Work, community: int) -> tuple[int, bool]:
    """How many open promises would move by what is in force now, and whether all were looked at."""
    found = work.deadlines.open_after(community, 0, COUNTED)
    moved = 0
    for deadline in found:
        new = _counted(work, work.cases.get(deadline.case_id), deadline)
        moved += new is not None and new.due_at != deadline.due_at
    return moved, len(found) < COUNTED


def sweep(work: Work, limit: int) -> datetime | None:
    """Looks at the next few promises of each community that has changed; now while there are more, else None."""
    waiting = work.marks.get(_MARK)
    if not waiting:
        return None
    left = {}
    for community, after in waiting.items():
        found = work.deadlines.open_after(int(community), int(after), limit)
        for deadline in found:
            _look(work, deadline)
        if len(found) == limit:
            left[community] = found[-1].id
    work.marks.put(_MARK, left)
    return work.now if left else None


def _look(work: Work, deadline: Deadline) -> None:
    """One promise; a bug in it is told to the administrators, the others go on."""
    try:
        with work.part():
            _recompute(work, work.cases.get(deadline.case_id), deadline)
    except StoreError:
        raise
    except Exception as error:
        alerts.administrators(work, deadline.case_id, type(error).__name__)


def _recompute(work: Work, case: Case, deadline: Deadline) -> None:
    new = _counted(work, case, deadline)
    if new is None:
        if deadline.kind not in FACES[case.flow].own:
            ladder.replan(work, case, deadline)
        return
    changed = set_anew(work, case, deadline, new)
    if changed.due_at == deadline.due_at:
        return
    if new.then is not None:
        new.then()
    before, until = deadline.due_at.isoformat(), changed.due_at.isoformat()
    data = {"kind": deadline.kind, "before": before, "until": until}
    work.cases.log(case.id, work.now, None, "recompute", None, None, data)
    FACES[case.flow].refresh(work, case)


def _counted(work: Work, case: Case, deadline: Deadline) -> Anew | None:
    """What it would be now; None when it stays as it is."""
    counts = RECOMPUTE.get((case.flow, deadline.kind))
    if counts is None or deadline.by_hand or _has_rested(work, deadline):
        return None
    return counts(work, case, deadline)


def _has_rested(work: Work, deadline: Deadline) -> bool:
    resumed: Sequence[object] = [
        event for event in work.cases.events_of(deadline.case_id, "resume") if event.data.get("kind") == deadline.kind
    ]
    return bool(resumed)
