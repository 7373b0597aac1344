"""Whether statements have come to the homes: by the outbox, by the butler's word, not at all (F-50)."""

from typing import Any

from domain.errors import Outdated, Refused
from domain.people import DESK_ROLES, Community, Who
from domain.statement import Handed, Run, Statement, Status, share
from services import Work, calls
from services.statement import checking
from services.tell import Chat, Words, show


def figures(work: Work, who: Who, community: Community, run: Run) -> dict[str, Any]:
    """F-50 in plain values: delivered ÷ made × 100, rounded half up, of the buildings this person looks after.

    Delivered: the chat brought it to somebody of the home (the outbox' own status), or the butler says so. `missed`
    are homes that said it never came.
    """
    mine = {code: name for _, code, name in checking.theirs(work, who, community)}
    rows: list[dict[str, Any]] = [
        {"name": mine[b], "made": made, "sent": sent, "chat": chat, "hand": hand, "missed": missed}
        for b, made, sent, chat, hand, missed in work.statements.delivery(run.id)
        if b in mine
    ]
    rows.sort(key=lambda row: (len(str(row["name"])), str(row["name"])))
    all_ = {name: sum(int(row[name]) for row in rows) for name in ("made", "sent", "chat", "hand", "missed")}
    there = all_["chat"] + all_["hand"]
    return {
        "run": run.id,
        "period": run.period,
        "rows": rows,
        **all_,
        "left": all_["sent"] - there,
        "share": share(there, all_["made"]),
    }


def show_figures(work: Work, who: Who, community: Community, chat: Chat, run: Run) -> None:
    """The same as a card."""
    given = figures(work, who, community, run)
    show(work, chat, f"statement:list:{chat.id}", Words("statement/figures", given, "m"))


def show_left(work: Work, who: Who, community: Community, chat: Chat, run: Run, page: int) -> None:
    """Sent, and come to nobody of the home as far as we know: to be rung, or to be gone to."""
    codes = [code for _, code, _ in checking.theirs(work, who, community)]
    rows = work.statements.not_brought(run.id, codes, checking.PAGE + 1, page * checking.PAGE)
    given = {
        "run": run.id, "period": run.period, "page": page, "more": len(rows) > checking.PAGE,
        "rows": [
            {**checking.line(work, one), "handed": one.handed, "waits": work.statements.may_come(one.id)}
            for one in rows[: checking.PAGE]
        ],
    }  # fmt: skip
    show(work, chat, f"statement:list:{chat.id}", Words("statement/left", given, "m"))


def bring(work: Work, who: Who, statement: int, how: str) -> Statement:
    """The butler says how it came to the home, or that nobody was there; a line of the call list goes with it."""
    one, _home = checking.found(work, who, statement)
    if not who.is_any(one.community_id, DESK_ROLES):
        raise Refused("common/not_yours")
    if how not in list(Handed):
        raise Outdated
    if one.status is not Status.SENT or work.statements.brought(one.id):
        raise Refused("statement/has_come")
    work.statements.hand_over(one.id, how, who.person.id)
    if Handed(how) is not Handed.UNREACHABLE:
        calls.brought(work, one.id, who.person.id)
    return work.statements.get(one.id)
