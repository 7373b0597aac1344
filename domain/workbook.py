"""The register as a workbook: the sheets 房屋, 住户, 员工 and 账单, their columns, and what each cell may hold.

Cells come as a spreadsheet reader gives them: text, numbers, dates, nothing. Columns are found by name in any order.
A cell that cannot be read becomes a `Problem` that names the cell; the caller takes all of the workbook or nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain import cells
from domain.cells import Unreadable
from domain.people import RELATION_WORDS, ROLE_WORDS, TEAM_WORDS, UNIT_STATE_WORDS, Relation, Role, Team, UnitState
from domain.units import UnitRef, label

UNITS, RESIDENTS, STAFF, BILLS = "房屋", "住户", "员工", "账单"
#: What the first cell of a row of examples begins with: such a row is passed over.
EXAMPLE = "示例"
#: Where a heading may stand: above it there may be a title.
_HEADING_ROWS = 10

Sheets = Mapping[str, Sequence[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be taken in."""

    sheet: str
    cell: str
    value: str
    expected: str

    def __str__(self) -> str:
        """住户!E17「1380」:应为手机号,如 13800000000"""
        return f"{self.sheet}!{self.cell}「{self.value}」:{self.expected}"


class BadWorkbook(Exception):
    """Nothing was taken in; `problems` says why, cell by cell."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number, and what could be read, by column (None where a cell is empty)."""

    number: int
    values: Mapping[str, object]
    #: Letters of the columns, for naming a cell later.
    letters: Mapping[str, str] = field(repr=False, compare=False)
    #: Whether every cell could be read.
    whole: bool = True

    def problem(self, sheet: str, column: str, value: str, expected: str) -> Problem:
        """That this cell does not fit with others."""
        return Problem(sheet, f"{self.letters.get(column, '')}{self.number}", value, expected)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One home of the sheet 房屋; None means the cell is empty."""

    ref: UnitRef
    building_name: str
    area_cm2: int | None
    state: UnitState | None
    handed_over_on: date | None
    rate_fen: int | None

    @property
    def floor(self) -> int | None:
        """As the room says it: 1502 is on 15, 302 on 3; other rooms do not say."""
        match = re.fullmatch(r"(\d{1,2})\d{2}[A-Z]?", self.ref.room)
        return int(match[1]) if match and match[1].strip("0") else None


@dataclass(frozen=True, slots=True)
class ResidentRow:
    """One person in one home of the sheet 住户."""

    ref: UnitRef
    name: str
    phone: str
    relation: Relation
    row: Row


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One member of the sheet 员工. No zone means everywhere."""

    name: str
    phone: str
    role: Role
    team: Team | None
    zone: tuple[str, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class BillRow:
    """One bill of the sheet 账单, made elsewhere. No due day: the community's day of that month."""

    ref: UnitRef
    #: Key or name of the kind of charge.
    code: str
    period: str
    fen: int
    due_on: date | None
    words: str
    row: Row


@dataclass(frozen=True, slots=True)
class Book:
    """What was read. `problems` stop all of it, `notes` stop nothing."""

    units: tuple[UnitRow, ...] = ()
    residents: tuple[ResidentRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    bills: tuple[BillRow, ...] = ()
    notes: tuple[str, ...] = ()
    #: Sheets that were there: what a missing sheet does not list is not "absent".
    sheets: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    #: Addresses of the sheet 房屋, also of rows that could not be read to the end.
    mentioned: frozenset[UnitRef] = frozenset()


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading; `read` makes a cell a value or raises `Unreadable`."""

    name: str
    read: Callable[[object], object]
    required: bool = True


_ADDRESS = (Column("楼栋", cells.building), Column("单元", cells.entrance, False), Column("房号", cells.room))
_PERSON = (Column("姓名", cells.name), Column("手机", cells.phone))
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    UNITS: (
        *_ADDRESS,
        Column("建筑面积", cells.area, False),
        Column("状态", cells.word(UNIT_STATE_WORDS), False),
        Column("交付日期", cells.day, False),
        Column("物业费单价", cells.rate, False),
    ),
    RESIDENTS: (*_ADDRESS, *_PERSON, Column("关系", cells.word(RELATION_WORDS))),
    STAFF: (
        *_PERSON,
        Column("岗位", cells.word(ROLE_WORDS)),
        Column("班组", cells.word(TEAM_WORDS), False),
        Column("负责楼栋", cells.zone, False),
    ),
    BILLS: (
        *_ADDRESS,
        Column("收费项目", cells.words),
        Column("账期", cells.period),
        Column("金额", cells.amount),
        Column("到期日", cells.day, False),
        Column("说明", cells.words, False),
    ),
}
#: Sheets of the register itself, which can be given out again.
REGISTER = (UNITS, RESIDENTS, STAFF)
#: Columns a sheet may lack altogether (their cells may be empty too).
_MAY_LACK = {c.name for columns in COLUMNS.values() for c in columns if not c.required} - {"单元"}


def read(sheets: Sheets) -> Book:
    """The workbook as rows, with a problem for every cell that is wrong in itself or said twice."""
    problems: list[Problem] = []
    notes: list[str] = []
    named = {name.strip(): rows for name, rows in sheets.items()}
    rows = {name: _rows(name, named[name], problems, notes) for name in COLUMNS if name in named}
    for name in named.keys() - COLUMNS.keys():
        notes.append(f"没有使用的工作表「{name}」")
    if not rows:
        problems.append(Problem("工作簿", "", "、".join(named), f"应有工作表 {UNITS}、{RESIDENTS}、{STAFF} 或 {BILLS}"))
    units, mentioned = _units(rows.get(UNITS, ()), problems)
    residents = _residents(rows.get(RESIDENTS, ()), problems)
    staff = _staff(rows.get(STAFF, ()), problems)
    bills = _bills(rows.get(BILLS, ()), problems)
    _same_names(residents, staff, problems)
    return Book(units, residents, staff, bills, tuple(notes), frozenset(rows), tuple(problems), mentioned)


def check(book: Book, homes: Iterable[UnitRef], buildings: Iterable[str], more: Iterable[Problem] = ()) -> None:
    """Raises `BadWorkbook` with all problems, also those of cells that fit neither the workbook nor the register.

    Residents live in homes and bills are of homes, zones are buildings; `homes` and `buildings` are those of the register.
    `more`: what else was found wrong (bills that do not fit those that are there).
    """
    known_homes = {*homes, *book.mentioned}
    known_buildings = {*buildings, *(ref.building for ref in book.mentioned)}
    problems = [*book.problems, *more]
    # Without a single address read, the sheet 房屋 itself is the problem.
    lost = not book.mentioned and any(p.sheet == UNITS for p in problems)
    for sheet, of_homes in ((RESIDENTS, book.residents), (BILLS, book.bills)):
        for one in of_homes:
            if one.ref not in known_homes and not lost:
                expected = f"{UNITS}表和登记册里都没有这一户,请先登记房屋"
                problems.append(one.row.problem(sheet, "房号", label(one.ref), expected))
    for member in book.staff:
        unknown = [code for code in member.zone if code not in known_buildings]
        if unknown:
            problems.append(member.row.problem(STAFF, "负责楼栋", "、".join(unknown), "没有这个楼栋"))
    if problems:
        order = list(COLUMNS)
        raise BadWorkbook(sorted(problems, key=lambda p: order.index(p.sheet) if p.sheet in order else -1))


def _rows(sheet: str, table: Sequence[Sequence[object]], problems: list[Problem], notes: list[str]) -> list[Row]:
    heading = _find_heading(sheet, table)
    if heading is None:
        expected = "、".join(c.name for c in COLUMNS[sheet])
        problems.append(
            Problem(sheet, "A1", cells.shown(table[0][0]) if table and table[0] else "", f"第一行应为列名:{expected}")
        )
        return []
    places = _places(sheet, heading, table[heading], problems, notes)
    letters = {name: _letter(place) for name, place in places.items()}
    columns = [(c, places[c.name]) for c in COLUMNS[sheet] if c.name in places]
    found = []
    for number, row in enumerate(table[heading + 1 :], heading + 2):
        if all(cells.empty(cell) for cell in row) or _is_example(row):
            continue
        before = len(problems)
        values: dict[str, object] = {}
        for column, place in columns:
            cell = row[place] if place < len(row) else None
            try:
                values[column.name] = None if cells.empty(cell) else column.read(cell)
                if column.required and values[column.name] is None:
                    raise Unreadable("不能空着")
            except Unreadable as bad:
                problems.append(Problem(sheet, f"{letters[column.name]}{number}", cells.shown(cell), bad.expected))
        found.append(Row(number, values, letters, len(problems) == before))
    return found


def _is_example(row: Sequence[object]) -> bool:
    """Rows of the template that show how it is done (`guanjia template`)."""
    return isinstance(row[0], str) and cells.text(row[0]).startswith(f"{EXAMPLE}:")


def _find_heading(sheet: str, table: Sequence[Sequence[object]]) -> int | None:
    names = {c.name for c in COLUMNS[sheet]}
    for number, row in enumerate(table[:_HEADING_ROWS]):
        if len(names & {cells.heading(cell) for cell in row}) >= 2:
            return number
    return None


def _places(
    sheet: str, number: int, heading: Sequence[object], problems: list[Problem], notes: list[str]
) -> dict[str, int]:
    names = {c.name for c in COLUMNS[sheet]}
    places: dict[str, int] = {}
    for place, cell in enumerate(heading):
        said = cells.heading(cell)
        if said in places:
            problems.append(Problem(sheet, f"{_letter(place)}{number + 1}", said, "这一列出现了两次"))
        elif said in names:
            places[said] = place
        elif said:
            notes.append(f"{sheet}:没有使用的列「{said}」")
    for missing in [c.name for c in COLUMNS[sheet] if c.name not in places and c.name not in _MAY_LACK]:
        problems.append(Problem(sheet, f"第{number + 1}行", "", f"缺少列「{missing}」"))
    return places


def _is_whole(row: Row) -> bool:
    return row.whole


def _ref(row: Row) -> UnitRef:
    building = row.values["楼栋"]
    code = building.code if isinstance(building, cells.Building) else ""
    return UnitRef(code, str(row.values.get("单元") or ""), str(row.values["房号"]))


def _units(rows: Iterable[Row], problems: list[Problem]) -> tuple[tuple[UnitRow, ...], frozenset[UnitRef]]:
    seen: dict[UnitRef, int] = {}
    found = []
    for row in rows:
        if not {"楼栋", "房号"} <= row.values.keys():
            continue
        ref, building = _ref(row), row.values["楼栋"]
        if ref in seen:
            problems.append(row.problem(UNITS, "房号", label(ref), f"与第 {seen[ref]} 行重复"))
            continue
        seen[ref] = row.number
        if not row.whole:
            continue
        area, state, rate = row.values.get("建筑面积"), row.values.get("状态"), row.values.get("物业费单价")
        handed = row.values.get("交付日期")
        found.append(
            UnitRow(
                ref,
                building.name if isinstance(building, cells.Building) else "",
                area if isinstance(area, int) else None,
                UnitState(state) if isinstance(state, str) else None,
                handed if isinstance(handed, date) else None,
                rate if isinstance(rate, int) else None,
            )
        )
    return tuple(found), frozenset(seen)


def _residents(rows: Iterable[Row], problems: list[Problem]) -> tuple[ResidentRow, ...]:
    seen: dict[tuple[UnitRef, str], int] = {}
    found = []
    for row in filter(_is_whole, rows):
        ref, phone = _ref(row), str(row.values["手机"])
        if (ref, phone) in seen:
            said = f"{label(ref)} {row.values['姓名']}"
            problems.append(row.problem(RESIDENTS, "手机", said, f"与第 {seen[ref, phone]} 行重复"))
            continue
        seen[ref, phone] = row.number
        found.append(ResidentRow(ref, str(row.values["姓名"]), phone, Relation(str(row.values["关系"])), row))
    return tuple(found)


def _staff(rows: Iterable[Row], problems: list[Problem]) -> tuple[StaffRow, ...]:
    seen: dict[str, int] = {}
    found = []
    for row in filter(_is_whole, rows):
        phone, team, zone = str(row.values["手机"]), row.values.get("班组"), row.values.get("负责楼栋")
        if phone in seen:
            problems.append(row.problem(STAFF, "手机", str(row.values["姓名"]), f"与第 {seen[phone]} 行重复"))
            continue
        seen[phone] = row.number
        role = Role(str(row.values["岗位"]))
        member = StaffRow(
            str(row.values["姓名"]), phone, role, Team(str(team)) if team else None,
            zone if isinstance(zone, tuple) else (), row,
        )  # fmt: skip
        found.append(member)
    return tuple(found)


def _bills(rows: Iterable[Row], problems: list[Problem]) -> tuple[BillRow, ...]:
    seen: dict[tuple[UnitRef, str, str], int] = {}
    found = []
    for row in filter(_is_whole, rows):
        ref, code, period = _ref(row), str(row.values["收费项目"]), str(row.values["账期"])
        if (ref, code, period) in seen:
            said = f"{label(ref)} {code} {period}"
            problems.append(row.problem(BILLS, "账期", said, f"与第 {seen[ref, code, period]} 行重复"))
            continue
        seen[ref, code, period] = row.number
        fen, due, words = row.values["金额"], row.values.get("到期日"), row.values.get("说明")
        assert isinstance(fen, int)
        found.append(BillRow(ref, code, period, fen, due if isinstance(due, date) else None, str(words or ""), row))
    return tuple(found)


def _same_names(residents: Sequence[ResidentRow], staff: Sequence[StaffRow], problems: list[Problem]) -> None:
    """A phone is one person's: under two names one of the rows must be a slip."""
    first: dict[str, tuple[str, str]] = {}
    for sheet, rows in ((RESIDENTS, residents), (STAFF, staff)):
        for member in rows:
            name, where = first.setdefault(member.phone, (member.name, f"{sheet}第 {member.row.number} 行"))
            if name != member.name:
                expected = f"同一手机号在{where}是「{name}」,一个手机号只能属于一个人"
                problems.append(member.row.problem(sheet, "姓名", member.name, expected))


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
