"""Every conversation and every button, listed in one place: what is not here does not exist."""

from collections.abc import Mapping

from handlers import (
    account,
    alerts,
    announcements,
    board,
    breach,
    callbacks,
    calls,
    complaint,
    desk,
    enquiry,
    forums,
    hearing,
    incidents,
    knowledge,
    manage,
    matters,
    menu,
    questionnaires,
    relay,
    repair,
    reports,
    settings,
    shifts,
    suggestion,
    surveys,
    visits,
    workdays,
)
from handlers.acts import Tap
from handlers.conversation import Flow

FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (
        *repair.FLOWS,
        *complaint.FLOWS,
        *alerts.FLOWS,
        *callbacks.FLOWS,
        *shifts.FLOWS,
        *announcements.FLOWS,
        *incidents.FLOWS,
        *board.FLOWS,
        *enquiry.FLOWS,
        *knowledge.FLOWS,
        *suggestion.FLOWS,
        *visits.FLOWS,
        *breach.FLOWS,
        *forums.FLOWS,
        *questionnaires.FLOWS,
        account.JOIN,
        account.INVITE,
        relay.RELAY,
        desk.HANDOVER,
        *hearing.FLOWS,
        settings.STANDARD,
        workdays.WORKDAY,
    )
}
#: The buttons of each flow that has cases, "open" among them: lists, alerts and board open a matter by its own flow.
CASES: Mapping[str, Mapping[str, Tap]] = {
    "repair": repair.TAPS,
    "complaint": complaint.TAPS,
    "enquiry": enquiry.TAPS,
    "suggestion": suggestion.TAPS,
    "breach": breach.TAPS,
}
#: The kinds of cases the desk may make of an exchange with a resident, and the conversation that takes each down.
MAKES: Mapping[str, str] = {
    "repair": "repair_desk", "complaint": "complaint_desk", "enquiry": "enquiry_desk", "suggestion": "suggestion_desk",
    "breach": "breach_desk",
}  # fmt: skip
#: By the first letter of a button's subject: a announcement, b asking back, c case, d promise, e enquiry, f figures and calendar, i incident, j request to join, r exchange with the desk, n note, s staff, g group, h corrective action, k complaint, l call list, o rota, p suggestion and praise, q board and search, u forums, v visits, w entry of the knowledge base, x breach or dispute, y reports, z words of the reading, m menu, U questionnaires and surveys as staff handle them, V a survey as owners answer it.
TAPS: Mapping[str, Mapping[str, Tap]] = {
    "b": callbacks.TAPS,
    "a": announcements.TAPS,
    "c": {**repair.TAPS, **relay.case_taps("c")},
    "d": {**alerts.taps(CASES), **callbacks.ALERT_TAPS},
    "e": {**enquiry.TAPS, **relay.case_taps("e")},
    "i": incidents.TAPS,
    "j": account.JOIN_TAPS,
    "r": relay.taps(MAKES),
    "n": desk.NOTE_TAPS,
    "s": account.STAFF_TAPS,
    "f": {**settings.TAPS, **workdays.TAPS, **manage.MENU},
    "g": menu.GROUP_TAPS,
    "h": complaint.CORRECTION_TAPS,
    "k": {**complaint.TAPS, **relay.case_taps("k")},
    "l": calls.TAPS,
    "o": shifts.TAPS,
    "p": {**suggestion.TAPS, **relay.case_taps("p")},
    "q": board.taps(CASES),
    "y": reports.TAPS,
    "z": hearing.TAPS,
    "v": visits.TAPS,
    "x": {**breach.TAPS, **relay.case_taps("x")},
    "u": forums.TAPS,
    "w": knowledge.TAPS,
    "U": questionnaires.TAPS,
    "V": surveys.TAPS,
    "m": {
        **matters.menu(CASES),
        **repair.MENU,
        **complaint.MENU,
        **account.MENU,
        **desk.MENU,
        **hearing.MENU,
        **relay.MENU,
        **manage.MENU,
        **announcements.MENU,
        **calls.MENU,
        **callbacks.MENU,
        **board.MENU,
        **incidents.MENU,
        **enquiry.MENU,
        **knowledge.MENU,
        **suggestion.MENU,
        **reports.MENU,
        **visits.MENU,
        **breach.MENU,
        **forums.MENU,
        **questionnaires.MENU,
        **surveys.MENU,
        **shifts.MENU,
        **settings.MENU,
        **workdays.MENU,
    },
}
#: Commands people may type, and the menu choice each stands for.
COMMANDS: Mapping[str, str] = {"menu": "menu", "help": "help", "language": "language"}
