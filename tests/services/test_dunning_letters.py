"""Dunning to its end: letters, the late fee, figures, who may, downtime and time zones (DUN, X-22 to X-24, F-18 to F-37)."""

from datetime import datetime

import pytest

from store import tables as t
from store.writer import Writer
from tests.services.dunning_steps import (
    HOME,
    away,
    calls,
    contacts,
    dunnings,
    goes_by,
    letters,
    opens,
    owes,
    pays,
    until,
)
from tests.services.steps import CHEN, FENG, LI, NOT_NOW, OUTDATED, WANG, ZHENG, elsewhere, sets
from tests.services.visits_steps import told
from tests.support.estate import Estate


@pytest.fixture
def owing(estate: Estate) -> Estate:
    """王芳's home has not paid; the duty is known there, so that mornings count."""
    owes(estate)
    estate.passes(minutes=1)
    return estate


# --- letters ------------------------------------------------------------------------------------------------------


def test_from_the_first_reminder_to_the_lawyers_letter(owing: Estate) -> None:
    """DUN-08, DUN-09, DUN-06, X-23, F-25, F-37: reminder, call, express letter, refusal, approval with a late fee, payment."""
    sets(owing, "dunning.late_fee", 5)
    opens(owing)
    owing.taps(CHEN, "发提醒")
    goes_by(owing, "2026-12-16T10:00")
    opens(owing)
    calls(owing, CHEN, "答应了付款日", day="12月18日")
    pays(owing, 7_600)  # a part of it, in between
    goes_by(owing, "2026-12-19T10:00")
    opens(owing)
    assert "承诺的日子已过" in owing.newest(CHEN).text
    calls(owing, CHEN, "不愿付")
    assert "寄催缴函" not in owing.screen(CHEN)
    goes_by(owing, "2027-02-22T10:00")  # three months after the reminder of 22 November
    opens(owing)
    owing.taps(CHEN, "寄催缴函")
    owing.says(CHEN, "EMS 123")
    (express,) = letters(owing)
    assert (express.kind, express.status, express.courier, express.owed_fen) == ("express", "sent", "EMS 123", 20_000)
    owing.presses(CHEN, f"D{dunnings(owing)[0].id}:express:1")
    assert NOT_NOW in owing.toast()
    owing.taps(CHEN, "催缴函已签收")
    assert letters(owing)[0].status == "delivered"
    assert "请主任批律师函" not in owing.screen(CHEN)  # not before the third round
    goes_by(owing, "2027-03-22T10:00")
    opens(owing)
    assert "可考虑律师函" in owing.newest(CHEN).text
    owing.taps(CHEN, "请主任批律师函")
    number = letters(owing)[1].id
    owing.presses(CHEN, f"D{dunnings(owing)[0].id}:approve.{number}:1")
    assert "律师函由主任决定" in owing.toast()
    assert owing.work(lambda w: w.ledger.balance(owing.units[HOME])) == 20_000
    late = 20_000 * 132 * 5 // 10_000
    assert f"滞纳金 ¥{late / 100:.2f}" in owing.newest(FENG).text
    owing.taps(FENG, "同意寄律师函", times=2)
    assert NOT_NOW in owing.toast()
    assert owing.work(lambda w: w.ledger.balance(owing.units[HOME])) == 20_000 + late
    assert told(owing, CHEN, "已记到账上")
    opens(owing)
    owing.taps(CHEN, "律师函已寄出")
    owing.says(CHEN, "SF 456")
    lawyer = letters(owing)[1]
    assert (lawyer.status, lawyer.courier, lawyer.late_fen) == ("sent", "SF 456", late)
    assert [c.outcome for c in contacts(owing)] == ["reminded", "promised", "refused", "sent", "sent"]
    pays(owing, 20_000 + late)
    assert dunnings(owing)[0].status == "closed"
    assert owing.work(lambda w: w.ledger.balance(owing.units[HOME])) == 0


def _asked(estate: Estate) -> int:
    """A lawyer's letter that waits for the director."""
    opens(estate)
    estate.taps(CHEN, "发提醒")
    goes_by(estate, "2027-02-22T10:00")
    opens(estate)
    estate.taps(CHEN, "寄催缴函")
    estate.says(CHEN, "EMS 123")
    goes_by(estate, "2027-03-22T10:00")
    opens(estate)
    calls(estate, CHEN, "不愿付")
    estate.taps(CHEN, "请主任批律师函")
    return int(letters(estate)[1].id)


def test_paid_before_the_director_decides(owing: Estate) -> None:
    """DUN-17: the letter is stopped, nothing is entered, the buttons are gone."""
    number = _asked(owing)
    file = dunnings(owing)[0]
    pays(owing, 27_600)
    assert letters(owing)[1].status == "stopped"
    assert "已付清，不再寄" in owing.screen(FENG)
    owing.presses(FENG, f"D{file.id}:approve.{number}:1")
    assert NOT_NOW in owing.toast()
    assert owing.work(lambda w: w.ledger.balance(owing.units[HOME])) == 0


def test_the_director_says_no(owing: Estate) -> None:
    """With the reason; by default no late fee; forged letters are outdated."""
    number = _asked(owing)
    file = dunnings(owing)[0]
    assert "不加收滞纳金" in owing.newest(FENG).text
    owing.presses(FENG, f"D{file.id}:approve.999:1")
    assert OUTDATED in owing.toast()
    owing.taps(FENG, "不同意")
    owing.says(FENG, "再谈一次")
    assert (letters(owing)[1].id, letters(owing)[1].status, letters(owing)[1].reason) == (
        number,
        "declined",
        "再谈一次",
    )
    assert told(owing, CHEN, "再谈一次")
    assert owing.work(lambda w: w.ledger.balance(owing.units[HOME])) == 27_600


# --- figures and rights -------------------------------------------------------------------------------------------


def test_the_figures(owing: Estate) -> None:
    """F-18, F-20, F-35, F-36 with their definitions."""
    owes(owing, "1-1-101", 10_000)
    opens(owing)
    calls(owing, CHEN, "答应了付款日", day="11月24日", why="忘了")
    opens(owing, CHEN, "1-1-101")
    calls(owing, CHEN, "对服务有意见")
    pays(owing, 10_000, "1-1-101")
    until(owing, "2026-11-25T10:00")
    owing.presses(ZHENG, "m:dunning_report:0")
    shown = owing.newest(ZHENG).text
    assert "欠费户</b> 1/24 户（4%），¥276.00" in shown
    assert "收费率</b> ¥100.00 / ¥376.00（27%）" in shown
    assert "已兑现 0，没兑现 1" in shown
    assert "忘了 1 户（50%）" in shown
    assert "服务问题 1 户（50%），已解决 0" in shown
    assert "3栋 1 户 ¥276.00" in shown
    assert "算法" in shown
    owing.taps(ZHENG, "上季度")
    assert "收费率</b> ¥0.00 / ¥0.00" in owing.newest(ZHENG).text


def test_a_kept_promise(owing: Estate) -> None:
    """F-35: paid in full by the day."""
    opens(owing)
    calls(owing, CHEN, "答应了付款日", day="12月20日")
    owes(owing, HOME, 100, about="2026-10")  # still owing something afterwards
    pays(owing, 27_600)
    goes_by(owing, "2026-12-22T10:00")
    owing.presses(ZHENG, "m:dunning_report:0")
    assert "已兑现 1，没兑现 0" in owing.newest(ZHENG).text


def test_only_those_who_look_after_it(owing: Estate) -> None:
    """Crew, residents and the staff of other places are refused; so are forged buttons."""
    opens(owing)
    file = dunnings(owing)[0]
    elsewhere(owing)
    for who in (LI, WANG, "外" + CHEN, "外" + FENG):
        for data in (
            f"D{file.id}:open:1",
            f"D{file.id}:record:1",
            f"D{file.id}:history:1",
            f"m:dunning_home.{owing.units[HOME]}:0",
        ):
            owing.presses(who, data)
            assert "¥276" not in owing.screen(who)
    owing.presses(CHEN, "D999:open:1")
    assert OUTDATED in owing.toast()
    for data in ("m:dunning.77:0", "m:dunning.x:0", "m:dunning_home.99999:0", "m:dunning_remind.99:0"):
        owing.presses(CHEN, data)
        assert OUTDATED in owing.toast()


# --- the clock ----------------------------------------------------------------------------------------------------


def test_away_for_a_whole_window(owing: Estate) -> None:
    """X-22: nobody was there from the 15th to the 28th; on the return the third round comes first, once, marked as late."""
    goes_by(owing, "2026-12-14T10:00")
    away(owing, "2026-12-29T09:00")
    (card,) = [m.text for m in owing.chats[-1002].values() if "补做一次" in m.text]
    assert "第三轮，待联系 1" in card
    opens(owing)
    calls(owing, CHEN, "联系上了")
    until(owing, "2026-12-30T09:00")
    opens(owing)
    assert "下次再联系" in owing.newest(CHEN).text  # the second round is over with it


def test_a_restart_changes_nothing(owing: Estate) -> None:
    """The same morning again, by another process: nothing is told twice; an old press is outdated or refused."""
    until(owing, "2026-11-23T09:00")
    count = len(owing.chats[-1002])
    owing.writer.stop_sync()
    owing.writer = Writer(owing.writer._store, lambda: owing.now).start()
    owing.passes(minutes=1)
    assert len(owing.chats[-1002]) == count
    opens(owing)
    press = next(b["data"] for row in owing.newest(CHEN).buttons for b in row if b["label"] == "发提醒")
    owing.presses(CHEN, press)
    owing.presses(CHEN, press)
    assert len(contacts(owing)) == 1


@pytest.mark.parametrize(
    ("zone", "instant", "window"),
    [
        ("Asia/Shanghai", "2026-12-14T15:59", None), ("Asia/Shanghai", "2026-12-14T16:01", "第二轮催缴"),
        ("America/New_York", "2026-12-15T04:59", None), ("America/New_York", "2026-12-15T05:01", "第二轮催缴"),
        ("Pacific/Auckland", "2026-12-14T10:59", None), ("Pacific/Auckland", "2026-12-14T11:01", "第二轮催缴"),
        ("Europe/London", "2027-06-21T22:59", "第二轮催缴"), ("Europe/London", "2027-06-21T23:01", "第三轮催缴"),
    ],
)  # fmt: skip
def test_the_days_are_the_communitys_own(estate: Estate, zone: str, instant: str, window: str | None) -> None:
    """The 15th begins at local midnight, summer time and all."""
    owes(estate)
    estate.work(lambda w: w.conn.execute(t.communities.update().values(timezone=zone)))
    estate.now = datetime.fromisoformat(f"{instant}:00+00:00")
    estate.presses(CHEN, "m:dunning:0")
    shown = estate.newest(CHEN).text.splitlines()[0]
    assert (window or "催缴</b>") in shown
    assert ("·" in shown) is (window is not None)
