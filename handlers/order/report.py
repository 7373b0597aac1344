"""Ordering a service: which home, what, how many, in words, when; the price is said and agreed to before it is written (SPS-04)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.cases import Channel
from domain.errors import Refused
from domain.incoming import Incoming, Kind
from domain.order import MAY_ORDER, Offer, amount
from domain.people import DESK_ROLES, Who
from domain.talk import Answers, Talk
from handlers.answers import Option, Read, Situation, Taken, Unclear, lookup, moment, story
from handlers.caller import CHANNEL, community_of, contact_of
from handlers.caller import FOLDER as CALLER_FOLDER
from handlers.conversation import Flow, Step
from handlers.offered import times
from handlers.places import any_home, chosen_unit, entrances, floors, home_option, needs_more, rooms
from services import Work
from services.order import intake, lists
from services.order.intake import Wish
from services.tell import mine

#: What is not on the list (SPS-26).
BEYOND = "beyond"
#: How many are offered as buttons; other numbers are typed, up to the most there may be.
_OFFERED, _MOST = 6, 999


def quantity(incoming: Incoming, s: Situation) -> Read:
    """How many, typed."""
    if incoming.kind is not Kind.TEXT:
        return None
    typed = incoming.text.strip()
    good = typed.isascii() and typed.isdigit() and len(typed) < 4 and 0 < int(typed) <= _MOST
    return Taken(int(typed)) if good else Unclear("number")


def own_homes(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Homes their word binds: those they own, or their family does (SPS-04)."""
    bound = {r.unit_id for r in who.living if r.relation in MAY_ORDER}
    return [home_option(h) for h in who.homes if h.id in bound]


def owners(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Who of the home may order: its owners and their family, by the register."""
    found = work.people.residents(chosen_unit(answers) or 0)
    return [
        Option(f"p{p.id}", p.name, note=r, keeps={"person": p.id, "name": p.name, "phone": p.phone})
        for p, r in found
        if r in MAY_ORDER
    ]


def items(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The catalogue of the home's community with its prices, and what is not on it (SPS-01, SPS-26)."""
    unit = chosen_unit(answers)
    community = work.people.unit(unit).community_id if unit else 0
    return [
        *(_item(o, who.language) for o in work.orders.offers(community)),
        Option(BEYOND, group="service_item", keeps=BEYOND),
    ]


def _item(offer: Offer, language: str) -> Option:
    name = offer.name(language)
    kept = {"offer": offer.id, "name": name, "unit": offer.unit, "fen": offer.price_fen, "mode": str(offer.mode)}
    return Option(f"o{offer.id}", name, note=offer.unit, keeps=kept)


def _how_many(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(f"n{n}", str(n), keeps=n) for n in range(1, _OFFERED + 1)]


def _listed(answers: Answers) -> bool:
    return isinstance(answers.get("item"), dict)


def _beyond(answers: Answers) -> bool:
    return answers.get("item") == BEYOND


def _untold(answers: Answers) -> bool:
    """Not on the list, and nothing said of it yet; free words that began the order have said it."""
    return _beyond(answers) and not answers.get("_said")


def _priced(answers: Answers) -> bool:
    return _listed(answers) and answers["item"]["fen"] is not None


def total(answers: Answers) -> int | None:
    """Fen of what is chosen so far; None where it is quoted after a look (SPS-05, SPS-06)."""
    return amount(answers["item"]["fen"], int(answers.get("quantity") or 1)) if _priced(answers) else None


def _wish(work: Work, who: Who, a: Answers, person: int) -> Wish:
    item: dict[str, Any] | None = a["item"] if _listed(a) else None
    offer = work.orders.offer(item["offer"]) if item else None
    if item is not None and offer is None:
        raise Refused("order/gone")
    told, when = a.get("wish") or a.get("story") or a.get("_said") or {}, a.get("when")
    return Wish(
        unit=work.people.unit(chosen_unit(a) or 0),
        reporter=work.people.get(person),
        offer=offer,
        quantity=int(a.get("quantity") or 1),
        words=told.get("text", ""),
        told_fen=item["fen"] if item else None,
        appointment=(datetime.fromisoformat(when[0]), datetime.fromisoformat(when[1]))
        if isinstance(when, list)
        else None,
        media=told.get("media") or (),
    )


def _order(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    intake.place(work, who, _wish(work, who, talk.answers, who.person.id))


def _take_down(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    """The desk has said what it costs, and the owner has agreed (SPS-04, SPS-14)."""
    a = talk.answers
    wish = _wish(work, who, a, a["caller"]["person"])
    taken = Wish(
        wish.unit, wish.reporter, wish.offer, wish.quantity, wish.words, wish.told_fen, wish.appointment, wish.media,
        contact_of(a), Channel(a["channel"]), who.person,
    )  # fmt: skip
    view = intake.place(work, who, taken)
    lists.show_order(work, who, view.case.id, mine(who, community_of(work, a)))


def _chosen(*where: str) -> tuple[Step, ...]:
    """What is ordered, once it is known for which home."""
    return (
        Step("item", (), within=where, offers=items, folder="order", anew=True),
        Step("quantity", (quantity,), within=("item",), when=_priced, offers=_how_many, folder="order"),
        Step("wish", (story,), within=("item",), when=_untold, collects=True, folder="order"),
        Step("story", (story,), within=("item",), when=_listed, collects=True, optional=True, folder="order"),
        Step("when", (moment,), when=_listed, offers=times, folder="order"),
    )


ORDER = Flow(
    "order",
    (Step("place", (), offers=own_homes, takes_only=True), *_chosen("place")),
    _order,
    may=lambda who: bool(who.homes),
    changes=("place", "item", "quantity", "wish", "story", "when"),
)
ON_BEHALF = Flow(
    "order_desk",
    (
        CHANNEL,
        Step("home", (lookup,), offers=any_home, folder=CALLER_FOLDER),
        Step(
            "entrance", (), within=("home",), when=needs_more, offers=entrances, takes_only=True, folder=CALLER_FOLDER
        ),
        Step(
            "floor",
            (),
            within=("home",),
            when=needs_more,
            offers=floors,
            needs_options=True,
            takes_only=True,
            folder=CALLER_FOLDER,
        ),
        Step("room", (), within=("home",), when=needs_more, offers=rooms, folder=CALLER_FOLDER),
        Step("caller", (), within=("home", "room"), offers=owners),
        *_chosen("home", "room"),
    ),
    _take_down,
    may=lambda who: any(s.role in DESK_ROLES for s in who.staff),
    changes=("caller", "item", "quantity", "wish", "story", "when"),
)
