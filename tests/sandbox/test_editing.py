"""Edits, deletions, presses and reactions."""

import pytest

from tests.support.phones import Phone, Sandbox
from tests.support.rawbot import Bot, Said, buttons

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


async def test_an_edit_replaces_words_and_buttons(bot: Bot, wang: Phone) -> None:
    """Buttons not given again are gone."""
    sent = await bot("sendMessage", chat_id=wang.id, text="等待", reply_markup=buttons("接单"))
    where = {"chat_id": wang.id, "message_id": sent["message_id"]}
    edited = await bot("editMessageText", **where, text="<b>已接单</b>", parse_mode="HTML")
    assert edited["text"] == "已接单"
    assert "reply_markup" not in edited
    assert "edit_date" in edited
    shown = await wang.hears("已接单")
    assert shown["edited"]
    assert shown["buttons"] == []
    await wang.sees_gone("等待")


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("editMessageText", {"text": "等待", "reply_markup": buttons("接单")}),
        ("editMessageText", {"text": " <i></i>等待 ", "parse_mode": "HTML", "reply_markup": buttons("接单")}),
        ("editMessageReplyMarkup", {"reply_markup": buttons("接单")}),
    ],
)
async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, wang: Phone, method: str, params: dict) -> None:
    """Same words and same buttons."""
    sent = await bot("sendMessage", chat_id=wang.id, text="等待", reply_markup=buttons("接单"))
    with pytest.raises(Said) as refusal:
        await bot(method, chat_id=wang.id, message_id=sent["message_id"], **params)
    assert refusal.value.description == f"Bad Request: {_SAME}"


async def test_changing_only_the_buttons_is_no_edit_to_the_eye(bot: Bot, wang: Phone) -> None:
    """No "edited" mark, but other buttons."""
    sent = await bot("sendMessage", chat_id=wang.id, text="等待", reply_markup=buttons("接单"))
    edited = await bot(
        "editMessageReplyMarkup", chat_id=wang.id, message_id=sent["message_id"], reply_markup=buttons("完工")
    )
    assert "edit_date" not in edited
    assert await wang.buttons() == ["完工"]


async def test_what_cannot_be_edited(bot: Bot, wang: Phone) -> None:
    """Gone; not the bot's; with a reply keyboard; of another kind."""
    mine = await wang.says("漏水")
    with pytest.raises(Said, match="^Bad Request: message can't be edited$"):
        await bot("editMessageText", chat_id=wang.id, message_id=mine["message_id"], text="x")
    with pytest.raises(Said, match="^Bad Request: message to edit not found$"):
        await bot("editMessageText", chat_id=wang.id, message_id=999, text="x")
    keyed = await bot("sendMessage", chat_id=wang.id, text="x", reply_markup={"keyboard": [["a"]]})
    with pytest.raises(Said, match="message can't be edited"):
        await bot("editMessageText", chat_id=wang.id, message_id=keyed["message_id"], text="y")
    sent = await bot("sendMessage", chat_id=wang.id, text="x")
    with pytest.raises(Said, match="there is no caption in the message to edit"):
        await bot("editMessageCaption", chat_id=wang.id, message_id=sent["message_id"], caption="y")
    await wang.deletes(sent)
    with pytest.raises(Said, match="message to edit not found"):
        await bot("editMessageText", chat_id=wang.id, message_id=sent["message_id"], text="y")


async def test_deleting(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Own and others' in private; only once; not after two days."""
    sent = await bot("sendMessage", chat_id=wang.id, text="旧卡片")
    assert await bot("deleteMessage", chat_id=wang.id, message_id=sent["message_id"]) is True
    await wang.sees_gone("旧卡片")
    with pytest.raises(Said, match="^Bad Request: message to delete not found$"):
        await bot("deleteMessage", chat_id=wang.id, message_id=sent["message_id"])
    old = await bot("sendMessage", chat_id=wang.id, text="卡片")
    await sandbox.advance(49 * 3600)
    with pytest.raises(Said, match="^Bad Request: message can't be deleted for everyone$"):
        await bot("deleteMessage", chat_id=wang.id, message_id=old["message_id"])
    new = [(await bot("sendMessage", chat_id=wang.id, text="新"))["message_id"] for _ in range(2)]
    assert await bot("deleteMessages", chat_id=wang.id, message_ids=[*new, old["message_id"], 999]) is True
    assert [one["text"] for one in await wang.heard()] == ["卡片"]


async def test_in_a_group_only_own_messages_can_be_deleted(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Unless the bot is administrator."""
    group = await sandbox.group("工程组", wang)
    said = await wang.says("/x", group)
    with pytest.raises(Said, match="^Bad Request: message can't be deleted$"):
        await bot("deleteMessage", chat_id=group.id, message_id=said["message_id"])
    await group.promotes("bot")
    assert await bot("deleteMessage", chat_id=group.id, message_id=said["message_id"]) is True


async def test_a_press_and_its_answer(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """The press tells who, where and what; the answer is a toast; a second one shows nothing more."""
    sent = await bot("sendMessage", chat_id=wang.id, text="工单", reply_markup=buttons("🔧 我来接", "看图"))
    await wang.taps("我来接")
    query = (await bot("getUpdates"))[-1]["callback_query"]
    assert (query["from"]["id"], query["message"]["message_id"], query["data"]) == (
        wang.id,
        sent["message_id"],
        "🔧 我来接",
    )
    await bot("answerCallbackQuery", callback_query_id=query["id"], text="已接单", show_alert=True)
    assert (await wang.gets_toast("已接单", alert=True))["message_id"] == sent["message_id"]
    assert await bot("answerCallbackQuery", callback_query_id=query["id"], text="再次") is True
    assert [one["text"] for one in (await sandbox.chat(wang.id, wang.id))["answers"]] == ["已接单"]


async def test_an_old_or_unknown_press_cannot_be_answered(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """After a quarter of an hour, or never pressed."""
    await bot("sendMessage", chat_id=wang.id, text="工单", reply_markup=buttons("我来接"))
    pressed = (await wang.taps("我来接"))["callback_ids"][0]
    await sandbox.advance(16 * 60)
    for callback_id in (pressed, "12345"):
        with pytest.raises(Said) as refusal:
            await bot("answerCallbackQuery", callback_query_id=callback_id)
        assert (
            refusal.value.description
            == "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )


async def test_a_long_toast_is_refused(bot: Bot, wang: Phone) -> None:
    """200 characters are the most."""
    with pytest.raises(Said, match="MESSAGE_TOO_LONG"):
        await bot("answerCallbackQuery", callback_query_id="1", text="字" * 201)


async def test_pressing_twice_and_forging(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Repeats have ids of their own; a button that is not there can only be forged."""
    sent = await bot("sendMessage", chat_id=wang.id, text="工单", reply_markup=buttons("我来接"))
    assert len(set((await wang.taps("我来接", times=3))["callback_ids"])) == 3
    with pytest.raises(AssertionError, match="there is no such button"):
        await sandbox.post(
            "press", user_id=wang.id, chat_id=wang.id, message_id=sent["message_id"], data="case:1:close"
        )
    await wang.forges("case:1:close", sent["message_id"])
    await wang.forges("case:2:close", 999)
    queries = [one["callback_query"] for one in await bot("getUpdates")]
    assert [one["data"] for one in queries] == ["我来接"] * 3 + ["case:1:close", "case:2:close"]
    assert queries[-1]["message"] == {"chat": queries[0]["message"]["chat"], "message_id": 999, "date": 0}


async def test_reactions_go_both_ways(bot: Bot, wang: Phone) -> None:
    """The bot's is seen; a person's is told only when asked for."""
    said = await wang.says("谢谢")
    await bot(
        "setMessageReaction",
        chat_id=wang.id,
        message_id=said["message_id"],
        reaction=[{"type": "emoji", "emoji": "👍"}],
    )
    assert (await wang.messages())[-1]["reactions"] == [{"emoji": "👍", "people": [4242]}]
    assert (await wang.reacts(said, "🔥"))["update_id"] is None
    await bot("getUpdates", allowed_updates=["message", "message_reaction"])
    await wang.reacts(said, "❤")
    told = (await bot("getUpdates"))[-1]["message_reaction"]
    assert [one["emoji"] for one in told["old_reaction"] + told["new_reaction"]] == ["🔥", "❤"]
