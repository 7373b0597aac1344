"""Many people at once, for load and for kills: each looks at their screen and does what it asks for, nothing else.

`Owner.decide` and `Worker.decide` are pure readings of what stands in the chats: whatever the bot went through, the
next act follows from what can be seen. Whoever drives them repeats an act when nothing happens for a while.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from domain.people import Relation, Role, Team
from store import tables as t
from store.work import Work

#: Labels of the categories owners choose from.
CATEGORIES = ("水管龙头", "下水堵塞", "电路用电", "门窗", "其他")
#: The button of a card in the group that nobody has taken.
CLAIM = "我来接"
_STORY, _PLACE, _PART = "请说说哪里坏了", "哪里需要修", "修了哪个部位"


@dataclass(frozen=True, slots=True)
class Seen:
    """One message of the bot as it stands: text, and the inline buttons as (label, data) in reading order."""

    id: int
    text: str
    keys: tuple[tuple[str, str], ...]

    def key(self, label: str) -> str | None:
        """The data of the first button whose label begins so."""
        return next((data for found, data in self.keys if found.startswith(label)), None)


def seen(api: Mapping[str, Any]) -> Seen:
    """A message of the Bot API, read."""
    rows = api.get("reply_markup", {}).get("inline_keyboard", ())
    keys = tuple((b["text"], b["callback_data"]) for row in rows for b in row if "callback_data" in b)
    return Seen(api["message_id"], api.get("text") or api.get("caption") or "", keys)


#: The bot's messages of one chat that are still there, oldest first.
Screen = Mapping[int, Seen]


@dataclass(frozen=True, slots=True)
class Act:
    """A press (`message` and `data`) or words (`text`), in a chat."""

    chat: int
    text: str = ""
    message: int = 0
    data: str = ""
    label: str = ""


def _press(chat: int, message: Seen, *labels: str) -> Act | None:
    for label in labels:
        data = message.key(label)
        if data is not None:
            return Act(chat, message=message.id, data=data, label=label)
    return None


@dataclass(slots=True)
class Owner:
    """Files one repair after the other, each told by its own unique words, agrees to prices, signs with five stars."""

    id: int
    wishes: list[str]
    category: str = CATEGORIES[0]
    #: Of the wishes: how many are closed.
    done: int = 0
    _sent: bool = field(default=False)

    def decide(self, mine: Screen, crew: Screen) -> Act | None:
        """What the screen asks for; None when it is somebody else's turn."""
        card = self._card(mine)
        if card is not None and "已完结" in card.text:
            self.done, self._sent = self.done + 1, False
            card = self._card(mine)
        for message in reversed(mine.values()):
            act = self._answers(message)
            if act is not None:
                return act
        if card is not None:
            return _press(self.id, card, "同意", "★5")
        if self._sent or self.finished:
            return None
        menu = next((m for m in reversed(mine.values()) if m.key("我要报修")), None)
        return _press(self.id, menu, "我要报修") if menu else Act(self.id, text="/menu")

    def did(self, act: Act) -> None:
        """The act was carried out by the fingers."""
        self._sent = self._sent or act.label == "提交"

    @property
    def finished(self) -> bool:
        """Every wish is closed."""
        return self.done >= len(self.wishes)

    def _card(self, mine: Screen) -> Seen | None:
        if self.finished:
            return None
        words = f"「{self.wishes[self.done]}"
        return next((m for m in reversed(mine.values()) if words in m.text and not _is_question(m)), None)

    def _answers(self, message: Seen) -> Act | None:
        if not _is_question(message):
            return None
        act = _press(self.id, message, "不用了", "提交", "好了", "尽快上门", "不是，另报一件", self.category)
        if act is None and _STORY in message.text and not self.finished:
            act = Act(self.id, text=self.wishes[self.done])
        if act is None and _PLACE in message.text:
            act = Act(self.id, message=message.id, data=message.keys[0][1], label="place")
        return act or _press(self.id, message, "取消")


@dataclass(slots=True)
class Worker:
    """Takes what nobody has, goes, quotes where it costs money, finishes. One thing at a time."""

    id: int
    group: int
    #: Where in the row of waiting cards this worker begins to look, so that not all reach for the same one.
    shift: int = 0

    def decide(self, mine: Screen, crew: Screen) -> Act | None:
        """What the screens ask for; None when there is nothing to do."""
        if not mine:
            return Act(self.id, text="/menu")
        for message in reversed(mine.values()):
            act = self._answers(message)
            if act is not None:
                return act
        for card in mine.values():
            act = self._works(card)
            if act is not None:
                return act
        waiting = [m for m in crew.values() if m.key(CLAIM)]
        return _press(self.group, waiting[self.shift % len(waiting)], CLAIM) if waiting else None

    def did(self, act: Act) -> None:
        """Nothing to remember."""

    def _answers(self, message: Seen) -> Act | None:
        if not _is_question(message):
            return None
        act = _press(self.id, message, "交单", "没有照片", "没用材料", "修好", "发送", "没有了", "选好了")
        if act is None and "点价目表里的项目" in message.text:
            act = Act(self.id, message=message.id, data=message.keys[0][1], label="item")
        if act is None and _PART in message.text:
            act = Act(self.id, text="厨房水槽")
        return act or _press(self.id, message, "取消")

    def _works(self, card: Seen) -> Act | None:
        if "👤" not in card.text or not card.text.startswith(("🔧", "🚨")):
            return None
        act = _press(self.id, card, "接单", "出发", "到场")
        if act is None and "先报价" in card.text:
            act = _press(self.id, card, "报价")
        return act or _press(self.id, card, "完工")


def _is_question(message: Seen) -> bool:
    """Questions of a conversation have buttons of that conversation."""
    return any(data.startswith("t") for _, data in message.keys)


# --- where they live --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """One community: its group of the crew, its owners and workers by account."""

    group: int
    owners: tuple[int, ...]
    workers: tuple[int, ...]


def plan(communities: int, owners: int, workers: int) -> list[Place]:
    """So many communities with so many owners and workers each."""
    return [
        Place(
            -1_000_000_100_000 - n,
            tuple(100_000 + n * 1000 + i for i in range(owners)),
            tuple(500_000 + n * 1000 + i for i in range(workers)),
        )
        for n in range(communities)
    ]


def settle(work: Work, places: Iterable[Place], now: datetime) -> None:
    """They are on the register and known in the chat; every other home is in warranty, the others cost money."""
    for n, place in enumerate(places, 1):
        conn = work.conn
        named = {"name": f"{n}号小区", "timezone": "Asia/Shanghai", "language": "zh"}
        community = conn.execute(insert(t.communities).values(named).returning(t.communities.c.id)).scalar_one()
        values = {"community_id": community, "name": "1栋", "code": "1"}
        building = conn.execute(insert(t.buildings).values(values).returning(t.buildings.c.id)).scalar_one()
        for code, category in (("W1", "water"), ("D1", "drain"), ("P1", "power"), ("O1", "other")):
            what = {"name_zh": f"项目{code}", "name_en": code, "unit_zh": "次", "unit_en": "job"}
            work.cases.set_price(community, code, {"category": category, "price_fen": 5000, **what})
        for i, account in enumerate(place.owners):
            built = date(now.year - (0 if i % 2 else 15), 1, 1)
            home = insert(t.units).values(
                community_id=community, building_id=building, building="1", entrance="1", room=f"{i // 4 + 1}0{i % 4 + 1}",
                floor=i // 4 + 1, state="lived_in", handed_over_on=built,
            )  # fmt: skip
            unit = conn.execute(home.returning(t.units.c.id)).scalar_one()
            person = work.people.add(
                f"业主{account}", now, phone=f"+86138{account:08}", telegram_id=account, language="zh"
            )
            work.people.add_home(person, unit, Relation.OWNER, "contact", now)
        for account in place.workers:
            person = work.people.add(
                f"师傅{account}", now, phone=f"+86139{account:08}", telegram_id=account, language="zh"
            )
            post = work.staff.hire(person, community, Role.ENGINEER, Team.ENGINEERING, [])
            work.staff.on_duty(post, now)
        work.staff.saw_chat(place.group, "group", "engineering", True)
        work.staff.bind_chat(community, Team.ENGINEERING, place.group, None, person, now)


def acts_of_moving_in(places: Iterable[Place]) -> list[tuple[str, dict[str, Any]]]:
    """The control calls that make the same people and groups in the sandbox; everybody has pressed start."""
    acts: list[tuple[str, dict[str, Any]]] = []
    for place in places:
        for account in (*place.owners, *place.workers):
            acts.append(("people", {"id": account, "first_name": f"人{account}", "language_code": "zh-hans"}))
        acts.append(("groups", {"id": place.group, "title": "工程组", "members": list(place.workers)}))
    return acts
