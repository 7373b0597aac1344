"""What must be true at the end, whatever happened: read from the file of the store and from the channel's side alone.

Kept apart from the bot's code: plain SQL, and the moves of each flow as the documentation prints them (`docs/flows`).
"""

import functools
import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

_FLOWS = Path(__file__).parents[2] / "docs/flows"
_MOVE = re.compile(r"^    (\[\*\]|\w+) --> (\w+)", re.MULTILINE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: How long something that is due may wait for the clock.
PATIENCE = timedelta(minutes=10)
#: What an outbox row that was not delivered may say of it.
_EXPLAINED = ("in doubt", "InDoubt", "Forbidden", "ChatMigrated", "Conflict", "not found")
_OVER = ("closed", "cancelled", "declined")
#: Promises that begin when a matter ends.
_AFTERWARDS = ("correct", "callback", "callback_reply", "complaint_ask", "complaint_callback")


@functools.cache
def _moves(flow: str) -> tuple[frozenset[tuple[str, str]], frozenset[str]] | None:
    """Moves and starts of a flow as its page prints them; None for a flow without a page."""
    page = _FLOWS / f"{flow}.md"
    if not page.is_file():
        return None
    found = _MOVE.findall(page.read_text(encoding="utf-8"))
    return frozenset(found), frozenset(to for start, to in found if start == "[*]")


def wrongs(
    database: Path, now: datetime, accepted: Collection[tuple[int, int]], in_doubt: Collection[tuple[int, int]],
    moved: Mapping[int, int],
) -> list[str]:  # fmt: skip
    """Everything that must not be, a line each; empty when all is well.

    `accepted` are the messages (chat, id) the channel has taken, `in_doubt` those of them whose answer never arrived.
    """
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        conn.row_factory = sqlite3.Row
        return [
            *_whole(conn), *_inbox(conn), *_outbox(conn, now), *_delivered(conn, accepted, in_doubt, moved),
            *_cases(conn), *_promises(conn, now), *_money(conn), *_apart(conn),
        ]  # fmt: skip


def counts(database: Path) -> dict[str, int]:
    """How much happened: matters, history, promises, messages by outcome."""
    asked = {
        "updates": "SELECT count(*) FROM inbox", "matters": "SELECT count(*) FROM cases", "history": "SELECT count(*) FROM events",
        "promises": "SELECT count(*) FROM deadlines", "alerts": "SELECT coalesce(sum(rung), 0) FROM deadlines",
        "conversations": "SELECT count(*) FROM talks", "entries of the ledger": "SELECT count(*) FROM entries",
        "messages owed": "SELECT count(*) FROM outbox", "sent": "SELECT count(*) FROM outbox WHERE status = 'sent'",
        "not sent again in doubt": "SELECT count(*) FROM outbox WHERE status = 'failed'",
    }  # fmt: skip
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        found = {name: int(conn.execute(query).fetchone()[0]) for name, query in asked.items()}
        for flow, number in conn.execute("SELECT flow, count(*) FROM cases GROUP BY flow ORDER BY flow"):
            found[f"matters: {flow}"] = int(number)
        for flow, number in conn.execute("SELECT flow, count(*) FROM talks GROUP BY flow ORDER BY flow"):
            found[f"conversations: {flow}"] = int(number)
        return found


def in_doubt(database: Path, accepted: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """After a death: of each chat with a message under way the newest that was accepted, unless it counts as sent.

    Its answer may have come and died with the process.
    """
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        under_way = {chat for (chat,) in conn.execute("SELECT chat_id FROM outbox WHERE status = 'sending'")}
        known = set(conn.execute("SELECT chat_id, message_id FROM outbox WHERE status = 'sent'"))
    newest: dict[int, int] = {}
    for chat, message in accepted:
        if chat in under_way:
            newest[chat] = max(message, newest.get(chat, 0))
    return set(newest.items()) - known


def _whole(conn: sqlite3.Connection) -> Iterator[str]:
    if (said := conn.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
        yield f"the file is damaged: {said}"
    for row in conn.execute("PRAGMA foreign_key_check"):
        yield f"a row of {row[0]} points to nothing in {row[2]}"


def _inbox(conn: sqlite3.Connection) -> Iterator[str]:
    """Every update carried out once or set aside; set aside means there is a bug."""
    for row in conn.execute("SELECT update_id, status, error FROM inbox WHERE status NOT IN ('done', 'unknown')"):
        yield f"update {row['update_id']} is {row['status']}: {row['error']}"


def _outbox(conn: sqlite3.Connection, now: datetime) -> Iterator[str]:
    """Nothing owed is left lying; what was not delivered says why."""
    for row in conn.execute(
        "SELECT id, key, status, not_before, error FROM outbox WHERE status NOT IN ('sent', 'merged', 'expired')"
    ):
        if row["status"] == "queued" and row["not_before"] is not None and _instant(row["not_before"]) > now - PATIENCE:
            continue
        if row["status"] in ("failed", "blocked") and any(words in (row["error"] or "") for words in _EXPLAINED):
            continue
        yield f"message {row['id']} ({row['key']}) is {row['status']}: {row['error']}"


def _delivered(
    conn: sqlite3.Connection, accepted: Collection[tuple[int, int]], in_doubt: Collection[tuple[int, int]],
    moved: Mapping[int, int],
) -> Iterator[str]:  # fmt: skip
    """What counts as sent is there; what is there and nobody knows of comes from an answer that was lost."""
    known = set()
    for row in conn.execute(
        "SELECT id, key, chat_id, message_id, sort FROM outbox WHERE status = 'sent' AND message_id IS NOT NULL"
    ):
        places = {
            (row["chat_id"], row["message_id"]),
            *((old, row["message_id"]) for old, new in moved.items() if new == row["chat_id"]),
        }
        known |= places
        if row["sort"] == "message" and not places & set(accepted):
            yield f"message {row['id']} ({row['key']}) counts as sent and never arrived"
    for chat, message in sorted(set(accepted) - known - set(in_doubt)):
        yield f"message {message} of chat {chat} arrived and nobody knows of it"


def _cases(conn: sqlite3.Connection) -> Iterator[str]:
    """The history of each matter leads, by moves its flow has, to where it stands."""
    for case in conn.execute("SELECT id, number, flow, status, closed_at FROM cases"):
        steps = conn.execute(
            "SELECT from_status, to_status FROM events WHERE case_id = ? AND to_status IS NOT NULL ORDER BY id",
            (case["id"],),
        ).fetchall()
        named, stands = f"{case['flow']} {case['number']}", None
        table = _moves(case["flow"])
        for start, to in steps:
            if (
                start is not None
                and start != stands
                and not (stands is None and table is not None and start in table[1])
            ):
                yield f"{named}: its history goes on from {start}, it stood at {stands}"
            if table is not None and start is not None and start != to and (start, to) not in table[0]:
                yield f"{named}: nothing leads from {start} to {to}"
            stands = to
        if stands != case["status"]:
            yield f"{named} is {case['status']}, its history says {stands}"
        if (case["status"] in _OVER) != (case["closed_at"] is not None):
            yield f"{named} is {case['status']} and closed at {case['closed_at']}"
    for row in conn.execute("SELECT community_id, number, count(*) AS n FROM cases GROUP BY 1, 2 HAVING n > 1"):
        yield f"number {row['number']} was given {row['n']} times"


def _promises(conn: sqlite3.Connection, now: datetime) -> Iterator[str]:
    """Kept, dropped for a reason, or alerted: no open promise waits for a look that is overdue."""
    open_ = "SELECT d.id, d.kind, d.fire_at, c.number, c.status FROM deadlines d JOIN cases c ON c.id = d.case_id WHERE d.status = 'open'"
    for row in conn.execute(open_):
        if row["fire_at"] is not None and _instant(row["fire_at"]) < now - PATIENCE:
            yield f"promise {row['kind']} of {row['number']} should have been alerted at {row['fire_at']}"
        if row["status"] in _OVER and row["kind"] not in _AFTERWARDS:
            yield f"{row['number']} is {row['status']} and still has the open promise {row['kind']}"


def _money(conn: sqlite3.Connection) -> Iterator[str]:
    """What is open of a bill is the sum of its entries; no payment gave more than it brought."""
    query = "SELECT b.id, b.open_fen, coalesce(sum(e.fen), 0) AS fen FROM bills b LEFT JOIN entries e ON e.bill_id = b.id GROUP BY b.id"
    for row in conn.execute(query):
        if row["open_fen"] != row["fen"]:
            yield f"bill {row['id']} has {row['open_fen']} open, its entries say {row['fen']}"
    for row in conn.execute(
        "SELECT payment_id, sum(fen) AS fen FROM entries WHERE payment_id IS NOT NULL AND bill_id IS NULL GROUP BY 1"
    ):
        if row["fen"] > 0:
            yield f"payment {row['payment_id']} gave {row['fen']} more than it brought"


def _apart(conn: sqlite3.Connection) -> Iterator[str]:
    """What is of a community points at homes and bills of that community."""
    for table in ("cases", "bills", "payments", "receipts", "entries", "visits", "dunnings"):
        query = f"SELECT t.id FROM {table} t JOIN units u ON u.id = t.unit_id WHERE t.community_id != u.community_id"  # noqa: S608
        for row in conn.execute(query):
            yield f"{table} {row['id']} is of another community than its home"


def _instant(kept: int) -> datetime:
    """Instants are kept as microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=kept)
