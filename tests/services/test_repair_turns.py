"""Whose turn it is: on duty, in the zone, not overloaded, longest without work (REP-06, IDN-13, SHF-01)."""

from domain.people import Team
from store import tables as t
from tests.services.steps import (
    ANNA,
    GROUP,
    LI,
    WANG,
    ZHAO,
    ZHENG,
    facts,
    files,
    labels,
    newest,
    post_of,
    press,
    sets,
    status,
)
from tests.support.estate import Estate


def test_in_turn_the_one_who_waited_longest_gets_it(estate: Estate) -> None:
    """REP-06: one after another among those on duty; the reason is shown."""
    sets(estate, "repair.dispatch", "round_robin")
    given = []
    for words in ("水龙头坏了", "卧室灯不亮", "门锁坏了", "墙上掉漆要修"):
        files(estate, WANG, words)
        estate.passes(minutes=1)
        given.append(newest(estate).assignee_id)
    li, zhao = post_of(estate, LI), post_of(estate, ZHAO)
    assert given == [li, zhao, li, zhao]
    assert facts(estate).dispatch == "round_robin"
    assert "已派给赵军" in estate.newest(GROUP).text
    estate.presses(ZHENG, f"c{newest(estate).id}:open:1")
    assert "轮派" in estate.newest(ZHENG).text


def test_in_turn_within_the_zone_of_the_home(estate: Estate) -> None:
    """IDN-13: who answers for building 3 comes before who does not; nobody there, then anybody."""
    sets(estate, "repair.dispatch", "round_robin")
    zone = t.staff.update().where(t.staff.c.id == post_of(estate, LI)).values(zone=["2"])
    estate.work(lambda w: w.conn.execute(zone))
    for words in ("水龙头坏了", "卧室灯不亮"):
        files(estate, WANG, words)
        assert newest(estate).assignee_id == post_of(estate, ZHAO)
    files(estate, ANNA, "the tap drips", "Send")
    assert newest(estate).assignee_id == post_of(estate, LI)
    estate.work(lambda w: w.staff.off_duty(post_of_in(w, ZHAO, estate), None, w.now))
    files(estate, WANG, "门锁坏了")
    assert newest(estate).assignee_id == post_of(estate, LI)


def post_of_in(work, name: str, estate: Estate) -> int:
    """The post within a unit of work."""
    person = work.people.by_telegram(estate.people[name])
    return next(s.id for s, p in work.staff.listed(estate.community) if p.id == person.id)


def test_in_turn_nobody_gets_more_than_the_limit(estate: Estate) -> None:
    """REP-06: past it the case waits for whoever claims it."""
    sets(estate, "repair.dispatch", "round_robin")
    sets(estate, "round_robin.open_limit", 1)
    for words in ("水龙头坏了", "卧室灯不亮", "门锁坏了"):
        files(estate, WANG, words)
    given = [c.assignee_id for c in estate.cases()]
    assert given == [post_of(estate, LI), post_of(estate, ZHAO), None]
    assert "我来接" in labels(estate, GROUP, newest(estate).number)


def test_in_turn_only_those_on_duty(estate: Estate) -> None:
    """SHF-01: off duty, no work is given; nobody on duty, it waits."""
    sets(estate, "repair.dispatch", "round_robin")
    estate.work(
        lambda w: [
            w.staff.off_duty(s.id, None, w.now) for s, _ in w.staff.listed(estate.community, team=Team.ENGINEERING)
        ]
    )
    files(estate)
    assert (status(estate), newest(estate).assignee_id) == ("reported", None)


def test_who_was_given_it_in_turn_and_hands_it_back_does_not_get_it_again_at_once(estate: Estate) -> None:
    """It is everybody's until somebody takes it."""
    sets(estate, "repair.dispatch", "round_robin")
    case = files(estate)
    press(estate, LI, "接单", case.number)
    press(estate, LI, "转单", case.number)
    estate.taps(LI, "退回班组")
    estate.taps(LI, "离得太远")
    assert newest(estate).assignee_id is None
    assert "我来接" in labels(estate, GROUP, case.number)


def test_turn_that_was_handed_back_was_a_turn(estate: Estate) -> None:
    """Who hands it back is not asked again before the others; nor does work handed on spare anybody a turn."""
    sets(estate, "repair.dispatch", "round_robin")
    li, zhao = post_of(estate, LI), post_of(estate, ZHAO)
    first = files(estate)
    press(estate, LI, "接单", first.number)
    press(estate, LI, "转单", first.number)
    estate.taps(LI, "退回班组")
    estate.taps(LI, "离得太远")
    estate.passes(minutes=1)
    files(estate, WANG, "门锁坏了")
    assert newest(estate).assignee_id == zhao
    estate.passes(minutes=1)
    press(estate, ZHAO, "接单", newest(estate).number)
    press(estate, ZHAO, "转单", newest(estate).number)
    estate.taps(ZHAO, "李强")
    estate.taps(ZHAO, "快交班")
    assert newest(estate).assignee_id == li
    estate.passes(minutes=1)
    files(estate, WANG, "卧室灯不亮")
    assert newest(estate).assignee_id == zhao
