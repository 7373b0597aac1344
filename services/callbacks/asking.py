"""What the clock does about one callback: asks the owner in the chat, or hands the silent one to the desk (CBK-10).

Whoever has been asked often enough this month is the desk's as well: the callback is owed all the same.
"""

from domain import callbacks
from domain.callbacks import Callback, Event, Status
from domain.lifecycle import move
from services import Work, asked_often
from services.callbacks.faces import show_owner
from services.callbacks.planning import asked_in_chat, figures, heard


def look(work: Work, cb: Callback) -> bool:
    """Asks the owner, not in the quiet hours; whoever has no chat, or was asked and is silent, is the desk's: True."""
    case = work.cases.get(cb.case_id)
    if cb.status is not Status.PLANNED or cb.tries or asked_in_chat(work, case) is None:
        work.callbacks.change(cb, {"ask_at": None, "phone_at": min(cb.phone_at or work.now, work.now)})
        return True
    morning = heard(work, case.community_id)(work.now)
    if morning > work.now:  # late after an absence
        work.callbacks.change(cb, {"ask_at": morning})
        return False
    if asked_often.enough(work, case.reporter_id, case.community_id):
        work.callbacks.change(cb, {"ask_at": None, "phone_at": work.now})
        return True
    phone = callbacks.phone_at(cb.due_at or work.now, work.now, figures(work, case.community_id))
    status = move(callbacks.TABLE, cb.status, Event.ASK)
    cb = work.callbacks.change(cb, {"status": status, "asked_at": work.now, "ask_at": phone, "phone_at": phone})
    work.cases.log(case.id, work.now, None, "callback_asked", None, None, {"callback": cb.id})
    show_owner(work, cb, repost=True)
    return False
