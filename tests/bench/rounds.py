"""Several bots, one after the other and over again: what moves the machine moves them all. Medians with their spread.

Every bot is a process of its own; the sandbox and two hundred people are this process. Closed loop: everybody acts as
soon as the bot has reacted. Nothing is paced, neither by the sandbox nor by the bot.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import ours, plainly
from tests.bench.running import Running, cpu_s
from tests.bench.town import Person, Talker, Town
from tests.support.crowd import Place

PEOPLE, DELAYS_MS, RATE, ROUNDS = 200, (0, 50), 200, 3
WARM_S, CLOSED_S, PACED_S = 2.0, 3.5, 3.5
#: How long a bot may take to answer for the first time, seconds.
PATIENCE_S = 60.0
_BOTS = "tests.bench.bots"


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot: what it is called, how it is started (from the sandbox's address and a folder of its own), and who lives there."""

    name: str
    start: Callable[[str, Path], tuple[str, ...]]
    estate: str = "talkers"


@dataclass(frozen=True, slots=True)
class Measured:
    """One bot at one delay in one round."""

    rate: float
    cpu_ms: float
    calls: float
    town: float
    paced: float
    p50_ms: float
    p99_ms: float


#: What was found, by bot and delay: a figure for each round.
Found = Mapping[tuple[str, int], Sequence[Measured]]

CEILING = Contender("no-op (the ceiling)", lambda url, folder: ("-m", f"{_BOTS}.raw", url))
SEQUENTIAL = Contender("stock PTB, sequential", lambda url, folder: ("-m", f"{_BOTS}.ptb", url, "0"))
AT_ONCE = Contender("stock PTB, 64 at once", lambda url, folder: ("-m", f"{_BOTS}.ptb", url, "64"))
AIOGRAM = Contender("stock aiogram", lambda url, folder: ("-m", f"{_BOTS}.aiogram_echo", url))
PLAIN = Contender(
    "plain handlers, repairs", lambda url, folder: ("-m", f"{_BOTS}.plain", url, f"{folder}/plain.db"), "plain"
)
ECHO = Contender(
    "guanjia, only an echo", lambda url, folder: ("-m", f"{_BOTS}.echo", url, f"sqlite:///{folder}/echo.db")
)
REPAIRS = Contender("guanjia, repairs", lambda url, folder: ("-m", "bot", "run"), "ours")
CONTENDERS = (CEILING, SEQUENTIAL, AT_ONCE, AIOGRAM, ECHO, PLAIN, REPAIRS)
#: Whom with whom: the same work on both sides, and ours with all it does beside stock echoes that write nothing.
RATIOS = (
    (REPAIRS, PLAIN), (ECHO, SEQUENTIAL), (ECHO, AT_ONCE), (ECHO, AIOGRAM), (REPAIRS, SEQUENTIAL), (REPAIRS, AT_ONCE),
    (REPAIRS, AIOGRAM),
)  # fmt: skip
#: At least so many times that bot at that delay (docs/decisions, the design's own aims).
AIMS = ((AT_ONCE, 50, 5), (SEQUENTIAL, 0, 1))


async def measured(rounds: int, chosen: Sequence[Contender] = CONTENDERS) -> Found:
    """Every bot at every delay, `rounds` times, the order turned each time."""
    found: dict[tuple[str, int], list[Measured]] = {(c.name, delay): [] for delay in DELAYS_MS for c in chosen}
    for number in range(rounds):
        for delay in DELAYS_MS:
            for contender in chosen if number % 2 == 0 else reversed(chosen):
                with tempfile.TemporaryDirectory(prefix="bench") as folder:
                    one = await _measure(contender, delay, Path(folder))
                found[contender.name, delay].append(one)
                print(
                    f"round {number + 1}: {contender.name} at {delay} ms: {one.rate:.0f}/s", file=sys.stderr, flush=True
                )
    return found


def lines(found: Found) -> list[str]:
    """The table and the ratios, as Markdown."""
    table = [
        f"{PEOPLE} people as fast as it goes, then {RATE} updates/s offered; median of the rounds, least and most in brackets; calls without `getUpdates`.",
        "",
        f"| bot | calls answered after | updates/s | CPU/update | calls/update | at {RATE}/s | p50 | p99 | sandbox and people |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (name, delay), rounds in found.items():
        table.append(
            f"| {name} | {delay} ms | {_spread([r.rate for r in rounds])} | {_middle(rounds, 'cpu_ms'):.2f} ms | {_middle(rounds, 'calls'):.1f} |"
            f" {_middle(rounds, 'paced'):.0f}/s | {_middle(rounds, 'p50_ms'):.1f} ms | {_middle(rounds, 'p99_ms'):.1f} ms |"
            f" {_middle(rounds, 'town'):.0%} of a core |"
        )
    table += ["", "| beside | calls answered after | in updates | in calls of the Bot API |", "|---|--:|--:|--:|"]
    for mine, other in RATIOS:
        for delay in DELAYS_MS:
            one, two = found[mine.name, delay], found[other.name, delay]
            updates = [a.rate / max(b.rate, 0.1) for a, b in zip(one, two, strict=True)]
            calls = [a.rate * a.calls / max(b.rate * b.calls, 0.1) for a, b in zip(one, two, strict=True)]
            table.append(f"| {mine.name} / {other.name} | {delay} ms | {_spread(updates, 2)} | {_spread(calls, 2)} |")
    return [*table, "", *_aims(found)]


def _aims(found: Found) -> list[str]:
    """What the design asks for, met or missed by the medians, like for like and with all that ours does."""
    table = ["| aim | | in updates | in calls |", "|---|---|--:|--:|"]
    for other, delay, aim in AIMS:
        for mine in (ECHO, REPAIRS):
            one, two = found[mine.name, delay], found[other.name, delay]
            updates = _middle(one, "rate") / max(_middle(two, "rate"), 0.1)
            calls = updates * _middle(one, "calls") / max(_middle(two, "calls"), 0.1)
            said = [f"{value:.2f}: {'met' if value >= aim else '**missed**'}" for value in (updates, calls)]
            table.append(f"| at {delay} ms at least {aim} times {other.name} | {mine.name} | {said[0]} | {said[1]} |")
    return table


def _middle(rounds: Sequence[Measured], field: str) -> float:
    return median(getattr(one, field) for one in rounds)


def _spread(values: Sequence[float], digits: int = 0) -> str:
    middle = f"{median(values):,.{digits}f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


async def _measure(contender: Contender, delay: int, folder: Path) -> Measured:
    log = folder / "bot.log"
    async with Town() as town:
        town.server.api.delay_ms = delay
        env = _people(town, contender, folder)
        async with Running(*contender.start(town.url, folder), env=env, log=log) as bot:
            await woken(town, bot, log)
            await town.closed(WARM_S)
            cpu, own, calls = bot.cpu_s(), cpu_s(), town.server.api.calls.count
            rate = await town.closed(CLOSED_S)
            reacted = max(1, len(town.latencies))
            spent, busy = bot.cpu_s() - cpu, cpu_s() - own
            said = town.said_since(calls)
            await town.calm(10.0)
            paced = await town.paced(PACED_S, RATE)
            waits = sorted(town.latencies) or [0.0]
    if town.server.api.calls.violations:
        print(
            f"{contender.name}: calls a correct bot would not make: {town.server.api.calls.violations[:3]}",
            file=sys.stderr,
        )
    if town.repeated:
        print(f"{contender.name}: {town.repeated} acts were repeated for want of an answer", file=sys.stderr)
    p50, p99 = waits[len(waits) // 2] * 1000, waits[int(len(waits) * 0.99)] * 1000
    return Measured(rate, spent * 1000 / reacted, said / reacted, busy / CLOSED_S, paced, p50, p99)


def _people(town: Town, contender: Contender, folder: Path) -> dict[str, str]:
    """Moves in who the bot is for; its environment."""
    if contender.estate == "talkers":
        place = Place(-1_000_000_100_000, (), tuple(range(500_000, 500_000 + PEOPLE)))
        talkers: list[tuple[Person, int]] = [(Talker(account), 0) for account in place.workers]
        town.move_in([place], talkers)
        return {}
    places = ours.places()
    town.move_in(places, ours.people(places))
    if contender.estate == "plain":
        plainly.seed(folder, places)
        return {}
    return {**ours.seed(folder, places), "TELEGRAM_API_URL": town.url}


async def woken(town: Town, bot: Running, log: Path) -> None:
    """Until the first reaction; what the bot has printed when there is none."""
    loop = asyncio.get_running_loop()
    end = loop.time() + PATIENCE_S
    while not town.latencies:
        if bot.ended or loop.time() > end:
            sys.exit(f"the bot does not answer\n{log.read_text()[-2000:]}")
        await town.closed(0.3)
