"""A promise that is late: brought about, looked at, put off."""

from typing import Any

from sqlalchemy import select

from store import tables as t
from tests.services.steps import (
    FENG,
    WANG,
    WU,
    ZHENG,
    ZHOU,
    newest,
    press,
    told,
)  # fmt: skip
from tests.support.estate import Estate

BOSSES = (WU, ZHOU, ZHENG, FENG)
URGENT = "3-2-1502水管爆了"


def urgent(estate: Estate) -> Any:
    """A burst pipe: fifteen minutes to be there (URG-01); nobody takes it."""
    estate.says(WANG, URGENT)
    return newest(estate)


def late(estate: Estate) -> Any:
    """The same, at the minute it is late: the lead has been told."""
    case = urgent(estate)
    estate.passes(minutes=15)
    return case


def promise(estate: Estate, kind: str = "arrive") -> Any:
    """The newest promise of that kind."""
    column = t.deadlines.c
    rows = estate.work(
        lambda w: list(w.conn.execute(select(t.deadlines).where(column.kind == kind).order_by(column.id)))
    )
    return rows[-1]


def heard(estate: Estate, since: int = 0) -> dict[str, int]:
    """How often each boss was rung about nobody being there."""
    return {who: sum("前到场" in text for text in told(estate, who, "超时", since)) for who in BOSSES}


def extends(estate: Estate, who: str, number: str, until: str = "3小时后", why: str = "等配件") -> None:
    """Puts off from the alert."""
    press(estate, who, "延期", number)
    estate.taps(who, why)
    estate.says(who, until)
    estate.taps(who, "发送")


def forged(estate: Estate, who: str | int, verb: str) -> str:
    """That button of the newest promise, pressed by somebody who never saw it."""
    found = promise(estate)
    estate.presses(who, f"d{found.id}:{verb}:{found.version}")
    return estate.toast()
