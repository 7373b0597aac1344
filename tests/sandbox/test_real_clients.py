"""Two Bot API libraries, made by others for the real thing, find nothing strange here."""

import pytest
import telegram
from telegram import error
from telegram.request import HTTPXRequest

from sandbox import media
from tests.support.phones import Phone, Sandbox
from tests.support.rawbot import TOKEN


def _ptb(sandbox: Sandbox) -> telegram.Bot:
    request = HTTPXRequest(httpx_kwargs={"trust_env": False})
    other = HTTPXRequest(httpx_kwargs={"trust_env": False})
    return telegram.Bot(
        TOKEN, f"{sandbox.url}/bot", f"{sandbox.url}/file/bot", request=request, get_updates_request=other
    )


async def test_python_telegram_bot(sandbox: Sandbox, wang: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, pictures, albums, presses, files, and its own kinds of error."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    group = await sandbox.group("工程组", wang, type="group")
    async with _ptb(sandbox) as bot:
        assert bot.username == "guanjia_bot"
        keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("接", callback_data="1")]])
        sent = await bot.send_message(wang.id, "<b>您好</b>", "HTML", reply_markup=keyboard, disable_notification=True)
        assert sent.text_html == "<b>您好</b>"
        await wang.taps("接")
        updates = await bot.get_updates(timeout=1, allowed_updates=telegram.Update.ALL_TYPES)
        assert await updates[-1].callback_query.answer("好", show_alert=True)
        await sent.edit_text("再见")
        photo = await bot.send_photo(wang.id, media.photo(1), caption="完工")
        album = [telegram.InputMediaPhoto(media.photo(2)), telegram.InputMediaPhoto(photo.photo[-1].file_id)]
        assert len(await bot.send_media_group(wang.id, album)) == 2
        file = await bot.get_file(photo.photo[-1].file_id)
        assert bytes(await file.download_as_bytearray()) == media.photo(1)
        await bot.send_document(wang.id, b"a,b", filename="表.csv")
        await bot.send_poll(wang.id, "几点?", ["上午", "下午"])
        assert (await bot.get_chat(wang.id)).first_name == "王芳"
        assert (await bot.get_chat_member(group.id, wang.id)).status == "creator"
        await bot.set_my_commands([("menu", "菜单")], scope=telegram.BotCommandScopeAllPrivateChats())
        assert (await bot.get_my_commands(telegram.BotCommandScopeAllPrivateChats()))[0].command == "menu"
        await sent.set_reaction("👍")
        assert await sent.delete()
        with pytest.raises(error.BadRequest, match="Message to delete not found"):
            await sent.delete()
        await sandbox.fault("refuse", "sendMessage", error_code=429, parameters={"retry_after": 3})
        with pytest.raises(error.RetryAfter):
            await bot.send_message(wang.id, "x")
        old = await group.migrates()
        with pytest.raises(error.ChatMigrated) as moved:
            await bot.send_message(old, "x")
        assert moved.value.new_chat_id == group.id
        await wang.blocks()
        with pytest.raises(error.Forbidden, match="bot was blocked by the user"):
            await bot.send_message(wang.id, "x")
    assert await sandbox.violations() == []


async def test_aiogram(sandbox: Sandbox, wang: Phone) -> None:
    """The same, with its strict models of every answer."""
    # Slow to load: only for whoever runs this.
    import aiogram
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import TelegramForbiddenError, TelegramMigrateToChat, TelegramRetryAfter

    group = await sandbox.group("工程组", wang, type="group")
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    async with aiogram.Bot(TOKEN, session) as bot:
        assert (await bot.me()).username == "guanjia_bot"
        button = aiogram.types.InlineKeyboardButton(text="接", callback_data="1")
        keyboard = aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])
        sent = await bot.send_message(wang.id, "<b>您好</b>", parse_mode="HTML", reply_markup=keyboard)
        assert sent.html_text == "<b>您好</b>"
        for kind in ("photo", "album", "voice", "video", "document", "sticker", "location", "contact", "audio"):
            await wang.sends(kind)
        await wang.taps("接")
        updates = await bot.get_updates(allowed_updates=["message", "callback_query"])
        assert updates[-1].callback_query is not None
        assert await bot.answer_callback_query(updates[-1].callback_query.id, "好")
        photo = await bot.send_photo(wang.id, aiogram.types.BufferedInputFile(media.photo(1), "a.jpg"), caption="完工")
        assert photo.photo is not None
        assert (await bot.download(photo.photo[-1].file_id)).read() == media.photo(1)
        await bot.edit_message_caption(chat_id=wang.id, message_id=photo.message_id, caption="好")
        assert (await bot.get_chat(group.id)).title == "工程组"
        assert len(await bot.get_chat_administrators(group.id)) == 1
        assert (await bot.get_webhook_info()).url == ""
        await sandbox.fault("refuse", "sendMessage", error_code=429, parameters={"retry_after": 3})
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(wang.id, "x")
        old = await group.migrates()
        with pytest.raises(TelegramMigrateToChat):
            await bot.send_message(old, "x")
        await wang.blocks()
        with pytest.raises(TelegramForbiddenError):
            await bot.send_message(wang.id, "x")
    assert await sandbox.violations() == []
