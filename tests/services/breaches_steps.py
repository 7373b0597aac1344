"""What happens in stories of breaches: found on patrol, reported, a step taken, the rows."""

from typing import Any

from sqlalchemy import select

from store import heard_tables as h
from tests.services.steps import WANG
from tests.support.estate import Estate

BUILT = "露台在搭阳光房"


def steps(estate: Estate) -> list[Any]:
    """The steps on the record, oldest first."""
    return estate.work(lambda w: list(w.conn.execute(select(h.breach_steps).order_by(h.breach_steps.c.id))))


def facts(estate: Estate) -> Any:
    """What only the newest breach has."""
    return estate.work(lambda w: list(w.conn.execute(select(h.breaches).order_by(h.breaches.c.case_id)))[-1])


def finds(estate: Estate, who: str, sort: str = "私搭乱建", home: str = "3-2-1502", words: str = BUILT) -> Any:
    """Somebody of the staff notes it on patrol; the case."""
    estate.says(who, "/menu")
    estate.taps(who, "值班与管理")
    estate.taps(who, "回访走访")
    estate.taps(who, "发现违规")
    estate.taps(who, sort)
    estate.says(who, home)
    estate.taps(who, next(label for label in labels(estate, who) if home[-3:] in label))
    estate.says(who, words)
    estate.taps(who, "好了")
    return estate.cases()[-1]


def reports(estate: Estate, who: str, sort: str, where: str, words: str) -> Any:
    """A resident tells us; the case."""
    estate.says(who, "/menu")
    english = who == "Anna"
    estate.taps(who, "Rules broken" if english else "反映违规")
    estate.taps(who, sort)
    estate.says(who, where)
    estate.says(who, words)
    estate.taps(who, "That" if english else "好了")
    estate.taps(who, "Send" if english else "提交")
    return estate.cases()[-1]


def labels(estate: Estate, who: str) -> list[str]:
    """Labels of the newest message's buttons."""
    return [b["label"] for row in estate.newest(who).buttons for b in row]


def opens(estate: Estate, who: str, case: Any) -> None:
    """The colleague's card in private."""
    estate.presses(who, f"x{case.id}:open:1")


def does(
    estate: Estate, who: str, label: str, words: str = "已说明不能搭建，业主答应停工", sign: str | None = WANG
) -> None:
    """One step: its button, the words, and who is asked to sign (None: not in the chat, "拒签": would not)."""
    estate.taps(who, label)
    estate.says(who, words)
    estate.taps(who, "好了")
    if sign is None:
        estate.taps(who, "不在聊天里")
    else:
        estate.taps(who, next(one for one in labels(estate, who) if sign in one))
        estate.taps(who, "发出")


def case_now(estate: Estate, case: Any) -> Any:
    """The case as it stands."""
    return next(c for c in estate.cases() if c.id == case.id)


def promise(estate: Estate, case: Any) -> Any:
    """The open promise."""
    (one,) = [d for d in estate.work(lambda w: w.deadlines.of(case.id)) if d.status == "open"]
    return one


def text_of(estate: Estate, who: str, text: str) -> list[str]:
    """Messages of somebody's chat with that text."""
    return [m.text for m in estate.chats.get(estate.people[who], {}).values() if text in m.text]
