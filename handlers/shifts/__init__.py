"""The rota in the chat: written by those who may, read by everybody it concerns; shifts given to a colleague."""

from collections.abc import Mapping

from handlers.acts import Tap
from handlers.shifts import inquiry, logs, standing_in, views, writing
from handlers.shifts.views import offers

__all__ = ["FLOWS", "MENU", "TAPS", "offers"]

FLOWS = (*writing.FLOWS, *standing_in.FLOWS, *logs.FLOWS, inquiry.FLOW)
MENU: Mapping[str, Tap] = {**views.MENU, **writing.MENU, **standing_in.MENU, **logs.MENU}
#: Buttons of a line, of a request to stand in, of the morning's question.
TAPS: Mapping[str, Tap] = {**views.TAPS, **standing_in.TAPS, **inquiry.TAPS}
