"""Questions answered with one tap, each put once."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = ("shorts",)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "shorts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", _ID, nullable=False),
        sa.Column("turn", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger()),
        sa.Column("grade", sa.Text()),
        sa.Column("words", sa.Text()),
        sa.Column("answered_at", sa.BigInteger()),
        sa.Column("done_by", _ID),
        sa.Column("done_words", sa.Text()),
        sa.Column("done_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_shorts_community_id"),
        sa.ForeignKeyConstraint(["done_by"], ["persons.id"], name="fk_shorts_done_by"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_shorts_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shorts"),
        sa.UniqueConstraint("kind", "subject_id", "turn", "person_id", name="uq_shorts_kind_subject_id_turn_person_id"),
    )
    op.create_index("ix_shorts_community_made", "shorts", ["community_id", "made_at"])
    op.create_index("ix_shorts_person_asked", "shorts", ["person_id", "asked_at"])


def downgrade() -> None:
    """Without them."""
    for name in _NEW:
        op.drop_table(name)
