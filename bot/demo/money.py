"""A few months of bills of the demo estate: most are paid, some are overdue, this month's are under way (FEE-18). All invented."""

import random
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from bot.demo.estate import OWNER
from domain.fees import run
from domain.fees.charges import Code
from domain.fees.ledger import Way
from domain.people import Role, Unit, Who
from services import Work
from services.fees import billing, codes, posting
from services.tell import zone_of
from store.writer import Writer

#: Months before this one that were billed; of a hundred homes, how many paid everything last month, and how many have paid this one.
MONTHS, PAY, PAY_NOW = 3, 85, 75
#: Every so many homes has a parking space, at this price.
PARKING, PARKING_E4 = 5, 1_500_000
#: Payments of one transaction.
_PAGE = 100


def write(writer: Writer, now: datetime, seed: int = 11) -> int:
    """Kinds of charge, prices, bills and payments up to `now`; how many bills."""
    dice = random.Random(seed)  # noqa: S311 - a story, not secrets
    clerk, zone, homes = writer.run_sync(_begun)
    this = f"{now.astimezone(zone):%Y-%m}"
    periods = [run.shifted(this, 1, by) for by in range(-MONTHS, 1)]
    used = writer.run_sync(partial(_charges, clerk=clerk, first=periods[0], homes=homes))
    billed = 0
    for period in periods:
        made = datetime.combine(date.fromisoformat(f"{period}-01"), time(9), zone)
        made = min(made, now)
        billed += writer.run_sync(partial(_bills, at=made, clerk=clerk, used=used, period=period))
        share = {periods[-2]: PAY, this: PAY_NOW}.get(period, 0)
        paying = [home for home in homes if _pays(dice, home, share) and not (period == this and _is_played(home))]
        for start in range(0, len(paying), _PAGE):
            at = min(made.replace(day=dice.randint(2, 20)), now)
            writer.run_sync(partial(_paid, at=max(at, made), clerk=clerk, homes=paying[start : start + _PAGE]))
    return billed


def _is_played(home: Unit) -> bool:
    """The home of the owner on the page: this month's bills are open."""
    return (home.building, home.entrance, home.room) == OWNER[2:]


def _pays(dice: random.Random, home: Unit, share: int) -> bool:
    return dice.randrange(100) < share and home.id % 9 != 0


def _begun(work: Work) -> tuple[Who, ZoneInfo, list[Unit]]:
    """Who keeps the books, the local time, and the homes whose owner is known."""
    community = work.people.communities()[0]
    clerk = work.people.who(work.staff.listed(community.id, roles=[Role.FINANCE])[0][1], community.language)
    homes = [home.unit for home in work.charges.homes(community.id) if home.owned]
    return clerk, zone_of(community), homes


def _charges(work: Work, clerk: Who, first: str, homes: list[Unit]) -> list[Code]:
    """The usual kinds of charge with their prices from the first of those months on; parking spaces."""
    community, since = work.people.communities()[0].id, date.fromisoformat(f"{first}-01")
    codes.add_usual(work, clerk, community)
    named = {code.key: code for code in work.charges.codes(community)}
    prices = {
        "property": 28_000,
        "energy": 3_000,
        "parking": PARKING_E4,
        "water": 45_000,
        "electricity": 5_283,
        "gas": 29_900,
    }
    for key, price_e4 in prices.items():
        work.charges.set_rate(named[key].id, since, price_e4, clerk.person.id)
    for n, home in enumerate(homes[::PARKING]):
        work.charges.add_holding(home.id, named["parking"].id, f"B1-{n + 1:03}", 1, since)
    return [named["property"], named["energy"], named["parking"]]


def _bills(work: Work, at: datetime, clerk: Who, used: list[Code], period: str) -> int:
    """Everybody's bills of a month, as the run makes them."""
    then, count = Work(work.conn, at), 0
    due = run.due_on(period, then.standards.number(used[0].community_id, "fee.due_day"))
    for code in used:
        days, made = run.span(period, code.months), run.plan(billing.facts(then, code, period))
        assert days is not None
        row = then.charges.begin_run(code.community_id, code.id, period, clerk.person.id)
        new = [
            posting.Charge(d.unit, code, period, d.fen, due, d.formula, days.first, days.last, run=row)
            for d in made.drafts
        ]
        count += len(posting.charge_many(then, new, clerk.person.id))
        then.charges.add_to_run(row, len(new), made.fen)
    return count


def _paid(work: Work, at: datetime, clerk: Who, homes: list[Unit]) -> None:
    """Each pays what is open: by transfer, in cash, by card."""
    then = Work(work.conn, at)
    for n, home in enumerate(homes):
        fen = then.ledger.balance(home.id)
        if fen <= 0:
            continue
        payment = then.ledger.add_payment({
            "community_id": home.community_id, "unit_id": home.id, "way": (Way.TRANSFER, Way.CASH, Way.CARD)[n % 3], "fen": fen,
            "paid_on": posting.today(then, home.community_id), "chosen": [],
        })  # fmt: skip
        posting.confirm(then, payment, clerk.person.id)
