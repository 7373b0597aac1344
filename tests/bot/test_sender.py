"""Sending: each message owed goes out, its outcome is in the ledger, and one chat's trouble is nobody else's."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.lanes import Limits
from bot.media import MediaStore
from domain.incoming import Kind
from domain.sending import Lane, Sort
from store import tables as t
from tests.bot.echo import Echo


@pytest.fixture
def wang(sandbox):
    """Somebody who has started the bot."""

    async def start(name="王芳"):
        person = await sandbox.person(name)
        await person.says("/start")
        return person

    return start


def quiet() -> Echo:
    """An echo that says nothing by itself."""
    echo = Echo()
    echo.on = lambda work, incoming: None
    return echo


async def texts(sandbox, chat):
    """What the bot's messages say now, deleted ones left out."""
    return [m["text"] for m in (await sandbox.chat(chat))["messages"] if m["is_bot"] and not m["deleted"]]


async def test_told_to_wait_waits_and_sends_once(sandbox, started, wang):
    """429: the chat waits as long as told, the message goes out once."""
    person = await wang()
    async with started(quiet()) as run:
        await sandbox.fault("refuse", "sendMessage", error_code=429, description="Too Many Requests: retry after 1",
                            parameters={"retry_after": 1}, times=1)  # fmt: skip
        await run.owe("a", person.id, "eins")
        row = await run.key("a", "sent")
        assert row.attempts == 0
    assert await texts(sandbox, person.id) == ["eins"]
    refused, taken = (call["at"] for call in await sandbox.calls("sendMessage"))
    assert taken - refused >= 1


async def test_same_key_is_owed_once(sandbox, started, wang):
    """The key says what is owed: the second time nothing happens."""
    person = await wang()
    async with started(quiet()) as run:
        await run.owe("a", person.id, "eins")
        await run.owe("a", person.id, "zwei")
        await run.key("a", "sent")
        assert await run.rows(lambda w: w.outbox.count()) == {"sent": 1}
        row = await run.rows(lambda w: w.outbox.find("a"))
        assert await run.rows(lambda w: w.outbox.sent_key("a")) == (person.id, row.message_id)


@pytest.mark.parametrize("action", ["drop_before", "drop_after"])
@pytest.mark.parametrize("lane", [Lane.EMERGENCY, Lane.REPLY, Lane.TASK])
async def test_lost_answer_of_what_matters_is_sent_again(sandbox, started, wang, action, lane):
    """Better twice than never: replies, tasks, emergencies."""
    person = await wang()
    async with started(quiet()) as run:
        await sandbox.fault(action, "sendMessage", times=1)
        await run.owe("a", person.id, "eins", lane)
        await run.key("a", "sent")
    assert await texts(sandbox, person.id) == ["eins"] * (2 if action == "drop_after" else 1)


@pytest.mark.parametrize("lane", [Lane.REMINDER, Lane.BROADCAST])
async def test_lost_answer_of_a_reminder_is_not(sandbox, started, wang, lane):
    """Better never than twice: reminders and broadcasts; the ledger says so."""
    person = await wang()
    async with started(quiet()) as run:
        await sandbox.fault("drop_after", "sendMessage", times=1)
        await run.owe("a", person.id, "eins", lane)
        row = await run.key("a", "failed")
        assert row.message_id is None
    assert await texts(sandbox, person.id) == ["eins"]


async def test_blocked_person_gets_everything_after_coming_back(sandbox, database_url, started, wang):
    """What is owed is kept, its writer is told, and it is owed again when the person returns."""
    person = await wang()
    async with started(quiet()) as run:
        await run.until(lambda w: w.inbox.count().get("done") == 1)
        await run.rows(
            lambda w: w.conn.execute(
                t.persons.insert().values(name="w", telegram_id=person.id, reachable=True, created_at=w.now)
            )
        )
        await sandbox.fault("refuse", "sendMessage", chat_id=person.id, error_code=403, times=1,
                            description="Forbidden: bot was blocked by the user")  # fmt: skip
        await run.owe("a", person.id, "eins", on_failure={"chat": 1})
        await run.owe("b", person.id, "zwei")
        await run.key("a", "blocked")
        await run.key("b", "blocked")
        assert run.echo.undelivered == ["a", "b"]
        reachable = select(t.persons.c.reachable).where(t.persons.c.telegram_id == person.id)
        assert await run.rows(lambda w: w.conn.scalar(reachable)) is False
        await person.says("wieder da")
        await run.key("b", "sent")
        await run.key("a", "sent")
        assert await run.rows(lambda w: w.conn.scalar(reachable)) is True
    assert await texts(sandbox, person.id) == ["eins", "zwei"]


async def test_person_who_blocks_and_unblocks(sandbox, started, wang):
    """The channel tells of both; what was owed in between arrives afterwards, also over a restart."""
    person = await wang()
    async with started(quiet()) as run:
        await run.until(lambda w: w.inbox.count().get("done") == 1)
        await sandbox.post("block", user_id=person.id)
        await run.until(lambda w: any(i.member == "blocked" for i in run.echo.heard))
        await run.owe("a", person.id, "eins")
        await run.key("a", "blocked")
    async with started(quiet()) as run:
        await sandbox.post("unblock", user_id=person.id)
        await run.key("a", "sent")
    assert await texts(sandbox, person.id) == ["eins"]


async def test_expired_is_not_sent(sandbox, database_url, started, wang):
    """A message that is no use any more is left out and marked so; one for later waits for its time."""
    person = await wang()
    async with started(quiet()) as run:
        now = await run.rows(lambda w: w.now)
        await run.owe("old", person.id, "alt", expires_at=now)
        await run.owe("later", person.id, "spaeter", not_before=now.replace(year=now.year + 1))
        await run.owe("new", person.id, "neu")
        await run.key("old", "expired")
        await run.key("new", "sent")
        assert (await run.rows(lambda w: w.outbox.find("later"))).status == "queued"
    assert await texts(sandbox, person.id) == ["neu"]


async def test_tags_that_cannot_be_read_are_left_out(sandbox, started, wang):
    """A broken text arrives as plain words, and administrators hear of it once."""
    person = await wang()
    async with started(quiet()) as run:
        await run.owe("a", person.id, "<b>eins <i>zwei</b> & drei")
        await run.key("a", "sent")
        await run.until(lambda work: run.echo.alerts)  # a unit of work of its own, after the row's
        assert [kind for _, kind in run.echo.alerts] == ["tags"]
    assert await texts(sandbox, person.id) == ["eins zwei & drei"]


async def test_message_nobody_can_send_fails_and_others_go_on(sandbox, started, wang):
    """A refusal for good is in the ledger, told to its writer and to administrators; the next one arrives."""
    person = await wang()
    async with started(quiet()) as run:
        await run.owe(
            "bad", person.id, "x", payload={"buttons": [[{"label": "x", "data": "y" * 80}]]}, on_failure={"c": 1}
        )
        await run.owe("nowhere", 999_999_999, "x")
        await run.owe("good", person.id, "gut")
        await run.key("bad", "failed")
        await run.key("nowhere", "failed")
        await run.key("good", "sent")
        assert run.echo.undelivered == ["bad", "nowhere"]
        assert len(run.echo.alerts) == 2


async def test_trouble_of_the_channel_is_waited_out(sandbox, started, wang):
    """502 for everybody: nothing is given up, everything arrives in order."""
    person = await wang()
    async with started(quiet()) as run:
        await sandbox.fault("refuse", "sendMessage", error_code=502, description="Bad Gateway", times=3)
        for n in range(3):
            await run.owe(str(n), person.id, str(n))
        await run.key("2", "sent")
    assert await texts(sandbox, person.id) == ["0", "1", "2"]


async def test_message_that_always_fails_is_given_up_while_others_arrive(sandbox, started, wang, monkeypatch):
    """A poison message is failed and alerted after some attempts."""
    monkeypatch.setattr("bot.sender.LONGEST_PAUSE", 0.05)
    monkeypatch.setattr("bot.ledger.ATTEMPTS", 3)
    person, other = await wang(), await wang("李雷")
    async with started(quiet()) as run:
        await sandbox.fault("refuse", "sendMessage", chat_id=person.id, error_code=500, description="oops", times=1000)
        await run.owe("bad", person.id, "x")
        for n in range(400):
            await run.owe(f"good{n}", other.id, str(n))
            if (await run.rows(lambda w: w.outbox.find("bad"))).status == "failed":
                break
            await asyncio.sleep(0.02)
        await run.key("bad", "failed")
        assert len(run.echo.alerts) == 1


async def test_crash_while_sending_leaves_doubt_only_where_there_is_some(sandbox, started, wang):
    """Killed between sending and noting: tasks are sent again, reminders are not, what was queued goes out once."""
    person, other = await wang(), await wang("李雷")
    async with started(quiet(), kill=True) as run:
        await sandbox.delay(400)
        await run.owe("task", person.id, "Aufgabe", Lane.TASK)
        await run.owe("task2", person.id, "zweite", Lane.TASK)
        await run.owe("remind", other.id, "Erinnerung", Lane.REMINDER)
        await run.key("task", "sending")
        await run.key("remind", "sending")
        await asyncio.sleep(0.1)
    await sandbox.delay(0)
    await asyncio.sleep(0.5)
    async with started(quiet()) as run:
        await run.key("task2", "sent")
        assert (await run.rows(lambda w: w.outbox.find("task"))).status == "sent"
        assert (await run.rows(lambda w: w.outbox.find("remind"))).status == "failed"
    assert (await texts(sandbox, person.id))[-2:] == ["Aufgabe", "zweite"]
    assert len(await texts(sandbox, other.id)) <= 1


async def test_graceful_stop_leaves_nothing_in_doubt(sandbox, started, wang):
    """Stopping waits for the answers under way."""
    person = await wang()
    async with started(quiet()) as run:
        await sandbox.delay(200)
        await run.owe("a", person.id, "eins", Lane.REMINDER)
        await run.key("a", "sending")
    await sandbox.delay(0)
    async with started(quiet()) as run:
        assert (await run.rows(lambda w: w.outbox.find("a"))).status == "sent"
    assert await texts(sandbox, person.id) == ["eins"]


async def test_everything_arrives_within_the_limits(process, sandbox, started, wang):
    """With Telegram's limits on, a burst to one person and a group is paced: not one refusal."""
    person = await wang()
    group = await sandbox.group("工程组", person)
    await sandbox.limits(True)
    async with started(quiet(), limits=Limits()) as run:
        for n in range(4):
            await run.owe(f"p{n}", person.id, str(n))
            await run.owe(f"g{n}", group.id, str(n))
        await run.until(lambda w: w.outbox.count().get("sent") == 8)
    assert all(c["ok"] for c in await sandbox.calls("sendMessage"))


async def test_group_that_moved_gets_what_is_owed(sandbox, database_url, started, wang):
    """The refusal names the new id: everything waiting goes there, cards are posted anew."""
    person = await wang()
    group = await sandbox.group("工程组", person, type="group")
    async with started(quiet(), poll=False) as run:
        await run.rows(lambda w: w.cards.show("c", group.id, {"text": "Karte 1"}, Lane.TASK))
        await run.until(lambda w: w.cards.find("c").message_id)
        old = await group.migrates()
        await run.owe("a", old, "eins", payload={"reply_to": 1})
        await run.rows(lambda w: w.cards.show("c", old, {"text": "Karte 2"}, Lane.TASK))
        await run.key("a", "sent")
        await run.until(lambda w: w.outbox.count() == {"sent": 3})
        card = await run.rows(lambda w: w.cards.find("c"))
        assert card.chat_id == group.id and card.message_id
        await run.owe("b", old, "an die alte")
        await run.key("b", "sent")
    assert sorted(await texts(sandbox, group.id)) == ["Karte 2", "an die alte", "eins"]


async def test_moved_group_by_update(sandbox, started, wang):
    """The update that tells of the move re-keys everything in its own transaction."""
    person = await wang()
    group = await sandbox.group("工程组", person, type="group", privacy=False)
    async with started(quiet()) as run:
        old = group.id
        await run.owe("held", old, "zwei", not_before=datetime.now(UTC) + timedelta(hours=1))
        await group.migrates()
        await run.until(lambda w: any(i.kind is Kind.MOVED for i in run.echo.heard))
        assert (await run.key("held", "queued")).chat_id == group.id
        await run.owe("a", old, "eins")
        await run.key("a", "sent")
    assert await texts(sandbox, group.id) == ["eins"]


async def test_album_place_and_buttons_are_sent(sandbox, started, wang):
    """Pictures by reference, a place on the map, a contact button: as the channel wants them."""
    person = await wang()
    echo = Echo()
    refs: list[str] = []

    def back(work, incoming):
        refs.extend(a.ref for a in incoming.attachments)
        if len(refs) == 3:
            media = [{"kind": "photo", "ref": ref} for ref in refs]
            work.outbox.add(
                "album", incoming.chat, Lane.REPLY, Sort.MESSAGE,
                {"text": "drei", "media": media, "buttons": [[{"label": "gut", "data": "ok"}]]},
            )  # fmt: skip
            work.outbox.add("one", incoming.chat, Lane.REPLY, Sort.MESSAGE, {"text": "eins", "media": media[:1]})
            work.outbox.add("map", incoming.chat, Lane.REPLY, Sort.MESSAGE, {"text": "", "location": [31.2, 121.4]})
            keys = [[{"label": "电话", "contact": True}]]
            work.outbox.add("contact", incoming.chat, Lane.REPLY, Sort.MESSAGE, {"text": "?", "buttons": keys})
            work.outbox.add("clear", incoming.chat, Lane.REPLY, Sort.MESSAGE, {"text": "!", "clear_keyboard": True})

    echo.on = back
    async with started(echo) as run:
        await person.sends("album", count=3)
        for key in ("album", "one", "map", "contact", "clear"):
            await run.key(key, "sent")
    methods = [c["method"] for c in await sandbox.calls() if c["method"].startswith("send")]
    assert methods == ["sendMediaGroup", "sendMessage", "sendPhoto", "sendLocation", "sendMessage", "sendMessage"]
    assert await sandbox.violations() == []


async def test_own_file_is_uploaded(sandbox, started, wang, tmp_path):
    """A file of ours goes out by its content hash, alone and in an album."""
    person = await wang()
    media = MediaStore(tmp_path / "media")
    sha256, _, _ = media.keep(b"%PDF-1.4", "file", "application/pdf")
    async with started(quiet(), file=media.find) as run:
        one = {"kind": "file", "ref": sha256}
        await run.owe("one", person.id, "eins", payload={"media": [one]})
        await run.owe("two", person.id, "zwei", payload={"media": [one, one]})
        await run.owe("gone", person.id, "weg", payload={"media": [{"kind": "file", "ref": "0" * 64}]})
        await run.key("one", "sent")
        await run.key("two", "sent")
        await run.key("gone", "failed")
    assert await sandbox.violations() == []


async def test_closed_topic_is_left_for_the_group(sandbox, started, wang):
    """Better in the group's main place than nowhere."""
    person = await wang()
    group = await sandbox.group("工程组", person)
    async with started(quiet()) as run:
        await sandbox.fault("refuse", "sendMessage", error_code=400, times=1,
                            description="Bad Request: message thread not found")  # fmt: skip
        await run.owe("a", group.id, "eins", payload={"thread": 77})
        await run.key("a", "sent")
    assert await texts(sandbox, group.id) == ["eins"]
