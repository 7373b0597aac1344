"""Carrying out: once each, in order within a chat, albums together, failures aside."""

import asyncio

from domain.incoming import Kind
from domain.sending import Lane, Sort
from store.engine import StoreError
from tests.bot.echo import Echo, said


async def test_person_speaks_and_is_answered(sandbox, started):
    """The whole way: update, inbox, transaction, outbox, message."""
    wang = await sandbox.person("王芳")
    async with started() as run:
        await wang.says("/start")
        await wang.says("你好")
        await wang.hears("你好")
        assert [i.kind for i in run.echo.heard] == [Kind.COMMAND, Kind.TEXT]
        assert await run.rows(lambda w: w.inbox.count()) == {"done": 2}
        assert await run.rows(lambda w: w.outbox.count()) == {"sent": 2}


async def test_chat_is_served_in_order(sandbox, started):
    """Forty messages of one person are answered in the order they were written, beside other people's."""
    wang, li = await sandbox.person("王芳"), await sandbox.person("李雷")
    await wang.says("/start")
    await li.says("/start")
    for n in range(40):
        await wang.says(f"{n:02}")
        await li.says(f"{n:02}")
    async with started() as run:
        await run.until(lambda w: w.outbox.count().get("sent", 0) >= 82)
        for person in (wang, li):
            texts = [m["text"] for m in (await sandbox.chat(person.id))["messages"] if m["is_bot"]]
            assert texts[1:] == [f"{n:02}" for n in range(40)]


async def test_same_update_delivered_twice_is_carried_out_once(sandbox, started):
    """A repeat of an update id is no row."""
    wang = await sandbox.person("王芳")
    async with started() as run:
        first = await wang.says("/start")
        await run.until(lambda w: w.inbox.count().get("done") == 1)
        await sandbox.replay(first["update_id"], first["update_id"])
        await wang.says("weiter")
        await run.until(lambda w: w.inbox.count().get("done") == 2)
        assert [i.text for i in run.echo.heard] == ["", "weiter"]


async def test_crash_after_receiving_loses_nothing(sandbox, started):
    """Updates kept but not carried out when the process dies are carried out by the next, once each."""
    people = [await sandbox.person(f"P{n}") for n in range(10)]
    for person in people:
        await person.says("/start")
    echo = Echo()
    held = asyncio.Event()

    def fail(work, incoming):
        held.set()
        raise StoreError("not now")

    echo.on = fail
    async with started(echo, kill=True) as run:
        await held.wait()
        await run.until(lambda w: w.inbox.count().get("new") == 10)
    async with started() as run:
        await run.until(lambda w: w.inbox.count() == {"done": 10})
        await run.until(lambda w: w.outbox.count() == {"sent": 10})
        assert len(run.echo.heard) == 10


async def test_album_comes_as_one_arrival(sandbox, started):
    """Five photos with one caption are one arrival; what is written next waits for them."""
    wang = await sandbox.person("王芳")
    async with started() as run:
        await wang.says("/start")
        await wang.sends("album", count=5, caption="漏水")
        await wang.says("后面")
        await run.until(lambda w: w.inbox.count().get("done") == 7)
        _, album, after = run.echo.heard
        assert (album.kind, len(album.attachments), album.text) == (Kind.ALBUM, 5, "漏水")
        assert [a.message_id for a in album.attachments] == sorted({a.message_id for a in album.attachments})
        assert after.text == "后面"


async def test_late_part_of_an_album_comes_as_a_photo(sandbox, started):
    """A part that arrives after its album was handled is passed on by itself."""
    wang = await sandbox.person("王芳")
    await wang.says("/start")
    part = {"date": 1795372787, "chat": {"id": wang.id, "type": "private"}, "from": {"id": wang.id, "first_name": "W"}}

    def photo(n):
        size = {"file_id": f"f{n}", "file_unique_id": f"u{n}", "width": 1, "height": 1}
        return {"message": {**part, "message_id": 100 + n, "media_group_id": "77", "photo": [size]}}

    async with started() as run:
        await sandbox.raw(photo(1))
        await sandbox.raw(photo(2))
        await run.until(lambda w: w.inbox.count().get("done") == 3)
        await sandbox.raw(photo(3))
        await run.until(lambda w: w.inbox.count().get("done") == 4)
        assert [i.kind for i in run.echo.heard[1:]] == [Kind.ALBUM, Kind.PHOTO]


async def test_album_survives_a_crash_between_its_parts(sandbox, started):
    """Parts kept before a crash come together with those that came after."""
    wang = await sandbox.person("王芳")
    await wang.says("/start")
    async with started(kill=True) as run:
        await run.until(lambda w: w.inbox.count().get("done") == 1)
        await wang.sends("album", count=4)
        await run.until(lambda w: w.inbox.count().get("new") == 4)
    async with started() as run:
        await run.until(lambda w: w.inbox.count().get("done") == 5)
        (album,) = run.echo.heard
        assert len(album.attachments) == 4


async def test_failing_update_is_tried_again_then_set_aside_and_those_behind_go_on(sandbox, started, monkeypatch):
    """Three attempts, nothing of them kept, an apology, one alert; the next update is served."""
    monkeypatch.setattr("bot.worker.PAUSES", (0.01, 0.02))
    wang = await sandbox.person("王芳")
    echo, tries = Echo(), []

    def fail(work, incoming):
        said(work, incoming, incoming.text or "start")
        if incoming.text == "bad":
            tries.append(1)
            raise KeyError("王芳")

    echo.on = fail
    async with started(echo) as run:
        await wang.says("/start")
        await wang.says("bad")
        await wang.says("good")
        await wang.hears("sorry")
        await wang.hears("good")
        assert len(tries) == 3
        assert await run.rows(lambda w: w.inbox.count()) == {"done": 2, "set_aside": 1}
        (alert,) = run.echo.alerts
        assert alert[1].startswith("KeyError at bot/test_worker.py") and "王芳" not in alert[1]
        assert await run.rows(lambda w: w.outbox.find(f"echo:{alert[0]}")) is None


async def test_store_in_trouble_is_not_the_updates_fault(sandbox, started, monkeypatch):
    """While the database cannot be written the update waits; it is not set aside."""
    monkeypatch.setattr("bot.worker.STORE_PAUSES", (0.01,))
    wang = await sandbox.person("王芳")
    echo, tries = Echo(), []

    def busy(work, incoming):
        tries.append(1)
        if len(tries) < 8:
            raise StoreError("the database is locked")
        said(work, incoming, "served")

    echo.on = busy
    async with started(echo) as run:
        await wang.says("/start")
        await wang.hears("served")
        assert await run.rows(lambda w: w.inbox.count()) == {"done": 1}


async def test_every_press_is_answered(sandbox, started):
    """With words when there are some, else empty; also when the update failed for good."""
    wang = await sandbox.person("王芳")
    echo = Echo()

    def react(work, incoming):
        if incoming.kind is Kind.PRESS:
            if incoming.press == "say":
                work.answers.append((incoming.press_id, "好的", True))
            return
        buttons = [[{"label": "说", "data": "say"}, {"label": "不说", "data": "silent"}]]
        work.outbox.add(f"e:{incoming.id}", incoming.chat, Lane.REPLY, Sort.MESSAGE, {"text": "?", "buttons": buttons})

    echo.on = react
    async with started(echo) as run:
        await wang.says("/start")
        await wang.taps("说")
        await wang.taps("不说")
        await run.until(lambda w: w.inbox.count().get("done") == 3)
    answered = await sandbox.calls("answerCallbackQuery")
    assert [c["ok"] for c in answered] == [True, True]
    assert [(a["text"], a["show_alert"]) for a in (await sandbox.chat(wang.id, wang.id))["answers"]][0] == (
        "好的",
        True,
    )


async def test_garbage_between_updates_is_set_aside(sandbox, started):
    """Unknown kinds, wrong shapes and zero bytes do not stop those behind them."""
    wang = await sandbox.person("王芳")
    await wang.says("/start")
    where = {"date": 1795372787, "chat": {"id": wang.id, "type": "private"}, "from": {"id": wang.id, "first_name": "W"}}
    async with started() as run:
        await sandbox.raw({"something_new": {"a": 1}})
        await sandbox.raw({"message": "no message at all"})
        await sandbox.raw({"message": {**where, "message_id": "x", "text": 5}})
        await sandbox.raw({"callback_query": None})
        await sandbox.raw("garbage")
        await sandbox.raw({"message": {**where, "message_id": 9001, "text": "half \x00 character"}})
        await wang.says("danach")
        await wang.hears("danach")
        count = await run.rows(lambda w: w.inbox.count())
        assert count.get("new", 0) == 0 and count["done"] == 3
        assert count.get("quarantined", 0) + count.get("unknown", 0) == 5
        assert any(i.text.startswith("half ") for i in run.echo.heard)


async def test_moved_group_is_served_under_its_new_id(sandbox, started):
    """Presses on old messages of a group that moved come in as the new group's."""
    wang = await sandbox.person("王芳")
    group = await sandbox.group("工程组", wang, type="group", privacy=False)
    async with started() as run:
        await wang.says("alt", group)
        await run.until(lambda w: w.inbox.count().get("done", 0) >= 2)
        old = await group.migrates()
        await run.until(lambda w: any(i.kind is Kind.MOVED for i in run.echo.heard))
        where = {"id": old, "type": "group", "title": "x"}
        user = {"id": wang.id, "first_name": "W", "is_bot": False}
        press = {"id": "1", "from": user, "data": "x", "message": {"message_id": 3, "date": 0, "chat": where}}
        await sandbox.raw({"callback_query": press})
        await run.until(lambda w: any(i.kind is Kind.PRESS for i in run.echo.heard))
        (pressed,) = [i for i in run.echo.heard if i.kind is Kind.PRESS]
        assert pressed.chat == group.id
