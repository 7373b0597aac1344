"""Rentals: what can be let, contracts, money of them (RNT)."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from store.order_tables import metadata as metadata
from store.tables import _at, _id, _to
from store.types import Day, Id

rental_places = Table(
    "rental_places",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("kind", Text, nullable=False),  # domain.rental.Kind
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("community_id", "kind", "name"),
)

rentals = Table(  # what only a contract has (flow "rental")
    "rentals",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    _to("place_id", "rental_places", index=True),
    Column("since_on", Day, nullable=False),
    Column("until_on", Day, nullable=False),
    Column("hours", Text),  # 14:00-17:00; null: the whole day
    Column("rent_fen", BigInteger, nullable=False),
    Column("months", Integer, nullable=False),  # of one rent; 0: once
    Column("deposit_fen", BigInteger, nullable=False),
    _to("approved_by", "persons", required=False),
    Column("signed_on", Day),
    Column("ended_on", Day),
)

rental_payments = Table(  # only ever added to; plus came in, minus went back
    "rental_payments",
    metadata,
    _id(),
    _to("case_id", "cases", index=True),
    Column("sort", Text, nullable=False),  # domain.rental.Sort
    Column("fen", BigInteger, nullable=False),
    Column("way", Text, nullable=False),  # domain.fees.ledger.Way
    Column("day", Day, nullable=False),
    _to("by", "persons"),
    _at("at"),
)
