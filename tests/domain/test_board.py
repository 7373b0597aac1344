"""The board: what is counted, what is shown, in which order; buttons that come back as they were."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.board import Flag, Matter, View, chosen, heads, page_of, view_of
from domain.people import Team

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
DAY, THREE = timedelta(days=1), timedelta(days=3)
_AGES = st.integers(0, 10 * 24).map(lambda hours: NOW - timedelta(hours=hours))
_MATTERS = st.lists(
    st.builds(
        Matter,
        id=st.integers(1, 10**9),
        team=st.sampled_from(Team),
        urgent=st.booleans(),
        free=st.booleans(),
        held=st.booleans(),
        late_since=st.none() | _AGES,
        created_at=_AGES,
        building=st.none() | st.sampled_from("123"),
    ),
    max_size=40,
    unique_by=lambda m: m.id,
)
_VIEWS = st.builds(
    View, st.integers(0, 9999), st.none() | st.sampled_from(Team), st.sampled_from(Flag), st.integers(0, 9999)
)


def matter(number: int, **more: object) -> Matter:
    """One that is new and nothing special."""
    plain = {"team": Team.ENGINEERING, "urgent": False, "free": False, "held": False, "late_since": None,
             "created_at": NOW, "building": None}  # fmt: skip
    return Matter(**{"id": number, **plain, **more})  # type: ignore[arg-type]


@given(_VIEWS)
def test_a_view_comes_back_from_its_button(view: View) -> None:
    """And fits one: forty characters."""
    assert view_of(view.encoded()) == view
    assert len(view.encoded()) <= 40


@given(st.text(max_size=40))
def test_a_forged_button_is_some_view(text: str) -> None:
    """Never an error."""
    view_of(text)


def test_nothing_said_is_the_first_page_of_everything() -> None:
    """As the menu opens it, and as older buttons were."""
    assert view_of("") == view_of("0") == View()
    assert view_of("2") == View(2)
    assert view_of("x_nobody_all_-1") == View()


@given(_MATTERS)
def test_the_head_adds_up(matters: list[Matter]) -> None:
    """Every open matter is counted once, in one age."""
    found = heads(matters, NOW, DAY, THREE)
    assert sum(h.open for h in found) == len(matters)
    assert all(sum(h.ages) == h.open and max(h.late, h.free, h.held) <= h.open for h in found)
    assert [h.team for h in found] == [t for t in Team if any(m.team is t for m in matters)]


def test_ages_at_the_edges() -> None:
    """Exactly a day is no longer new, exactly three days is old."""
    ages = (timedelta(0), DAY - timedelta(seconds=1), DAY, THREE - timedelta(seconds=1), THREE)
    (head,) = heads([matter(n, created_at=NOW - age) for n, age in enumerate(ages)], NOW, DAY, THREE)
    assert head.ages == (2, 2, 1)


@given(_MATTERS, _VIEWS, st.none() | st.sampled_from("123"))
def test_filters_only_take_away(matters: list[Matter], view: View, building: str | None) -> None:
    """Each that fits is there once, none that does not; urgent ones first, and of these the late ones."""
    found = chosen(matters, view, building)
    fits = {
        Flag.ALL: lambda m: True,
        Flag.URGENT: lambda m: m.urgent,
        Flag.LATE: lambda m: m.late_since is not None,
        Flag.FREE: lambda m: m.free,
        Flag.HELD: lambda m: m.held,
    }[view.flag]
    wanted = [
        m for m in matters if fits(m) and view.team in (None, m.team) and (building is None or m.building == building)
    ]
    assert sorted(m.id for m in found) == sorted(m.id for m in wanted)
    keys = [(not m.urgent, m.late_since is None) for m in found]
    assert keys == sorted(keys)
    late = [m.late_since for m in found if m.urgent and m.late_since]
    assert late == sorted(late)


@given(_MATTERS, st.integers(0, 9999), st.integers(1, 7))
def test_pages_hold_everything_once(matters: list[Matter], page: int, size: int) -> None:
    """Past the end is the last page, an empty list has one."""
    _, _, pages = page_of(matters, 0, size)
    assert [m for n in range(pages) for m in page_of(matters, n, size)[0]] == matters
    rows, here, _ = page_of(matters, page, size)
    assert 0 <= here < pages and len(rows) <= size and (rows or not matters)
