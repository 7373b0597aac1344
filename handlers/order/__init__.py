"""Paid and convenience services in the chat: ordered by the owner or taken down by the desk, carried out, kept (SPS, CNV)."""

from collections.abc import Mapping

from domain.errors import Refused
from domain.people import DESK_ROLES, Role, Who
from handlers.acts import Act, Tap
from handlers.order import catalogue, month
from handlers.order.report import ON_BEHALF, ORDER, own_homes
from handlers.order.taps import FLOWS as PRESSED
from handlers.order.taps import TAPS
from services.order import catalogue as kept
from services.order import lists, monthly

FLOWS = (ORDER, ON_BEHALF, *PRESSED, *catalogue.FLOWS, *month.FLOWS)


def _begin(act: Act) -> None:
    if not act.who.homes:
        raise Refused("account/not_bound")
    if not own_homes(act.work, act.who, {}, None):
        raise Refused("order/owners_only")
    act.begin("order", {})


def _begin_for_caller(act: Act) -> None:
    if not act.who.is_any(act.at_work.id, DESK_ROLES):
        raise Refused("common/not_yours")
    act.begin("order_desk", {"community": act.at_work.id})


def _list(act: Act) -> None:
    lists.show_list(act.work, act.who, act.at_work.id, act.value, act.private)


def _open(act: Act) -> None:
    """Out of a list: the order by its number."""
    lists.show_order(act.work, act.who, act.number, act.private)


def offers(who: Who) -> set[str]:
    """Taking an order down for the desk; lists for office, finance and heads; the catalogue for those who keep it."""
    roles = {s.role for s in who.staff}
    offered = {"order_desk"} if roles & DESK_ROLES else set()
    if roles & (DESK_ROLES | {Role.FINANCE, Role.LEAD}):
        offered |= {"orders"}
    if roles & monthly.SIGNERS:
        offered |= {"order_month"}
    return offered | ({"offers"} if roles & kept.KEEPERS else set())


MENU: Mapping[str, Tap] = {
    "order": _begin,
    "order_desk": _begin_for_caller,
    "orders": _list,
    "orders_open": _open,
    **catalogue.MENU,
    **month.MENU,
}

__all__ = ["FLOWS", "MENU", "TAPS", "offers"]
