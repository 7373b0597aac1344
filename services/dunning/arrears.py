"""Homes in arrears as the calendar sees them today: read for a whole community at once, or for one home."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain import dunning
from domain.dunning import Contact, Dunning, Figures, Home, Kind, Letter, Need, Outcome, Promise, Round, Stage, Status
from domain.people import Community, Unit
from services import Work, calendar
from services.dunning.keeping import owing, today

#: The daily duty whose mornings count as told.
MORNING = "arrears.morning"
#: A lawyer's letter that came to nothing may be asked for again.
_GONE = frozenset({Stage.DECLINED, Stage.STOPPED})


@dataclass(frozen=True, slots=True)
class Arrear:
    """One home in arrears: what it owes, since when, what was last said, and what it needs today."""

    unit_id: int
    fen: int
    since: date
    need: Need
    home: Home
    #: None: nobody has ever looked at it.
    dunning: Dunning | None
    last: Contact | None
    promised: Contact | None


@dataclass(frozen=True, slots=True)
class Today:
    """What holds for a whole community on a day."""

    day: date
    figures: Figures
    rounds: Sequence[Round]


def now(work: Work, community: int) -> Today:
    """The day there, its figures, and the windows that are open (X-22); mornings nobody was told on count as lost."""
    day = today(work, community)
    figures = Figures.of(work.standards.own(community))
    noted = work.dunning.mornings(community, MORNING)
    told = [date.fromisoformat(period) for n, (period, how) in enumerate(noted) if how == "done" or n == 0]
    known = calendar.calendar_of(work, community)
    return Today(day, figures, dunning.rounds(day, figures, told, lambda one: known.special(one) is False))


def every(work: Work, community: Community) -> list[Arrear]:
    """All homes that owe something, the most urgent first, then the oldest, then the most."""
    at = now(work, community.id)
    owing_ = work.ledger.homes_owing(community.id, at.day)
    files = {d.unit_id: d for d in work.dunning.open(community.id)}
    said: dict[int, list[Contact]] = {}
    for line in work.dunning.contacts_open(community.id):
        said.setdefault(line.unit_id, []).append(line)
    letters: dict[int, list[Letter]] = {}
    for letter in work.dunning.letters_open(community.id):
        letters.setdefault(letter.unit_id, []).append(letter)
    spoken = work.dunning.spoken_to(community.id, at.day)
    promised = [unit for unit, lines in said.items() if any(line.promised_on for line in lines)]
    paid = work.dunning.paid(promised, community.id) if promised else {}
    told = work.dunning.reported(community.id)
    found = [
        _arrear(at, unit, fen, since, files.get(unit), said.get(unit, []), letters.get(unit, []), paid.get(unit, []), unit in spoken, told.get(unit, 0))
        for unit, fen, since in owing_
    ]  # fmt: skip
    order = list(Need)
    return sorted(found, key=lambda a: (order.index(a.need), a.since, -a.fen, a.unit_id))


def one(work: Work, unit: Unit) -> Arrear:
    """One home; `fen` is 0 when it owes nothing that may be asked for."""
    at = now(work, unit.community_id)
    owed, file = owing(work, unit), work.dunning.of_home(unit.id)
    lines = work.dunning.contacts(file.id) if file else []
    letters = work.dunning.letters(file.id) if file else []
    paid = work.dunning.paid([unit.id], unit.community_id).get(unit.id, [])
    spoken = unit.id in work.dunning.spoken_to(unit.community_id, at.day)
    told = work.dunning.reported(unit.community_id).get(unit.id, 0)
    return _arrear(at, unit.id, owed.fen, owed.since or at.day, file, lines, letters, paid, spoken, told)


def _arrear(
    at: Today,
    unit: int,
    fen: int,
    since: date,
    file: Dunning | None,
    lines: Sequence[Contact],
    letters: Iterable[Letter],
    paid: Sequence[tuple[datetime, date, int]],
    spoken: bool,
    told: int,
) -> Arrear:
    talked = [line for line in lines if line.outcome not in dunning.MISSED]
    promises = dunning.promises(lines, paid, at.day)
    promised, state = promises[0] if promises else (None, None)
    letters = list(letters)
    home = Home(
        contacted_on=at.day if spoken else talked[0].day if talked else None,
        promised_on=promised.promised_on if promised else None,
        promise=state,
        at_door=promised is not None and promised.outcome is Outcome.AT_DOOR,
        broken=sum(became is Promise.BROKEN for _, became in promises),
        refused=bool(talked) and _newest_answer(talked) is Outcome.REFUSED,
        reason_known=any(line.reason for line in lines),
        waiting=file is not None and file.status is Status.WAITING,
        reported=0 < fen <= told,
        solved_on=file.solved_on if file else None,
        notified_on=file.notified_on if file else None,
        express=any(letter.kind is Kind.EXPRESS for letter in letters),
        lawyer=any(letter.kind is Kind.LAWYER and letter.status not in _GONE for letter in letters),
    )
    need = dunning.need(home, at.rounds, at.day, at.figures)
    return Arrear(unit, fen, since, need, home, file, lines[0] if lines else None, promised)


def _newest_answer(talked: Sequence[Contact]) -> Outcome | None:
    """The newest thing they said; reminders and letters are our own words."""
    return next((line.outcome for line in talked if line.outcome in dunning.SAID), None)
