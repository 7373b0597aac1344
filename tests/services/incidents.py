"""A building with neighbours, and what happens in many stories of incidents."""

from typing import Any

from sqlalchemy import select

from domain.incidents import Status
from store import tables as t
from tests.services.steps import CHEN, DESK_GROUP, GROUP, LI, WANG, files, moves_in
from tests.support.estate import Estate

ASKED, HEAD, HEAD_EN, JOINED = "可能是同一事件", "3栋用水故障", "3栋: water trouble", "不用再报"
LEAKS = "厨房水龙头一直滴水"


def settled(estate: Estate) -> Estate:
    """Four homes of building 3 with people in the chat, one of whom reads English, one in building 2."""
    moves_in(estate, "孙丽", 31, "3-1-101")
    moves_in(estate, "Bob", 32, "3-1-1501", "en")
    moves_in(estate, "钱多", 33, "3-2-101")
    return estate


def reports(estate: Estate, who: str, words: str = LEAKS, send: str = "提交") -> Any:
    """Somebody reports it; the case."""
    return files(estate, who, words, send)


def three(estate: Estate) -> tuple[Any, Any, Any]:
    """Three homes of building 3 report the same; their cases."""
    one, two = reports(estate, WANG), reports(estate, "孙丽")
    return one, two, reports(estate, "Bob", "the kitchen tap is dripping", "Send")


def incidents(estate: Estate) -> list[Any]:
    """Every incident, oldest first."""
    return estate.work(lambda w: list(w.conn.execute(select(t.incidents).order_by(t.incidents.c.id))))


def incident_id(work: Any) -> int:
    """The one incident there is."""
    return int(work.conn.scalar(select(t.incidents.c.id)))


def confirms(estate: Estate, who: str = CHEN, words: str = "总管漏水,正在抢修", by: str = "今天下午5点") -> None:
    """The desk says it is one, with words and a time."""
    estate.taps(who, "确认为同一事件", DESK_GROUP)
    estate.says(who, words)
    estate.says(who, by)
    estate.taps(who, "发送")


def opened(estate: Estate) -> tuple[Any, Any, Any]:
    """Three homes, confirmed; their cases."""
    cases = three(estate)
    confirms(estate)
    assert incidents(estate)[-1].status == Status.OPEN
    return cases


def goes(estate: Estate, case: Any, who: str = LI) -> None:
    """The crew takes the main case."""
    estate.presses(who, f"c{case.id}:accept:1", GROUP)
