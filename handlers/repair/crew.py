"""What the crew says about its work: a quote, a hold, handing back, finishing (REP-12, REP-13, REP-18)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from domain.incoming import Incoming
from domain.people import Who
from domain.repair import Category
from domain.talk import Answers, Talk
from handlers.answers import Option, choice, priced, story, until, words
from handlers.conversation import Flow, Step, never
from handlers.offered import coming, keys
from services import Work
from services.repair import crew, dispatch

#: Reasons offered; other ones are typed.
HOLD_REASONS = ("parts", "owner_away", "contractor", "weather", "busy")
BACK_REASONS = ("other_trade", "busy", "far", "shift_over")
CANNOT_REASONS = ("not_ours", "contractor", "unsafe", "no_access")
PROCESSES = ("repaired", "replaced", "cleared", "adjusted", "checked")


def _staff(who: Who) -> bool:
    return bool(who.staff)


def _prices(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The price list for the category of the case (SPS-07, WAR-07)."""
    found = work.cases.get(case or 0)
    offered = []
    for p in work.cases.prices(found.community_id, found.category):
        name, unit = (p["name_zh"], p["unit_zh"]) if who.language == "zh" else (p["name_en"], p["unit_en"])
        line = {"code": p["code"], "name_zh": p["name_zh"], "name_en": p["name_en"], "price_fen": p["price_fen"]}
        offered.append(Option(str(p["code"]), name, note=unit, keeps=line))
    return offered


def _quote(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    picked = talk.answers.get("item") or []
    counted = Counter(line["code"] for line in picked)
    lines = [{**line, "quantity": counted.pop(line["code"])} for line in picked if line["code"] in counted]
    extra = talk.answers.get("extra")
    if extra:
        lines.append(
            {
                "code": "own",
                "name_zh": extra["name"],
                "name_en": extra["name"],
                "price_fen": extra["fen"],
                "quantity": 1,
            }
        )
    crew.quote(work, who, talk.case_id or 0, lines)


def _hold(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    promised = datetime.fromisoformat(talk.answers["until"][1])
    crew.hold(work, who, talk.case_id or 0, talk.answers["reason"], promised)


def _colleagues(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Colleagues with how much they hold, those on duty first (REP-06)."""
    found = work.cases.get(case or 0)
    return [
        Option(
            f"s{s.id}",
            p.name,
            note="on_duty" if s.on_duty else "off_duty",
            keeps={"staff": s.id, "name": p.name, "held": n},
        )
        for s, p, n in dispatch.candidates(work, found)
        if s.id != found.assignee_id
    ]


def _crew_or_colleague(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option("pool", group="transfer", keeps={"staff": None}), *_colleagues(work, who, answers, case)]


def _assign(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    dispatch.assign(work, who, talk.case_id or 0, int(talk.answers["to"]["staff"]))


def _transfer(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    staff, reason = talk.answers["to"]["staff"], talk.answers["reason"]
    if staff is None:
        dispatch.hand_back(work, who, talk.case_id or 0, reason)
    else:
        dispatch.assign(work, who, talk.case_id or 0, int(staff), reason)


def _cannot(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    dispatch.hand_back(work, who, talk.case_id or 0, talk.answers["reason"], cannot=True)


def _materials(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    quoted = bool(work.cases.repair(case or 0).quote_lines)
    return [Option("none", group="materials")] + ([Option("quoted", group="materials")] if quoted else [])


def _finish(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    pictures = (a.get("photo") or {}).get("media", [])
    tested = a.get("tested") is not None
    crew.finish(work, who, talk.case_id or 0, a["process"], a["part"], a["materials"], pictures, tested=tested)


def _water_test(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """A leak is tried with water; the days of its callback run from there (X-04). Nothing to ask of other repairs."""
    leak = Category(work.cases.get(case or 0).category) is Category.LEAK
    return [Option("now", group="tested")] if leak else []


def _free(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    crew.no_charge(work, who, talk.case_id or 0, talk.answers["reason"])


QUOTE = Flow(
    "repair_quote",
    (
        Step("item", (), offers=_prices, collects=True, counts=True, optional=True, needs_options=True),
        Step("extra", (priced,), optional=True),
    ),
    _quote,
    may=_staff,
)
FREE = Flow(
    "repair_free",
    (Step("reason", (words,), offers=keys("reason", ("goodwill", "made_safe"))),),
    _free,
    summary=never,
    may=_staff,
)
HOLD = Flow(
    "repair_hold",
    (Step("reason", (words,), offers=keys("reason", HOLD_REASONS)), Step("until", (until,), offers=coming)),
    _hold,
    may=_staff,
)
ASSIGN = Flow("repair_assign", (Step("to", (), offers=_colleagues),), _assign, summary=never, may=_staff)
TRANSFER = Flow(
    "repair_transfer",
    (Step("to", (), offers=_crew_or_colleague), Step("reason", (words,), offers=keys("reason", BACK_REASONS))),
    _transfer,
    summary=never,
    may=_staff,
)
CANNOT = Flow(
    "repair_cannot",
    (Step("reason", (words,), offers=keys("reason", CANNOT_REASONS)),),
    _cannot,
    summary=never,
    may=_staff,
)
FINISH = Flow(
    "repair_finish",
    (
        Step("process", (words,), offers=keys("process", PROCESSES)),
        Step("part", (words,)),
        Step("materials", (words,), offers=_materials),
        Step("tested", (choice,), offers=_water_test, optional=True, needs_options=True),
        Step("photo", (story,), collects=True, optional=True),
    ),
    _finish,
    may=_staff,
)
