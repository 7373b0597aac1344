"""What happens in stories of being heard: entries of the knowledge base, promises, events, praise."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from domain.knowledge import Topic
from store import heard_tables as h
from store import tables as t
from tests.services.steps import WANG, newest
from tests.support.estate import Estate

PARKING = {
    "topic": Topic.PARKING, "question_zh": "停车证怎么办？", "answer_zh": "带行驶证和身份证到服务中心办理，当天可取。",
    "question_en": "How do I get a parking permit?", "answer_en": "Bring your driving licence to the desk.",
    "keywords": "车位 月租 泊车",
}  # fmt: skip
HOURS = {"topic": Topic.HOURS, "question_zh": "服务中心几点上班？", "answer_zh": "每天8:30到18:00有人接待。"}
WASTE = {"topic": Topic.WASTE, "question_zh": "垃圾几点投放？", "answer_zh": "早上7点到9点，晚上6点到9点。"}


def knows(estate: Estate, *entries: dict[str, Any]) -> list[int]:
    """The community knows these; their ids."""
    return estate.work(lambda w: [w.knowledge.add(estate.community, e, None, w.now).id for e in entries])


def asks(estate: Estate) -> list[Any]:
    """Every question that was put."""
    return estate.work(lambda w: list(w.conn.execute(select(h.knowledge_asks).order_by(h.knowledge_asks.c.id))))


def entries(estate: Estate) -> list[Any]:
    """Every entry."""
    return estate.work(lambda w: list(w.conn.execute(select(h.knowledge).order_by(h.knowledge.c.id))))


def promises(estate: Estate, case: int) -> list[tuple[str, str]]:
    """Kind and state of every promise of a case."""
    d = t.deadlines.c
    rows = estate.work(lambda w: list(w.conn.execute(select(d.kind, d.status).where(d.case_id == case).order_by(d.id))))
    return [(row.kind, row.status) for row in rows]


def due(estate: Estate, case: int) -> datetime:
    """When the newest promise of a case is due."""
    d = t.deadlines.c
    return estate.work(
        lambda w: w.conn.scalar(select(d.due_at).where(d.case_id == case).order_by(d.id.desc()).limit(1))
    ).astimezone(UTC)


def kinds(estate: Estate, case: int) -> list[str]:
    """Kinds of the events of a case, oldest first."""
    return estate.work(lambda w: [e.kind for e in w.cases.history(case)])


def day(text: str) -> date:
    """A day by its ISO text."""
    return date.fromisoformat(text)


def asks_the_desk(estate: Estate, who: str = WANG, words: str = "可以养大型犬吗", menu: str = "咨询") -> Any:
    """Asks something by the menu; the newest case, if there is one."""
    estate.says(who, "/menu")
    estate.taps(who, menu)
    estate.says(who, words)
    return newest(estate) if estate.cases() else None
