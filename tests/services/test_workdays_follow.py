"""Promises that follow the calendar elsewhere: asking back, the climb in working time, a pause over night (X-09)."""

from datetime import UTC, timedelta

from domain.ladder import Rung
from services import ladder
from services.ladder import acts
from tests.services.steps import WU, done, files, sets, signs, takes
from tests.services.test_workdays import changes, due, local, running, sets_day
from tests.support.estate import Estate


def callback(estate: Estate, case: int = 1):
    """The newest asking back of a case."""
    return estate.work(lambda w: w.callbacks.of(case))[-1]


def test_asking_back_follows_its_figures(estate: Estate) -> None:
    """X-01: other repairs are asked about days after the work; the question in the chat comes by the new time."""
    done(estate)
    signs(estate)
    before = callback(estate)
    changes(estate, "callback.other_days", "5")
    after = callback(estate)
    assert after.due_at == before.due_at + timedelta(days=3)
    assert due(estate, "callback") == after.due_at
    assert after.ask_at > before.ask_at
    changes(estate, "repair.small_days", "7")
    assert callback(estate).due_at == after.due_at, "another figure moves nothing"
    estate.passes(days=4, hours=23)
    asked = callback(estate)
    assert asked.status == "asked"
    changes(estate, "callback.other_days", "9")
    assert callback(estate).ask_at > asked.ask_at


def test_asking_back_counts_working_days_where_the_community_does(estate: Estate) -> None:
    """X-09: a day off in between moves it."""
    done(estate)
    signs(estate)
    changes(estate, "deadline.days", "working")
    assert running(estate)["callback"].working
    before = callback(estate).due_at
    sets_day(estate, "明天")
    assert callback(estate).due_at == before + timedelta(days=1)


def test_what_runs_in_working_time_climbs_in_it(estate: Estate) -> None:
    """From Sunday to Tuesday 14:05 are eleven hours and five minutes of work: the steps are measured by them, nights left out."""
    sets(estate, "deadline.days", "working")
    files(estate)
    finish = running(estate)["finish"]
    assert (finish.due_at, finish.fire_at) == (local("2026-11-24 14:05"), local("2026-11-24 09:18:45"))

    def times(w) -> dict:
        found = w.deadlines.get(finish.id)
        return ladder.ladder_of(w, w.cases.get(1), found).times(found)

    assert estate.work(times)[Rung.SUPERVISOR] == local("2026-11-25 10:07:30")


def test_a_pause_over_night_costs_no_working_time(estate: Estate) -> None:
    """Paused on Monday at six in the evening, resumed on Tuesday at nine: half an hour of work has passed."""
    sets(estate, "deadline.days", "working")
    files(estate)
    takes(estate)
    who = estate.work(lambda w: w.people.who(w.people.by_telegram(estate.people[WU]), "zh"))
    finish = running(estate)["finish"].id
    estate.now = local("2026-11-23 18:00").astimezone(UTC)
    estate.work(lambda w: acts.pause(w, who, finish, "parts"))
    estate.now = local("2026-11-24 09:00").astimezone(UTC)
    estate.work(lambda w: acts.resume(w, who, finish))
    assert due(estate) == local("2026-11-24 14:35")
