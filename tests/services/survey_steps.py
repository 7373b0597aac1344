"""What happens in stories of surveys: a questionnaire is made, issued, answered; what is kept of it."""

from typing import Any

from sqlalchemy import select, update

from domain.survey import Form
from store import survey_tables as v
from store import tables as t
from tests.services.steps import ZHOU
from tests.support.estate import Estate


def opens(estate: Estate, who: str, *labels: str) -> None:
    """The menu, and one button after the other."""
    estate.says(who, "/menu")
    for label in ("值班与管理", "意见调查", *labels):
        estate.taps(who, label)


def writes(estate: Estate, name: str = "年度调查", start: str = "标准项目", who: str = ZHOU) -> int:
    """A new questionnaire; its id."""
    opens(estate, who, "问卷", "新问卷", start)
    estate.says(who, name)
    estate.taps(who, "跳过")
    return newest(estate, v.questionnaires)


def short(estate: Estate, who: str = ZHOU) -> int:
    """A questionnaire of two questions: water and remarks."""
    one = writes(estate, "小调查", "空白", who)
    estate.taps(who, "加一题")
    estate.taps(who, "满意度四档")
    estate.says(who, "供水满意吗")
    estate.says(who, "Water?")
    estate.taps(who, "必答")
    estate.taps(who, "加一题")
    estate.taps(who, "文字")
    estate.says(who, "还有什么要说")
    estate.taps(who, "跳过")
    estate.taps(who, "可跳过")
    return one


def plans(estate: Estate, named: str = "记名", asked: str = "全部", until: str = "", who: str = ZHOU) -> int:
    """The questionnaire on screen is to go out; the survey's id."""
    estate.taps(who, "发放")
    estate.taps(who, named)
    estate.taps(who, asked)
    estate.taps(who, "全小区")
    if until:
        estate.says(who, until)
    else:
        estate.taps(who, "按默认天数")
    return newest(estate, v.surveys)


def issues(estate: Estate, named: str = "记名", asked: str = "全部", until: str = "") -> int:
    """Two questions to every home; the survey's id."""
    short(estate)
    one = plans(estate, named, asked, until)
    estate.taps(ZHOU, "发出")
    settles(estate)
    return one


def settles(estate: Estate) -> None:
    """What was handed over is sent, and the clock sees that it was."""
    for _ in range(3):
        estate.passes(seconds=30)


def newest(estate: Estate, table: Any) -> int:
    """The newest row's id."""
    return int(estate.work(lambda w: w.conn.scalar(select(table.c.id).order_by(table.c.id.desc()))))


def state(estate: Estate, survey: int) -> Any:
    """The survey."""
    return estate.work(lambda w: w.surveys.get(survey))


def forms(estate: Estate, survey: int) -> list[Form]:
    """What came back."""
    return list(estate.work(lambda w: w.surveys.answers(survey)))


def drafts(estate: Estate) -> list[Any]:
    """What is begun and not sent."""
    return list(estate.work(lambda w: list(w.conn.execute(select(v.survey_drafts)))))


def asked(estate: Estate, survey: int) -> list[str]:
    """Keys of what was owed to owners, in order."""
    key = t.outbox.c.key
    query = select(key).where(key.like(f"survey:{survey}:round:%")).order_by(t.outbox.c.id)
    return list(estate.work(lambda w: list(w.conn.scalars(query))))


def stands_empty(estate: Estate, *homes: str) -> None:
    """Nobody has moved into these homes."""
    ids = [estate.units[home] for home in homes]
    estate.work(lambda w: w.conn.execute(update(t.units).where(t.units.c.id.in_(ids)).values(state="vacant")))
