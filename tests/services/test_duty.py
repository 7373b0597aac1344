"""On duty and off duty, and the note the next one signs (SHF-01, SHF-04, SHF-05)."""

from sqlalchemy import select

from store import tables as t
from tests.services.steps import (
    ANNA,
    CHEN,
    LI,
    NOT_YOURS,
    NOT_YOURS_EN,
    OUTDATED,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    files,
    last_row,
    post_of,
    takes,
    told,
)
from tests.support.estate import Estate


def leaves(estate: Estate, who: str, note: str = "") -> None:
    """Ends the shift, with or without a note."""
    estate.presses(who, "m:off_duty:0")
    estate.says(who, note) if note else estate.taps(who, "没有要交接的")


def shifts(estate: Estate, who: str) -> list:
    """The shifts of somebody, oldest first."""
    post = post_of(estate, who)
    query = select(t.shifts).where(t.shifts.c.staff_id == post).order_by(t.shifts.c.id)
    return estate.work(lambda w: list(w.conn.execute(query)))


def test_every_coming_and_going_is_on_the_record(estate: Estate) -> None:
    """SHF-01: with its times and the note."""
    estate.passes(hours=2)
    leaves(estate, LI, "3号楼水泵有异响")
    estate.passes(hours=12)
    estate.presses(LI, "m:on_duty:0")
    one, two = shifts(estate, LI)
    assert (one.ended_at is not None, one.note, two.ended_at) == (True, "3号楼水泵有异响", None)
    assert "值班中" in estate.newest(LI).text


def test_coming_twice_is_one_shift(estate: Estate) -> None:
    """Pressed on an old menu."""
    estate.presses(LI, "m:on_duty:0")
    estate.presses(LI, "m:on_duty:0")
    assert len(shifts(estate, LI)) == 1


def test_night_shift_across_midnight_is_one_shift(estate: Estate) -> None:
    """Design part 7: from one day to the next."""
    estate.presses(ZHAO, "m:off_duty:0")
    estate.taps(ZHAO, "没有要交接的")
    estate.passes(hours=8)
    estate.presses(ZHAO, "m:on_duty:0")
    began = estate.now
    estate.passes(hours=10)
    leaves(estate, ZHAO, "夜里平安")
    night = shifts(estate, ZHAO)[-1]
    assert (night.began_at, night.ended_at, night.note) == (began, estate.now, "夜里平安")


def test_note_goes_to_those_of_the_team_on_duty_at_once(estate: Estate) -> None:
    """SHF-01: not to other teams, not to those at home."""
    leaves(estate, WU)
    leaves(estate, LI, "3号楼水泵有异响")
    (text,) = told(estate, ZHAO, "3号楼水泵有异响")
    assert "交接 · 李强" in text
    assert not told(estate, CHEN, "水泵") and not told(estate, WU, "水泵") and not told(estate, LI, "📝 交接")


def test_whoever_comes_next_reads_and_signs_it(estate: Estate) -> None:
    """SHF-04: only the first signature counts; signed, it is shown to nobody any more."""
    leaves(estate, WU)
    leaves(estate, ZHAO)
    leaves(estate, LI, "3号楼水泵有异响")
    estate.presses(ZHAO, "m:on_duty:0")
    assert told(estate, ZHAO, "3号楼水泵有异响")
    assert "已签收" in estate.taps(ZHAO, "已看，签收")
    shift = shifts(estate, LI)[0]
    assert (shift.read_by, shift.read_at) == (post_of(estate, ZHAO), estate.now)
    assert OUTDATED in estate.taps(ZHAO, "已看，签收")
    before = last_row(estate)
    estate.presses(WU, "m:on_duty:0")
    assert not told(estate, WU, "水泵", before)


def test_nothing_to_hand_over_is_no_note(estate: Estate) -> None:
    """Nobody is troubled."""
    before = last_row(estate)
    leaves(estate, LI)
    assert not told(estate, ZHAO, "交接", before) and "辛苦了，您已下班" in estate.screen(LI)


def test_residents_have_no_duty(estate: Estate) -> None:
    """Forged presses."""
    for who in (WANG, ANNA):
        for data in ("m:on_duty:0", "m:off_duty:0", "n1:sign:1", "m:duty_list:0"):
            estate.presses(who, data)
            assert (NOT_YOURS_EN if who == ANNA else NOT_YOURS) in estate.toast()


def test_list_of_duty_says_who_is_there_and_what_they_hold(estate: Estate) -> None:
    """SHF-01, X-43: for those who hand work out."""
    files(estate)
    takes(estate)
    leaves(estate, ZHAO)
    for who in (WU, CHEN, ZHOU, ZHENG):
        estate.presses(who, "m:duty_list:0")
        text = estate.newest(who).text
        assert "李强 · 维修 · 手上 1 件" in text and "赵军" not in text
    estate.presses(LI, "m:duty_list:0")
    assert NOT_YOURS in estate.toast()


def test_off_duty_the_work_in_hand_stays_theirs(estate: Estate) -> None:
    """And they are told how to hand it on."""
    case = files(estate)
    takes(estate)
    leaves(estate, LI)
    assert "仍在您名下" in estate.screen(LI)
    assert estate.work(lambda w: w.cases.get(case.id).assignee_id) == post_of(estate, LI)


def test_long_note_stays_within_a_message(estate: Estate) -> None:
    """Ten thousand characters are kept; what is shown is cut."""
    leaves(estate, LI, "水" * 10_000)
    assert len(shifts(estate, LI)[0].note) == 10_000
    assert len(told(estate, ZHAO, "交接")[0]) < 4096


def test_a_note_is_signed_by_its_own_team_only(estate) -> None:
    """A forged press of the desk does not sign the engineers' note (SHF-04)."""
    estate.work(lambda w: w.staff.off_duty(1, "泵房钥匙在前台", w.now))
    estate.presses("陈静", "n1:sign:0")
    signed = "select read_by from shifts where id = 1"
    assert estate.work(lambda w: w.conn.exec_driver_sql(signed).scalar()) is None
    estate.presses("赵军", "n1:sign:0")
    assert estate.work(lambda w: w.conn.exec_driver_sql(signed).scalar()) is not None
