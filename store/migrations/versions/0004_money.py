"""Money: charges, bills, the ledger, payments, receipts, statements."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "receipt_checks",
    "seals",
    "receipts",
    "entries",
    "disputes",
    "statement_people",
    "readings",
    "payments",
    "bills",
    "statements",
    "reductions",
    "holdings",
    "fee_looks",
    "fee_leaves",
    "shared_costs",
    "rates",
    "bill_runs",
    "statement_runs",
    "charge_codes",
    "cash_days",
)


def upgrade() -> None:
    """New tables."""
    op.create_table(
        "cash_days",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("totals", sa.Text(), nullable=False),
        sa.Column("cash_fen", sa.BigInteger(), nullable=False),
        sa.Column("banked_fen", sa.BigInteger()),
        sa.Column("difference", sa.Text()),
        sa.Column("counted_by", _ID),
        sa.Column("counted_at", sa.BigInteger()),
        sa.Column("received_by", _ID),
        sa.Column("received_at", sa.BigInteger()),
        sa.Column("banked_by", _ID),
        sa.Column("banked_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["banked_by"], ["persons.id"], name="fk_cash_days_banked_by"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_cash_days_community_id"),
        sa.ForeignKeyConstraint(["counted_by"], ["persons.id"], name="fk_cash_days_counted_by"),
        sa.ForeignKeyConstraint(["received_by"], ["persons.id"], name="fk_cash_days_received_by"),
        sa.PrimaryKeyConstraint("id", name="pk_cash_days"),
        sa.UniqueConstraint("community_id", "day", name="uq_cash_days_community_id_day"),
    )
    op.create_table(
        "charge_codes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("custody", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_charge_codes_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_charge_codes"),
        sa.UniqueConstraint("community_id", "key", name="uq_charge_codes_community_id_key"),
    )
    op.create_table(
        "statement_runs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("making_at", sa.BigInteger()),
        sa.Column("cursor", _ID, nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("sending_at", sa.BigInteger()),
        sa.Column("chase_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_statement_runs_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statement_runs"),
        sa.UniqueConstraint("community_id", "period", name="uq_statement_runs_community_id_period"),
    )
    op.create_table(
        "bill_runs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("code_id", _ID, nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("bills", sa.Integer(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("made_by", _ID),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["charge_codes.id"], name="fk_bill_runs_code_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_bill_runs_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_bill_runs_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_bill_runs"),
        sa.UniqueConstraint("code_id", "period", name="uq_bill_runs_code_id_period"),
    )
    op.create_table(
        "rates",
        sa.Column("id", _ID, nullable=False),
        sa.Column("code_id", _ID, nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("price_e4", sa.BigInteger(), nullable=False),
        sa.Column("set_by", _ID),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["charge_codes.id"], name="fk_rates_code_id"),
        sa.ForeignKeyConstraint(["set_by"], ["persons.id"], name="fk_rates_set_by"),
        sa.PrimaryKeyConstraint("id", name="pk_rates"),
        sa.UniqueConstraint("code_id", "from_on", name="uq_rates_code_id_from_on"),
    )
    op.create_table(
        "shared_costs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("code_id", _ID, nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("building_id", _ID),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("set_by", _ID),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name="fk_shared_costs_building_id"),
        sa.ForeignKeyConstraint(["code_id"], ["charge_codes.id"], name="fk_shared_costs_code_id"),
        sa.ForeignKeyConstraint(["set_by"], ["persons.id"], name="fk_shared_costs_set_by"),
        sa.PrimaryKeyConstraint("id", name="pk_shared_costs"),
        sa.UniqueConstraint("code_id", "period", "scope", name="uq_shared_costs_code_id_period_scope"),
    )
    op.create_table(
        "fee_leaves",
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("given_by", _ID, nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["persons.id"], name="fk_fee_leaves_given_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_fee_leaves_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", name="pk_fee_leaves"),
    )
    op.create_table(
        "fee_looks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_fee_looks_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_fee_looks_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fee_looks"),
    )
    op.create_index("ix_fee_looks_unit_id", "fee_looks", ["unit_id"])
    op.create_table(
        "holdings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("code_id", _ID, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date()),
        sa.ForeignKeyConstraint(["code_id"], ["charge_codes.id"], name="fk_holdings_code_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_holdings_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_holdings"),
        sa.UniqueConstraint("unit_id", "code_id", "label", "from_on", name="uq_holdings_unit_id_code_id_label_from_on"),
    )
    op.create_index("ix_holdings_code_id", "holdings", ["code_id"])
    op.create_index("ix_holdings_unit_id", "holdings", ["unit_id"])
    op.create_table(
        "reductions",
        sa.Column("id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("code_id", _ID, nullable=False),
        sa.Column("from_period", sa.Text(), nullable=False),
        sa.Column("until_period", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_by", _ID, nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", _ID),
        sa.Column("decided_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name="fk_reductions_asked_by"),
        sa.ForeignKeyConstraint(["code_id"], ["charge_codes.id"], name="fk_reductions_code_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_reductions_decided_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_reductions_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reductions"),
    )
    op.create_index("ix_reductions_unit_id", "reductions", ["unit_id"])
    op.create_table(
        "statements",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("upto", sa.BigInteger(), nullable=False),
        sa.Column("odd", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("checked_by", _ID),
        sa.Column("checked_at", sa.BigInteger()),
        sa.Column("held_by", _ID),
        sa.Column("held_at", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.Column("sent_at", sa.BigInteger()),
        sa.Column("missed_at", sa.BigInteger()),
        sa.Column("handed", sa.Text()),
        sa.Column("handed_by", _ID),
        sa.Column("handed_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["checked_by"], ["persons.id"], name="fk_statements_checked_by"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_statements_community_id"),
        sa.ForeignKeyConstraint(["handed_by"], ["persons.id"], name="fk_statements_handed_by"),
        sa.ForeignKeyConstraint(["held_by"], ["persons.id"], name="fk_statements_held_by"),
        sa.ForeignKeyConstraint(["run_id"], ["statement_runs.id"], name="fk_statements_run_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_statements_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statements"),
        sa.UniqueConstraint("unit_id", "period", name="uq_statements_unit_id_period"),
    )
    op.create_index("ix_statements_run", "statements", ["run_id", "status"])
    op.create_table(
        "bills",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("code_id", _ID, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date()),
        sa.Column("until_on", sa.Date()),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("open_fen", sa.BigInteger(), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("case_id", _ID),
        sa.Column("run_id", _ID),
        sa.Column("made_by", _ID),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_bills_case_id"),
        sa.ForeignKeyConstraint(["code_id"], ["charge_codes.id"], name="fk_bills_code_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_bills_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_bills_made_by"),
        sa.ForeignKeyConstraint(["run_id"], ["bill_runs.id"], name="fk_bills_run_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_bills_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bills"),
        sa.UniqueConstraint("unit_id", "code_id", "about", name="uq_bills_unit_id_code_id_about"),
    )
    op.create_index("ix_bills_case_id", "bills", ["case_id"])
    op.create_index("ix_bills_open", "bills", ["community_id", "open_fen", "due_on"])
    op.create_index("ix_bills_run_id", "bills", ["run_id"])
    op.create_table(
        "payments",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text()),
        sa.Column("case_id", _ID),
        sa.Column("taken_by", _ID),
        sa.Column("decided_by", _ID),
        sa.Column("decided_at", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_payments_case_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_payments_community_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_payments_decided_by"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_payments_person_id"),
        sa.ForeignKeyConstraint(["taken_by"], ["persons.id"], name="fk_payments_taken_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_payments_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_payments"),
        sa.UniqueConstraint("community_id", "way", "reference", name="uq_payments_community_id_way_reference"),
    )
    op.create_index("ix_payments_case_id", "payments", ["case_id"])
    op.create_index("ix_payments_paid", "payments", ["community_id", "paid_on"])
    op.create_index("ix_payments_unit_id", "payments", ["unit_id"])
    op.create_table(
        "readings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("holding_id", _ID, nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("value_milli", sa.BigInteger(), nullable=False),
        sa.Column("read_by", _ID),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["holding_id"], ["holdings.id"], name="fk_readings_holding_id"),
        sa.ForeignKeyConstraint(["read_by"], ["persons.id"], name="fk_readings_read_by"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.UniqueConstraint("holding_id", "read_on", name="uq_readings_holding_id_read_on"),
    )
    op.create_table(
        "statement_people",
        sa.Column("id", _ID, nullable=False),
        sa.Column("statement_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("outbox_key", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_statement_people_person_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name="fk_statement_people_statement_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statement_people"),
        sa.UniqueConstraint("outbox_key", name="uq_statement_people_outbox_key"),
    )
    op.create_index("ix_statement_people_person_id", "statement_people", ["person_id"])
    op.create_index("ix_statement_people_statement_id", "statement_people", ["statement_id"])
    op.create_table(
        "disputes",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("bill_id", _ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text()),
        sa.Column("corrected_fen", sa.BigInteger()),
        sa.Column("answered_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name="fk_disputes_bill_id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_disputes_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_disputes"),
    )
    op.create_index("ix_disputes_bill_id", "disputes", ["bill_id"])
    op.create_table(
        "entries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("bill_id", _ID),
        sa.Column("payment_id", _ID),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", _ID),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("case_id", _ID),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name="fk_entries_bill_id"),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_entries_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_entries_case_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_entries_community_id"),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name="fk_entries_payment_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_entries_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
    )
    op.create_index("ix_entries_bill_id", "entries", ["bill_id"])
    op.create_index("ix_entries_day", "entries", ["community_id", "day", "kind"])
    op.create_index("ix_entries_payment_id", "entries", ["payment_id"])
    op.create_index("ix_entries_unit_id", "entries", ["unit_id"])
    op.create_table(
        "receipts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("payment_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("fen", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("replaces_id", _ID),
        sa.Column("issued_by", _ID),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("voided_by", _ID),
        sa.Column("voided_at", sa.BigInteger()),
        sa.Column("void_reason", sa.Text()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_receipts_community_id"),
        sa.ForeignKeyConstraint(["issued_by"], ["persons.id"], name="fk_receipts_issued_by"),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name="fk_receipts_payment_id"),
        sa.ForeignKeyConstraint(["replaces_id"], ["receipts.id"], name="fk_receipts_replaces_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_receipts_unit_id"),
        sa.ForeignKeyConstraint(["voided_by"], ["persons.id"], name="fk_receipts_voided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
        sa.UniqueConstraint("community_id", "number", name="uq_receipts_community_id_number"),
    )
    op.create_index("ix_receipts_day", "receipts", ["community_id", "day"])
    op.create_index("ix_receipts_payment_id", "receipts", ["payment_id"])
    op.create_index("ix_receipts_unit_id", "receipts", ["unit_id"])
    op.create_table(
        "seals",
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("media_id", _ID, nullable=False),
        sa.Column("set_by", _ID, nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_seals_community_id"),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name="fk_seals_media_id"),
        sa.ForeignKeyConstraint(["set_by"], ["persons.id"], name="fk_seals_set_by"),
        sa.PrimaryKeyConstraint("community_id", name="pk_seals"),
    )
    op.create_table(
        "receipt_checks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("receipt_id", _ID),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_receipt_checks_person_id"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name="fk_receipt_checks_receipt_id"),
        sa.PrimaryKeyConstraint("id", name="pk_receipt_checks"),
    )
    op.create_index("ix_receipt_checks_person_id", "receipt_checks", ["person_id"])


def downgrade() -> None:
    """Without them."""
    for name in _NEW:
        op.drop_table(name)
