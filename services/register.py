"""Taking the register in from a workbook, and giving it out as one (the columns of `domain.workbook`).

What is new is added, what differs is changed, nothing is removed: who is missing from the workbook is only reported,
because a forgotten row must not lock anybody out. An empty cell leaves what the register has.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.people import (
    HOME_TEAM,
    RELATION_WORDS,
    ROLE_WORDS,
    TEAM_WORDS,
    UNIT_STATE_WORDS,
    Person,
    UnitState,
)
from domain.phones import plain
from domain.units import UnitRef, label
from domain.workbook import BILLS, COLUMNS, REGISTER, RESIDENTS, STAFF, UNITS, Book, UnitRow, check
from services import Work
from services.fees import sheet
from store.register import Home

Tick = Callable[[int], None]


@dataclass(slots=True)
class Counts:
    """What became of the rows of a sheet."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Outcome:
    """What a workbook changes (or would change)."""

    counts: dict[str, Counts] = field(default_factory=dict)
    #: One line for each row that is changed: `3栋2单元1502:状态 自住 → 出租`.
    changes: list[str] = field(default_factory=list)
    #: What the register has and the workbook does not, by sheet; left as it is.
    absent: dict[str, list[str]] = field(default_factory=dict)


def take_in(work: Work, community: int, book: Book, *, dry: bool = False, tick: Tick = lambda rows: None) -> Outcome:
    """Brings the register up to date. Raises `BadWorkbook` before anything is written; `dry` only says what would be."""
    homes = work.register.homes(community)
    check(book, homes, work.register.buildings(community), sheet.problems(work, community, book, homes))
    outcome = Outcome(counts={name: Counts() for name in COLUMNS if name in book.sheets})
    plan = _Plan(work, community, outcome, dry, tick)
    plan.units(book, homes)
    plan.people(book)
    plan.residents(book)
    plan.staff(book)
    if BILLS in book.sheets:
        new = sheet.take_in(work, community, book, dry=dry)
        outcome.counts[BILLS].new, outcome.counts[BILLS].unchanged = new, len(book.bills) - new
        tick(len(book.bills))
    return outcome


class _Plan:
    """Compares sheet by sheet, and writes each when it is compared."""

    def __init__(self, work: Work, community: int, outcome: Outcome, dry: bool, tick: Tick) -> None:
        self._register, self._now = work.register, work.now
        self._community, self._outcome, self._dry, self._tick = community, outcome, dry, tick
        self._persons: dict[str, Person] = {}
        self._renamed: set[str] = set()

    def units(self, book: Book, homes: Mapping[UnitRef, Home]) -> None:
        """Buildings and homes."""
        known = self._register.buildings(self._community)
        names = {u.ref.building: u.building_name for u in reversed(book.units) if u.ref.building not in known}
        self._add("buildings", [{"community_id": self._community, "code": c, "name": n} for c, n in names.items()])
        ids = {code: found[0] for code, found in self._register.buildings(self._community).items()}
        added, changed = [], []
        for row in book.units:
            home = homes.get(row.ref)
            if home is None:
                added.append(self._new_home(row, ids.get(row.ref.building, 0)))
                continue
            values = {name: getattr(row, name) for name in _UNIT_WORDS if getattr(row, name) is not None}
            differing = {name: value for name, value in values.items() if value != getattr(home, name)}
            self._count(UNITS, bool(differing))
            if differing:
                changed.append({"id": home.id} | {name: values.get(name, getattr(home, name)) for name in _UNIT_WORDS})
                self._say(label(row.ref), [(n, getattr(home, n), v) for n, v in differing.items()])
        if UNITS in book.sheets:
            self._outcome.counts[UNITS].new = len(added)
            self._outcome.absent[UNITS] = [label(ref) for ref in homes.keys() - {u.ref for u in book.units}]
        self._add("units", added)
        self._change("units", changed)

    def _new_home(self, row: UnitRow, building: int) -> dict[str, Any]:
        return {
            "community_id": self._community,
            "building_id": building,
            "building": row.ref.building,
            "entrance": row.ref.entrance,
            "room": row.ref.room,
            "floor": row.floor,
            "area_cm2": row.area_cm2,
            "state": row.state or UnitState.LIVED_IN,
            "handed_over_on": row.handed_over_on,
            "rate_fen": row.rate_fen,
        }

    def people(self, book: Book) -> None:
        """Everybody in the workbook, by phone."""
        known = self._register.persons()
        named = {r.phone: r.name for r in book.residents} | {m.phone: m.name for m in book.staff}
        added = [
            {
                "name": name,
                "phone": phone,
                "telegram_id": None,
                "language": None,
                "reachable": False,
                "created_at": self._now,
            }
            for phone, name in named.items()
            if phone not in known
        ]
        renamed = [
            (known[phone], name) for phone, name in named.items() if phone in known and known[phone].name != name
        ]
        for person, name in renamed:
            self._renamed.add(person.phone or "")
            self._outcome.changes.append(f"{name}:姓名 {person.name} → {name}")
        self._add("persons", added)
        self._change("persons", [{"id": person.id, "name": name} for person, name in renamed])
        self._persons = known if self._dry else self._register.persons()

    def residents(self, book: Book) -> None:
        """Who lives where. Somebody who has shown their phone in the chat already is verified for a new home at once."""
        homes = self._register.homes(self._community)
        listed = {(lv.person_id, lv.unit_id): lv for lv in self._register.living(self._community)}
        here: set[tuple[int, int]] = set()
        added, changed = [], []
        for row in book.residents:
            person, home = self._persons.get(row.phone), homes.get(row.ref)
            old = listed.get((person.id, home.id)) if person and home else None
            if person and home:
                here.add((person.id, home.id))
            if old is None:
                self._outcome.counts[RESIDENTS].new += 1
                if person and home:
                    proven = {"verified_by": "contact", "verified_at": self._now} if person.telegram_id else {}
                    added.append(
                        {"person_id": person.id, "unit_id": home.id, "relation": row.relation, "began_at": self._now, "ended_at": None,
                         "verified_by": None, "verified_at": None} | proven
                    )  # fmt: skip
                continue
            differs = old.relation != row.relation or old.ended_at is not None
            self._count(RESIDENTS, differs or row.phone in self._renamed)
            if differs:
                began = self._now if old.ended_at else old.began_at
                changed.append({"id": old.id, "relation": row.relation, "began_at": began, "ended_at": None})
                was = "已迁出" if old.ended_at else _RELATION_SAID[old.relation]
                self._outcome.changes.append(f"{label(row.ref)} {row.name}:关系 {was} → {_RELATION_SAID[row.relation]}")
        if RESIDENTS in book.sheets:
            named: dict[int, str] = {p.id: p.name for p in self._persons.values()}
            refs = {home.id: ref for ref, home in homes.items()}
            self._outcome.absent[RESIDENTS] = [
                f"{label(refs[unit])} {named.get(person, '')}".strip()
                for (person, unit), lv in listed.items()
                if lv.ended_at is None and (person, unit) not in here
            ]
        self._add("residencies", added)
        self._change("residencies", changed)

    def staff(self, book: Book) -> None:
        """Posts. One that had ended is taken up again."""
        posts = {post.person_id: post for post in self._register.posts(self._community)}
        added, changed, here = [], [], set()
        for row in book.staff:
            person = self._persons.get(row.phone)
            post = posts.get(person.id) if person else None
            values = {
                "role": row.role,
                "team": row.team or HOME_TEAM[row.role],
                "zone": list(row.zone),
                "ended_at": None,
            }
            if person is not None:
                here.add(person.id)
            if post is None:
                self._outcome.counts[STAFF].new += 1
                if person is not None:
                    off = {"on_duty": False, "on_duty_since": None}
                    added.append({"person_id": person.id, "community_id": self._community} | values | off)
                continue
            old = {"role": post.role, "team": post.team, "zone": list(post.zone), "ended_at": post.ended_at}
            differing = [(name, old[name], value) for name, value in values.items() if old[name] != value]
            self._count(STAFF, bool(differing) or row.phone in self._renamed)
            if differing:
                changed.append({"id": post.id} | values)
                self._say(row.name, differing)
        if STAFF in book.sheets:
            named: dict[int, str] = {p.id: p.name for p in self._persons.values()}
            left_out = [p for p in posts.values() if p.ended_at is None and p.person_id not in here]
            self._outcome.absent[STAFF] = [named.get(post.person_id, f"#{post.id}") for post in left_out]
        self._add("staff", added)
        self._change("staff", changed)

    def _count(self, sheet: str, changed: bool) -> None:
        counts = self._outcome.counts[sheet]
        counts.changed += changed
        counts.unchanged += not changed
        self._tick(not changed)

    def _say(self, who: str, differing: Sequence[tuple[str, object, object]]) -> None:
        said = ",".join(f"{_COLUMN_SAID[name]} {_said(name, old)} → {_said(name, new)}" for name, old, new in differing)
        self._outcome.changes.append(f"{who}:{said}")

    def _add(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if not self._dry:
            self._register.add(table, rows, self._tick)

    def _change(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if not self._dry:
            self._register.change(table, rows, self._tick)


def give_out(work: Work, community: int) -> dict[str, list[list[object]]]:
    """The register as the sheets of a workbook that can be taken in again; those who have left are not in it."""
    register = work.register
    names = {code: name for code, (_, name) in register.buildings(community).items()}
    homes = sorted(register.homes(community).values(), key=_in_order)
    refs = {home.id: home for home in homes}
    persons: dict[int, Person] = {p.id: p for p in register.persons().values()}
    sheets: dict[str, list[list[object]]] = {
        name: [[c.name for c in columns]] for name, columns in COLUMNS.items() if name in REGISTER
    }

    def address(home: Home) -> list[object]:
        return [names[home.building], home.entrance, home.room]

    for home in homes:
        cells = [_said(n, getattr(home, n)) if n == "state" else _cell(n, getattr(home, n)) for n in _UNIT_CELLS]
        sheets[UNITS].append([*address(home), *cells])
    living = [lv for lv in register.living(community) if lv.ended_at is None and lv.person_id in persons]
    for lv in sorted(living, key=lambda lv: (_in_order(refs[lv.unit_id]), lv.id)):
        person = persons[lv.person_id]
        said = [person.name, plain(person.phone or ""), _RELATION_SAID[lv.relation]]
        sheets[RESIDENTS].append([*address(refs[lv.unit_id]), *said])
    for post in register.posts(community):
        member = persons.get(post.person_id)
        if post.ended_at is None and member is not None:
            zone = "、".join(names.get(code, code) for code in post.zone)
            team = "" if post.team is None else _said("team", post.team)
            sheets[STAFF].append([member.name, plain(member.phone or ""), _said("role", post.role), team, zone])
    return sheets


#: Columns of a unit that the workbook may change.
_UNIT_WORDS = ("area_cm2", "state", "handed_over_on", "rate_fen")
_UNIT_CELLS = _UNIT_WORDS
_COLUMN_SAID = {
    "area_cm2": "建筑面积", "state": "状态", "handed_over_on": "交付日期", "rate_fen": "物业费单价",
    "role": "岗位", "team": "班组", "zone": "负责楼栋", "ended_at": "离职",
}  # fmt: skip
_RELATION_SAID = {value: said for said, value in RELATION_WORDS.items()}
_WORDS_SAID: dict[str, str] = {
    **{f"state:{v}": k for k, v in UNIT_STATE_WORDS.items()},
    **{f"role:{v}": k for k, v in ROLE_WORDS.items()},
    **{f"team:{v}": k for k, v in TEAM_WORDS.items()},
}


def _said(name: str, value: object) -> str:
    if value is None:
        return "在职" if name == "ended_at" else "无"
    if name == "zone":
        return "、".join(map(str, value)) if isinstance(value, list) and value else "全部"
    if name == "ended_at":
        return "已离职"
    found = _WORDS_SAID.get(f"{name}:{value}")
    return found if found is not None else str(_cell(name, value))


def _cell(name: str, value: object) -> object:
    """The value as it stands in a cell."""
    if isinstance(value, int) and name == "area_cm2":
        return value / 10_000
    if isinstance(value, int) and name == "rate_fen":
        return value / 100
    return value if isinstance(value, str | int | float | date) else ""


def _in_order(home: Home) -> tuple[object, ...]:
    return (len(home.building), home.building, len(home.entrance), home.entrance, len(home.room), home.room)
