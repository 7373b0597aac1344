"""Steps of statements of account: the calendar moved by hand, rows looked at, the outbox as it went."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update

from domain.people import Relation, Role, Team
from store import money_tables as m
from store import tables as t
from tests.services.dunning_steps import BUTLER, butler
from tests.services.fee_steps import bill
from tests.support.cast import resident, staff
from tests.support.estate import Estate

HOME, ANNAS = "3-2-1502", "2-1-101"
FINANCE = "财务小钱"
#: The statements' month in these stories.
PERIOD = "2026-12"

__all__ = ["ANNAS", "BUTLER", "FINANCE", "HOME", "PERIOD", "bill", "butler"]


def finance(estate: Estate) -> None:
    """Somebody of finance."""
    estate.work(lambda w: staff(w, estate.cast, FINANCE, 51, Role.FINANCE, Team.FINANCE, w.now))


def lives(estate: Estate, name: str, account: int, home: str, relation: Relation) -> None:
    """One more of a home, in the chat."""

    def do(work: Any) -> None:
        person = resident(work, estate.cast, name, account, home, "zh", work.now)
        work.conn.execute(update(t.residencies).where(t.residencies.c.person_id == person).values(relation=relation))

    estate.work(do)


def registered(estate: Estate, name: str, home: str) -> int:
    """An owner whom only the register knows; the person's id."""

    def do(work: Any) -> int:
        person = work.people.add(name, work.now, phone="+8613712345678")
        values = {"person_id": person, "unit_id": estate.units[home], "relation": "owner", "began_at": work.now}
        work.conn.execute(t.residencies.insert().values(values))
        return int(person)

    return int(estate.work(do))


def known(estate: Estate) -> None:
    """The duty is known there, so that the next window counts."""
    estate.passes(minutes=1)


def at(estate: Estate, moment: str) -> None:
    """The clock at that local time of Shanghai; nothing ran meanwhile."""
    estate.now = datetime.fromisoformat(f"{moment}:00+08:00").astimezone(UTC)
    estate.passes(seconds=1)


def made(estate: Estate) -> None:
    """The 28th has come: statements are made."""
    at(estate, "2026-11-28T09:00")


def checked(estate: Estate, who: str = "周敏") -> None:
    """Everything is checked and on its way."""
    estate.presses(who, "m:statements:0")
    estate.taps(who, "全部已核对")
    estate.passes(seconds=10)


def statements(estate: Estate) -> list[Any]:
    """Every statement, oldest first."""
    return estate.work(lambda w: list(w.conn.execute(select(m.statements).order_by(m.statements.c.id))))


def one(estate: Estate, home: str = HOME, period: str = PERIOD) -> Any:
    """The statement of a home."""
    unit = estate.units[home]
    (found,) = [s for s in statements(estate) if s.unit_id == unit and s.period == period]
    return found


def runs(estate: Estate) -> list[Any]:
    """Every run, oldest first."""
    return estate.work(lambda w: list(w.conn.execute(select(m.statement_runs).order_by(m.statement_runs.c.id))))


def lines(estate: Estate) -> list[Any]:
    """The call list."""
    return estate.work(lambda w: list(w.conn.execute(select(t.calls).order_by(t.calls.c.id))))


def lost(estate: Estate, account: int) -> None:
    """Whatever is waiting for that chat is refused."""
    from services.reached import undelivered

    estate.work(lambda w: [undelivered(w, row) for row in w.outbox.block(account, "blocked")])
