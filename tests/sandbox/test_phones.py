"""The transcript driver itself: it waits for the bot, finds buttons, and shows the chat when it waited in vain."""

import asyncio
from collections.abc import Awaitable

import pytest

from tests.support.phones import Phone, Refused, Sandbox
from tests.support.rawbot import Bot, buttons


async def _soon(deed: Awaitable[object]) -> None:
    await asyncio.sleep(0.02)
    await deed


async def test_hearing_waits_for_the_bot(bot: Bot, wang: Phone) -> None:
    """Until the message is there."""
    task = asyncio.create_task(_soon(bot("sendMessage", chat_id=wang.id, text="已受理")))
    assert (await wang.hears("受理"))["text"] == "已受理"
    await task


async def test_tapping_waits_for_the_button(bot: Bot, wang: Phone) -> None:
    """By the start of its label, an icon not counted, on the newest message that has it."""
    await bot("sendMessage", chat_id=wang.id, text="旧", reply_markup=buttons("🔧 我来接"))
    task = asyncio.create_task(
        _soon(bot("sendMessage", chat_id=wang.id, text="新", reply_markup=buttons("看图(2)", "完工")))
    )
    await wang.taps("看图")
    await wang.taps("我来接")
    await wang.taps(lambda button: button["data"] == "完工")
    await task
    pressed = [one["callback_query"]["message"]["text"] for one in await bot("getUpdates")]
    assert pressed == ["新", "旧", "新"]


async def test_a_button_that_moves_under_the_finger_is_not_mistaken(
    bot: Bot, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and pressing the message is edited: what is pressed is what was seen, wherever it stands now."""
    sent = await bot("sendMessage", chat_id=wang.id, text="工单", reply_markup=buttons("出发", "到场", "完工"))
    states = [buttons("到场", "完工"), buttons("完工", "到场(2)")]
    post = wang.sandbox.post

    async def slowly(path: str, body: object = None, **fields: object) -> object:
        if path == "press" and states:
            await bot(
                "editMessageText", chat_id=wang.id, message_id=sent["message_id"],
                text=f"工单 {len(states)}", reply_markup=states.pop(0),
            )  # fmt: skip
        return await post(path, body, **fields)

    monkeypatch.setattr(wang.sandbox, "post", slowly)
    await wang.taps("到场")
    await wang.taps("到场")
    assert [one["callback_query"]["data"] for one in await bot("getUpdates")] == ["到场", "到场(2)"]


async def test_a_button_that_goes_under_the_finger_is_refused(
    bot: Bot, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a message that was named there is nothing to wait for."""
    sent = await bot("sendMessage", chat_id=wang.id, text="工单", reply_markup=buttons("到场"))
    post = wang.sandbox.post

    async def too_late(path: str, body: object = None, **fields: object) -> object:
        if path == "press":
            monkeypatch.setattr(wang.sandbox, "post", post)
            await bot("editMessageText", chat_id=wang.id, message_id=sent["message_id"], text="好了")
        return await post(path, body, **fields)

    monkeypatch.setattr(wang.sandbox, "post", too_late)
    with pytest.raises(Refused):
        await wang.taps("到场", message=sent)


async def test_fresh_messages_came_after_the_last_deed(bot: Bot, wang: Phone) -> None:
    """An older one does not count, an edit of it does."""
    sent = await bot("sendMessage", chat_id=wang.id, text="报修已受理")
    await wang.says("在吗")
    with pytest.raises(AssertionError, match="waited in vain"):
        await wang.hears("受理", fresh=True, within=0)
    await bot("editMessageText", chat_id=wang.id, message_id=sent["message_id"], text="报修已受理,师傅在路上")
    assert (await wang.hears("受理", fresh=True))["edited"]


async def test_waiting_in_vain_shows_the_chat(bot: Bot, wang: Phone, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything said, the buttons, what is deleted, the toasts."""
    sent = await bot("sendMessage", chat_id=wang.id, text="请选择", reply_markup=buttons("报修", "投诉"))
    await wang.sends("photo", caption="厨房", reply_to=sent)
    await wang.deletes(await wang.says("错了"))
    callback_id = (await wang.taps("报修"))["callback_ids"][0]
    await bot("answerCallbackQuery", callback_query_id=callback_id, text="好的")
    with pytest.raises(AssertionError) as failure:
        await wang.hears("没有", within=0)
    assert str(failure.value).splitlines() == [
        "王芳 waited in vain for a message with '没有'",
        f"── 王芳 ({wang.id}) ──",
        "   1 王芳: /start",
        "   2 管家: 请选择",
        "      [报修] [投诉]",
        "   3 王芳 ↩2: <photo> 厨房",
        "   4 王芳: --- 错了 --- (deleted)",
        "   ⓘ toast: 好的",
    ]
    await wang.screen()
    assert "[报修] [投诉]" in capsys.readouterr().out


async def test_seeing_that_something_is_gone(bot: Bot, wang: Phone) -> None:
    """Waits for the deletion; at once for what never was."""
    sent = await bot("sendMessage", chat_id=wang.id, text="旧卡片")
    with pytest.raises(AssertionError, match="sees a message with '旧卡片'"):
        await wang.sees_no("旧卡片")
    task = asyncio.create_task(_soon(bot("deleteMessage", chat_id=wang.id, message_id=sent["message_id"])))
    await wang.sees_gone("旧卡片")
    await wang.sees_no("旧卡片")
    await task


async def test_each_toast_is_got_once(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """The next waits for the next."""
    await bot("sendMessage", chat_id=wang.id, text="x", reply_markup=buttons("接"))
    for text in ("一", "二"):
        callback_id = (await wang.taps("接"))["callback_ids"][0]
        await bot("answerCallbackQuery", callback_query_id=callback_id, text=text)
        assert (await wang.gets_toast())["text"] == text
    with pytest.raises(AssertionError, match="waited in vain for a toast"):
        await wang.gets_toast(within=0)
    with pytest.raises(AssertionError, match="no chat has the id"):
        await wang.hears("x", chat=-5)


async def test_in_a_group_everybody_hears(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Each taps for themselves."""
    li = await sandbox.person("李强")
    group = await sandbox.group("工程组", wang, li)
    await bot("sendMessage", chat_id=group.id, text="急修", reply_markup=buttons("我来接"))
    await wang.hears("急修", group)
    await li.taps("我来接", group)
    assert (await bot("getUpdates"))[-1]["callback_query"]["from"]["id"] == li.id
