"""Paid services: what is offered, orders, their copies, months both sides signed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "orders",
    "order_copies",
    "offer_changes",
    "order_months",
    "offers",
)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "offers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price_fen", sa.BigInteger()),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_offers_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
        sa.UniqueConstraint("community_id", "key", name="uq_offers_community_id_key"),
    )
    op.create_table(
        "order_months",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("totals", sa.Text(), nullable=False),
        sa.Column("difference", sa.Text()),
        sa.Column("desk_by", _ID),
        sa.Column("desk_at", sa.BigInteger()),
        sa.Column("finance_by", _ID),
        sa.Column("finance_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_order_months_community_id"),
        sa.ForeignKeyConstraint(["desk_by"], ["persons.id"], name="fk_order_months_desk_by"),
        sa.ForeignKeyConstraint(["finance_by"], ["persons.id"], name="fk_order_months_finance_by"),
        sa.PrimaryKeyConstraint("id", name="pk_order_months"),
        sa.UniqueConstraint("community_id", "month", name="uq_order_months_community_id_month"),
    )
    op.create_table(
        "offer_changes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("offer_id", _ID, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by", _ID),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_offer_changes_by"),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name="fk_offer_changes_offer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_offer_changes"),
    )
    op.create_index("ix_offer_changes_offer_id", "offer_changes", ["offer_id"])
    op.create_table(
        "order_copies",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("moved_by", _ID),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_order_copies_case_id"),
        sa.ForeignKeyConstraint(["moved_by"], ["persons.id"], name="fk_order_copies_moved_by"),
        sa.PrimaryKeyConstraint("id", name="pk_order_copies"),
        sa.UniqueConstraint("case_id", "number", name="uq_order_copies_case_id_number"),
    )
    op.create_table(
        "orders",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("offer_id", _ID),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("item_zh", sa.Text(), nullable=False),
        sa.Column("item_en", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price_fen", sa.BigInteger()),
        sa.Column("quote_fen", sa.BigInteger()),
        sa.Column("quote_words", sa.Text()),
        sa.Column("agreed_fen", sa.BigInteger()),
        sa.Column("agreed_at", sa.BigInteger()),
        sa.Column("agreed_by", _ID),
        sa.Column("consent_by", _ID),
        sa.Column("consent_at", sa.BigInteger()),
        sa.Column("proposed_by", _ID),
        sa.Column("proposed_at", sa.BigInteger()),
        sa.Column("bill_id", _ID),
        sa.Column("due_on", sa.Date()),
        sa.Column("done_words", sa.Text()),
        sa.Column("done_at", sa.BigInteger()),
        sa.Column("accepted_at", sa.BigInteger()),
        sa.Column("unpaid_reason", sa.Text()),
        sa.Column("called_at", sa.BigInteger()),
        sa.Column("called_words", sa.Text()),
        sa.ForeignKeyConstraint(["agreed_by"], ["persons.id"], name="fk_orders_agreed_by"),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name="fk_orders_bill_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_orders_case_id"),
        sa.ForeignKeyConstraint(["consent_by"], ["persons.id"], name="fk_orders_consent_by"),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name="fk_orders_offer_id"),
        sa.ForeignKeyConstraint(["proposed_by"], ["persons.id"], name="fk_orders_proposed_by"),
        sa.PrimaryKeyConstraint("case_id", name="pk_orders"),
    )
    op.create_index("ix_orders_bill_id", "orders", ["bill_id"])


def downgrade() -> None:
    """Without them."""
    for name in _NEW:
        op.drop_table(name)
