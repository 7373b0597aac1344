"""What the clock does about statements of account: portions made, portions sent, unchecked ones taken up."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from domain.statement import Run
from services import StoreError, Work, alerts
from services.ready import Found, Ready, Says, found
from services.statement import making, sending


def _named(run: Run) -> str:
    """What is to be done next for a run; another name once it is done."""
    if run.making_at is not None:
        return f"statement {run.id} making {run.cursor} {run.making_at.isoformat()}"
    return f"statement {run.id} sending {run.sending_at.isoformat() if run.sending_at else ''}"


def prepare(work: Work) -> Ready:
    """The next portion of each run that is due, counted and drawn up. Reads only."""
    ready: dict[str, Found] = {}
    for run in work.statements.due(work.now, 1):
        reads = _reads(work, run)
        if reads is not None:
            ready[_named(run)] = found(partial(reads, work, run))
    return ready


def _reads(work: Work, run: Run) -> Callable[[Work, Run], Says] | None:
    if run.making_at is not None and run.making_at <= work.now:
        return making.read_portion
    if run.sending_at is not None and run.sending_at <= work.now:
        return sending.read_portion
    return None


def sweep(work: Work, limit: int, ready: Ready | None = None) -> datetime | None:
    """One portion of one run; when the next one is due, now when it must be read first.

    Without a reading side (`ready` None) it is read here.
    """
    for run in work.statements.due(work.now, 1):
        if run.chase_at is not None and run.chase_at <= work.now:
            _guarded(work, run, partial(making.chase, run=run))
        reads = _reads(work, run)
        if reads is None:
            continue
        name = _named(run)
        if ready is not None and name not in ready:
            return work.now
        had = found(partial(reads, work, run)) if ready is None else ready[name]
        _guarded(work, run, had)
    return work.statements.next_due()


def _guarded(work: Work, run: Run, had: Found) -> None:
    """A mistake of ours in one run does not stop the others: it is tried again later, the administrators hear of it."""
    try:
        if isinstance(had, Exception):
            raise had
        with work.part():
            had(work)
    except StoreError:
        raise
    except Exception as error:
        again = work.now + timedelta(minutes=work.standards.number(run.community_id, "clock.again_minutes"))
        late = {
            name: again
            for name in ("making_at", "sending_at", "chase_at")
            if (there := getattr(run, name)) is not None and there <= work.now
        }
        work.statements.change_run(run.id, late)
        alerts.administrators(work, run.community_id, f"statement {run.period} {type(error).__name__}")
