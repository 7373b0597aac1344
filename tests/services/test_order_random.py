"""Whatever is pressed in whatever order, however often: one bill an order, the ledger balanced, owing as the ledger says."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.order import ACCEPTED, Status
from store import ledger
from store.writer import Writer
from tests.services.order_steps import CLEANER, copies, facts, finishes, offered, orders, pays, sends
from tests.services.steps import ANNA, CHEN, LI, WANG, WU, ZHENG, ZHOU, newest, press
from tests.support.estate import Estate, opened

_PRESSES = (
    "agree.12000", "decline", "assign", "go", "quote", "finish", "sign.5", "sign.9", "send_back", "cancel", "hand_in", "confirm", "countersign",
    "file", "consent", "propose", "refuse", "collect", "open", "called", "reason",
)  # fmt: skip
_WHO = (WANG, ANNA, LI, WU, CHEN, ZHOU, ZHENG, CLEANER)


def _sound(estate: Estate, case: int) -> None:
    """What must hold of an order at any time."""
    there, own = estate.work(lambda w: w.cases.get(case)), facts(estate, case)
    assert estate.work(lambda w: ledger.unbalanced(w.conn)) == []
    bills = [b for b in estate.work(lambda w: w.ledger.bills(there.unit_id, 50, 0)) if b.case_id == case]
    assert len(bills) <= 1
    assert there.owing_fen == (bills[0].open_fen if bills else 0)
    if Status(there.status) in ACCEPTED:
        assert bills
        assert own.agreed_fen == bills[0].fen
        assert (there.status == "closed") == (there.owing_fen == 0)
    assert len(copies(estate, case)) == 3


@given(st.lists(st.tuples(st.sampled_from(_WHO), st.sampled_from(_PRESSES)), max_size=25), st.integers(0, 4))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_press_breaks_an_order(tmp_path: Path, pressed: list[tuple[str, str]], stage: int) -> None:
    """From any point of a quoted job on: forged, doubled, late presses of everybody."""
    with opened(tmp_path) as estate:
        offered(estate)
        case = orders(estate, "家电检修")
        for step in _steps(estate, case.number)[:stage]:
            step()
        for who, action in pressed:
            estate.presses(who, f"O{case.id}:{action}:1")
            _sound(estate, case.id)
        if newest(estate).owing_fen:
            pays(estate, case.id)
            _sound(estate, case.id)


def _steps(estate: Estate, number: str) -> list[Any]:
    def quote() -> None:
        press(estate, LI, "出发", number)
        press(estate, LI, "报价", number)
        estate.says(LI, "120")
        estate.taps(LI, "跳过")
        estate.taps(LI, "发送")

    return [
        lambda: sends(estate, WU, LI, number), quote, lambda: press(estate, WANG, "同意", number), lambda: finishes(estate, LI, number),
    ]  # fmt: skip


def _restarts(estate: Estate) -> None:
    """The writer is gone and another one begins with what was committed."""
    store = estate.writer._store
    estate.writer.stop_sync()
    estate.writer = Writer(store, lambda: estate.now).start()


def test_a_restart_between_any_two_steps_loses_and_doubles_nothing(estate: Estate) -> None:
    """Prepaid cleaning, with another process after each step and the clock looked at each time."""
    offered(estate)
    case = orders(estate, "入户保洁", "2")
    for step in (
        lambda: pays(estate, case.id), lambda: sends(estate, ZHOU, CLEANER, case.number), lambda: press(estate, CLEANER, "出发", case.number),
        lambda: finishes(estate, CLEANER, case.number), lambda: press(estate, WANG, "★5", case.number),
        lambda: press(estate, CLEANER, "交单", case.number),
    ):  # fmt: skip
        _restarts(estate)
        estate.passes(minutes=1)
        step()
        _sound(estate, case.id)
    _restarts(estate)
    estate.passes(minutes=1)
    assert (newest(estate).status, newest(estate).owing_fen) == ("closed", 0)
    assert len(estate.cases()) == 1
