"""An anonymous complaint: the department never learns whose it is, the desk does; who may do what (CMP-13, CMP-24, X-42)."""

import pytest

from tests.services.complaint_steps import complains, facts, hands, judges, says_to
from tests.services.heard_steps import kinds
from tests.services.steps import ANNA, CHEN, LI, WANG, WU, ZHOU, elsewhere, newest, post_of, press
from tests.support.cast import DESK_GROUP
from tests.support.estate import Estate

SECRETS = ("王芳", "13800000011", "1502")


def _reads(estate: Estate, who: str) -> list[str]:
    """Which of the secrets stand in the chat."""
    screen = estate.screen(who)
    return [secret for secret in SECRETS if secret in screen]


def _hidden(estate: Estate, words: str = "保洁从来不扫三楼") -> str:
    case = complains(estate, words=words, hidden=True)
    hands(estate, case.number)
    return case.number


def test_the_department_never_reads_whose_it_is(estate: Estate) -> None:
    """Not on the card, in the history, by what is added, by pictures, by urging, by alerts, when it comes back."""
    number = _hidden(estate)
    press(estate, WU, "我来处理", number)
    press(estate, WANG, "补充", number)
    estate.says(WANG, "我是王芳，住1502，电话13800000011")
    estate.sends(WANG)
    estate.taps(WANG, "好了")
    press(estate, WU, "看图", number)
    press(estate, WU, "经过", number)
    press(estate, WANG, "催一下", number)
    estate.passes(days=3)
    says_to(estate, WU, "告知结果", number, "已安排")
    estate.taps(WANG, "还不满意")
    estate.says(WANG, "王芳说没扫，1502门口")
    estate.taps(WANG, "好了")
    press(estate, WU, "经过", number)
    assert _reads(estate, WU) == []


def test_searching_finds_no_name(estate: Estate) -> None:
    """The department finds it by its number, without who it was."""
    number = _hidden(estate)
    estate.says(WU, f"/search {number}")
    assert _reads(estate, WU) == []


def test_the_desk_reads_whose_it_is(estate: Estate) -> None:
    """It must be able to answer."""
    number = _hidden(estate)
    press(estate, CHEN, "打开", number, DESK_GROUP)
    assert _reads(estate, CHEN) == list(SECRETS)


def test_no_order_tells_whose_it_is(estate: Estate) -> None:
    """CMP-14: a home's order would."""
    number = _hidden(estate)
    press(estate, WU, "开维修单", number)
    estate.taps(WU, "水")
    estate.says(WU, "水管修一下")
    assert newest(estate).flow == "complaint"
    assert _reads(estate, WU) == []


def test_what_is_said_with_the_desk_stays_there(estate: Estate) -> None:
    """An exchange about it is for the desk alone."""
    number = _hidden(estate)
    press(estate, WANG, "联系管家", number)
    estate.says(WANG, "其实是我王芳反映的")
    estate.taps(WANG, "发送")
    press(estate, WU, "经过", number)
    assert "看对话" not in estate.screen(WU)
    assert _reads(estate, WU) == []


# --- who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [
    "judge", "grade.major", "hand", "take", "contact", "findings", "plan", "plans", "choose.1", "order", "interim", "answer",
    "confirm.5", "unsatisfied", "reopen", "close", "correct", "agree_date", "receive", "withdraw", "add", "urge", "paid",
    "talk", "history", "pictures", "open", "release.cleaning", "cause.price", "call",
])  # fmt: skip
@pytest.mark.parametrize("who", [ANNA, LI, "外王芳", "外陈静", "外周敏"])
def test_strangers_press_in_vain(estate: Estate, who: str, verb: str) -> None:
    """Neighbours, other departments' workers, another community: refused with a sentence, nothing changed, nothing read."""
    elsewhere(estate)
    case = complains(estate, hidden=True)
    before = kinds(estate, case.id)
    estate.presses(who, f"k{case.id}:{verb}:{case.version}")
    assert estate.toast() or "TA" in estate.screen(who)
    assert kinds(estate, case.id) == before
    assert case.number not in estate.screen(who)


@pytest.mark.parametrize(
    "data", ["k999:take:1", "k1:choose.99:1", "k1:release.nobody:1", "k1:grade.huge:1", "h9:corrected:1"]
)
def test_forged_presses(estate: Estate, data: str) -> None:
    """What is not there is outdated or not now; nothing breaks."""
    complains(estate)
    before = kinds(estate, 1)
    estate.presses(ZHOU, data)
    assert estate.toast()
    assert kinds(estate, 1) == before


def test_a_repair_is_no_complaint(estate: Estate) -> None:
    """Buttons of complaints do nothing with other matters."""
    estate.says(WANG, "厨房水龙头滴水")
    estate.taps(WANG, "提交")
    case = newest(estate)
    estate.presses(WANG, f"k{case.id}:withdraw:1")
    assert newest(estate).status == case.status


def test_whoever_leaves_may_nothing_more(estate: Estate) -> None:
    """A post that has ended presses in vain."""
    case = complains(estate)
    hands(estate, case.number)
    post = post_of(estate, WU)
    estate.work(lambda w: w.staff.end(post, w.now))
    estate.presses(WU, f"k{case.id}:take:{newest(estate).version}")
    assert newest(estate).status == "handed"


def test_to_another_department(estate: Estate) -> None:
    """CMP-19: the first one is free of it and may nothing more."""
    case = complains(estate)
    hands(estate, case.number)
    press(estate, WU, "我来处理", case.number)
    hands(estate, case.number, "客服")
    assert newest(estate).team == "desk" and newest(estate).status == "handed"
    assert newest(estate).assignee_id is None


def test_two_judge_at_once(estate: Estate) -> None:
    """The same press twice is one judgement."""
    case = complains(estate)
    judges(estate, case.number, "重要")
    estate.presses(CHEN, f"k{case.id}:grade.important:1")
    assert facts(estate, case.id).grade == "important"
    assert kinds(estate, case.id).count("judge") == 1


# --- the cure is a repair ----------------------------------------------------------------------------------------------


def test_the_cure_is_a_repair(estate: Estate) -> None:
    """CMP-14: finished, the result is reached; the complaint confirmed, the repair is signed by the same word."""
    case = complains(estate, words="楼道水管漏了没人修", topic="维修服务")
    hands(estate, case.number)
    press(estate, WU, "开维修单", case.number)
    estate.taps(WU, "水")
    estate.says(WU, "修水管")
    order = newest(estate)
    assert order.flow == "repair"
    assert estate.work(lambda w: w.links.from_(case.id)) == [(order.id, "cure")]


# --- danger ------------------------------------------------------------------------------------------------------------


def test_danger_in_a_complaint_is_a_repair_too(estate: Estate) -> None:
    """X-52, CMP-23: filed as urgent at once, the complaint is not lost, both are linked."""
    estate.presses(WANG, "m:complaint:0")
    estate.says(WANG, "说了三次没人管，家里煤气味很大")
    cases = {case.flow: case for case in estate.cases()}
    assert set(cases) == {"repair", "complaint"}
    assert cases["repair"].danger and cases["repair"].urgent
    assert "煤气味" in cases["complaint"].words
    assert estate.work(lambda w: w.links.from_(cases["complaint"].id)) == [(cases["repair"].id, "cure")]
