"""`guanjia check`: every line when all is well, and each line when its thing is not, with what to do."""

import asyncio
import contextlib
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from click.testing import CliRunner

from bot.checks import channel, machine
from bot.checks import database as looked
from bot.cli import main
from bot.commands import opening
from domain.people import Role, Team, UnitState
from store.engine import open_store
from tests.support.phones import Sandbox, SandboxProcess
from tests.support.rawbot import TOKEN

NAME = "梧桐苑"


def check() -> tuple[int, str]:
    """Exit code and output of the command."""
    result = CliRunner().invoke(main, ["check"])
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def sql(statement: str, *values: Any) -> None:
    with closing(sqlite3.connect("guanjia.db")) as conn, conn:
        conn.execute(statement, values)


def in_env(**values: str) -> None:
    env = Path(".env")
    said = env.read_text()
    for name, value in values.items():
        said = re.sub(rf"(?m)^{name}=.*", f"{name}={value}", said)
    env.write_text(said)


def there(process: SandboxProcess, act: Callable[[Sandbox], Any]) -> Any:
    """One thing done in the sandbox."""

    async def run() -> Any:
        async with Sandbox(process.url) as control:
            return await act(control)

    return asyncio.run(run())


def telegram(process: SandboxProcess, method: str, **values: Any) -> None:
    """A call of the Bot API by somebody else who has the token."""

    async def run() -> None:
        async with aiohttp.ClientSession() as session, session.post(f"{process.url}/bot{TOKEN}/{method}", json=values):
            pass

    asyncio.run(run())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, process: SandboxProcess) -> Path:
    """A home, a repairman, his group with the bot in it, polling: nothing is missing."""
    folder = tmp_path_factory.mktemp("made")
    group = there(process, lambda control: control.group("维修群"))
    with contextlib.chdir(folder):
        arguments = ["init", "--name", NAME, "--timezone", "Asia/Shanghai", "--language", "zh", "--token", TOKEN]
        assert CliRunner().invoke(main, arguments).exit_code == 0
        in_env(TELEGRAM_API_URL=process.url)
        sql("INSERT INTO buildings (id, community_id, name, code) VALUES (1, 1, '3栋', '3')")
        unit = "INSERT INTO units (community_id, building_id, building, entrance, room, state) VALUES (1, 1, '3', '2', '1502', ?)"
        sql(unit, UnitState.LIVED_IN)
        store = open_store("sqlite:///guanjia.db")
        opening.in_one_work(store, lambda work: _crew(work, group.id))
        store.close()
        bind_known(group.id)
    return folder


def _crew(work: Any, chat: int) -> None:
    person = work.people.add("赵军", work.now, phone="+8613900000006")
    work.staff.hire(person, 1, Role.ENGINEER, Team.ENGINEERING, [])
    work.staff.bind_chat(1, Team.ENGINEERING, chat, None, person, work.now)


@pytest.fixture
def ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, process: SandboxProcess, made: Path) -> SandboxProcess:
    """A folder as `made`, and nothing in the surroundings."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "DATABASE_URL", "TELEGRAM_API_URL", "TIMEZONE", "LANGUAGE", "LISTEN", "WEBHOOK_URL"):
        monkeypatch.delenv(name, raising=False)
    telegram(process, "deleteWebhook")
    return process


GOOD = (
    "✓ Settings", "✓ Database, version", "✓ Community", f"✓ {NAME}: 1 homes, 1 staff", f"✓ Time zone of {NAME}: Asia/Shanghai, where it is",
    f"✓ Standards of {NAME}: all as the rules say", "✓ Ledger", "✓ Folder for photos, media", "✓ Disk of ", "✓ Rights of .env", "✓ Rights of guanjia.db",
    "✓ Rights of media", "✓ Token: the bot is @", "✓ May be added to groups", "✓ Updates come by polling",
    f"✓ Group of engineering in {NAME}: member", "✓ Clock",
)  # fmt: skip


def test_all_is_well(ready: SandboxProcess) -> None:
    """A line for each thing, and exit code 0: the database set up by `guanjia init` is nobody else's to read."""
    code, said = check()
    assert [line for line in GOOD if line not in said] == []
    assert (code, said.count("✗")) == (0, 0), said
    assert said.count("Holidays of ") == 2
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
    with closing(sqlite3.connect("guanjia.db")) as conn:  # what was written to find out is gone
        assert conn.execute("SELECT count(*) FROM marks WHERE key LIKE 'check%'").fetchone() == (0,)


def _damage() -> None:
    """A page in the midst of the file says nothing any more."""
    with closing(sqlite3.connect("guanjia.db")) as conn:
        conn.execute("PRAGMA journal_mode = DELETE")
        page = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'units'").fetchone()[0]
        size = conn.execute("PRAGMA page_size").fetchone()[0]
    with open("guanjia.db", "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x0d\x00\x00\xff\xff\x00\x00" + b"\xa5" * 64)


def _astray() -> None:
    sql("UPDATE units SET building_id = 77")


def _cannot_open() -> None:
    Path("guanjia.db").unlink()
    Path("guanjia.db").mkdir()


HERE = [
    (lambda: Path("guanjia.db").unlink(), "✗ Database: there is none at guanjia.db → guanjia init"),
    (_cannot_open, "✗ Database: The database cannot be used: the database file cannot be opened. → "),
    (_damage, "→ stop the bot, then `guanjia restore` the newest backup"),
    (
        _astray,
        "✗ Database: damaged (a row of units points to a row of buildings that is not there) → stop the bot, then `guanjia restore`",
    ),
    (lambda: sql("UPDATE alembic_version SET version_num = '0001'"), "✗ Database: The database is of version 0001"),
    (lambda: sql("UPDATE communities SET timezone = 'Mars/Base'"), "Mars/Base, which nobody knows → install tzdata"),
    (
        lambda: sql("INSERT INTO standards (community_id, key, value, set_at) VALUES (1, 'no.such', '3', 1)"),
        f"✗ Standards of {NAME}: nobody asks for no.such → see `guanjia standards`",
    ),
    (lambda: Path(".env").chmod(0o644), "✗ Rights of .env: others may read or change it → chmod 600 .env"),
    (lambda: Path("guanjia.db").chmod(0o640), "✗ Rights of guanjia.db: others may read or change it → chmod 600"),
    (lambda: Path("media").chmod(0o755), "✗ Rights of media: others may read or change it → chmod 700 media"),
    (lambda: sql("UPDATE staff SET ended_at = 1"), f"✗ {NAME}: 1 homes, 0 staff → guanjia import FILE.xlsx"),
]


@pytest.mark.parametrize(("spoil", "line"), HERE, ids=[line[:40] for _, line in HERE])
def test_what_is_wrong_here(ready: SandboxProcess, spoil: Callable[[], None], line: str) -> None:
    """On this machine; each with what to do, and exit code 1."""
    spoil()
    code, said = check()
    assert (code, line in said) == (1, True), said


def test_a_figure_of_ones_own_is_listed(ready: SandboxProcess) -> None:
    """It is well, but somebody may have forgotten it."""
    sql("INSERT INTO standards (community_id, key, value, set_at) VALUES (1, 'repair.small_days', '3', 1)")
    code, said = check()
    assert code == 0 and f"✓ Standards of {NAME}: its own repair.small_days 3" in said


def test_a_database_somebody_else_holds(ready: SandboxProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written while another program keeps the lock."""
    monkeypatch.setattr("store.engine.LOCK_WAIT_MS", 1)
    with closing(sqlite3.connect("guanjia.db", isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        code, said = check()
    assert code == 1 and "✗ Database: " in said and "locked by another program" in said


def test_a_full_disk(ready: SandboxProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it is full: room for photos, and for copies of the database."""
    monkeypatch.setattr(machine, "ROOM_MB", shutil.disk_usage(".").total // 2**20 + 1)
    code, said = check()
    assert code == 1 and re.search(r"✗ Disk of /.*: [\d,]+ MB free → make room: [\d,]+ MB are needed", said)


@pytest.mark.parametrize(("month", "well"), [(11, True), (12, False)])
def test_holidays_nobody_has_published(
    ready: SandboxProcess, monkeypatch: pytest.MonkeyPatch, month: int, well: bool
) -> None:
    """Next year's come in November; in December they are missed (X-09)."""

    class Then(datetime):
        @classmethod
        def now(cls, zone: Any = None) -> datetime:
            return datetime(2031, month, 1, tzinfo=UTC)

    monkeypatch.setattr(looked, "datetime", Then)
    monkeypatch.setattr(looked, "published", lambda work, community, year: year == 2031)
    code, said = check()
    assert f"✓ Holidays of 2031 in {NAME}\n" in said
    assert (code == 0) == well
    known = "✓ Holidays of 2032 in 梧桐苑: not published yet\n"
    missing = "✗ Holidays of 2032 in 梧桐苑: not known → install the newest version"
    assert (known if well else missing) in said


def test_a_clock_that_is_wrong(ready: SandboxProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the server's."""

    class Slow(datetime):
        @classmethod
        def now(cls, zone: Any = None) -> datetime:
            return datetime(2020, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(channel, "datetime", Slow)
    code, said = check()
    assert code == 1 and re.search(r"✗ Clock \(\d+ s off\) → set the clock \(NTP\)", said)


def _put_out(process: SandboxProcess) -> None:
    async def act(control: Sandbox) -> None:
        group = await control.group("散了")
        await group.removes("bot")
        bind_known(group.id)

    there(process, act)


def bind_known(chat: int) -> None:
    """Bound, and the bot believes itself in it."""
    sql("INSERT OR REPLACE INTO chats (id, kind, title, member) VALUES (?, 'supergroup', '群', 1)", chat)
    sql("UPDATE team_chats SET chat_id = ?", chat)


def _only_administrators(process: SandboxProcess) -> None:
    bind_known(there(process, lambda control: control.group("禁言群", muted=True)).id)


THERE = [
    (_only_administrators, "member, but it may not write → let members write in the group, or make the bot an administrator"),
    (_put_out, "Forbidden: bot was kicked from the supergroup chat → add the bot to the group again and type /bind"),
    (lambda process: bind_known(-100999), "Chat not found → add the bot to the group again"),
    (lambda _: sql("DELETE FROM team_chats"), f"✗ Group of engineering in {NAME}: none → add the bot to the group"),
    (
        lambda process: telegram(process, "setWebhook", url="http://127.0.0.1:9/x"),
        "✗ Updates: another program has set a webhook for this bot → stop it, or set WEBHOOK_URL",
    ),
    (
        lambda process: there(process, lambda c: c.fault("refuse", "getMe", error_code=401)),
        "✗ Token: Telegram does not know it → copy BOT_TOKEN anew from @BotFather",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "line"), THERE, ids=[line[:40] for _, line in THERE])
def test_what_is_wrong_there(ready: SandboxProcess, spoil: Callable[[SandboxProcess], None], line: str) -> None:
    """On Telegram's side; each with what to do, and exit code 1."""
    spoil(ready)
    code, said = check()
    assert (code, line in said) == (1, True), said


def test_an_administrator_may_write_where_members_may_not(ready: SandboxProcess) -> None:
    """The remedy that is named helps."""
    bind_known(there(ready, lambda control: control.group("禁言群", muted=True, bot_admin=True)).id)
    code, said = check()
    assert code == 0 and f"✓ Group of engineering in {NAME}: administrator" in said


async def _behind(status: int, process: SandboxProcess, set_there: str | None) -> tuple[int, str]:
    """The check, while something at the webhook's address answers so; `set_there`: what Telegram was told."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status)

    app = web.Application()
    app.router.add_post("/telegram", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    in_env(WEBHOOK_URL=url, WEBHOOK_SECRET="secret", LISTEN="127.0.0.1:8080")
    try:
        if set_there is not None:
            await asyncio.to_thread(telegram, process, "setWebhook", url=set_there or url, secret_token="other")
        if set_there == "":
            async with Sandbox(process.url) as control:
                wang = await control.person("王芳")
                await wang.says("/start")
                await control.post("members", chat_id=(await control.group("群")).id, user_id="bot", action="promote")
                for _ in range(100):
                    async with aiohttp.ClientSession() as s, s.post(f"{process.url}/bot{TOKEN}/getWebhookInfo") as r:
                        if "last_error_message" in (await r.json())["result"]:
                            break
                    await asyncio.sleep(0.02)
        return await asyncio.to_thread(check)
    finally:
        await asyncio.to_thread(telegram, process, "deleteWebhook", drop_pending_updates=True)
        await runner.cleanup()


def test_a_webhook_that_is_ours(ready: SandboxProcess) -> None:
    """Whoever does not know the secret is asked for it; nothing is kept of the question."""
    code, said = asyncio.run(_behind(401, ready, None))
    assert code == 0, said
    assert "✓ Updates come by webhook; the bot sets it when it starts" in said
    assert re.search(r"✓ Webhook at 127\.0\.0\.1:\d+: the bot answers, and asks for the secret", said)


def test_a_webhook_that_leads_to_somebody_else(ready: SandboxProcess) -> None:
    """A proxy that answers itself, and an address Telegram was told by another program."""
    code, said = asyncio.run(_behind(502, ready, "http://127.0.0.1:9/other"))
    assert code == 1 and "somebody else answers (502) → let the proxy pass this path on to LISTEN" in said
    assert "✗ Updates: the webhook leads to another address → stop the other program" in said


def test_a_webhook_with_another_secret(ready: SandboxProcess) -> None:
    """Telegram says what it was answered, and updates wait."""
    code, said = asyncio.run(_behind(401, ready, ""))
    assert code == 1, said
    assert re.search(r"✗ Telegram's last trouble: .*401.*; \d+ updates wait → the bot was started with another", said)


def test_a_webhook_nobody_answers_at(ready: SandboxProcess) -> None:
    """The bot is not running, or no proxy leads to it."""
    in_env(WEBHOOK_URL="http://127.0.0.1:9/telegram", WEBHOOK_SECRET="secret", LISTEN="127.0.0.1:8080")
    code, said = check()
    assert code == 1 and "✗ Webhook at 127.0.0.1:9: nobody answers" in said
