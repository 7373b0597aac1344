"""Reports: one list, a period picked or typed, each figure with its definition and the matters behind it (QLT-01 to QLT-03)."""

from collections.abc import Mapping

from domain.errors import Outdated, Refused
from domain.figures import Period, month, parse, quarter, week, year
from domain.people import Who
from domain.saying import local_day
from handlers.acts import DIGITS, Act, Tap
from services.reports.asked import BEHIND, BOOK, CARD, ask
from services.reports.catalogue import REPORTS, may_read, readable
from services.tell import Words, show, zone_of


def offers(who: Who) -> set[str]:
    """Those who may read any of them."""
    return {"reports"} if any(readable(who, post.community_id) for post in who.staff) else set()


def _reports(act: Act) -> None:
    """The list of what this person may read."""
    names = readable(act.who, act.at_work.id)
    if not names:
        raise Refused("common/not_yours")
    _show(act, "report/menu", {"names": names})


def _pick(act: Act) -> None:
    """`pick.<report>`: which period."""
    _check(act, act.value)
    today = local_day(act.work.now, zone_of(act.at_work))
    found = [(kind(today), kind(today).before) for kind in (week, month, quarter, year)]
    periods = [{"span": str(this.span), "this": this.key, "last": last.key} for this, last in found]
    _show(act, "report/periods", {"report": act.value, "periods": periods})


def _view(act: Act) -> None:
    """`view.<report>/<period>`, `/d` with definitions."""
    report, period, *rest = *act.value.split("/"), ""
    _ask(act, report, period, CARD, defined="d" in rest)


def _look(act: Act) -> None:
    """`look.<report>/<period>`: the same from a message of long ago, as a new card at the end of the chat."""
    report, _, period = act.value.partition("/")
    _ask(act, report, period, CARD, fresh=True)


def _behind(act: Act) -> None:
    """`behind.<report>/<figure>/<period>/<page>`: the matters behind the figure."""
    parts = act.value.split("/")
    if len(parts) != 4:
        raise Outdated
    report, index, period, page = parts
    _ask(act, report, period, BEHIND, index=_number(index), page=_number(page))


def _book(act: Act) -> None:
    """`book.<report>/<period>`: message, chart and workbook."""
    report, _, period = act.value.partition("/")
    if report in REPORTS and not REPORTS[report].book:
        raise Outdated
    _ask(act, report, period, BOOK)
    act.toast("report/toast_made")


def _days(act: Act) -> None:
    """`days.<report>`: the period is typed."""
    _check(act, act.value)
    act.begin("periods", {"_report": act.value, "_community": act.at_work.id})


def _ask(act: Act, report: str, key: str, how: str, **more: object) -> None:
    _check(act, report)
    ask(act.work, act.at_work, act.who.person, _period(key), f"report:asked:{act.incoming.id}", report, how, **more)


def _check(act: Act, report: str) -> None:
    if report not in REPORTS:
        raise Outdated
    if not may_read(act.who, act.at_work.id, report):
        raise Refused("common/not_yours")


def _period(key: str) -> Period:
    found = parse(key)
    if found is None:
        raise Outdated
    return found


def _number(text: str) -> int:
    """A number of a button; `Outdated` for anything else (buttons can be forged)."""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise Outdated
    return int(text)


def _show(act: Act, message: str, given: Mapping[str, object]) -> None:
    show(act.work, act.private, f"menu:{act.who.person.id}", Words(message, given, f"y{act.at_work.id}"))


def taps(of_flows: Mapping[str, Mapping[str, Tap]]) -> Mapping[str, Tap]:
    """The buttons of reports; each flow's own "open" says who may see the matter behind a figure."""

    def case(act: Act) -> None:
        if not readable(act.who, act.at_work.id):
            raise Refused("common/not_yours")
        found = act.work.cases.find(act.number)
        if found is None:
            raise Outdated
        act.subject = found.id
        of_flows[found.flow]["open"](act)

    return {
        "reports": _reports, "pick": _pick, "view": _view, "look": _look, "behind": _behind, "book": _book, "days": _days, "case": case,
    }  # fmt: skip


MENU: Mapping[str, Tap] = {"reports": _reports}
