"""One press, looked at from all sides, and undone: what came of it, what was written, what was said."""

import itertools
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from sqlalchemy import update

import bot.updates
from domain.errors import Outdated, Refused
from domain.incoming import Incoming, Kind
from store import dunning_tables as d
from store import heard_tables as h
from store import improvement_tables as im
from store import money_tables as m
from store import order_tables as o
from store import rental_tables as rt
from store import tables as t
from store.work import Work
from tests.permissions.world import ENGLISH, World

#: By thing, the columns it is to have.
States = Mapping[str, Mapping[str, Any]]
_numbers = itertools.count(10_000_000)
#: What may be written for anybody who only looks, or is told no: what is owed, and whoever is there for the first time.
SAYING = frozenset({"outbox", "cards", "persons", "marks"})


@dataclass(frozen=True)
class Outcome:
    """`passes`, `outdated`, or the refusal's template; what was written; what was said, to whom."""

    came: str
    written: frozenset[str]
    toast: str
    told: tuple[tuple[int, str], ...]
    counted: Mapping[str, int]


class _Undone(Exception):
    def __init__(self, came: dict[str, Outcome]) -> None:
        self.came = came


class _Written:
    """The tables written to, without what was taken back to a savepoint."""

    def __init__(self) -> None:
        self.tables: list[str] = []
        self._marks: list[int] = []

    def __call__(self, statement: str) -> None:
        words = statement.split(None, 3)
        match [w.upper() for w in words[:3]]:
            case ["INSERT", "INTO", *_] | ["DELETE", "FROM", *_]:
                self.tables.append(words[2].strip('"(').lower())
            case ["UPDATE", *_]:
                self.tables.append(words[1].strip('"').lower())
            case ["SAVEPOINT", *_]:
                self._marks.append(len(self.tables))
            case ["ROLLBACK", "TO", *_]:
                del self.tables[self._marks[-1] :]
            case ["RELEASE", *_]:
                self._marks.pop()


@contextmanager
def _seen() -> Any:
    """What the dispatch ends in."""
    came = ["passes"]
    dispatch = bot.updates._dispatch

    def watched(*args: Any) -> None:
        try:
            dispatch(*args)
        except Refused as refused:
            came[0] = refused.message
            raise
        except Outdated:
            came[0] = "outdated"
            raise

    with mock.patch.object(bot.updates, "_dispatch", watched):
        yield came


def prepare(work: Work, world: World, states: States) -> None:
    """Things put into a state: by thing, its columns; `@` before a value names an actor's post, `#` a thing."""
    tables = {
        "repair": (t.cases, "id"), "public": (t.cases, "id"), "complaint": (t.cases, "id"), "hidden": (t.cases, "id"),
        "enquiry": (t.cases, "id"), "suggestion": (t.cases, "id"), "breach": (t.cases, "id"), "callback": (t.callbacks, "id"),
        "incident": (t.incidents, "id"), "announcement": (t.announcements, "id"), "call": (t.calls, "id"), "forum": (h.forums, "id"),
        "promise": (t.deadlines, "id"), "enquiry_facts": (h.enquiries, "case_id"), "repair_facts": (t.repairs, "case_id"),
        "relay_repair": (t.relays, "id"), "visit": (h.visits, "id"), "breach_facts": (h.breaches, "case_id"),
        "dunning": (d.dunnings, "id"), "dunning_line": (d.dunning_contacts, "id"), "dunning_letter": (d.dunning_letters, "id"),
        "statement": (m.statements, "id"), "dispute": (t.cases, "id"), "payment": (t.cases, "id"), "rental": (t.cases, "id"), "rental_facts": (rt.rentals, "case_id"), "dispute_facts": (m.disputes, "case_id"),
        "improvement": (t.cases, "id"), "opinion": (t.cases, "id"), "improve_plan": (im.improvement_plans, "id"), "order": (t.cases, "id"), "order_facts": (o.orders, "case_id"), "order_copies": (o.order_copies, "case_id"),
    }  # fmt: skip
    for name, values in states.items():
        table, key = tables[name]
        plain = {k: _value(work, world, v) for k, v in values.items()}
        thing = world.thing[name.removesuffix("_facts")]
        work.conn.execute(update(table).where(table.c[key] == thing).values(**plain))


def _value(work: Work, world: World, value: Any) -> Any:
    if value == "now":
        return work.now
    if isinstance(value, str) and value[:1] in "@#" and value:
        return (world.post if value[0] == "@" else world.thing)[value[1:]]
    return value


def press(world: World, actor: str, data: str, states: States | None = None, *, chat: int | None = None) -> Outcome:
    """What a press of that actor comes to; afterwards all is as before."""
    return press_all(world, [actor], data, states, chat=chat)[actor]


def press_all(
    world: World, actors: Iterable[str], data: str, states: States | None = None, *, chat: int | None = None
) -> dict[str, Outcome]:
    """What the press comes to for each of them, all in the same state of things; afterwards all is as before."""

    def run(work: Work) -> None:
        prepare(work, world, states or {})
        came = {}
        for actor in actors:
            again = Work(work.conn, work.now)
            try:
                with again.part():
                    raise _Undone({actor: _one(again, _arrival(world, actor, data, chat))})
            except _Undone as undone:
                came |= undone.came
        raise _Undone(came)

    try:
        world.estate.writer.run_sync(run)
    except _Undone as undone:
        return undone.came
    raise AssertionError("nothing came of it")


def _arrival(world: World, actor: str, data: str, chat: int | None) -> Incoming:
    account, number = world.account[actor], next(_numbers)
    where = chat if chat is not None else account
    return Incoming(
        id=number, kind=Kind.PRESS, chat=where, private=where > 0, sender=account, sender_name=actor,
        language="en" if actor in ENGLISH else "zh-hans", at=world.estate.now, press=data, press_id=f"q{number}", message=number,
    )  # fmt: skip


def _one(work: Work, arrival: Incoming) -> Outcome:
    last = work.conn.execute(t.outbox.select().order_by(t.outbox.c.id.desc()).limit(1)).first()
    written, driver = _Written(), work.conn.connection.driver_connection
    assert driver is not None
    driver.set_trace_callback(written)
    try:
        with _seen() as came:
            bot.updates.carry_out(work, arrival)
    finally:
        driver.set_trace_callback(None)
    owed = work.conn.execute(t.outbox.select().where(t.outbox.c.id > (last.id if last else 0)))
    told = tuple((row.chat_id, str(row.payload.get("text", ""))) for row in owed)
    toast = "".join(text for _, text, _ in work.answers)
    return Outcome(came[0], frozenset(written.tables), toast, told, dict(work.refusals))
