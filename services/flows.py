"""What every flow shows of its matters to those that serve all flows: the clock, the board, the reports."""

from collections.abc import Mapping

from domain import enquiry as enquiry_rules
from domain import suggestion as suggestion_rules
from domain.callbacks import Promised
from domain.repair import FINAL, Status
from services.complaint import face as complaint
from services.enquiry import answering as enquiry_answering
from services.enquiry import lists as enquiry_lists
from services.enquiry import views as enquiry
from services.face import Face
from services.repair import clock as repair_clock
from services.repair import dispatch as repair_dispatch
from services.repair import lists as repair_lists
from services.repair import views as repair
from services.repair.acting import SIGN
from services.suggestion import lists as suggestion_lists
from services.suggestion import views as suggestion

FACES: Mapping[str, Face] = {
    "repair": Face(
        about=lambda work, case: repair.values(repair.load(work, case), work.now),
        refresh=lambda work, case: repair.refresh(work, repair.load(work, case)),
        ask_crew=lambda work, case: repair_dispatch.ask_again(work, repair.load(work, case)),
        crew=lambda work, case: repair_dispatch.crew_chats(work, repair.load(work, case)),
        owner=lambda work, case: repair.owner_chat(repair.load(work, case)),
        seen=repair_lists.seen,
        open=frozenset(set(Status) - FINAL),
        untaken=frozenset({Status.REPORTED}),
        held=frozenset({Status.ON_HOLD}),
        own={SIGN: repair_clock.unsigned},
        unseen=frozenset({Promised.CALLBACK, Promised.NOTICE}),
    ),
    "complaint": complaint.FACE,
    "enquiry": Face(
        about=lambda work, case: enquiry.values(enquiry.load(work, case), work.now),
        refresh=lambda work, case: enquiry.refresh(work, enquiry.load(work, case)),
        ask_crew=lambda work, case: enquiry_answering.ask_again(work, enquiry.load(work, case)),
        crew=enquiry_lists.desk_chats,
        owner=lambda work, case: enquiry.owner_chat(enquiry.load(work, case)),
        seen=enquiry_lists.seen,
        open=frozenset(set(enquiry_rules.Status) - enquiry_rules.FINAL),
        untaken=frozenset({enquiry_rules.Status.ASKED}),
        held=frozenset(),
        own={enquiry_rules.Promised.CONFIRM: enquiry_answering.silent},
        unseen=frozenset({enquiry_rules.Promised.PASS}),
    ),
    "suggestion": Face(
        about=lambda work, case: suggestion.values(suggestion.load(work, case), work.now),
        refresh=lambda work, case: suggestion.refresh(work, suggestion.load(work, case)),
        ask_crew=lambda work, case: suggestion.desk_card(work, suggestion.load(work, case), repost=True),
        crew=suggestion_lists.desk_chats,
        owner=lambda work, case: suggestion.owner_chat(suggestion.load(work, case)),
        seen=suggestion_lists.seen,
        open=frozenset(set(suggestion_rules.Status) - suggestion_rules.FINAL),
        untaken=frozenset({suggestion_rules.Status.RECEIVED}),
        held=frozenset(),
    ),
}
