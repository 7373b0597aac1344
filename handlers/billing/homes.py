"""What one home is charged by: found, holdings and readings, custody, reductions, bills put right."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.errors import Refused
from domain.fees import run
from domain.fees.charges import Kind
from domain.fees.usual import ONCE, reading_of
from domain.incoming import Incoming
from domain.incoming import Kind as Came
from domain.money import yuan
from domain.people import Who
from domain.saying import say_date
from domain.talk import Answers, Talk
from handlers.acts import DIGITS, Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, amount, lookup, words
from handlers.billing.codes import keeps
from handlers.caller import FOLDER, HOME
from handlers.conversation import Flow, Step, never
from handlers.places import any_home, chosen_unit
from services import Work
from services.fees import account, codes, homes
from services.fees.posting import today
from services.tell import mine

#: Per cent offered for a reduction; others are typed.
_PERCENTS = (10, 20, 30, 50, 100)
#: How many of a fixed thing are offered; others are typed.
_COUNTS = (1, 2, 3, 4)
#: Periods a reduction may begin with and end with.
_AHEAD, _LONGEST = 4, 12


def _named(name_zh: str, name_en: str, who: Who) -> str:
    return name_en if who.language == "en" else name_zh


def reading(incoming: Incoming, s: Situation) -> Read:
    """What a meter shows: 1234.5."""
    if incoming.kind is not Came.TEXT:
        return None
    found = reading_of(incoming.text)
    return Taken(found) if found is not None else Unclear("reading")


def _number(incoming: Incoming, s: Situation) -> Read:
    """A small whole number."""
    typed = incoming.text.strip().removesuffix("%")
    if incoming.kind is not Came.TEXT:
        return None
    good = typed.isascii() and typed.isdigit() and len(typed) < 4 and int(typed) > 0
    return Taken(int(typed)) if good else Unclear("number")


# --- conversations ---------------------------------------------------------------------------------------------------


def _show(work: Work, who: Who, unit: int) -> None:
    homes.show_home(work, who, unit, mine(who, work.people.community(work.people.unit(unit).community_id)), repost=True)


def _find(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    unit = chosen_unit(talk.answers)
    if unit is None:
        raise Refused("common/not_now")
    _show(work, who, unit)


def _holdable(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Kinds of charge by what a home holds."""
    found = [c for c in codes.listed(work, answers["_community"]) if c.active and c.kind in (Kind.FIXED, Kind.METERED)]
    return [
        Option(f"c{c.id}", _named(c.name_zh, c.name_en, who), keeps={"code": c.id, "kind": str(c.kind), "zh": c.name_zh, "en": c.name_en})
        for c in found
    ]  # fmt: skip


def _hold(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    homes.add(work, who, a["_unit"], a["code"]["code"], a.get("label") or "", int(a.get("quantity") or 1))
    _show(work, who, a["_unit"])


def _is_fixed(answers: Answers) -> bool:
    return (answers.get("code") or {}).get("kind") == Kind.FIXED


def _counts(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(f"n{n}", str(n), keeps=n) for n in _COUNTS]


def _read(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    _show(work, who, homes.read(work, who, a["_holding"], a["reading"], date.fromisoformat(a["read_on"])))


def _days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Today, or the last day of the month before."""
    now = today(work, answers["_community"])
    last = run.span(run.shifted(f"{now:%Y-%m}", 1, -1), 1)
    days = [now, *([last.last] if last is not None else [])]
    return [Option(f"d{day:%Y%m%d}", say_date(day, now, who.language), keeps=day.isoformat()) for day in days]


def _reducible(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """All kinds of charge in use."""
    found = [c for c in codes.listed(work, answers["_community"]) if c.active]
    return [
        Option(f"c{c.id}", _named(c.name_zh, c.name_en, who), keeps={"code": c.id, "months": c.months, "zh": c.name_zh, "en": c.name_en})
        for c in found
    ]  # fmt: skip


def _percents(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(f"n{n}", f"{n}%", keeps=n) for n in _PERCENTS]


def _since(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Periods of the code from this one on."""
    months = answers["code"]["months"]
    now = run.holding_day(today(work, answers["_community"]), months)
    found = [run.shifted(now, months, by) for by in range(_AHEAD)]
    return [Option(f"p{period}", period, keeps=period) for period in found]


def _until(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Periods from the first one on."""
    months = answers["code"]["months"]
    found = [run.shifted(answers["since"], months, by) for by in range(_LONGEST // months)]
    return [Option(f"p{period}", period, keeps=period) for period in found]


def _cut(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    homes.reduce(work, who, a["_unit"], a["code"]["code"], a["percent"], (a["since"], a["through"]), a["why"])
    _show(work, who, a["_unit"])


def _bills(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Bills of the home that nobody disputes, as they stand now."""
    found = account.disputable(work, answers["_unit"])
    return [
        Option(
            f"b{r['id']}",
            " ".join(filter(None, [_named(r["name_zh"], r["name_en"], who), r["about"], yuan(r["fen"])])),
            keeps={"bill": r["id"], "knew": r["fen"], "zh": r["name_zh"], "en": r["name_en"], "about": r["about"]},
        )
        for r in found
    ]


def _correct(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    if a.get("bill") is None:
        raise Refused("billing/no_bills")
    homes.correct(work, who, a["bill"]["bill"], a["fen"], a["why"], a["bill"]["knew"])
    _show(work, who, a["_unit"])


def _dues(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Today, or the community's day of the next month."""
    now = today(work, answers["_community"])
    following = run.shifted(f"{now:%Y-%m}", 1, 1)
    days = [now, run.due_on(following, work.standards.number(answers["_community"], "fee.due_day"))]
    return [Option(f"d{day:%Y%m%d}", say_date(day, now, who.language), keeps=day.isoformat()) for day in days]


def _occasions(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """What is charged for one occasion."""
    return [
        Option(
            one.key, _named(one.name_zh, one.name_en, who), keeps={"key": one.key, "zh": one.name_zh, "en": one.name_en}
        )
        for one in ONCE
    ]


def _charge(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    due = date.fromisoformat(a["due"])
    homes.charge_once(work, who, a["_unit"], a["code"]["key"], a["fen"], due, a["why"], str(talk.id))
    _show(work, who, a["_unit"])


def _looks(who: Who) -> bool:
    return any(s.role in codes.READERS for s in who.staff)


FLOWS = (
    Flow(
        "bill_home",
        (Step("home", (lookup,), offers=any_home, folder=FOLDER), *HOME[1:]),
        _find,
        summary=never,
        may=_looks,
    ),
    Flow(
        "bill_hold",
        (
            Step("code", (), offers=_holdable),
            Step("label", (words,), optional=True),
            Step("quantity", (_number,), when=_is_fixed, offers=_counts),
        ),
        _hold,
        may=keeps,
    ),
    Flow(
        "bill_once",
        (
            Step("code", (), offers=_occasions),
            Step("fen", (amount,)),
            Step("why", (words,)),
            Step("due", (), offers=_dues),
        ),
        _charge,
        may=keeps,
    ),
    Flow("bill_read", (Step("reading", (reading,)), Step("read_on", (), offers=_days)), _read, may=keeps),
    Flow(
        "bill_cut",
        (
            Step("code", (), offers=_reducible),
            Step("percent", (_number,), offers=_percents),
            Step("since", (), within=("code",), offers=_since),
            Step("through", (), within=("code", "since"), offers=_until),
            Step("why", (words,)),
        ),
        _cut,
        may=_looks,
    ),
    Flow(
        "bill_correct",
        (Step("bill", (), offers=_bills, needs_options=True), Step("fen", (amount,)), Step("why", (words,))),
        _correct,
        may=keeps,
    ),
)


# --- presses ---------------------------------------------------------------------------------------------------------


def begin(act: Act) -> None:
    """The menu's choice: which home."""
    if not act.who.is_any(act.at_work.id, codes.READERS):
        raise Refused("common/not_yours")
    act.begin("bill_home", {"community": act.at_work.id})


def _home(act: Act) -> None:
    homes.show_home(act.work, act.who, act.number, act.private)


def _begin_hold(act: Act) -> None:
    home = homes.kept(act.work, act.who, act.number)
    act.begin("bill_hold", {"_unit": home.unit.id, "_community": home.unit.community_id, "_home": home.unit.label})


def _begin_once(act: Act) -> None:
    home = homes.kept(act.work, act.who, act.number)
    act.begin("bill_once", {"_unit": home.unit.id, "_community": home.unit.community_id, "_home": home.unit.label})


def _begin_read(act: Act) -> None:
    held, code = homes.held(act.work, act.who, act.number)
    newest = act.work.charges.newest_reading(held.id)
    act.begin("bill_read", {
        "_holding": held.id, "_community": code.community_id, "_zh": code.name_zh, "_en": code.name_en, "_label": held.label,
        "_last": newest.value_milli if newest else None,
    })  # fmt: skip


def _end(act: Act) -> None:
    unit = homes.end(act.work, act.who, act.number)
    homes.show_home(act.work, act.who, unit, act.private)
    act.toast("billing/toast_ended")


def _begin_cut(act: Act) -> None:
    home = homes.seen(act.work, act.who, act.number)
    act.begin("bill_cut", {"_unit": home.unit.id, "_community": home.unit.community_id, "_home": home.unit.label})


def _end_cut(act: Act) -> None:
    unit = homes.end_reduction(act.work, act.who, act.number)
    homes.show_home(act.work, act.who, unit, act.private)
    act.toast("billing/toast_ended")


def _begin_correct(act: Act) -> None:
    home = homes.kept(act.work, act.who, act.number)
    act.begin("bill_correct", {"_unit": home.unit.id, "_community": home.unit.community_id, "_home": home.unit.label})


def _custody(act: Act) -> None:
    number, _, what = act.value.partition("-")
    small = number.isascii() and number.isdigit() and len(number) <= DIGITS
    unit = int(number) if small else 0
    homes.custody(act.work, act.who, unit, what == "on")
    homes.show_home(act.work, act.who, unit, act.private)


TAPS: Mapping[str, Tap] = {
    "home": _home,
    "hold": _begin_hold,
    "once": _begin_once,
    "read": _begin_read,
    "end": _end,
    "cut": _begin_cut,
    "cut_end": _end_cut,
    "correct": _begin_correct,
    "custody": _custody,
}
