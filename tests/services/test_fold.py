"""Behind the fold: one press shows the other buttons, the card's next change folds them again, nothing else moves."""

from typing import Any

from sqlalchemy import select

from messages.render import UNFOLD
from store import tables as t
from tests.services.complaint_steps import complains, hands
from tests.services.steps import OUTDATED, WANG, WU, person_of, press
from tests.support.estate import Estate


def _sent(estate: Estate, key: str) -> dict[str, Any]:
    """The newest state of a card as it went out."""
    card = estate.work(lambda w: w.cards.find(key))
    row = select(t.outbox.c.payload).where(t.outbox.c.card_id == card.id).order_by(t.outbox.c.id.desc())
    return estate.work(lambda w: w.conn.scalar(row.limit(1)))


def test_one_press_shows_the_others(estate: Estate) -> None:
    """All that were kept back, and the same text; a second press has nothing left to show."""
    case = complains(estate)
    hands(estate, case.number)
    key = f"case:{case.id}:staff:{person_of(estate, WU)}"
    message = estate.work(lambda w: w.cards.find(key)).message_id
    folded = _sent(estate, key)
    assert len(folded["buttons"]) == 3 and folded["buttons"][-1][0]["data"] == UNFOLD

    estate.presses(WU, UNFOLD, message=message)
    shown = _sent(estate, key)
    assert shown["buttons"] == folded["buttons"][:-1] + folded["more"] and shown["text"] == folded["text"]
    estate.presses(WU, UNFOLD, message=message)
    assert OUTDATED in estate.toast() and _sent(estate, key) == shown

    press(estate, WU, "我来处理", case.number)
    assert len(_sent(estate, key)["buttons"]) == 3, "folded again"


def test_a_forged_press_shows_nothing(estate: Estate) -> None:
    """On a message without a fold, and on none."""
    complains(estate)
    for message in (estate.newest(WANG).id, 0, 987654):
        before = estate.screen(WANG)
        estate.presses(WANG, UNFOLD, message=message)
        assert OUTDATED in estate.toast() and estate.screen(WANG) == before
