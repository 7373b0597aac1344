"""What is put right after surveys (SUR-17, SUR-25)."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "improvements",
    "improvement_plans",
)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "improvement_plans",
        sa.Column("id", _ID, nullable=False),
        sa.Column("survey_id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("submitted_by", _ID),
        sa.Column("submitted_at", sa.BigInteger()),
        sa.Column("decided_by", _ID),
        sa.Column("decided_at", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.Column("announcement_id", _ID),
        sa.Column("committee_on", sa.Date()),
        sa.Column("committee_to", sa.Text()),
        sa.Column("committee_by", _ID),
        sa.Column("filed_by", _ID),
        sa.Column("filed_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcements.id"], name="fk_improvement_plans_announcement_id"),
        sa.ForeignKeyConstraint(["committee_by"], ["persons.id"], name="fk_improvement_plans_committee_by"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_improvement_plans_community_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_improvement_plans_decided_by"),
        sa.ForeignKeyConstraint(["filed_by"], ["persons.id"], name="fk_improvement_plans_filed_by"),
        sa.ForeignKeyConstraint(["submitted_by"], ["persons.id"], name="fk_improvement_plans_submitted_by"),
        sa.ForeignKeyConstraint(["survey_id"], ["surveys.id"], name="fk_improvement_plans_survey_id"),
        sa.PrimaryKeyConstraint("id", name="pk_improvement_plans"),
        sa.UniqueConstraint("survey_id", name="uq_improvement_plans_survey_id"),
    )
    op.create_index("ix_improvement_plans_community_id", "improvement_plans", ["community_id"])
    op.create_table(
        "improvements",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("plan_id", _ID, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("satisfied", sa.Integer()),
        sa.Column("returned", sa.Integer()),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text()),
        sa.Column("planned_on", sa.Date()),
        sa.Column("done_on", sa.Date()),
        sa.Column("result", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_improvements_case_id"),
        sa.ForeignKeyConstraint(["plan_id"], ["improvement_plans.id"], name="fk_improvements_plan_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_improvements"),
    )
    op.create_index("ix_improvements_plan_id", "improvements", ["plan_id"])


def downgrade() -> None:
    """Without them."""
    for name in _NEW:
        op.drop_table(name)
