"""Makes the pictures of the README from the demo: `python -m tests.pictures`. Needs Chromium and a Chinese font."""

import asyncio
import shutil
import signal
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.async_api import Page, async_playwright

from tests.support.paper import photographed
from tests.support.phones import Phone, Sandbox

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
PORT = 8090
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


async def _demo(folder: str) -> asyncio.subprocess.Process:
    """The demo as `make demo` runs it, ready to be looked at."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", str(PORT), cwd=folder, stdout=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": str(PICTURES.parents[1]), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert child.stdout is not None
    while line := (await child.stdout.readline()).decode():
        sys.stdout.write(line)
        if f":{PORT}" in line:
            return child
    raise SystemExit("the demo did not come up")


async def _shot(page: Page, name: str, phone: int | None = None) -> None:
    await page.wait_for_timeout(1200)
    target = page if phone is None else page.get_by_test_id(f"phone-{phone}")
    await target.screenshot(path=PICTURES / f"{name}.png")


async def _story(page: Page, sandbox: Sandbox) -> None:
    state = await sandbox.state()
    ids = {p["first_name"]: p["id"] for p in state["people"]}
    crew = next(g["id"] for g in state["groups"] if "工程" in g["title"])
    owner, worker = (Phone(sandbox, ids[name], name, None) for name in ("王芳", "李强"))
    await owner.says("厨房水管爆了,3栋2单元1502")
    await owner.hears("急修")
    await sandbox.advance(23 * 60)
    await page.wait_for_timeout(1500)
    await _shot(page, "demo-page")
    await _shot(page, "overdue", ids["周敏"])
    await worker.taps("我来接", chat=crew)
    await owner.hears("已接单")
    await worker.taps("出发", chat=crew)
    await worker.taps("到场", chat=crew)
    await owner.hears("已到场")
    await _shot(page, "owner", ids["王芳"])
    await _shot(page, "crew", ids["李强"])


async def _figures(page: Page, sandbox: Sandbox, folder: Path) -> None:
    """The month's statistics on demand with its chart and its workbook, and tomorrow's digest."""
    ids = {p["first_name"]: p["id"] for p in (await sandbox.state())["people"]}
    leader = Phone(sandbox, ids["周敏"], "周敏", None)
    await leader.says("/menu")
    await leader.taps("看板")
    await leader.hears("更新")
    await _shot(page, "board", ids["周敏"])
    await leader.says("/menu")
    for label in ("值班与管理", "报表", "本月"):
        await leader.taps(label)
    await leader.hears("维修月报", within=30)
    await page.wait_for_timeout(3000)
    await _shot(page, "statistics", ids["周敏"])
    drawn = sorted(folder.rglob("drawn/*/*"), key=lambda path: path.stat().st_mtime)
    shutil.copyfile(next(path for path in drawn if path.suffix == ".png"), PICTURES / "chart.png")
    photographed(next(path for path in drawn if path.suffix == ".xlsx"), PICTURES / "workbook.png")
    now = datetime.fromtimestamp(await sandbox.advance(0), UTC).astimezone(ZoneInfo("Asia/Shanghai"))
    morning = (now + timedelta(days=1)).replace(hour=8, minute=11)
    await sandbox.advance((morning - now).total_seconds())
    await leader.hears("早报", within=60)
    await page.wait_for_timeout(2000)
    await page.get_by_test_id(f"phone-{ids['周敏']}").get_by_text("今天到期").last.scroll_into_view_if_needed()
    await _shot(page, "digest", ids["周敏"])


async def main() -> None:
    """All of them, one after the other."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp()
    demo = await _demo(folder)
    try:
        async with async_playwright() as play:
            browser = await play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = await browser.new_page(viewport={"width": 1400, "height": 860})
            await page.goto(f"http://127.0.0.1:{PORT}/")
            async with Sandbox(f"http://127.0.0.1:{PORT}") as sandbox:
                await _story(page, sandbox)
                await _figures(page, sandbox, Path(folder))
            await browser.close()
    finally:
        demo.send_signal(signal.SIGTERM)
        await demo.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    asyncio.run(main())
