"""Departments called to a complaint: who speaks for which, and what they hear when they are called once more (CMP-13, CMP-17)."""

from domain.people import Role, Team
from tests.services.complaint_steps import complains, facts, hands, says_to, states
from tests.services.steps import NOT_NOW, NOT_YOURS, WU, ZHOU, hires, press
from tests.support.estate import Estate


def _calls(estate: Estate, number: str, team: str, who: str = WU) -> None:
    press(estate, who, "请部门协同", number)
    estate.taps(who, team)


def _found(estate: Estate, case: int) -> dict[str, str | None]:
    return {d.team: d.findings for d in estate.work(lambda w: w.complaints.departments(case))}


def _button(estate: Estate, who: str, ending: str) -> str:
    shown = estate.chats[estate.people[who]].values()
    return next(b["data"] for m in shown for row in m.buttons for b in row if ending in b["data"])


def _says(estate: Estate, who: str, team: str, words: str) -> None:
    estate.presses(who, _button(estate, who, f"findings.{team}"))
    estate.says(who, words)
    estate.taps(who, "好了")


def test_a_department_without_a_lead_is_spoken_for_by_the_supervisor(estate: Estate) -> None:
    """CMP-13, CMP-17: what is found there is recorded for it, not for the one that answers for the whole."""
    case = complains(estate)
    hands(estate, case.number)
    _calls(estate, case.number, "保洁")
    says_to(estate, ZHOU, "处理情况", case.number, "保洁漏扫一层")
    assert _found(estate, case.id) == {"engineering": None, "cleaning": "保洁漏扫一层"}
    assert facts(estate, case.id).result_at is None
    says_to(estate, WU, "处理情况", case.number, "灯已换")
    assert _found(estate, case.id) == {"engineering": "灯已换", "cleaning": "保洁漏扫一层"}
    assert states(estate, case.id)["tell_result"] == "open"


def test_whoever_stands_for_several_says_which(estate: Estate) -> None:
    """CMP-13: a button for each; what is said goes to the department of the button, in whatever order they are pressed."""
    case = complains(estate)
    hands(estate, case.number)
    for team in ("客服", "保洁"):
        _calls(estate, case.number, team)
    press(estate, ZHOU, "打开", case.number)
    assert "处理情况 · 客服" in estate.screen(ZHOU) and "处理情况 · 保洁" in estate.screen(ZHOU)
    _says(estate, ZHOU, "cleaning", "补扫了")
    assert _found(estate, case.id) == {"engineering": None, "desk": None, "cleaning": "补扫了"}
    says_to(estate, ZHOU, "处理情况", case.number, "回访过了")
    assert _found(estate, case.id) == {"engineering": None, "desk": "回访过了", "cleaning": "补扫了"}


def test_nobody_speaks_for_another_department(estate: Estate) -> None:
    """CMP-13: a button made up for another department is refused, one that has said its part too."""
    hires(estate, "保洁主管", 32, Role.LEAD, Team.CLEANING)
    case = complains(estate)
    hands(estate, case.number)
    _calls(estate, case.number, "保洁")
    own = _button(estate, WU, "findings.engineering")
    estate.presses(WU, own.replace("engineering", "cleaning"))
    assert NOT_YOURS in estate.toast()
    assert _found(estate, case.id) == {"engineering": None, "cleaning": None}
    # With a lead of its own the supervisor does not stand for it.
    press(estate, ZHOU, "打开", case.number, -1002)
    assert "处理情况" not in estate.screen(ZHOU)
    _says(estate, WU, "engineering", "灯已换")
    estate.presses(WU, _button(estate, WU, ":history").replace("history", "findings.engineering"))
    assert NOT_NOW in estate.toast()


def test_called_once_more_it_is_told(estate: Estate) -> None:
    """CMP-13: the card comes down again with a word of its own, it is not edited far above."""
    case = complains(estate)
    hands(estate, case.number)
    _calls(estate, case.number, "客服")
    assert "请客服部门协同处理" in estate.screen(ZHOU) and "再请客服" not in estate.screen(ZHOU)
    says_to(estate, ZHOU, "处理情况", case.number, "回访过了")
    newest = max(estate.chats[estate.people[ZHOU]])
    _calls(estate, case.number, "客服")
    fresh = [m for n, m in estate.chats[estate.people[ZHOU]].items() if n > newest]
    assert any("再请客服部门协同处理" in m.text for m in fresh)
    assert any("处理情况" in b["label"] for m in fresh for row in m.buttons for b in row), (
        "its card again, with what to do"
    )
    says_to(estate, ZHOU, "处理情况", case.number, "又回访过了")
    assert _found(estate, case.id)["desk"] == "又回访过了"
