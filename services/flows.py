"""What every flow shows of its matters to those that serve all flows: the clock, the board, the reports."""

from collections.abc import Mapping
from datetime import datetime

from domain.callbacks import Promised
from domain.cases import Case, Deadline
from domain.repair import FINAL, Status
from services import Work
from services.breach import face as breach
from services.callbacks import anew as callback_anew
from services.callbacks import faces as callback_faces
from services.complaint import face as complaint
from services.dispute import face as dispute
from services.enquiry import face as enquiry
from services.face import Face
from services.improvement import face as improvement
from services.opinions import face as opinion
from services.order import face as order
from services.payment import face as payment
from services.rental import face as rental
from services.repair import anew as repair_anew
from services.repair import clock as repair_clock
from services.repair import dispatch as repair_dispatch
from services.repair import lists as repair_lists
from services.repair import views as repair
from services.repair.acting import SIGN
from services.suggestion import face as suggestion


def _refresh_repair(work: Work, case: Case) -> None:
    repair.refresh(work, repair.load(work, case))
    callback_faces.refresh_of(work, case.id)


def _repair_moved(work: Work, before: Deadline, until: datetime) -> None:
    repair_anew.moved(work, before, until)
    callback_anew.moved(work, before, until)


FACES: Mapping[str, Face] = {
    "breach": breach.FACE,
    "repair": Face(
        about=lambda work, case: repair.values(repair.load(work, case), work.now),
        refresh=_refresh_repair,
        ask_crew=lambda work, case: repair_dispatch.ask_again(work, repair.load(work, case)),
        crew=lambda work, case: repair_dispatch.crew_chats(work, repair.load(work, case)),
        owner=lambda work, case: repair.owner_chat(repair.load(work, case)),
        seen=repair_lists.seen,
        moved=_repair_moved,
        open=frozenset(set(Status) - FINAL),
        untaken=frozenset({Status.REPORTED}),
        held=frozenset({Status.ON_HOLD}),
        own={SIGN: repair_clock.unsigned},
        unseen=frozenset({Promised.CALLBACK, Promised.NOTICE}),
    ),
    "complaint": complaint.FACE,
    "dispute": dispute.FACE,
    "enquiry": enquiry.FACE,
    "suggestion": suggestion.FACE,
    "order": order.FACE,
    "payment": payment.FACE,
    "rental": rental.FACE,
    "improvement": improvement.FACE,
    "opinion": opinion.FACE,
}
