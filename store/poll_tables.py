"""Tables of opinion polls. The rest stands in `store.tables`."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from store.tables import _at, _id, _to
from store.tables import metadata as metadata
from store.types import Doc, Id

polls = Table(
    "polls",
    metadata,
    _id(),
    _to("community_id", "communities", index=True),
    Column("status", Text, nullable=False),  # draft | running | closed | stopped
    Column("version", Integer, nullable=False),
    Column("question_zh", Text, nullable=False),
    Column("question_en", Text, nullable=False),
    Column("options", Doc, nullable=False),  # pairs: Chinese, English
    Column("hidden", Boolean, nullable=False),
    Column("buildings", Doc, nullable=False),
    Column("quorum", Integer, nullable=False),  # percent of the homes asked
    Column("eligible", Integer),
    _to("made_by", "persons"),
    _at("made_at"),
    _at("started_at", required=False),
    _at("deadline_at"),
    _at("ended_at", required=False),
    Column("reason", Text),  # why it was stopped
    Column("round", Text, nullable=False),  # ballot | reminder | result
    Column("cursor", Id, nullable=False),  # the last home handed to the outbox in this round; -1: all of them
    _at("next_at", required=False),
    Column("result", Doc),  # votes by building, counted at the end
    Index("ix_polls_next", "next_at"),
)

poll_homes = Table(  # who is asked, and what the home has chosen until the votes are counted
    "poll_homes",
    metadata,
    _to("poll_id", "polls"),
    _to("unit_id", "units"),
    Column("building", Text, nullable=False),
    _to("person_id", "persons", required=False),  # to whom it went; null: nobody there has a chat
    Column("outbox_key", Text),
    Column("reminder_key", Text),
    Column("result_key", Text),
    Column("voted", Boolean, nullable=False),
    Column("choice", Integer),  # its number among the options; deleted when the votes are counted
    PrimaryKeyConstraint("poll_id", "unit_id"),
)
