"""Values of the reading: several matters in one message, a community's own words."""

from typing import Any

from domain.reading import WordKind
from domain.reading.topics import TOPICS
from domain.repair import Danger
from handlers.answers import Option
from handlers.hearing import INTENTS, KINDS, WEIGHTS
from tests.messages.repairs import LONG, SLY, ask, ours, said

_PARTS = [
    {"text": "厨房漏水", "intent": "repair", "topic": "drainage_leak"},
    {"text": LONG, "intent": "fee", "topic": "fee"},
    {"text": SLY, "intent": "suggestion", "topic": "other"},
]
_DESK = ours("meaning", "desk")


def _which(parts: list[dict[str, Any]]) -> dict[str, Any]:
    options = [Option(f"p{n}", part["text"][:13], keeps=n) for n, part in enumerate(parts)]
    return {
        "a": said(_said={"text": LONG, "media": []}, _parts=parts),
        "ask": ask("which", *options, *_DESK, back=False),
    }


SAMPLES: dict[str, list[dict[str, Any]]] = {
    "hearing/ask_which": [_which(_PARTS), _which(_PARTS[2:])],
    "hearing/ask_word": [{"ask": ask("word")}],
    "hearing/ask_kind": [{"a": said(word="水浸街"), "ask": ask("kind", *ours("word_kind", *KINDS))}],
    "hearing/ask_key": [
        {"a": said(word=SLY), "ask": ask("key", *ours(group, *keys))}
        for group, keys in (("danger", tuple(Danger)), ("intent", INTENTS), ("topic", tuple(TOPICS)))
    ],
    "hearing/ask_weight": [{"a": said(word=LONG), "ask": ask("weight", *ours("word_weight", *WEIGHTS))}],
    "hearing/words": [
        {"rows": rows, "page": page, "more": more}
        for rows, page, more in (
            ([], 0, False),
            ([{"id": 1, "kind": WordKind.DANGER, "key": "trapped_in_lift", "word": "梯子卡了", "weight": 3},
              {"id": 2, "kind": WordKind.CALM, "key": "", "word": "消防演练", "weight": 3},
              {"id": 3, "kind": WordKind.INTENT, "key": "fee", "word": SLY, "weight": -3},
              {"id": 4, "kind": WordKind.TOPIC, "key": "power", "word": LONG, "weight": 1}], 1, True),
        )
    ],
    "hearing/toast_dropped": [{}],
}  # fmt: skip
