"""Runs of bills: looked at first, written then, for one code and period; a second run only fills gaps (FEE-01, FEE-02, F-21 to F-24).

Both are asked for by a press and carried out by the clock: what is computed is computed on the reading side; the writer
only writes a portion of bills at a time, so nobody waits for it. What is asked for is a row, so a restart forgets nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from domain.errors import Outdated, Refused
from domain.fees import run
from domain.fees.charges import Code, Kind
from domain.fees.run import Facts, Home, Left, Odd, Plan
from domain.people import Who
from domain.sending import Lane
from services import StoreError, Work, alerts
from services.fees import codes, posting
from services.ready import Found, Ready, Says, found
from services.tell import Words, private, show, tell

#: What waits to be looked at, and what is being written.
_LOOKS, _RUNS = "bills_looked_at", "bills_written"
#: Bills of one transaction.
PORTION = 250
#: Homes that a list of the odd ones names.
_NAMED = 40


def facts(work: Work, code: Code, period: str, homes: Sequence[Home] | None = None) -> Facts:
    """Everything a run is computed from: of all homes, or of those that follow each other in the register."""
    before = run.shifted(period, code.months, -1)
    metered, shared = code.kind is Kind.METERED, code.kind is Kind.SHARED
    among = (homes[0].unit.id, homes[-1].unit.id) if homes else None
    if homes is None:
        homes = work.charges.homes(code.community_id)
    return Facts(
        code, period, homes, work.charges.rates(code.id), work.charges.holdings(code.id),
        work.charges.readings(code.id) if metered else (), work.charges.costs(code.id, period) if shared else (),
        work.charges.reductions(code.id, period), work.charges.billed(code.id, period, among), work.charges.billed(code.id, before, among),
        work.standards.number(code.community_id, "fee.custody_percent"),
        work.standards.number(code.community_id, "fee.odd_percent"),
    )  # fmt: skip


def check(work: Work, who: Who, code: int, period: str) -> Code:
    """The code, if they may make its bills for that period: one of those offered, or one that was run before."""
    kept = codes.kept(work, who, code)
    known = period in codes.periods(work, kept) and kept.active
    if not known and work.charges.run(kept.id, period) is None:
        raise Outdated
    if kept.kind is Kind.SHARED and not work.charges.costs(kept.id, period):
        raise Refused("billing/no_cost", period=period)
    return kept


# --- looked at -------------------------------------------------------------------------------------------------------


def look(work: Work, who: Who, code: int, period: str, why: str, key: str) -> None:
    """Asked for: what the run would write; or, with `why`, which homes that is about. The clock says it within a moment."""
    kept = check(work, who, code, period)
    waiting = _waiting(work, _LOOKS)
    if all(one["key"] != key for one in waiting):
        one = {
            "key": key,
            "community": kept.community_id,
            "person": who.person.id,
            "code": kept.id,
            "period": period,
            "why": why,
        }
        work.marks.put(_LOOKS, [*waiting, one])
    work.signals.add("clock")


def _looked(work: Work, one: Mapping[str, Any]) -> Says:
    """Reads and computes; what comes back only says it."""
    code = work.charges.code(one["code"])
    assert code is not None
    had = facts(work, code, one["period"])
    made = run.plan(had)
    if one["why"]:
        listed = {**{str(k): v for k, v in made.left.items()}, **{str(k): v for k, v in made.odd.items()}}
        units = listed.get(one["why"], [])
        given = {
            **_named(code, one["period"]), "why": one["why"], "count": len(units),
            "homes": [{"id": unit, "label": label} for unit, label in work.charges.named(units[:_NAMED])],
        }  # fmt: skip
        return lambda w: _say(w, one, Words("billing/odd", given, f"B{code.community_id}"))
    given = preview(code, one["period"], had, made)
    return lambda w: _say(w, one, Words("billing/preview", given, f"B{code.community_id}"))


def preview(code: Code, period: str, had: Facts, made: Plan) -> dict[str, Any]:
    """The run in plain values: how many, how much, compared with the last period, who is odd and who is left out."""
    return {
        **_named(code, period), "count": len(made.drafts), "fen": made.fen, "has": made.has,
        "has_fen": sum(had.billed.values()), "homes": len(had.homes),
        "before": run.shifted(period, code.months, -1), "before_count": len(had.before), "before_fen": sum(had.before.values()),
        "left": [(str(why), len(made.left[why])) for why in Left if why in made.left],
        "odd": [(str(why), len(made.odd[why])) for why in Odd if why in made.odd],
        "percent": had.odd_percent,
    }  # fmt: skip


def _named(code: Code, period: str) -> dict[str, Any]:
    return {"id": code.id, "name_zh": code.name_zh, "name_en": code.name_en, "period": period}


def _say(work: Work, one: Mapping[str, Any], said: Words) -> None:
    person = work.people.get(one["person"])
    chat = private(person, work.people.community(one["community"]))
    show(work, chat, f"billing:{person.id}", said, repost=True)


# --- written ---------------------------------------------------------------------------------------------------------


def begin(work: Work, who: Who, code: int, period: str) -> None:
    """The bills are made from now on; pressed twice, once. Nothing that is there is written again."""
    kept = check(work, who, code, period)
    made = work.charges.begin_run(kept.community_id, kept.id, period, who.person.id)
    running = _waiting(work, _RUNS)
    if all(one["run"] != made for one in running):
        one = {"run": made, "community": kept.community_id, "person": who.person.id, "code": kept.id, "period": period,
               "after": 0, "bills": 0, "fen": 0, "from": work.now.isoformat()}  # fmt: skip
        work.marks.put(_RUNS, [*running, one])
    work.signals.add("clock")


def _portion(work: Work, one: Mapping[str, Any]) -> Says:
    """The next bills, computed; what comes back writes them and says how many, how much, and behind which home to go on (None:
    those were the last). What is shared out is computed of all homes each time, the rest of as many as one portion takes."""
    code = work.charges.code(one["code"])
    assert code is not None
    if code.kind is Kind.SHARED:
        drafts = run.plan(facts(work, code, one["period"])).drafts
        after = drafts[PORTION - 1].unit.id if len(drafts) > PORTION else None
    else:
        homes = work.charges.homes_after(code.community_id, one["after"], PORTION)
        drafts = run.plan(facts(work, code, one["period"], homes)).drafts if homes else []
        after = homes[-1].unit.id if len(homes) == PORTION else None
    due = run.due_on(one["period"], work.standards.number(code.community_id, "fee.due_day"))
    days = run.span(one["period"], code.months)
    assert days is not None
    new = [
        posting.Charge(d.unit, code, one["period"], d.fen, due, d.formula, days.first, days.last, run=one["run"])
        for d in drafts[:PORTION]
    ]
    return partial(_write, new=new, one=one, after=after)


def _write(
    work: Work, new: list[posting.Charge], one: Mapping[str, Any], after: int | None
) -> tuple[int, int, int | None]:
    written = set(posting.charge_many(work, new, one["person"]))
    fen = sum(charge.fen for charge in new if charge.unit.id in written)
    work.charges.add_to_run(one["run"], len(written), fen)
    return len(written), fen, after


def _done(work: Work, one: Mapping[str, Any]) -> None:
    """Whoever pressed hears what was written, and what was there before."""
    code, row = work.charges.code(one["code"]), work.charges.run(one["code"], one["period"])
    assert code is not None
    assert row is not None
    given = {
        **_named(code, one["period"]), "count": one["bills"], "fen": one["fen"], "had": row.bills - one["bills"],
    }  # fmt: skip
    said = Words("billing/done", given, f"B{code.community_id}")
    person = work.people.get(one["person"])
    chat = private(person, work.people.community(one["community"]))
    tell(work, chat, f"billing:{one['run']}:{one['from']}", said, lane=Lane.REPLY)


# --- the clock's part ------------------------------------------------------------------------------------------------


def prepare(work: Work) -> Ready:
    """What was asked for, and the next portion of each run, computed. Reads only."""
    looks = {one["key"]: found(partial(_looked, work, one)) for one in _waiting(work, _LOOKS)}
    return looks | {_name(one): found(partial(_portion, work, one)) for one in _waiting(work, _RUNS)}


def sweep(work: Work, limit: int, ready: Ready | None = None) -> datetime | None:
    """Says what was looked at and writes a portion of each run; now while there is more. Without a reading side (`ready`
    None) it is computed here."""
    looks, runs = _waiting(work, _LOOKS), _waiting(work, _RUNS)
    if not looks and not runs:
        return None
    left_looks = [one for one in looks if not _said(work, one, ready)]
    left_runs = [more for one in runs if (more := _advanced(work, one, ready)) is not None]
    work.marks.put(_LOOKS, left_looks)
    work.marks.put(_RUNS, left_runs)
    return work.now if left_looks or left_runs else None


def _said(work: Work, one: Mapping[str, Any], ready: Ready | None) -> bool:
    if ready is not None and one["key"] not in ready:
        return False
    had = ready[one["key"]] if ready is not None else found(partial(_looked, work, one))
    _carried(work, one, had)
    return True


def _advanced(work: Work, one: dict[str, Any], ready: Ready | None) -> dict[str, Any] | None:
    """The run one portion further; None when it is through, or when it cannot go on (the administrators hear of it)."""
    if ready is not None and _name(one) not in ready:
        return one
    had = ready[_name(one)] if ready is not None else found(partial(_portion, work, one))
    came = _carried(work, one, had)
    if came is None:
        return None
    bills, fen, after = came
    more = {**one, "after": after, "bills": one["bills"] + bills, "fen": one["fen"] + fen}
    if after is not None:
        return more
    _done(work, more)
    return None


def _carried(work: Work, one: Mapping[str, Any], had: Found) -> Any:
    try:
        if isinstance(had, Exception):
            raise had
        with work.part():
            return had(work)
    except StoreError:
        raise
    except Exception as error:  # the others go on
        alerts.administrators(work, one["community"], f"billing {one['period']} {type(error).__name__}")
        return None


def _name(one: Mapping[str, Any]) -> str:
    return f"billing:{one['run']}:{one['after']}"


def _waiting(work: Work, mark: str) -> list[dict[str, Any]]:
    return list(work.marks.get(mark) or ())
