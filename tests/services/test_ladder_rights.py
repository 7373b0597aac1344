"""Who may do what about a late promise, and what is not said at night (X-43, design part 4)."""

from datetime import datetime, timedelta

import pytest

from domain.people import Role, Team
from tests.services.late import forged, late, promise, urgent
from tests.services.steps import (
    ANNA,
    CHEN,
    GUEST,
    LI,
    NOT_YOURS,
    WANG,
    WU,
    ZHAO,
    case_of,
    elsewhere,
    events,
    files,
    hires,
    labels,
    last_row,
    moves_in,
    newest,
    no_groups,
    press,
    sets,
    takes,
    told,
)  # fmt: skip
from tests.support.estate import Estate

# --- who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [WANG, ANNA, GUEST, CHEN, ZHAO, "别队", "外吴工", "外郑经理"])
def test_nobody_else_may(estate: Estate, who: str | int) -> None:
    """Residents, strangers, colleagues without the work, other teams' leads, another community's bosses: forged presses
    of theirs change nothing and show nothing of the case."""
    hires(estate, "别队", 42, Role.LEAD, Team.SECURITY)
    elsewhere(estate)
    case = late(estate)
    before, kinds = promise(estate), events(estate, case.number)
    place = estate.people[who] if isinstance(who, str) else who
    shown = [m.text for m in estate.chats.get(place, {}).values() if case.number in m.text]
    for verb in ("take", "extend", "pause", "resume", "assign"):
        toasts = len(estate.toasts)
        forged(estate, who, verb)
        assert len(estate.toasts) > toasts, "every press is answered"
        assert promise(estate) == before and events(estate, case.number) == kinds
        assert [m.text for m in estate.chats.get(place, {}).values() if case.number in m.text] == shown


@pytest.mark.parametrize("who", [LI, CHEN])
def test_only_bosses_pause(estate: Estate, who: str) -> None:
    """The one who has the work may take it and put it off; that the clock stands still is for those above."""
    urgent(estate)
    takes(estate, LI)
    estate.passes(minutes=15)
    assert NOT_YOURS in forged(estate, who, "pause")


@pytest.mark.parametrize(
    "data", ["d999999:take:1", "d0:extend:1", "d1:nothing:1", "d-1:take:1", "d1:take:x", "d1:take:999"]
)
def test_forged_buttons_change_nothing(estate: Estate, data: str) -> None:
    """Ids and verbs nobody offered."""
    case = late(estate)
    before = promise(estate)
    estate.presses(WANG, data)
    assert promise(estate) == before and case_of(estate, case.number).status == case.status


# --- quiet hours -----------------------------------------------------------------------------------------------------


def local(estate: Estate, hour: int, minute: int = 0) -> None:
    """On to the next time it is that late in the community."""
    here = (estate.now + timedelta(hours=8)).replace(tzinfo=None)
    then = datetime(here.year, here.month, here.day, hour, minute)
    estate.passes(seconds=((then - here) % timedelta(days=1)).total_seconds())


def test_what_is_not_urgent_is_not_said_at_night(estate: Estate) -> None:
    """Late at three in the morning, said at eight; what burns is said at once."""
    local(estate, 3)
    small = files(estate)
    estate.passes(days=1, hours=23)
    before = last_row(estate)
    local(estate, 7, 59)
    assert not told(estate, WU, "超时", before)
    estate.passes(minutes=1)
    assert any(small.number in text for text in told(estate, WU, "超时", before))
    local(estate, 2)
    before = last_row(estate)
    case = late(estate)
    assert any(case.number in text for text in told(estate, WU, "超时", before))


def test_the_morning_begins_when_the_community_says(estate: Estate) -> None:
    """The figure decides, and no hour in the code."""
    sets(estate, "quiet.to", "06:30")
    local(estate, 3)
    small = files(estate)
    estate.passes(days=2)
    local(estate, 6, 29)
    assert not told(estate, WU, small.number)
    estate.passes(minutes=1)
    assert told(estate, WU, small.number)


def test_one_more_owner_changes_nothing_for_the_first(estate: Estate) -> None:
    """Two late promises climb each by itself."""
    moves_in(estate, "马三", 61, "3-1-101")
    first = late(estate)
    estate.passes(minutes=5)
    estate.says("马三", "3-1-101水管爆了")
    second = newest(estate)
    assert first.number != second.number
    press(estate, WU, "我来处理", first.number)
    estate.passes(minutes=15)
    texts = told(estate, WU, second.number)
    assert [text for text in texts if "超时" in text]


def test_without_a_group_the_crew_is_asked_again_and_reads_no_room(estate: Estate) -> None:
    """Design part 1: whoever has not taken it reads what a group would; the lead reads where it is."""
    no_groups(estate)
    case = urgent(estate)
    estate.passes(minutes=15)
    asked = told(estate, LI, case.number)
    assert len(asked) > 1 and not any("1502" in text for text in asked)
    assert labels(estate, LI, case.number)[0] == "我来接"
    assert "3栋2单元1502" in told(estate, WU, "超时")[0]
