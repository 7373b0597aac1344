"""The demo estate is sensible at whatever hour somebody tries it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.demo.run import build
from domain.people import Team
from services import Work, clock, rota
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

    def looked(work: Work) -> tuple[set[int], set[int], list[str]]:
        clock.sweep(work)
        community = work.people.communities()[0].id
        posts = {s.id for s, _ in work.staff.listed(community, team=Team.ENGINEERING, on_duty=True)}
        crew = {s.id for s, _ in work.staff.listed(community, team=Team.ENGINEERING)}
        owed = work.conn.scalars(select(t.outbox.c.key).where(t.outbox.c.key.like("rota:%"))).all()
        return posts, rota.on_shift(work, community, work.now) & crew, list(owed)

    try:
        there, on_shift, alerts = writer.run_sync(looked)
    finally:
        writer.stop_sync()
        store.close()
    assert there == on_shift != set()
    assert alerts == []
