"""What happens in stories of complaints: told in the chat, handed over, what is promised of them."""

from typing import Any

from sqlalchemy import select

from store import tables as t
from tests.services.steps import CHEN, WANG, newest, press
from tests.support.estate import Estate

DIRTY = "楼道三天没人打扫"


def complains(
    estate: Estate,
    who: str = WANG,
    words: str = DIRTY,
    *,
    still: str = "已经过去了",
    topic: str = "保洁卫生",
    hidden: bool = False,
) -> Any:
    """Answers every question; the case."""
    tells(estate, who, words, still=still)
    estate.taps(who, topic)
    estate.taps(who, "今天")
    estate.taps(who, "不清楚")
    estate.taps(who, "给个说法")
    estate.taps(who, "跳过")
    estate.taps(who, "对部门匿名" if hidden else "不用匿名")
    estate.taps(who, "提交")
    return newest(estate)


def tells(estate: Estate, who: str = WANG, words: str = DIRTY, *, still: str = "已经过去了") -> None:
    """The first questions: what happened, whether it goes on, where."""
    estate.presses(who, "m:complaint:0")
    estate.says(who, words)
    estate.taps(who, "好了")
    estate.taps(who, still)
    estate.taps(who, "3栋")


def judges(estate: Estate, number: str, label: str, who: str = CHEN) -> None:
    """Opens the judging card and presses one value."""
    press(estate, who, "打开", number, -1002)
    press(estate, who, "判定", number)
    estate.taps(who, label)


def hands(estate: Estate, number: str, team: str = "工程", who: str = CHEN) -> None:
    """To the department."""
    press(estate, who, "打开", number, -1002)
    press(estate, who, "转部门", number)
    estate.taps(who, team)


def says_to(estate: Estate, who: str, label: str, number: str, words: str) -> None:
    """A button of the card, then words, then ready."""
    press(estate, who, "打开", number, -1002)
    press(estate, who, label, number)
    estate.says(who, words)
    estate.taps(who, "好了")


def clocks(estate: Estate, case: int, round_: int = 1) -> dict[str, tuple[str, Any]]:
    """State and due instant of the promises of one round, by kind."""
    d = t.deadlines.c
    query = select(d.kind, d.status, d.due_at).where(d.case_id == case, d.round == round_).order_by(d.id)
    return {r.kind: (r.status, r.due_at) for r in estate.work(lambda w: list(w.conn.execute(query)))}


def states(estate: Estate, case: int, round_: int = 1) -> dict[str, str]:
    """State of the promises of one round, by kind."""
    return {kind: status for kind, (status, _) in clocks(estate, case, round_).items()}


def facts(estate: Estate, case: int) -> Any:
    """What only the complaint has."""
    return estate.work(lambda w: w.complaints.of(case))
