"""Rows and cards of the plain bot: what is kept of a repair, and how owner, group and worker see it."""

from datetime import UTC, datetime
from html import escape
from typing import Any

import aiosqlite
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

SCHEMA = """
CREATE TABLE owners (account INTEGER PRIMARY KEY, name TEXT NOT NULL, home TEXT NOT NULL, free INTEGER NOT NULL, crew INTEGER NOT NULL);
CREATE TABLE workers (account INTEGER PRIMARY KEY, name TEXT NOT NULL, crew INTEGER NOT NULL);
CREATE TABLE prices (id INTEGER PRIMARY KEY, name TEXT NOT NULL, fen INTEGER NOT NULL);
CREATE TABLE repairs (
    id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES owners, worker INTEGER REFERENCES workers, status TEXT NOT NULL,
    category TEXT NOT NULL, words TEXT NOT NULL, place TEXT NOT NULL, slot TEXT NOT NULL, photos TEXT NOT NULL, quote_fen INTEGER,
    process TEXT, part TEXT, materials TEXT, stars INTEGER, comment TEXT, owner_card INTEGER, group_card INTEGER, worker_card INTEGER
);
CREATE INDEX repairs_open ON repairs (status, owner);
CREATE TABLE history (id INTEGER PRIMARY KEY, repair INTEGER NOT NULL REFERENCES repairs, at TEXT NOT NULL, who INTEGER NOT NULL, what TEXT NOT NULL);
CREATE INDEX history_repair ON history (repair);
"""
SAID = {
    "open": "⚪ 已收到，正在安排师傅", "taken": "🟡 师傅已接单", "on_way": "🟡 师傅在路上", "arrived": "🟡 师傅已到场",
    "quoted": "🟠 等业主同意报价", "agreed": "🟡 已同意报价", "finished": "🟢 修好了，请签字", "closed": "🟢 已完结",
}  # fmt: skip
Context = ContextTypes.DEFAULT_TYPE


def keyboard(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    """Rows of (label, data)."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )


# --- rows ----------------------------------------------------------------------------------------------------------


async def row(context: Context, query: str, *values: Any) -> aiosqlite.Row | None:
    """The first row."""
    async with context.bot_data["db"].execute(query, values) as found:
        return await found.fetchone()


async def moves(context: Context, repair: int, who: int, frm: tuple[str, ...], to: str, **fields: Any) -> bool:
    """A status moves, with its line of history, in one commit; False when it stands elsewhere."""
    db: aiosqlite.Connection = context.bot_data["db"]
    sets = ", ".join(["status = ?", *(f"{name} = ?" for name in fields)])
    marks = ", ".join("?" * len(frm))
    done = await db.execute(
        f"UPDATE repairs SET {sets} WHERE id = ? AND status IN ({marks})", (to, *fields.values(), repair, *frm)
    )
    if done.rowcount:
        now = datetime.now(UTC).isoformat()
        await db.execute("INSERT INTO history (repair, at, who, what) VALUES (?, ?, ?, ?)", (repair, now, who, to))
    await db.commit()
    return bool(done.rowcount)


async def repair_of(context: Context, repair: int) -> aiosqlite.Row:
    """The repair with the names a card shows."""
    found = await row(
        context,
        "SELECT r.*, o.name AS owner_name, o.home, o.free, o.crew, w.name AS worker_name FROM repairs r"
        " JOIN owners o ON o.account = r.owner LEFT JOIN workers w ON w.account = r.worker WHERE r.id = ?",
        repair,
    )
    assert found is not None
    return found


# --- cards ---------------------------------------------------------------------------------------------------------


def text(r: aiosqlite.Row, *, full: bool) -> str:
    """The card; a group reads neither room nor name."""
    lines = [
        f"🔧 <b>报修 {r['id']}</b> · {r['category']}",
        f"📍 {r['home'] if full else '1栋'} {r['place']}",
        SAID[r["status"]],
    ]
    if r["worker_name"]:
        lines.append(f"🛠 {r['worker_name']}")
    if full and r["worker_name"]:
        lines.append(f"👤 {r['owner_name']}")
    lines.append(f"⏱ {r['slot']}")
    lines.append("💰 不收费" if r["free"] else f"💰 ¥{r['quote_fen'] / 100:.2f}" if r["quote_fen"] else "💰 先报价")
    if r["part"]:
        lines.append(f"做法：{r['process']} 部位：{escape(r['part'])} 用料：{escape(r['materials'] or '没用材料')}")
    if r["stars"]:
        lines.append("★" * r["stars"])
    return "\n".join([*lines, f"「{escape(r['words'])}」"])


def owner_keys(r: aiosqlite.Row) -> InlineKeyboardMarkup | None:
    """What the owner may press now."""
    match r["status"]:
        case "quoted":
            return keyboard([("同意", f"agree:{r['id']}"), ("不同意", f"refuse:{r['id']}")])
        case "finished":
            return keyboard([(f"★{n}", f"stars:{r['id']}:{n}") for n in range(1, 6)])
    return None


def worker_keys(r: aiosqlite.Row) -> InlineKeyboardMarkup | None:
    """What the worker may press now."""
    match r["status"]:
        case "taken":
            return keyboard([("出发", f"go:{r['id']}")])
        case "on_way":
            return keyboard([("到场", f"arrive:{r['id']}")])
        case "arrived" if not r["free"]:
            return keyboard([("报价", f"quote:{r['id']}")])
        case "arrived" | "agreed":
            return keyboard([("完工", f"finish:{r['id']}")])
    return None


async def show(context: Context, repair: int) -> None:
    """Owner, group and worker see where it stands: each card is posted once and edited afterwards."""
    r = await repair_of(context, repair)
    places = [
        ("owner_card", r["owner"], text(r, full=True), owner_keys(r)),
        (
            "group_card",
            r["crew"],
            text(r, full=False),
            keyboard([("我来接", f"claim:{repair}")]) if r["status"] == "open" else None,
        ),
    ]
    if r["worker"]:
        places.append(("worker_card", r["worker"], text(r, full=True), worker_keys(r)))
    for column, chat, words, keys in places:
        if r[column]:
            await context.bot.edit_message_text(words, chat_id=chat, message_id=r[column], reply_markup=keys)
        else:
            sent = await context.bot.send_message(chat, words, reply_markup=keys)
            db: aiosqlite.Connection = context.bot_data["db"]
            await db.execute(f"UPDATE repairs SET {column} = ? WHERE id = ?", (sent.message_id, repair))
            await db.commit()


def number(update: Update) -> int:
    """The repair the button is about."""
    return int(update.callback_query.data.split(":")[1])
