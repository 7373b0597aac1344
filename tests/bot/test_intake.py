"""Updates come in: kept before they are confirmed, each once, whatever comes."""

import asyncio
import io
import json
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import select

from bot.api import Api
from bot.health import Site
from bot.intake import SECRET_HEADER, Intake, Polling, Stopped, arrival
from store import tables as t
from store.engine import StoreError
from store.inbox import Arrival
from tests.bot.echo import TOKEN, Echo
from tests.bot.test_sender import quiet

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def message(update_id, text="x", chat=5, number=None):
    """A raw update."""
    who = {"id": chat, "first_name": "W", "is_bot": False}
    body = {
        "message_id": number or update_id,
        "date": 1795372787,
        "chat": {"id": chat, "type": "private"},
        "from": who,
        "text": text,
    }
    return {"update_id": update_id, "message": body}


class Takes:
    """Remembers what was handed on."""

    def __init__(self):
        self.rows = []

    def offer(self, rows):
        self.rows.extend(rows)


class Channel:
    """A far side whose answers are written by the test: one list of answers for getUpdates."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.done = asyncio.Event()
        self.replies = {}

    async def handle(self, request):
        """The next answer; when there are none left it waits."""
        self.asked.append(await request.json())
        if not self.answers:
            self.done.set()
            await asyncio.sleep(60)
        answer = self.answers.pop(0)
        if isinstance(answer, bytes):
            return web.Response(body=answer, content_type="application/json")
        status, body = answer if isinstance(answer, tuple) else (200, {"ok": True, "result": answer})
        return web.json_response(body, status=status)

    async def other(self, request):
        """Any other method: what the test has laid down for it."""
        status, body = self.replies.get(request.match_info["method"], (200, {"ok": True, "result": True}))
        return web.json_response(body, status=status)

    async def __aenter__(self):
        app = web.Application()
        app.router.add_post("/bot7:token/getUpdates", self.handle)
        app.router.add_post("/bot7:token/{method}", self.other)
        self.runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0)
        await site.start()
        self.api = Api(f"http://127.0.0.1:{self.runner.addresses[0][1]}", TOKEN)
        await self.api.open()
        return self

    async def __aexit__(self, *_):
        await self.api.close()
        await self.runner.cleanup()


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    """Pauses of nothing."""
    monkeypatch.setattr("bot.intake.jittered", lambda seconds: 0.001)


@pytest.fixture
def clock():
    """A clock the test moves."""

    class Clock:
        at = NOW

        def now(self):
            return self.at

    return Clock()


@pytest.fixture
def taking(writer, clock):
    """Polls a channel until it has nothing more to answer."""
    writer._clock = clock.now
    takes = Takes()

    async def take(*answers):
        if writer._thread is None:
            writer.start()
        intake = Intake(writer, takes, timedelta(seconds=1))
        async with Channel(*answers) as channel:
            polling = Polling(channel.api, intake, writer, clock.now)
            task = asyncio.create_task(polling.run())
            waiting = asyncio.create_task(channel.done.wait())
            await asyncio.wait([task, waiting], return_when=asyncio.FIRST_COMPLETED, timeout=20)
            waiting.cancel()
            if task.done():
                task.result()
            task.cancel()
            await asyncio.wait([task])
        return channel

    take.takes = takes
    return take


async def test_batch_is_confirmed_after_it_is_kept(taking, writer):
    """The next question confirms what is in the database by then; the offset outlives the process."""
    channel = await taking([message(10), message(11)], [message(12)])
    assert [a.get("offset") for a in channel.asked] == [None, 12, 13]
    assert [r.key for r in taking.takes.rows] == [10, 11, 12]
    again = await taking([message(13)])
    assert again.asked[0]["offset"] == 13


async def test_repeat_is_no_new_row(taking):
    """Updates delivered again after a crash before the confirmation are known."""
    await taking([message(10), message(11)], [message(10), message(11), message(12)])
    assert [r.key for r in taking.takes.rows] == [10, 11, 12]


async def test_garbage_is_quarantined_and_the_rest_goes_on(taking, writer):
    """No update id, no object, a chat that is none: set aside, counted, confirmed."""
    await taking(
        ["x", {"update_id": "7"}, message(10), {"update_id": 11, "message": {"chat": {"id": 1 << 62}}}, None, 5]
    )
    assert [r.key for r in taking.takes.rows] == [10]
    rows = await writer.run(lambda w: w.inbox.count())
    assert rows == {"new": 1, "quarantined": 5}


async def test_half_characters_are_kept_as_they_came(taking, writer):
    """JSON that strict parsers refuse is kept and can be read again."""
    raw = json.dumps({"ok": True, "result": [message(10, "half \ud83d")]}).encode()
    await taking(raw)
    assert json.loads(await writer.run(lambda w: w.inbox.raw(10)))["message"]["text"] == "half \ud83d"


async def test_answer_that_is_no_json_is_asked_for_one_by_one_and_then_left_out(taking, writer):
    """One broken update does not stop the bot for good."""
    channel = await taking([message(10)], *[b"{broken"] * 8, [message(12)])
    assert [r.key for r in taking.takes.rows] == [10, 12]
    assert {a["limit"] for a in channel.asked} == {100, 1}
    assert (await writer.run(lambda w: w.inbox.count()))["quarantined"] == 1


async def test_network_and_server_trouble_is_survived(taking):
    """502, 429 and refusals: asked again, nothing lost."""
    trouble = [(502, {"ok": False, "error_code": 502, "description": "Bad Gateway"})] * 4
    wait = (429, {"ok": False, "error_code": 429, "description": "wait", "parameters": {"retry_after": 0.01}})
    await taking(*trouble, [message(10)], wait, [message(11)])
    assert [r.key for r in taking.takes.rows] == [10, 11]


async def test_second_program_on_the_token_ends_with_one_sentence(taking):
    """409 is tried a few times, then it is said what is the matter."""
    conflict = (
        409,
        {"ok": False, "error_code": 409, "description": "Conflict: terminated by other getUpdates request"},
    )
    with pytest.raises(Stopped, match="Another program is receiving"):
        await taking(*[conflict] * 10)


async def test_short_conflict_is_survived(taking):
    """The last process's question may still be open when we begin."""
    conflict = (409, {"ok": False, "error_code": 409, "description": "Conflict"})
    await taking(conflict, conflict, [message(10)])
    assert [r.key for r in taking.takes.rows] == [10]


async def test_revoked_token_ends_with_one_sentence(taking):
    """401: nobody can be reached any more."""
    with pytest.raises(Stopped, match="BOT_TOKEN"):
        await taking((401, {"ok": False, "error_code": 401, "description": "Unauthorized"}))


async def test_after_a_week_of_silence_counting_begins_anew(taking, clock):
    """The channel may renumber: no offset is asked for, and the same ids with other content are other updates."""
    await taking([message(10, "alt"), message(11, "alt")])
    clock.at += timedelta(days=8)
    channel = await taking(
        [message(10, "neu", number=900), message(11, "neu", number=901)], [message(12, "neu", number=902)]
    )
    assert [a.get("offset") for a in channel.asked] == [None, 12, 13]
    assert [json.loads(r.raw)["message"]["text"] for r in taking.takes.rows] == ["alt", "alt", "neu", "neu", "neu"]
    keys = [r.key for r in taking.takes.rows]
    assert len(set(keys)) == 5 and keys == sorted(keys)


async def test_lower_numbers_are_noticed_while_running(taking):
    """A lower base in the middle of things: nothing is taken for a repeat, the offset follows."""
    channel = await taking([message(1000)], [message(5, "neu", number=77)], [message(6, "neu", number=78)])
    assert [a.get("offset") for a in channel.asked] == [None, 1001, 6, 7]
    assert [r.key for r in taking.takes.rows] == [1000, 5, 6]


async def test_renumbered_batch_delivered_twice_is_one(taking, clock):
    """After a crash before the confirmation, also the first batch of a new counting is known."""
    await taking([message(10), message(11)])
    clock.at += timedelta(days=8)
    batch = [message(9, "neu", number=899), message(10, "neu", number=900), message(11, "neu", number=901)]
    await taking(batch)
    clock.at += timedelta(days=8)
    await taking(batch)
    assert len(taking.takes.rows) == 5


async def test_another_bot_counts_on_its_own(taking, writer):
    """With a new token the same numbers are other updates; with the old one nothing changes."""
    writer.start()
    await writer.run(lambda w: w.inbox.begin("7"))
    await taking([message(10), message(11)])
    await writer.run(lambda w: w.inbox.begin("7"))
    assert await writer.run(lambda w: w.inbox.offset()) == 12
    await writer.run(lambda w: w.inbox.begin("8"))
    channel = await taking([message(10, "neu", number=500)])
    assert channel.asked[0].get("offset") is None
    assert len({r.key for r in taking.takes.rows}) == 3


async def test_renumbered_on_the_sandbox(sandbox, started):
    """The whole bot over a renumbering, up and down: every message is answered once."""
    wang = await sandbox.person("王芳")
    async with started() as run:
        await wang.says("/start")
        for n, base in enumerate((1_500_000_000, 3, 2_000)):
            await run.until(lambda w, n=n: w.inbox.count().get("done") == n + 1)
            await sandbox.renumber(base)
            await wang.says(f"n{n}")
            await wang.hears(f"n{n}")
        assert [i.text for i in run.echo.heard] == ["", "n0", "n1", "n2"]


async def test_album_parts_know_when_they_are_due(writer, clock):
    """The last part's arrival plus the time to settle, in the row itself."""
    writer._clock = clock.now
    writer.start()
    part = arrival({"update_id": 1, "message": {"message_id": 1, "chat": {"id": 5}, "media_group_id": "7"}})
    (row,) = await writer.run(lambda w: w.inbox.add_many([part], timedelta(seconds=2)))
    assert (row.album, row.chat_id, row.due_at) == ("7", 5, NOW + timedelta(seconds=2))


async def test_old_updates_are_cleared_away_but_open_and_newest_stay(writer, clock):
    """Done ones after their time; what is open, set aside or the newest is kept."""
    writer._clock = clock.now
    writer.start()
    await writer.run(lambda w: w.inbox.add_many([Arrival(n, 1, b"{}") for n in range(1, 6)], timedelta()))
    await writer.run(lambda w: [w.inbox.take(n) for n in (1, 2, 5)])
    await writer.run(lambda w: w.inbox.set_aside([3], "x"))
    assert await writer.run(lambda w: w.inbox.prune(NOW + timedelta(days=1), 10)) == 2
    left = select(t.inbox.c.update_id).order_by(t.inbox.c.update_id)
    assert await writer.run(lambda w: list(w.conn.scalars(left))) == [3, 4, 5]


# --- webhook -----------------------------------------------------------------------------------------------------------


@pytest.fixture
async def hooked(sandbox, started):
    """A pipeline that is called instead of asking."""
    async with started(poll=False) as run:
        site = Site("127.0.0.1", 0)
        site.app.router.add_post("/hook", run.pipeline.webhook("geheim").handle)
        port = await site.start()
        run.url = f"http://127.0.0.1:{port}/hook"
        yield run
        await site.stop()


async def test_webhook_answers_after_the_commit(sandbox, hooked):
    """Telegram calls: 200, in the database, answered."""
    await sandbox.post("people", id=4001, first_name="W")
    async with aiohttp.ClientSession(headers={SECRET_HEADER: "geheim"}) as http:
        async with http.post(hooked.url, json=message(10, "hallo", chat=4001)) as reply:
            assert reply.status == 200
        async with http.post(hooked.url, json=message(10, "hallo", chat=4001)) as reply:
            assert reply.status == 200
        async with http.post(hooked.url, data=b"{garbage") as reply:
            assert reply.status == 200
    assert await hooked.rows(lambda w: w.inbox.count()) == {"done": 1, "quarantined": 1}


async def test_webhook_is_asked_to_come_again_while_nothing_can_be_kept(sandbox, hooked, monkeypatch):
    """503 is brought again by Telegram; 200 would be gone."""
    await sandbox.post("people", id=4002, first_name="W")
    taken = Intake.keep

    async def full(*given):
        raise StoreError("the disk is full")

    async with aiohttp.ClientSession(headers={SECRET_HEADER: "geheim"}) as http:
        monkeypatch.setattr(Intake, "keep", full)
        async with http.post(hooked.url, json=message(10, "hallo", chat=4002)) as reply:
            assert reply.status == 503
        monkeypatch.setattr(Intake, "keep", taken)
        async with http.post(hooked.url, json=message(10, "hallo", chat=4002)) as reply:
            assert reply.status == 200
    assert await hooked.rows(lambda w: w.inbox.count()) == {"done": 1}


@pytest.mark.parametrize("secret", ["falsch", "", "geheimer", "гe"])
async def test_webhook_refuses_strangers(hooked, secret):
    """Without the secret nothing is read."""
    headers = {SECRET_HEADER: secret} if secret else {}
    async with aiohttp.ClientSession() as http, http.post(hooked.url, json=message(10), headers=headers) as reply:
        assert reply.status == 401
    assert await hooked.rows(lambda w: w.inbox.count()) == {}


async def test_webhook_refuses_oversized_bodies(hooked):
    """413, and nothing is kept."""
    body = io.BytesIO(b"x" * (5 * 1024 * 1024))
    session = aiohttp.ClientSession(headers={SECRET_HEADER: "geheim"})
    async with session as http, http.post(hooked.url, data=body) as reply:
        assert reply.status == 413
    assert await hooked.rows(lambda w: w.inbox.count()) == {}


async def test_sandbox_delivers_by_webhook(sandbox, hooked):
    """The other side really calls: order and content are right."""
    echo: Echo = hooked.echo
    await hooked.pipeline.api.call("setWebhook", url=hooked.url, secret_token="geheim")
    try:
        wang = await sandbox.person("王芳")
        await wang.says("/start")
        for n in range(5):
            await wang.says(str(n))
        await wang.hears("4")
        assert [i.text for i in echo.heard] == ["", "0", "1", "2", "3", "4"]
    finally:
        await hooked.pipeline.api.call("deleteWebhook")


async def test_two_programs_on_one_token(sandbox, started):
    """Whoever loses says so and stops."""
    async with started(quiet()) as first, started(quiet(), poll=False) as second:
        asking = asyncio.create_task(second.pipeline.polling.run())
        done, _ = await asyncio.wait([asking, first.polling], timeout=20, return_when=asyncio.FIRST_COMPLETED)
        assert any(isinstance(task.exception(), Stopped) for task in done)
        asking.cancel()
        await asyncio.wait([asking])
