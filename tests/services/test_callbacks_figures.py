"""The figures of asking back as reports get them, and what a changed figure moves (F-01 to F-04, CBK-12, X-01)."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from domain.callbacks import Share, Sort
from services import recompute
from services.callbacks.figures import callback_figures
from store import tables as t
from tests.services.callbacks_steps import rows, signed
from tests.services.steps import CHEN, WANG, press, promises, sends_words, sets
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate

DAY = timedelta(days=1)


def test_figures_of_the_month(estate: Estate) -> None:
    """F-01, F-02, F-04, CBK-12: three finished at one home, two asked back about, one found wrong and ordered in time."""
    signed(estate)
    signed(estate)
    signed(estate)
    estate.passes(hours=28)
    press(estate, WANG, "都好了", "261122-001")
    press(estate, WANG, "还有问题", "261122-002")
    sends_words(estate, WANG, "又滴水了")
    estate.taps(CHEN, "下发整改通知", DESK_GROUP)
    estate.passes(days=3)
    start, end = datetime(2026, 10, 31, 16, tzinfo=UTC), datetime(2026, 11, 30, 16, tzinfo=UTC)
    found = estate.work(lambda w: callback_figures(w, w.people.community(estate.community), start, end))
    assert found.rate == Share(2, 3) and found.on_time[Sort.OTHER] == Share(2, 3)
    assert (found.told, found.faults) == (Share(1, 1), 1)
    assert [(r.where, r.category, r.number) for r in found.recurring] == [("3-2-1502", "water", 3)]
    done_by = estate.work(lambda w: list(w.conn.scalars(select(t.callbacks.c.done_by).order_by(t.callbacks.c.id))))
    assert len(done_by) == 3 and done_by[0] is not None


def test_changed_figure_moves_what_is_planned(estate: Estate) -> None:
    """X-01: a community that takes a week has a week, also for what is running."""
    start = estate.now
    signed(estate)
    sets(estate, "callback.other_days", 7)
    estate.work(lambda w: recompute.request(w, estate.community))
    estate.passes(minutes=1)
    assert rows(estate)[0].due_at == start + 7 * DAY == promises(estate)["callback", 1][0]
