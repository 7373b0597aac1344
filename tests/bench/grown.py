"""Stores of any size for `make growth`: so many cases behind a community, or so many people in it.

What is asked for does not grow: open matters, late promises and the last two months are the same at every size; all else
lies evenly spread over the ten years before. Everything is arithmetic on row numbers and the seed: the same call, the
same rows.
"""

import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from domain.search import terms
from store import tables as t
from store.engine import Store
from tests.bench.past import _bound as bound

#: The newest cases: as many in the last two months as ever.
RECENT, RECENT_DAYS, PAST_DAYS = 2_000, 60, 3_650
#: Of the newest thousand three of ten are open and one of ten is late.
OPEN, LATE = 300, 100
_PLACES = ("厨房", "卫生间", "客厅", "主卧", "次卧", "阳台", "楼道", "电梯间", "车库", "大堂", "书房", "门口")
_FAULTS = (
    "水龙头滴水",
    "灯不亮",
    "下水道堵了",
    "墙面渗水",
    "插座没电",
    "门锁打不开",
    "玻璃裂了",
    "地砖空鼓",
    "空调不制冷",
    "有异味",
)
#: Said once, in a case of the middle: what a search has to find among all others.
RARE = "鹦鹉飞进烟道"
#: The number of that case.
NUMBER = "200101-001"
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is in a store."""

    cases: int
    people: int


def fill(store: Store, community: int, size: Size, seed: int, now: datetime) -> None:
    """Adds homes, people and cases to a store in which a small estate lives already."""
    with store.engine.begin() as conn:
        conn.execute(text("PRAGMA cache_size = -600000"))  # kilobytes: indexes are filled in no order
        base = _people(conn, community, size, now)
        _samples(conn)
        given = {
            **base,
            **_times(conn, now),
            "count": size.cases,
            "community": community,
            "seed": seed,
            "rare": RARE,
            "number": NUMBER,
        }
        given |= {"texts": len(_PLACES) * len(_FAULTS), "people": size.people, "recent": RECENT}
        conn.execute(text(f"CREATE TEMP TABLE past AS {_NUMBERS} {_CASE}"), given)
        for statement in _ROWS:
            conn.execute(text(statement), given)
        _terms(conn, community)
        conn.execute(text("DROP TABLE past"))


def _times(conn: Connection, now: datetime) -> dict[str, int]:
    """Instants and lengths, in microseconds as the columns keep them."""

    def micro(days: float) -> int:
        return int(timedelta(days=days) / timedelta(microseconds=1))

    return {
        "now": bound(conn, now), "two_months": micro(RECENT_DAYS), "ten_years": micro(PAST_DAYS), "hour": micro(1 / 24),
        "day": micro(1),
    }  # fmt: skip


def _people(conn: Connection, community: int, size: Size, now: datetime) -> dict[str, int]:
    """Homes of two people each, buildings of two hundred homes; every one of them is known in the chat."""
    homes = max(1, size.people // 2)
    last = {
        name: conn.scalar(text(f"SELECT coalesce(max(id), 0) FROM {name}"))
        for name in ("buildings", "units", "persons")
    }  # noqa: S608
    given = {
        "community": community, "now": bound(conn, now), "homes": homes, "people": size.people,
        "unit": last["units"], "person": last["persons"], "building": last["buildings"],
    }  # fmt: skip
    for count, statement in (
        (-(-homes // 200), _BUILDINGS),
        (homes, _UNITS),
        (size.people, _PERSONS),
        (size.people, _LIVING),
    ):
        conn.execute(text(statement.replace("NUMBERS", _NUMBERS)), {**given, "count": count})
    return {"homes": homes, "unit": last["units"], "person": last["persons"]}


def _samples(conn: Connection) -> None:
    conn.execute(text("CREATE TEMP TABLE said (n INTEGER PRIMARY KEY, words TEXT)"))
    rows = [{"n": n, "words": place + fault} for n, (place, fault) in enumerate(itertools.product(_PLACES, _FAULTS))]
    conn.execute(text("INSERT INTO said VALUES (:n, :words)"), rows)


def _terms(conn: Connection, community: int) -> None:
    """The words of every case, cut up as the product does it; in the order of the key, the other index afterwards."""
    conn.execute(text("CREATE TEMP TABLE cut (words TEXT, term TEXT)"))
    every = [*(place + fault for place, fault in itertools.product(_PLACES, _FAULTS)), RARE]
    conn.execute(
        text("INSERT INTO cut VALUES (:words, :term)"),
        [{"words": words, "term": term} for words in every for term in terms(words, 2_000)],
    )
    index = next(one for one in t.search_terms.indexes)
    index.drop(conn)
    conn.execute(
        text(
            "INSERT INTO search_terms (community_id, term, case_id)"
            " SELECT :community, cut.term, past.id FROM cut JOIN past ON past.words = cut.words"
            " ORDER BY cut.term, past.id"
        ),
        {"community": community},
    )
    index.create(conn)
    conn.execute(text("DROP TABLE cut"))
    conn.execute(text("DROP TABLE said"))


_BUILDINGS = (
    "INSERT INTO buildings (id, community_id, name, code) NUMBERS"
    " SELECT :building + i, :community, 'G' || i || '栋', 'G' || i FROM n"
)
_UNITS = (
    "INSERT INTO units (id, community_id, building_id, building, entrance, room, floor, state) NUMBERS"
    " SELECT :unit + i, :community, :building + 1 + (i - 1) / 200, 'G' || (1 + (i - 1) / 200), '1',"
    " (1 + (i - 1) % 200 / 8) || '0' || (1 + i % 8), 1 + (i - 1) % 200 / 8, 'lived_in' FROM n"
)
_PERSONS = (
    "INSERT INTO persons (id, name, phone, telegram_id, language, reachable, created_at) NUMBERS"
    " SELECT :person + i, '住户' || i, '+86137' || printf('%08d', i), 70000000 + i, 'zh', 1, :now FROM n"
)
_LIVING = (
    "INSERT INTO residencies (person_id, unit_id, relation, verified_by, verified_at, began_at) NUMBERS"
    " SELECT :person + i, :unit + 1 + (i - 1) / 2, 'owner', 'contact', :now, :now FROM n"
)
#: `age`: 0 is the newest. Numbers of people and texts go round at different paces, moved by the seed.
_CASE = (
    ", a AS (SELECT i AS id, :count - i AS age, (i * 7919 + :seed) % :people AS who, (i * 31 + :seed) % :texts AS what FROM n)"
    " SELECT a.id, a.age, :person + 1 + who AS person, :unit + 1 + who / 2 AS unit, a.id = :count / 2 AS rare,"
    " CASE WHEN a.id = :count / 2 THEN :rare ELSE said.words END AS words,"
    " CASE WHEN age % 10 = 5 THEN 'complaint' ELSE 'repair' END AS flow, age < 1000 AND age % 10 < 3 AS open,"
    " age < 1000 AND age % 10 = 0 AS late,"
    " CASE WHEN age < :recent THEN :now - :hour - age * (:two_months / :recent)"
    " ELSE :now - :two_months - (age - :recent) * (:ten_years / max(1, :count - :recent)) END AS at"
    " FROM a JOIN said ON said.n = a.what"
)
_ROWS = (
    "INSERT INTO cases (id, community_id, number, flow, status, version, unit_id, reporter_id, channel, category, urgent,"
    " words, team, assignee_id, owing_fen, rating, created_at, closed_at) SELECT id, :community, CASE WHEN rare THEN :number ELSE 'G' || id END, flow,"
    " CASE WHEN open THEN 'accepted' ELSE 'closed' END, 9, unit, person, 'chat', CASE flow WHEN 'repair' THEN 'water' ELSE"
    " 'service' END, 0, words, CASE flow WHEN 'repair' THEN 'engineering' ELSE 'desk' END, 1 + id % 2, 0,"
    " CASE WHEN open THEN NULL ELSE 5 END, at, CASE WHEN open THEN NULL ELSE min(:now, at + :day) END FROM past",
    "INSERT INTO repairs (case_id, charge, charge_rules, arrived_at, finished_at) SELECT id, 'public', '[]', at + :hour,"
    " CASE WHEN open THEN NULL ELSE min(:now, at + :day) END FROM past WHERE flow = 'repair'",
    "INSERT INTO complaints (case_id, anonymous, harm, agitated, validity, grade, proposed, level, handed_at, answered_at,"
    " result_at) SELECT id, 0, 0, 0, 'valid', 'minor', '{}', 0, at + :hour, at + 2 * :hour, at + 3 * :hour FROM past"
    " WHERE flow = 'complaint'",
    "INSERT INTO deadlines (case_id, kind, round, team, rules, starts_at, due_at, by_hand, working, fire_at, rung, version,"
    " status, settled_at) SELECT id, 'arrive', 1, 'engineering', '[\"REP-11\"]', at, at + 4 * :hour, 0, 0, NULL, 0, 2,"
    " 'met', at + :hour FROM past WHERE flow = 'repair'",
    "INSERT INTO deadlines (case_id, kind, round, team, rules, starts_at, due_at, by_hand, working, fire_at, rung, version,"
    " status, settled_at) SELECT id, 'finish', 1, 'engineering', '[\"REP-11\"]', at,"
    " CASE WHEN late THEN min(:now - :hour, at + :day) WHEN open THEN :now + 3 * :day ELSE at + 2 * :day END, 0, 0,"
    " CASE WHEN open THEN :now + 2 * :day END, 0, 2, CASE WHEN open THEN 'open' ELSE 'met' END,"
    " CASE WHEN open THEN NULL ELSE min(:now, at + :day) END FROM past WHERE flow = 'repair'",
    *(
        'INSERT INTO events (case_id, at, "by", kind, from_status, to_status, data)'
        f" SELECT id, at + {hours} * :hour, {by}, '{kind}', {before}, '{after}', '{{}}' FROM past WHERE {which}"
        for kind, hours, by, before, after, which in (
            ("report", 0, "person", "NULL", "reported", "1"),
            ("accept", 1, "3 + id % 2", "'reported'", "accepted", "flow = 'repair'"),
            ("finish", 20, "3 + id % 2", "'accepted'", "finished", "flow = 'repair' AND NOT open"),
            ("sign", 24, "person", "'finished'", "closed", "flow = 'repair' AND NOT open"),
        )
    ),
    "INSERT INTO callbacks (community_id, case_id, round, turn, sort, rules, status, version, due_at, ask_at, asked_at, tries,"
    " done_at, done_by, channel, attitude, quality, courtesy) SELECT :community, id, 1, 1, 'other', '[]', 'good', 3, at + 3 * :day,"
    " at + 2 * :day, at + 2 * :day, 0, at + 2 * :day, person, 'chat', 5, 5, 5 FROM past WHERE flow = 'repair' AND NOT open",
    "INSERT INTO cards (key, chat_id, message_id, case_id)"
    " SELECT 'past/' || id || '/owner', 70000000 + person - :person, id, id FROM past",
    "INSERT INTO outbox (key, chat_id, person_id, lane, sort, payload, case_id, status, created_at, attempts, message_id, sent_at)"
    " SELECT 'past/' || id, 70000000 + person - :person, person, 2, 'message', '{\"text\": \"…\"}', id, 'sent', at, 1, id, at FROM past",
)
