"""`python -m tests.bench`: the real bot carrying repair conversations, beside stock echo bots. Prints, asserts nothing.

Every bot is a process of its own; the sandbox and two hundred people are this process. Closed loop: everybody acts as
soon as the bot has reacted. Nothing is paced, neither by the sandbox nor by the bot.
"""

import asyncio
import logging
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import billing, clock, ours, reading
from tests.bench.running import Running, cpu_s
from tests.bench.town import Person, Talker, Town
from tests.support.crowd import Place

PEOPLE, DELAY_MS, RATE = 200, 50, 200
WARM_S, CLOSED_S, PACED_S = 2.5, 5.0, 5.0
#: How long a bot may take to answer for the first time, seconds.
PATIENCE_S = 60.0
_BOTS = "tests.bench.bots"


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot: what it is called, how it is started (from the sandbox's address and a folder of its own), whether it is
    the real one."""

    name: str
    start: Callable[[str, Path], tuple[str, ...]]
    real: bool = False


@dataclass(slots=True)
class Measured:
    """One bot at one delay."""

    rate: float
    cpu_ms: float
    calls: float
    town: float
    paced: float = 0.0
    p50_ms: float = 0.0
    p99_ms: float = 0.0


CONTENDERS = (
    Contender("no-op (the ceiling)", lambda url, folder: ("-m", f"{_BOTS}.raw", url)),
    Contender("stock PTB, sequential", lambda url, folder: ("-m", f"{_BOTS}.ptb", url, "0")),
    Contender("stock PTB, 64 at once", lambda url, folder: ("-m", f"{_BOTS}.ptb", url, "64")),
    Contender("stock aiogram", lambda url, folder: ("-m", f"{_BOTS}.aiogram_echo", url)),
    Contender("guanjia, only an echo", lambda url, folder: ("-m", f"{_BOTS}.echo", url, f"sqlite:///{folder}/echo.db")),
    Contender("guanjia, real repairs", lambda url, folder: ("-m", "bot", "run"), real=True),
)
STOCK, OURS = CONTENDERS[1:4], CONTENDERS[4:]


async def main() -> None:
    """How free text is read, the whole table and its ratios, the clock, bills; with `reading`, `clock` or `billing` only that."""
    if "billing" in sys.argv[1:]:
        await billing.main()
        return
    if "clock" not in sys.argv[1:]:
        reading.main()
    if "reading" in sys.argv[1:]:
        return
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # a bot that stops leaves its last poll unread
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}")
    if "clock" not in sys.argv[1:]:
        await _table()
    await clock.main()
    if "clock" not in sys.argv[1:]:
        await billing.main()


async def _table() -> None:
    print(f"{PEOPLE} people: as fast as it goes, then {RATE} updates/s; calls without getUpdates")
    paced = f"at {RATE}/s"
    print(
        f"{'':22}{'delay':>7}{'updates/s':>11}{'CPU/update':>12}{'calls/update':>14}{paced:>11}{'p50':>11}{'p99':>11}"
        f"{'sandbox+people':>16}"
    )
    found: dict[tuple[str, int], Measured] = {}
    for delay in (0, DELAY_MS):
        for contender in CONTENDERS:
            with tempfile.TemporaryDirectory(prefix="bench") as folder:
                found[contender.name, delay] = one = await _measure(contender, delay, Path(folder))
            print(
                f"{contender.name:22}{delay:>4} ms{one.rate:>11.0f}{one.cpu_ms:>9.2f} ms{one.calls:>14.1f}"
                f"{one.paced:>9.0f}/s{one.p50_ms:>8.1f} ms{one.p99_ms:>8.1f} ms{one.town:>16.0%}",
                flush=True,
            )
    _ratios(found)


async def _measure(contender: Contender, delay: int, folder: Path) -> Measured:
    log = folder / "bot.log"
    async with Town() as town:
        town.server.api.delay_ms = delay
        env = _people(town, contender, folder)
        async with Running(*contender.start(town.url, folder), env=env, log=log) as bot:
            await _woken(town, bot, log)
            await town.closed(WARM_S)
            cpu, own, calls = bot.cpu_s(), cpu_s(), town.server.api.calls.count
            rate = await town.closed(CLOSED_S)
            reacted = max(1, len(town.latencies))
            spent, busy = bot.cpu_s() - cpu, cpu_s() - own
            measured = Measured(rate, spent * 1000 / reacted, town.said_since(calls) / reacted, busy / CLOSED_S)
            await town.calm(10.0)
            measured.paced = await town.paced(PACED_S, RATE)
            waits = sorted(town.latencies) or [0.0]
            measured.p50_ms = waits[len(waits) // 2] * 1000
            measured.p99_ms = waits[int(len(waits) * 0.99)] * 1000
    if town.server.api.calls.violations:
        print(f"{contender.name}: calls a correct bot would not make: {town.server.api.calls.violations[:3]}")
    if town.repeated:
        print(f"{contender.name}: {town.repeated} acts were repeated for want of an answer")
    return measured


def _people(town: Town, contender: Contender, folder: Path) -> dict[str, str]:
    """Moves in who the bot is for; its environment."""
    if contender.real:
        places = ours.places()
        town.move_in(places, ours.people(places))
        return {**ours.seed(folder, places), "TELEGRAM_API_URL": town.url}
    place = Place(-1_000_000_100_000, (), tuple(range(500_000, 500_000 + PEOPLE)))
    talkers: list[tuple[Person, int]] = [(Talker(account), 0) for account in place.workers]
    town.move_in([place], talkers)
    return {}


async def _woken(town: Town, bot: Running, log: Path) -> None:
    """Until the first reaction; what the bot has printed when there is none."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE_S
    while not town.latencies:
        if bot.ended or loop.time() > end:
            sys.exit(f"the bot does not answer\n{log.read_text()[-2000:]}")
        await town.closed(0.3)


def _ratios(found: dict[tuple[str, int], Measured]) -> None:
    """Updates for updates; and calls for calls, since an echo is one call and a step of a repair two or three."""
    for delay in (0, DELAY_MS):
        for mine in OURS:
            for stock in STOCK:
                one, other = found[mine.name, delay], found[stock.name, delay]
                updates = one.rate / max(other.rate, 0.1)
                calls = one.rate * one.calls / max(other.rate * other.calls, 0.1)
                said = f"{mine.name} / {stock.name} at {delay} ms"
                print(f"{said:60}{updates:>7.2f} in updates{calls:>8.2f} in calls")
    print(f"aim: {OURS[1].name} / {STOCK[1].name} at {DELAY_MS} ms at least 5, / {STOCK[0].name} at 0 ms at least 1")


if __name__ == "__main__":
    try:
        import uvloop
    except ImportError:
        asyncio.run(main())
    else:
        uvloop.run(main())
