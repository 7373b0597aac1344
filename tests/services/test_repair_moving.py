"""A danger that turns out to be in a home of another community: its crew goes, the first one reads so (X-52, URG-04)."""

from domain.people import Relation
from tests.services.steps import (
    GROUP,
    LI,
    NOT_NOW,
    NOT_YOURS,
    WANG,
    WU,
    case_of,
    elsewhere,
    events,
    files,
    finishes,
    labels,
    last_row,
    newest,
    no_groups,
    person_of,
    press,
    promises,
    status,
    takes,
    told,
)
from tests.support.cast import Cast
from tests.support.estate import Estate

THERE = GROUP - 1000


def burns(estate: Estate) -> Cast:
    """Wang Fang has a home in either community and says that it burns, not where; the second community."""
    there = elsewhere(estate)
    person = person_of(estate, WANG)
    estate.work(lambda w: w.people.add_home(person, there.units["3-2-1502"], Relation.OWNER, "desk", w.now))
    estate.says(WANG, "着火了")
    assert newest(estate).community_id == estate.community and newest(estate).unit_id is None
    return there


def says_where(estate: Estate, there: Cast) -> str:
    """It is in the other home: her button of it; the toast."""
    estate.presses(WANG, f"c{newest(estate).id}:here.{there.units['3-2-1502']}:1")
    return estate.toast()


def test_it_goes_to_the_crew_of_the_home_and_the_first_crew_reads_so(estate: Estate) -> None:
    """Number, board and card are the other community's; the first card has no buttons and changes no more."""
    there = burns(estate)
    number = newest(estate).number
    says_where(estate, there)
    case = newest(estate)
    assert (case.community_id, case.unit_id, case.status) == (there.community, there.units["3-2-1502"], "reported")
    old = next(m for m in estate.chats[GROUP].values() if number in m.text)
    assert "不在本小区" in old.text and not old.buttons
    assert case.number in estate.screen(THERE) and "我来接" in labels(estate, THERE, case.number)
    before = last_row(estate)
    press(estate, "外李强", "我来接", case.number, THERE)
    assert status(estate) == "accepted" and not told(estate, GROUP, case.number, before)
    assert "外李强" not in estate.screen(GROUP)


def test_numbers_of_both_communities_stay_their_own(estate: Estate) -> None:
    """The second has a 001 of that day already; which it was is in the history."""
    there = burns(estate)
    number = newest(estate).number
    files(estate, "外王芳", "门锁坏了")
    first = estate.cases()[0]
    estate.presses(WANG, f"c{first.id}:here.{there.units['3-2-1502']}:1")
    moved = estate.cases()[0]
    assert number == "261122-001" and moved.number == "261122-002"
    estate.presses(WANG, f"c{moved.id}:history:1")
    assert "原编号 261122-001" in estate.newest(WANG).text
    assert case_of(estate, "261122-002").community_id == there.community


def test_whoever_was_on_the_way_reads_that_it_is_elsewhere(estate: Estate) -> None:
    """No address stays on his screen, and his buttons do nothing any more."""
    there = burns(estate)
    number = newest(estate).number
    takes(estate, LI)
    press(estate, LI, "出发", number)
    says_where(estate, there)
    mine = next(m for m in estate.chats[estate.people[LI]].values() if number in m.text)
    assert "不在本小区" in mine.text and not mine.buttons and "1502" not in mine.text
    estate.presses(LI, f"c{newest(estate).id}:arrive:1")
    assert NOT_YOURS in estate.toast()
    assert (status(estate), newest(estate).assignee_id) == ("reported", None)
    assert events(estate)[-2:] == ["pool", "place"]


def test_promises_stay_and_their_alerts_go_to_the_other_lead(estate: Estate) -> None:
    """URG-01: what the resident was promised does not begin anew."""
    there = burns(estate)
    before = promises(estate)
    says_where(estate, there)
    assert promises(estate) == before
    estate.passes(hours=1)
    assert told(estate, "外吴工", newest(estate).number) and not told(estate, WU, "超时")


def test_reporter_sees_the_new_number_on_her_card(estate: Estate) -> None:
    """And the charge is the other community's."""
    there = burns(estate)
    estate.work(lambda w: w.standards.set(there.community, "warranty.months.electric", 240, None, w.now))
    toast = says_where(estate, there)
    assert toast and newest(estate).number in estate.newest(WANG).text and "3栋2单元1502" in estate.newest(WANG).text


def test_in_turn_the_other_crew_is_given_it(estate: Estate) -> None:
    """The dispatch of the community it is in."""
    there = burns(estate)
    estate.work(lambda w: w.standards.set(there.community, "repair.dispatch", "round_robin", None, w.now))
    says_where(estate, there)
    assert status(estate) == "assigned" and told(estate, "外李强", newest(estate).number)


def test_without_a_group_the_crew_that_was_offered_it_is_told(estate: Estate) -> None:
    """Nobody runs for nothing."""
    there = elsewhere(estate)
    no_groups(estate)
    person = person_of(estate, WANG)
    estate.work(lambda w: w.people.add_home(person, there.units["3-2-1502"], Relation.OWNER, "desk", w.now))
    estate.says(WANG, "着火了")
    number = newest(estate).number
    says_where(estate, there)
    assert told(estate, LI, "不在本小区") and number in told(estate, LI, "不在本小区")[0]
    assert told(estate, "外李强", newest(estate).number)


def test_in_the_same_community_number_and_crew_stay(estate: Estate) -> None:
    """Most often; homes with the same address are told apart by their community."""
    burns(estate)
    assert "别苑 3栋2单元1502" in str(estate.newest(WANG).buttons)
    number = newest(estate).number
    takes(estate, LI)
    press(estate, WANG, "桂苑 3栋2单元1502", number)
    assert (newest(estate).number, status(estate)) == (number, "accepted")


def test_done_work_is_not_moved(estate: Estate) -> None:
    """It was done where it was."""
    there = burns(estate)
    number = newest(estate).number
    takes(estate, LI)
    finishes(estate, LI, number)
    assert NOT_NOW in says_where(estate, there) and newest(estate).community_id == estate.community


def test_history_read_at_home_names_the_first_crew(estate: Estate) -> None:
    """They are staff, if of elsewhere now."""
    there = burns(estate)
    takes(estate, LI)
    says_where(estate, there)
    estate.presses(WANG, f"c{newest(estate).id}:history:1")
    assert "接单（李强）" in estate.newest(WANG).text
