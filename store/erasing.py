"""Forgets a person: what names them and what they wrote is emptied, rows and figures stay (decision 23).

What leads nowhere else is found twice: by how rows hang on the person (`store.personal`), and, in what was sent and what
has arrived, by the words that were just emptied.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import Select, Table, Text, and_, delete, func, insert, or_, select, text, type_coerce, update

from domain.callbacks import Status as CallbackStatus
from domain.calls import Status as CallStatus
from domain.cases import OVER
from domain.fees.ledger import PaymentStatus
from domain.sending import FINAL, Sending
from store import money_tables as m
from store import tables as t
from store.calls import UNSETTLED
from store.engine import Store
from store.erasure_tables import erasures
from store.inbox import Arrived, outline
from store.media import ERASED as ERASED_FILE
from store.media import emptied
from store.personal import CODES, ERASED, GONE, REFERRING, Whose, files, nobody

if TYPE_CHECKING:
    from store.work import Work

_CHUNK = 500
#: Shorter texts are nobody's: 好的, 1栋. Names and numbers are sought whatever their length.
_TELLING = 4
#: What stands in these was not typed, or is typed elsewhere, too.
_NOT_TYPED = (t.outbox, t.persons, t.search_terms, t.cards, t.boards)


class Erasing:
    """Empties what is somebody's."""

    def __init__(self, work: "Work") -> None:
        self.conn, self.now = work.conn, work.now

    def whose(self, person: int) -> Whose:
        """What leads to the person. The person must be there."""
        p = t.persons.c
        name, phone, account = self.conn.execute(select(p.name, p.phone, p.telegram_id).where(p.id == person)).one()
        words = (name, phone, str(account) if account is not None else None)
        posts = select(func.count()).select_from(t.staff).where(t.staff.c.person_id == person)
        named = tuple(word for word in words if word and word != GONE)
        return Whose(person, account, named, bool(self.conn.scalar(posts)))

    def done(self) -> dict[int, datetime]:
        """Who was forgotten, and when they were first known: a number that says nothing about whom."""
        return {
            row.person_id: row.known_at for row in self.conn.execute(select(erasures.c.person_id, erasures.c.known_at))
        }

    def here(self) -> set[int]:
        """Who of this database was forgotten."""
        p = t.persons.c
        same = and_(p.id == erasures.c.person_id, p.created_at == erasures.c.known_at)
        return set(self.conn.scalars(select(p.id).join(erasures, same)))

    def remember(self, done: Mapping[int, datetime]) -> None:
        """Takes over who was forgotten elsewhere, for copies that are older still."""
        mine = self.done()
        for person, known in done.items():
            if person not in mine:
                values = {"person_id": person, "known_at": known, "at": self.now}
                self.conn.execute(insert(erasures).values(values))

    def due(self, done: Mapping[int, datetime]) -> list[int]:
        """Who of those forgotten elsewhere (as `done` gives them) is still known here, the same person by both marks."""
        p = t.persons.c
        same = [and_(p.id == person, p.created_at == known) for person, known in done.items()]
        mine = self.here()
        return (
            [int(row) for row in self.conn.scalars(select(p.id).where(or_(*same)).order_by(p.id)) if row not in mine]
            if same
            else []
        )

    def hindrances(self, person: int) -> list[tuple[str, str]]:
        """What is not finished with the person: what it is, and which."""
        c, team = t.cases.c, t.staff.c
        mine = c.reporter_id == person
        asked = t.callbacks.c.status.in_([CallbackStatus.PLANNED, CallbackStatus.WAITS_RAIN, CallbackStatus.ASKED])
        of_mine = select(c.number).join(t.callbacks, t.callbacks.c.case_id == c.id).where(mine, asked)
        said = m.payments.c
        queries: tuple[tuple[str, Select[Any]], ...] = (
            ("post", select(team.role).where(team.person_id == person, team.ended_at.is_(None))),
            ("matter", select(c.number).where(mine, c.status.not_in(sorted(OVER)))),
            ("callback", of_mine),
            ("talk", select(t.relays.c.id).where(t.relays.c.person_id == person, t.relays.c.closed_at.is_(None))),
            ("payment", select(said.id).where(said.person_id == person, said.status == PaymentStatus.REPORTED)),
        )
        return [(kind, str(row)) for kind, query in queries for row in self.conn.scalars(query)]

    def leave(self, person: int) -> None:
        """The person lives nowhere any more, and nobody is asked to ring them."""
        r, c = t.residencies.c, t.calls.c
        there = update(t.residencies).where(r.person_id == person, r.ended_at.is_(None))
        self.conn.execute(there.values(ended_at=self.now))
        rung = update(t.calls).where(c.person_id == person, c.status.in_(UNSETTLED))
        self.conn.execute(rung.values(status=CallStatus.GIVEN_UP, version=c.version + 1))

    def counted(self, who: Whose) -> Counter[str]:
        """How many rows of each table would be emptied; nothing is changed."""
        found: Counter[str] = Counter()
        for one in ERASED:
            count = select(func.count()).select_from(one.table).where(one.reach.rows(one.table, who))
            found[one.table.name] += self.conn.scalar(count) or 0
        photos = select(func.count()).select_from(t.media).where(files(t.media, who))
        found[t.media.name] += self.conn.scalar(photos) or 0
        return +found

    def erase(self, who: Whose) -> Counter[str]:
        """Empties everything of the person; how many rows of each table. Files are marked, `Media.going` names them."""
        typed: set[str] = set()
        done: Counter[str] = Counter()
        keys = self._keys(who)
        for one in ERASED:
            done[one.table.name] += self._empty(one.table, one.reach.rows(one.table, who), one.to, who, typed)
        self._rekey(who, keys)
        done[t.media.name] += self._mark_files(who)
        needles = _pattern(who.words, typed)
        if needles is not None:
            done[t.events.name] += self._nobody(who) if who.staff else 0
            done[t.outbox.name] += self._sent(needles)
            done[t.talks.name] += self._talked(needles)
            done[t.inbox.name] += self._arrived(needles, who)
        known = self.conn.scalars(select(t.persons.c.created_at).where(t.persons.c.id == who.person)).one()
        self.remember({who.person: known})
        return +done

    # by how rows hang on the person

    def _empty(
        self, table: Table, where: Any, to: Mapping[str, Any] | None, who: Whose, typed: set[str]
    ) -> int:  # fmt: skip
        rows = [dict(row) for row in self.conn.execute(select(table).where(where)).mappings()]
        if table not in _NOT_TYPED:
            typed.update(text for row in rows for name in to or row for text in _texts(row[name]))
        if to is None:
            self.conn.execute(delete(table).where(where))
            return len(rows)
        documents = {name: clean for name, clean in to.items() if callable(clean)}
        (key,) = table.primary_key.columns  # a document is emptied row by row
        for row in rows if documents else ():
            values = {name: clean(self.conn, who, row, row[name]) for name, clean in documents.items()}
            self.conn.execute(update(table).where(key == row[key.name]).values(values))
        plain = {name: value for name, value in to.items() if name not in documents}
        if plain:
            self.conn.execute(update(table).where(where).values(plain))
        return len(rows)

    def _keys(self, who: Whose) -> dict[int, str]:
        """Messages to the person's chat, or whose key names it; they are asked for while that is still known."""
        if who.account is None:
            return {}
        c = t.outbox.c
        named = or_(c.chat_id == who.account, c.key.contains(str(who.account), autoescape=True))
        return {row.id: row.key for row in self.conn.execute(select(c.id, c.key).where(named))}

    def _rekey(self, who: Whose, keys: Mapping[int, str]) -> None:
        """The chat goes from the messages; keys others refer to stay what they are unless they name the account."""
        account = str(who.account)
        for row, key in keys.items():
            new = f"erased:{row}" if account in key else key
            self.conn.execute(update(t.outbox).where(t.outbox.c.id == row).values(chat_id=0, key=new))
            for column in REFERRING if new != key else ():
                self.conn.execute(update(column.table).where(column == key).values({column.name: new}))
        c = t.outbox.c
        theirs = or_(c.id.in_(list(keys)), c.person_id == who.person, c.case_id.in_(who.cases()))
        self.conn.execute(
            update(t.outbox).where(theirs, c.status.not_in(FINAL)).values(status=Sending.EXPIRED, error=GONE)
        )
        said = t.relay_messages.c
        if who.account is not None:
            named_so = said.outbox_key.contains(account, autoescape=True)
            for (row,) in self.conn.execute(select(said.id).where(named_so)).all():
                self.conn.execute(update(t.relay_messages).where(said.id == row).values(outbox_key=f"erased:{row}"))

    def _mark_files(self, who: Whose) -> int:
        c = t.media.c
        rows = self.conn.execute(select(c.id, c.sha256).where(files(t.media, who), c.status != ERASED_FILE)).all()
        for row, sha256 in rows:
            self.conn.execute(update(t.media).where(c.id == row).values(emptied(row, sha256)))
        return len(rows)

    # by the words that were emptied

    def _nobody(self, who: Whose) -> int:
        """A former colleague's name in the history of other people's matters."""
        done = 0
        for name in who.words:
            found = select(t.events.c.id, t.events.c.data).where(
                type_coerce(t.events.c.data, Text).contains(name, autoescape=True)
            )
            for row, data in self.conn.execute(found).all():
                self.conn.execute(update(t.events).where(t.events.c.id == row).values(data=nobody(data, who)))
                done += 1
        return done

    def _sent(self, needles: re.Pattern[str]) -> int:
        c = t.outbox.c
        done = 0
        for row in self._rows(select(c.id, c.payload, c.error).where(c.status.in_(FINAL)), c.id):
            if needles.search(orjson.dumps([row.payload, row.error]).decode()):
                values: dict[str, Any] = {"payload": {}, "error": None, "on_failure": None}
                self.conn.execute(update(t.outbox).where(c.id == row.id).values(values))
                done += 1
        return done

    def _talked(self, needles: re.Pattern[str]) -> int:
        """What somebody of the staff has typed about them and not sent, or sent: their button is out of date then."""
        c = t.talks.c
        found = [
            row.id for row in self._rows(select(c.id, c.answers), c.id) if needles.search(orjson.dumps(row.answers).decode())
        ]  # fmt: skip
        for at in range(0, len(found), _CHUNK):
            self.conn.execute(delete(t.talks).where(c.id.in_(found[at : at + _CHUNK])))
        return len(found)

    def _arrived(self, needles: re.Pattern[str], who: Whose) -> int:
        """Updates of the person and about them keep only what tells a repeat; one from the own chat nothing at all."""
        c = t.inbox.c
        done = 0
        for row in self._rows(select(c.update_id, c.chat_id, c.raw, c.error), c.update_id):
            mine = who.account is not None and row.chat_id == who.account
            if mine or needles.search(_readable(row.raw)):
                raw = b"{}" if mine else outline(row.raw)
                values: dict[str, Any] = {"raw": raw, "error": None}
                if mine:
                    values |= {"chat_id": None, "status": Arrived.DONE}
                self.conn.execute(update(t.inbox).where(c.update_id == row.update_id).values(values))
                done += 1
        return done

    def _rows(self, query: Any, key: Any) -> Iterator[Any]:
        """All of them, a portion at a time: rows are changed while they are looked through."""
        last = None
        while True:
            more = query.where(key > last) if last is not None else query
            rows = self.conn.execute(more.order_by(key).limit(_CHUNK)).all()
            yield from rows
            if len(rows) < _CHUNK:
                return
            last = rows[-1][0]


def compact(store: Store) -> None:
    """What was emptied leaves the files of the database, too: SQLite keeps old pages, PostgreSQL old rows, until then."""
    if store.path is None:
        with store.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
            conn.execute(text("VACUUM FULL"))
        return
    with closing(sqlite3.connect(store.path, isolation_level=None)) as file:
        file.execute("PRAGMA secure_delete = ON")
        file.execute("VACUUM")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _texts(value: Any) -> Iterable[str]:
    """Every text in a value that may be somebody's words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in CODES:
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _pattern(names: Iterable[str], typed: Iterable[str]) -> re.Pattern[str] | None:
    """Finds names and what was typed, as they stand in JSON and in HTML."""
    lines = {line.strip() for words in typed for line in words.splitlines()}
    sought = {*names, *(line for line in lines if len(line) >= _TELLING and not _CODE.fullmatch(line))}
    forms = {form for one in sought for form in (one, escape(one), escape(one, quote=False))}
    shapes = sorted({orjson.dumps(form).decode()[1:-1] for form in forms}, key=len, reverse=True)
    # A number within a longer number is another one.
    whole = [rf"(?<!\d){re.escape(one)}(?!\d)" if one.strip("+").isdecimal() else re.escape(one) for one in shapes]
    return re.compile("|".join(whole)) if whole else None


#: Codes, keys and instants that documents hold beside what was typed.
_CODE = re.compile(r"[a-z0-9_.:+\-T]*|\d{4}-\d\d-\d\d.*")


def _readable(raw: bytes) -> str:
    """An update with its letters as letters: the channel writes them as numbers."""
    try:
        return orjson.dumps(orjson.loads(raw)).decode()
    except ValueError:
        return raw.decode(errors="replace")
