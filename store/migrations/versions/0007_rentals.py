"""Rentals: places, contracts, money of them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "rentals",
    "rental_payments",
    "rental_places",
)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "rental_places",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_rental_places_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rental_places"),
        sa.UniqueConstraint("community_id", "kind", "name", name="uq_rental_places_community_id_kind_name"),
    )
    op.create_table(
        "rental_payments",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_rental_payments_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_rental_payments_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rental_payments"),
    )
    op.create_index("ix_rental_payments_case_id", "rental_payments", ["case_id"])
    op.create_table(
        "rentals",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("place_id", _ID, nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Text()),
        sa.Column("rent_fen", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("deposit_fen", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", _ID),
        sa.Column("signed_on", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        sa.ForeignKeyConstraint(["approved_by"], ["persons.id"], name="fk_rentals_approved_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_rentals_case_id"),
        sa.ForeignKeyConstraint(["place_id"], ["rental_places.id"], name="fk_rentals_place_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_rentals"),
    )
    op.create_index("ix_rentals_place_id", "rentals", ["place_id"])


def downgrade() -> None:
    """Without them."""
    for name in _NEW:
        op.drop_table(name)
