"""Desk and finance compare the month's orders with the money, name what differs, and sign (F-26, SPS-22)."""

from collections.abc import Mapping

from domain.incoming import Incoming
from domain.people import Who
from domain.talk import Talk
from handlers.acts import Act, Tap
from handlers.answers import words
from handlers.conversation import Flow, Step, never
from services import Work
from services.order import monthly
from services.tell import mine


def _name(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    community = work.people.community(talk.answers["community"])
    monthly.name_difference(work, who, community, talk.answers["_month"], talk.answers["words"])
    monthly.show_month(work, who, community, talk.answers["_month"], mine(who, community))


def _may(who: Who) -> bool:
    return any(s.role in monthly.SIGNERS for s in who.staff)


FLOWS = (Flow("order_difference", (Step("words", (words,)),), _name, summary=never, may=_may),)


def _show(act: Act) -> None:
    month = act.value or monthly.last_month(act.work, act.at_work)
    monthly.show_month(act.work, act.who, act.at_work, month, act.private)


def _sign(act: Act) -> None:
    both = monthly.sign(act.work, act.who, act.at_work, act.value)
    monthly.show_month(act.work, act.who, act.at_work, act.value, act.private)
    act.toast("order/toast_both" if both else "order/toast_one")


def _begin_name(act: Act) -> None:
    monthly.check(act.who, act.at_work.id)
    month = act.value or monthly.last_month(act.work, act.at_work)
    act.begin("order_difference", {"community": act.at_work.id, "_month": month})


MENU: Mapping[str, Tap] = {"order_month": _show, "order_month_sign": _sign, "order_month_name": _begin_name}
