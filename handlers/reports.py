"""Statistics, complaints and money on demand: this or last week or month, for money any month; message, chart and workbook."""

from collections.abc import Mapping
from datetime import date

from domain.errors import Refused
from domain.figures import Period, month, week
from domain.people import DISPATCHERS, Who
from domain.saying import local_day
from handlers.acts import Act, Tap
from services.reports import complaints, money_told
from services.reports.asked import MONEY, ask
from services.tell import Words, show, zone_of


def offers(who: Who) -> set[str]:
    """Those who lead may look at figures."""
    roles = {post.role for post in who.staff}
    found = {"reports"} if roles & DISPATCHERS else set()
    return found | ({"money_report"} if roles & money_told.READERS else set())


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


def _money_months(act: Act) -> None:
    """`money_report`: which month; the newest first."""
    if not money_told.may_read(act.who, act.at_work.id):
        raise Refused("common/not_yours")
    day = local_day(act.work.now, zone_of(act.at_work))
    months = [month(day)]
    while len(months) < _MONTHS:
        months.append(months[-1].before)
    given = {"months": [{"key": m.key, "first": m.first} for m in months]}
    show(act.work, act.private, f"menu:{act.who.person.id}", Words("money/months", given, f"y{act.at_work.id}"))


def _money(act: Act) -> None:
    """`money.2026-11`: that month, this one so far or a past one."""
    if not money_told.may_read(act.who, act.subject):
        raise Refused("common/not_yours")
    there = act.work.people.community(act.subject)
    period = money_told.read_month(act.value, local_day(act.work.now, zone_of(there)))
    if period is None:
        raise Refused("common/not_now")
    ask(act.work, there, act.who.person, period, f"report:asked:{act.incoming.id}", MONEY)
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
#: Months of money offered by a button.
_MONTHS = 6
MENU: Mapping[str, Tap] = {"reports": _reports, "money_report": _money_months}
TAPS: Mapping[str, Tap] = {"report": _report, "complaints": _complaints, "money": _money}
