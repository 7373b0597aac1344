"""The clock's look at what is to be asked back: each callback by itself, so that a bug in one stops no other."""

from datetime import datetime, timedelta

from domain.callbacks import Callback
from services import StoreError, Work, alerts
from services.callbacks.asking import look
from services.callbacks.faces import show_waiting


def sweep(work: Work, limit: int) -> datetime | None:
    """Asks whoever is to be asked now and tells the desk how many wait for its telephone; when to look next."""
    handed: set[int] = set()
    for cb in work.callbacks.to_look_at(work.now, limit):
        if _look(work, cb):
            handed.add(cb.community_id)
    for community in sorted(handed):
        show_waiting(work, community, repost=True)
    return work.callbacks.next_look()


def _look(work: Work, cb: Callback) -> bool:
    """One callback; True when it is the desk's now. A bug in one is told and looked at later, the others go on."""
    try:
        with work.part():
            return look(work, cb)
    except StoreError:
        raise
    except Exception as error:
        again = work.standards.number(cb.community_id, "clock.again_minutes")
        work.callbacks.change(work.callbacks.get(cb.id), {"ask_at": work.now + timedelta(minutes=again)})
        alerts.administrators(work, cb.case_id, type(error).__name__)
        return False
