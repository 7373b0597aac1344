"""How updates reach a bot that polls: order, confirmation, conflicts, repeats, strange things."""

import asyncio

import pytest

from tests.support.phones import Phone, Sandbox
from tests.support.rawbot import Bot, Said


async def _texts(bot: Bot, **params: object) -> list[str]:
    return [one["message"]["text"] for one in await bot("getUpdates", **params)]


async def test_updates_wait_until_confirmed(bot: Bot, wang: Phone) -> None:
    """Ids rise by one; what is below the offset is forgotten, the rest is told again."""
    ids = [(await wang.says(str(number)))["update_id"] for number in range(4)]
    assert ids == list(range(ids[0], ids[0] + 4))
    assert await _texts(bot) == ["0", "1", "2", "3"]
    assert await _texts(bot, limit=2) == ["0", "1"]
    assert await _texts(bot, offset=ids[2]) == ["2", "3"]
    assert await _texts(bot) == ["2", "3"]
    assert await _texts(bot, offset=-1) == ["3"]
    assert await _texts(bot, offset=ids[3] + 1) == []


async def test_a_poll_is_answered_when_something_happens(bot: Bot, wang: Phone) -> None:
    """And not before."""
    poll = asyncio.create_task(_texts(bot, timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await wang.says("漏水")
    assert await poll == ["漏水"]


async def test_a_second_poll_ends_the_first(bot: Bot, wang: Phone) -> None:
    """With 409; the second one gets the news."""
    first = asyncio.create_task(bot("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(_texts(bot, timeout=30))
    with pytest.raises(Said, match="^Conflict: terminated by other getUpdates request") as refusal:
        await first
    assert refusal.value.code == 409
    await wang.says("漏水")
    assert await second == ["漏水"]


async def test_polling_is_refused_while_a_webhook_is_set(bot: Bot) -> None:
    """409 until it is deleted."""
    await bot("setWebhook", url="http://127.0.0.1:9/")
    with pytest.raises(Said, match="^Conflict: can't use getUpdates method while webhook is active"):
        await bot("getUpdates")
    await bot("deleteWebhook")
    assert await bot("getUpdates") == []


async def test_only_the_kinds_asked_for_are_told(bot: Bot, wang: Phone) -> None:
    """The choice holds for later updates, and an empty list is the default again."""
    assert await bot("getUpdates", allowed_updates=["callback_query"]) == []
    assert (await wang.says("漏水"))["update_id"] is None
    await bot("getUpdates")
    assert (await wang.says("漏水"))["update_id"] is None
    await bot("getUpdates", allowed_updates=[])
    assert (await wang.says("漏水"))["update_id"] is not None


async def test_repeats_come_with_their_old_ids(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Even after they were confirmed, and only once."""
    first = (await wang.says("漏水"))["update_id"]
    await bot("getUpdates", offset=first + 1)
    assert await sandbox.replay(first, first, 1) == [first, first]
    assert [one["update_id"] for one in await bot("getUpdates", offset=first + 1)] == [first, first]
    assert await bot("getUpdates", offset=first + 1) == []


@pytest.mark.parametrize("base", [5_000_000_000, 7])
async def test_ids_can_jump(bot: Bot, sandbox: Sandbox, wang: Phone, base: int) -> None:
    """Up or down; an offset far in the future is not believed, so nothing is lost after a jump down."""
    last = (await wang.says("漏水"))["update_id"]
    assert await _texts(bot, offset=last) == ["漏水"]
    await sandbox.renumber(base)
    assert (await wang.says("还在漏"))["update_id"] == base
    assert "还在漏" in await _texts(bot, offset=last + 1)
    assert await _texts(bot, offset=base + 1) == []


async def test_anything_can_be_queued(bot: Bot, sandbox: Sandbox) -> None:
    """Unknown kinds, wrong shapes, no objects at all."""
    number = await sandbox.raw({"sunshine": {"since": 1}})
    assert await sandbox.raw({"update_id": number + 1, "message": {"chat": "?"}}) == number + 1
    assert await sandbox.raw("garbage") is None
    assert (await sandbox.post("raw", garbage="nonsense"))["update_id"] == number + 2
    found = await bot("getUpdates")
    assert found == [
        "garbage",
        {"update_id": number, "sunshine": {"since": 1}},
        {"update_id": number + 1, "message": {"chat": "?"}},
        {"update_id": number + 2, "message": "nonsense"},
    ]
    assert await bot("getUpdates", offset=number + 3) == []


async def test_an_id_out_of_turn_is_said_once(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Old or far ahead: delivered whatever the offset, and later ids are not disturbed."""
    last = (await wang.says("漏水"))["update_id"]
    await bot("getUpdates", offset=last + 1)
    for number in (last, 5, last + 10**6):
        assert await sandbox.raw({"update_id": number, "sunshine": {}}) == number
    assert [one["update_id"] for one in await bot("getUpdates", offset=last + 1)] == [last, 5, last + 10**6]
    assert (await wang.says("还在漏"))["update_id"] == last + 1


async def test_many_things_at_once(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """A batch is carried out in order; a long chat can be read from its end."""
    done = await sandbox.batch(*[("say", {"user_id": wang.id, "text": str(number)}) for number in range(50)])
    assert [one["message_id"] for one in done] == list(range(2, 52))
    assert [one["text"] for one in (await sandbox.chat(wang.id, last=2))["messages"]] == ["48", "49"]
    assert len(await bot("getUpdates")) == 50


async def test_what_a_person_does_is_told(bot: Bot, wang: Phone) -> None:
    """Messages with their entities, edits, blocks and returns."""
    said = await wang.says("/start 123")
    await wang.edits(said, "看 https://a.cn")
    await wang.blocks()
    await wang.says("/start")
    started, edited, blocked, back, again = await bot("getUpdates")
    assert started["message"]["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert edited["edited_message"]["entities"] == [{"offset": 2, "length": 12, "type": "url"}]
    assert edited["edited_message"]["message_id"] == said["message_id"]
    assert [one["my_chat_member"]["new_chat_member"]["status"] for one in (blocked, back)] == ["kicked", "member"]
    assert again["message"]["text"] == "/start"
    assert started["message"]["from"]["language_code"] == "zh"


async def test_somebody_who_blocked_the_bot_says_nothing(wang: Phone) -> None:
    """Until they start again."""
    await wang.blocks()
    with pytest.raises(AssertionError, match="has blocked the bot"):
        await wang.says("漏水")
