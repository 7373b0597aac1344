"""Keeping the catalogue in the chat: new items, prices, how they are paid, who does them (SPS-01, CNV-01, X-19)."""

from collections.abc import Mapping

from domain.errors import Outdated
from domain.incoming import Incoming
from domain.order import LISTED, UNITS, Kind, Mode
from domain.people import Team, Who
from domain.talk import Talk
from handlers.acts import Act, Tap
from handlers.answers import amount, words
from handlers.conversation import Flow, Step
from handlers.offered import keys
from services import Work
from services.order import catalogue
from services.tell import mine


def _may(who: Who) -> bool:
    return any(s.role in catalogue.KEEPERS for s in who.staff)


def _add(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    names = (a["name"], a.get("english") or a["name"])
    made = catalogue.add(work, who, a["community"], Kind(a["kind"]), names, a["unit"], a.get("price"))
    catalogue.show_one(work, who, made.id, mine(who, work.people.community(made.community_id)))


def _price(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    changed = catalogue.set_price(work, who, talk.answers["_offer"], talk.answers.get("price"))
    catalogue.show_one(work, who, changed.id, mine(who, work.people.community(changed.community_id)))


FLOWS = (
    Flow(
        "offer_new",
        (
            Step("kind", (), offers=keys("category", LISTED)),
            Step("name", (words,)),
            Step("english", (words,), optional=True),
            Step("unit", (words,), offers=keys("service_unit", UNITS)),
            Step("price", (amount,), optional=True),
        ),
        _add,
        may=_may,
        changes=("kind", "name", "english", "unit", "price"),
    ),
    Flow("offer_price", (Step("price", (amount,), optional=True),), _price, may=_may),
)


def _all(act: Act) -> None:
    catalogue.show_all(act.work, act.who, act.at_work.id, act.private)


def _one(act: Act) -> None:
    catalogue.show_one(act.work, act.who, act.number, act.private)


def _new(act: Act) -> None:
    catalogue.check(act.who, act.at_work.id)
    act.begin("offer_new", {"community": act.at_work.id})


def _begin_price(act: Act) -> None:
    found = catalogue.kept(act.work, act.who, act.number)
    act.begin(
        "offer_price", {"_offer": found.id, "_community": found.community_id, "_name": found.name(act.who.language)}
    )


def _part(act: Act) -> tuple[int, str]:
    """`<offer>-<what>` of a button; nobody else writes it so."""
    number, _, what = act.value.partition("-")
    small = number.isascii() and number.isdigit() and len(number) < 16
    return (int(number) if small else 0), what


def _mode(act: Act) -> None:
    offer, what = _part(act)
    catalogue.kept(act.work, act.who, offer)
    if what not in set(Mode):
        raise Outdated
    catalogue.set_mode(act.work, act.who, offer, Mode(what))
    catalogue.show_one(act.work, act.who, offer, act.private)


def _team(act: Act) -> None:
    offer, what = _part(act)
    catalogue.kept(act.work, act.who, offer)
    if what not in set(Team):
        raise Outdated
    catalogue.set_team(act.work, act.who, offer, Team(what))
    catalogue.show_one(act.work, act.who, offer, act.private)


def _switch(act: Act) -> None:
    offer, what = _part(act)
    catalogue.switch(act.work, act.who, offer, what == "on")
    catalogue.show_one(act.work, act.who, offer, act.private)


MENU: Mapping[str, Tap] = {
    "offers": _all,
    "offer": _one,
    "offer_new": _new,
    "offer_price": _begin_price,
    "offer_mode": _mode,
    "offer_team": _team,
    "offer_switch": _switch,
}
