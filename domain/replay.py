"""What the history of a matter says by itself, and where its row says otherwise (QLT-03). Pure.

The history is only ever added to, so it is what counts: a status, an end, stars, a promise kept or late follow from it. When a
promise was due is taken from its row, save where the history names a later time for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.cases import OVER, Deadline, DeadlineStatus
from domain.ids import CaseId

#: What begins a round anew.
_AGAIN = frozenset({"reopen", "send_back", "unsatisfied"})
#: What keeps each promise, by the kind of the matter; when others were kept is taken from their rows.
_KEEPS: Mapping[tuple[str, str], frozenset[str]] = {
    ("repair", "arrive"): frozenset({"arrive", "quote", "finish", "fold"}),
    ("repair", "finish"): frozenset({"finish", "fold"}),
    ("complaint", "solve"): frozenset({"answer"}),
    ("complaint", "first_answer"): frozenset({"answer", "interim"}),
}
#: What cannot be without having been there, without an answer.
_THERE = frozenset({"arrive", "quote"})
_ANSWERS = _KEEPS["complaint", "first_answer"]
#: What says that promises of the crew have another time.
_MOVES = frozenset({"extend", "resume", "recompute", "hold"})


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history."""

    case_id: CaseId
    at: datetime
    kind: str
    to_status: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of a matter, as far as its figures are counted from it."""

    id: CaseId
    flow: str
    number: str
    status: str
    rating: int | None
    created_at: datetime
    closed_at: datetime | None
    #: Joined to an outage: its promises are kept with those of another.
    joined: bool
    finished_at: datetime | None = None
    arrived_at: datetime | None = None
    handed_at: datetime | None = None
    answered_at: datetime | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """What a row says, and what follows from the history."""

    #: Which of the figures is touched: `times`, `promises`, `ratings` …
    figure: str
    #: The row: a number of a matter, `bill 17`.
    row: str
    field: str
    stored: object
    counted: object


def matter(row: Kept, lines: Sequence[Told]) -> Kept:
    """The row as its history says it. Instants the history only bears out (arrived, handed over, answered) stay if it does."""
    status, closed, rating, finished = row.status, None, None, None
    for line in lines:
        if line.to_status is not None:
            status = line.to_status
            closed = line.at if status in OVER else None
        if line.kind in _AGAIN:
            rating, finished = (None if line.kind == "reopen" or row.flow == "complaint" else rating), None
        if line.kind in ("sign", "confirm") and "stars" in line.data:
            rating = line.data["stars"]
        if line.kind == "finish":
            finished = line.at
    found = replace(row, status=status, closed_at=closed, rating=rating)
    if lines:
        found = replace(found, created_at=lines[0].at)
    if row.flow == "repair":
        return replace(
            found,
            finished_at=finished,
            arrived_at=_borne_out(row.arrived_at, lines, _KEEPS["repair", "arrive"], _THERE),
        )
    return replace(
        found,
        level=sum(line.kind in _AGAIN for line in lines),
        handed_at=_borne_out(row.handed_at, lines, frozenset({"hand", *_AGAIN}), frozenset({"hand"})),
        answered_at=_borne_out(row.answered_at, lines, _ANSWERS, _ANSWERS),
    )


def _borne_out(
    at: datetime | None, lines: Sequence[Told], kinds: frozenset[str], sure: frozenset[str]
) -> datetime | None:
    """The instant as it is kept, where something happened then that says so; else the first of this round that is sure to."""
    if any(line.at == at and line.kind in kinds for line in lines):
        return at
    round_ = (line.at for line in lines[_last_again(lines) + 1 :] if line.kind in sure and _counts(line))
    return next(round_, None)


def _counts(line: Told) -> bool:
    """Word of how far it is, is no answer."""
    return line.kind != "interim" or line.data.get("sort") != "progress"


def promise(row: Kept, deadline: Deadline, settled_at: datetime | None, lines: Sequence[Told], newest: bool) -> tuple[
    DeadlineStatus, datetime | None, datetime
]:  # fmt: skip
    """Status, when it was settled and when it was due, as the history says; `newest`: no later round of it was promised."""
    due = _due(deadline, lines) if newest else deadline.due_at
    keeps = _KEEPS.get((row.flow, deadline.kind))
    done = [line.at for line in lines if keeps is not None and line.kind in keeps]
    if deadline.status is DeadlineStatus.OPEN:
        round_ = lines[_last_again(lines) + 1 :]
        after = [line.at for line in round_ if keeps is not None and line.kind in keeps]
        kept = after[0] if newest and after and row.flow == "repair" else None
        return (DeadlineStatus.OPEN, None, due) if kept is None else (_how(kept, due), kept, due)
    if deadline.status is DeadlineStatus.DROPPED:
        kept = settled_at if settled_at in done else None
        return (DeadlineStatus.DROPPED, settled_at, due) if kept is None else (_how(kept, due), kept, due)
    if settled_at is None or (keeps is not None and settled_at not in done and not row.joined):
        earlier = [at for at in done if settled_at is None or at <= settled_at]
        if not earlier:
            return DeadlineStatus.OPEN, None, due
        return _how(earlier[-1], due), earlier[-1], due
    return _how(settled_at, due), settled_at, due


def _last_again(lines: Sequence[Told]) -> int:
    return max((n for n, line in enumerate(lines) if line.kind in _AGAIN), default=-1)


def _how(at: datetime, due: datetime) -> DeadlineStatus:
    return DeadlineStatus.MET if at <= due else DeadlineStatus.MISSED


def _due(deadline: Deadline, lines: Sequence[Told]) -> datetime:
    """The time the history names last for it, where what it says last of any time is of this promise."""
    said = [line for line in lines if line.kind in _MOVES or line.kind in _AGAIN]
    if not said or said[-1].data.get("kind") != deadline.kind or "until" not in said[-1].data:
        return deadline.due_at
    return datetime.fromisoformat(said[-1].data["until"])


def differences(figure: str, row: str, pairs: Mapping[str, tuple[object, object]]) -> list[Difference]:
    """Each field that is stored otherwise than counted."""
    return [Difference(figure, row, field, *pair) for field, pair in pairs.items() if pair[0] != pair[1]]
