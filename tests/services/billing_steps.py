"""Steps of charges and bills in the chat: kinds of charge, prices, runs."""

from datetime import date
from typing import Any

from sqlalchemy import select, update

from domain.fees.charges import Bill, Code
from domain.people import Role, Team
from services import Work
from store import money_tables as m
from store import tables as t
from store.rows import columns, many
from tests.services.steps import hires
from tests.support.estate import Estate

CAI = "蔡会计"
#: Homes of the small estate.
HOMES = 24


def finance(estate: Estate, name: str = CAI, account: int = 61) -> None:
    """Somebody of finance."""
    hires(estate, name, account, Role.FINANCE, Team.FINANCE)


def measured(estate: Estate, area_cm2: int = 985_000, **homes: dict[str, Any]) -> None:
    """Every home has an area; some differ, by address with `_` for `-`."""

    def do(work: Work) -> None:
        work.conn.execute(update(t.units).values(area_cm2=area_cm2))
        for home, values in homes.items():
            unit = estate.units[home.removeprefix("h").replace("_", "-")]
            work.conn.execute(update(t.units).where(t.units.c.id == unit).values(values))

    estate.work(do)


def usual(estate: Estate, who: str = CAI) -> None:
    """The usual kinds of charge, by the menu."""
    estate.says(who, "/menu")
    estate.taps(who, "值班与管理")
    estate.taps(who, "费用")
    estate.taps(who, "出账")
    estate.taps(who, "加常用项目")


def code_of(estate: Estate, key: str = "property") -> Code:
    """That kind of charge."""
    return next(c for c in estate.work(lambda w: w.charges.codes(estate.community)) if c.key == key)


def priced(estate: Estate, price_e4: int = 28_000, since: date = date(2026, 1, 1), key: str = "property") -> Code:
    """It has a price from that day on."""
    code = code_of(estate, key)
    estate.work(lambda w: w.charges.set_rate(code.id, since, price_e4, None))
    return code


def bills(estate: Estate) -> list[Bill]:
    """All bills, oldest first."""
    query = select(*columns(m.bills, Bill)).order_by(m.bills.c.id)
    return list(estate.work(lambda w: many(w.conn, query, Bill)))


def looks(estate: Estate, period: str = "2026-12", name: str = "物业服务费", who: str = CAI) -> str:
    """The check before the bills of a period are made."""
    estate.taps(who, name)
    estate.taps(who, f"{period} 出账")
    estate.passes(seconds=1)
    return estate.newest(who).text


def makes(estate: Estate, who: str = CAI) -> str:
    """The bills that were checked are made."""
    estate.taps(who, "出账 ")
    estate.passes(seconds=1)
    return estate.newest(who).text
