"""Paid in the chat itself over the wire: invoice, the word before money is taken, the receipt; killed on the way (FEE-06, FEE-20)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from domain.fees.ledger import Way
from services.fees import posting
from store import money_tables as m
from store.work import Work
from tests.journeys.money_acts import answers, away, begin, once, owed
from tests.journeys.test_money_query import EN, ZH, Say, _books, _sound
from tests.support.stagecraft import Stage

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("journeys-here"),
]
PROVIDER = "provider:TEST:secret"
WORDS = {
    "zh": {"here": "在这里付款", "changed": "现在可以付 ¥275.80", "nothing": "已经没有待付的费用", "rest": "¥275.80"},
    "en": {
        "here": "Pay here",
        "changed": "¥275.80 can be paid now",
        "nothing": "Nothing is left to pay",
        "rest": "¥275.80",
    },
}


@pytest.mark.parametrize("say", [ZH, EN], ids=["zh", "en"])
async def test_from_the_invoice_to_the_receipt(own_stage: Callable[..., Any], say: Say) -> None:
    """An old invoice is refused, a new one paid once; asked twice, told twice, killed between: one payment, one receipt."""
    stage: Stage = await own_stage()
    owner, words = stage[say["person"]], WORDS[say["language"]]
    home = stage.cast.units[say["home"]]
    stage.bot.environment |= {"PAYMENT_PROVIDER_TOKEN": PROVIDER}
    await away(stage, "", begin(stage, say["language"], _books(stage, say)))
    await owner.says("/menu")
    await answers(owner, say["fees"], words["here"], "¥551.60")
    old = await owner.hears("¥551.60", fresh=True)

    # Half of it is paid at the desk while the invoice lies there: our word is no, and nothing is taken.
    def at_the_desk(work: Work) -> None:
        community = work.people.unit(home).community_id
        row = {
            "community_id": community,
            "unit_id": home,
            "way": Way.CASH,
            "fen": 27_580,
            "paid_on": posting.today(work, community),
        }
        posting.confirm(work, work.ledger.add_payment(row), None)

    await away(stage, "", at_the_desk)
    await owner.pays(old)
    await owner.gets_toast(words["changed"])

    # A new one. The question comes twice, and the bot dies as soon as the money is taken; told again after it has started.
    await owner.says("/menu")
    await answers(owner, say["fees"], words["here"], words["rest"])
    invoice = await owner.hears(
        lambda message: any(b.get("pay") for row in message["buttons"] for b in row), fresh=True
    )
    await stage.settled()
    await owner.pays(invoice)
    await owner.until(lambda screen: any("✓ 275.80" in (one["text"] or "") for one in screen["messages"]), "a payment")
    told = (await stage.sandbox.get("updates"))["next_id"] - 1
    await stage.bot.kill()
    await stage.bot.start()
    await stage.sandbox.replay(told)
    await stage.settled()
    await once(stage, owner, say["receipt"], "2026-000002", "¥275.80")
    await owner.pays(invoice)
    await owner.gets_toast(words["nothing"])

    payments = await stage.rows(select(m.payments).order_by(m.payments.c.id))
    assert [(p.fen, p.way, p.status) for p in payments] == [
        (27_580, "cash", "confirmed"),
        (27_580, "online", "confirmed"),
    ]
    assert payments[1].reference.startswith("tg")
    assert await owed(stage, home) == 0
    assert PROVIDER not in stage.bot.log()
    await _sound(stage)
