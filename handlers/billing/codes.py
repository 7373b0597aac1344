"""Kinds of charge, their prices, costs to share, and what a head agrees to: seen, set, asked for."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.errors import Outdated
from domain.fees.charges import Kind
from domain.fees.usual import MONTHS, RUN, price_of
from domain.incoming import Incoming
from domain.incoming import Kind as Came
from domain.people import Who
from domain.saying import say_date
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, amount, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from services import Work
from services.fees import asks, codes, costs
from services.fees.posting import today
from services.tell import mine


def keeps(who: Who) -> bool:
    """Those who keep the charges; the services check for which community."""
    return any(s.role in codes.KEEPERS for s in who.staff)


def price(incoming: Incoming, s: Situation) -> Read:
    """A price with up to four digits: 2.8, 0.5283."""
    if incoming.kind is not Came.TEXT:
        return None
    found = price_of(incoming.text)
    return Taken(found) if found is not None else Unclear("price")


# --- conversations ---------------------------------------------------------------------------------------------------


def _add(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    names = (a["called"], a.get("english") or a["called"])
    made = codes.add(work, who, a["community"], Kind(a["sort"]), names, int(a.get("cycle") or 1))
    codes.show_code(work, who, made.id, mine(who, work.people.community(made.community_id)))


def _set_price(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    codes.set_price(work, who, a["_code"], a["price"], date.fromisoformat(a["since"]))
    codes.show_code(work, who, a["_code"], mine(who, work.people.community(a["_community"])))


def _begins(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Days the new price may begin on."""
    code = work.charges.code(answers["_code"])
    if code is None:
        return []
    now = today(work, code.community_id)
    days = codes.begins(work, code)
    return [Option(f"d{day:%Y%m%d}", say_date(day, now, who.language), keeps=day.isoformat()) for day in days]


def _set_cost(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    costs.set_cost(work, who, a["_code"], a["period"], a["scope"]["building"], a["fen"])
    codes.show_code(work, who, a["_code"], mine(who, work.people.community(a["_community"])))


def _periods(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    code = work.charges.code(answers["_code"])
    found = codes.periods(work, code) if code is not None else []
    return [Option(f"p{period}", period, keeps=period) for period in found]


def _scopes(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The whole community, or one building."""
    found = work.register.buildings(answers["_community"])
    whole = Option("all", group="scope", keeps={"building": None, "name": None})
    return [whole, *(Option(f"b{id_}", name, keeps={"building": id_, "name": name}) for id_, name in found.values())]


def _decline(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    asks.decline(work, who, talk.answers["_ask"], talk.answers["why"])
    asks.show_all(work, who, talk.answers["_community"], mine(who, work.people.community(talk.answers["_community"])))


def _several(answers: Answers) -> bool:
    """Costs are shared month by month, meters read so; what is fixed may be charged by the quarter or year."""
    return answers.get("sort") in (Kind.AREA, Kind.FIXED)


FLOWS = (
    Flow(
        "bill_code",
        (
            Step("sort", (), offers=keys("charge_kind", RUN)),
            Step("called", (words,)),
            Step("english", (words,), optional=True),
            Step(
                "cycle",
                (),
                when=_several,
                offers=lambda w, p, a, c: [Option(str(n), group="bill_months", keeps=n) for n in MONTHS],
            ),
        ),
        _add,
        may=keeps,
        changes=("sort", "called", "english", "cycle"),
    ),
    Flow("bill_price", (Step("price", (price,)), Step("since", (), offers=_begins)), _set_price, may=keeps),
    Flow(
        "bill_cost",
        (Step("period", (), offers=_periods), Step("scope", (), offers=_scopes), Step("fen", (amount,))),
        _set_cost,
        may=keeps,
    ),
    Flow("bill_decline", (Step("why", (words,)),), _decline, summary=never, may=keeps),
)


# --- presses ---------------------------------------------------------------------------------------------------------


def begin(act: Act) -> None:
    """The menu's choice."""
    codes.show_codes(act.work, act.who, act.at_work.id, act.private, repost=True)


def _codes(act: Act) -> None:
    codes.show_codes(act.work, act.who, act.subject, act.private)


def _code(act: Act) -> None:
    codes.show_code(act.work, act.who, act.number, act.private)


def _usual(act: Act) -> None:
    codes.add_usual(act.work, act.who, act.subject)
    codes.show_codes(act.work, act.who, act.subject, act.private)
    act.toast("billing/toast_usual")


def _new(act: Act) -> None:
    codes.check(act.who, act.subject)
    act.begin("bill_code", {"community": act.subject})


def _known(act: Act) -> Answers:
    """The code a conversation is about."""
    code = codes.kept(act.work, act.who, act.number)
    return {
        "_code": code.id,
        "_community": code.community_id,
        "_kind": code.kind,
        "_zh": code.name_zh,
        "_en": code.name_en,
    }


def _price(act: Act) -> None:
    act.begin("bill_price", _known(act))


def _cost(act: Act) -> None:
    known = _known(act)
    if known["_kind"] != Kind.SHARED:
        raise Outdated
    act.begin("bill_cost", known)


def _switch(act: Act) -> None:
    number, _, what = act.value.partition("-")
    small = number.isascii() and number.isdigit() and len(number) < 16
    code = codes.switch(act.work, act.who, int(number) if small else 0, what == "on")
    codes.show_code(act.work, act.who, code.id, act.private)


def _asks(act: Act) -> None:
    codes.check(act.who, act.subject)
    asks.show_all(act.work, act.who, act.subject, act.private)


def _ask(act: Act) -> None:
    asks.show_one(act.work, act.who, act.number, act.private)


def _approve(act: Act) -> None:
    asks.approve(act.work, act.who, act.number)
    act.toast("billing/toast_approved")


def _begin_decline(act: Act) -> None:
    there = asks.found(act.work, act.who, act.number)
    act.begin("bill_decline", {"_ask": there.id, "_community": there.community_id})


TAPS: Mapping[str, Tap] = {
    "codes": _codes,
    "code": _code,
    "usual": _usual,
    "code_new": _new,
    "price": _price,
    "cost": _cost,
    "switch": _switch,
    "asks": _asks,
    "ask": _ask,
    "approve": _approve,
    "decline": _begin_decline,
}
