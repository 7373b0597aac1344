"""Tables of subscriptions to reports. The rest stands in `store.tables`."""

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint

from store.tables import _at, _id, _to
from store.tables import metadata as metadata

subscriptions = Table(  # who gets which report when
    "subscriptions",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("person_id", "persons", index=True),
    Column("report", Text, nullable=False),  # services.reports.catalogue.REPORTS
    Column("every", Text, nullable=False),  # day | week | month
    Column("day", Integer, nullable=False),  # 1 is Monday, or the day of the month (31: its last)
    Column("at", Text, nullable=False),  # local, 08:30
    _to("made_by", "persons"),
    _at("made_at"),
    _at("next_at", required=False),  # null: off
    Column("sent", Text),  # the newest period that was sent
    UniqueConstraint("community_id", "person_id", "report"),
    Index("ix_subscriptions_next", "next_at"),
)
