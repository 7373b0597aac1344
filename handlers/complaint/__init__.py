"""Complaints in the chat: conversations, buttons, choices of the menu."""

from handlers.complaint.desk import FLOWS as DESK
from handlers.complaint.handling import FLOWS as HANDLING
from handlers.complaint.report import FLOWS as REPORT
from handlers.complaint.report import with_danger
from handlers.complaint.taps import CORRECTION_TAPS, MENU, TAPS, offers

FLOWS = (*REPORT, *DESK, *HANDLING)

__all__ = ["CORRECTION_TAPS", "FLOWS", "MENU", "TAPS", "offers", "with_danger"]
