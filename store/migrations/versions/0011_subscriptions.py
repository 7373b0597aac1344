"""Subscriptions to reports (QLT-03)."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = ("subscriptions",)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "subscriptions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger()),
        sa.Column("sent", sa.Text()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_subscriptions_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_subscriptions_made_by"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_subscriptions_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint(
            "community_id", "person_id", "report", name="uq_subscriptions_community_id_person_id_report"
        ),
    )
    op.create_index("ix_subscriptions_next", "subscriptions", ["next_at"])
    op.create_index("ix_subscriptions_person_id", "subscriptions", ["person_id"])


def downgrade() -> None:
    """Without them."""
    for name in _NEW:
        op.drop_table(name)
