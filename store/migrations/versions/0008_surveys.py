"""Surveys: questionnaires, whom they go to, what comes back with a name and without."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "survey_homes",
    "survey_forms",
    "survey_drafts",
    "survey_box",
    "surveys",
    "questionnaires",
)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "questionnaires",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("root_id", _ID, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("frozen_at", sa.BigInteger()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_questionnaires_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_questionnaires_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_questionnaires"),
        sa.UniqueConstraint("root_id", "edition", name="uq_questionnaires_root_id_edition"),
    )
    op.create_index("ix_questionnaires_community_id", "questionnaires", ["community_id"])
    op.create_table(
        "surveys",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("questionnaire_id", _ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("everybody", sa.Boolean(), nullable=False),
        sa.Column("buildings", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("moved_in", sa.Integer()),
        sa.Column("issued", sa.Integer()),
        sa.Column("due_back", sa.Integer()),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger()),
        sa.Column("deadline_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("cursor", _ID, nullable=False),
        sa.Column("remind_at", sa.BigInteger()),
        sa.Column("next_at", sa.BigInteger()),
        sa.Column("stirred_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_surveys_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_surveys_made_by"),
        sa.ForeignKeyConstraint(["questionnaire_id"], ["questionnaires.id"], name="fk_surveys_questionnaire_id"),
        sa.PrimaryKeyConstraint("id", name="pk_surveys"),
    )
    op.create_index("ix_surveys_community_id", "surveys", ["community_id"])
    op.create_index("ix_surveys_next", "surveys", ["next_at"])
    op.create_table(
        "survey_box",
        sa.Column("id", _ID, nullable=False),
        sa.Column("survey_id", _ID, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_box_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_box"),
    )
    op.create_index("ix_survey_box_survey_id", "survey_box", ["survey_id"])
    op.create_table(
        "survey_drafts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("survey_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("writing", sa.Boolean(), nullable=False),
        sa.Column("from_summary", sa.Boolean(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_survey_drafts_person_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_drafts_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_survey_drafts_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_drafts"),
        sa.UniqueConstraint("survey_id", "unit_id", "person_id", name="uq_survey_drafts_survey_id_unit_id_person_id"),
    )
    op.create_index("ix_survey_drafts_person_id", "survey_drafts", ["person_id"])
    op.create_table(
        "survey_forms",
        sa.Column("id", _ID, nullable=False),
        sa.Column("survey_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("building", sa.Text(), nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("entered_by", _ID),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["persons.id"], name="fk_survey_forms_entered_by"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_survey_forms_person_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_forms_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_survey_forms_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_forms"),
        sa.UniqueConstraint("survey_id", "unit_id", name="uq_survey_forms_survey_id_unit_id"),
    )
    op.create_table(
        "survey_homes",
        sa.Column("survey_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("building", sa.Text(), nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("outbox_key", sa.Text()),
        sa.Column("reminder_key", sa.Text()),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_survey_homes_person_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_survey_homes_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_survey_homes_unit_id"),
        sa.PrimaryKeyConstraint("survey_id", "unit_id", name="pk_survey_homes"),
    )


def downgrade() -> None:
    """Without them."""
    for name in _NEW:
        op.drop_table(name)
