"""The repair's conversations and presses."""

from handlers.repair.crew import ASSIGN, CANNOT, FINISH, FREE, HOLD, QUOTE, TRANSFER
from handlers.repair.desk import CLOSE, ON_BEHALF
from handlers.repair.owner import ADD, COMMENT, REOPEN, RETURN, WHERE
from handlers.repair.report import REPORT
from handlers.repair.taps import MENU, TAPS

FLOWS = (
    REPORT, ADD, RETURN, REOPEN, COMMENT, WHERE, QUOTE, FREE, HOLD, ASSIGN, TRANSFER, CANNOT, FINISH, CLOSE, ON_BEHALF,
)  # fmt: skip

__all__ = ["FLOWS", "MENU", "TAPS"]
