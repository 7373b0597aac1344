"""What happens in stories of visits: a butler, the plan, the list, one recorded."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from domain.people import Role, Team
from store import heard_tables as h
from store import tables as t
from tests.services.steps import ZHOU, hires
from tests.support.estate import Estate

BUTLER, OTHER = "管家小何", "管家小陆"


def until(estate: Estate, local: str) -> None:
    """The clock goes on to that local time, with a look every few hours."""
    at = datetime.fromisoformat(f"{local}:00+08:00").astimezone(UTC)
    while estate.now < at:
        estate.passes(seconds=min((at - estate.now).total_seconds(), 6 * 3600))


def visits(estate: Estate) -> list[Any]:
    """All of them, oldest first."""
    return estate.work(lambda w: list(w.conn.execute(select(h.visits).order_by(h.visits.c.id))))


def butler(estate: Estate, name: str = BUTLER, account: int = 41, zone: list[str] | None = None) -> int:
    """A butler of these buildings; the post."""
    post = hires(estate, name, account, Role.BUTLER, Team.DESK)
    estate.work(lambda w: w.conn.execute(t.staff.update().where(t.staff.c.id == post).values(zone=zone or [])))
    return post


def opens(estate: Estate, who: str) -> None:
    """Menu, 值班与管理, 走访."""
    estate.says(who, "/menu")
    estate.taps(who, "值班与管理")
    estate.taps(who, "回访走访")
    estate.taps(who, "走访")


def plans(estate: Estate) -> None:
    """The supervisor has the rest of the month planned."""
    opens(estate, ZHOU)
    estate.taps(ZHOU, "各管家")
    estate.taps(ZHOU, "排本月计划")


def told(estate: Estate, who: str, text: str) -> list[str]:
    """Messages in somebody's chat with that text."""
    return [m.text for m in estate.chats.get(estate.people[who], {}).values() if text in m.text]


def records(estate: Estate, who: str, opinion: str = "路灯太暗") -> None:
    """The open card: at the door, whoever lives there, an opinion, passed on."""
    estate.taps(who, "已走访")
    estate.taps(who, "上门")
    if "见到的是哪一位" in estate.screen(who):
        estate.taps(who, "不在名单里")
    if opinion:
        estate.says(who, opinion)
        estate.taps(who, "转给了相关部门")
    else:
        estate.taps(who, "没有意见")
    estate.taps(who, "记下")


def added(estate: Estate, who: str, purpose: str = "例行走访") -> int:
    """One beside the plan, at Wang Fang's; its id."""
    opens(estate, who)
    estate.taps(who, "加一户")
    estate.says(who, "3-2-1502")
    estate.taps(who, "3栋2单元1502")
    estate.taps(who, purpose)
    estate.taps(who, "今天")
    return int(visits(estate)[-1].id)


def records_home(estate: Estate) -> None:
    """The visit at Wang Fang's is recorded with an opinion."""
    estate.taps(BUTLER, "已走访")
    estate.taps(BUTLER, "上门")
    estate.taps(BUTLER, "王芳")
    estate.says(BUTLER, "路灯太暗")
    estate.taps(BUTLER, "还要跟进")
    estate.taps(BUTLER, "记下")


def post_of_in(work: Any, name: str) -> int:
    """The post inside a unit of work."""
    return int(
        work.conn.scalar(
            select(t.staff.c.id).join(t.persons, t.persons.c.id == t.staff.c.person_id).where(t.persons.c.name == name)
        )
    )
