"""Tables of surveys. The rest stands in `store.tables`."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from store.tables import _at, _id, _to
from store.tables import metadata as metadata
from store.types import Doc, Id

questionnaires = Table(  # each row one version; what was issued never changes (SUR-24)
    "questionnaires",
    metadata,
    _id(),
    _to("community_id", "communities", index=True),
    Column("root_id", Id, nullable=False),  # the first version
    Column("edition", Integer, nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("questions", Doc, nullable=False),  # domain.survey.questions, in order
    _to("made_by", "persons"),
    _at("made_at"),
    _at("frozen_at", required=False),  # issued then
    Column("version", Integer, nullable=False),  # goes up with every change; buttons carry it
    UniqueConstraint("root_id", "edition"),
)

surveys = Table(
    "surveys",
    metadata,
    _id(),
    _to("community_id", "communities", index=True),
    _to("questionnaire_id", "questionnaires"),
    Column("status", Text, nullable=False),  # draft | running | closed | stopped
    Column("version", Integer, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("everybody", Boolean, nullable=False),
    Column("buildings", Doc, nullable=False),
    Column("seed", BigInteger, nullable=False),  # the same homes can be drawn again from it
    Column("moved_in", Integer),  # F-12: 90 % of these were to be asked
    Column("issued", Integer),
    Column("due_back", Integer),  # F-13
    _to("made_by", "persons"),
    _at("made_at"),
    _at("started_at", required=False),
    _at("deadline_at"),
    _at("ended_at", required=False),
    Column("reason", Text),  # why it was stopped
    Column("round", Integer, nullable=False),  # 0 the questionnaire, 1 and 2 the reminders
    Column("cursor", Id, nullable=False),  # the last home handed to the outbox in this round
    _at("remind_at", required=False),
    _at("next_at", required=False),
    _at("stirred_at", required=False),
    Index("ix_surveys_next", "next_at"),
)

survey_homes = Table(  # who takes part, and whether they have; no time and no order: see decision 20
    "survey_homes",
    metadata,
    _to("survey_id", "surveys"),
    _to("unit_id", "units"),
    Column("building", Text, nullable=False),
    _to("person_id", "persons", required=False),  # to whom it went; null: nobody there has a chat
    Column("outbox_key", Text),
    Column("reminder_key", Text),  # of the newest reminder
    Column("answered", Boolean, nullable=False),
    PrimaryKeyConstraint("survey_id", "unit_id"),
)

survey_drafts = Table(  # deleted, and wiped, with the sending
    "survey_drafts",
    metadata,
    _id(),
    _to("survey_id", "surveys"),
    _to("unit_id", "units"),
    _to("person_id", "persons", index=True),
    Column("channel", Text, nullable=False),  # chat | paper | phone
    Column("answers", Doc, nullable=False),
    Column("place", Text, nullable=False),
    Column("writing", Boolean, nullable=False),
    Column("from_summary", Boolean, nullable=False),
    Column("arrival", BigInteger, nullable=False),  # the inbox row that began it
    Column("version", Integer, nullable=False),
    _at("updated_at"),
    UniqueConstraint("survey_id", "unit_id", "person_id"),
)

survey_forms = Table(  # what came back with a name on it
    "survey_forms",
    metadata,
    _id(),
    _to("survey_id", "surveys"),
    _to("unit_id", "units"),
    Column("building", Text, nullable=False),
    _to("person_id", "persons", required=False),  # null: taken down from paper or on the telephone
    Column("channel", Text, nullable=False),
    _to("entered_by", "persons", required=False),
    _at("at"),
    Column("answers", Doc, nullable=False),
    UniqueConstraint("survey_id", "unit_id"),
)

survey_box = Table(  # slips without a name: nothing here leads to a home, a person or a time (decision 20)
    "survey_box",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),  # drawn at random
    _to("survey_id", "surveys", index=True),
    Column("answers", Doc, nullable=False),
)
