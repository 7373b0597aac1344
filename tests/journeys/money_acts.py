"""What happens in stories of money: days that pass while nobody is at work, questions answered, the bot killed under a press."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from domain.people import Role, Team
from store import money_tables as m
from store import tables as t
from store.engine import open_store
from store.work import Work
from store.writer import Writer
from tests.journeys.acts import count
from tests.support import cast as seed
from tests.support.phones import Group, Phone
from tests.support.stagecraft import Stage

CLERK, CLERK_ACCOUNT = "徐会计", 51
#: Whoever works in these stories reads the language of the story.
STAFF = ("李强", "吴工", "陈静", "周敏", "郑经理", "冯主任")


async def writes(stage: Stage, do: Callable[[Work], Any]) -> Any:
    """Written past the bot, which is down: rows a story begins with. What `do` returns."""
    now = await stage.now()

    def run() -> Any:
        store = open_store(stage.database_url)
        writer = Writer(store, lambda: now).start()
        try:
            return writer.run_sync(do)
        finally:
            writer.stop_sync()
            store.close()

    assert not stage.bot.running
    return await asyncio.to_thread(run)


async def away(stage: Stage, moment: str = "", do: Callable[[Work], Any] | None = None) -> None:
    """kill -9; the clock goes on to that local time and rows are written while the bot is down; it starts again."""
    await stage.settled()
    await stage.bot.kill()
    if moment:
        then = datetime.fromisoformat(f"{moment}:00+08:00")
        await stage.passes(seconds=(then - await stage.now()).total_seconds())
    if do is not None:
        await writes(stage, do)
    await stage.bot.start()


def begin(stage: Stage, language: str, *more: Callable[[Work], Any]) -> Callable[[Work], None]:
    """Rows to begin with: a finance clerk, the staff reading that language, and whatever else."""

    def do(work: Work) -> None:
        seed.staff(work, stage.cast, CLERK, CLERK_ACCOUNT, Role.FINANCE, Team.FINANCE, work.now)
        names = [*STAFF, CLERK]
        work.conn.execute(update(t.persons).where(t.persons.c.name.in_(names)).values(language=language))
        for one in more:
            one(work)

    return do


async def clerk(stage: Stage) -> Phone:
    """The finance clerk comes to the chat."""
    return await comes(stage, CLERK, CLERK_ACCOUNT)


async def comes(stage: Stage, name: str, account: int) -> Phone:
    """One of the staff who is not of the cast comes to the chat."""
    stage.people[name] = await stage.sandbox.person(name, phone=f"+86139{account:08}", id=account)
    await stage[name].says("/start")
    return stage[name]


async def answers(who: Phone, *labels: str) -> None:
    """Button after button, each on the message that came after the one before."""
    for label in labels:

        def fits(message: Any, label: str = label) -> bool:
            named = [b["text"] for row in message["buttons"] for b in row]
            return any(name.startswith(label) or name.partition(" ")[2].startswith(label) for name in named)

        await who.taps(label, message=await who.hears(fits, fresh=True))


async def dies_under(stage: Stage, press: Awaitable[None]) -> None:
    """A button is pressed, the bot killed that very moment, and the press delivered once more after it has started."""
    await stage.settled()  # what else is on its way would be in doubt, too; a reminder in doubt is not sent again
    await press
    pressed = (await stage.sandbox.get("updates"))["next_id"] - 1
    await stage.bot.kill()
    await stage.bot.start()
    await stage.sandbox.replay(pressed)
    await stage.settled()


async def once(stage: Stage, who: Phone, *words: str, chat: Group | None = None) -> None:
    """They have one message with all of the words; a second one only where a kill left the first in doubt."""
    await who.hears(lambda message: all(word in message["text"] for word in words), chat)
    again = sum(line.get("sent_again", 0) for line in stage.bot.warnings())
    found = count(await who.heard(chat), *words)
    assert 1 <= found <= 1 + again, f"{found} messages with {words}, {again} in doubt"


async def owed(stage: Stage, home: int) -> int:
    """What the home owes by its entries, fen."""
    bills = await stage.rows(select(m.bills.c.open_fen).where(m.bills.c.unit_id == home))
    return sum(bill.open_fen for bill in bills)
