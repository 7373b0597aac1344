"""A home's repairs are its residents', each from moving in to moving out; names stay discreet (IDN-15, X-42)."""

import pytest
from sqlalchemy import update

from domain.people import Relation
from store import tables as t
from tests.services.steps import (
    ANNA,
    LI,
    NOT_YOURS,
    WANG,
    case_of,
    done,
    elsewhere,
    events,
    files,
    finishes,
    labels,
    last_row,
    moves_in,
    newest,
    owed,
    person_of,
    press,
    quotes,
    sends_words,
    status,
    takes,
    told,
)
from tests.support.estate import Estate

HOME = "3-2-1502"
QIANG, RENTER = "王强", "钱租客"


def joins(estate: Estate, name: str = QIANG, account: int = 14, relation: Relation = Relation.FAMILY) -> None:
    """One more resident of Wang Fang's home."""
    moves_in(estate, name, account, HOME)
    person = person_of(estate, name)
    estate.work(lambda w: w.people.add_home(person, estate.units[HOME], relation, "desk", w.now))


def leaves(estate: Estate, name: str) -> None:
    """Moved out."""
    r, person = t.residencies.c, person_of(estate, name)
    estate.work(lambda w: w.conn.execute(update(t.residencies).where(r.person_id == person).values(ended_at=w.now)))


def test_family_sees_what_the_home_reported_open_and_past(estate: Estate) -> None:
    """Marked as reported by family, without the name."""
    joins(estate)
    case = files(estate)
    estate.presses(QIANG, "m:mine:0")
    text = estate.newest(QIANG).text
    assert case.number in text and "家人报修" in text and WANG not in text
    estate.presses(WANG, "m:mine:0")
    assert "家人报修" not in estate.newest(WANG).text
    press(estate, WANG, "取消", case.number)
    estate.presses(QIANG, "m:past:0")
    assert case.number in estate.newest(QIANG).text and "家人报修" in estate.newest(QIANG).text
    estate.says(QIANG, "/menu")
    assert "正在处理" not in estate.newest(QIANG).text


def test_menu_counts_the_homes_matters(estate: Estate) -> None:
    """As many as the list shows."""
    joins(estate)
    files(estate)
    estate.says(QIANG, "/menu")
    assert "1 件事正在处理" in estate.newest(QIANG).text


def test_family_opens_the_card_adds_and_reads_the_history(estate: Estate) -> None:
    """The reporter hears of it as said by the household; the worker by whom."""
    joins(estate)
    case = files(estate)
    takes(estate)
    estate.presses(QIANG, "m:mine:0")
    estate.taps(QIANG, "1 ")
    card = estate.newest(QIANG).text
    assert "家人报修" in card and WANG not in card and "13800000011" not in card
    before = last_row(estate)
    press(estate, QIANG, "补充", case.number)
    sends_words(estate, QIANG, "柜子下面也湿了")
    assert told(estate, WANG, "有补充（本户）", before) and told(estate, LI, "有补充（王强）", before)
    assert "柜子下面也湿了" in case_of(estate, case.number).words
    press(estate, QIANG, "经过", case.number)
    story = estate.newest(QIANG).text
    assert "报修（本户）" in story and "接单（李强）" in story and "补充（王强）" in story and WANG not in story
    press(estate, WANG, "经过", case.number)
    assert "补充（本户）" in estate.newest(WANG).text and QIANG not in estate.newest(WANG).text


def test_family_agrees_to_a_price_and_signs(estate: Estate) -> None:
    """REP-17, REP-18: what binds the home is for owners and their family."""
    joins(estate)
    case = files(estate)
    takes(estate)
    quotes(estate)
    estate.presses(QIANG, f"c{case.id}:open:1")
    press(estate, QIANG, "同意 ¥80.00", case.number)
    assert newest(estate).owing_fen == 8000
    assert status(estate) == "arrived"
    finishes(estate)
    estate.presses(QIANG, f"c{case.id}:open:1")
    press(estate, QIANG, "★4", case.number)
    assert status(estate) == "closed"


def test_tenant_follows_what_the_owner_reported_and_binds_nobody(estate: Estate) -> None:
    """Sees, adds, urges, reads; no price, no signature, no cancelling."""
    joins(estate, RENTER, 15, Relation.TENANT)
    case = files(estate)
    estate.presses(RENTER, "m:mine:0")
    assert "本户报修" in estate.newest(RENTER).text and WANG not in estate.screen(RENTER)
    estate.presses(RENTER, f"c{case.id}:open:1")
    assert labels(estate, RENTER, case.number) == ["催一下", "补充", "经过", "联系管家"]
    takes(estate)
    quotes(estate)
    for verb in ("agree.8000", "decline.8000", "cancel", "sign.5", "send_back", "reopen", "close"):
        estate.presses(RENTER, f"c{case.id}:{verb}:1")
        assert NOT_YOURS in estate.toast(), verb
    assert status(estate) == "quoted"


def test_tenant_decides_about_what_they_reported_themselves(estate: Estate) -> None:
    """Whoever reports may agree; the owner sees it and may too."""
    joins(estate, RENTER, 15, Relation.TENANT)
    case = files(estate, RENTER)
    takes(estate)
    quotes(estate)
    estate.presses(WANG, "m:mine:0")
    assert "本户报修" in estate.newest(WANG).text and RENTER not in estate.screen(WANG)
    press(estate, RENTER, "同意 ¥80.00", case.number)
    assert newest(estate).owing_fen == 8000


@pytest.mark.parametrize("relation", list(Relation))
def test_whoever_moves_in_sees_nothing_of_the_time_before(estate: Estate, relation: Relation) -> None:
    """Neither in lists nor by any button, also of a case that is still open."""
    case = files(estate)
    takes(estate)
    estate.passes(days=1)
    joins(estate, relation=relation)
    for kind in ("mine", "past"):
        estate.presses(QIANG, f"m:{kind}:0")
        assert case.number not in estate.newest(QIANG).text
    before = last_row(estate)
    for verb in ("open", "history", "pictures", "add", "urge", "talk", "cancel", "sign.5"):
        estate.presses(QIANG, f"c{case.id}:{verb}:1")
        assert NOT_YOURS in estate.toast(), verb
    assert not owed(estate, QIANG, before)
    later = files(estate, WANG, "门锁坏了")
    estate.presses(QIANG, "m:mine:0")
    assert later.number in estate.newest(QIANG).text and case.number not in estate.newest(QIANG).text


def test_whoever_moved_out_loses_it(estate: Estate) -> None:
    """Cards still on their screen do nothing any more; back again they begin anew."""
    joins(estate)
    case = files(estate)
    estate.presses(QIANG, f"c{case.id}:open:1")
    leaves(estate, QIANG)
    for label in ("补充", "经过", "催一下", "取消"):
        assert NOT_YOURS in press(estate, QIANG, label, case.number)
    estate.presses(QIANG, "m:mine:0")
    assert case.number not in estate.newest(QIANG).text
    estate.passes(days=30)
    joins_again = person_of(estate, QIANG)
    estate.work(lambda w: w.people.add_home(joins_again, estate.units[HOME], Relation.TENANT, "desk", w.now))
    estate.presses(QIANG, "m:mine:0")
    assert case.number not in estate.newest(QIANG).text


def test_verified_once_more_the_time_of_moving_in_stays(estate: Estate) -> None:
    """An invitation to a home that is theirs already takes nothing away."""
    joins(estate)
    case = files(estate)
    estate.passes(days=1)
    person = person_of(estate, QIANG)
    estate.work(lambda w: w.people.add_home(person, estate.units[HOME], Relation.FAMILY, "invite", w.now))
    estate.presses(QIANG, "m:mine:0")
    assert case.number in estate.newest(QIANG).text


def test_what_was_reported_in_a_public_place_is_the_reporters_alone(estate: Estate) -> None:
    """Nobody at home learns of it."""
    joins(estate)
    estate.presses(WANG, "m:repair:0")
    for tap in ("公共区域", "大堂", "公共照明"):
        estate.taps(WANG, tap)
    sends_words(estate, WANG, "大堂灯坏了")
    estate.taps(WANG, "提交")
    case = newest(estate)
    estate.presses(QIANG, "m:mine:0")
    assert case.number not in estate.newest(QIANG).text
    for verb in ("open", "history", "add"):
        estate.presses(QIANG, f"c{case.id}:{verb}:1")
        assert NOT_YOURS in estate.toast()


def test_neighbours_and_other_communities_see_nothing(estate: Estate) -> None:
    """The same address next door is another home."""
    elsewhere(estate)
    case = files(estate)
    for who in (ANNA, "外王芳"):
        estate.presses(who, "m:mine:0")
        assert case.number not in estate.newest(who).text


def test_others_of_the_home_do_not_take_the_case_away_from_there(estate: Estate) -> None:
    """A tenant with another home says it is there."""
    joins(estate, RENTER, 15, Relation.TENANT)
    person = person_of(estate, RENTER)
    other = estate.units["2-2-101"]
    estate.work(lambda w: w.people.add_home(person, other, Relation.TENANT, "desk", w.now))
    case = files(estate)
    estate.presses(RENTER, f"c{case.id}:here.{other}:1")
    assert NOT_YOURS in estate.toast() and newest(estate).unit_id == estate.units[HOME]


def test_glad_words_ask_only_about_ones_own(estate: Estate) -> None:
    """ "It is fine again" is said of what one reported oneself."""
    joins(estate)
    case = done(estate)
    mine = files(estate, QIANG, "门锁坏了")
    estate.says(QIANG, "已经好了，不用修了")
    text = estate.newest(QIANG).text
    assert mine.number in text and case.number not in text


def test_home_that_is_said_later_is_shared_from_then_on(estate: Estate) -> None:
    """Danger first, the place afterwards (X-52)."""
    joins(estate)
    person = person_of(estate, WANG)
    estate.work(lambda w: w.people.add_home(person, estate.units["2-2-101"], Relation.OWNER, "desk", w.now))
    estate.says(WANG, "着火了")
    case = newest(estate)
    estate.presses(QIANG, f"c{case.id}:history:1")
    assert NOT_YOURS in estate.toast()
    press(estate, WANG, "3栋2单元1502", case.number)
    estate.presses(QIANG, f"c{case.id}:history:1")
    assert "place" in events(estate) and told(estate, QIANG, "报修（本户）")
