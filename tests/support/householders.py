"""Twelve hundred households and what each does with a questionnaire: answer, begin and leave off, put it aside, press twice,
block the bot, answer late, never answer. Each looks only at its own screen (`crowd`)."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.support.crowd import Act, Screen, Seen
from tests.support.phones import Sandbox
from tests.support.sandbox_client import Refused
from tests.support.street import Street

#: Accounts of those who live in the many homes begin here.
FIRST = 300_000
#: Buildings of the many homes; three entrances of floors of four.
BUILDINGS = ("5", "6", "7", "8")
_DOORS, _FLOORS = 4, 25
#: How many act at the same time.
_HANDS = 8


class Manner(StrEnum):
    """What somebody does when they are asked."""

    ANSWERS = "answers"
    #: Very dissatisfied, and says why.
    UNHAPPY = "unhappy"
    #: Presses everything twice.
    TWICE = "twice"
    #: Answers one question and goes away; comes back for nobody.
    HALFWAY = "halfway"
    #: Only when reminded.
    LATE = "late"
    SILENT = "silent"
    #: Blocked the bot before it asked.
    BLOCKED = "blocked"


def manner_of(number: int) -> Manner:
    """Of household number so and so, the same in every run: of a hundred, 84 answer at once, and too many are not content."""
    place = number % 100
    for most, manner in (
        (68, Manner.ANSWERS), (78, Manner.UNHAPPY), (84, Manner.TWICE), (88, Manner.HALFWAY), (92, Manner.LATE),
        (97, Manner.SILENT),
    ):  # fmt: skip
        if place < most:
            return manner
    return Manner.BLOCKED


def addresses(count: int) -> list[str]:
    """Homes of four buildings: building-entrance-room."""
    each = -(-count // len(BUILDINGS))
    found = []
    for building in BUILDINGS:
        for n in range(each):
            entrance, rest = divmod(n, _DOORS * _FLOORS)
            floor, door = divmod(rest, _DOORS)
            found.append(f"{building}-{entrance + 1}-{floor + 1}{door + 1:02}")
    return found[:count]


@dataclass(slots=True)
class Householder:
    """One person who has a questionnaire of two questions: a grade, and words they may leave out."""

    id: int
    manner: Manner
    #: Reminded: those who are late begin now.
    reminded: bool = False
    done: bool = field(default=False)
    _halted: bool = field(default=False)

    def decide(self, mine: Screen, crew: Screen) -> Act | None:
        """What the screen asks for; None when they want nothing of it."""
        if self.done or self._halted or self.manner in (Manner.SILENT, Manner.BLOCKED):
            return None
        if self.manner is Manner.LATE and not self.reminded:
            return None
        for message in reversed(mine.values()):
            act = self._answers(message)
            if act is not None:
                return act
        return None

    def _answers(self, message: Seen) -> Act | None:
        if "🗳" not in message.text:
            return None
        if self.manner is Manner.HALFWAY and "2/2" in message.text:
            return None
        grade = "很不满意" if self.manner is Manner.UNHAPPY else "满意"
        if self.manner is Manner.UNHAPPY and "方便说说原因吗" in message.text and "「" not in message.text:
            return Act(self.id, text=f"水压太小{self.id}")
        for label in ("交上", "下一题", "跳过", grade, "开始填写"):
            data = message.key(label)
            if data is not None:
                return Act(self.id, message=message.id, data=data, label=label)
        return None

    def did(self, act: Act) -> None:
        """Their form is in when they have pressed that; whoever stops halfway stops after the first answer."""
        self._halted = self._halted or (self.manner is Manner.HALFWAY and act.label == "满意")

    def saw(self, mine: Screen) -> None:
        """Thanked: nothing more is wanted."""
        self.done = self.done or any("谢谢" in m.text and not m.key("交上") for m in mine.values() if "🗳" in m.text)


class Households(Street):
    """All of them at the sandbox: whoever's screen changed looks, and does what it asks for. A press is never repeated: what the
    sandbox has told the bot stays told, whatever dies."""

    def __init__(self, sandbox: Sandbox, people: Iterable[Householder]) -> None:
        super().__init__(sandbox, [])
        self.people = {person.id: person for person in people}
        self._waiting: asyncio.Queue[int | None] = asyncio.Queue()
        self._listed: set[int] = set()
        self._last: dict[int, Act] = {}

    def look(self, ids: Iterable[int]) -> None:
        """They look at their screens once more."""
        for person in ids:
            if person in self.people and person not in self._listed:
                self._listed.add(person)
                self._waiting.put_nowait(person)

    async def answer(self, until: Callable[[], bool], within: float) -> None:
        """Everybody does what they want to until that holds."""
        self.look(self.people)
        async with asyncio.timeout(within), asyncio.TaskGroup() as group:
            for _ in range(_HANDS):
                group.create_task(self._hands())
            while not until():
                await asyncio.sleep(0.05)
            for _ in range(_HANDS):  # each ends what it is doing
                self._waiting.put_nowait(None)

    async def _hands(self) -> None:
        while (number := await self._waiting.get()) is not None:
            person = self.people[number]
            self._listed.discard(person.id)
            screen = self._screens.get(person.id, {})
            person.saw(screen)
            act = person.decide(screen, {})
            if act is None or act == self._last.get(person.id):
                continue
            self._last[person.id] = act
            order: dict[str, Any] = {"user_id": person.id, "chat_id": act.chat}
            twice = {"times": 2} if person.manner is Manner.TWICE else {}
            path, more = (
                ("say", {"text": act.text})
                if act.text
                else ("press", {"message_id": act.message, "data": act.data, **twice})
            )
            try:
                await self._sandbox.post(path, {**order, **more})
            except Refused:  # the button has gone between looking and pressing
                self._last.pop(person.id)
                self.look([person.id])
                continue
            self.acts += 1
            person.did(act)

    def _see(self, chat: int, message: dict[str, Any]) -> None:
        super()._see(chat, message)
        self.look([chat])
