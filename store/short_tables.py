"""The table of questions answered with one tap. The rest stands in `store.tables`."""

from sqlalchemy import Column, Index, Table, Text, UniqueConstraint

from store.tables import _at, _id, _to
from store.tables import metadata as metadata
from store.types import Id

shorts = Table(
    "shorts",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("kind", Text, nullable=False),  # activity | enquiry | poor
    Column("subject_id", Id, nullable=False),  # a forum, or a case
    Column("turn", Id, nullable=False),  # the line of its history; 0 where it happens once
    _to("person_id", "persons"),
    _at("made_at"),
    _at("asked_at", required=False),  # null: not put, the month's number was full
    Column("grade", Text),
    Column("words", Text),
    _at("answered_at", required=False),
    _to("done_by", "persons", required=False),
    Column("done_words", Text),
    _at("done_at", required=False),
    UniqueConstraint("kind", "subject_id", "turn", "person_id"),
    Index("ix_shorts_person_asked", "person_id", "asked_at"),
    Index("ix_shorts_community_made", "community_id", "made_at"),
)
