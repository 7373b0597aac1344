"""Paid services: what is offered, orders, their copies, reconciliations."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from store.money_tables import metadata as metadata
from store.tables import _at, _id, _to
from store.types import Day, Doc, Id

offers = Table(  # the catalogue of a community; orders keep the price they were agreed at
    "offers",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),  # domain.order.Kind
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("unit", Text, nullable=False),  # a key of ours (job, hour, page …) or their own word
    Column("price_fen", BigInteger),  # null: quoted after a look (SPS-06)
    Column("mode", Text, nullable=False),  # domain.order.Mode
    Column("team", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("community_id", "key"),
)

offer_changes = Table(  # who changed what of an item, and when
    "offer_changes",
    metadata,
    _id(),
    _to("offer_id", "offers", index=True),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    _to("by", "persons", required=False),
    _at("at"),
)

orders = Table(  # what only an order has (flow "order")
    "orders",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    _to("offer_id", "offers", required=False),
    Column("kind", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("item_zh", Text, nullable=False),
    Column("item_en", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("price_fen", BigInteger),  # of one, when it was ordered
    Column("quote_fen", BigInteger),
    Column("quote_words", Text),
    Column("agreed_fen", BigInteger),
    _at("agreed_at", required=False),
    _to("agreed_by", "persons", required=False),
    _to("consent_by", "persons", required=False),  # the desk's supervisor (SPS-26)
    _at("consent_at", required=False),
    _to("proposed_by", "persons", required=False),  # the department's head (SPS-26)
    _at("proposed_at", required=False),
    _to("bill_id", "bills", required=False, index=True),
    Column("due_on", Day),
    Column("done_words", Text),
    _at("done_at", required=False),
    _at("accepted_at", required=False),
    Column("unpaid_reason", Text),  # SPS-20
    _at("called_at", required=False),
    Column("called_words", Text),
)

order_copies = Table(  # the three copies as holders and states
    "order_copies",
    metadata,
    _id(),
    _to("case_id", "cases"),
    Column("number", Integer, nullable=False),
    Column("holder", Text, nullable=False),  # domain.people.Team
    Column("state", Text, nullable=False),  # domain.order.State
    _to("moved_by", "persons", required=False),
    _at("moved_at"),
    UniqueConstraint("case_id", "number"),
)

order_months = Table(  # desk against finance at month end; both sign (F-26, SPS-22)
    "order_months",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("month", Text, nullable=False),  # 2026-11
    Column("version", Integer, nullable=False),
    Column("totals", Doc, nullable=False),
    Column("difference", Text),  # named in words where the two are not the same
    _to("desk_by", "persons", required=False),
    _at("desk_at", required=False),
    _to("finance_by", "persons", required=False),
    _at("finance_at", required=False),
    UniqueConstraint("community_id", "month"),
)
