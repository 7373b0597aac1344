"""Over random sequences of sweeps, stops and clock moves: each notice once, never early, at the first sweep that can."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from services.clock import sweep
from services.rota import touched
from store import tables as t
from tests.services.rotas import NIGHT, goes_home, rostered
from tests.services.steps import LI, WU, ZHAO
from tests.support.estate import Estate

#: Of a rota with nights only and nobody clocked in: what is due from when until when, in hours after local midnight.
WINDOWS = {
    "come": (19.75, 20 + 5 / 60),
    "late": (20 + 5 / 60, 32),
    "gap-ahead": (7, 8),
    "gap-now": (8, 20),
}
MIDNIGHT = datetime(2026, 11, 21, 16, tzinfo=UTC)
DAYS = 4


def expected(sweeps: list[datetime], line_made: datetime) -> set[tuple[str, int, datetime]]:
    """Which notice of which day was to be said at which sweep: the first one within its time."""
    found = set()
    for day in range(DAYS + 1):
        for name, (opens, closes) in WINDOWS.items():
            since, until = (MIDNIGHT + timedelta(days=day, hours=h) for h in (opens, closes))
            first = next((at for at in sweeps if since <= at < until and at >= line_made), None)
            if first is not None:
                found.add((name, day, first))
    return found


def said(estate: Estate) -> set[tuple[str, int, datetime]]:
    """Which notice of which day was said when."""
    rows = estate.work(lambda w: list(w.conn.execute(select(t.outbox.c.key, t.outbox.c.created_at))))
    found = set()
    for key, at in rows:
        parts = key.split(":")
        if parts[0] != "rota" or parts[-2] not in ("come", "late", "ahead", "now"):
            continue
        gap = parts[-2] in ("ahead", "now")
        # Gaps begin at eight in the morning; shifts are named by their day.
        begun = key.split(":gap:")[1].partition(":")[0] if gap else parts[2]
        day = datetime.fromisoformat(begun[:10]).date() - (MIDNIGHT + timedelta(hours=8)).date()
        found.add((f"gap-{parts[-2]}" if gap else parts[-2], day.days, at))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_every_notice_once_and_never_early(estate: Estate, seed: int) -> None:
    """X-43, SHF-03: the clock goes on in odd steps, jumps a night, is put back; the process forgets; changes come in."""
    dice = random.Random(seed)  # noqa: S311
    goes_home(estate, LI, ZHAO, WU)
    rostered(estate, LI, NIGHT)
    made, sweeps = estate.now, []
    while estate.now < MIDNIGHT + timedelta(days=DAYS):
        step = dice.choice([1, 5, 5, 17, 17, 40, 40, 90, -25, 700 if dice.random() < 0.15 else 3])
        estate.now = max(made, estate.now + timedelta(minutes=step))
        if dice.random() < 0.2:
            estate.work(touched)
        for _ in range(dice.choice([1, 1, 2])):
            estate.work(sweep)
        sweeps.append(estate.now)
    assert said(estate) == expected(sweeps, made)
