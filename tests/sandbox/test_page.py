"""The page of phones in a real browser, with a small scripted bot on the other side."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Locator, Page, expect

from sandbox.server import Server
from tests.sandbox.browser import Hiccup, opened_page, running_browser
from tests.support.phones import Phone, Sandbox
from tests.support.rawbot import Bot, buttons, raw_bot

pytestmark = pytest.mark.browser

WELCOME_KEYS = {
    "keyboard": [[{"text": "报修"}, {"text": "照片"}], [{"text": "分享手机号", "request_contact": True}]],
    "resize_keyboard": True,
}


async def _react(bot: Bot, update: dict[str, Any]) -> None:
    """What the scripted bot does with one update."""
    if press := update.get("callback_query"):
        message, who = press["message"], press["from"]["first_name"]
        spot = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        if press["data"] == "规则":
            await bot("answerCallbackQuery", callback_query_id=press["id"], text="24 小时内回访", show_alert=True)
            return
        await bot("editMessageText", **spot, text=f"🟡 {who}:{press['data']}", reply_markup=buttons("规则"))
        await bot("answerCallbackQuery", callback_query_id=press["id"], text="好的,记下了")
    elif message := update.get("message"):
        chat = message["chat"]["id"]
        if contact := message.get("contact"):
            gone = {"remove_keyboard": True}
            await bot("sendMessage", chat_id=chat, text=f"认识您了:{contact['phone_number']}", reply_markup=gone)
        elif message.get("text") == "/start":
            await bot(
                "sendMessage", chat_id=chat, text="<b>您好</b>,要做什么?", parse_mode="HTML", reply_markup=WELCOME_KEYS
            )
        elif (message.get("text") or "").startswith(("报修", "/task")):
            await bot("sendMessage", chat_id=chat, text="🔧 哪里坏了?", reply_markup=buttons("漏水", "停电", "规则"))
        elif "photo" in message:
            await bot("sendMessage", chat_id=chat, text="收到照片")


async def _serve(url: str) -> None:
    offset = 0
    async with aiohttp.ClientSession() as session:
        bot = raw_bot(session, url)
        await bot("setMyCommands", commands=[{"command": "task", "description": "新任务"}])
        while True:
            for update in await bot("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                await _react(bot, update)


@pytest_asyncio.fixture
async def desk(sandbox: Sandbox) -> AsyncIterator[None]:
    """The scripted bot, at work."""
    working = asyncio.create_task(_serve(sandbox.url))
    yield
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await working


@pytest_asyncio.fixture
async def zhang(sandbox: Sandbox) -> Phone:
    """A resident whose phone is on the page."""
    phone = await sandbox.person("张建国", phone="13800000001")
    await sandbox.post("phones", phones=[{"user_id": phone.id, "label": "业主"}])
    return phone


@pytest_asyncio.fixture
async def li(sandbox: Sandbox, zhang: Phone) -> Phone:
    """A repairer whose phone is next to it."""
    phone = await sandbox.person("李师傅", phone="13800000002")
    await sandbox.post("phones", phones=[{"user_id": zhang.id, "label": "业主"}, {"user_id": phone.id}])
    return phone


@pytest.fixture(scope="module")
def chromium() -> Iterator[str]:
    """One browser for all tests here."""
    with running_browser() as address:
        yield address


@pytest_asyncio.fixture
async def page(chromium: str, server: Server) -> AsyncIterator[Page]:
    """The page at 1400 × 900; a word on the browser's console fails the test."""
    async with opened_page(chromium, f"http://127.0.0.1:{server.port}/") as page:
        yield page


def screen(page: Page, who: Phone) -> Locator:
    """One person's phone on the page."""
    return page.get_by_test_id(f"phone-{who.id}")


async def types(phone: Locator, text: str) -> None:
    """Writes into the composer and sends with Enter."""
    await phone.get_by_test_id("composer").fill(text)
    await phone.get_by_test_id("composer").press("Enter")


async def attach(page: Page, phone: Locator, *items: str) -> None:
    """Chooses in the menu of attachments."""
    await phone.get_by_test_id("attach").click()
    for item in items:
        await page.get_by_test_id(item).click()


async def test_words_a_press_and_the_card_changes_in_place(desk: None, zhang: Phone, page: Page) -> None:
    phone = screen(page, zhang)
    await phone.get_by_test_id("start").click()
    await expect(phone.get_by_test_id("text").last.locator("b")).to_have_text("您好")
    await phone.get_by_test_id("key-报修").click()
    await phone.get_by_test_id("button-漏水").click()
    await expect(phone.get_by_test_id("text").last).to_contain_text("🟡 张建国:漏水")
    await expect(phone.get_by_test_id("toast")).to_have_text("好的,记下了")
    await expect(phone.get_by_test_id("edited")).to_have_count(1)
    await expect(phone.get_by_test_id("button-漏水")).to_have_count(0)
    await expect(phone.locator(".row")).to_have_count(4)


async def test_an_alert_waits_to_be_read(desk: None, zhang: Phone, page: Page) -> None:
    phone = screen(page, zhang)
    await zhang.says("/start")
    await types(phone, "报修")
    await phone.get_by_test_id("button-规则").click()
    await expect(phone.get_by_test_id("alert")).to_contain_text("24 小时内回访")
    await phone.get_by_test_id("alert-ok").click()
    await expect(phone.get_by_test_id("alert")).to_have_count(0)


async def test_shift_enter_makes_a_line_and_commands_hang_on_the_menu_button(
    desk: None, zhang: Phone, page: Page
) -> None:
    phone = screen(page, zhang)
    await zhang.says("/start")
    box = phone.get_by_test_id("composer")
    await box.fill("第一行")
    await box.press("Shift+Enter")
    await box.press_sequentially("第二行")
    await phone.get_by_test_id("send").click()
    await expect(phone.locator(".row.out").last).to_contain_text("第一行\n第二行", use_inner_text=True)
    await phone.get_by_test_id("commands").click()
    await page.get_by_test_id("command-task").click()
    await expect(phone.get_by_test_id("button-漏水")).to_be_visible()


async def test_a_photo_and_an_album_open_large(desk: None, zhang: Phone, page: Page) -> None:
    phone = screen(page, zhang)
    await zhang.says("/start")
    await phone.get_by_test_id("composer").fill("水槽下面")
    await attach(page, phone, "attach-photo")
    await expect(phone.locator(".row.out").last).to_contain_text("水槽下面")
    await expect(phone.locator(".row.in").last).to_contain_text("收到照片")
    await attach(page, phone, "attach-album", "album-5")
    album = phone.get_by_test_id("album")
    await expect(album.get_by_test_id("photo")).to_have_count(5)
    await album.get_by_test_id("photo").nth(1).click()
    shown = page.get_by_test_id("viewer-image")
    await expect(page.get_by_test_id("viewer")).to_contain_text("2 / 5")
    assert await shown.evaluate("image => image.decode().then(() => image.naturalWidth)") > 300
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_test_id("viewer")).to_contain_text("3 / 5")
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("viewer")).to_have_count(0)


async def test_a_chosen_picture_is_sent_as_it_is(zhang: Phone, page: Page, sandbox: Sandbox) -> None:
    await zhang.says("/start")
    picture = io.BytesIO()
    Image.new("RGB", (320, 200), (200, 80, 60)).save(picture, "PNG")
    phone = screen(page, zhang)
    async with page.expect_file_chooser() as choosing:
        await attach(page, phone, "attach-photo-file")
    chooser = await choosing.value
    await chooser.set_files({"name": "漏水.png", "mimeType": "image/png", "buffer": picture.getvalue()})
    await expect(phone.get_by_test_id("photo")).to_have_count(1)
    media = (await sandbox.chat(zhang.id, zhang.id))["messages"][-1]["media"]
    assert (media["kind"], media["width"], media["height"]) == ("photo", 320, 200)


async def test_a_voice_plays_and_the_rest_is_drawn(zhang: Phone, page: Page) -> None:
    await zhang.says("/start")
    phone = screen(page, zhang)
    await attach(page, phone, "attach-voice")
    voice = phone.get_by_test_id("voice")
    await voice.get_by_test_id("play").click()
    await expect(voice).to_have_attribute("data-heard", "yes", timeout=15_000)
    for item, drawn in (("document", "document"), ("location", "location"), ("contact", "contact"), ("video", "video")):
        await attach(page, phone, f"attach-{item}")
        await expect(phone.get_by_test_id(drawn)).to_have_count(1)
    await expect(phone.get_by_test_id("document")).to_contain_text(".txt")
    await expect(phone.get_by_test_id("contact")).to_contain_text("13800000001")


async def test_sharing_ones_number_asks_first(desk: None, zhang: Phone, page: Page) -> None:
    await zhang.says("/start")
    phone = screen(page, zhang)
    await phone.get_by_test_id("key-分享手机号").click()
    await phone.get_by_test_id("confirm-cancel").click()
    await expect(phone.get_by_test_id("contact")).to_have_count(0)
    await phone.get_by_test_id("key-分享手机号").click()
    await expect(phone.get_by_test_id("confirm")).to_contain_text("13800000001")
    await phone.get_by_test_id("confirm-ok").click()
    await expect(phone.locator(".row.in").last).to_contain_text("认识您了:13800000001")
    await expect(phone.get_by_test_id("reply-keyboard")).to_be_hidden()


async def test_a_group_is_seen_by_both_and_one_takes_the_card(
    desk: None, zhang: Phone, li: Phone, page: Page, sandbox: Sandbox
) -> None:
    group = await sandbox.group("工程组", zhang, li)
    one, other = screen(page, zhang), screen(page, li)
    await li.says("/task", group)
    await expect(one.get_by_test_id("unread-elsewhere")).to_have_text("2")
    await one.get_by_test_id("back").click()
    await expect(one.get_by_test_id(f"chat-{group.id}").get_by_test_id("unread")).to_have_text("2")
    await one.get_by_test_id(f"chat-{group.id}").click()
    await expect(one.get_by_test_id("chat-title")).to_have_text("工程组")
    await other.get_by_test_id("back").click()
    await other.get_by_test_id(f"chat-{group.id}").click()
    await expect(one.locator(".service")).to_have_count(1)
    await other.get_by_test_id("button-漏水").click()
    for phone in (one, other):
        await expect(phone.locator(".row.in").last).to_contain_text("🟡 李师傅:漏水")
    await expect(other.get_by_test_id("toast")).to_be_visible()
    await expect(one.get_by_test_id("toast")).to_have_count(0)


async def test_people_groups_and_phones_are_added_on_the_page(zhang: Phone, page: Page, sandbox: Sandbox) -> None:
    await page.get_by_test_id("add-person").click()
    await page.get_by_test_id("dialog-ok").click()
    await expect(page.get_by_test_id("form-note")).to_have_text("请填写姓名")
    await page.get_by_test_id("field-first_name").fill("Emma")
    await page.get_by_test_id("field-phone").fill("13900000009")
    await page.get_by_test_id("field-language_code").select_option("en")
    await page.get_by_test_id("dialog-ok").click()
    emma = next(person for person in await sandbox.get("people") if person["first_name"] == "Emma")
    assert (emma["phone"], emma["language_code"]) == ("13900000009", "en")
    phone = page.get_by_test_id(f"phone-{emma['id']}")
    await expect(phone.get_by_test_id("language")).to_have_text("English")
    await page.get_by_test_id("add-group").click()
    await page.get_by_test_id("field-title").fill("三栋邻居")
    await page.get_by_test_id(f"check-member-{emma['id']}").check()
    await page.get_by_test_id("dialog-ok").click()
    group = (await sandbox.get("groups"))[0]
    assert (group["title"], group["members"], group["bot_in"]) == ("三栋邻居", [emma["id"]], True)
    await phone.get_by_test_id("phone-menu").click()
    await page.get_by_test_id("owner-close").click()
    await expect(phone).to_have_count(0)
    await page.get_by_test_id("add-phone").click()
    await page.get_by_test_id(f"open-phone-{emma['id']}").click()
    await expect(phone).to_be_visible()


async def test_the_layout_stays_with_the_server(zhang: Phone, li: Phone, page: Page, sandbox: Sandbox) -> None:
    group = await sandbox.group("工程组", zhang, li)
    await screen(page, li).get_by_test_id("back").click()
    await screen(page, li).get_by_test_id(f"chat-{group.id}").click()
    await screen(page, li).get_by_test_id("phone-menu").click()
    await page.get_by_test_id("owner-left").click()
    await expect(page.locator(".unit").first).to_have_attribute("data-user-id", str(li.id))
    await page.reload()
    await expect(page.locator(".unit").first).to_have_attribute("data-user-id", str(li.id))
    await expect(screen(page, li).get_by_test_id("chat-title")).to_have_text("工程组")


async def test_the_clock_goes_ahead_for_everybody(zhang: Phone, page: Page, sandbox: Sandbox) -> None:
    before = (await sandbox.get("clock"))["offset_s"]
    shown = await page.get_by_test_id("clock").inner_text()
    await page.get_by_test_id("advance-28800").click()
    await expect(page.get_by_test_id("clock")).not_to_have_text(shown)
    assert (await sandbox.get("clock"))["offset_s"] == before + 28_800
    await zhang.says("/start")
    hour = (await page.get_by_test_id("clock").inner_text()).split()[-1][:2]
    await expect(screen(page, zhang).locator(".stamp").last).to_contain_text(f"{hour}:")


async def test_blocking_and_letting_in_again(zhang: Phone, page: Page) -> None:
    await zhang.says("/start")
    phone = screen(page, zhang)
    await phone.get_by_test_id("phone-menu").click()
    await page.get_by_test_id("owner-block").click()
    await expect(phone.get_by_test_id("blocked")).to_be_visible()
    await phone.get_by_test_id("unblock").click()
    await expect(phone.get_by_test_id("composer")).to_be_visible()
    await expect(phone.get_by_test_id("blocked")).to_have_count(0)


async def test_what_people_write_is_never_markup(zhang: Phone, bot: Bot, page: Page) -> None:
    await zhang.says("/start")
    phone = screen(page, zhang)
    await types(phone, "<img src=x onerror=alert(1)> <b>不粗</b>")
    await expect(phone.locator(".row.out").last).to_contain_text("<img src=x onerror=alert(1)> <b>不粗</b>")
    html = "<b>粗 <i>斜</i></b> <code>A-1</code>\n<blockquote>引 &lt;b&gt;</blockquote><a href='https://example.com/'>链</a>"
    await bot("sendMessage", chat_id=zhang.id, text=html, parse_mode="HTML")
    text = phone.get_by_test_id("text").last
    await expect(text.locator("b i")).to_have_text("斜")
    await expect(text.locator("> code")).to_have_text("A-1")
    await expect(text.locator("blockquote")).to_have_text("引 <b>")
    await expect(text.locator("a")).to_have_attribute("href", "https://example.com/")
    assert await phone.locator(".rows img").count() == 0


async def test_a_deleted_message_vanishes_and_a_reply_quotes(zhang: Phone, bot: Bot, page: Page) -> None:
    await zhang.says("/start")
    phone = screen(page, zhang)
    card = await bot("sendMessage", chat_id=zhang.id, text="本月账单")
    row = phone.get_by_test_id(f"message-{card['message_id']}")
    await row.locator(".bubble").click(button="right")
    await page.get_by_test_id("menu-reply").click()
    await types(phone, "已付")
    await expect(phone.get_by_test_id("quote")).to_contain_text("本月账单")
    await bot("deleteMessage", chat_id=zhang.id, message_id=card["message_id"])
    await expect(row).to_have_count(0)


async def test_who_reads_further_up_is_not_pulled_down(zhang: Phone, bot: Bot, page: Page) -> None:
    await zhang.says("/start")
    phone = screen(page, zhang)
    for number in range(40):
        await bot("sendMessage", chat_id=zhang.id, text=f"第 {number} 条")
    await expect(phone.locator(".row").last).to_be_in_viewport()
    await phone.locator(".wall").hover()
    await page.mouse.wheel(0, -900)
    await expect(phone.get_by_test_id("to-newest")).to_be_visible()
    await bot("sendMessage", chat_id=zhang.id, text="最新一条")
    await expect(phone.get_by_test_id("to-newest")).to_have_text("1")
    await expect(phone.locator(".row").last).not_to_be_in_viewport()
    await phone.get_by_test_id("to-newest").click()
    await expect(phone.locator(".row").last).to_be_in_viewport()


async def test_the_page_comes_back_after_the_line_was_cut(
    chromium: str, server: Server, zhang: Phone, bot: Bot
) -> None:
    await zhang.says("/start")
    async with Hiccup(server.port) as line, opened_page(chromium, line.url, quiet=False) as page:
        phone = screen(page, zhang)
        await expect(phone.locator(".row")).to_have_count(1)
        await line.cut()
        await expect(page.get_by_test_id("connection")).to_have_attribute("data-online", "false")
        await bot("sendMessage", chat_id=zhang.id, text="您不在的时候来的")
        await line.mend()
        await expect(page.get_by_test_id("connection")).to_have_attribute("data-online", "true", timeout=15_000)
        await expect(phone.locator(".row.in").last).to_contain_text("您不在的时候来的")
        await types(phone, "收到")
        await expect(phone.locator(".row.out").last).to_contain_text("收到")


async def test_english_chrome_and_a_narrow_screen(zhang: Phone, li: Phone, page: Page) -> None:
    await zhang.says("/start")
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.get_by_test_id(f"pick-{zhang.id}").click()
    await expect(screen(page, zhang)).to_be_visible()
    await expect(screen(page, li)).to_be_hidden()
    await page.get_by_test_id("tools").click()
    await page.get_by_test_id("menu-switch-language").click()
    await expect(screen(page, zhang).get_by_test_id("composer")).to_have_attribute("placeholder", "Message")
    await page.get_by_test_id(f"pick-{li.id}").click()
    await expect(screen(page, li).get_by_test_id("start")).to_have_text("Start")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1400, 1920])
async def test_three_phones_fit_side_by_side(width: int, zhang: Phone, li: Phone, page: Page, sandbox: Sandbox) -> None:
    wang = await sandbox.person("王芳")
    await sandbox.post("phones", phones=[{"user_id": who.id} for who in (zhang, li, wang)])
    await page.set_viewport_size({"width": width, "height": 900})
    for who in (zhang, li, wang):
        await expect(screen(page, who)).to_be_in_viewport(ratio=1)
