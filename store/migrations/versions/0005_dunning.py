"""Dunning: homes in arrears, the record of contacts, letters."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "dunning_letters",
    "dunning_contacts",
    "dunnings",
)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "dunnings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("notified_on", sa.Date()),
        sa.Column("waits_for", _ID),
        sa.Column("solved_on", sa.Date()),
        sa.Column("closed_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_dunnings_community_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_dunnings_unit_id"),
        sa.ForeignKeyConstraint(["waits_for"], ["cases.id"], name="fk_dunnings_waits_for"),
        sa.PrimaryKeyConstraint("id", name="pk_dunnings"),
    )
    op.create_index("ix_dunnings_open", "dunnings", ["community_id", "status"])
    op.create_index("ix_dunnings_unit_id", "dunnings", ["unit_id"])
    op.create_index("ix_dunnings_waits_for", "dunnings", ["waits_for"])
    op.create_table(
        "dunning_contacts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("dunning_id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", _ID),
        sa.Column("person_id", _ID),
        sa.Column("owed_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("words", sa.Text()),
        sa.Column("promised_on", sa.Date()),
        sa.Column("promised_fen", sa.BigInteger()),
        sa.Column("case_id", _ID),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_dunning_contacts_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_dunning_contacts_case_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_dunning_contacts_community_id"),
        sa.ForeignKeyConstraint(["dunning_id"], ["dunnings.id"], name="fk_dunning_contacts_dunning_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_dunning_contacts_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_dunning_contacts_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_dunning_contacts"),
    )
    op.create_index("ix_dunning_contacts_community", "dunning_contacts", ["community_id", "day"])
    op.create_index("ix_dunning_contacts_day", "dunning_contacts", ["unit_id", "day"])
    op.create_index("ix_dunning_contacts_dunning_id", "dunning_contacts", ["dunning_id"])
    op.create_table(
        "dunning_letters",
        sa.Column("id", _ID, nullable=False),
        sa.Column("dunning_id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owed_fen", sa.BigInteger(), nullable=False),
        sa.Column("late_fen", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", _ID, nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", _ID),
        sa.Column("decided_at", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.Column("courier", sa.Text()),
        sa.Column("sent_on", sa.Date()),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name="fk_dunning_letters_asked_by"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_dunning_letters_community_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_dunning_letters_decided_by"),
        sa.ForeignKeyConstraint(["dunning_id"], ["dunnings.id"], name="fk_dunning_letters_dunning_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_dunning_letters_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_dunning_letters"),
    )
    op.create_index("ix_dunning_letters_dunning_id", "dunning_letters", ["dunning_id"])


def downgrade() -> None:
    """Without them."""
    for name in _NEW:
        op.drop_table(name)
