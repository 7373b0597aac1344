"""Matters: status, end, times, stars, promises and callbacks as their history says, and the figures counted from that."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.callbacks import Status as Asking
from domain.cases import DeadlineStatus
from domain.figures import Period
from domain.figures.shown import Figure
from domain.people import Community
from domain.replay import Difference, Kept, Told, differences, matter, promise
from services import Work
from services.reports import figures_done
from services.tell import zone_of

#: Cases looked at in one go.
AT_ONCE = 500
_CREW = ("arrive", "finish")
_ANSWERS = {"complaint_first": "first_answer", "complaint_hand": "hand_over", "complaint_closing": "solve"}


@dataclass(slots=True)
class Counted:
    """What the history comes to, for the figures of the period."""

    looked_at: dict[str, int] = field(default_factory=lambda: {"matters": 0, "promises": 0, "callbacks": 0})
    rows: dict[int, Kept] = field(default_factory=dict)
    histories: dict[int, list[Told]] = field(default_factory=dict)
    #: Case, kind, status, due, settled, whether it rests.
    promises: list[tuple[int, str, DeadlineStatus, datetime, datetime | None, bool]] = field(default_factory=list)
    #: Case, status, due, done, found.
    callbacks: list[tuple[int, str, datetime | None, datetime | None, datetime | None]] = field(default_factory=list)
    #: What each complaint was judged to be last.
    validity: dict[int, str | None] = field(default_factory=dict)


def compare(work: Work, ids: Sequence[int], counted: Counted) -> list[Difference]:
    """What differs in these cases; what their history says goes into `counted`."""
    found: list[Difference] = []
    histories = work.audit.histories(ids)
    numbers: dict[int, str] = {}
    for row in work.audit.cases(ids):
        told = matter(row, histories[row.id])
        numbers[row.id] = f"{row.flow} {row.number}"
        found += _row(numbers[row.id], row, told)
        counted.rows[row.id], counted.histories[row.id] = told, histories[row.id]
    counted.looked_at["matters"] += len(numbers)
    found += _promises(work, ids, counted, numbers)
    found += _callbacks(work, ids, counted, numbers)
    return found + _judged(work, ids, counted, numbers)


def _row(name: str, row: Kept, told: Kept) -> list[Difference]:
    found = differences("times", name, {
        "status": (row.status, told.status), "reported": (row.created_at, told.created_at), "closed": (row.closed_at, told.closed_at),
    })  # fmt: skip
    if row.flow == "repair":
        times = {"finished": (row.finished_at, told.finished_at), "arrived": (row.arrived_at, told.arrived_at)}
        found += differences("times", name, times)
    if row.flow == "complaint":
        times = {"handed over": (row.handed_at, told.handed_at), "answered": (row.answered_at, told.answered_at)}
        found += differences("times", name, times)
        found += differences("complaint rates", name, {"times taken up again": (row.level, told.level)})
    if row.flow in ("repair", "complaint"):
        found += differences("ratings", name, {"stars": (row.rating, told.rating)})
    return found


def _promises(work: Work, ids: Sequence[int], counted: Counted, numbers: dict[int, str]) -> list[Difference]:
    found: list[Difference] = []
    every = work.audit.promises(ids)
    newest = {(d.case_id, d.kind): d.round for d, _ in sorted(every, key=lambda pair: pair[0].round)}
    for one, settled in every:
        row, lines = counted.rows[one.case_id], counted.histories[one.case_id]
        status, at, due = promise(row, one, settled, lines, newest[one.case_id, one.kind] == one.round)
        name = f"{numbers[one.case_id]}, promise {one.kind} {one.round}"
        pairs = {"status": (str(one.status), str(status)), "settled": (settled, at), "due": (one.due_at, due)}
        found += differences("promises", name, pairs)
        counted.promises.append((one.case_id, one.kind, status, due, at, one.paused_at is not None))
    counted.looked_at["promises"] += len(every)
    return found


def _callbacks(work: Work, ids: Sequence[int], counted: Counted, numbers: dict[int, str]) -> list[Difference]:
    """A callback was made when the history says that it was good, or that a fault was found."""
    found: list[Difference] = []
    every = work.audit.callbacks(ids)
    for one in every:
        lines = [line for line in counted.histories[one.case_id] if line.data.get("callback") == one.id]
        made = [line for line in lines if line.kind in ("callback_good", "callback_fault")]
        fault = next((line.at for line in reversed(made) if line.kind == "callback_fault"), None)
        done = made[-1].at if made else None
        if made:
            status = str(Asking.FAULT if made[-1].kind == "callback_fault" else Asking.GOOD)
        else:
            status = one.status if one.status not in (Asking.GOOD, Asking.FAULT) else str(Asking.PLANNED)
        pairs = {"status": (str(one.status), status), "made": (one.done_at, done), "fault found": (one.fault_at, fault)}
        found += differences("callback rates", f"{numbers[one.case_id]}, callback {one.id}", pairs)
        counted.callbacks.append((one.case_id, status, one.due_at, done, fault))
    counted.looked_at["callbacks"] += len(every)
    return found


def _judged(work: Work, ids: Sequence[int], counted: Counted, numbers: dict[int, str]) -> list[Difference]:
    """The last word of whoever judged, for each field somebody has judged."""
    found: list[Difference] = []
    for case, fields in work.audit.judged(ids).items():
        said = {line.data["field"]: line.data.get("after") for line in counted.histories[case] if line.kind == "judge"}
        pairs = {name: (fields[name], after) for name, after in said.items() if name in fields}
        found += differences("complaint rates", numbers[case], pairs)
        counted.validity[case] = said.get("validity", fields["validity"])
    return found


# --- the figures themselves --------------------------------------------------------------------------------------------


def figures(work: Work, community: Community, period: Period, counted: Counted) -> list[Difference]:
    """The reports' figures beside the same counted from the history."""
    said = {
        one.key: one
        for counts in (figures_done.repairs, figures_done.callbacks, figures_done.complaints)
        for one in counts(work, community, period)
    }
    start, end = period.instants(zone_of(community))
    told = _told(counted, start, end, work.now)
    name = f"{community.name}, {period.key}"
    pairs = {key: (_shown(said[key]), expected) for key, expected in told.items()}
    return differences("figures", name, pairs)


def _shown(figure: Figure) -> object:
    return (figure.part, figure.whole) if figure.whole is not None and figure.part is not None else figure.value


def _told(counted: Counted, start: datetime, end: datetime, now: datetime) -> dict[str, object]:
    """Every figure that follows from rows, counted plainly."""
    rows = counted.rows
    new = [r for r in rows.values() if start <= r.created_at < end]
    complaints = {r.id: r for r in new if r.flow == "complaint"}
    crew = [
        (status, due, at)
        for case, kind, status, due, at, rests in counted.promises
        if rows[case].flow == "repair" and kind in _CREW and _due_now(status, due, rests, start, end, now)
    ]
    found: dict[str, object] = {
        "repair_reported": sum(r.flow == "repair" for r in new),
        "repair_kept": (sum(status is DeadlineStatus.MET for status, _, _ in crew), len(crew)),
        "repair_stars": _stars(counted, start, end),
        "callback_kept": _asked_in_time(counted, start, end, now),
        "callback_faults": sum(fault is not None and start <= fault < end for *_, fault in counted.callbacks),
        "complaint_received": len(complaints),
        "complaint_open": sum(r.status not in ("closed", "cancelled") for r in complaints.values()),
        "complaint_reopened": sum(r.level > 0 for r in complaints.values()),
        "complaint_valid": sum(counted.validity.get(case) == "valid" for case in complaints),
    }
    for key, kind in _ANSWERS.items():
        found[key] = _complaints_in_time(counted, set(complaints), kind, now)
    return found


def _due_now(status: DeadlineStatus, due: datetime, rests: bool, start: datetime, end: datetime, now: datetime) -> bool:
    if status is DeadlineStatus.DROPPED or not start <= due < end:
        return False
    return status is not DeadlineStatus.OPEN or (due <= now and not rests)


def _stars(counted: Counted, start: datetime, end: datetime) -> int | None:
    """The mean in tenths of all stars given in the period."""
    given = [
        line.data["stars"]
        for case, lines in counted.histories.items()
        if counted.rows[case].flow == "repair"
        for line in lines
        if line.kind == "sign" and line.data.get("stars") and start <= line.at < end
    ]
    return (sum(given) * 20 + len(given)) // (len(given) * 2) if given else None


def _asked_in_time(counted: Counted, start: datetime, end: datetime, now: datetime) -> tuple[int, int]:
    part = whole = 0
    for _, status, due, done, _ in counted.callbacks:
        if status == Asking.DROPPED or due is None or not start <= due < end:
            continue
        made = done is not None and done <= due
        if made or due <= now:
            part, whole = part + made, whole + 1
    return part, whole


def _complaints_in_time(counted: Counted, cases: set[int], kind: str, now: datetime) -> tuple[int, int]:
    """Kept only if it was each time."""
    kept: dict[int, bool] = {}
    for case, what, status, due, _, rests in counted.promises:
        late = status is DeadlineStatus.OPEN and not rests and due <= now
        if case in cases and what == kind and (late or status in (DeadlineStatus.MET, DeadlineStatus.MISSED)):
            kept[case] = kept.get(case, True) and status is DeadlineStatus.MET
    return sum(kept.values()), len(kept)
