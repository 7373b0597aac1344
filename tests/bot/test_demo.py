"""The demo estate is sensible at whatever hour somebody tries it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.demo.estate import OWNER
from bot.demo.run import build
from domain.people import Team
from domain.units import UnitRef
from services import Work, clock, rota
from store import ledger
from store import money_tables as m
from store import tables as t
from store.engine import open_store
from store.writer import Writer


@pytest.mark.parametrize("hour", [3, 13])
def test_whoever_is_on_shift_has_come(tmp_path: Path, hour: int) -> None:
    """Day and night: rota and clock agree, so nobody is alerted about an empty post while the page opens."""
    now = datetime(2026, 11, 22, hour, 5, tzinfo=UTC)
    assert build(tmp_path, now) > 100
    store = open_store(f"sqlite:///{tmp_path / 'guanjia.db'}")
    writer = Writer(store, lambda: now + timedelta(minutes=1)).start()

    def owed(work: Work) -> tuple[int, int, int]:
        assert ledger.unbalanced(work.conn) == []
        home = work.people.find_unit(UnitRef(*OWNER[2:]))[0]
        paid = work.conn.scalar(select(func.count()).select_from(m.bills).where(m.bills.c.open_fen == 0))
        late = work.conn.scalar(select(func.count()).select_from(m.bills).where(m.bills.c.open_fen > 0))
        return work.ledger.balance(home.id), int(paid or 0), int(late or 0)

    def looked(work: Work) -> tuple[set[int], set[int], list[str]]:
        clock.sweep(work)
        community = work.people.communities()[0].id
        posts = {s.id for s, _ in work.staff.listed(community, team=Team.ENGINEERING, on_duty=True)}
        crew = {s.id for s, _ in work.staff.listed(community, team=Team.ENGINEERING)}
        owed = work.conn.scalars(select(t.outbox.c.key).where(t.outbox.c.key.like("rota:%"))).all()
        return posts, rota.on_shift(work, community, work.now) & crew, list(owed)

    try:
        owes, paid, late = writer.run_sync(owed)
        there, on_shift, alerts = writer.run_sync(looked)
    finally:
        writer.stop_sync()
        store.close()
    assert there == on_shift != set()
    assert alerts == []
    assert owes > 0 and paid > 1000 and late > 1000
