"""F-08, F-09, F-10, F-11, F-42, CMP-35, CMP-37: the figures of complaints, by table and over made-up ones."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cases import DeadlineStatus
from domain.complaint import Status
from domain.complaint.kinds import Cause, Grade, Responsibility, Subtype, Topic, Validity
from domain.figures.complaints import ComplaintDue, ComplaintRow, OnTime, PerMille, Trend, complaint_count, trends
from domain.people import Team

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SECOND = timedelta(seconds=1)
D = DeadlineStatus


def row(n: int = 1, **more) -> ComplaintRow:
    """One complaint nobody has judged; what is not said does not matter."""
    plain = {
        "status": "registered", "category": "cleaning", "validity": None, "subtype": None, "grade": None,
        "responsibility": None, "cause": None, "level": 0, "team": Team.DESK, "building": "3",
        "created_at": NOW - timedelta(days=3), "handed_at": None, "answered_at": None, "definite_at": None,
        "closed_at": None,
    }  # fmt: skip
    return ComplaintRow(id=n, number=f"261122-{n:03}", **{**plain, **more})


def due(
    kind: str, status: DeadlineStatus, *, late: timedelta = timedelta(), at: datetime = NOW, paused=None, n: int = 1
):
    """A promise, settled so long after it was due."""
    settled = None if status is D.OPEN else at + late
    return ComplaintDue(n, kind, status, at, settled, paused)


def counted(rows=(), dues=()):
    """As of now."""
    return complaint_count(list(rows), list(dues), NOW)


@pytest.mark.parametrize(
    ("rule", "kind", "field"), [("F-08", "first_answer", "first_answer"), ("F-09", "hand_over", "hand_over")]
)
@pytest.mark.parametrize(
    ("status", "late", "found"),
    [
        (D.MET, timedelta(), (1, 1)),
        (D.MET, SECOND, (0, 1)),
        (D.MISSED, SECOND, (0, 1)),
        (D.OPEN, timedelta(), (0, 1)),
        (D.DROPPED, timedelta(), (0, 0)),
    ],
)
def test_a_promise_is_kept_up_to_its_instant(rule, kind, field, status, late, found) -> None:
    """The instant itself is in time; one that is over and still open is not; a dropped one counts neither way."""
    assert getattr(counted([row()], [due(kind, status, late=late)]), field) == OnTime(*found), rule


@pytest.mark.parametrize("more", [{"at": NOW + SECOND}, {"paused": NOW - SECOND}])
def test_what_runs_or_rests_does_not_count_yet(more) -> None:
    """F-08: nobody knows yet."""
    found = counted([row()], [due("first_answer", D.OPEN, **more)]).first_answer
    assert found == OnTime(0, 0) and found.percent is None


def test_closing_is_counted_by_grade() -> None:
    """F-10: each grade by itself, those not graded apart; one that came back has to be in time each time."""
    rows = [row(1, grade="major"), row(2, grade="minor"), row(3, grade="minor"), row(4)]
    dues = [due("solve", D.MET, n=1), due("solve", D.MET, n=2), due("solve", D.MISSED, n=2),
            due("solve", D.MET, n=3), due("solve", D.MET, n=4)]  # fmt: skip
    assert counted(rows, dues).closing == {"major": OnTime(1, 1), "minor": OnTime(1, 2), "": OnTime(1, 1)}
    assert counted(rows, dues).promised == OnTime(3, 4)


@pytest.mark.parametrize(
    ("valid", "base", "hundredths", "within"),
    [(1, 2000, 50, True), (1, 1999, 50, False), (1, 2001, 50, True), (0, 300, 0, True), (2, 2000, 100, False),
     (0, 0, None, None), (1, 0, None, None)],
)  # fmt: skip
def test_valid_ones_per_thousand_homes(valid, base, hundredths, within) -> None:
    """F-11: the ceiling itself is allowed and reckoned exactly; without a home there is no rate."""
    found = PerMille(valid, base, 5)
    assert (found.hundredths, found.within) == (hundredths, within)


def test_counted_by_every_field() -> None:
    """F-42: the most first, what nobody has judged apart."""
    rows = [row(1, validity="valid", grade="minor", status="closed"), row(2, validity="valid", level=1),
            row(3, validity="unfounded", status="cancelled", team=Team.CLEANING)]  # fmt: skip
    found = counted(rows)
    assert found.judged["validity"] == {"valid": 2, "unfounded": 1}
    assert (found.judged["grade"], found.unjudged["grade"]) == ({"minor": 1}, 2)
    assert (found.judged["subtype"], found.unjudged["subtype"]) == ({}, 3)
    assert found.by_team == {"desk": 2, "cleaning": 1}
    assert (found.received, found.closed, found.withdrawn, found.open, found.reopened, found.valid) == (
        3,
        1,
        1,
        1,
        1,
        2,
    )


def test_causes_of_each_department() -> None:
    """CMP-35: which department for which root; none where none is on record."""
    rows = [row(1, cause="slowness"), row(2, cause="slowness", team=Team.CLEANING), row(3, cause="slowness"), row(4)]
    assert counted(rows).causes_of == {("desk", "slowness"): 2, ("cleaning", "slowness"): 1}


@pytest.mark.parametrize(
    ("lately", "earlier", "grows"),
    [
        (3, (0, 0, 0, 0), True),
        (2, (0, 0, 0, 0), False),
        (4, (2, 2, 2, 2), True),
        (3, (2, 2, 2, 2), False),
        (3, (6, 0, 0, 0), True),
        (3, (7, 0, 0, 0), False),
    ],
)
def test_a_building_with_more_than_usual(lately, earlier, grows) -> None:
    """CMP-37: at least three, and at least twice the usual; both bounds are included."""
    found = trends({"3": lately}, [{"3": n} for n in earlier], 200, 3)
    assert found == ([Trend("3", lately, sum(earlier))] if grows else [])


def test_the_most_first() -> None:
    """CMP-37: by number, then by building; a building that has grown quiet is not named."""
    found = trends({"1": 3, "2": 5, "3": 3}, [{"4": 9}], 200, 3)
    assert [one.building for one in found] == ["2", "1", "3"]


_MAYBE = {"validity": Validity, "subtype": Subtype, "grade": Grade, "responsibility": Responsibility, "cause": Cause}
_ROWS = st.lists(
    st.builds(
        row,
        n=st.integers(1, 9),
        status=st.sampled_from(Status),
        category=st.sampled_from(Topic),
        team=st.sampled_from(Team),
        level=st.integers(0, 3),
        **{field: st.none() | st.sampled_from(values) for field, values in _MAYBE.items()},
    ),
    max_size=12,
)
_DUES = st.lists(
    st.builds(
        due,
        st.sampled_from(["first_answer", "hand_over", "solve"]),
        st.sampled_from(D),
        late=st.sampled_from([-SECOND, timedelta(), SECOND]),
        n=st.integers(1, 9),
    ),
    max_size=12,
)


@given(rows=_ROWS, dues=_DUES)
def test_sums_agree(rows, dues) -> None:
    """F-42: however it is cut, it adds up to what was received; no share is above the whole."""
    found = counted(rows, dues)
    assert found.received == len(rows) == found.closed + found.withdrawn + found.open
    assert sum(found.by_category.values()) == sum(found.by_team.values()) == len(rows)
    for field, counts in found.judged.items():
        assert sum(counts.values()) + found.unjudged[field] == len(rows)
    assert sum(found.causes_of.values()) == sum(found.judged["cause"].values())
    assert 0 <= found.promised.part <= found.promised.whole
    assert all(share.part <= share.whole for share in found.closing.values())
