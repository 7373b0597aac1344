"""What is thrown at the estate in a batch, by kind. A kind looks at the screens, and says which updates come next."""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from domain.talk import TalkStatus
from handlers import FLOWS, TAPS
from store import tables as t
from tests.fuzz import words
from tests.fuzz.making import ACCOUNTS, GROUPS, STRANGERS, Maker
from tests.fuzz.ring import Ring, Trouble

BATCH = 40
#: Every menu entry begins something: so each conversation is met as often as any other.
_BEGINS = tuple(TAPS["m"])


@dataclass
class Met:
    """Which questions hostile words were thrown at, how often: (flow, step)."""

    steps: Counter[tuple[str, str]] = field(default_factory=Counter)

    def of(self) -> tuple[int, int]:
        """Questions met, and questions there are."""
        asked = {(flow.name, step.name) for flow in FLOWS.values() for step in flow.steps}
        return len(asked & set(self.steps)), len(asked)


@dataclass
class Thrower:
    """Throws one kind at a ring; `thrown` is every update of it so far, in order."""

    ring: Ring
    maker: Maker
    met: Met
    thrown: list[Any] = field(default_factory=list)

    @property
    def dice(self) -> random.Random:
        """The dice of this ring."""
        return self.maker.dice

    async def updates(self) -> None:
        """Anything that may call itself an update."""
        await self._take([self.maker.update() for _ in range(BATCH)], BATCH)

    async def words(self) -> None:
        """Conversations are begun and led on; whoever is asked something answers with what nobody would say."""
        asked = self._asked()
        batch, awaited, steps = [], [], 0
        for account in ACCOUNTS:
            if account in asked and self.dice.random() < 0.45:
                said = words.hostile(self.dice)
                self.met.steps[asked[account]] += 1
                batch.append(self.maker.text(account, said))
                if said.strip() and not said.startswith("/"):
                    awaited.append((account, batch[-1]["update_id"], asked[account]))
            elif self.dice.random() < 0.1:
                chat = self.dice.choice((None, *GROUPS))
                batch.append(self.maker.text(account, words.hostile(self.dice), chat, self._some_message(chat)))
            elif self.dice.random() < 0.1:
                batch.append(self.maker.sends(account))
            else:
                steps += 1
                batch.append(self._step(account, account in asked))
        await self._take(batch, len(batch) - steps)
        for account, key, step in awaited:
            if not self.ring.told[account]:
                self.ring.troubles.append(Trouble(f"somebody typed and heard nothing at {'/'.join(step)}", key))

    async def presses(self) -> None:
        """Buttons that were never shown, that are somebody else's, or that were shown long ago."""
        everything = [data for chat in self.ring.chats.values() for shown in chat.values() for data in shown.buttons]
        batch = []
        for account in ACCOUNTS:
            for _ in range(3):
                if self.dice.random() < 0.5 and everything:
                    data = self.dice.choice(everything)
                else:
                    data = self.maker.forged(everything)
                chat = self.dice.choice((None, None, *GROUPS))
                batch.append(self.maker.press(account, data, chat, self._some_message(chat or account) or 0))
            batch.append(self._step(account, False))
        await self._take(batch, len(batch) - len(ACCOUNTS))

    def _step(self, account: int, asked: bool) -> Any:
        """An ordinary move: what somebody would do who wants to get somewhere."""
        dice = self.dice
        shown = list(self.ring.chats.get(account, {}).items())[-2:]
        buttons = [(number, data) for number, one in shown for data in one.buttons]
        way = dice.random()
        if account in STRANGERS and way < 0.2:
            return self.maker.text(account, dice.choice(words.COMMANDS))
        if asked and way < 0.35:
            return self.maker.text(account, dice.choice(words.PLAIN))
        if way < 0.75 and buttons:
            number, data = dice.choice(buttons)
            return self.maker.press(account, data, None, number)
        if way < 0.95:
            return self.maker.press(account, f"m:{dice.choice(_BEGINS)}:0")
        return self.maker.text(account, dice.choice((*words.COMMANDS, *words.PLAIN)))

    async def _take(self, batch: list[Any], cases: int) -> None:
        self.thrown += batch
        await self.ring.take(batch)
        self.ring.count.cases += cases

    def _asked(self) -> dict[int, tuple[str, str]]:
        """Who is asked what just now, by account."""
        open_ = (
            select(t.persons.c.telegram_id, t.talks.c.flow, t.talks.c.step)
            .join(t.persons, t.persons.c.id == t.talks.c.person_id)
            .where(t.talks.c.status == TalkStatus.OPEN, t.talks.c.chat_id > 0)
        )
        rows = self.ring.writer.run_sync(lambda w: list(w.conn.execute(open_)))
        return {row.telegram_id: (row.flow, row.step) for row in rows}

    def _some_message(self, chat: int | None) -> int | None:
        known = list(self.ring.chats.get(chat or 0, ()))
        return self.dice.choice(known) if known else None


KINDS = {"updates": Thrower.updates, "words": Thrower.words, "presses": Thrower.presses}
