"""A home looks at its statements: earlier ones, the paper, one that never came (F-50, FEE-17)."""

from domain.errors import Outdated, Refused
from domain.people import Unit, Who
from domain.statement import Statement, Status
from services import Work
from services.fees import account
from services.statement import checking, paper, sending
from services.statement.content import message
from services.tell import Chat, Words, show

#: As many earlier ones as a year has.
_LISTED = 12


def sent(work: Work, who: Who, statement: int) -> tuple[Statement, Unit]:
    """A statement that has gone out, for those who may see the home's money. `Outdated` for any other."""
    one = work.statements.find(statement)
    if one is None:
        raise Outdated
    home, _ = account.check(work, who, one.unit_id)
    if one.status is not Status.SENT:
        raise Refused("statement/not_sent")
    return one, home


def send_paper(work: Work, who: Who, statement: int, chat: Chat, press: int) -> None:
    """The paper: for the home once it is sent, for the staff who look after it at any time. Each press sends one."""
    one = work.statements.find(statement)
    if one is None:
        raise Outdated
    if who.post(one.community_id) is not None and not who.lives_in(one.unit_id):
        checking.found(work, who, statement)
    else:
        sent(work, who, statement)
    paper.send(work, one, chat, f"statement:{one.id}:paper:{press}")


def show_list(work: Work, who: Who, unit: int, chat: Chat) -> None:
    """The statements of a home, the newest first; the newest may be asked for again."""
    home, seen = account.check(work, who, unit)
    found = work.statements.of_home(unit, _LISTED)
    times = work.statements.times(found[0].id, who.person.id) if found else 0
    given = {
        "home": home.label, "rows": [{"id": one.id, "period": one.period, "fen": one.fen} for one in found], "times": times,
        "may_miss": bool(found) and seen != account.STAFF,
    }  # fmt: skip
    show(work, chat, account.key_of(who.person.id, unit), Words("statement/mine", given, f"A{unit}"))


def show_one(work: Work, who: Who, unit: int, statement: int, chat: Chat) -> None:
    """One of them, as it was sent."""
    one, home = sent(work, who, statement)
    if one.unit_id != unit:
        raise Outdated
    show(work, chat, account.key_of(who.person.id, unit), message(work, one, home, back=True))


def missed(work: Work, who: Who, unit: int, statement: int, times: int) -> None:
    """They say it never came: noted, and sent to them again. `times`: how often it went out to them when they were asked.

    `Outdated` for a second press of the same button: it is on its way already.
    """
    one, home = sent(work, who, statement)
    if one.unit_id != unit or times != work.statements.times(one.id, who.person.id):
        raise Outdated
    if account.reader(work, who, home) == account.STAFF:
        raise Refused("common/not_yours")
    work.statements.missed(one.id)
    sending.send_again(work, one, home, who.person)
