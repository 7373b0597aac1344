"""A few hundred cases of each kind at every run, and that the watch sees what it is there to see."""

from pathlib import Path

import pytest
from sqlalchemy import text, update

from bot import updates
from store import tables as t
from tests.fuzz.kinds import KINDS, Met, Thrower
from tests.fuzz.making import FOREIGN, Maker
from tests.fuzz.ring import Ring, dice_of, fresh
from tests.fuzz.smaller import smaller


@pytest.mark.parametrize(("kind", "cases"), [("updates", 600), ("words", 30), ("presses", 400)])
async def test_nothing_that_comes_in_does_harm(tmp_path: Path, kind: str, cases: int) -> None:
    """No stack trace, nothing stuck, no foreign row changed, nothing the channel would refuse; seed 7."""
    ring = Ring(fresh(tmp_path), tmp_path)
    thrower = Thrower(ring, Maker(dice_of(7, kind, 0)), Met())
    while ring.count.cases < cases:
        await KINDS[kind](thrower)
    ring.sweeps()
    await ring.close()
    assert [trouble.what for trouble in ring.troubles] == []
    assert ring.count.answered > 10


@pytest.fixture
async def ring(tmp_path: Path):
    """An estate and its watch."""
    made = Ring(fresh(tmp_path), tmp_path)
    yield made
    await made.close()


def _sorts(ring: Ring) -> set[str]:
    return {trouble.sort.partition(":")[0] for trouble in ring.troubles}


async def test_watch_sees_a_foreign_row(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    """A resident who renames somebody of another community, or a neighbour, is seen."""
    for account in (FOREIGN[0], 12):
        renamed = update(t.persons).where(t.persons.c.telegram_id == account).values(name="x")
        monkeypatch.setattr(updates, "carry_out", lambda work, incoming, s=renamed: work.conn.execute(s))
        await ring.take([Maker(dice_of(1), account * 10).text(11, "x")])
        assert _sorts(ring) == {"foreign row"}
        ring.troubles.clear()


async def test_watch_sees_a_crash_a_leak_and_bad_markup(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug is counted as one and its sender gets the apology; words that are carried out or break the markup are seen."""

    def fails(work, incoming):
        raise KeyError("x")

    monkeypatch.setattr(updates, "carry_out", fails)
    await ring.take([Maker(dice_of(1)).text(11, "x")])
    assert _sorts(ring) == {"an update failed"}
    assert (ring.count.traces, ring.count.apologies, ring.count.stuck) == (1, 1, 0)
    ring.troubles.clear()
    ring._read("7*191 = 1337", "here")
    ring._read("<b>x", "here", html="HTML")
    assert len(ring.troubles) == 2


async def test_watch_sees_what_is_stuck(ring: Ring) -> None:
    """A row of the inbox that nobody carries out."""
    ring.writer.run_sync(
        lambda w: w.conn.execute(
            text(
                "INSERT INTO inbox (update_id, chat_id, raw, received_at, status, attempts) SELECT 5, 1, x'7b7d', '2026-11-22', 'new', 0"
            )
        )
    )
    ring._judge()
    assert _sorts(ring) == {"an update is stuck"}


async def test_failing_case_is_made_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of forty updates the one that does it is left, with what it needs."""
    before = updates.carry_out
    fresh(tmp_path)

    def stumbles(work, incoming):
        if "漏" in incoming.text:
            raise ValueError("漏")
        before(work, incoming)

    monkeypatch.setattr(updates, "carry_out", stumbles)
    maker = Maker(dice_of(1))
    thrown = [maker.text(11, f"第{n}句话") for n in range(6)] + [maker.text(12, "很长的话里面有一个漏字藏着" * 3)]
    ring = Ring(fresh(tmp_path), tmp_path)
    await ring.take(thrown)
    await ring.close()
    (left,) = await smaller(thrown + [maker.text(11, "x")], ring.troubles[0].sort, tmp_path)
    assert "漏" in left["message"]["text"] and len(left["message"]["text"]) <= 12
    assert "language_code" not in str(left)
