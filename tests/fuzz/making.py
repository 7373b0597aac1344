"""Updates as nobody would send them: made from the published shapes, then damaged, all drawn by a seeded `Random`."""

import copy
import random
from typing import Any

from handlers import TAPS
from tests.fuzz import words
from tests.fuzz.shapes import Shapes, load
from tests.support.cast import DESK_GROUP, GROUP, RESIDENTS, STAFF

STRANGERS = (99, 98, 7_000_000_001)
#: Lives and works in the other community; nobody here may change anything of theirs.
FOREIGN = (911, 921)
ACCOUNTS = (*(r[1] for r in RESIDENTS), *(s[1] for s in STAFF), *STRANGERS)
GROUPS = (GROUP, DESK_GROUP, -1001234567890)
NUMBERS = (0, 1, -1, 2, 7, 255, 2**31 - 1, 2**31, -(2**31), 2**53, 2**62, 2**63, 2**64, -(2**63) - 1, 10**40)
WRONG: tuple[Any, ...] = (
    None,
    True,
    False,
    "",
    "x",
    "7",
    [],
    {},
    [[]],
    {"id": {}},
    [None],
    1.5,
    -0.0,
    1e300,
    "\ud800",
    *NUMBERS,
)
_DATE = 1795327500
_DEEPEST = 4


class Maker:
    """Draws updates. `number` counts them; the same dice make the same updates."""

    def __init__(self, dice: random.Random, first: int = 1) -> None:
        self.dice = dice
        self.number = first
        self._shapes: Shapes = load()
        self._kinds = [name for name in self._shapes["Update"] if name != "update_id"]

    def update(self) -> Any:
        """One update of any kind with any fields, sound or damaged."""
        kind = self._kind()
        made: Any = {"update_id": self.next(), kind: self._typed(self._shapes["Update"][kind][1], 1)}
        for _ in range(self.dice.choice((0, 0, 0, 1, 1, 2, 4))):
            self._damage(made.get(kind) if self.dice.random() < 0.98 else made)
        if self.dice.random() < 0.01:
            return copy.deepcopy(self.dice.choice(WRONG))
        return made

    def next(self) -> int:
        """The next update id."""
        self.number += 1
        return self.number

    def text(self, account: int, text: str, chat: int | None = None, reply_to: int | None = None) -> dict[str, Any]:
        """Somebody types."""
        message = self.message(account, chat, text=text)
        if reply_to is not None:
            message["reply_to_message"] = {"message_id": reply_to, "from": {"id": 7, "is_bot": True}}
        return {"update_id": self.next(), "message": message}

    def press(self, account: int, data: str, chat: int | None = None, message: int = 0) -> dict[str, Any]:
        """Somebody presses, or pretends to."""
        shown = {"message_id": message, "date": _DATE, "chat": _chat(chat or account)}
        query = {"id": str(self.number), "from": _user(account), "chat_instance": "1", "message": shown, "data": data}
        return {"update_id": self.next(), "callback_query": query}

    def message(self, account: int, chat: int | None = None, **more: Any) -> dict[str, Any]:
        """A sound message."""
        place = _chat(chat or account)
        return {"message_id": 200_000 + self.number, "date": _DATE, "chat": place, "from": _user(account), **more}

    def sends(self, account: int) -> dict[str, Any]:
        """Somebody sends something that is no text, with the oddest fields."""
        field = self.dice.choice(
            ("photo", "document", "voice", "video", "location", "contact", "sticker", "venue", "dice", "poll", "audio")
        )
        body = self._typed(self._shapes["Message"][field][1], 2)
        more = {field: body, "caption": words.hostile(self.dice)}
        if field == "contact" and isinstance(body, dict):
            body["user_id"] = self.dice.choice((account, *ACCOUNTS))
        return {"update_id": self.next(), "message": self.message(account, **more)}

    def forged(self, screens: list[str]) -> str:
        """Data of a press that no button of ours carries (or one that somebody else's does)."""
        dice, way = self.dice, self.dice.random()
        if way < 0.3 and screens:  # a real one, damaged
            data = dice.choice(screens)
            place = dice.randrange(len(data) + 1)
            return dice.choice(
                (data[:place], data + data, data[:place] + dice.choice("0:.٣-x\x00") + data[place + 1 :], data[::-1])
            )
        if way < 0.85:
            letter = dice.choice([*TAPS, "t"])
            verbs = [*TAPS.get(letter, ()), "back", "page", "send", "change", "more", "add"]
            subject = dice.choice(("", "1", "2", "3", str(dice.randint(1, 60)), "777", "9" * 18, "٣", "-1", "0"))
            value = dice.choice(
                ("", ".1", ".2", ".x", ".-1", ".engineering", ".u1", "." + "9" * 40, ".٣", ".1.2.3", ".")
            )
            version = dice.choice(("0", "1", "2", "3", str(dice.randint(0, 30)), "", "x", "9" * 30, "٣"))
            return f"{letter}{subject}:{dice.choice(verbs)}{value}:{version}"
        if way < 0.95:
            return words.hostile(dice)[:64]
        return "".join(chr(dice.choice((dice.randrange(1, 128), dice.randrange(1, 0x3000)))) for _ in range(64))

    def _kind(self) -> str:
        served = ("message", "edited_message", "callback_query", "my_chat_member", "pre_checkout_query")
        return self.dice.choice(served) if self.dice.random() < 0.6 else self.dice.choice(self._kinds)

    def _typed(self, name: str, depth: int) -> Any:
        dice = self.dice
        if name.startswith("Array of "):
            return [self._typed(name.removeprefix("Array of "), depth + 1) for _ in range(dice.choice((0, 1, 1, 2)))]
        if name == "Integer":
            return dice.choice((*ACCOUNTS, *GROUPS, _DATE, 1, 2, 3)) if dice.random() < 0.95 else dice.choice(NUMBERS)
        if name == "String":
            return dice.choice(words.PLAIN) if dice.random() < 0.5 else words.hostile(dice)[:2000]
        if name in ("Boolean", "True"):
            return name == "True" or dice.random() < 0.5
        if name == "Float":
            return dice.choice((30.5, -200.0, 0, 1e308))
        if name == "User" and dice.random() < 0.8:
            return _user(dice.choice(ACCOUNTS)) | {"first_name": words.hostile(dice)[:200]}
        if name == "Chat" and dice.random() < 0.8:
            return _chat(dice.choice((*ACCOUNTS, *GROUPS)))
        return self._object(name, depth)

    def _object(self, name: str, depth: int) -> Any:
        fields = self._shapes.get(name)
        if fields is None:
            return {}
        if "=" in fields:
            return self._typed(self.dice.choice(fields["="]), depth)
        likely = 0.2 / depth if depth < _DEEPEST else 0.0
        return {
            field: self._typed(self.dice.choice(types), depth + 1)
            for field, (must, *types) in fields.items()
            if (must == "!" and depth < 2 * _DEEPEST) or self.dice.random() < likely
        }

    def _damage(self, made: Any) -> None:
        """One field somewhere: gone, of another type, twice as deep, or one that nobody knows."""
        place = made
        if not isinstance(place, dict | list):
            return
        while True:
            inner = [
                v for v in (place.values() if isinstance(place, dict) else place) if isinstance(v, dict | list) and v
            ]
            if not inner or self.dice.random() < 0.3:
                break
            place = self.dice.choice(inner)
        if not place:
            return
        key = self.dice.choice(list(place)) if isinstance(place, dict) else self.dice.randrange(len(place))
        match self.dice.randrange(4):
            case 0:
                del place[key]
            case 1 if isinstance(place, dict):
                place["field_of_tomorrow"] = {"x": [1]}
            case _:
                place[key] = copy.deepcopy(self.dice.choice(WRONG))


def _user(account: int) -> dict[str, Any]:
    return {"id": account, "is_bot": False, "first_name": f"P{account}", "language_code": "zh-hans"}


def _chat(chat: int) -> dict[str, Any]:
    return {"id": chat, "type": "private"} if chat > 0 else {"id": chat, "type": "supergroup", "title": "群"}
