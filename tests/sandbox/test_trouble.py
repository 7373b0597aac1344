"""Arranged trouble, Telegram's pacing, slow replies, and the log of it all."""

import asyncio
import time

import aiohttp
import pytest

from sandbox import limits
from sandbox.server import Server
from tests.support.phones import Phone, Sandbox
from tests.support.rawbot import Bot, Said

#: What aiohttp raises for a connection cut without a reply.
CUT = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


async def test_a_refusal_on_order(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """So many times, for one method or chat, with the words and parameters given."""
    await sandbox.fault(
        "refuse", "sendMessage", chat_id=wang.id, error_code=429, parameters={"retry_after": 7}, times=2
    )
    for _ in range(2):
        with pytest.raises(Said, match="^Too Many Requests: retry after 7$") as refusal:
            await bot("sendMessage", chat_id=wang.id, text="x")
        assert (refusal.value.code, refusal.value.parameters) == (429, {"retry_after": 7})
    await bot("sendMessage", chat_id=wang.id, text="x")
    await sandbox.fault("refuse", error_code=500, times=-1)
    for method in ("getMe", "sendMessage"):
        with pytest.raises(Said, match="Internal Server Error"):
            await bot(method, **({"chat_id": wang.id, "text": "x"} if method == "sendMessage" else {}))
    assert await bot("getUpdates") == []
    await sandbox.no_faults()
    await bot("getMe")
    assert await sandbox.get("faults") == []


async def test_a_connection_cut_before_the_deed(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Nothing was sent."""
    await sandbox.fault("drop_before", "sendMessage", times=-1)
    with pytest.raises(CUT):
        await bot("sendMessage", chat_id=wang.id, text="x")
    assert await wang.heard() == []


async def test_a_connection_cut_after_the_deed(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """It was sent, and nobody was told."""
    await sandbox.fault("drop_after", "sendMessage")
    with pytest.raises(CUT):
        await bot("sendMessage", chat_id=wang.id, text="x")
    assert [one["text"] for one in await wang.heard()] == ["x"]
    assert [call["error_code"] for call in await sandbox.calls("sendMessage")] == [0]


async def test_updates_can_be_cut_too(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """By name; what was lost on the way is told again."""
    await wang.says("漏水")
    await sandbox.fault("drop_after", "getUpdates")
    with pytest.raises(CUT):
        await bot("getUpdates")
    assert [one["message"]["text"] for one in await bot("getUpdates")] == ["漏水"]


async def test_delays(bot: Bot, sandbox: Sandbox) -> None:
    """Of one call by a fault, of every call by the switch; polls are not held up by the switch."""
    await sandbox.fault("delay", "getMe", ms=80)
    await bot("getMe")
    await sandbox.delay(60)
    await bot("getMe")
    await bot("getUpdates")
    first, second, poll = await sandbox.calls()
    assert first["ms"] >= 80
    assert second["ms"] >= 60
    assert poll["ms"] < second["ms"]


async def test_an_unknown_fault_is_refused(sandbox: Sandbox) -> None:
    """With the actions there are."""
    with pytest.raises(AssertionError, match="refuse, drop_before, drop_after, delay"):
        await sandbox.fault("explode")


class Watch:
    """A clock moved by hand."""

    now = 1000.0

    def monotonic(self) -> float:
        """Seconds."""
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The clock the limits look at."""
    watch = Watch()
    monkeypatch.setattr(limits, "time", watch)
    return watch


def _refused_after(counted: limits.Limits, chat_id: int, most: int = 200) -> tuple[int, int]:
    """(how many passed, seconds to wait then)."""
    for passed in range(most):
        try:
            counted.count("sendMessage", chat_id, 1)
        except Exception as refusal:
            return passed, refusal.parameters["retry_after"]  # type: ignore[attr-defined]
    return most, 0


def test_a_private_chat_takes_a_few_at_once_and_then_one_a_second(watch: Watch) -> None:
    """Three, then one more after a second."""
    counted = limits.Limits(True)
    assert _refused_after(counted, 1) == (3, 1)
    watch.now += 1
    assert _refused_after(counted, 1) == (1, 1)
    assert _refused_after(counted, 2) == (3, 1)


def test_a_group_takes_twenty_a_minute(watch: Watch) -> None:
    """Then one every three seconds."""
    counted = limits.Limits(True)
    assert _refused_after(counted, -100) == (20, 3)
    watch.now += 60
    assert _refused_after(counted, -100) == (20, 3)


def test_thirty_a_second_in_all(watch: Watch) -> None:
    """Over all chats."""
    counted = limits.Limits(True)
    passed = sum(_refused_after(counted, chat, 1)[0] for chat in range(1, 60))
    assert passed == 30
    watch.now += 1
    assert sum(_refused_after(counted, chat, 1)[0] for chat in range(100, 160)) == 30


def test_an_album_counts_as_many(watch: Watch) -> None:
    """But one larger than the allowance passes after a rest."""
    counted = limits.Limits(True)
    counted.count("sendMediaGroup", 1, 5)
    assert _refused_after(counted, 1) == (0, 3)


async def test_pacing_is_off_until_switched_on(bot: Bot, sandbox: Sandbox, server: Server, wang: Phone) -> None:
    """On: 429 with the seconds; edits count, answers and deletions do not."""
    for _ in range(40):
        sent = await bot("sendMessage", chat_id=wang.id, text="x")
    await sandbox.limits(True)
    where = {"chat_id": wang.id, "message_id": sent["message_id"]}
    for number in range(3):
        await bot("editMessageText", **where, text=f"y{number}")
    with pytest.raises(Said, match="^Too Many Requests: retry after 1$") as refusal:
        await bot("sendMessage", chat_id=wang.id, text="x")
    assert (refusal.value.code, refusal.value.parameters) == (429, {"retry_after": 1})
    await bot("deleteMessage", **where)
    await sandbox.limits(False)
    await bot("sendMessage", chat_id=wang.id, text="x")


async def test_the_log_tells_every_call(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Numbered, with the outcome, without the words."""
    await bot("sendMessage", chat_id=wang.id, text="秘密")
    with pytest.raises(Said):
        await bot("sendMessage", chat_id=1, text="秘密")
    found = await sandbox.calls("sendMessage")
    assert [(one["chat_id"], one["ok"], one["error_code"]) for one in found] == [(wang.id, True, None), (1, False, 400)]
    assert "秘密" not in str(found)
    assert await sandbox.calls(after=found[-1]["n"]) == []
    await bot("getMe")
    assert [one["method"] for one in await sandbox.calls(after=found[-1]["n"])] == ["getMe"]
    assert abs(found[0]["at"] - time.time()) < 60


async def test_an_aborted_poll_does_not_lose_updates(bot: Bot, wang: Phone) -> None:
    """The next poll gets what came meanwhile."""
    poll = asyncio.create_task(bot("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await wang.says("漏水")
    assert [one["message"]["text"] for one in await bot("getUpdates", timeout=30)] == ["漏水"]
