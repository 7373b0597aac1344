"""What the page and the tests see: the state, chats, waiting for changes, the websocket, the clock, files of the page."""

import asyncio
import json
import sys
from typing import Any

import aiohttp
import pytest

from tests.support.phones import Phone, Sandbox, SandboxProcess
from tests.support.rawbot import Bot, buttons
from tests.support.sandbox_client import PROJECT


async def test_the_state_tells_all_a_page_needs(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Bot with its commands, people, groups, phones, clock."""
    group = await sandbox.group("工程组", wang)
    await bot("setMyCommands", commands=[{"command": "menu", "description": "菜单"}])
    await bot("setMyName", name="小管")
    await sandbox.phones(wang.id)
    state = await sandbox.state()
    assert (state["bot"]["id"], state["bot"]["first_name"]) == (4242, "小管")
    assert state["bot"]["commands"] == [{"command": "menu", "description": "菜单"}]
    assert [(one["id"], one["phone"], one["started"]) for one in state["people"]] == [(wang.id, "13800000001", True)]
    assert (state["groups"][0]["id"], state["groups"][0]["members"]) == (group.id, [wang.id])
    assert state["phones"] == [{"user_id": wang.id}]
    assert state["clock"]["offset_s"] == 0


async def test_waiting_for_a_change(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Ends with a message, an edit, a deletion, an answer; or with the time."""
    seq = (await sandbox.chat(wang.id))["seq"]
    sent: dict[str, Any] = {}

    async def after(method: str, **params: Any) -> dict[str, Any]:
        nonlocal seq, sent
        waiting = asyncio.create_task(sandbox.wait(wang.id, seq, 30, wang.id))
        await asyncio.sleep(0.02)
        assert not waiting.done()
        result = await bot(method, **params)
        sent = result if isinstance(result, dict) else sent
        found = await waiting
        assert found["seq"] > seq
        seq = found["seq"]
        return found

    await after("sendMessage", chat_id=wang.id, text="工单", reply_markup=buttons("接"))
    pressed = (await wang.taps("接"))["callback_ids"][0]
    seq = (await sandbox.chat(wang.id))["seq"]
    assert (await after("answerCallbackQuery", callback_query_id=pressed, text="好"))["answers"][0]["text"] == "好"
    await after("editMessageText", chat_id=wang.id, message_id=sent["message_id"], text="完")
    assert (await after("deleteMessage", chat_id=wang.id, message_id=sent["message_id"]))["messages"][-1]["deleted"]
    assert (await sandbox.wait(wang.id, seq, 0.01))["seq"] == seq


async def test_the_websocket_tells_everything(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """The state at first, then each change."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{sandbox.url}/sandbox/live") as live:

        async def next_news(kind: str) -> dict[str, Any]:
            while True:
                news = json.loads((await live.receive(timeout=10)).data)
                if news["type"] == kind:
                    return news

        assert (await next_news("state"))["people"][0]["id"] == wang.id
        sent = await bot(
            "sendMessage", chat_id=wang.id, text="<b>工单</b>", parse_mode="HTML", reply_markup=buttons("接")
        )
        news = await next_news("chat")
        assert (news["chat_id"], news["message"]["text"]) == (wang.id, "工单")
        assert news["message"]["buttons"][0][0]["data"] == "接"
        await wang.taps("接")
        query = (await bot("getUpdates"))[-1]["callback_query"]
        await bot("answerCallbackQuery", callback_query_id=query["id"], text="好", show_alert=True)
        answer = await next_news("answer")
        assert (answer["user_id"], answer["text"], answer["show_alert"]) == (wang.id, "好", True)
        await bot("editMessageText", chat_id=wang.id, message_id=sent["message_id"], text="完")
        assert (await next_news("chat"))["message"]["edited"]
        await wang.deletes(sent)
        assert (await next_news("chat"))["message"]["deleted"]
        await bot("sendChatAction", chat_id=wang.id, action="typing")
        assert (await next_news("chat"))["typing"]
        await sandbox.person("李强")
        assert len((await next_news("people"))["people"]) == 2
        await sandbox.group("工程组", wang)
        assert (await next_news("groups"))["groups"][0]["title"] == "工程组"
        await sandbox.phones(wang.id)
        assert (await next_news("phones"))["phones"] == [{"user_id": wang.id}]
        await sandbox.advance(60)
        assert (await next_news("clock"))["offset_s"] == 60
        await bot("setMyCommands", commands=[{"command": "menu", "description": "菜单"}])
        assert (await next_news("bot"))["bot"]["commands"][0]["command"] == "menu"


async def test_the_clock_can_be_put_forward(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Messages are dated by it."""
    before = (await bot("sendMessage", chat_id=wang.id, text="x"))["date"]
    await sandbox.advance(3600)
    await sandbox.advance(3600)
    after = (await bot("sendMessage", chat_id=wang.id, text="x"))["date"]
    assert 7200 <= after - before < 7260
    assert abs(await sandbox.now() - after) < 60
    assert await sandbox.set_clock(0) < after


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "say", {"user_id": 1, "text": "x"}),
        ("POST", "say", {"user_id": "王"}),
        ("POST", "say", {}),
        ("POST", "people", {}),
        ("POST", "people", []),
        ("POST", "groups", {"members": [1]}),
        ("POST", "members", {"chat_id": 1}),
        ("POST", "limits", {}),
        ("POST", "clock", {"advance_s": "soon"}),
        ("POST", "phones", [{"user_id": 5}]),
        ("POST", "nothing", {}),
        ("GET", "nothing", None),
        ("GET", "chat", None),
    ],
)
async def test_a_wrong_control_call_is_explained(sandbox: Sandbox, method: str, path: str, body: object) -> None:
    """An error in JSON, never a crash."""
    async with aiohttp.ClientSession() as session:
        async with session.request(method, f"{sandbox.url}/sandbox/{path}", json=body) as reply:
            assert reply.status in (400, 404)
            assert (await reply.json())["error"]
        async with session.post(f"{sandbox.url}/sandbox/say", data=b"{") as reply:
            assert reply.status == 400


@pytest.mark.parametrize(
    "path", ["/page/../server.py", "/page/%2e%2e/server.py", "/..%2fserver.py", "/page/", "/nothing.js"]
)
async def test_only_the_page_is_served(sandbox: Sandbox, path: str) -> None:
    """Nothing outside its folder."""
    from yarl import URL

    async with aiohttp.ClientSession() as session, session.get(URL(f"{sandbox.url}{path}", encoded=True)) as reply:
        assert reply.status == 404


async def test_the_page_is_served_at_the_root(sandbox: Sandbox) -> None:
    """index.html, and what it needs beside it."""
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{sandbox.url}/") as reply:
            assert (reply.status, reply.content_type) == (200, "text/html")
        async with session.get(f"{sandbox.url}/page/api.js") as reply:
            assert reply.status == 200
            assert "javascript" in reply.content_type


async def test_the_command_starts_it() -> None:
    """`python -m sandbox` in a shell: one line when ready, gone when asked."""
    command = (sys.executable, "-m", "sandbox", "--port", "0")
    process = await asyncio.create_subprocess_exec(*command, cwd=PROJECT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    assert line.startswith("sandbox on http://127.0.0.1:")
    async with Sandbox(line.split()[-1]) as sandbox:
        await sandbox.shutdown()
    assert await process.wait() == 0


async def test_the_sandbox_runs_as_a_process_and_stops_when_asked() -> None:
    """Ends by its pid, or by the control call."""
    process = SandboxProcess("--limits", "--first-update-id", "1000", "--bot-id", "77")
    async with process as sandbox:
        assert (await sandbox.state())["bot"]["id"] == 77
        assert (await sandbox.get("limits"))["on"]
        wang = await sandbox.person("王芳")
        assert (await wang.says("/start"))["update_id"] == 1000
        await sandbox.shutdown()
        assert await asyncio.to_thread(process.wait) == 0
