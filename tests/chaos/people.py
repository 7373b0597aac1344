"""Who lives there: owners and crews who know what they want (`crowd`), and wanderers who press and type anything."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from domain.people import Relation, Role, Team
from store import tables as t
from store.work import Work
from tests.simulation.people import COMMANDS, SAID
from tests.support import season
from tests.support.crowd import Act, Place, Screen

#: Accounts of the heads and the desk begin here, a hundred a community; of wandering owners.
HEADS, WANDERERS = 700_000, 800_000
_OFFICES = (
    (Role.LEAD, Team.ENGINEERING), (Role.DESK, Team.DESK), (Role.DESK_SUPERVISOR, Team.DESK), (Role.MANAGER, None), (Role.DIRECTOR, None),
    (Role.BUTLER, None), (Role.FINANCE, Team.FINANCE),
)  # fmt: skip


@dataclass(slots=True)
class Wanderer:
    """Presses any button of what stands lowest, or types anything; once for each state of the screen."""

    id: int
    draw: random.Random
    _at: tuple[object, ...] = ()
    _act: Act | None = field(default=None)

    def decide(self, mine: Screen, crew: Screen) -> Act | None:
        """What they feel like; the same until something changes."""
        lowest = list(mine.values())[-4:]
        at = tuple((m.id, m.text, m.keys) for m in lowest)
        if self._act is None or at != self._at:
            self._at, self._act = at, self._feels_like(lowest)
        return self._act

    def _feels_like(self, lowest: list) -> Act:
        with_keys = [m for m in lowest if m.keys]
        if not with_keys or self.draw.random() < 0.2:
            words = COMMANDS if not with_keys or self.draw.random() < 0.3 else SAID
            return Act(self.id, text=f"{self.draw.choice(words)}")
        message = with_keys[-1] if self.draw.random() < 0.8 else self.draw.choice(with_keys)
        label, data = self.draw.choice(message.keys)
        return Act(self.id, message=message.id, data=data, label=label)

    def did(self, act: Act) -> None:
        """Nothing to remember."""


def accounts(places: Iterable[Place], wanderers: int) -> tuple[list[int], list[int]]:
    """Accounts of the heads, and of owners who wander, for so many communities."""
    heads = [HEADS + 100 * n + i for n, _ in enumerate(places) for i in range(len(_OFFICES))]
    return heads, [WANDERERS + n for n in range(wanderers)]


def move_in(work: Work, wanderers: list[int], now: datetime) -> None:
    """Heads in every community, wanderers in the homes there are, beside those who live there."""
    communities = list(work.people.communities())
    for n, community in enumerate(communities):
        for i, (role, team) in enumerate(_OFFICES):
            account = HEADS + 100 * n + i
            person = work.people.add(
                f"员工{account}", now, phone=f"+86137{account:08}", telegram_id=account, language="zh"
            )
            work.staff.on_duty(work.staff.hire(person, community.id, role, team, []), now)
    homes = list(work.conn.scalars(select(t.units.c.id).order_by(t.units.c.id)))
    for n, account in enumerate(wanderers):
        person = work.people.add(
            f"住户{account}", now, phone=f"+86136{account:08}", telegram_id=account, language="zh" if n % 5 else "en"
        )
        work.people.add_home(person, homes[n % len(homes)], Relation.FAMILY, "contact", now)
    for community in communities:
        season.begins(work, community.id)
