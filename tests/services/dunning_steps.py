"""Steps of dunning in the chat: what is owed, the calendar moved by hand, calls written down."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from domain.people import Role, Team
from services.clock import sweep
from services.dunning.arrears import MORNING
from services.fees import posting
from store import dunning_tables as d
from tests.services.fee_steps import charged, code, paid
from tests.services.steps import CHEN
from tests.support.cast import staff
from tests.support.estate import Estate

HOME = "3-2-1502"
BUTLER = "管家小林"
DUE = date(2026, 11, 10)


def butler(estate: Estate, name: str = BUTLER, account: int = 41, zone: list[str] | None = None) -> int:
    """A butler with their buildings."""

    def hire(work: Any) -> int:
        post = staff(work, estate.cast, name, account, Role.BUTLER, Team.DESK, estate.now)
        work.conn.execute(_zoned(post, zone or []))
        return post

    return int(estate.work(hire))


def _zoned(post: int, zone: list[str]) -> Any:
    from store import tables as t

    return t.staff.update().where(t.staff.c.id == post).values(zone=zone)


def owes(estate: Estate, home: str = HOME, fen: int = 27_600, due: date = DUE, about: str = "2026-11") -> int:
    """A bill of that home; its id."""

    def do(work: Any) -> int:
        from domain.fees.charges import Code
        from store import money_tables as m

        row = work.conn.execute(select(m.charge_codes).where(m.charge_codes.c.key == "property")).mappings().first()
        kind = Code(**dict(row)) if row else code(work, estate.community)
        return charged(work, estate.units[home], kind, fen, about, due).id

    return int(estate.work(do))


def pays(estate: Estate, fen: int, home: str = HOME) -> None:
    """Money that finance confirmed; what hangs on it follows as after any press."""
    from services.following import follow

    def do(work: Any) -> None:
        paid(work, estate.units[home], fen)
        follow(work)

    estate.work(do)
    estate.deliver()


def corrects(estate: Estate, bill: int, fen: int) -> None:
    """A bill put right."""
    from services.following import follow

    estate.work(lambda w: (posting.put_right(w, bill, fen, "更正", None), follow(w)))
    estate.deliver()


def until(estate: Estate, moment: str) -> None:
    """The clock at that local time of Shanghai, morning by morning: every day's list goes out."""
    to = datetime.fromisoformat(f"{moment}:00+08:00").astimezone(UTC)
    morning = estate.now.replace(hour=1, minute=0, second=0)  # nine o'clock there
    while morning < to:
        if morning > estate.now:
            estate.now = morning
            estate.writer.run_sync(sweep)
            estate.deliver()
        morning += timedelta(days=1)
    estate.passes(seconds=(to - estate.now).total_seconds())


def away(estate: Estate, moment: str) -> None:
    """The same without anything running meanwhile."""
    estate.now = datetime.fromisoformat(f"{moment}:00+08:00").astimezone(UTC)
    estate.passes(minutes=1)


def goes_by(estate: Estate, moment: str) -> None:
    """The same as if every morning's list had gone out meanwhile: nothing is made up for."""
    to = datetime.fromisoformat(f"{moment}:00+08:00").astimezone(UTC)

    def told(work: Any) -> None:
        day = (estate.now + timedelta(days=1)).date()
        while day < to.date():
            work.runs.note(estate.community, MORNING, day.isoformat(), "done", estate.now)
            day += timedelta(days=1)

    estate.work(told)
    away(estate, moment)


def contacts(estate: Estate) -> list[Any]:
    """The record, oldest first."""
    return estate.work(lambda w: list(w.conn.execute(select(d.dunning_contacts).order_by(d.dunning_contacts.c.id))))


def dunnings(estate: Estate) -> list[Any]:
    """Dunnings, oldest first."""
    return estate.work(lambda w: list(w.conn.execute(select(d.dunnings).order_by(d.dunnings.c.id))))


def letters(estate: Estate) -> list[Any]:
    """Letters, oldest first."""
    return estate.work(lambda w: list(w.conn.execute(select(d.dunning_letters).order_by(d.dunning_letters.c.id))))


def opens(estate: Estate, who: str = CHEN, home: str = HOME) -> None:
    """The card of a home, by the list."""
    estate.presses(who, "m:dunning:0")
    estate.presses(who, f"m:dunning_home.{estate.units[home]}:0")


def calls(
    estate: Estate,
    who: str,
    outcome: str,
    *,
    way: str = "打电话",
    why: str | None = None,
    day: str = "",
    words: str = "",
) -> None:
    """A call written down by buttons."""
    estate.taps(who, "记下结果")
    if "是怎么联系的" in estate.newest(who).text:
        estate.taps(who, way)
    estate.taps(who, outcome)
    if "是和哪一位说的" in estate.newest(who).text:
        estate.taps(who, "王芳")
    if "哪天付" in estate.newest(who).text:
        estate.says(who, day)
        estate.taps(who, "全部")
    if "不满意" in estate.newest(who).text:
        estate.says(who, words or "楼道一直很脏")
    if "原因是什么" in estate.newest(who).text:
        estate.taps(who, why or "没有说")
    if "还有什么要记下的" in estate.newest(who).text:
        estate.taps(who, "跳过")
    estate.taps(who, "记下")
