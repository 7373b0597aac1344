"""The single writer: all or nothing for each function, results only after the commit, nothing ever left hanging."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert, select
from sqlalchemy.exc import IntegrityError

from store import engine as engine_module
from store import writer as writer_module
from store.engine import Store, StoreError, open_store
from store.tables import marks
from store.work import Work
from store.writer import Writer


class Broken(Exception):
    """A bug in a service."""


def keys(store: Store) -> set[str]:
    with store.engine.begin() as conn:
        return set(conn.scalars(select(marks.c.key)))


def putting(key: str, *, then: BaseException | None = None):
    def function(work: Work) -> str:
        work.marks.put(key, key)
        if then is not None:
            raise then
        return key

    return function


async def test_the_result_is_there_and_committed(writer: Writer, store: Store) -> None:
    """Another connection sees it when the caller does."""
    writer.start()
    assert await writer.run(putting("a")) == "a"
    assert keys(store) == {"a"}


async def test_a_failing_function_takes_nobody_along(writer: Writer, store: Store) -> None:
    """Its error goes to its caller; those before and behind it in the same commit are kept."""
    jobs = [writer.run(putting(f"k{i}", then=Broken(i) if i % 3 == 1 else None)) for i in range(10)]
    waiting = [asyncio.ensure_future(job) for job in jobs]
    await asyncio.sleep(0)
    writer.start()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [isinstance(r, Broken) for r in results] == [i % 3 == 1 for i in range(10)]
    assert keys(store) == {f"k{i}" for i in range(10) if i % 3 != 1}


async def test_a_statement_refused_by_the_database_takes_nobody_along(writer: Writer, store: Store) -> None:
    """On PostgreSQL a failed statement spoils the transaction; the savepoint mends it."""

    def twice(work: Work) -> None:
        work.conn.execute(insert(marks).values(key="x", value=1))
        work.conn.execute(insert(marks).values(key="x", value=2))

    waiting = [asyncio.ensure_future(writer.run(f)) for f in (putting("a"), twice, putting("b"))]
    await asyncio.sleep(0)
    writer.start()
    first, second, third = await asyncio.gather(*waiting, return_exceptions=True)
    assert (first, third) == ("a", "b") and isinstance(second, IntegrityError)
    assert keys(store) == {"a", "b"}


async def test_a_lone_failing_function_leaves_nothing(writer: Writer, store: Store) -> None:
    """Without company there is no savepoint, the transaction itself is rolled back."""
    writer.start()
    with pytest.raises(Broken):
        await writer.run(putting("a", then=Broken()))
    assert await writer.run(putting("b")) == "b"
    assert keys(store) == {"b"}


async def test_functions_are_carried_out_in_order(writer: Writer) -> None:
    """First come, first served, over many commits."""
    seen: list[int] = []
    writer.start()
    await asyncio.gather(*(writer.run(lambda work, i=i: seen.append(i)) for i in range(200)))
    assert seen == list(range(200))


async def test_a_failing_commit_fails_the_whole_batch(writer: Writer, store: Store) -> None:
    """Nobody is told of success before the commit; nothing is kept, and the writer goes on."""

    def lose_the_transaction(work: Work) -> None:
        work.marks.put("c", 1)
        raise StoreError("the disk is full")

    waiting = [asyncio.ensure_future(writer.run(f)) for f in (putting("a"), lose_the_transaction, putting("b"))]
    await asyncio.sleep(0)
    writer.start()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(r, StoreError) for r in results)
    assert keys(store) == set()
    assert await writer.run(putting("d")) == "d"


async def test_hooks_hear_of_committed_units_only(writer: Writer) -> None:
    """They wake senders: on the event loop, after the commit, with what the unit left."""
    heard: list[tuple[set[str], str]] = []
    writer.on_commit(lambda work: heard.append((set(work.signals), threading.current_thread().name)))
    writer.start()

    def signalling(name: str, then: Exception | None = None):
        def function(work: Work) -> None:
            work.signals.add(name)
            if then:
                raise then

        return function

    await asyncio.gather(
        writer.run(signalling("outbox")),
        writer.run(signalling("lost", Broken())),
        writer.run(lambda work: None),
        return_exceptions=True,
    )
    await asyncio.sleep(0)
    assert heard == [({"outbox"}, threading.main_thread().name)]


async def test_a_failing_hook_harms_nobody(writer: Writer) -> None:
    """It is told to the event loop's handler, the results arrive."""
    told: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: told.append(context))
    writer.on_commit(lambda work: 1 / 0)
    writer.start()

    def function(work: Work) -> int:
        work.answers.append(("press", "好的", False))
        return 7

    assert await writer.run(function) == 7
    await asyncio.sleep(0)
    assert [type(c["exception"]) for c in told] == [ZeroDivisionError]


async def test_stopping_carries_out_what_waits(store: Store) -> None:
    """Then it refuses."""
    writer = Writer(store)
    waiting = [asyncio.ensure_future(writer.run(putting(f"k{i}"))) for i in range(100)]
    await asyncio.sleep(0)
    assert writer.waiting == 100
    writer.start()
    await writer.stop()
    assert await asyncio.gather(*waiting) == [f"k{i}" for i in range(100)]
    with pytest.raises(StoreError, match="closed"):
        await writer.run(putting("late"))
    await writer.stop()
    assert len(keys(store)) == 100


async def test_a_caller_who_has_gone_disturbs_nobody(writer: Writer, store: Store) -> None:
    """What was handed in is done all the same."""
    gone, stays = asyncio.ensure_future(writer.run(putting("a"))), asyncio.ensure_future(writer.run(putting("b")))
    await asyncio.sleep(0)
    gone.cancel()
    writer.start()
    assert await stays == "b"
    assert keys(store) == {"a", "b"}


def test_without_an_event_loop(writer: Writer) -> None:
    """The command line waits in the plain way."""
    writer.start()
    assert writer.run_sync(putting("a")) == "a"
    with pytest.raises(Broken):
        writer.run_sync(putting("b", then=Broken()))
    with pytest.raises(RuntimeError):
        writer.run_sync(putting("c", then=StopIteration()))


def test_now_comes_from_the_clock(store: Store) -> None:
    """Each unit of work has one instant."""
    noon = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    writer = Writer(store, clock=lambda: noon).start()
    assert writer.run_sync(lambda work: work.now) == noon
    writer.stop_sync()


def test_a_part_is_undone_alone(writer: Writer, store: Store) -> None:
    """What it wrote, signalled and answered goes; what was before stays."""

    def function(work: Work) -> tuple[set[str], int]:
        work.marks.put("kept", 1)
        work.signals.add("kept")
        with pytest.raises(Broken), work.part():
            work.marks.put("undone", 1)
            work.signals.add("undone")
            work.answers.append(("p", "", False))
            raise Broken
        with work.part():
            work.marks.put("kept too", 1)
        return work.signals, len(work.answers)

    writer.start()
    assert writer.run_sync(function) == ({"kept"}, 0)
    assert keys(store) == {"kept", "kept too"}


async def test_a_lost_connection_fails_the_batch_and_the_next_is_served(
    store: Store, request: pytest.FixtureRequest
) -> None:
    """PostgreSQL restarts, or the network is gone for a moment."""
    if store.path is not None:
        return
    writer = Writer(store).start()
    await writer.run(putting("a"))
    request.getfixturevalue("postgres_server").cut_connections(store.url)
    with pytest.raises(StoreError, match="database"):
        await writer.run(putting("b"))
    assert await writer.run(putting("c")) == "c"
    await writer.stop()
    assert keys(store) == {"a", "c"}


async def test_a_locked_database_fails_the_batch_and_the_next_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else writes for longer than we wait."""
    monkeypatch.setattr(engine_module, "LOCK_WAIT_MS", 20)
    store = open_store(f"sqlite:///{tmp_path}/a.db")
    marks.create(store.engine)
    writer = Writer(store).start()
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    results = await asyncio.gather(*(writer.run(putting(str(i))) for i in range(3)), return_exceptions=True)
    assert all(isinstance(r, StoreError) for r in results)
    other.execute("ROLLBACK")
    other.close()
    assert await writer.run(putting("a")) == "a"
    await writer.stop()
    assert keys(store) == {"a"}


async def test_on_a_slow_disk_those_who_wait_share_a_commit(tmp_path: Path) -> None:
    """Sixty-four at once are two flushes, not sixty-four."""
    store = open_store(f"sqlite:///{tmp_path}/a.db")
    marks.create(store.engine)
    flushes: list[object] = []
    event.listen(store.engine, "commit", flushes.append)
    writer = Writer(store)
    waiting = [asyncio.ensure_future(writer.run(putting(f"k{i}"))) for i in range(2 * writer_module.BATCH)]
    await asyncio.sleep(0)
    writer.start()
    await asyncio.gather(*waiting)
    await writer.stop()
    assert len(flushes) == 2
    assert len(keys(store)) == 2 * writer_module.BATCH


_KILLED = """
import sys, time
from store.engine import open_store
from store.writer import Writer
writer = Writer(open_store(sys.argv[1])).start()
def unit(work):
    work.marks.put("a", n)
    print("half", flush=True)
    time.sleep(0.001)
    work.marks.put("b", n)
for n in range(1, 10**9):
    writer.run_sync(unit)
    print(n, flush=True)
"""


def test_a_killed_process_leaves_whole_units_and_loses_none_it_has_told_of(store: Store) -> None:
    """kill -9 in the middle of a unit."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen([sys.executable, "-c", _KILLED, store.url], stdout=subprocess.PIPE, text=True, cwd=root)
    assert process.stdout is not None
    while process.stdout.readline() != "50\n":
        pass
    assert process.stdout.readline() == "half\n"
    process.kill()
    rest, _ = process.communicate()
    told = max([50, *(int(line) for line in rest.split("\n")[:-1] if line.isdigit())])
    with store.engine.begin() as conn:
        a, b = (conn.scalar(select(marks.c.value).where(marks.c.key == key)) for key in "ab")
    assert a == b and a in (told, told + 1)


#: Which counter, fails?, with a part that fails and is caught?
_PLANS = st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.booleans()), min_size=1, max_size=80)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=_PLANS, batch=st.sampled_from([1, 2, 7, 32]))
def test_any_mixture_of_functions_leaves_what_a_run_one_by_one_would(
    plan: list[tuple[int, bool, bool]],
    batch: int,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Failures never leak, successes are never lost, whatever shares a commit."""
    monkeypatch.setattr(writer_module, "BATCH", batch)
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('plan')}/a.db")
    marks.create(store.engine)
    expected: dict[str, int] = {}
    for counter, fails, _ in plan:
        if not fails:
            expected[str(counter)] = expected.get(str(counter), 0) + 1

    def step(counter: int, fails: bool, inner: bool):
        def function(work: Work) -> int:
            if inner:
                with pytest.raises(Broken), work.part():
                    work.marks.put(str(counter), -1)
                    raise Broken
            n = (work.marks.get(str(counter)) or 0) + 1
            work.marks.put(str(counter), n)
            if fails:
                raise Broken
            return n

        return function

    async def all_of_them() -> list[object]:
        writer = Writer(store)
        waiting = [asyncio.ensure_future(writer.run(step(*part))) for part in plan]
        await asyncio.sleep(0)
        writer.start()
        results = await asyncio.gather(*waiting, return_exceptions=True)
        await writer.stop()
        return results

    results = asyncio.run(all_of_them())
    assert [isinstance(r, Broken) for r in results] == [fails for _, fails, _ in plan]
    with store.engine.begin() as conn:
        assert dict(conn.execute(select(marks.c.key, marks.c.value)).all()) == expected
    store.close()
