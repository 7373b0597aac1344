"""A complaint is asked back about some days after it was closed: by one tap, by telephone, and back to work (CBK-13, CMP-28)."""

from domain.cases import DeadlineStatus
from tests.services.steps import CHEN, WANG, ZHOU
from tests.support.estate import Estate


def _closed(estate: Estate) -> int:
    """Wang Fang complained, the desk answered, she was content."""
    estate.says(WANG, "保安态度太差了，还骂人")
    for label in ("已经过去", "服务态度", "今天", "安防", "道歉", "跳过", "不用匿名", "提交"):
        estate.taps(WANG, label)
    case = estate.cases()[-1]
    assert case.flow == "complaint"
    estate.presses(ZHOU, f"k{case.id}:answer:0")
    estate.says(ZHOU, "已批评教育当事人，向您道歉")
    estate.taps(ZHOU, "好了")
    estate.presses(WANG, f"k{case.id}:confirm.5:0")
    assert estate.cases()[-1].status == "closed"
    return case.id


def _callback(estate: Estate, case: int) -> DeadlineStatus:
    return estate.work(lambda w: next(d.status for d in w.deadlines.of(case) if d.kind == "complaint_callback"))


def test_all_well_by_one_tap(estate: Estate) -> None:
    """CBK-13: asked in the chat before the days are over, and kept."""
    case = _closed(estate)
    estate.passes(days=2, hours=5)
    assert "现在还好吗" in estate.newest(WANG).text
    estate.taps(WANG, "都好")
    assert _callback(estate, case) is DeadlineStatus.MET
    assert "谢谢您告诉我们" in estate.screen(WANG)
    estate.presses(WANG, f"k{case}:well:0")
    assert _callback(estate, case) is DeadlineStatus.MET


def test_not_well_goes_back_to_the_department(estate: Estate) -> None:
    """CMP-28: with new clocks, however long it was closed."""
    case = _closed(estate)
    estate.passes(days=2, hours=5)
    estate.taps(WANG, "又不好了")
    estate.says(WANG, "今天又骂人了")
    estate.taps(WANG, "好了")
    found = estate.cases()[-1]
    assert (found.id, found.status) == (case, "handed")
    assert _callback(estate, case) is DeadlineStatus.MET


def test_the_desk_rings_and_writes_down_what_was_said(estate: Estate) -> None:
    """CMP-30: whoever does not answer in the chat is rung; others may not write it down."""
    case = _closed(estate)
    estate.passes(days=2, hours=5)
    estate.presses(WANG, f"k{case}:rung:0")
    assert _callback(estate, case) is DeadlineStatus.OPEN
    estate.presses(CHEN, f"k{case}:rung:0")
    estate.says(CHEN, "业主说现在都好")
    assert _callback(estate, case) is DeadlineStatus.MET


def test_open_again_is_asked_about_no_more(estate: Estate) -> None:
    """The promise to ask is dropped."""
    case = _closed(estate)
    estate.presses(WANG, f"k{case}:reopen:0")
    estate.says(WANG, "又来了")
    estate.taps(WANG, "好了")
    assert _callback(estate, case) is DeadlineStatus.DROPPED
