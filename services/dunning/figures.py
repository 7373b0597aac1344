"""Figures of arrears: share of homes (F-18), collection (F-20), promises (F-35), reasons (F-36); each with its definition."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from domain import dunning
from domain.cases import OVER
from domain.dunning import Contact, Promise
from domain.months import months_after
from domain.people import Community, Role, Who
from services import Work
from services.dunning.keeping import check_reader, today
from services.tell import Chat, Words, show
from services.zones import own


def show_report(work: Work, who: Who, community: Community, chat: Chat, *, before: bool) -> None:
    """The quarter so far, or the one before: a butler's own buildings, for all others the whole community (DUN-14, DUN-16)."""
    check_reader(who, community.id)
    post = who.post(community.id)
    butler = post is not None and post.role is Role.BUTLER
    given = report(work, community, own(work, who, community.id) if butler else None, before=before)
    given["own"] = butler and post is not None and bool(post.zone)
    show(work, chat, f"dunning:report:{chat.id}", Words("dunning/report", given, "m"), repost=not before)


def report(work: Work, community: Community, is_mine: Callable[[str], bool] | None, *, before: bool) -> dict[str, Any]:
    """The figures in plain values. Shares are per cent, rounded half up; None where there is nothing to count.

    F-18: homes with something overdue that is not disputed ÷ homes that are not unsold × 100, as it is today.
    F-20: fen paid ÷ fen due × 100, of bills whose due day lies in the quarter, up to today; both by the entries.
    F-35: promises kept ÷ promises whose day lies in the quarter and is over or kept × 100; one that was replaced before its day does not count.
    F-36: the newest reason of each home in the quarter, counts and share; of service problems how many are solved.
    """
    day = today(work, community.id)
    first, last = dunning.quarter(months_after(day.replace(day=1), -3) if before else day)
    homes = {unit: b for unit, b in work.dunning.homes(community.id).items() if is_mine is None or is_mine(b)}
    owing = [(u, fen) for u, fen, _ in work.ledger.homes_owing(community.id, day) if u in homes]
    collected = [row for row in work.dunning.collection(community.id, first, min(last, day)) if row[0] in homes]
    lines = [c for c in work.dunning.contacts_between(community.id, first, min(last, day)) if c.unit_id in homes]
    due, paid = sum(row[1] for row in collected), sum(row[2] for row in collected)
    names = dict(work.people.buildings(community.id))
    by = sorted({homes[u] for u, _ in owing})
    return {
        "first": first, "last": min(last, day), "before": before,
        "homes": len(homes), "owing": len(owing), "owing_fen": sum(fen for _, fen in owing), "share": percent(len(owing), len(homes)),
        "due": due, "paid": paid, "rate": percent(paid, due),
        "promises": _promises(work, community, homes, first, last, day),
        "reasons": _reasons(work, lines),
        "contacts": len(lines),
        "buildings": [
            {"name": names.get(b, b), "homes": sum(homes[u] == b for u, _ in owing), "fen": sum(f for u, f in owing if homes[u] == b)}
            for b in by
        ],
    }  # fmt: skip


def percent(part: int, whole: int) -> int | None:
    """Per cent, rounded half up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def _promises(
    work: Work, community: Community, homes: dict[int, str], first: date, last: date, day: date
) -> dict[str, Any]:
    """F-35: kept and broken of those whose day lies in the quarter; a promise given long before counts too."""
    ahead = months_after(first, -12)
    by: dict[int, list[Contact]] = {}
    for line in work.dunning.contacts_between(community.id, ahead, last):
        if line.unit_id in homes and line.promised_on is not None:
            by.setdefault(line.unit_id, []).append(line)
    paid = work.dunning.paid(by, community.id) if by else {}
    found = [
        became
        for unit, lines in by.items()
        for line, became in dunning.promises(lines, paid.get(unit, []), day)
        if line.promised_on is not None and first <= line.promised_on <= last
    ]
    kept, broken = sum(b is Promise.KEPT for b in found), sum(b is Promise.BROKEN for b in found)
    return {"kept": kept, "broken": broken, "open": len(found) - kept - broken, "share": percent(kept, kept + broken)}


def _reasons(work: Work, lines: Sequence[Contact]) -> dict[str, Any]:
    """F-36: homes by their newest reason; words of our own count as `other`."""
    newest: dict[int, Contact] = {}
    for line in lines:
        if line.reason is not None:
            newest.setdefault(line.unit_id, line)
    known = (*dunning.REASONS, dunning.PROBLEM)
    counts: dict[str, int] = {}
    for line in newest.values():
        key = line.reason if line.reason in known else "other"
        counts[str(key)] = counts.get(str(key), 0) + 1
    problems = [line for line in newest.values() if line.reason == dunning.PROBLEM]
    solved = sum(line.case_id is not None and work.cases.get(line.case_id).status in OVER for line in problems)
    whole = len(newest)
    rows = [
        {"reason": k, "count": n, "share": percent(n, whole)} for k, n in sorted(counts.items(), key=lambda x: -x[1])
    ]
    return {"rows": rows, "whole": whole, "problems": len(problems), "solved": solved}
