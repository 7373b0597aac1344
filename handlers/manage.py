"""What staff run the service with, one level below the main menu: each subject says what it offers whom."""

from collections.abc import Callable, Mapping

from domain.errors import Refused
from domain.people import DESK_ROLES, DISPATCHERS, HEADS, Who
from handlers import (
    announcements,
    balance,
    billing,
    board,
    breach,
    callbacks,
    calls,
    complaint,
    dispute,
    dunning,
    enquiry,
    forums,
    hearing,
    improvement,
    incidents,
    knowledge,
    opinions,
    order,
    payment,
    polls,
    questionnaires,
    receipts,
    rental,
    reports,
    settings,
    shifts,
    shorts,
    statement,
    suggestion,
    visits,
    workdays,
)
from handlers.acts import Act, Tap
from services.tell import Words, show

#: Names of menu actions this person may take; every one is checked again when it is pressed.
Offers = Callable[[Who], set[str]]


def _people(who: Who) -> set[str]:
    roles = {s.role for s in who.staff}
    offered = {"duty_list"} if roles & (DISPATCHERS | DESK_ROLES) else set()
    return offered | ({"staff", "invite"} if roles & HEADS else set())


#: One line for each subject.
MANAGED: tuple[Offers, ...] = (
    _people,
    announcements.offers,
    calls.offers,
    callbacks.offers,
    board.offers,
    incidents.offers,
    reports.offers,
    shifts.offers,
    visits.offers,
    breach.offers,
    forums.offers,
    questionnaires.offers,
    polls.offers,
    shorts.offers,
    improvement.offers,
    opinions.offers,
    dunning.offers,
    statement.offers,
    complaint.offers,
    enquiry.offers,
    balance.offers,
    billing.offers,
    dispute.offers,
    hearing.offers,
    suggestion.offers,
    knowledge.offers,
    order.offers,
    payment.offers,
    rental.offers,
    receipts.offers,
    settings.offers,
    workdays.offers,
)


def offered(who: Who) -> set[str]:
    """Everything this person may run."""
    return set().union(*(offers(who) for offers in MANAGED)) if who.staff else set()


#: What stands behind one more press, by subject; the rest is seen at once.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "shifts": ("duty_list", "rota", "my_shifts", "duty_book"),
    "care": ("callbacks", "rain", "visits", "forums", "breach_new", "breaches", "praised"),
    "take_down": ("complaint_desk", "enquiry_desk", "suggestion_desk"),
    "surveys": ("surveys", "questionnaires", "opinions", "improve_tables", "polls", "shorts"),
    "money": (
        "fee_look",
        "take_payment",
        "bill_runs",
        "bill_home",
        "dispute_desk",
        "statements",
        "dunning",
        "dunning_report",
        "orders",
        "order_desk",
        "order_month",
        "offers",
        "rentals",
        "receipts",
    ),
    "notices": ("announce", "announcements", "calls"),
    "setup": ("staff", "invite", "knowledge", "own_words", "standards", "calendar"),
}


def _manage(act: Act) -> None:
    """`manage`, or `manage.<group>` for what is in one group."""
    can = offered(act.who)
    if not can:
        raise Refused("common/not_yours")
    group = act.value if can.intersection(GROUPS.get(act.value, ())) else None
    groups = [name for name, actions in GROUPS.items() if can.intersection(actions)]
    given = {"can": can, "group": group, "groups": groups}
    show(act.work, act.private, f"menu:{act.who.person.id}", Words("common/manage", given, "m"))


MENU: Mapping[str, Tap] = {"manage": _manage}
