"""Rentals in the chat: what can be let, terms, signing, money, looking after, prolonging, ending (RNT-01 to RNT-04)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from domain import rental
from domain.errors import Refused
from domain.fees.ledger import Way
from domain.incoming import Incoming, Kind
from domain.money import parse
from domain.months import months_after
from domain.people import HEADS, Role, Who
from domain.rental import Action, Sort
from domain.rental import Kind as Let
from domain.saying import say_date
from domain.slots import parse_day
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap, does
from handlers.answers import Option, Read, Situation, Taken, Unclear, phone, story, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from services import Work
from services.rental import doing, lists
from services.rental.acting import allowed, ready
from services.tell import mine

#: Ways rent is paid.
WAYS = tuple(str(way) for way in (Way.TRANSFER, Way.CASH, Way.CARD))
#: Why terms come to nothing, why a contract ends; other reasons are typed.
DECLINE_REASONS = ("rental_too_low", "rental_not_suitable", "rental_other_renter")
CANCEL_REASONS = ("rental_gave_up", "rental_no_agreement")
END_REASONS = ("rental_left_early", "rental_not_paid", "rental_own_use")
_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–—~到至]\s*(\d{1,2})(?::(\d{2}))?\s*(?:点)?")
_YEAR, _HALF, _QUARTER = 12, 6, 3


# --- readers ---------------------------------------------------------------------------------------------------------


def _day(incoming: Incoming, s: Situation) -> Read:
    """A day as people type it."""
    if incoming.kind is not Kind.TEXT:
        return None
    named = parse_day(incoming.text, s.now, s.zone)
    return Taken(named.isoformat()) if named else Unclear("moment")


def _hours(incoming: Incoming, s: Situation) -> Read:
    """From when to when, within a day: 14:00-17:00."""
    if incoming.kind is not Kind.TEXT:
        return None
    found = _HOURS.fullmatch(incoming.text.strip().replace("：", ":").replace("点", ""))
    if found is None:
        return Unclear("use_hours")
    start, end = (f"{int(found[n]):02}:{int(found[n + 1] or 0):02}" for n in (1, 3))
    good = start < end <= "24:00" and start[3:] < "60" and end[3:] < "60"
    return Taken(f"{start}-{end}") if good else Unclear("use_hours")


def _amount(incoming: Incoming, s: Situation) -> Read:
    """An amount above nothing, kept in fen."""
    if incoming.kind is not Kind.TEXT:
        return None
    fen = parse(incoming.text)
    return Taken(fen) if fen else Unclear("amount")


# --- offers ----------------------------------------------------------------------------------------------------------


def _places(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [
        Option(f"p{p.id}", p.name, note=str(p.kind), keeps={"place": p.id, "name": p.name, "kind": str(p.kind)})
        for p in work.rentals.places(answers["community"])
        if p.active
    ]


def _is_venue(answers: Answers) -> bool:
    return (answers.get("spot") or {}).get("kind") == Let.VENUE


def _offered(work: Work, who: Who, community: int, days: Sequence[date]) -> list[Option]:
    today = doing.today(work, work.people.community(community))
    return [Option(f"d{d:%y%m%d}", say_date(d, today, who.language), keeps=d.isoformat()) for d in days]


def _first_days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    today = doing.today(work, work.people.community(answers["community"]))
    next_month = months_after(today.replace(day=1), 1)
    return _offered(work, who, answers["community"], [today, today + timedelta(days=1), next_month])


def _ends(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """A quarter, half a year, a year, less a day; of a venue the same day."""
    since = date.fromisoformat(answers["first_day"])
    if _is_venue(answers):
        return _offered(work, who, answers["community"], [since])
    day = timedelta(days=1)
    return _offered(work, who, answers["community"], [months_after(since, n) - day for n in (_QUARTER, _HALF, _YEAR)])


def _prolongs(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    until = work.rentals.of(case or 0).until_on + timedelta(days=1)
    return _offered(
        work,
        who,
        work.cases.get(case or 0).community_id,
        [months_after(until, n) - timedelta(days=1) for n in (_QUARTER, _HALF, _YEAR)],
    )


def _periods(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(f"n{n}", group="rental_period", keeps=n) for n in rental.PERIODS]


def _sorts(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Rent or deposit, as far as something of it is still to come."""
    due, deposit = doing.to_come(work, case or 0)
    return [Option(str(sort), group="rental_sort") for sort, fen in ((Sort.RENT, due), (Sort.DEPOSIT, deposit)) if fen]


def _how_much(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The next rent, or all of the deposit that is to come."""
    fen = doing.usual(work, case or 0, Sort(answers["sort"]))
    return [Option(str(fen), f"{fen / 100:.2f}", keeps=fen)] if fen else []


def _backs(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Deposit, or rent paid too much, as far as there is any."""
    sorts = (Sort.DEPOSIT, Sort.RENT)
    return [Option(str(sort), group="rental_back") for sort in sorts if doing.to_give_back(work, case or 0, sort)]


def _held(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    fen = doing.to_give_back(work, case or 0, Sort(answers["returned"]))
    return [Option(str(fen), f"{fen / 100:.2f}", keeps=fen)] if fen else []


# --- carried out -----------------------------------------------------------------------------------------------------


def _show(work: Work, who: Who, case: int, community: int) -> None:
    lists.show(work, who, case, mine(who, work.people.community(community)))


def _add_place(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    doing.add_place(work, who, a["community"], Let(a["kind"]), a["name"])
    there = work.people.community(a["community"])
    lists.show_places(work, who, there, mine(who, there))


def _propose(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    known = work.people.by_phone(a["phone"])
    renter = known or work.people.get(work.people.add(a["party"], work.now, phone=a["phone"]))
    terms = doing.Terms(
        a["spot"]["place"], renter, date.fromisoformat(a["first_day"]), date.fromisoformat(a["last_day"]), a["rent"],
        0 if _is_venue(a) else a["every"], a.get("deposit") or 0, a.get("use_hours"), a["phone"], a["party"],
    )  # fmt: skip
    view = doing.propose(work, who, terms)
    _show(work, who, view.case.id, view.case.community_id)


def _sign(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers.get("story") or {}
    _then(work, who, doing.sign(work, who, talk.case_id or 0, told.get("media") or ()))


def _pay(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    _then(work, who, doing.pay(work, who, talk.case_id or 0, Sort(a["sort"]), int(a["fen"]), a["way"]))


def _back(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    _then(work, who, doing.give_back(work, who, talk.case_id or 0, Sort(a["returned"]), int(a["fen"]), a["way"]))


def _note(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["seen"]
    _then(work, who, doing.note(work, who, talk.case_id or 0, told.get("text", ""), told.get("media") or ()))


def _prolong(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    _then(work, who, doing.prolong(work, who, talk.case_id or 0, date.fromisoformat(talk.answers["longer"])))


def _decline(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    doing.decline(work, who, talk.case_id or 0, talk.answers["reason"])


def _cancel(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    doing.cancel(work, who, talk.case_id or 0, talk.answers["reason"])


def _end(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    _then(work, who, doing.end(work, who, talk.case_id or 0, talk.answers["reason"]))


def _then(work: Work, who: Who, view: Any) -> None:
    _show(work, who, view.case.id, view.case.community_id)


def _keeps(who: Who) -> bool:
    return any(s.role in doing.KEEPERS for s in who.staff)


def _money(who: Who) -> bool:
    return any(s.role in HEADS | {Role.FINANCE} for s in who.staff)


def _heads(who: Who) -> bool:
    return any(s.role in HEADS for s in who.staff)


def _reason(name: str, reasons: Sequence[str], do: Any, may: Any) -> Flow:
    """One question: why."""
    step = Step("reason", (words,), offers=keys("reason", reasons))
    return Flow(f"rental_{name}", (step,), do, summary=never, may=may, folder="rental")


_WAY = Step("way", (), offers=keys("pay_way", WAYS), folder="rental")
FLOWS = (
    Flow(
        "rental_place",
        (Step("kind", (), offers=keys("category", tuple(Let))), Step("name", (words,))),
        _add_place,
        summary=never,
        may=_keeps,
        folder="rental",
    ),
    Flow(
        "rental",
        (
            Step("spot", (), offers=_places),
            Step("party", (words,)),
            Step("phone", (phone,)),
            Step("first_day", (_day,), offers=_first_days),
            Step("last_day", (_day,), within=("first_day", "spot"), offers=_ends),
            Step("use_hours", (_hours,), within=("spot",), when=_is_venue, optional=True),
            Step("rent", (_amount,)),
            Step("every", (), when=lambda a: not _is_venue(a), offers=_periods),
            Step("deposit", (_amount,), optional=True),
        ),
        _propose,
        may=_keeps,
    ),
    Flow("rental_sign", (Step("story", (story,), collects=True, optional=True),), _sign, summary=never, may=_keeps, folder="rental"),
    Flow(
        "rental_pay",
        (Step("sort", (), offers=_sorts, takes_only=True), Step("fen", (_amount,), within=("sort",), offers=_how_much), _WAY),
        _pay,
        summary=never,
        may=_money,
        folder="rental",
    ),
    Flow("rental_back", (Step("returned", (), offers=_backs, takes_only=True), Step("fen", (_amount,), within=("returned",), offers=_held), _WAY), _back, summary=never, may=_money, folder="rental"),
    Flow("rental_note", (Step("seen", (story,), collects=True),), _note, summary=never, may=_keeps, folder="rental"),
    Flow("rental_prolong", (Step("longer", (_day,), offers=_prolongs),), _prolong, summary=never, may=_heads, folder="rental"),
    _reason("decline", DECLINE_REASONS, _decline, _heads),
    _reason("cancel", CANCEL_REASONS, _cancel, _keeps),
    _reason("end", END_REASONS, _end, _heads),
)  # fmt: skip


# --- presses ---------------------------------------------------------------------------------------------------------


def _begins(flow: str, action: Action) -> Tap:
    """Begins a conversation about the contract, if they may do that now: nobody answers to be refused."""

    def tap(act: Act) -> None:
        act.begin(flow, {}, ready(act.work, act.who, act.subject, action).case.id)

    return tap


def _agree(act: Act) -> None:
    doing.agree(act.work, act.who, act.subject)


def _open(act: Act) -> None:
    lists.show(act.work, act.who, act.subject, act.private)
    if not act.incoming.private:
        act.toast("common/go_private")


def _history(act: Act) -> None:
    lists.show_history(act.work, act.who, act.subject, act.private, act.incoming.id)
    if not act.incoming.private:
        act.toast("common/go_private")


def _pictures(act: Act) -> None:
    count = lists.show_files(act.work, act.who, act.subject, act.private, act.incoming.id)
    act.toast("repair/toast_pictures" if count else "repair/toast_no_pictures", {"count": count})


def _listed(act: Act) -> None:
    """`list.<page>` of those that run, on the list's own card; its subject is the community."""
    lists.show_list(act.work, act.who, _there(act), act.private, act.number, over=False)


def _past(act: Act) -> None:
    lists.show_list(act.work, act.who, _there(act), act.private, act.number, over=True)


def _places_of(act: Act) -> None:
    lists.show_places(act.work, act.who, _there(act), act.private)


def _there(act: Act) -> Any:
    lists.check_reader(act.who, act.subject)
    return act.work.people.community(act.subject)


def _one(act: Act) -> None:
    """`one.<contract>` of a list."""
    allowed(act.work, act.who, act.number, Action.REVEAL)
    lists.show(act.work, act.who, act.number, act.private)


def _switch(act: Act) -> None:
    """`switch.<place>`: let any more, or not."""
    there = act.work.people.community(doing.switch_place(act.work, act.who, act.number))
    lists.show_places(act.work, act.who, there, act.private)


def _new(act: Act) -> None:
    doing.check_keeper(act.who, act.subject)
    if not any(p.active for p in act.work.rentals.places(act.subject)):
        raise Refused("rental/no_places")
    act.begin("rental", {"community": act.subject})


def _new_place(act: Act) -> None:
    doing.check_keeper(act.who, act.subject)
    act.begin("rental_place", {"community": act.subject})


TAPS: Mapping[str, Tap] = {
    "agree": does(_agree, "rental/toast_agreed"),
    "decline": _begins("rental_decline", Action.DECLINE),
    "cancel": _begins("rental_cancel", Action.CANCEL),
    "sign": _begins("rental_sign", Action.SIGN),
    "pay": _begins("rental_pay", Action.PAY),
    "back": _begins("rental_back", Action.BACK),
    "note": _begins("rental_note", Action.NOTE),
    "prolong": _begins("rental_prolong", Action.PROLONG),
    "end": _begins("rental_end", Action.END),
    "open": _open,
    "history": _history,
    "pictures": _pictures,
}
#: Buttons of the lists: of what is let in a community.
LISTS: Mapping[str, Tap] = {
    "list": _listed,
    "past": _past,
    "places": _places_of,
    "one": _one,
    "switch": _switch,
    "new": _new,
    "new_place": _new_place,
}


def offers(who: Who) -> set[str]:
    """Contracts, for finance, the desk's office and the heads."""
    return {"rentals"} if any(s.role in lists.READERS for s in who.staff) else set()


def _menu(act: Act) -> None:
    lists.show_list(act.work, act.who, act.at_work, act.private, 0, over=False)


MENU: Mapping[str, Tap] = {"rentals": _menu}
