"""Who acts: anybody of the estate looks at what stands in their chats, and presses or types, fittingly or not."""

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.simulation.far import Far, Message
from tests.support.cast import DESK_GROUP, GROUP

#: What is typed: matters of every kind, answers that may fit the question, and what fits nothing.
SAID = (
    "厨房水管漏水", "电梯困人了", "煤气味很浓", "楼上半夜装修太吵", "物业费怎么算的", "门禁坏了三天没人管", "建议多放几个垃圾桶", "谢谢小李，修得真快",
    "我要投诉保安态度差", "没有了", "好了不漏了", "换阀门 80", "120", "80.50", "3", "2026-12-01", "明天下午3点", "12月5日 14:30", "3-2-1502", "2栋1单元101",
    "13800138000", "已联系业主", "配件到货再修", "按规定处理", "同意", "不同意", "水压太小", "每户", "2026年12月", "A|B|C", "是否同意加装充电桩？", "<b>x</b> & {{ r }}",
    "水" * 300, "👨‍👩‍👧 ok", "1", "0", "-5", "The tap in the kitchen drips", "How much is the fee?",
)  # fmt: skip
COMMANDS = ("/menu", "/menu", "/start", "/help", "/cancel", "/report", "/search 漏水", "/language")
#: Labels people press seldom: they end what they are doing.
_SELDOM = ("取消", "返回", "Cancel", "Back", "不用了", "菜单")


@dataclass(frozen=True, slots=True)
class Person:
    """An account and where they look: their own chat, and the groups they are in."""

    id: int
    name: str
    language: str = "zh"
    groups: tuple[int, ...] = ()


class Fingers:
    """Turns a person's choice into an update. All choices come from `draw`."""

    def __init__(self, draw: random.Random, far: Far) -> None:
        self._draw = draw
        self._far = far
        self._presses = 0
        self._newest: dict[str, Any] | None = None

    def acts(self, person: Person, now: datetime) -> str:
        """One act; what it was, for the trace."""
        dice = self._draw.random()
        chat = self._place(person)
        shown = self._screen(chat)
        if dice < 0.02 and self._newest is not None:  # the same once more, under another id
            self._far.say("same press, new id")
            self._far.tells(dict(self._newest))
            return "again"
        if dice < 0.72 and shown:
            return self._presses_some(person, chat, shown, now)
        if dice < 0.90:
            return self._says(person, self._draw.choice(SAID), now)
        if dice < 0.97:
            return self._says(person, self._draw.choice(COMMANDS), now)
        return self._sends(person, now)

    def _place(self, person: Person) -> int:
        if person.groups and self._draw.random() < 0.25:
            group = self._draw.choice(person.groups)
            return self._far.moved.get(group, group)
        return person.id

    def _screen(self, chat: int) -> list[Message]:
        return [m for m in list(self._far.chats.get(chat, {}).values())[-8:] if m.buttons]

    def _presses_some(self, person: Person, chat: int, shown: list[Message], now: datetime) -> str:
        message = shown[-1] if self._draw.random() < 0.75 else self._draw.choice(shown)
        label, data = self._draw.choice(message.buttons)
        if label.strip("✖️↩ ").startswith(_SELDOM) and self._draw.random() < 0.8:
            label, data = self._draw.choice(message.buttons)
        self._presses += 1
        place = {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "g"}
        self._tells(
            {
                "callback_query": {
                    "id": f"p{self._presses}", "from": _user(person), "data": data,
                    "message": {"message_id": message.id, "date": int(now.timestamp()), "chat": place},
                }
            }
        )  # fmt: skip
        return f"press {label} {data}"

    def _says(self, person: Person, text: str, now: datetime) -> str:
        self._tells({"message": {**_body(self._far, person, now), "text": text}})
        return f"say {text[:20]}"

    def _sends(self, person: Person, now: datetime) -> str:
        number = self._far.number()
        photo = [
            {"file_id": f"photo{number}", "file_unique_id": f"u{number}", "width": 90, "height": 90, "file_size": 1000}
        ]
        self._tells({"message": {**_body(self._far, person, now), "photo": photo, "caption": "看这里"}})
        return "photo"

    def _tells(self, update: dict[str, Any]) -> None:
        self._newest = update
        self._far.tells(update)


def _user(person: Person) -> dict[str, Any]:
    return {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": person.language}


def _body(far: Far, person: Person, now: datetime) -> dict[str, Any]:
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    return {"message_id": far.number(), "date": int(now.timestamp()), "chat": chat, "from": _user(person)}


def everybody(accounts: dict[str, int]) -> list[Person]:
    """The cast: owners often, staff often, and a stranger."""
    groups = {"李强": (GROUP,), "赵军": (GROUP,), "吴工": (GROUP,), "陈静": (DESK_GROUP,), "周敏": (DESK_GROUP,)}
    people = [Person(a, n, "en" if n == "Anna" else "zh", groups.get(n, ())) for n, a in accounts.items()]
    return [*people, Person(99, "路人")]
