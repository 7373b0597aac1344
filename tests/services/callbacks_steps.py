"""What happens in stories of asking back: repairs of each class done and signed, the rows, the desk's list."""

from typing import Any

from sqlalchemy import select

from domain.repair import Category
from store import tables as t
from tests.services.steps import (
    CHEN,
    LI,
    WANG,
    arrives,
    case_of,
    done,
    files,
    finishes,
    newest,
    press,
    promises,
    reaches,
    signs,
    takes,
    waives,
)  # fmt: skip
from tests.support.estate import Estate


def signed(estate: Estate, who: str = WANG) -> Any:
    """A repair of no special class, done and signed; the case."""
    case = done(estate)
    signs(estate, who)
    return case


def leak_signed(estate: Estate, *, tested: bool = False, urgent: bool = False) -> Any:
    """A leak, done and signed, tried with water at the finish or not."""
    if urgent:
        estate.says(WANG, "3-2-1502水管爆了，水一直流")
        case = newest(estate)
        estate.work(lambda w: w.conn.execute(t.cases.update().values(category=Category.LEAK)))
    else:
        case = files(estate, words="卫生间顶上漏水")
    takes(estate)
    waives(estate)
    arrives(estate)
    press(estate, LI, "完工", case.number)
    estate.taps(LI, "修好")
    estate.says(LI, "卫生间顶")
    estate.taps(LI, "没用材料")
    estate.taps(LI, "刚试过" if tested else "还没试水")
    estate.taps(LI, "没有照片")
    estate.taps(LI, "交单")
    signs(estate)
    return case_of(estate, case.number)


def urgent_signed(estate: Estate) -> Any:
    """A burst pipe, done and signed."""
    estate.says(WANG, "3-2-1502水管爆了")
    case = newest(estate)
    takes(estate)
    if "不收费" in estate.screen(LI) and case_of(estate, case.number).category == "water":
        waives(estate)
    arrives(estate)
    finishes(estate)
    signs(estate)
    return case


def rows(estate: Estate, number: str = "") -> list[Any]:
    """The callbacks of the (newest) case, oldest first."""
    case = case_of(estate, number) if number else newest(estate)
    return estate.work(lambda w: w.callbacks.of(case.id))


def statuses(estate: Estate, number: str = "") -> list[str]:
    """Where they stand."""
    return [str(cb.status) for cb in rows(estate, number)]


def promised(estate: Estate, kind: str, round_: int = 1) -> str:
    """Where that promise of the desk stands."""
    return promises(estate)[kind, round_][1]


def telephones(estate: Estate, who: str = CHEN, nth: int = 1) -> None:
    """Opens the list and the card of one of its lines."""
    estate.presses(who, "m:callbacks:0")
    estate.taps(who, f"{nth} ")


def residency_ends(estate: Estate, name: str) -> None:
    """The resident moves out."""
    account = estate.people[name]

    def end(work: Any) -> None:
        person = work.people.by_telegram(account)
        where = t.residencies.c.person_id == person.id
        work.conn.execute(t.residencies.update().where(where).values(ended_at=work.now))

    estate.work(end)


def blocks(estate: Estate, name: str) -> None:
    """The channel says that this person has blocked us."""
    account = estate.people[name]
    reaches(estate, account, False)


def count(estate: Estate, table: Any) -> int:
    """How many rows a table has."""
    return len(estate.work(lambda w: w.conn.execute(select(table)).all()))
