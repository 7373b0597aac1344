"""A team's group: bound, bound anew, lost and back; its open cases are where the team reads (REP-06)."""

from domain.incoming import Kind
from domain.people import Team
from tests.services.steps import (
    GROUP,
    LI,
    WANG,
    WU,
    ZHENG,
    done,
    files,
    last_row,
    newest,
    no_groups,
    owed,
    press,
    signs,
    status,
    takes,
    told,
)
from tests.support.estate import Estate

NEW = -1003


def binds(estate: Estate, chat: int = NEW, who: str = ZHENG, team: Team = Team.ENGINEERING) -> None:
    """A head chooses whose group this is."""
    estate.says(who, "/bind", chat)
    estate.presses(who, f"g:team.{team}:0", chat)


def test_newly_bound_group_gets_the_open_cases_oldest_first(estate: Estate) -> None:
    """What was filed while there was no group is there to be taken; what is over is not."""
    no_groups(estate)
    for words in ("厨房水龙头滴水", "门锁坏了", "灯不亮了"):
        files(estate, WANG, words)
    numbers = [c.number for c in estate.cases()]
    press(estate, WANG, "取消", numbers[1])
    binds(estate)
    cards = [m.text for m in estate.chats[NEW].values() if "报修" in m.text and "261122" in m.text]
    assert [n for text in cards for n in numbers if n in text] == [numbers[0], numbers[2]]
    assert press(estate, LI, "我来接", numbers[0], NEW) and status(estate, numbers[0]) == "accepted"


def test_rebound_team_finds_its_cards_in_the_new_group_and_the_old_ones_say_so(estate: Estate) -> None:
    """No two groups with live buttons: the card before has none, and it does not change any more."""
    first, second = files(estate), files(estate, WANG, "门锁坏了")
    takes(estate, LI, second.number)
    binds(estate)
    old = [m for m in estate.chats[GROUP].values() if "已转到班组的新群" in m.text]
    assert {first.number, second.number} == {n for n in (first.number, second.number) for m in old if n in m.text}
    assert not any(m.buttons for m in old)
    new = [m.text for m in estate.chats[NEW].values() if "261122" in m.text]
    assert first.number in new[0] and "待接单" in new[0] and second.number in new[1] and "李强已接单" in new[1]
    before = last_row(estate)
    press(estate, LI, "我来接", first.number, NEW)
    assert owed(estate, NEW, before) and not owed(estate, GROUP, before)


def test_moved_card_shows_no_words_and_no_place(estate: Estate) -> None:
    """Whoever is left in the group before learns no more of it."""
    files(estate, WANG, "厨房水龙头滴水，急用")
    binds(estate)
    moved = next(m.text for m in estate.chats[GROUP].values() if "已转到" in m.text)
    assert "急用" not in moved and "3栋" not in moved


def test_cases_that_are_over_stay_where_they_were(estate: Estate) -> None:
    """Only open ones move."""
    case = done(estate)
    signs(estate)
    before = last_row(estate)
    binds(estate)
    assert not owed(estate, GROUP, before) and case.number not in estate.screen(NEW)
    assert "已转到" not in estate.screen(GROUP)


def test_card_that_was_not_sent_yet_is_not_sent_to_the_group_before(estate: Estate) -> None:
    """The old group never reads it."""
    deliver, estate.deliver = estate.deliver, lambda: None
    estate.says(WANG, "3-2-1502水管爆了")
    binds(estate)
    estate.deliver = deliver
    estate.deliver()
    assert newest(estate).number in estate.screen(NEW) and newest(estate).number not in estate.screen(GROUP)


def test_bound_once_more_to_the_same_group_nothing_is_said_twice(estate: Estate) -> None:
    """A head presses again."""
    case = files(estate)
    binds(estate, GROUP)
    cards = [m for m in estate.chats[GROUP].values() if case.number in m.text]
    assert len(cards) == 1 and cards[0].buttons


def test_topic_of_the_same_group_is_another_place(estate: Estate) -> None:
    """The card before says that it has moved."""
    case = files(estate)
    estate.work(lambda w: w.staff.bind_chat(estate.community, Team.ENGINEERING, GROUP, 7, 1, w.now))
    binds(estate, GROUP)
    assert [bool(m.buttons) for m in estate.chats[GROUP].values() if case.number in m.text] == [False, True]


def test_another_teams_group_gets_no_repairs(estate: Estate) -> None:
    """The gardeners' group is the gardeners'."""
    case = files(estate)
    binds(estate, team=Team.GREENING)
    assert case.number not in estate.screen(NEW) and "我来接" in str(estate.chats[GROUP])


def test_only_heads_move_a_teams_work(estate: Estate) -> None:
    """The lead asks the manager."""
    case = files(estate)
    binds(estate, who=WU)
    assert NEW not in estate.chats or case.number not in estate.screen(NEW)
    assert "我来接" in str(estate.chats[GROUP])


def test_group_that_takes_us_in_again_gets_what_it_missed(estate: Estate) -> None:
    """Put out, a case filed, taken in again."""

    def member(inside: bool) -> None:
        estate.work(lambda w: w.staff.saw_chat(GROUP, "group", "工程", inside))

    member(False)
    case = files(estate)
    assert not told(estate, GROUP, case.number)
    member(True)
    estate.arrives(estate._incoming(ZHENG, Kind.MEMBER, GROUP, member="joined", chat_title="工程"))
    assert told(estate, GROUP, case.number)
