"""The database: whole, writable, of this version; the communities in it, their calendar, their figures, the ledger."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.checks.line import Line
from bot.commands.opening import in_one_work, sentence
from bot.settings import Settings
from domain.people import Community, Team
from domain.standards import BY_KEY, as_text
from services import Work
from services.calendar import published
from store import schema
from store.engine import Store, StoreError, open_store
from store.ledger import overtaken, unbalanced
from store.soundness import damage, unwritable

#: Bills and payments named of each sort when the ledger is not right.
_NAMED = 3
#: The State Council publishes a year's holidays in November of the one before; in December they are missed.
_MISSED_IN = 12


class Facts(NamedTuple):
    """What the database has, for one community."""

    name: str
    #: Teams with staff or with a group, and the group each works in.
    groups: Mapping[Team, int | None]


def database(settings: Settings, facts: list[Facts]) -> Iterator[Line]:
    """The lines of the database; what the channel is asked about is put into `facts`."""
    try:
        with closing(open_store(settings.database_url)) as store:
            yield from _opened(store, facts)
    except StoreError as error:
        yield Line(False, f"Database: {sentence(error)}", "mend that, or `guanjia restore` a backup")


def _opened(store: Store, facts: list[Facts]) -> Iterator[Line]:
    if store.path is not None and not store.path.exists():
        yield Line(False, f"Database: there is none at {store.path}", "guanjia init")
        return
    broken = damage(store)
    if broken:
        yield Line(False, f"Database: damaged ({broken})", "stop the bot, then `guanjia restore` the newest backup")
        return
    schema.check(store)
    why_not = unwritable(store)
    if why_not:
        yield Line(False, f"Database: {why_not}", "see to its file, its folder and the room on the disk")
        return
    yield Line(True, f"Database, version {schema.newest()}, whole and writable")
    yield from in_one_work(store, lambda work: _inside(work, facts))


def _inside(work: Work, facts: list[Facts]) -> list[Line]:
    communities = work.people.communities()
    lines = [Line(bool(communities), "Community" if communities else "Community: there is none", "guanjia init")]
    for community in communities:
        teams = {post.team for post, _ in work.staff.listed(community.id)}
        chats = {team: work.staff.chat_of(community.id, team) for team in Team}
        groups = {team: chat[0] if chat else None for team, chat in chats.items() if chat or team in teams}
        facts.append(Facts(community.name, groups))
        lines += [_register(work, community), _zone(community), *_holidays(work, community), _own(work, community)]
    return [*lines, _ledger(work)]


def _register(work: Work, community: Community) -> Line:
    homes, staff = len(work.register.homes(community.id)), len(work.staff.listed(community.id))
    return Line(bool(homes and staff), f"{community.name}: {homes} homes, {staff} staff", "guanjia import FILE.xlsx")


def _zone(community: Community) -> Line:
    """Every deadline is counted there."""
    name = f"Time zone of {community.name}: {community.timezone}"
    try:
        there = datetime.now(UTC).astimezone(ZoneInfo(community.timezone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Line(False, f"{name}, which nobody knows", "install tzdata; an example of a zone is Asia/Shanghai")
    return Line(True, f"{name}, where it is {there:%Y-%m-%d %H:%M}")


def _holidays(work: Work, community: Community) -> Iterator[Line]:
    """This year's days off must be known, the next year's once they are published (X-09)."""
    today = datetime.now(UTC)
    for year, due in ((today.year, True), (today.year + 1, today.month >= _MISSED_IN)):
        known = published(work, community.id, year)
        said = f"Holidays of {year} in {community.name}" + (
            "" if known else ": not known" if due else ": not published yet"
        )
        yield Line(
            known or not due,
            said,
            "install the newest version, or a head enters the days in the chat: /menu, 值班与管理, 日历",
        )


def _own(work: Work, community: Community) -> Line:
    """Figures that are not the rules' own are listed: whoever set them once may have forgotten."""
    own = work.standards.own(community.id)
    unknown = sorted(own.keys() - BY_KEY.keys())
    if unknown:
        said = f"Standards of {community.name}: nobody asks for {', '.join(unknown)}"
        return Line(False, said, "see `guanjia standards` for what there is, and set what is meant")
    said = ", ".join(f"{key} {as_text(BY_KEY[key], own[key])}" for key in sorted(own))
    return Line(True, f"Standards of {community.name}: " + (f"its own {said}" if own else "all as the rules say"))


def _ledger(work: Work) -> Line:
    """Whether every bill is what its entries say, and no payment was taken for more than it was."""
    bills, payments = unbalanced(work.conn), overtaken(work.conn)
    found = [f"bill {bill} says {kept} fen, its entries {fen}" for bill, kept, fen in bills[:_NAMED]]
    found += [f"payment {payment} is taken for {fen} fen too much" for payment, fen in payments[:_NAMED]]
    more = len(bills) + len(payments) - len(found)
    said = "; ".join(found) + (f"; {more} more" if more else "")
    return Line(not found, f"Ledger: {said}" if found else "Ledger", "restore a backup made before, and report it")
