"""Tables of money: charges, bills, the ledger, payments, receipts. All amounts are whole fen."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from store.heard_tables import metadata as metadata
from store.tables import _at, _id, _to
from store.types import Day, Doc, Id

charge_codes = Table(
    "charge_codes",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("key", Text, nullable=False),  # property | energy | parking | water | … (FEE-18)
    Column("kind", Text, nullable=False),  # domain.fees.charges.Kind
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("months", Integer, nullable=False),  # of one bill
    Column("rank", Integer, nullable=False),  # paid first of one day: the lowest
    Column("custody", Boolean, nullable=False),  # reduced while the home is in custody (FEE-09)
    Column("active", Boolean, nullable=False),
    UniqueConstraint("community_id", "key"),
)

rates = Table(  # the price of a code from a day on; nothing is overwritten
    "rates",
    metadata,
    _id(),
    _to("code_id", "charge_codes"),
    Column("from_on", Day, nullable=False),
    Column("price_e4", BigInteger, nullable=False),  # ten-thousandths of a yuan
    _to("set_by", "persons", required=False),
    _at("set_at"),
    UniqueConstraint("code_id", "from_on"),
)

holdings = Table(  # what a home has of a fixed or metered code: a parking space, a meter
    "holdings",
    metadata,
    _id(),
    _to("unit_id", "units", index=True),
    _to("code_id", "charge_codes", index=True),
    Column("label", Text, nullable=False),  # number of the space or the meter; '' where there is one only
    Column("quantity", Integer, nullable=False),
    Column("from_on", Day, nullable=False),
    Column("until_on", Day),  # last day; null: still held
    UniqueConstraint("unit_id", "code_id", "label", "from_on"),
)

readings = Table(  # of meters (F-24)
    "readings",
    metadata,
    _id(),
    _to("holding_id", "holdings"),
    Column("read_on", Day, nullable=False),
    Column("value_milli", BigInteger, nullable=False),
    _to("read_by", "persons", required=False),
    _at("read_at"),
    UniqueConstraint("holding_id", "read_on"),
)

shared_costs = Table(  # a whole amount to be shared out (FEE-03)
    "shared_costs",
    metadata,
    _id(),
    _to("code_id", "charge_codes"),
    Column("period", Text, nullable=False),  # 2026-12
    _to("building_id", "buildings", required=False),  # null: of the whole community
    Column("scope", Text, nullable=False),  # 'all' or the building's id: part of the key (null is never equal to null)
    Column("fen", BigInteger, nullable=False),
    _to("set_by", "persons", required=False),
    _at("set_at"),
    UniqueConstraint("code_id", "period", "scope"),
)

reductions = Table(
    "reductions",
    metadata,
    _id(),
    _to("unit_id", "units", index=True),
    _to("code_id", "charge_codes"),
    Column("from_period", Text, nullable=False),
    Column("until_period", Text, nullable=False),
    Column("percent", Integer, nullable=False),  # taken off
    Column("reason", Text, nullable=False),
    Column("status", Text, nullable=False),  # approved | ended
    Column("version", Integer, nullable=False),
    _to("asked_by", "persons"),
    _at("asked_at"),
    _to("decided_by", "persons", required=False),
    _at("decided_at", required=False),
)

fee_asks = Table(  # what waits for a head's word: a price, a reduction, a large correction
    "fee_asks",
    metadata,
    _id(),
    _to("community_id", "communities", index=True),
    Column("kind", Text, nullable=False),  # domain.fees.asks.Kind
    Column("status", Text, nullable=False),  # asked | approved | declined
    Column("version", Integer, nullable=False),
    _to("code_id", "charge_codes", required=False),
    _to("unit_id", "units", required=False),
    _to("bill_id", "bills", required=False),
    Column("details", Doc, nullable=False),
    Column("reason", Text, nullable=False),
    _to("asked_by", "persons"),
    _at("asked_at"),
    _to("decided_by", "persons", required=False),
    _at("decided_at", required=False),
    Column("decided_words", Text),
)

bill_runs = Table(  # one code, one period: written once, a second run fills the gaps
    "bill_runs",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("code_id", "charge_codes"),
    Column("period", Text, nullable=False),
    Column("bills", Integer, nullable=False),
    Column("fen", BigInteger, nullable=False),
    _to("made_by", "persons", required=False),
    _at("made_at"),
    UniqueConstraint("code_id", "period"),
)

bills = Table(
    "bills",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("unit_id", "units"),
    _to("code_id", "charge_codes"),
    Column("about", Text, nullable=False),  # the period, or the one occasion
    Column("from_on", Day),
    Column("until_on", Day),
    Column("due_on", Day, nullable=False),
    Column("fen", BigInteger, nullable=False),  # as first charged
    Column("open_fen", BigInteger, nullable=False),  # still to pay; sum of its entries
    Column("formula", Doc, nullable=False),
    _to("case_id", "cases", required=False, index=True),
    _to("run_id", "bill_runs", required=False, index=True),
    _to("made_by", "persons", required=False),
    _at("made_at"),
    UniqueConstraint("unit_id", "code_id", "about"),
    Index("ix_bills_open", "community_id", "open_fen", "due_on"),
)

payments = Table(
    "payments",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("unit_id", "units", index=True),
    _to("person_id", "persons", required=False),
    Column("way", Text, nullable=False),
    Column("fen", BigInteger, nullable=False),
    Column("status", Text, nullable=False),  # domain.fees.ledger.PaymentStatus
    Column("version", Integer, nullable=False),
    Column("paid_on", Day, nullable=False),
    Column("chosen", Doc, nullable=False),  # bills the payer named
    Column("reference", Text),  # the bank's or the provider's number, as finance has seen it
    Column("told_fen", BigInteger),  # as it was reported
    Column("told_reference", Text),  # the number as it was reported
    Column("payer", Text),  # who paid at the desk, when it is not whoever is named
    _to("case_id", "cases", required=False, index=True),
    _to("taken_by", "persons", required=False),
    _to("decided_by", "persons", required=False),
    _at("decided_at", required=False),
    Column("reason", Text),
    _at("at"),
    UniqueConstraint("community_id", "way", "reference"),
    Index("ix_payments_paid", "community_id", "paid_on"),
    Index("ix_payments_open", "community_id", "status"),
)

entries = Table(  # the ledger: only ever added to
    "entries",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("unit_id", "units", index=True),
    Column("kind", Text, nullable=False),  # domain.fees.ledger.Entry
    Column("bill_id", Id, ForeignKey("bills.id"), index=True),
    Column("payment_id", Id, ForeignKey("payments.id"), index=True),
    Column("fen", BigInteger, nullable=False),
    Column("words", Text, nullable=False),
    _to("by", "persons", required=False),
    _at("at"),
    Column("day", Day, nullable=False),  # the community's
    _to("case_id", "cases", required=False),
    Index("ix_entries_day", "community_id", "day", "kind"),
)

receipts = Table(  # numbered without gaps (RCP)
    "receipts",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("number", Text, nullable=False),  # 2026-000123
    Column("day", Day, nullable=False),  # the community's
    _to("payment_id", "payments", required=False, index=True),
    _to("unit_id", "units", required=False, index=True),
    _to("case_id", "cases", required=False, index=True),  # the contract, where it is for rent or deposit
    Column("way", Text, nullable=False),  # domain.fees.ledger.Way
    Column("paid_on", Day, nullable=False),
    Column("payer", Text, nullable=False),
    Column("fen", BigInteger, nullable=False),
    Column("lines", Doc, nullable=False),  # [{code, name_zh, name_en, about, fen}]; code null: paid in advance
    Column("status", Text, nullable=False),  # valid | void
    Column("check_code", Text, nullable=False),
    _to("replaces_id", "receipts", required=False),
    _to("issued_by", "persons", required=False),
    _at("issued_at"),
    _to("voided_by", "persons", required=False),
    _at("voided_at", required=False),
    Column("void_reason", Text),
    UniqueConstraint("community_id", "number"),
    Index("ix_receipts_day", "community_id", "day"),
)

receipt_checks = Table(  # who asked whether a receipt is genuine: wrong tries are counted
    "receipt_checks",
    metadata,
    _id(),
    _to("person_id", "persons", index=True),
    Column("number", Text, nullable=False),
    _to("receipt_id", "receipts", required=False),  # null: there is none of that number and code
    _at("at"),
)

seals = Table(  # the picture put over the signatures of a community's papers
    "seals",
    metadata,
    Column("community_id", Id, ForeignKey("communities.id"), primary_key=True, autoincrement=False),
    _to("media_id", "media"),
    _to("set_by", "persons"),
    _at("set_at"),
)

cash_days = Table(  # what came in on a day by class, and what went to the bank (RCP-05, F-45); both sign
    "cash_days",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("day", Day, nullable=False),
    Column("version", Integer, nullable=False),
    Column("totals", Doc, nullable=False),  # as they were when it was counted: domain.cashbook.Totals
    Column("cash_fen", BigInteger, nullable=False),  # as counted
    Column("banked_fen", BigInteger),
    Column("difference", Text),  # why the two are not the same, in words
    _to("counted_by", "persons", required=False),
    _at("counted_at", required=False),
    _to("received_by", "persons", required=False),
    _at("received_at", required=False),
    _to("banked_by", "persons", required=False),
    _at("banked_at", required=False),
    UniqueConstraint("community_id", "day"),
)

statement_runs = Table(  # the statements of one community and month, and when the clock looks after them
    "statement_runs",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("period", Text, nullable=False),
    _at("begun_at"),
    _at("making_at", required=False),
    Column("cursor", Id, nullable=False),  # the last home looked at in this pass
    Column("fresh", Integer, nullable=False),  # made in this pass
    _at("sending_at", required=False),
    _at("chase_at", required=False),  # unchecked ones go up then
    UniqueConstraint("community_id", "period"),
)

statements = Table(  # of account, one for each home and month (FEE-01, F-50)
    "statements",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("unit_id", "units"),
    _to("run_id", "statement_runs"),
    Column("period", Text, nullable=False),
    Column("fen", BigInteger, nullable=False),  # to pay in all when it was made
    Column(
        "upto", BigInteger, nullable=False
    ),  # the last entry it counts: what it says can be told again from the ledger
    Column("odd", Doc, nullable=False),  # domain.statement.Odd
    Column("status", Text, nullable=False),  # made | held | checked | sent
    _at("made_at"),
    _to("checked_by", "persons", required=False),
    _at("checked_at", required=False),
    _to("held_by", "persons", required=False),
    _at("held_at", required=False),
    Column("reason", Text),  # why it is held back
    _at("sent_at", required=False),
    _at("missed_at", required=False),  # they say it never came
    Column("handed", Text),  # handed | visited | unreachable: what the butler says of one the chat did not bring
    _to("handed_by", "persons", required=False),
    _at("handed_at", required=False),
    UniqueConstraint("unit_id", "period"),
    Index("ix_statements_run", "run_id", "status"),
)

statement_people = Table(  # to whom it went; what became of it says the outbox
    "statement_people",
    metadata,
    _id(),
    _to("statement_id", "statements", index=True),
    _to("person_id", "persons", index=True),
    Column("outbox_key", Text, nullable=False),
    _at("at"),
    UniqueConstraint("outbox_key"),
)

disputes = Table(  # what only a disputed item has (flow "dispute")
    "disputes",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    _to("bill_id", "bills", index=True),
    Column("reason", Text, nullable=False),
    Column("explanation", Text),
    Column("corrected_fen", BigInteger),  # the entry made, plus or minus
    _at("answered_at", required=False),
)

fee_leaves = Table(  # the owner lets tenants of the home see its fee account
    "fee_leaves",
    metadata,
    Column("unit_id", Id, ForeignKey("units.id"), primary_key=True, autoincrement=False),
    _to("given_by", "persons"),
    _at("given_at"),
)

fee_looks = Table(  # who of the staff looked a home's fee account up
    "fee_looks",
    metadata,
    _id(),
    _to("unit_id", "units", index=True),
    _to("person_id", "persons"),
    _at("at"),
)
