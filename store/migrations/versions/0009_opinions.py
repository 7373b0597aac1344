"""Callbacks after surveys (SUR-19, SUR-22)."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "opinions",
    "opinion_calls",
)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "opinion_calls",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", _ID, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("next_on", sa.Date()),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_opinion_calls_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_opinion_calls_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_opinion_calls"),
    )
    op.create_index("ix_opinion_calls_case_id", "opinion_calls", ["case_id"])
    op.create_table(
        "opinions",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("survey_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("call_on", sa.Date()),
        sa.Column("measure", sa.Text()),
        sa.Column("content", sa.Boolean()),
        sa.Column("complaint_id", _ID),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_opinions_case_id"),
        sa.ForeignKeyConstraint(["complaint_id"], ["cases.id"], name="fk_opinions_complaint_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_opinions_person_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_opinions_survey_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_opinions_unit_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_opinions"),
        sa.UniqueConstraint("survey_id", "unit_id", "reason", name="uq_opinions_survey_id_unit_id_reason"),
    )
    op.create_index("ix_opinions_survey_id", "opinions", ["survey_id"])


def downgrade() -> None:
    """Without them."""
    for name in _NEW:
        op.drop_table(name)
