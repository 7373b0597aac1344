"""Statistics and the summary of complaints on demand: this or last week, this or last month; message, chart and workbook."""

from collections.abc import Mapping
from datetime import date

from domain.errors import Refused
from domain.figures import Period, month, week
from domain.people import DISPATCHERS, Who
from domain.saying import local_day
from handlers.acts import Act, Tap
from services.reports import complaints
from services.reports.asked import ask
from services.tell import Words, show, zone_of


def offers(who: Who) -> set[str]:
    """Those who lead may look at figures."""
    return {"reports"} if {post.role for post in who.staff} & DISPATCHERS else set()


def _reports(act: Act) -> None:
    _check(act)
    show(act.work, act.private, f"menu:{act.who.person.id}", Words("report/menu", {}, f"y{act.at_work.id}"))


def _report(act: Act) -> None:
    ask(act.work, act.at_work, act.who.person, _chosen(act), f"report:asked:{act.incoming.id}")
    act.toast("report/toast_made")


def _complaints(act: Act) -> None:
    key = f"report:complaints:asked:{act.incoming.id}"
    complaints.on_demand(act.work, act.at_work, act.private, _chosen(act), key)
    act.toast("report/toast_made")


def _chosen(act: Act) -> Period:
    """One of four; the names are ours, anything else is a forged button."""
    _check(act)
    today = local_day(act.work.now, zone_of(act.at_work))
    if act.value not in _CHOICES:
        raise Refused("common/not_now")
    return _CHOICES[act.value](today)


def _check(act: Act) -> None:
    if not act.who.is_any(act.at_work.id, DISPATCHERS):
        raise Refused("common/not_yours")


def _last_week(today: date) -> Period:
    return week(today).before


def _last_month(today: date) -> Period:
    return month(today).before


_CHOICES = {"this_week": week, "last_week": _last_week, "this_month": month, "last_month": _last_month}
MENU: Mapping[str, Tap] = {"reports": _reports}
TAPS: Mapping[str, Tap] = {"report": _report, "complaints": _complaints}
