"""What a complaint leaves behind when it ends, and that a press is judged by the rule its button goes by (X-08, X-13, CMP-01)."""

import pytest

from domain.complaint import Action
from domain.complaint import Who as Hat
from domain.errors import Refused
from services import Work
from services.complaint.acting import check_now
from services.complaint.views import load, possible
from tests.services.complaint_steps import complains, judges, says_to, states
from tests.services.steps import CHEN, FENG, NOT_NOW, WANG, ZHOU, newest, press
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate

#: The words propose a major one; nobody hands it over, so the director is told of it only by the clock.
GRAVE = "反映多次没人管，我要找律师"


@pytest.mark.parametrize("end", ["confirmed", "closed", "withdrawn"])
def test_however_it_ends_nothing_stays_owed(estate: Estate, end: str) -> None:
    """CMP-01, X-08, X-13: a director nobody has told of it by then is not alerted about it afterwards."""
    case = complains(estate, words=GRAVE)
    assert states(estate, case.id)["to_director"] == "open"
    if end == "withdrawn":
        press(estate, WANG, "撤回", case.number)
    else:
        says_to(estate, CHEN, "告知结果", case.number, "已经处理好")
        assert states(estate, case.id)["to_director"] == "open"
    if end == "confirmed":
        estate.taps(WANG, "★5")
    if end == "closed":
        press(estate, ZHOU, "打开", case.number, DESK_GROUP)
        press(estate, ZHOU, "结案", case.number)
        estate.taps(ZHOU, "已协商解决")
    assert newest(estate).status in ("closed", "cancelled")
    left = {kind: state for kind, state in states(estate, case.id).items() if state == "open"}
    assert left == {}
    assert states(estate, case.id)["to_director"] == "dropped"


def test_back_from_the_owner_the_director_is_still_owed_it_once(estate: Estate) -> None:
    """CMP-28, X-08: the promise of the first round runs on, no second one is made beside it; told, it is settled."""
    case = complains(estate, words=GRAVE)
    says_to(estate, CHEN, "告知结果", case.number, "已经处理好")
    estate.taps(WANG, "还不满意")
    estate.says(WANG, "没有啊")
    estate.taps(WANG, "好了")
    assert states(estate, case.id)["to_director"] == "open" and "to_director" not in states(estate, case.id, 2)
    judges(estate, case.number, "荐 重大")
    assert case.number in estate.screen(FENG)
    assert states(estate, case.id)["to_director"] == "met" and "to_director" not in states(estate, case.id, 2)


def test_judged_after_the_answer_nothing_is_to_be_handed_over(estate: Estate) -> None:
    """CMP-20, X-08: the desk has answered by itself; the grade it is given then owes no hour to the head."""
    case = complains(estate)
    says_to(estate, CHEN, "告知结果", case.number, "今天下午已补扫")
    assert states(estate, case.id)["hand_over"] == "dropped"
    judges(estate, case.number, "重要")
    assert states(estate, case.id)["hand_over"] == "dropped"


def test_a_press_is_judged_by_the_rule_of_its_button(estate: Estate) -> None:
    """X-13: whatever stands a complaint is in, what no card offers is refused, what is offered is not."""
    case = complains(estate)

    def agree() -> None:
        def compared(work: Work) -> None:
            view = load(work, work.cases.get(case.id))
            offered = possible(view, list(Hat), work.now, 7)
            for action in Action:
                try:
                    check_now(view, action)
                except Refused:
                    assert str(action) not in offered, action
                else:
                    assert str(action) in offered or action is Action.REOPEN, action

        estate.work(compared)

    agree()
    says_to(estate, CHEN, "告知结果", case.number, "已经打扫干净")
    assert newest(estate).status == "answered"
    agree()
    estate.taps(WANG, "★5")
    assert newest(estate).status == "closed"
    agree()


@pytest.mark.parametrize("label", ["告知进展", "请部门协同", "补救方案", "看方案", "已联系业主", "开维修单"])
def test_an_old_button_after_the_answer(estate: Estate, label: str) -> None:
    """A button that stood there before the result was told begins no conversation any more."""
    case = complains(estate)
    press(estate, CHEN, "打开", case.number, DESK_GROUP)
    shown = estate.chats[estate.people[CHEN]].values()
    old = next(b["data"] for m in shown for row in m.buttons for b in row if b["label"] == label)
    says_to(estate, CHEN, "告知结果", case.number, "已经打扫干净")
    version = newest(estate).version
    now = ":".join([*old.split(":")[:-1], str(version)])
    estate.presses(CHEN, now)
    assert NOT_NOW in estate.toast(), now
