"""Being heard: complaints, enquiries and what is known, the exchange with the desk, visits, breaches."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "forum_cases",
    "visit_cases",
    "visits",
    "remedies",
    "praises",
    "knowledge_asks",
    "enquiries",
    "corrections",
    "complaints",
    "complaint_teams",
    "case_links",
    "breaches",
    "breach_steps",
    "knowledge_terms",
    "forum_people",
    "reading_words",
    "knowledge",
    "forums",
)


def upgrade() -> None:
    """New tables; an exchange with the desk has somebody who holds it."""
    _relays()
    op.create_table(
        "forums",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("seats", sa.Integer()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("invited_at", sa.BigInteger()),
        sa.Column("reminded_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("next_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_forums_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_forums_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_forums"),
    )
    op.create_index("ix_forums_status", "forums", ["community_id", "status", "starts_at"])
    op.create_index("ix_forums_next", "forums", ["next_at"])
    op.create_table(
        "knowledge",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("question_zh", sa.Text(), nullable=False),
        sa.Column("answer_zh", sa.Text(), nullable=False),
        sa.Column("question_en", sa.Text(), nullable=False),
        sa.Column("answer_en", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date()),
        sa.Column("made_by", _ID),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", _ID),
        sa.Column("changed_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["changed_by"], ["persons.id"], name="fk_knowledge_changed_by"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_knowledge_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_knowledge_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_knowledge"),
    )
    op.create_index("ix_knowledge_community_id", "knowledge", ["community_id"])
    op.create_table(
        "reading_words",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("added_by", _ID),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["persons.id"], name="fk_reading_words_added_by"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_reading_words_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reading_words"),
        sa.UniqueConstraint("community_id", "kind", "key", "word", name="uq_reading_words_community_id_kind_key_word"),
    )
    op.create_index("ix_reading_words_community_id", "reading_words", ["community_id"])
    op.create_table(
        "forum_people",
        sa.Column("id", _ID, nullable=False),
        sa.Column("forum_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_at", sa.BigInteger()),
        sa.Column("came", sa.Boolean()),
        sa.Column("told_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name="fk_forum_people_forum_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_forum_people_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_forum_people"),
        sa.UniqueConstraint("forum_id", "person_id", name="uq_forum_people_forum_id_person_id"),
    )
    op.create_table(
        "knowledge_terms",
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_knowledge_terms_community_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["knowledge.id"], name="fk_knowledge_terms_entry_id"),
        sa.PrimaryKeyConstraint("community_id", "term", "entry_id", name="pk_knowledge_terms"),
    )
    op.create_index("ix_knowledge_terms_entry_id", "knowledge_terms", ["entry_id"])
    op.create_table(
        "breach_steps",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("asked_of", _ID),
        sa.Column("signed_by", _ID),
        sa.Column("signed_at", sa.BigInteger()),
        sa.Column("declined_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["asked_of"], ["persons.id"], name="fk_breach_steps_asked_of"),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_breach_steps_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_breach_steps_case_id"),
        sa.ForeignKeyConstraint(["signed_by"], ["persons.id"], name="fk_breach_steps_signed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_breach_steps"),
    )
    op.create_index("ix_breach_steps_case_id", "breach_steps", ["case_id"])
    op.create_table(
        "breaches",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("others", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text()),
        sa.Column("authority_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_breaches_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_breaches"),
    )
    op.create_table(
        "case_links",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("other_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_by", _ID),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_links_case_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_case_links_made_by"),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"], name="fk_case_links_other_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_links"),
        sa.UniqueConstraint("case_id", "other_id", name="uq_case_links_case_id_other_id"),
    )
    op.create_index("ix_case_links_other_id", "case_links", ["other_id"])
    op.create_table(
        "complaint_teams",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("head_id", _ID),
        sa.Column("called_at", sa.BigInteger(), nullable=False),
        sa.Column("contacted_at", sa.BigInteger()),
        sa.Column("findings", sa.Text()),
        sa.Column("done_at", sa.BigInteger()),
        sa.Column("done_by", _ID),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_complaint_teams_case_id"),
        sa.ForeignKeyConstraint(["done_by"], ["persons.id"], name="fk_complaint_teams_done_by"),
        sa.ForeignKeyConstraint(["head_id"], ["staff.id"], name="fk_complaint_teams_head_id"),
        sa.PrimaryKeyConstraint("id", name="pk_complaint_teams"),
        sa.UniqueConstraint("case_id", "team", name="uq_complaint_teams_case_id_team"),
    )
    op.create_table(
        "complaints",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("happened", sa.Text()),
        sa.Column("against_team", sa.Text()),
        sa.Column("against_person", sa.Text()),
        sa.Column("wish", sa.Text()),
        sa.Column("wish_by", sa.BigInteger()),
        sa.Column("wish_agreed_at", sa.BigInteger()),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("harm", sa.Boolean(), nullable=False),
        sa.Column("agitated", sa.Boolean(), nullable=False),
        sa.Column("validity", sa.Text()),
        sa.Column("subtype", sa.Text()),
        sa.Column("grade", sa.Text()),
        sa.Column("responsibility", sa.Text()),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("handed_at", sa.BigInteger()),
        sa.Column("director_at", sa.BigInteger()),
        sa.Column("contacted_at", sa.BigInteger()),
        sa.Column("interim_at", sa.BigInteger()),
        sa.Column("answered_at", sa.BigInteger()),
        sa.Column("definite_at", sa.BigInteger()),
        sa.Column("result", sa.Text()),
        sa.Column("result_at", sa.BigInteger()),
        sa.Column("told_at", sa.BigInteger()),
        sa.Column("cause", sa.Text()),
        sa.Column("comment", sa.Text()),
        sa.Column("private_with", _ID),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_complaints_case_id"),
        sa.ForeignKeyConstraint(["private_with"], ["staff.id"], name="fk_complaints_private_with"),
        sa.PrimaryKeyConstraint("case_id", name="pk_complaints"),
    )
    op.create_index("ix_complaints_result", "complaints", ["result_at"])
    op.create_table(
        "corrections",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("done_words", sa.Text()),
        sa.Column("done_by", _ID),
        sa.Column("done_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_corrections_case_id"),
        sa.ForeignKeyConstraint(["done_by"], ["persons.id"], name="fk_corrections_done_by"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_corrections_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_case_id", "corrections", ["case_id"])
    op.create_index("ix_corrections_open", "corrections", ["status", "due_at"])
    op.create_table(
        "enquiries",
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("asked_team", sa.Text()),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_by", _ID),
        sa.Column("answered_at", sa.BigInteger()),
        sa.Column("entry_id", _ID),
        sa.Column("helpful", sa.Boolean()),
        sa.ForeignKeyConstraint(["answered_by"], ["persons.id"], name="fk_enquiries_answered_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_enquiries_case_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["knowledge.id"], name="fk_enquiries_entry_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_enquiries"),
    )
    op.create_index("ix_enquiries_answered_by", "enquiries", ["answered_by"])
    op.create_table(
        "knowledge_asks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("entry_id", _ID),
        sa.Column("case_id", _ID),
        sa.Column("helpful", sa.Boolean()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_knowledge_asks_case_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_knowledge_asks_community_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["knowledge.id"], name="fk_knowledge_asks_entry_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_knowledge_asks_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_knowledge_asks"),
    )
    op.create_index("ix_knowledge_asks_at", "knowledge_asks", ["community_id", "at"])
    op.create_index("ix_knowledge_asks_case_id", "knowledge_asks", ["case_id"])
    op.create_index("ix_knowledge_asks_person_id", "knowledge_asks", ["person_id"])
    op.create_table(
        "praises",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("staff_id", _ID),
        sa.Column("team", sa.Text()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_praises_case_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_praises_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_praises"),
    )
    op.create_index("ix_praises_case_id", "praises", ["case_id"])
    op.create_index("ix_praises_staff_id", "praises", ["staff_id"])
    op.create_table(
        "remedies",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("cost_fen", sa.Integer()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("by", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", _ID),
        sa.Column("decided_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_remedies_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_remedies_case_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_remedies_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_remedies"),
    )
    op.create_index("ix_remedies_case_id", "remedies", ["case_id"])
    op.create_table(
        "visits",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("staff_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("person_id", _ID),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer()),
        sa.Column("planned_on", sa.Date()),
        sa.Column("how", sa.Text()),
        sa.Column("opinion", sa.Text()),
        sa.Column("result", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("case_id", _ID),
        sa.Column("made_by", _ID),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_visits_case_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_visits_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_visits_made_by"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_visits_person_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_visits_staff_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_visits_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visits"),
    )
    op.create_index("ix_visits_plan", "visits", ["community_id", "month", "status"])
    op.create_index("ix_visits_open", "visits", ["community_id", "status", "planned_on"])
    op.create_index("ix_visits_staff", "visits", ["staff_id", "status"])
    op.create_index("ix_visits_unit_id", "visits", ["unit_id"])
    op.create_table(
        "visit_cases",
        sa.Column("id", _ID, nullable=False),
        sa.Column("visit_id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_visit_cases_case_id"),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_visit_cases_visit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_visit_cases"),
        sa.UniqueConstraint("visit_id", "case_id", name="uq_visit_cases_visit_id_case_id"),
    )
    op.create_index("ix_visit_cases_visit_id", "visit_cases", ["visit_id"])
    op.create_index("ix_visit_cases_case_id", "visit_cases", ["case_id"])
    op.create_table(
        "forum_cases",
        sa.Column("id", _ID, nullable=False),
        sa.Column("forum_id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_forum_cases_case_id"),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name="fk_forum_cases_forum_id"),
        sa.PrimaryKeyConstraint("id", name="pk_forum_cases"),
        sa.UniqueConstraint("forum_id", "case_id", name="uq_forum_cases_forum_id_case_id"),
    )
    op.create_index("ix_forum_cases_case_id", "forum_cases", ["case_id"])


def _relays() -> None:
    with op.batch_alter_table("relays") as table:
        table.add_column(sa.Column("owner_id", _ID))
        table.add_column(sa.Column("with_id", _ID))
        table.add_column(sa.Column("waiting_at", sa.BigInteger()))
        table.add_column(sa.Column("reminded_at", sa.BigInteger()))
        table.add_column(sa.Column("raised_at", sa.BigInteger()))
        table.add_column(sa.Column("closed_how", sa.Text()))
        table.create_foreign_key("fk_relays_owner_id", "staff", ["owner_id"], ["id"])
        table.create_foreign_key("fk_relays_with_id", "staff", ["with_id"], ["id"])
    op.create_index("ix_relays_open", "relays", ["status", "community_id"])
    op.create_index("ix_relays_case", "relays", ["case_id"])
    for name in ("edited_at", "failed_at"):
        op.add_column("relay_messages", sa.Column(name, sa.BigInteger()))
    for name in ("parts", "earlier"):
        op.add_column("relay_messages", sa.Column(name, sa.Text()))
    op.add_column("relay_messages", sa.Column("copies", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_relay_messages_original", "relay_messages", ["chat_id", "message_id"])


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_relay_messages_original", table_name="relay_messages")
    for name in ("copies", "earlier", "parts", "failed_at", "edited_at"):
        op.drop_column("relay_messages", name)
    op.drop_index("ix_relays_case", table_name="relays")
    op.drop_index("ix_relays_open", table_name="relays")
    with op.batch_alter_table("relays") as table:
        table.drop_constraint("fk_relays_with_id", type_="foreignkey")
        table.drop_constraint("fk_relays_owner_id", type_="foreignkey")
        for name in ("closed_how", "raised_at", "reminded_at", "waiting_at", "with_id", "owner_id"):
            table.drop_column(name)
    for table_name in _NEW:
        op.drop_table(table_name)
