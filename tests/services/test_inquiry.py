"""The morning inquiry: who is asked, what they say, how the butler sees it (SHF-09)."""

from datetime import timedelta

import pytest

from domain.people import Role, Team
from tests.services.rotas import NIGHT, goes_home, rostered
from tests.services.steps import (
    CHEN,
    LI,
    NOT_YOURS,
    OUTDATED,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    hires,
    last_row,
    sets,
    told,
)
from tests.support.estate import Estate

GUARD, CLEANER, GARDENER, BUTLER = "卫士", "柳姐", "花工", "管小姐"


@pytest.fixture
def asked(estate: Estate) -> Estate:
    """A guard, a cleaner, a gardener and a butler; the community has been there for a day."""
    hires(estate, GUARD, 51, Role.GUARD, Team.SECURITY)
    hires(estate, CLEANER, 52, Role.CLEANER, Team.CLEANING)
    hires(estate, GARDENER, 53, Role.GARDENER, Team.GREENING)
    hires(estate, BUTLER, 54, Role.BUTLER, Team.DESK)
    estate.passes(hours=2)
    return estate


def until_half_past_nine(estate: Estate) -> None:
    """From five past four in the afternoon to the next morning."""
    estate.passes(hours=17, minutes=24)
    assert not told(estate, BUTLER, "晨询")
    estate.passes(minutes=1)


def test_key_people_are_asked_and_the_butler_reads_the_answers(asked: Estate) -> None:
    """SHF-09: security, engineering's lead and the night shift, cleaning, greening; not those who slept at home."""
    rostered(asked, LI, NIGHT)
    goes_home(asked, ZHAO)
    until_half_past_nine(asked)
    for who in (GUARD, WU, LI, CLEANER, GARDENER):
        assert told(asked, who, "昨晚到现在"), who
    for who in (ZHAO, CHEN, ZHENG, WANG):
        assert not told(asked, who, "昨晚到现在"), who
    card = asked.newest(BUTLER).text
    assert "已回复 0/5" in card and "安防 卫士：等回复" in card and "晨询" in asked.screen(ZHOU)
    assert "已告诉管家" in asked.taps(GUARD, "一切正常")
    assert "已回复 1/5" in asked.newest(BUTLER).text and "卫士：✓ 一切正常" in asked.newest(BUTLER).text
    before = last_row(asked)
    asked.taps(LI, "有情况")
    asked.says(LI, "2栋地库有积水，已放警示牌")
    assert told(asked, BUTLER, "「2栋地库有积水，已放警示牌」", before) and "已回复 2/5" in asked.newest(BUTLER).text


def test_in_english(asked: Estate) -> None:
    """Each in their own language."""
    asked.presses(GUARD, "m:speak.en:0")
    asked.presses(BUTLER, "m:speak.en:0")
    asked.passes(hours=17, minutes=25)
    asked.taps(GUARD, "There was something")
    asked.says(GUARD, "gate 2 stood open at three")
    assert "Security 卫士: ⏰ “gate 2 stood open at three”" in asked.newest(BUTLER).text
    assert "You said: “gate 2 stood open at three”" in asked.screen(GUARD)


def test_once_a_day_and_never_late(asked: Estate) -> None:
    """Nobody is asked at three in the afternoon how the night was; the next morning, again."""
    until_half_past_nine(asked)
    for _ in range(3):
        asked.passes(minutes=30)
    assert len(told(asked, GUARD, "昨晚到现在")) == 1
    before = last_row(asked)
    asked.now += timedelta(hours=28)
    asked.passes(minutes=1)
    assert not told(asked, GUARD, "昨晚到现在", before)
    asked.passes(hours=20)
    assert len(told(asked, GUARD, "昨晚到现在", before)) == 1


def test_the_hour_is_a_figure(asked: Estate) -> None:
    """SHF-09: a community that begins at seven asks at seven."""
    sets(asked, "inquiry.at", "07:00")
    asked.passes(hours=14, minutes=54)
    assert not told(asked, GUARD, "昨晚到现在")
    asked.passes(minutes=1)
    assert told(asked, GUARD, "昨晚到现在")


def test_only_whom_it_was_put_to_answers_and_once(asked: Estate) -> None:
    """Forged and repeated presses; all well may be added to, never taken back."""
    until_half_past_nine(asked)
    asked.taps(GUARD, "一切正常")
    for who in (CLEANER, BUTLER, ZHENG, WANG):
        for verb in ("well", "matter"):
            asked.presses(who, f"o1:{verb}:1")
            assert NOT_YOURS in asked.toast(), (who, verb)
    asked.presses(GUARD, "o1:well:1")
    assert NOT_YOURS not in asked.toast() and "谢谢" not in asked.toast()
    asked.presses(GUARD, "o99:well:1")
    assert OUTDATED in asked.toast()
    asked.taps(GUARD, "补充情况")
    asked.says(GUARD, "后门锁坏了")
    assert "后门锁坏了" in asked.newest(BUTLER).text


def test_nobody_to_ask_nobody_is_troubled(estate: Estate) -> None:
    """A small estate without crew on duty: no empty card."""
    estate.work(
        lambda w: [w.staff.end(s.id, w.now) for s, _ in w.staff.listed(estate.community, team=Team.ENGINEERING)]
    )
    estate.passes(hours=2)
    estate.passes(hours=18)
    assert not told(estate, CHEN, "晨询") and not told(estate, ZHOU, "晨询")
