"""The same in English: a run by finance, a bill put right that its owner reads."""

import re

from tests.services.billing_steps import CAI, bills, code_of, finance, measured, priced
from tests.services.fee_steps import pays
from tests.services.steps import ANNA
from tests.support.estate import Estate

_CHINESE = re.compile("[\u4e00-\u9fff]+")
#: Names and addresses are data.
_DATA = {"栋", "单元", "桂苑", "蔡会计"}


def _english(text: str) -> list[str]:
    """Chinese words that are no data."""
    return [found for found in _CHINESE.findall(text) if found not in _DATA]


def test_a_run_and_a_correction_in_english(estate: Estate) -> None:
    """Charges, check, bills, a correction; every word of ours is English."""
    finance(estate)
    measured(estate)
    estate.work(lambda w: w.people.set_language(w.people.by_telegram(estate.people[CAI]).id, "en"))
    estate.presses(CAI, "m:bill_runs:0")
    estate.taps(CAI, "Add the usual ones")
    priced(estate)
    estate.taps(CAI, "Property fee")
    estate.taps(CAI, "Bills 2026-12")
    estate.passes(seconds=1)
    assert "To be made: <b>24</b> bills, <b>¥6,619.20</b>" in estate.newest(CAI).text
    assert "no owner on the register: 22" in estate.newest(CAI).text
    estate.taps(CAI, "Make 24 bills")
    estate.passes(seconds=1)
    assert "24 new bills, ¥6,619.20" in estate.newest(CAI).text
    pays(estate, "2-1-101", 27_580)
    estate.presses(CAI, f"B{estate.community}:home.{estate.units['2-1-101']}:0")
    estate.taps(CAI, "Put a bill right")
    estate.taps(CAI, "Property fee 2026-12")
    estate.says(CAI, "200")
    estate.says(CAI, "wrong area")
    estate.taps(CAI, "Put it right")
    told = estate.newest(ANNA).text
    assert "¥275.80 → <b>¥200.00" in told and "wrong area" in told and "kept for your next bills" in told
    assert _english(estate.screen(CAI)) == []
    assert {b.code_id for b in bills(estate)} == {code_of(estate).id}
