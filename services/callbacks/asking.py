"""What the clock does: asks the owner in the chat when it is time, hands the silent ones to the desk (CBK-10)."""

from datetime import datetime, timedelta

from domain import callbacks
from domain.callbacks import Callback, Event, Status
from domain.lifecycle import move
from services import StoreError, Work, alerts
from services.callbacks.faces import show_owner, show_waiting
from services.callbacks.planning import asked_in_chat, figures, heard


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
            return _ask(work, cb)
    except StoreError:
        raise
    except Exception as error:
        again = work.standards.number(cb.community_id, "clock.again_minutes")
        work.callbacks.change(work.callbacks.get(cb.id), {"ask_at": work.now + timedelta(minutes=again)})
        alerts.administrators(work, cb.case_id, type(error).__name__)
        return False


def _ask(work: Work, cb: Callback) -> bool:
    case = work.cases.get(cb.case_id)
    if cb.status is Status.PLANNED and cb.tries == 0 and asked_in_chat(work, case) is not None:
        morning = heard(work, case.community_id)(work.now)
        if morning > work.now:  # late after an absence: not in the night
            work.callbacks.change(cb, {"ask_at": morning})
            return False
        phone = callbacks.phone_at(cb.due_at or work.now, work.now, figures(work, case.community_id))
        asked = {"asked_at": work.now, "ask_at": phone, "phone_at": phone}
        status = move(callbacks.TABLE, cb.status, Event.ASK)
        cb = work.callbacks.change(cb, {"status": status, **asked})
        work.cases.log(case.id, work.now, None, "callback_asked", None, None, {"callback": cb.id})
        show_owner(work, cb, repost=True)
        return False
    work.callbacks.change(cb, {"ask_at": None, "phone_at": min(cb.phone_at or work.now, work.now)})
    return True
