"""Every answer and every update has exactly the fields the published description of the Bot API gives it."""

from typing import Any

from tests.support.phones import Phone, Sandbox
from tests.support.published import description, faults
from tests.support.rawbot import Bot, buttons

PUBLISHED = description()


def _held(bot: Bot, wrong: list[str]) -> Bot:
    """The same bot; whatever is wrong with an answer is noted."""

    async def call(method: str, **params: Any) -> Any:
        result = await bot(method, **params)
        if PUBLISHED is not None:
            wrong.extend(
                f"{method} {fault}" for fault in faults(PUBLISHED, result, PUBLISHED["methods"][method]["returns"])
            )
        return result

    return call


async def test_answers_and_updates_are_as_published(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """A day in the life of a bot, each call and each update looked at."""
    wrong: list[str] = []
    bot = _held(bot, wrong)
    li = await sandbox.person("李强", phone="139", username="liqiang")
    group = await sandbox.group("工程组", wang, type="group")
    forum = await sandbox.group("议事厅", wang, li, forum=True, bot_admin=True)
    everything = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"]
    await bot("getUpdates", allowed_updates=[*everything, "poll", "poll_answer"])
    await bot("getMe")
    for kind in ("photo", "album", "voice", "video", "document", "sticker", "location", "contact", "audio"):
        await wang.sends(kind)
    text = await bot(
        "sendMessage", chat_id=wang.id, text="<b>您好</b> /menu", parse_mode="HTML", reply_markup=buttons("接")
    )
    where = {"chat_id": wang.id, "message_id": text["message_id"]}
    await bot("sendMessage", chat_id=wang.id, text="x", reply_parameters={"message_id": text["message_id"]})
    await wang.taps("接", times=2)
    await bot("editMessageText", **where, text="x", link_preview_options={"is_disabled": True})
    await bot("editMessageReplyMarkup", **where, reply_markup=buttons("接"))
    await bot("pinChatMessage", **where)
    await bot("unpinChatMessage", **where)
    await bot("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])
    await wang.reacts(text, "👍")
    await bot("forwardMessage", chat_id=wang.id, from_chat_id=wang.id, message_id=text["message_id"])
    await bot("copyMessage", chat_id=wang.id, from_chat_id=wang.id, message_id=text["message_id"])
    await bot("copyMessages", chat_id=wang.id, from_chat_id=wang.id, message_ids=[text["message_id"]])
    await bot("sendLocation", chat_id=wang.id, latitude=31.2, longitude=121.5)
    await bot("sendVenue", chat_id=wang.id, latitude=31.2, longitude=121.5, title="a", address="b")
    await bot("sendContact", chat_id=wang.id, phone_number="1", first_name="a")
    await bot("sendDice", chat_id=wang.id)
    await bot("sendChatAction", chat_id=wang.id, action="typing")
    for anonymous in (True, False):
        poll = await bot(
            "sendPoll", chat_id=wang.id, question="?", options=[{"text": "a"}, {"text": "b"}], is_anonymous=anonymous
        )
        await sandbox.post("vote", user_id=wang.id, message_id=poll["message_id"], options=[0])
    for update in await bot("getUpdates"):
        found = update.get("message") or {}
        for kind in ("voice", "video", "audio", "document"):
            if kind in found:
                await bot("getFile", file_id=found[kind]["file_id"])
                await bot(f"send{kind.capitalize()}", chat_id=wang.id, **{kind: found[kind]["file_id"]})
        if "photo" in found:
            photo = found["photo"][-1]["file_id"]
    media = [{"type": "photo", "media": photo}, {"type": "photo", "media": photo, "caption": "a"}]
    album = await bot("sendMediaGroup", chat_id=wang.id, media=media)
    await bot("editMessageMedia", chat_id=wang.id, message_id=album[0]["message_id"], media=media[1])
    await bot("editMessageCaption", chat_id=wang.id, message_id=album[1]["message_id"], caption="b")
    await wang.edits(await wang.says("/start a"), "b")
    for chat in (wang.id, group.id, forum.id):
        await bot("getChat", chat_id=chat)
        await bot("getChatMember", chat_id=chat, user_id=wang.id)
        await bot("getChatMemberCount", chat_id=chat)
    await bot("getChatAdministrators", chat_id=forum.id, return_bots=True)
    await bot("createForumTopic", chat_id=forum.id, name="急修")
    await bot("getUserProfilePhotos", user_id=wang.id)
    await forum.removes(li)
    await forum.adds(li)
    await bot("banChatMember", chat_id=forum.id, user_id=li.id)
    await group.migrates()
    await group.removes("bot")
    await wang.blocks()
    await wang.unblocks()
    await bot("setMyCommands", commands=[{"command": "menu", "description": "菜单"}])
    await bot("getMyCommands")
    await bot("deleteMyCommands")
    await bot("deleteMessages", chat_id=wang.id, message_ids=[text["message_id"]])
    await wang.forges("x", text["message_id"])
    updates = await bot("getUpdates")
    await bot("setWebhook", url="http://127.0.0.1:9/", allowed_updates=["message"])
    await bot("getWebhookInfo")
    await bot("deleteWebhook")
    assert wrong == []
    assert await sandbox.violations() == []
    assert {key for update in updates for key in update} == {*everything, "poll", "poll_answer", "update_id"}
