"""The same repair as a plain bot: python-telegram-bot's handlers, its ConversationHandler, aiosqlite. `plain.py URL FILE`.

Written as its documentation advises: one ConversationHandler for each conversation, what is being typed in `user_data`,
updates one after the other (a ConversationHandler needs that), SQLite with a write-ahead log flushed at every commit, one
commit for each step that changes something, guarded updates so that nobody takes a repair twice. Prices, warranty,
cards for owner, group and worker, finish with its fields, stars: as ours, and with the words ours says, so that the same people
can play with both.

What it does not do, and ours does: nothing survives a restart but rows (a conversation that is under way is lost, and so is a
message that was owed), nothing is sent again after an error, no promise has a clock, nobody is alerted, texts are not read, no
rights beside being the owner or of the crew, one language, no limits of the channel are kept.
"""

import sys
from datetime import UTC, datetime
from html import escape

import aiosqlite
from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ConversationHandler,
    Defaults,
    MessageHandler,
    filters,
)

from tests.bench.bots.plain_cards import Context, keyboard, moves, number, repair_of, row, show

TOKEN = "7000000005:plain"
CATEGORIES = ("水管龙头", "下水堵塞", "电路用电", "门窗", "其他")
SLOTS = ("尽快上门", "今天下午", "明天上午", "明天下午")
CATEGORY, STORY, PHOTOS, PLACE, SLOT, CONFIRM, COMMENT, ITEM, SEND, PROCESS, PART, MATERIALS, PICTURE, HAND_IN = range(
    14
)


async def asked(context: Context, chat: int) -> None:
    """Words were the answer: the question they answer loses its buttons, once the next one is there."""
    question = context.user_data.pop("question", None)
    if question:
        message, words = question
        await context.bot.edit_message_text(words, chat, message)


# --- an owner reports ----------------------------------------------------------------------------------------------


async def menu(update: Update, context: Context) -> None:
    """/menu."""
    await update.message.reply_text("需要什么？", reply_markup=keyboard([("我要报修", "menu:repair")]))


async def begins(update: Update, context: Context) -> int:
    """我要报修."""
    await update.callback_query.answer()
    if await row(context, "SELECT 1 FROM owners WHERE account = ?", update.effective_user.id) is None:
        await update.effective_chat.send_message("请先联系物业登记。")
        return ConversationHandler.END
    context.user_data["report"] = {"photos": []}
    keys = keyboard(*([(label, f"t:category:{n}")] for n, label in enumerate(CATEGORIES)), [("取消", "t:cancel")])
    await update.effective_chat.send_message("是哪一类？", reply_markup=keys)
    return CATEGORY


async def category(update: Update, context: Context) -> int:
    """The kind of damage."""
    query = update.callback_query
    await query.answer()
    context.user_data["report"]["category"] = CATEGORIES[int(query.data.split(":")[2])]
    await query.edit_message_text("请说说哪里坏了", reply_markup=keyboard([("取消", "t:cancel")]))
    context.user_data["question"] = (query.message.message_id, "请说说哪里坏了")
    return STORY


async def story(update: Update, context: Context) -> int:
    """Their words."""
    context.user_data["report"]["words"] = update.message.text
    await update.message.reply_text(
        "要加照片就发来", reply_markup=keyboard([("好了", "t:done")], [("取消", "t:cancel")])
    )
    await asked(context, update.effective_chat.id)
    return PHOTOS


async def photo(update: Update, context: Context) -> int:
    """One more picture."""
    context.user_data["report"]["photos"].append(update.message.photo[-1].file_id)
    return PHOTOS


async def photos_done(update: Update, context: Context) -> int:
    """好了."""
    query = update.callback_query
    await query.answer()
    places = [[(place, f"t:place:{place}")] for place in ("厨房", "卫生间", "阳台", "客厅")]
    await query.edit_message_text("哪里需要修？", reply_markup=keyboard(*places, [("取消", "t:cancel")]))
    return PLACE


async def place(update: Update, context: Context) -> int:
    """Where at home."""
    query = update.callback_query
    await query.answer()
    context.user_data["report"]["place"] = query.data.split(":")[2]
    keys = keyboard(*([(slot, f"t:slot:{n}")] for n, slot in enumerate(SLOTS)), [("取消", "t:cancel")])
    await query.edit_message_text("什么时候方便？", reply_markup=keys)
    return SLOT


async def slot(update: Update, context: Context) -> int:
    """When; then the summary."""
    query = update.callback_query
    await query.answer()
    said = context.user_data["report"]
    said["slot"] = SLOTS[int(query.data.split(":")[2])]
    words = f"{said['category']} · {said['place']}\n{escape(said['words'])}\n{said['slot']}"
    await query.edit_message_text(words, reply_markup=keyboard([("提交", "t:send")], [("取消", "t:cancel")]))
    return CONFIRM


async def sends(update: Update, context: Context) -> int:
    """提交: a row, a card for the owner, a card in the group."""
    query = update.callback_query
    await query.answer()
    said, account = context.user_data.pop("report"), update.effective_user.id
    db: aiosqlite.Connection = context.bot_data["db"]
    made = await db.execute(
        "INSERT INTO repairs (owner, status, category, words, place, slot, photos) VALUES (?, 'open', ?, ?, ?, ?, ?)",
        (account, said["category"], said["words"], said["place"], said["slot"], " ".join(said["photos"])),
    )
    now = datetime.now(UTC).isoformat()
    await db.execute(
        "INSERT INTO history (repair, at, who, what) VALUES (?, ?, ?, 'open')", (made.lastrowid, now, account)
    )
    await db.commit()
    await query.edit_message_text("已提交。")
    await show(context, made.lastrowid)
    return ConversationHandler.END


async def cancels(update: Update, context: Context) -> int:
    """取消, in any conversation."""
    await update.callback_query.answer()
    context.user_data.clear()
    await update.callback_query.edit_message_text("已取消。")
    return ConversationHandler.END


# --- the crew works ------------------------------------------------------------------------------------------------


async def claims(update: Update, context: Context) -> None:
    """我来接, in the group: the first one has it."""
    account, repair = update.effective_user.id, number(update)
    crew = await row(context, "SELECT crew FROM workers WHERE account = ?", account)
    if crew is None or crew["crew"] != update.effective_chat.id:
        await update.callback_query.answer("这一步由工程组的师傅来做。", show_alert=True)
    elif await moves(context, repair, account, ("open",), "taken", worker=account):
        await update.callback_query.answer("已接单")
        await show(context, repair)
    else:
        await update.callback_query.answer("已经有师傅接了。")


async def steps(update: Update, context: Context) -> None:
    """出发, 到场."""
    account, repair = update.effective_user.id, number(update)
    frm, to = {"go": (("taken",), "on_way"), "arrive": (("on_way",), "arrived")}[
        update.callback_query.data.split(":")[0]
    ]
    r = await repair_of(context, repair)
    if r["worker"] != account or not await moves(context, repair, account, frm, to):
        await update.callback_query.answer("这张卡片已经更新。")
        return
    await update.callback_query.answer()
    await show(context, repair)


async def quotes(update: Update, context: Context) -> int:
    """报价: from the list of prices."""
    repair = number(update)
    r = await repair_of(context, repair)
    if r["worker"] != update.effective_user.id or r["status"] != "arrived":
        await update.callback_query.answer("这张卡片已经更新。")
        return ConversationHandler.END
    await update.callback_query.answer()
    context.user_data["quote"] = {"repair": repair}
    async with context.bot_data["db"].execute("SELECT id, name, fen FROM prices ORDER BY id") as found:
        items = [[(f"{p['name']} ¥{p['fen'] / 100:.2f}", f"t:item:{p['id']}")] for p in await found.fetchall()]
    await update.effective_chat.send_message("点价目表里的项目", reply_markup=keyboard(*items, [("取消", "t:cancel")]))
    return ITEM


async def item(update: Update, context: Context) -> int:
    """One of the list."""
    query = update.callback_query
    await query.answer()
    price = await row(context, "SELECT name, fen FROM prices WHERE id = ?", int(query.data.split(":")[2]))
    assert price is not None
    context.user_data["quote"]["fen"] = price["fen"]
    words = f"{price['name']} ¥{price['fen'] / 100:.2f}"
    await query.edit_message_text(words, reply_markup=keyboard([("发送", "t:send")], [("取消", "t:cancel")]))
    return SEND


async def quote_sent(update: Update, context: Context) -> int:
    """发送: the owner has to agree."""
    said = context.user_data.pop("quote")
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("已发给业主。")
    account = update.effective_user.id
    if await moves(context, said["repair"], account, ("arrived",), "quoted", quote_fen=said["fen"]):
        await show(context, said["repair"])
    return ConversationHandler.END


async def decides(update: Update, context: Context) -> None:
    """同意, 不同意."""
    account, repair = update.effective_user.id, number(update)
    to = "agreed" if update.callback_query.data.startswith("agree") else "arrived"
    r = await repair_of(context, repair)
    if r["owner"] != account or not await moves(context, repair, account, ("quoted",), to):
        await update.callback_query.answer("这张卡片已经更新。")
        return
    await update.callback_query.answer()
    await show(context, repair)


async def finishes(update: Update, context: Context) -> int:
    """完工: what was done."""
    repair = number(update)
    r = await repair_of(context, repair)
    if r["worker"] != update.effective_user.id or r["status"] not in ("arrived", "agreed"):
        await update.callback_query.answer("这张卡片已经更新。")
        return ConversationHandler.END
    await update.callback_query.answer()
    context.user_data["finish"] = {"repair": repair}
    keys = keyboard([(label, f"t:process:{label}") for label in ("修好", "更换", "疏通")], [("取消", "t:cancel")])
    await update.effective_chat.send_message("怎么修的？", reply_markup=keys)
    return PROCESS


async def process(update: Update, context: Context) -> int:
    """How."""
    query = update.callback_query
    await query.answer()
    context.user_data["finish"]["process"] = query.data.split(":")[2]
    await query.edit_message_text("修了哪个部位？", reply_markup=keyboard([("取消", "t:cancel")]))
    context.user_data["question"] = (query.message.message_id, "修了哪个部位？")
    return PART


async def part(update: Update, context: Context) -> int:
    """Which part."""
    context.user_data["finish"]["part"] = update.message.text
    await update.message.reply_text(
        "用了什么材料？", reply_markup=keyboard([("没用材料", "t:none")], [("取消", "t:cancel")])
    )
    await asked(context, update.effective_chat.id)
    return MATERIALS


async def materials(update: Update, context: Context) -> int:
    """Typed, or none."""
    query = update.callback_query
    context.user_data["finish"]["materials"] = update.message.text if query is None else None
    keys = keyboard([("没有照片", "t:none")], [("取消", "t:cancel")])
    if query is None:
        await update.message.reply_text("发一张完工照片", reply_markup=keys)
    else:
        await query.answer()
        await query.edit_message_text("发一张完工照片", reply_markup=keys)
    return PICTURE


async def picture(update: Update, context: Context) -> int:
    """One, or none; then the summary."""
    said, query = context.user_data["finish"], update.callback_query
    words = f"{said['process']} · {escape(said['part'])} · {escape(said['materials'] or '没用材料')}"
    keys = keyboard([("交单", "t:send")], [("取消", "t:cancel")])
    if query is None:
        said["photo"] = update.message.photo[-1].file_id
        await update.message.reply_text(words, reply_markup=keys)
    else:
        await query.answer()
        await query.edit_message_text(words, reply_markup=keys)
    return HAND_IN


async def hands_in(update: Update, context: Context) -> int:
    """交单."""
    said = context.user_data.pop("finish")
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("已交单。")
    fields = {name: said[name] for name in ("process", "part", "materials")}
    if await moves(context, said["repair"], update.effective_user.id, ("arrived", "agreed"), "finished", **fields):
        await show(context, said["repair"])
    return ConversationHandler.END


# --- the owner signs -----------------------------------------------------------------------------------------------


async def stars(update: Update, context: Context) -> int:
    """★1 to ★5."""
    account, repair = update.effective_user.id, number(update)
    r = await repair_of(context, repair)
    given = int(update.callback_query.data.split(":")[2])
    if r["owner"] != account or not await moves(context, repair, account, ("finished",), "closed", stars=given):
        await update.callback_query.answer("这张卡片已经更新。")
        return ConversationHandler.END
    await update.callback_query.answer("谢谢您！")
    await show(context, repair)
    context.user_data["comment"] = repair
    await update.effective_chat.send_message("还有什么想说的？", reply_markup=keyboard([("不用了", "t:none")]))
    return COMMENT


async def comment(update: Update, context: Context) -> int:
    """Typed, or nothing."""
    repair, query = context.user_data.pop("comment"), update.callback_query
    if query is not None:
        await query.answer()
        await query.edit_message_text("谢谢您的评价。")
        return ConversationHandler.END
    db: aiosqlite.Connection = context.bot_data["db"]
    await db.execute("UPDATE repairs SET comment = ? WHERE id = ?", (update.message.text, repair))
    await db.commit()
    await update.message.reply_text("谢谢您的评价。")
    return ConversationHandler.END


# --- all together --------------------------------------------------------------------------------------------------


def conversations() -> list[ConversationHandler]:
    """Report, quote, finish, comment."""
    words, pressed = filters.TEXT & ~filters.COMMAND, CallbackQueryHandler
    out = [pressed(cancels, "^t:cancel$")]
    return [
        ConversationHandler([pressed(begins, "^menu:repair$")], {
            CATEGORY: [pressed(category, "^t:category:")], STORY: [MessageHandler(words, story)],
            PHOTOS: [MessageHandler(filters.PHOTO, photo), pressed(photos_done, "^t:done$")],
            PLACE: [pressed(place, "^t:place:")], SLOT: [pressed(slot, "^t:slot:")], CONFIRM: [pressed(sends, "^t:send$")],
        }, out, per_message=False, allow_reentry=True),
        ConversationHandler([pressed(quotes, "^quote:")], {
            ITEM: [pressed(item, "^t:item:")], SEND: [pressed(quote_sent, "^t:send$")],
        }, out, per_message=False, allow_reentry=True),
        ConversationHandler([pressed(finishes, "^finish:")], {
            PROCESS: [pressed(process, "^t:process:")], PART: [MessageHandler(words, part)],
            MATERIALS: [MessageHandler(words, materials), pressed(materials, "^t:none$")],
            PICTURE: [MessageHandler(filters.PHOTO, picture), pressed(picture, "^t:none$")], HAND_IN: [pressed(hands_in, "^t:send$")],
        }, out, per_message=False, allow_reentry=True),
        ConversationHandler([pressed(stars, "^stars:")], {
            COMMENT: [MessageHandler(words, comment), pressed(comment, "^t:none$")],
        }, out, per_message=False, allow_reentry=True),
    ]  # fmt: skip


async def opens(application: Application) -> None:
    """The database, as ours has it."""
    db = await aiosqlite.connect(application.bot_data["file"], isolation_level="IMMEDIATE")
    db.row_factory = aiosqlite.Row
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000"):
        await db.execute(f"PRAGMA {pragma}")
    application.bot_data["db"] = db


async def closes(application: Application) -> None:
    """Its thread ends with it."""
    await application.bot_data["db"].close()


def main(url: str, file: str) -> None:
    """Runs until stopped."""
    defaults = Defaults(parse_mode="HTML")
    builder = Application.builder().token(TOKEN).base_url(f"{url}/bot").defaults(defaults)
    application = builder.post_init(opens).post_shutdown(closes).build()
    application.bot_data["file"] = file
    application.add_handlers([CommandHandler(["start", "menu"], menu), *conversations()])
    for pattern, handler in (("^claim:", claims), ("^(go|arrive):", steps), ("^(agree|refuse):", decides)):
        application.add_handler(CallbackQueryHandler(handler, pattern))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
