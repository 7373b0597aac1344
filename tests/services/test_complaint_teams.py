"""Whoever has a complaint answers for its promises: the desk until it is handed over, then that department (CMP-04, CMP-17)."""

from sqlalchemy import select

from domain.complaint import Promised
from store import tables as t
from tests.services.complaint_steps import complains, facts, hands, says_to
from tests.services.steps import WANG, WU, ZHOU, newest, press, told
from tests.support.estate import Estate

OF_DEPARTMENTS = (Promised.FIRST, Promised.SOLVE)


def _teams(estate: Estate, case: int) -> set[str]:
    d = t.deadlines.c
    query = select(d.team).where(d.case_id == case, d.kind.in_(OF_DEPARTMENTS), d.status == "open")
    return {row.team for row in estate.work(lambda w: list(w.conn.execute(query)))}


def test_before_it_is_handed_over_the_desk_is_late(estate: Estate) -> None:
    """A head is not alerted about what was never given to them, and cannot be opened by them."""
    case = complains(estate, topic="维修服务")
    estate.passes(hours=24, minutes=1)
    assert _teams(estate, case.id) == {"desk"}
    assert told(estate, ZHOU, case.number)
    assert not told(estate, WU, case.number)


def test_handed_over_the_department_is_late(estate: Estate) -> None:
    """What nobody has done yet is the department's from now on, and another one's when it goes on."""
    case = complains(estate)
    hands(estate, case.number)
    assert _teams(estate, case.id) == {"engineering"}
    hands(estate, case.number, "客服")
    assert _teams(estate, case.id) == {"desk"}
    hands(estate, case.number)
    estate.passes(hours=24, minutes=1)
    assert any("首次答复" in text for text in told(estate, WU, case.number))


def test_back_from_the_owner_it_is_the_departments(estate: Estate) -> None:
    """CMP-28: the new round is promised by whoever has it."""
    case = complains(estate)
    hands(estate, case.number)
    says_to(estate, WU, "告知结果", case.number, "扫过了")
    press(estate, WANG, "还不满意", case.number)
    estate.says(WANG, "又脏了")
    estate.taps(WANG, "好了")
    assert newest(estate).status == "handed"
    assert _teams(estate, case.id) == {"engineering"}


def test_what_somebody_has_in_hand_is_alerted_too(estate: Estate) -> None:
    """X-16: an alert says who has it, and how they are reached."""
    case = complains(estate)
    hands(estate, case.number)
    press(estate, WU, "我来处理", case.number)
    estate.passes(hours=24, minutes=1)
    (alert,) = [text for text in told(estate, WU, case.number) if "首次答复" in text and "⏰" in text]
    assert "👤 吴工 13900000023" in alert
    assert any("⏰" in text for text in told(estate, ZHOU, case.number))


def test_the_desk_called_to_it_finds_out_too(estate: Estate) -> None:
    """CMP-13: its supervisor is its head; both have to say what they found before the result is reached."""
    case = complains(estate)
    hands(estate, case.number)
    press(estate, WU, "请部门协同", case.number)
    estate.taps(WU, "客服")
    says_to(estate, WU, "处理情况", case.number, "师傅没回电")
    assert facts(estate, case.id).result_at is None
    says_to(estate, ZHOU, "处理情况", case.number, "客服没跟进")
    assert facts(estate, case.id).result_at is not None
