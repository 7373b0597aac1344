"""Live cards: one message, always the newest state, whatever happens on the way."""

import asyncio

import pytest
from sqlalchemy import select

from domain.sending import Lane
from store import tables as t
from tests.bot.test_sender import quiet, texts


def state(n, **more):
    """A state of a card."""
    return {"text": f"Stand {n}", **more}


@pytest.fixture
async def card(sandbox, database_url, started):
    """Somebody with a running bot, and a way to show them a card."""
    person = await sandbox.person("王芳")
    await person.says("/start")
    async with started(quiet()) as run:
        await run.until(lambda w: w.inbox.count().get("done") == 1)

        async def show(n, **more):
            words = {"buttons": more.pop("buttons")} if "buttons" in more else {}
            return await run.rows(lambda w: w.cards.show("card", person.id, state(n, **words), Lane.REPLY, **more))

        async def settled():
            await run.until(lambda w: not {"queued", "sending"} & set(w.outbox.count()))

        run.show, run.settled, run.person = show, settled, person
        yield run


async def test_card_is_edited_in_place(sandbox, card):
    """First a message, then edits; the same state again is nothing."""
    assert await card.show(1)
    await card.settled()
    assert await card.show(2)
    await card.settled()
    assert not await card.show(2)
    assert await texts(sandbox, card.person.id) == ["Stand 2"]
    assert [c["method"] for c in await sandbox.calls() if c["chat_id"]] == ["sendMessage", "editMessageText"]


async def test_only_newest_state_is_sent(sandbox, card):
    """States that were overtaken before they went out are never sent."""
    await sandbox.delay(150)
    for n in range(1, 8):
        await card.show(n)
        await asyncio.sleep(0.03)
    await card.settled()
    assert await texts(sandbox, card.person.id) == ["Stand 7"]
    calls = [c["method"] for c in await sandbox.calls() if c["chat_id"]]
    assert calls[0] == "sendMessage" and calls.count("sendMessage") == 1 and len(calls) <= 4


async def test_first_message_not_yet_sent_says_the_new_state(sandbox, card):
    """No edit is needed for a message that has not gone out."""

    def both(work):
        work.cards.show("card", card.person.id, state(1), Lane.TASK)
        work.cards.show("card", card.person.id, state(2), Lane.REPLY)

    await card.rows(both)
    await card.settled()
    assert await texts(sandbox, card.person.id) == ["Stand 2"]
    assert [c["method"] for c in await sandbox.calls() if c["chat_id"]] == ["sendMessage"]


async def test_deleted_card_is_posted_anew(sandbox, card):
    """Somebody deleted the message: the next state is a new one, and the one after that an edit of it."""
    await card.show(1)
    await card.settled()
    first = (await card.rows(lambda w: w.cards.find("card"))).message_id
    await sandbox.post("delete", chat_id=card.person.id, message_id=first)
    await card.show(2)
    await card.settled()
    second = (await card.rows(lambda w: w.cards.find("card"))).message_id
    assert second != first
    await card.show(3)
    await card.settled()
    assert await texts(sandbox, card.person.id) == ["Stand 3"]


async def test_not_modified_counts_as_done(sandbox, card):
    """The channel says it is as wished already."""
    await card.show(1)
    await card.settled()
    await sandbox.fault("refuse", "editMessageText", error_code=400, times=1,
                        description="Bad Request: message is not modified: specified new message content and reply "
                        "markup are exactly the same")  # fmt: skip
    await card.show(2)
    await card.settled()
    assert await card.rows(lambda w: w.outbox.count()) == {"sent": 2}
    where = await card.rows(lambda w: w.cards.find("card"))
    mine = (t.outbox.c.chat_id == where.chat_id, t.outbox.c.message_id == where.message_id)
    newest = select(t.outbox.c.payload).where(*mine).order_by(t.outbox.c.id.desc())
    assert (await card.rows(lambda w: w.conn.scalars(newest).first())) == state(2)


async def test_repost_takes_the_old_one_away(sandbox, card):
    """The card stands once, at the end of the chat."""
    await card.show(1)
    await card.settled()
    await card.owe("words", card.person.id, "dazwischen")
    await card.show(1, repost=True)
    await card.settled()
    assert await texts(sandbox, card.person.id) == ["dazwischen", "Stand 1"]


async def test_repost_while_the_first_is_under_way_leaves_one(sandbox, card):
    """Also a message that was just leaving is taken away again."""
    await sandbox.delay(200)
    await card.show(1)
    await card.until(lambda w: w.outbox.count().get("sending"))
    await card.show(2, repost=True)
    await card.settled()
    assert await texts(sandbox, card.person.id) == ["Stand 2"]


async def test_removed_card_is_gone_also_when_just_leaving(sandbox, card):
    """Removing takes the message away, wherever it was."""
    await card.show(1)
    await card.settled()
    await card.rows(lambda w: w.cards.remove("card"))
    await card.settled()
    await sandbox.delay(200)
    await card.show(2)
    await card.until(lambda w: w.outbox.count().get("sending"))
    await card.rows(lambda w: w.cards.remove("card"))
    await card.settled()
    assert await texts(sandbox, card.person.id) == []


async def test_forgotten_card_stays_and_the_next_is_new(sandbox, card):
    """The last state still reaches the old message."""
    await card.show(1)
    await card.settled()

    def close(work):
        work.cards.show("card", card.person.id, state("Ende"), Lane.REPLY)
        work.cards.forget("card")

    await card.rows(close)
    await card.show(1)
    await card.settled()
    assert await texts(sandbox, card.person.id) == ["Stand Ende", "Stand 1"]


async def test_lost_answers_of_edits_are_repeated(sandbox, card):
    """An edit may be repeated freely."""
    await card.show(1)
    await card.settled()
    await sandbox.fault("drop_after", "editMessageText", times=2)
    await card.show(2)
    await card.settled()
    assert await texts(sandbox, card.person.id) == ["Stand 2"]


async def test_card_owed_by_key_once(sandbox, card):
    """An outbox key given with a state is owed once, as any other."""
    await card.show(1, outbox_key="told")
    await card.settled()
    assert not await card.show(2, outbox_key="told")
    assert await texts(sandbox, card.person.id) == ["Stand 1"]


async def test_newest_state_survives_blocking(sandbox, card):
    """After the person comes back the card shows its newest state, not one that was kept from before."""
    await card.show(1)
    await card.settled()
    await sandbox.fault("refuse", "editMessageText", error_code=403, times=2,
                        description="Forbidden: bot was blocked by the user")  # fmt: skip
    for n in (2, 3):
        await card.show(n)
        await card.until(lambda w: not {"queued", "sending"} & set(w.outbox.count()))
    await card.person.says("da")
    await card.until(lambda w: not {"queued", "sending", "blocked"} & set(w.outbox.count()))
    assert await texts(sandbox, card.person.id) == ["Stand 3"]


async def test_a_card_too_old_to_be_deleted_loses_at_least_its_buttons(sandbox, card):
    """After 48 hours the channel deletes nothing of ours; the old question must not look open."""
    await card.show(1, buttons=[[{"label": "好", "data": "t1:send:1"}]])
    await card.settled()
    await sandbox.advance(3 * 86400)
    await card.rows(lambda w: w.cards.remove("card"))
    await card.settled()
    shown = [m for m in (await sandbox.chat(card.person.id))["messages"] if m["is_bot"] and not m["deleted"]]
    assert [m["text"] for m in shown] == ["Stand 1"]
    assert not shown[0]["buttons"]
