"""Visits, forums and breaches on both databases: their whole stories once more, as the rows see them."""

from collections.abc import Callable, Iterator

import pytest

from store.engine import Store
from tests.services import test_breach, test_forums, test_visits, test_visits_alone
from tests.support.estate import Estate

STORIES: tuple[Callable[[Estate], None], ...] = (
    test_visits.test_what_was_left_is_dropped_and_comes_first_again,
    test_visits.test_what_matters_at_the_home_is_on_the_card,
    test_visits.test_a_visit_is_recorded_and_its_opinion_becomes_a_repair,
    test_visits_alone.test_visits_of_a_butler_who_leaves_go_to_whoever_covers_the_building,
    test_visits_alone.test_the_summary_on_demand_and_its_workbook,
    test_forums.test_pages_are_resumed_without_repeats,
    test_forums.test_full_means_waiting_and_moving_up,
    test_forums.test_minutes_go_to_those_who_came,
    test_forums.test_a_cancelled_forum_says_why,
    test_breach.test_building_without_leave_from_the_patrol_to_the_file,
    test_breach.test_not_in_the_chat_and_would_not_sign,
    test_breach.test_the_desks_list,
)


@pytest.fixture
def estate(store: Store) -> Iterator[Estate]:
    """The small estate in a database of either kind."""
    made = Estate(store)
    yield made
    made.close()


@pytest.mark.parametrize("story", STORIES, ids=[story.__name__ for story in STORIES])
def test_story(estate: Estate, story: Callable[[Estate], None]) -> None:
    """The same on SQLite and on PostgreSQL."""
    story(estate)
