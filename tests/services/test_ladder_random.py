"""Whatever happens in whatever order: each step of each promise is told each person at most once, never early, and at
most one look of the clock late; restarts and a clock that jumps change nothing (X-16, design part 4)."""

import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as happens
from sqlalchemy import select

from domain.cases import Deadline, DeadlineEvent, DeadlineStatus
from domain.errors import Outdated, Refused
from domain.ladder import Rung
from domain.people import Team
from services import ladder
from services.clock import sweep
from services.ladder import acts
from store import tables as t
from store.engine import Store, open_store
from store.work import Work
from store.writer import Writer
from tests.support.cast import START, build

#: The clock looks at least so often.
LOOK = timedelta(seconds=30)
PEOPLE = ("李强", "吴工", "周敏", "郑经理", "冯主任")
MINUTES = st.integers(0, 90)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("file"), st.integers(4, 120), st.booleans()),
        st.tuples(st.just("passes"), MINUTES, st.just(0)),
        st.tuples(st.just("away"), st.integers(1, 600), st.just(0)),
        st.tuples(st.just("back"), st.integers(1, 240), st.just(0)),
        st.tuples(st.just("take"), st.integers(0, 9), st.sampled_from(PEOPLE)),
        st.tuples(st.just("extend"), st.integers(0, 9), st.integers(5, 200)),
        st.tuples(st.just("pause"), st.integers(0, 9), st.sampled_from(PEOPLE)),
        st.tuples(st.just("resume"), st.integers(0, 9), st.sampled_from(PEOPLE)),
        st.tuples(st.just("meet"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("restart"), st.just(0), st.just(0)),
    ),
    min_size=4,
    max_size=14,
)


class Run:
    """One sequence: an estate, its clock, and the steps of the ladder that were seen to be told."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, START
        self.writer = Writer(store, lambda: self.now).start()
        self.made: list[int] = []
        self.seen = 0
        #: How often a promise was given a new time by hand: then the climb begins anew.
        self.rounds: Counter[int] = Counter()
        self.told: Counter[tuple[int, int, int, str]] = Counter()

    def work(self, function: Any) -> Any:
        """In one transaction."""
        return self.writer.run_sync(function)

    def file(self, minutes: int, urgent: bool) -> None:
        """One more repair that is promised within so many minutes."""

        def make(work: Work) -> int:
            number = len(self.made) + 1
            reporter = work.people.by_telegram(11)
            case = work.cases.add(
                {
                    "community_id": 1, "number": f"261122-{number:03}", "flow": "repair", "status": "reported", "place": "大堂",
                    "reporter_id": reporter.id, "channel": "chat", "category": "water", "urgent": urgent, "words": "水",
                    "team": Team.ENGINEERING, "created_at": work.now,
                }
            )  # fmt: skip
            work.cases.add_repair(case, {"charge": "public", "charge_rules": []})
            if number % 2:
                work.cases.change(work.cases.get(case), {"status": "accepted", "assignee_id": self.post("李强", work)})
            due = work.now + timedelta(minutes=minutes)
            promised = ladder.promise(
                work, work.cases.get(case), "arrive", 1, Team.ENGINEERING, work.now, due, ["URG-01"]
            )
            return promised.id

        self.made.append(self.work(make))

    def post(self, name: str, work: Work) -> int:
        """The post of one of the staff."""
        return next(post.id for post, person in work.staff.listed(1) if person.name == name)

    def act(self, what: str, which: int, more: Any) -> None:
        """Somebody presses; what is refused changes nothing."""
        if not self.made:
            return
        deadline = self.made[which % len(self.made)]

        def press(work: Work) -> None:
            if what == "meet":
                case = work.deadlines.get(deadline).case_id
                ladder.settle(work, case, ("arrive",), DeadlineEvent.MEET)
                return
            name = "吴工" if what == "extend" else more
            person = next(person for _, person in work.staff.listed(1) if person.name == name)
            who = work.people.who(person, "zh")
            if what == "extend":
                acts.extend(work, who, deadline, "parts", work.now + timedelta(minutes=more))
            elif what == "pause":
                acts.pause(work, who, deadline, "parts")
            else:
                {"take": acts.take, "resume": acts.resume}[what](work, who, deadline)

        try:
            self.work(press)
        except (Refused, Outdated):
            return
        if what == "extend":
            self.rounds[deadline] += 1

    def restart(self) -> None:
        """The process ends and comes back."""
        self.writer.stop_sync()
        self.writer = Writer(self.store, lambda: self.now).start()

    def look(self) -> None:
        """The clock does what is due, again and again; what it told is held against the promise as it stood before."""
        before = self.work(lambda w: {d: w.deadlines.get(d) for d in self.made})
        for _ in range(3):
            self.work(sweep)
        self.check(before)

    def check(self, before: dict[int, Deadline]) -> None:
        """Once, not early, and nothing is left that is due."""
        c = t.events.c
        rows = self.work(
            lambda w: list(w.conn.execute(select(t.events).where(c.kind == "alert", c.id > self.seen).order_by(c.id)))
        )
        for row in rows:
            self.seen = row.id
            deadline, rung = before[row.data["deadline"]], Rung(row.data["rung"])
            at = self.times(deadline)[rung]
            assert self.now >= at, f"{rung.name} {at - self.now} early"
            assert deadline.status is DeadlineStatus.OPEN and deadline.paused_at is None
            assert deadline.taken_until is None or self.now >= deadline.taken_until, "somebody has it"
            for name in row.data["to"]:
                key = (deadline.id, self.rounds[deadline.id], rung, name)
                self.told[key] += 1
                assert self.told[key] == 1, f"{key} told twice"
        for deadline in self.work(lambda w: [w.deadlines.get(d) for d in self.made]):
            if deadline.status is not DeadlineStatus.OPEN or deadline.paused_at is not None:
                continue
            if deadline.taken_until is not None and deadline.taken_until > self.now:
                continue
            due = [rung for rung, at in self.times(deadline).items() if at <= self.now]
            assert deadline.rung >= max(due, default=Rung.NONE), "a step that is due was not told"

    def times(self, deadline: Deadline) -> dict[Rung, datetime]:
        """When each step of it is due."""
        return self.work(lambda w: ladder.ladder_of(w, w.cases.get(deadline.case_id), deadline).times(deadline))  # type: ignore[no-any-return]

    def passes(self, minutes: int) -> None:
        """The clock runs: it looks when the store says so, and never later than its longest sleep."""
        end = self.now + timedelta(minutes=minutes)
        while self.now < end:
            upcoming = self.work(lambda w: w.deadlines.next_due())
            self.now = min(end, max(upcoming or end, self.now + LOOK))
            self.look()

    def step(self, what: str, much: int, more: Any) -> None:
        """One of the sequence."""
        if what == "file":
            self.file(much, bool(more))
        elif what == "passes":
            self.passes(much)
        elif what == "away":  # nobody looked for so long
            self.now += timedelta(minutes=much)
        elif what == "back":  # the clock of the machine is put back
            self.now -= timedelta(minutes=much)
        elif what == "restart":
            self.restart()
        else:
            self.act(what, much, more)
        self.look()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The estate as it was built, to be copied."""
    path = tmp_path_factory.mktemp("random") / "estate.db"
    made = open_store(f"sqlite:///{path}")
    t.metadata.create_all(made.engine)
    writer = Writer(made, lambda: START).start()
    writer.run_sync(lambda work: build(work, START))
    writer.stop_sync()
    made.close()
    return path


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_over_random_sequences_each_step_is_told_once(template: Path, steps: list[tuple[str, int, Any]]) -> None:
    """File, take, put off, pause, resume, meet, restart, be away, put the clock back: in any order."""
    path = template.with_name("run.db")
    for old in template.parent.glob("run.db*"):
        old.unlink()
    shutil.copy(template, path)
    store = open_store(f"sqlite:///{path}")
    happens.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    run = Run(store)
    try:
        for what, much, more in [("file", 15, True), *steps]:
            run.step(what, much, more)
        run.passes(60)
    finally:
        run.writer.stop_sync()
        store.close()
