"""Paid and convenience services (SPS, CNV, X-18 to X-21, X-49): what is offered, one order's life, its money and its copies."""

from domain.order.copies import Copy, State, Step
from domain.order.dates import OrderFigures, collected_from, due_on, following
from domain.order.facts import OrderFacts, Promised, amount, formula
from domain.order.kinds import LISTED, MAY_ORDER, MODE_OF, TEAM_OF, UNITS, Kind, Mode, Offer, fits
from domain.order.rights import EVENT_OF, MAY, Action, Who, check_may, may
from domain.order.states import ACCEPTED, FINAL, START, TABLE, UNDER_WAY, Event, Status

__all__ = [
    "ACCEPTED",
    "EVENT_OF",
    "FINAL",
    "LISTED",
    "MAY",
    "MAY_ORDER",
    "MODE_OF",
    "START",
    "TABLE",
    "TEAM_OF",
    "UNDER_WAY",
    "UNITS",
    "Action",
    "Copy",
    "Event",
    "Kind",
    "Mode",
    "Offer",
    "OrderFacts",
    "OrderFigures",
    "Promised",
    "State",
    "Status",
    "Step",
    "Who",
    "amount",
    "check_may",
    "collected_from",
    "due_on",
    "fits",
    "following",
    "formula",
    "may",
]  # fmt: skip
