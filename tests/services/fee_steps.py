"""Bills and payments in the ledger, as the tests of money need them."""

from datetime import date
from typing import Any

from sqlalchemy import insert

from domain.fees.charges import Code
from domain.fees.ledger import Way
from services import Work
from services.fees import posting
from store import money_tables as m

DAY = date(2026, 12, 15)


def code(work: Work, community: int, key: str = "property", rank: int = 1) -> Code:
    """A kind of charge."""
    values = {
        "community_id": community, "key": key, "kind": "area", "name_zh": "物业费", "name_en": "Property fee", "months": 1,
        "rank": rank, "custody": True, "active": True,
    }  # fmt: skip
    made = work.conn.execute(insert(m.charge_codes).values(values).returning(m.charge_codes.c.id)).scalar_one()
    return Code(made, **values)


def charged(work: Work, unit: int, code: Code, fen: int, about: str, due: date = DAY) -> Any:
    """A bill."""
    return posting.charge(work, posting.Charge(work.people.unit(unit), code, about, fen, due), None)


def told(work: Work, unit: int, fen: int, chosen: tuple[int, ...] = ()) -> Any:
    """A payment somebody says they made."""
    community = work.people.unit(unit).community_id
    values = {"community_id": community, "unit_id": unit, "way": Way.TRANSFER, "fen": fen, "paid_on": DAY}
    return work.ledger.add_payment({**values, "chosen": list(chosen)})


def paid(work: Work, unit: int, fen: int, chosen: tuple[int, ...] = ()) -> Any:
    """A payment, confirmed."""
    return posting.confirm(work, told(work, unit, fen, chosen), None)


#: A property fee as the bill run computes it: 98.5 m² at 2.80 yuan, one month.
FORMULA = {"kind": "area", "area_cm2": 985_000, "price_e4": 28_000, "months": 1}


def bill(estate: Any, home: str, fen: int, about: str, due: date = DAY, **formula: Any) -> int:
    """A bill of that home with its formula, charged once; its id."""

    def run(work: Work) -> int:
        known = {c.key: c for c in work.disputes.codes(estate.community).values()}
        kind = known.get("property") or code(work, estate.community)
        unit = work.people.unit(estate.units[home])
        new = posting.Charge(unit, kind, about, fen, due, {**FORMULA, **formula})
        made = posting.charge(work, new, None)
        assert made is not None
        return made.id

    return int(estate.work(run))


def pays(estate: Any, home: str, fen: int) -> None:
    """A payment of that home, confirmed."""
    estate.work(lambda w: paid(w, estate.units[home], fen))
