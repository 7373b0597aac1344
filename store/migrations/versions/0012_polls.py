"""Opinion polls: what is asked, who is asked, what homes chose until it is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "poll_homes",
    "polls",
)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "polls",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("question_zh", sa.Text(), nullable=False),
        sa.Column("question_en", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("buildings", sa.Text(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("eligible", sa.Integer()),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger()),
        sa.Column("deadline_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("cursor", _ID, nullable=False),
        sa.Column("next_at", sa.BigInteger()),
        sa.Column("result", sa.Text()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_polls_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_polls_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_polls"),
    )
    op.create_index("ix_polls_community_id", "polls", ["community_id"])
    op.create_index("ix_polls_next", "polls", ["next_at"])
    op.create_table(
        "poll_homes",
        sa.Column("poll_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("building", sa.Text(), nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("outbox_key", sa.Text()),
        sa.Column("reminder_key", sa.Text()),
        sa.Column("result_key", sa.Text()),
        sa.Column("voted", sa.Boolean(), nullable=False),
        sa.Column("choice", sa.Integer()),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_poll_homes_person_id"),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name="fk_poll_homes_poll_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_poll_homes_unit_id"),
        sa.PrimaryKeyConstraint("poll_id", "unit_id", name="pk_poll_homes"),
    )


def downgrade() -> None:
    """Without them."""
    for name in _NEW:
        op.drop_table(name)
