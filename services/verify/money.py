"""Money: what is open of bills, what payments came to, and the month's figures, each added up from the entries (F-18, F-20)."""

from collections import Counter, defaultdict

from domain.fees.ledger import Entry
from domain.figures import Period
from domain.people import Community
from domain.replay import Difference, differences
from services import Work
from services.reports import figures_paid
from services.reports.gather import today
from services.tell import zone_of


def compare(work: Work, community: Community, period: Period) -> tuple[int, list[Difference]]:
    """How many bills and payments were looked at, and what differs."""
    now = today(work, community)
    entries = work.audit.entries(community.id, now)
    found: list[Difference] = []
    open_, received, left = Counter[int](), Counter[int](), Counter[int]()
    for line in entries:
        if line.bill_id is not None:
            open_[line.bill_id] += line.fen
        elif line.payment_id is not None:
            left[line.payment_id] += line.fen
            if line.kind == Entry.RECEIVED:
                received[line.payment_id] -= line.fen
    bills, payments = work.audit.bills(community.id), work.audit.payments(community.id)
    for bill, fen in bills.items():
        found += differences("ledger balances", f"bill {bill}", {"open, fen": (fen, open_[bill])})
    for payment, fen in received.items():
        found += differences("ledger balances", f"payment {payment}", {"fen": (payments.get(payment), fen)})
        if left[payment] > 0:
            found += differences("ledger balances", f"payment {payment}", {"taken too much, fen": (left[payment], 0)})
    return len(bills) + len(payments), found + _figures(work, community, period)


def _figures(work: Work, community: Community, period: Period) -> list[Difference]:
    """Collection rate, what came in, what is owed: from the entries up to the period's last day."""
    last = min(period.last, today(work, community))
    entries = work.audit.entries(community.id, last)
    homes = set(work.dunning.homes(community.id))
    received = charged = paid = came_to = 0
    open_: dict[int, int] = defaultdict(int)
    of: dict[int, tuple[int, bool]] = {}
    for line in entries:
        inside = period.first <= line.day
        if line.kind in (Entry.RECEIVED, Entry.VOIDED) and inside:
            received -= line.fen
        if line.kind == Entry.CHARGED and inside:
            charged += line.fen
        if line.bill_id is None or line.due_on is None or line.unit_id not in homes:
            continue
        open_[line.bill_id] += line.fen
        of[line.bill_id] = (line.unit_id, line.due_on < last)
        if period.first <= line.due_on <= last:
            paid, came_to = (paid - line.fen, came_to) if line.payment_id is not None else (paid, came_to + line.fen)
    disputed = work.audit.disputed(community.id, period.instants(zone_of(community))[1])
    late = {bill: fen for bill, fen in open_.items() if of[bill][1] and bill not in disputed and fen > 0}
    told = {
        "money_received": received, "money_charged": charged, "money_rate": (paid, came_to), "money_owing": sum(late.values()),
        "money_share": (len({of[bill][0] for bill in late}), len(homes)),
    }  # fmt: skip
    said = {one.key: one for one in figures_paid.money(work, community, period)}
    pairs: dict[str, tuple[object, object]] = {}
    for key, expected in told.items():
        one = said[key]
        pairs[key] = ((one.part, one.whole) if isinstance(expected, tuple) else one.value, expected)
    return differences("collection rate", f"{community.name}, {period.key}", pairs)
