"""F-05, F-06, F-07, F-43, REP-15, REP-16: the figures of repairs, by table and over made-up histories."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cases import DeadlineStatus
from domain.figures import (
    Happening,
    HappeningKind,
    Kept,
    Limits,
    RepairRow,
    count,
    day,
    finished_between,
    lengths,
    overloaded,
    week,
)
from domain.people import Team

ZONE = ZoneInfo("Asia/Shanghai")
SUNDAY = day(date(2026, 11, 22))
LIMITS = Limits(timedelta(minutes=15), timedelta(hours=8), timedelta(days=2))
K = HappeningKind
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def at(hour: int, minute: int = 0, on: int = 22) -> datetime:
    """Local time of a day of November."""
    return datetime(2026, 11, on, hour, minute, tzinfo=ZONE).astimezone(UTC)


def row(n: int, created: datetime, *, urgent: bool = False, **more) -> RepairRow:
    """One repair; what is not said does not matter."""
    plain = {
        "number": f"261122-{n:03}", "status": "closed", "building": "3", "category": "leak", "danger": None, "charge": "free",
        "team": Team.ENGINEERING, "assignee_id": 1, "quote_fen": None, "rating": None, "part": None, "finished_at": None,
        "closed_at": None,
    }  # fmt: skip
    return RepairRow(id=n, urgent=urgent, created_at=created, **{**plain, **more})


def told(n: int, *lines: tuple[HappeningKind, datetime], reason: str | None = None) -> list[Happening]:
    """What happened to it."""
    return [Happening(n, kind, when, reason) for kind, when in lines]


def counted(rows, happenings=(), promises=(), period=SUNDAY, zone=ZONE):
    """With the usual limits."""
    return count(rows, happenings, promises, period, zone, LIMITS, 2)


@pytest.mark.parametrize(
    ("rule", "urgent", "kind", "took", "field", "within"),
    [
        ("F-05", True, K.ARRIVE, 15 * MINUTE, "response", 1),
        ("F-05", True, K.ARRIVE, 15 * MINUTE + timedelta(seconds=1), "response", 0),
        ("F-05", True, K.QUOTE, 5 * MINUTE, "response", 1),
        ("F-06", True, K.FINISH, 8 * HOUR, "urgent_finish", 1),
        ("F-06", True, K.FINISH, 8 * HOUR + MINUTE, "urgent_finish", 0),
        ("F-07", False, K.FINISH, 48 * HOUR, "small_finish", 1),
        ("F-07", False, K.FINISH, 48 * HOUR + MINUTE, "small_finish", 0),
    ],
)
def test_times_are_measured_from_the_report(rule, urgent, kind, took, field, within) -> None:
    """The limit itself is still within it; who quotes or finishes has been there."""
    found = getattr(counted([row(1, at(23) - took, urgent=urgent)], told(1, (kind, at(23)))), field)
    assert (found.count, found.within, found.usual, found.longest) == (1, within, took, took), rule


def test_small_and_urgent_do_not_mix() -> None:
    """F-05 and F-06 are of urgent repairs, F-07 of the others."""
    rows = [row(1, at(8), urgent=True), row(2, at(8))]
    found = counted(rows, told(1, (K.FINISH, at(9))) + told(2, (K.FINISH, at(10))))
    assert (found.response.count, found.urgent_finish.usual, found.small_finish.usual) == (1, HOUR, 2 * HOUR)


def test_sent_back_is_finished_when_it_is_finished_again() -> None:
    """The owner said it was not done."""
    story = told(1, (K.FINISH, at(9)), (K.SEND_BACK, at(10)), (K.FINISH, at(14)))
    found = counted([row(1, at(8))], story)
    assert (found.finished, found.small_finish.usual, found.sent_back) == (1, 6 * HOUR, 1)


def test_sent_back_and_not_done_is_not_finished() -> None:
    """Nothing is counted that is not there."""
    found = counted([row(1, at(8))], told(1, (K.FINISH, at(9)), (K.SEND_BACK, at(10))))
    assert (found.finished, found.small_finish.count) == (0, 0)


def test_reopened_later_was_finished_before() -> None:
    """Broken again is not slow work: the time ends with the first round; the reopening is counted on its own day."""
    story = told(1, (K.FINISH, at(9)), (K.REOPEN, at(9, on=24)), (K.FINISH, at(12, on=24)))
    found = counted([row(1, at(8))], story)
    assert (found.small_finish.usual, found.finished, found.reopened) == (HOUR, 1, 0)
    assert counted([row(1, at(8))], story, period=day(date(2026, 11, 24))).reopened == 1


def test_what_reopening_wipes_stays_counted() -> None:
    """Stars and worker are those of the day: opened again, given to somebody else and signed anew changes nothing of it."""
    before = [Happening(1, K.FINISH, at(9), None, staff=1), Happening(1, K.SIGN, at(10), None, stars=2)]
    since = [Happening(1, K.REOPEN, at(9, on=24), "x"), Happening(1, K.FINISH, at(12, on=24), None, staff=2),
             Happening(1, K.SIGN, at(13, on=24), None, stars=5)]  # fmt: skip
    first = counted([row(1, at(8), assignee_id=1)], before)
    again = counted([row(1, at(8), assignee_id=2)], before + since)
    assert first == again
    assert (again.rated, again.stars, again.poor, again.workers[0].staff) == (1, 2, 1, 1)
    later = counted([row(1, at(8))], before + since, period=day(date(2026, 11, 24)))
    assert (later.stars, [(w.staff, w.stars) for w in later.workers]) == (5, [(2, 5)])


@pytest.mark.parametrize(
    ("story", "number"),
    [((), 0), (((K.FINISH, at(9)),), 1), (((K.FINISH, at(9)), (K.SEND_BACK, at(10))), 0),
     (((K.FINISH, at(9)), (K.SEND_BACK, at(10)), (K.FINISH, at(11))), 1),
     (((K.FINISH, at(9)), (K.REOPEN, at(9, on=24)), (K.FINISH, at(12, on=24))), 1),
     (((K.FINISH, at(9, on=20)), (K.REOPEN, at(9)), (K.FINISH, at(12))), 1), (((K.FINISH, at(20)),), 0)]
)  # fmt: skip
def test_what_a_shift_has_finished(story, number) -> None:
    """By what was written down then; the end of the shift belongs to the next."""
    assert finished_between(told(1, *story), at(8), at(20)) == number


def test_half_past_midnight_belongs_to_the_new_day() -> None:
    """Reported at 00:30 local time, which is yesterday by UTC; the last minute before midnight is not."""
    found = counted([row(1, at(0, 30)), row(2, at(23, 59, on=21)), row(3, at(0, on=23))])
    assert (found.reported, found.by_part_of_day["night"]) == (1, 1)


def test_finished_counts_on_the_day_it_was_finished() -> None:
    """Whenever it was reported."""
    found = counted([row(1, at(20, on=20)), row(2, at(9))], told(1, (K.FINISH, at(0, 10))))
    assert (found.reported, found.finished, found.finished_on[date(2026, 11, 22)]) == (1, 1, 1)


def test_counts_of_f_43() -> None:
    """By type, free or paid, time of day, cause, team, building; the most first."""
    rows = [
        row(1, at(7), category="leak", charge="free", part=" 厨房水槽 "),
        row(2, at(13), category="leak", charge="paid", building="2", part="厨房水槽"),
        row(3, at(19), category="door", charge="paid", building=None, team=Team.CLEANING, part="Ａ门"),
    ]
    found = counted(rows, [h for n in (1, 2, 3) for h in told(n, (K.FINISH, at(20)))])
    assert list(found.by_category.items()) == [("leak", 2), ("door", 1)]
    assert found.by_charge == {"paid": 2, "free": 1}
    assert list(found.by_part_of_day.items()) == [("night", 0), ("morning", 1), ("afternoon", 1), ("evening", 1)]
    assert found.by_cause == {"厨房水槽": 2, "a门": 1}
    assert found.by_team == {"engineering": 2, "cleaning": 1}
    assert found.by_building == {"": 1, "2": 1, "3": 1}


def test_on_time_share() -> None:
    """Kept in time of all that fell due; dropped ones never count; rounded down, so 100 means all."""
    promises = [
        Kept("finish", DeadlineStatus.MET, True, 199), Kept("finish", DeadlineStatus.MET, False, 0),
        Kept("arrive", DeadlineStatus.OPEN, False, 1), Kept("arrive", DeadlineStatus.DROPPED, False, 50),
    ]  # fmt: skip
    found = counted([], promises=promises)
    assert (found.kept, found.promised, found.on_time) == (199, 200, 99)


def test_put_off_with_reasons() -> None:
    """Held, extended, paused: by reason, those of the period only (REP-12)."""
    story = told(1, (K.HOLD, at(9)), (K.PAUSE, at(10)), (K.EXTEND, at(9, on=23)), reason="parts")
    assert counted([row(1, at(8))], story).put_off == {"parts": 2}


def test_ratings_count_when_they_are_given() -> None:
    """On the day the owner signed; one and two stars are poor."""
    rows = [row(1, at(8, on=20)), row(2, at(8)), row(3, at(8)), row(4, at(8))]
    given = ((1, 2, at(9)), (2, 5, at(10)), (3, 1, at(9, on=23)))
    found = counted(rows, [Happening(n, K.SIGN, when, None, stars=stars) for n, stars, when in given])
    assert (found.rated, found.stars, found.poor, found.tenths) == (2, 7, 1, 35)


def test_workers() -> None:
    """The busiest first, with the usual time, the stars, what was sent back."""
    rows = [row(1, at(8)), row(2, at(8)), row(3, at(9)), row(4, at(9))]
    done = ((1, 1, 9), (2, 2, 10), (3, 2, 11), (4, None, 9))
    story = [Happening(n, K.FINISH, at(hour), None, staff=post) for n, post, hour in done]
    found = counted(rows, [*story, Happening(2, K.SIGN, at(12), None, stars=4)]).workers
    assert [(w.staff, w.finished, w.stars, w.rated) for w in found] == [(2, 2, 4, 1), (1, 1, 0, 0)]


def test_nothing_happened() -> None:
    """A period without any repair: zeros and blanks, never a division by nothing."""
    found = counted([], period=week(date(2026, 11, 22)))
    assert (found.reported, found.on_time, found.tenths, found.response.share, found.workers) == (
        0,
        None,
        None,
        None,
        (),
    )
    assert list(found.reported_on.values()) == [0] * 7


@pytest.mark.parametrize(
    ("taken", "usual", "share"),
    [([], None, None), ([3], 3, 100), ([1, 9], 5, 50), ([9, 1, 2], 2, 66), ([8, 8, 8], 8, 0)],
)
def test_usual_is_the_median(taken, usual, share) -> None:
    """One that took weeks does not blur the rest."""
    found = lengths([n * MINUTE for n in taken], 5 * MINUTE)
    assert (found.usual, found.share) == (None if usual is None else usual * MINUTE, share)


def test_overloaded() -> None:
    """More than the standard allows, the most loaded first; exactly as many is fine."""
    assert overloaded({1: 5, 2: 6, 3: 9, 4: 6}, 5) == [(3, 9), (2, 6), (4, 6)]


@given(st.lists(st.tuples(st.integers(0, 13 * 24 * 60), st.sampled_from(list(K)), st.integers(1, 5)), max_size=40))
def test_days_add_up_to_the_week(lines) -> None:
    """Whatever happened when: the seven days of a week together hold what the week holds, each once."""
    begun = at(0, on=12)
    rows = [row(n, begun + n * 7 * HOUR, urgent=n % 2 == 0) for n in range(1, 6)]
    story = [Happening(n, kind, begun + minute * MINUTE, "x") for minute, kind, n in lines]
    whole = counted(rows, story, period=week(date(2026, 11, 22)))
    days = [counted(rows, story, period=day(on)) for on in week(date(2026, 11, 22)).days]
    for name in ("reported", "urgent", "finished", "reopened", "sent_back", "rated"):
        assert getattr(whole, name) == sum(getattr(one, name) for one in days)
    assert sum(whole.put_off.values()) == sum(sum(one.put_off.values()) for one in days)
    assert whole.finished == whole.urgent_finish.count + whole.small_finish.count
    assert whole.reported == sum(whole.by_category.values()) == sum(whole.by_part_of_day.values())
