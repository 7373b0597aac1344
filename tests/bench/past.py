"""Many rows of cases that are over, or open, written by the database itself; and the steps of repairs beside them."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy import event as happens

from bot.updates import carry_out
from domain.incoming import Incoming
from store import tables as t
from store.engine import Store, open_store
from store.types import Instant
from store.work import Work
from store.writer import Writer
from tests.services import steps as story
from tests.support.cast import START, Cast, build
from tests.support.estate import Estate

#: Homes and people the rows are spread over.
HOMES = 10_000
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"


def opened(path: Path) -> Store:
    """A new database with all tables. Nothing is flushed: what is measured are queries, not the disk."""
    store = open_store(f"sqlite:///{path}")
    happens.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    t.metadata.create_all(store.engine)
    return store


def settled(writer: Writer, now: datetime) -> int:
    """The small estate of the tests; its community."""

    def made(work: Work) -> int:
        work.marks.put(
            "search_filled", "all"
        )  # the words of old cases are cut up once in a lifetime, and not what is measured
        return build(work, now).community

    return writer.run_sync(made)


def fill(store: Store, community: int, count: int, now: datetime, *, is_open: bool = False) -> None:
    """So many repairs with their promises, events and cards: over for long, or open and due in a month."""
    with store.engine.begin() as conn:
        conn.execute(text("PRAGMA cache_size = -600000"))  # kilobytes: indexes are filled in no order
        _homes(conn, community, now)
        first = (conn.scalar(select(t.cases.c.id).order_by(t.cases.c.id.desc()).limit(1)) or 0) + 1
        given = {
            "count": count, "community": community, "homes": HOMES, "first": first,
            "then": _bound(conn, now - timedelta(days=400)), "due": _bound(conn, now + timedelta(days=30 if is_open else -398)),
            "settled": None if is_open else _bound(conn, now - timedelta(days=399)),
            "fire": _bound(conn, now + timedelta(days=22)) if is_open else None,
            "status": "accepted" if is_open else "closed", "promise": "open" if is_open else "met",
        }  # fmt: skip
        for statement in _ROWS:
            conn.execute(text(f"{statement.replace('NUMBERS', _NUMBERS)}"), given)


def _bound(conn: Connection, at: datetime) -> Any:
    """An instant as its column keeps it."""
    return Instant().process_bind_param(at, conn.dialect)


def _homes(conn: Connection, community: int, now: datetime) -> None:
    given = {"count": HOMES, "community": community, "now": _bound(conn, now)}
    conn.execute(
        text(
            f"INSERT INTO units (community_id, building_id, building, entrance, room, floor, state) {_NUMBERS}"
            " SELECT :community, 1, 'P' || (i % 50), '1', 'p' || i, 3, 'lived_in' FROM n"
        ),
        given,
    )
    conn.execute(
        text(f"INSERT INTO persons (name, reachable, created_at) {_NUMBERS} SELECT '住户' || i, 1, :now FROM n"),
        given,
    )


_ROWS = (
    "INSERT INTO cases (id, community_id, number, flow, status, version, unit_id, reporter_id, channel, category, urgent,"
    " words, team, assignee_id, owing_fen, created_at, closed_at) NUMBERS SELECT :first + i - 1, :community, 'P' || i,"
    " 'repair', :status, 9, (SELECT max(id) FROM units) - i % :homes, (SELECT max(id) FROM persons) - i % :homes, 'chat',"
    " 'water', 0, '厨房水龙头滴水', 'engineering', 1 + i % 2, 0, :then, :settled FROM n",
    "INSERT INTO repairs (case_id, charge, charge_rules, finished_at, arrived_at) NUMBERS"
    " SELECT :first + i - 1, 'public', '[]', :settled, :then FROM n",
    "INSERT INTO deadlines (case_id, kind, round, team, rules, starts_at, due_at, by_hand, working, fire_at, rung, version,"
    " status, settled_at) NUMBERS SELECT :first + i - 1, 'finish', 1, 'engineering', '[\"REP-11\"]', :then, :due, 0, 0, :fire,"
    " 0, 2, :promise, :settled FROM n",
    "INSERT INTO events (case_id, at, kind, from_status, to_status, data) NUMBERS"
    " SELECT :first + i - 1, :then, 'report', NULL, 'reported', '{}' FROM n",
    "INSERT INTO events (case_id, at, kind, from_status, to_status, data) NUMBERS"
    " SELECT :first + i - 1, :then, 'sign', 'finished', :status, '{}' FROM n",
    "INSERT INTO cards (key, chat_id, message_id, case_id) NUMBERS"
    " SELECT 'past/' || i || '/owner', 900000 + i % :homes, i, :first + i - 1 FROM n",
    "INSERT INTO outbox (key, chat_id, lane, sort, payload, card_id, case_id, status, created_at, attempts, message_id,"
    " sent_at) NUMBERS SELECT 'past/' || i, 900000 + i % :homes, 2, 'message', '{\"text\": \"…\"}', i, :first + i - 1,"
    " 'sent', :then, 1, i, :then FROM n",
)


class Timed(Estate):
    """The estate of the tests; each arrival's transaction is timed."""

    def __init__(self, store: Store, cast: Cast | None = None) -> None:
        super().__init__(store, cast)
        self.took: list[float] = []

    def arrives(self, incoming: Incoming) -> None:
        """Carried out, timed; then everything owed is delivered, which is not."""

        def run(work: Work) -> list[tuple[str, str, bool]]:
            carry_out(work, incoming)
            return work.answers

        start = time.perf_counter()
        answers = self.writer.run_sync(run)
        self.took.append(time.perf_counter() - start)
        self.toasts += [(press, said) for press, said, _ in answers]
        self.deliver()

    def cases(self) -> list[Any]:
        """The newest only: the story asks for the last one again and again, and there are a million."""
        newest = select(t.cases).order_by(t.cases.c.id.desc()).limit(3)
        return self.work(lambda w: list(w.conn.execute(newest))[::-1])


def steps(path: Path, count: int, repairs: int) -> list[float]:
    """Seconds of each step of so many repairs, from the owner's words to the stars, beside so many that are over."""
    store = opened(path)
    estate = Timed(store)
    try:
        fill(store, estate.community, count, START)
        for n in range(repairs + 5):
            if n == 5:  # templates and statements are made by then
                estate.took.clear()
            story.done(estate)
            story.signs(estate)
        return list(estate.took)
    finally:
        estate.close()
        store.close()
