"""Dunning: who is to be asked for what is owed, and what came of it."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from store.money_tables import metadata as metadata
from store.tables import _at, _id, _to
from store.types import Day

dunnings = Table(  # one home in arrears, from the first word until nothing is owed
    "dunnings",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("unit_id", "units", index=True),
    Column("status", Text, nullable=False),  # domain.dunning.Status; at most one of a home is not closed
    Column("version", Integer, nullable=False),
    _at("opened_at"),
    Column("notified_on", Day),  # first notice by telephone or text (F-37)
    _to("waits_for", "cases", required=False, index=True),  # a service problem of theirs (DUN-04)
    Column("solved_on", Day),  # it is closed (DUN-05)
    _at("closed_at", required=False),
    Index("ix_dunnings_open", "community_id", "status"),
)

dunning_contacts = Table(  # the record (DUN-03)
    "dunning_contacts",
    metadata,
    _id(),
    _to("dunning_id", "dunnings", index=True),
    _to("community_id", "communities"),
    _to("unit_id", "units"),
    Column("way", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("day", Day, nullable=False),  # local
    _at("at"),
    _to("by", "persons", required=False),
    _to("person_id", "persons", required=False),  # spoken to
    Column("owed_fen", BigInteger, nullable=False),
    Column("reason", Text),  # a key of domain.dunning.REASONS, or their words (DUN-02)
    Column("words", Text),
    Column("promised_on", Day),
    Column("promised_fen", BigInteger),
    _to("case_id", "cases", required=False),
    Index("ix_dunning_contacts_day", "unit_id", "day"),
    Index("ix_dunning_contacts_community", "community_id", "day"),
)

dunning_letters = Table(  # express letters and lawyers' (DUN-06, DUN-09, X-23)
    "dunning_letters",
    metadata,
    _id(),
    _to("dunning_id", "dunnings", index=True),
    _to("community_id", "communities"),
    _to("unit_id", "units"),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),  # domain.dunning.Stage
    Column("version", Integer, nullable=False),
    Column("owed_fen", BigInteger, nullable=False),
    Column("late_fen", BigInteger, nullable=False),  # F-25
    _to("asked_by", "persons"),
    _at("asked_at"),
    _to("decided_by", "persons", required=False),
    _at("decided_at", required=False),
    Column("reason", Text),
    Column("courier", Text),  # carrier and number
    Column("sent_on", Day),
)
