"""Whatever both sides do in whatever order: every word stands on the other side as it is now, and nothing private in the group."""

import random

import pytest
from sqlalchemy import select

from store import tables as t
from tests.services.steps import CHEN, DESK_GROUP, WANG, ZHOU, last_row, told
from tests.support.estate import Estate

STEPS = 60


class Both:
    """Wang Fang, Chen Jing and Zhou Min, at random."""

    def __init__(self, estate: Estate, seed: int) -> None:
        self.estate, self.dice, self.count = estate, random.Random(seed), 0
        #: Message of the resident → its words; of the desk → its words and who wrote where.
        self.asked: dict[int, str] = {}
        self.answered: dict[int, tuple[str, str, int | None]] = {}
        self.refused: set[str] = set()
        self.private: set[str] = set()

    def word(self, by: str) -> str:
        """Never the same twice."""
        self.count += 1
        return f"〔{by}{self.count}〕"

    def relay(self):
        """The open exchange."""
        return self.estate.work(lambda w: w.relays.open_of(1))

    def asks(self) -> None:
        """By the menu when nothing is open, else by just typing."""
        words = self.word("问")
        if self.relay() is None:
            self.estate.presses(WANG, "m:talk:0")
            self.asked[self.estate.says(WANG, words)] = words
            self.estate.taps(WANG, "发送")
        else:
            self.asked[self.estate.says(WANG, words)] = words
        if self.relay().with_id is not None:
            self.private.add(words)

    def corrects(self) -> None:
        """The resident puts any of their words right."""
        if self.asked:
            message = self.dice.choice(list(self.asked))
            words, before = self.word("改"), self.asked[message]
            if before in self.private:
                self.private.add(words)
            self.estate.edits(WANG, message, words)
            self.asked[message] = words

    def answers(self) -> None:
        """Somebody of the desk replies to any copy they see."""
        who, chat = self.dice.choice([(CHEN, DESK_GROUP), (ZHOU, DESK_GROUP), (ZHOU, 25)])
        stands = [m.id for m in self.estate.chats.get(chat, {}).values() if "〔" in m.text and "💬 王芳" in m.text]
        if stands:
            words = self.word("答")
            place, before = chat if chat < 0 else None, last_row(self.estate)
            message = self.estate.says(who, words, chat=place, reply_to=self.dice.choice(stands))
            self.answered[message] = (words, who, place)
            if told(self.estate, chat, "正在单独接待", before):
                del self.answered[message]
                self.refused.add(words)

    def corrects_answer(self) -> None:
        """Whoever wrote it puts an answer right."""
        if self.answered:
            message = self.dice.choice(list(self.answered))
            _, who, place = self.answered[message]
            words = self.word("正")
            self.estate.edits(who, message, words, chat=place)
            self.answered[message] = (words, who, place)

    def presses(self) -> None:
        """Any button, by anybody, in any state."""
        who = self.dice.choice([WANG, CHEN, ZHOU])
        running = self.relay()
        relay = running.id if running is not None and self.dice.random() < 0.9 else self.dice.randint(1, 3)
        verb = self.dice.choice(
            ["take", "take.4", "take.5", "apart", "apart.5", "apart.5", "back", "close", "read", "link", "again"]
        )
        self.estate.presses(who, f"r{relay}:{verb}:0", None if who == WANG else DESK_GROUP)

    def waits(self) -> None:
        """Minutes or a day."""
        self.estate.passes(minutes=self.dice.choice([1, 11, 31, 60 * 25]))


@pytest.mark.parametrize("seed", range(6))
def test_every_word_stands_on_the_other_side(estate: Estate, seed: int) -> None:
    """As it is now; refused ones nowhere; private ones not in the group; one open exchange at a time."""
    both = Both(estate, seed)
    acts = [
        both.asks,
        both.asks,
        both.corrects,
        both.answers,
        both.answers,
        both.corrects_answer,
        both.presses,
        both.waits,
    ]
    for _ in range(STEPS):
        both.dice.choice(acts)()
    desk = estate.screen(DESK_GROUP) + estate.screen(ZHOU)
    hers = estate.screen(WANG)
    assert [w for w in both.asked.values() if w not in desk] == []
    assert [w for w, _, _ in both.answered.values() if w not in hers] == []
    assert [w for w in both.refused if w in hers] == []
    group = "\n".join(r.payload["text"] for r in rows(estate) if r.chat_id == DESK_GROUP)
    assert [w for w in both.private if w in group] == []
    open_ = estate.work(lambda w: w.conn.execute(select(t.relays.c.id).where(t.relays.c.status == "open")).all())
    assert len(open_) <= 1
    kept = estate.work(lambda w: set(w.conn.scalars(select(t.relay_messages.c.text))))
    assert {*both.asked.values(), *(w for w, _, _ in both.answered.values())} == kept


def rows(estate: Estate) -> list:
    """Everything owed to anybody."""
    return estate.work(lambda w: w.conn.execute(select(t.outbox.c.chat_id, t.outbox.c.payload)).all())
