"""Starts sandbox and bot side by side, lets the cast introduce themselves, and shows where to look."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import click

from bot.commands.register import import_workbook
from bot.demo import estate, history, knowledge, money, offers
from store.engine import open_store
from store.schema import upgrade
from store.work import Work
from store.writer import Writer

PORT, TOKEN = 8088, "1000000:demo-demo-demo-demo"
#: Seconds the parts may take to come up on a slow machine.
PATIENCE = 60
#: On the page: (key, name, phone number, language).
CAST = (
    ("owner", "王芳", "13800000001", "zh-hans"),
    ("worker", "李强", "13900000005", "zh-hans"),
    ("supervisor", "周敏", "13900000003", "zh-hans"),
    ("lead", "吴志刚", "13900000004", "zh-hans"),
    ("desk", "陈静", "13900000009", "zh-hans"),
    ("manager", "郑海波", "13900000002", "zh-hans"),
    ("director", "冯建国", "13900000001", "zh-hans"),
    ("finance", "徐玲", "13900000024", "zh-hans"),
    ("colleague", "赵军", "13900000006", "zh-hans"),
    ("tenant", "Anna Smith", "13800000002", "en"),
)
GROUPS = (
    ("engineering", "工程维修组", ("worker", "colleague", "lead", "manager")),
    ("desk", "客服中心", ("desk", "supervisor", "manager")),
)


class Stage:
    """The control calls of the sandbox, as the demo needs them."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http, self._url = http, url

    async def post(self, path: str, **body: Any) -> Any:
        """One control call; an error of the sandbox is raised in its own words."""
        async with self._http.post(f"{self._url}/sandbox/{path}", json=body) as answer:
            said = await answer.json()
            if answer.status != 200:
                raise click.ClickException(f"sandbox: {path}: {said.get('error', said)}")
            return said

    async def button(self, person: int, chat: int, action: str) -> None:
        """Presses the newest button that stands for this action, as soon as it is there."""
        seq = 0
        for _ in range(PATIENCE):
            query = {"chat_id": str(chat), "as": str(person), "after_seq": str(seq), "timeout": "1"}
            async with self._http.get(f"{self._url}/sandbox/wait", params=query) as answer:
                screen = await answer.json()
            seq = screen.get("seq", seq)
            for message in reversed(screen["messages"]):
                for button in (b for row in message.get("buttons") or [] for b in row):
                    if f":{action}:" in button.get("data", ""):
                        await self.post(
                            "press", user_id=person, chat_id=chat, message_id=message["message_id"], data=button["data"]
                        )
                        return
        raise click.ClickException(f"the demo waited for the button {action} in vain")


def build(folder: Path, now: datetime) -> int:
    """A fresh estate in `folder` with its past up to `now`; how many repairs it has seen."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    book = folder / "estate.xlsx"
    estate.write(book, now.date())
    store = open_store(f"sqlite:///{folder / 'guanjia.db'}")
    upgrade(store)

    writer = Writer(store, lambda: now).start()
    try:
        writer.run_sync(_community)
        import_workbook(writer, book)
        writer.run_sync(_knowledge)
        money.write(writer, now)
        return history.write(writer, now)
    finally:
        writer.stop_sync()
        store.close()


def _community(work: Work) -> None:
    work.register.add_community("桂苑小区", "Asia/Shanghai", "zh")


def _knowledge(work: Work) -> None:
    knowledge.write(work, work.people.communities()[0].id)
    offers.offer(work, work.people.communities()[0].id)


@asynccontextmanager
async def _process(
    *args: str, env: dict[str, str] | None = None, ready: str = ""
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A child that ends with us; waited for until it prints `ready`."""
    out = asyncio.subprocess.PIPE if ready else None
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *args, env={**os.environ, **(env or {})}, stdout=out
    )
    try:
        if child.stdout is not None:
            async with asyncio.timeout(PATIENCE):
                while line := await child.stdout.readline():
                    if ready in line.decode(errors="replace"):
                        break
                else:
                    raise click.ClickException(f"{args[0]} did not start; is the port taken?")
        yield child
    finally:
        if child.returncode is None:
            child.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(child.wait(), 10)
            except TimeoutError:
                child.kill()


async def _introduce(stage: Stage) -> None:
    """Everybody says hello and shares their contact; the manager says which group is whose: all by the bot itself."""
    ids: dict[str, int] = {}
    for key, name, phone, language in CAST:
        first, _, last = name.partition(" ")
        made = await stage.post(
            "people", first_name=first, last_name=last or None, phone=f"+86{phone}", language_code=language
        )
        ids[key] = made["id"]
        await stage.post("say", user_id=ids[key], text="/start")
        await stage.post("share_contact", user_id=ids[key])
    chats: dict[str, int] = {}
    for team, title, members in GROUPS:
        group = await stage.post("groups", title=title, members=[ids[m] for m in members], with_bot=True, privacy=True)
        chats[team] = group["id"]
        await stage.post("say", user_id=ids["manager"], chat_id=group["id"], text="/bind@guanjia_bot")
        await stage.button(ids["manager"], group["id"], f"team.{team}")
    for key in ("lead", "desk", "supervisor"):
        await stage.button(ids[key], ids[key], "on_duty")
    phones = [
        {"user_id": ids["owner"], "label": "业主"},
        {"user_id": ids["worker"], "chat_id": chats["engineering"], "label": "维修"},
        {"user_id": ids["supervisor"], "label": "主管"},
    ]
    await stage.post("phones", phones=phones)


async def demo(folder: Path, port: int) -> None:
    """Runs until it is interrupted or told to stop; its children end with it."""
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, asyncio.current_task().cancel)  # type: ignore[union-attr]
    click.echo("正在准备演示小区… / Building the demo estate…")
    count = await asyncio.to_thread(build, folder, datetime.now(UTC))
    url = f"http://127.0.0.1:{port}"
    env = {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "DATABASE_URL": f"sqlite:///{folder / 'guanjia.db'}",
        "MEDIA_DIR": str(folder / "media"),
        "CLOCK_URL": f"{url}/sandbox/clock",
        "WEBHOOK_URL": "",
        "LISTEN": "off",
    }
    async with (
        _process("sandbox", "--port", str(port), ready="sandbox on"),
        _process("bot", "run", env=env) as bot,
        aiohttp.ClientSession() as http,
    ):
        await _introduce(Stage(http, url))
        click.echo(f"桂苑小区:1200 户,过去三个月 {count} 单报修。\n打开 / Open  {url}\nCtrl+C 结束 / to stop")
        if await bot.wait():
            raise click.ClickException("the bot has stopped; what it said stands above")
