"""Groups: what the bot hears under privacy, who comes and goes, topics, moving to a supergroup."""

import pytest

from tests.support.phones import Phone, Sandbox
from tests.support.rawbot import Bot, Said, buttons


async def _news(bot: Bot) -> list[dict]:
    found = await bot("getUpdates")
    if found:
        await bot("getUpdates", offset=found[-1]["update_id"] + 1)
    return found


async def test_being_added_is_told(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """my_chat_member first, then the notice in the group."""
    group = await sandbox.group("工程组", wang)
    assert str(group.id).startswith("-100")
    change, notice = await _news(bot)
    assert change["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert change["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert notice["message"]["new_chat_members"][0]["id"] == 4242
    assert (await sandbox.group("小组", wang, type="group")).id > -1_000_000_000_000


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("今天谁值班", False),
        ("/help", True),
        ("/help@guanjia_bot 1", True),
        ("/help@another_bot", False),
        ("看 /help", False),
        ("@guanjia_bot 在吗", True),
        ("@Guanjia_Bot", True),
        ("@guanjia_bots 在吗", False),
    ],
)
async def test_under_privacy_the_bot_hears_little(
    bot: Bot, sandbox: Sandbox, wang: Phone, text: str, heard: bool
) -> None:
    """Commands meant for it and mentions."""
    group = await sandbox.group("工程组", wang)
    assert ((await wang.says(text, group))["update_id"] is not None) == heard


async def test_replies_to_the_bot_are_heard(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Words and photos; replies to others are not."""
    group = await sandbox.group("工程组", wang)
    card = await bot("sendMessage", chat_id=group.id, text="急修")
    mine = await wang.says("谁去", group)
    assert (await wang.says("我去", group, reply_to=card))["update_id"] is not None
    assert len((await wang.sends("album", group, reply_to=card, count=2))["update_ids"]) == 2
    assert (await wang.says("好", group, reply_to=mine))["update_id"] is None


async def test_without_privacy_or_as_administrator_the_bot_hears_all(sandbox: Sandbox, wang: Phone) -> None:
    """Either is enough."""
    for more in ({"privacy": False}, {"bot_admin": True}):
        group = await sandbox.group("工程组", wang, **more)
        assert (await wang.says("今天谁值班", group))["update_id"] is not None
    quiet = await sandbox.group("工程组", wang)
    await quiet.promotes("bot")
    assert (await wang.says("今天谁值班", quiet))["update_id"] is not None


async def test_strangers_cannot_speak_in_a_group(sandbox: Sandbox, wang: Phone) -> None:
    """Only members can."""
    group = await sandbox.group("工程组", wang)
    with pytest.raises(AssertionError, match="is not a member"):
        await (await sandbox.person("陌生人")).says("/help", group)


async def test_members_come_and_go(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Notices always; chat_member only for an administrator who asked for it."""
    li = await sandbox.person("李强")
    group = await sandbox.group("工程组", wang)
    await bot("getUpdates", allowed_updates=["message", "my_chat_member", "chat_member"])
    await _news(bot)
    await group.adds(li)
    await group.removes(li)
    assert [sorted(one)[0] for one in await _news(bot)] == ["message", "message"]
    await group.promotes("bot")
    await group.adds(li)
    own, notice, change = await _news(bot)
    assert own["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert notice["message"]["new_chat_members"][0]["id"] == li.id
    assert change["chat_member"]["new_chat_member"] == {
        "user": notice["message"]["new_chat_members"][0],
        "status": "member",
    }
    assert await bot("getChatMemberCount", chat_id=group.id) == 3
    assert [one["user"]["id"] for one in await bot("getChatAdministrators", chat_id=group.id)] == [wang.id]
    assert (await bot("getChatMember", chat_id=group.id, user_id=li.id))["status"] == "member"
    await bot("banChatMember", chat_id=group.id, user_id=li.id)
    assert (await bot("getChatMember", chat_id=group.id, user_id=li.id))["status"] == "left"


async def test_after_being_removed_the_bot_cannot_write(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Kicked, gone by itself, never there."""
    group = await sandbox.group("工程组", wang)
    await group.removes("bot")
    with pytest.raises(Said, match="^Forbidden: bot was kicked from the supergroup chat$"):
        await bot("sendMessage", chat_id=group.id, text="x")
    assert (await wang.says("/help", group))["update_id"] is None
    await group.adds("bot")
    await bot("sendMessage", chat_id=group.id, text="x")
    await bot("leaveChat", chat_id=group.id)
    with pytest.raises(Said, match="^Forbidden: bot is not a member of the supergroup chat$"):
        await bot("sendMessage", chat_id=group.id, text="x")
    elsewhere = await sandbox.group("业主群", wang, with_bot=False)
    with pytest.raises(Said, match="^Bad Request: chat not found$"):
        await bot("sendMessage", chat_id=elsewhere.id, text="x")


async def test_a_group_moves_to_a_supergroup(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Both notices; the old id only tells the new one; the group goes on under it."""
    group = await sandbox.group("工程组", wang, type="group")
    await _news(bot)
    old = await group.migrates()
    leaving, arriving = [one["message"] for one in await _news(bot)]
    assert (leaving["chat"]["id"], leaving["migrate_to_chat_id"]) == (old, group.id)
    assert (arriving["chat"]["id"], arriving["migrate_from_chat_id"]) == (group.id, old)
    for method in ("sendMessage", "getChat"):
        with pytest.raises(Said, match="^Bad Request: group chat was upgraded to a supergroup chat$") as refusal:
            await bot(method, chat_id=old, **({"text": "x"} if method == "sendMessage" else {}))
        assert refusal.value.parameters == {"migrate_to_chat_id": group.id}
    await bot("sendMessage", chat_id=group.id, text="新群", reply_markup=buttons("我来接"))
    await wang.taps("我来接", group)
    assert (await _news(bot))[-1]["callback_query"]["message"]["chat"]["type"] == "supergroup"


async def test_topics(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Made by an administrator in a forum; messages and replies carry the topic."""
    plain = await sandbox.group("工程组", wang)
    with pytest.raises(Said, match="the chat is not a forum"):
        await bot("createForumTopic", chat_id=plain.id, name="急修")
    forum = await sandbox.group("工程组", wang, forum=True, bot_admin=True)
    topic = (await bot("createForumTopic", chat_id=forum.id, name="急修"))["message_thread_id"]
    sent = await bot("sendMessage", chat_id=forum.id, message_thread_id=topic, text="水管爆裂")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    assert (await wang.hears("水管爆裂", forum))["thread_id"] == topic
    await wang.says("收到", forum, thread_id=topic)
    assert (await _news(bot))[-1]["message"]["message_thread_id"] == topic


async def test_pins(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """In a group only administrators pin."""
    group = await sandbox.group("工程组", wang)
    sent = await bot("sendMessage", chat_id=group.id, text="值班表")
    with pytest.raises(Said, match="not enough rights to manage pinned messages in the chat"):
        await bot("pinChatMessage", chat_id=group.id, message_id=sent["message_id"])
    await group.promotes("bot")
    await bot("pinChatMessage", chat_id=group.id, message_id=sent["message_id"])
    assert (await bot("getChat", chat_id=group.id))["pinned_message"]["text"] == "值班表"
    await bot("unpinChatMessage", chat_id=group.id)
    assert (await sandbox.chat(group.id))["pinned"] == []
