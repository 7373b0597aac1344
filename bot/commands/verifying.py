"""`guanjia verify`: do the figures follow from the history and the ledger?"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import click

from bot.commands.opening import community_option, database, settings, the_community
from domain.figures import Period, days
from domain.replay import Difference
from domain.saying import local_day
from services import Work
from services.tell import zone_of
from services.verify import Verified, verify
from store.reading import Reader

#: Before anything was ever recorded.
_EVER = date(2000, 1, 1)


@click.command(name="verify", epilog="Example: guanjia verify --since 2026-10-01 --until 2026-10-31")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day, local; without it from the beginning.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day, local; without it today.")
@community_option
@click.pass_context
def verify_(
    context: click.Context, since: datetime | None, until: datetime | None, community: str | None
) -> None:  # fmt: skip
    """Recompute every figure from the history and the ledger, and say what stands otherwise in the rows.

    Compared are times, stars, promises kept and late, callback and complaint rates, collection rate and balances, and counts of
    surveys; and the reports' own figures of these days. Exit code 1 when anything differs.
    """

    def run(work: Work) -> Verified:
        there = the_community(work, community)
        period = _period(since, until, local_day(work.now, zone_of(there)))
        return verify(work, there, period, lambda said: click.echo(said, err=True))

    if since is not None and until is not None and until < since:
        raise click.UsageError("--until is before --since.")
    with database():
        found = asyncio.run(_read(run))
    click.echo("Looked at " + ", ".join(f"{number} {name}" for name, number in found.looked_at.items()) + ".")
    for one in found.differences:
        click.echo(f"✗ {one.figure}: {one.row}: {one.field} is {_said(one.stored)}, counted {_said(one.counted)}")
    if found.differences:
        click.echo(_sum(found.differences))
        context.exit(1)
    click.echo("✓ Every figure follows from the history.")


async def _read(run: Callable[[Work], Verified]) -> Verified:
    """On the reading side: a running bot writes on meanwhile."""
    reader = Reader(settings().database_url)
    try:
        return await reader.compute(run)
    finally:
        await reader.close()


def _period(since: datetime | None, until: datetime | None, today: date) -> Period:
    first = since.date() if since else _EVER
    last = until.date() if until else max(today, first)
    return days(first, max(first, last))


def _sum(found: Sequence[Difference]) -> str:
    counted = Counter(one.figure for one in found)
    return "Differences: " + ", ".join(f"{number} in {figure}" for figure, number in counted.items()) + "."


def _said(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    if isinstance(value, tuple):
        return " of ".join(map(str, value))
    return str(value)
