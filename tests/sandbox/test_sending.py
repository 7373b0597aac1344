"""What the bot sends: how it arrives, and in which words it is refused."""

import aiohttp
import pytest

from tests.support.phones import Phone, Sandbox
from tests.support.rawbot import TOKEN, Bot, Said, buttons

CARD = "<b>报修</b> 厨房漏水"


async def test_a_message_arrives_formatted(bot: Bot, wang: Phone) -> None:
    """Text, entities and buttons, in the reply and on the phone."""
    sent = await bot("sendMessage", chat_id=wang.id, text=CARD, parse_mode="HTML", reply_markup=buttons("我来接"))
    assert sent["text"] == "报修 厨房漏水"
    assert sent["entities"] == [{"offset": 0, "length": 2, "type": "bold"}]
    assert sent["from"]["id"] == 4242
    shown = await wang.hears("厨房漏水")
    assert shown["message_id"] == sent["message_id"]
    assert shown["buttons"] == [[{"text": "我来接", "data": "我来接", "url": None}]]


async def test_message_ids_rise_in_each_chat(bot: Bot, wang: Phone) -> None:
    """One number after the other, the person's own messages counted."""
    ids = [(await bot("sendMessage", chat_id=wang.id, text="x"))["message_id"] for _ in range(3)]
    assert ids == [2, 3, 4]


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": "  \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "字" * 4097}, "message is too long"),
        ({"text": "🔧" * 2049}, "message is too long"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": 5}, 'parameter "text" has the wrong type: str expected'),
        ({"text": "x", "txt": "y"}, 'parameter "txt" is not known to sendMessage'),
        (
            {"text": "x", "disable_notification": "perhaps"},
            'parameter "disable_notification" has the wrong type: bool expected',
        ),
        ({"text": "x", "chat_id": "desk"}, 'parameter "chat_id" has the wrong type: int expected'),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "管" * 22}]]}},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "data": "x"}]]}},
            'InlineKeyboardButton has no field "data" (in reply_markup.inline_keyboard[0][0])',
        ),
        ({"text": "x", "reply_markup": {"buttons": []}}, "object expected as reply markup"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
    ],
)
async def test_a_bad_message_is_refused(bot: Bot, wang: Phone, params: dict, description: str) -> None:
    """400 with Telegram's words, and nothing appears."""
    with pytest.raises(Said) as refusal:
        await bot("sendMessage", **{"chat_id": wang.id, **params})
    assert (refusal.value.code, refusal.value.description) == (400, f"Bad Request: {description}")
    assert await wang.heard() == []


async def test_what_no_correct_bot_sends_is_remembered(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Unknown methods and parameters, wrong types and lengths are violations; circumstances (a chat that is not
    there) are not.
    """
    for method, params in (
        ("sendMessage", {"txt": "x"}),
        ("sendMesage", {}),
        ("sendMessage", {"text": "字" * 5000}),
        ("sendMessage", {"text": "x", "chat_id": 1}),
    ):
        with pytest.raises(Said):
            await bot(method, **{"chat_id": wang.id, **params})
    found = await sandbox.violations()
    assert [one["method"] for one in found] == ["sendMessage", "sendMesage", "sendMessage"]
    await sandbox.reset_log()
    assert await sandbox.violations() == []


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    """404, as for a wrong address."""
    with pytest.raises(Said, match="Not Found") as refusal:
        await bot("sendRocket")
    assert refusal.value.code == 404


async def test_method_names_are_read_in_any_case(bot: Bot) -> None:
    """As Telegram does."""
    assert (await bot("GETME"))["username"] == "guanjia_bot"


async def test_who_cannot_be_written_to(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Unknown; known but never started; blocked; gone; and well again after unblocking."""
    with pytest.raises(Said, match="^Bad Request: chat not found$"):
        await bot("sendMessage", chat_id=987, text="x")
    stranger = await sandbox.person("陌生人")
    with pytest.raises(Said, match="^Bad Request: chat not found$"):
        await bot("sendMessage", chat_id=stranger.id, text="x")
    group = await sandbox.group("工程组", wang, stranger)
    await stranger.says("/help", group)
    with pytest.raises(Said, match="^Forbidden: bot can't initiate conversation with a user$") as refusal:
        await bot("sendMessage", chat_id=stranger.id, text="x")
    assert refusal.value.code == 403
    await wang.blocks()
    with pytest.raises(Said, match="^Forbidden: bot was blocked by the user$"):
        await bot("sendMessage", chat_id=wang.id, text="x")
    await wang.says("/start")
    await bot("sendMessage", chat_id=wang.id, text="x")
    await sandbox.post("people", id=wang.id, first_name="王芳", gone=True)
    with pytest.raises(Said, match="^Forbidden: user is deactivated$"):
        await bot("sendMessage", chat_id=wang.id, text="x")


async def test_a_reply_quotes_unless_the_message_is_gone(bot: Bot, wang: Phone) -> None:
    """With allow_sending_without_reply a missing message is no hindrance."""
    first = await wang.says("漏水")
    sent = await bot("sendMessage", chat_id=wang.id, text="收到", reply_parameters={"message_id": first["message_id"]})
    assert sent["reply_to_message"]["text"] == "漏水"
    await wang.deletes(first)
    reply = {"message_id": first["message_id"], "allow_sending_without_reply": True}
    assert "reply_to_message" not in await bot("sendMessage", chat_id=wang.id, text="收到", reply_parameters=reply)


async def test_reply_keyboards_are_seen_and_used(bot: Bot, wang: Phone) -> None:
    """A key says its words, or shares the contact; a removal takes the keys away."""
    keyboard = {"keyboard": [["报修"], [{"text": "发送手机号", "request_contact": True}]], "resize_keyboard": True}
    sent = await bot("sendMessage", chat_id=wang.id, text="请选择", reply_markup=keyboard)
    assert "reply_markup" not in sent
    await wang.taps("报修")
    await wang.taps("发送手机号")
    texts = [(one["text"], one["media"] and one["media"]["kind"]) for one in await wang.messages()]
    assert texts[-2:] == [("报修", None), (None, "contact")]
    await bot("sendMessage", chat_id=wang.id, text="好", reply_markup={"remove_keyboard": True})
    with pytest.raises(AssertionError, match="waited in vain for a button '报修'"):
        await wang.taps("报修", within=0)


async def test_copies_and_forwards(bot: Bot, wang: Phone) -> None:
    """A copy is the bot's own; a forward tells where it comes from; what is gone cannot be copied."""
    photo = (await wang.sends("photo", caption="厨房"))["message_ids"][0]
    copy = await bot(
        "copyMessage", chat_id=wang.id, from_chat_id=wang.id, message_id=photo, caption="<i>看</i>", parse_mode="HTML"
    )
    assert (await wang.hears("看"))["message_id"] == copy["message_id"]
    forward = await bot("forwardMessage", chat_id=wang.id, from_chat_id=wang.id, message_id=photo)
    assert forward["forward_origin"]["sender_user"]["id"] == wang.id
    assert forward["caption"] == "厨房"
    both = await bot(
        "copyMessages", chat_id=wang.id, from_chat_id=wang.id, message_ids=[1, photo, 999], remove_caption=True
    )
    assert len(both) == 2
    await wang.deletes(photo)
    with pytest.raises(Said, match="message to copy not found"):
        await bot("copyMessage", chat_id=wang.id, from_chat_id=wang.id, message_id=photo)


async def test_places_contacts_polls_and_dice(bot: Bot, wang: Phone) -> None:
    """The other kinds of message."""
    assert (await bot("sendLocation", chat_id=wang.id, latitude=31.2, longitude=121.5))["location"]["latitude"] == 31.2
    assert (await bot("sendVenue", chat_id=wang.id, latitude=31.2, longitude=121.5, title="服务中心", address="1号楼"))[
        "venue"
    ]["title"] == "服务中心"
    assert (await bot("sendContact", chat_id=wang.id, phone_number="4001", first_name="前台"))["contact"][
        "first_name"
    ] == "前台"
    assert 1 <= (await bot("sendDice", chat_id=wang.id))["dice"]["value"] <= 6
    poll = await bot(
        "sendPoll", chat_id=wang.id, question="几点?", options=[{"text": "上午"}, {"text": "下午"}], is_anonymous=False
    )
    await wang.sandbox.post("vote", user_id=wang.id, message_id=poll["message_id"], options=[1])
    answer = (await bot("getUpdates"))[-1]["poll_answer"]
    assert (answer["user"]["id"], answer["option_ids"]) == (wang.id, [1])
    with pytest.raises(Said, match="wrong latitude/longitude specified"):
        await bot("sendLocation", chat_id=wang.id, latitude=131.2, longitude=121.5)


async def test_typing_is_seen(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Until the message comes."""
    await bot("sendChatAction", chat_id=wang.id, action="typing")
    assert (await sandbox.chat(wang.id))["typing"]
    await bot("sendMessage", chat_id=wang.id, text="x")
    assert not (await sandbox.chat(wang.id))["typing"]


@pytest.mark.parametrize("how", ["address", "form", "json"])
async def test_parameters_come_in_any_form(sandbox: Sandbox, wang: Phone, how: str) -> None:
    """In the address, as a form (structures as JSON text), or as JSON."""
    params = {
        "chat_id": str(wang.id),
        "text": "您好",
        "disable_notification": "True",
        "reply_markup": '{"inline_keyboard":[[{"text":"好","callback_data":"1"}]]}',
    }
    url = f"{sandbox.url}/bot{TOKEN}/sendMessage"
    more = {"address": {"params": params}, "form": {"data": params}, "json": {"json": params}}[how]
    async with (
        aiohttp.ClientSession() as session,
        session.request("GET" if how == "address" else "POST", url, **more) as reply,
    ):
        assert (await reply.json())["ok"], await reply.text()
    assert await wang.buttons() == ["好"]


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"x"'])
async def test_a_broken_body_is_refused(sandbox: Sandbox, body: bytes) -> None:
    """400, not a crash."""
    headers = {"Content-Type": "application/json"}
    url = f"{sandbox.url}/bot{TOKEN}/sendMessage"
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as reply:
        assert (reply.status, (await reply.json())["description"]) == (400, "Bad Request: can't parse JSON object")


async def test_a_bad_token_is_not_found(sandbox: Sandbox) -> None:
    """Digits, a colon and something is enough; less is not."""
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.url}/botsecret/getMe") as reply:
        assert reply.status == 404
