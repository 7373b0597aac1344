"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """All tables."""
    op.create_table(
        "cards",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("case_id", _ID),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
        sa.UniqueConstraint("key", name="uq_cards_key"),
    )
    op.create_index("ix_cards_case_id", "cards", ["case_id"])
    op.create_index("ix_cards_chat_id", "cards", ["chat_id"])
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.Column("moved_to", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
    )
    op.create_table(
        "communities",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_communities"),
        sa.UniqueConstraint("name", name="uq_communities_name"),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("album", sa.Text()),
        sa.Column("due_at", sa.BigInteger()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("done_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_status", "inbox", ["status", "update_id"])
    op.create_table(
        "marks",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_marks"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("card_id", _ID),
        sa.Column("person_id", _ID),
        sa.Column("case_id", _ID),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger()),
        sa.Column("expires_at", sa.BigInteger()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("sent_at", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.Column("on_failure", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_card_id", "outbox", ["card_id"])
    op.create_index("ix_outbox_case_id", "outbox", ["case_id"])
    op.create_index("ix_outbox_chat_message", "outbox", ["chat_id", "message_id"])
    op.create_index("ix_outbox_status", "outbox", ["status", "lane", "id"])
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])
    op.create_table(
        "persons",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text()),
        sa.Column("telegram_id", sa.BigInteger()),
        sa.Column("language", sa.Text()),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
        sa.UniqueConstraint("phone", name="uq_persons_phone"),
        sa.UniqueConstraint("telegram_id", name="uq_persons_telegram_id"),
    )
    op.create_table(
        "buildings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_buildings_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_buildings"),
        sa.UniqueConstraint("community_id", "code", name="uq_buildings_community_id_code"),
    )
    op.create_table(
        "day_numbers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_day_numbers_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_day_numbers"),
        sa.UniqueConstraint("community_id", "day", name="uq_day_numbers_community_id_day"),
    )
    op.create_table(
        "prices",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("unit_zh", sa.Text(), nullable=False),
        sa.Column("unit_en", sa.Text(), nullable=False),
        sa.Column("price_fen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_prices_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_prices"),
        sa.UniqueConstraint("community_id", "code", name="uq_prices_community_id_code"),
    )
    op.create_table(
        "staff",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("team", sa.Text()),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("on_duty", sa.Boolean(), nullable=False),
        sa.Column("on_duty_since", sa.BigInteger()),
        sa.Column("given_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_staff_community_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_staff_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("person_id", "community_id", name="uq_staff_person_id_community_id"),
    )
    op.create_index("ix_staff_community_id", "staff", ["community_id"])
    op.create_index("ix_staff_person_id", "staff", ["person_id"])
    op.create_table(
        "standards",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("set_by", _ID),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_standards_community_id"),
        sa.ForeignKeyConstraint(["set_by"], ["persons.id"], name="fk_standards_set_by"),
        sa.PrimaryKeyConstraint("id", name="pk_standards"),
        sa.UniqueConstraint("community_id", "key", name="uq_standards_community_id_key"),
    )
    op.create_table(
        "team_chats",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger()),
        sa.Column("bound_by", _ID, nullable=False),
        sa.Column("bound_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["bound_by"], ["persons.id"], name="fk_team_chats_bound_by"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_team_chats_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_team_chats"),
        sa.UniqueConstraint("community_id", "team", name="uq_team_chats_community_id_team"),
    )
    op.create_index("ix_team_chats_chat_id", "team_chats", ["chat_id"])
    op.create_table(
        "shifts",
        sa.Column("id", _ID, nullable=False),
        sa.Column("staff_id", _ID, nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("note", sa.Text()),
        sa.Column("read_by", _ID),
        sa.Column("read_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["read_by"], ["staff.id"], name="fk_shifts_read_by"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_shifts_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shifts"),
    )
    op.create_index("ix_shifts_staff_id", "shifts", ["staff_id"])
    op.create_table(
        "units",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("building_id", _ID, nullable=False),
        sa.Column("building", sa.Text(), nullable=False),
        sa.Column("entrance", sa.Text(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("floor", sa.Integer()),
        sa.Column("area_cm2", sa.BigInteger()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("handed_over_on", sa.Date()),
        sa.Column("rate_fen", sa.Integer()),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name="fk_units_building_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_units_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
        sa.UniqueConstraint(
            "community_id", "building", "entrance", "room", name="uq_units_community_id_building_entrance_room"
        ),
    )
    op.create_index("ix_units_building_id", "units", ["building_id"])
    op.create_table(
        "cases",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_id", _ID),
        sa.Column("place", sa.Text()),
        sa.Column("reporter_id", _ID, nullable=False),
        sa.Column("taken_by", _ID),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("danger", sa.Text()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text()),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("assignee_id", _ID),
        sa.Column("appointment_from", sa.BigInteger()),
        sa.Column("appointment_to", sa.BigInteger()),
        sa.Column("owing_fen", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("rating", sa.Integer()),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("urged_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["assignee_id"], ["staff.id"], name="fk_cases_assignee_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_cases_community_id"),
        sa.ForeignKeyConstraint(["reporter_id"], ["persons.id"], name="fk_cases_reporter_id"),
        sa.ForeignKeyConstraint(["taken_by"], ["persons.id"], name="fk_cases_taken_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_cases_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("community_id", "number", name="uq_cases_community_id_number"),
    )
    op.create_index("ix_cases_assignee_id", "cases", ["assignee_id"])
    op.create_index("ix_cases_open", "cases", ["community_id", "flow", "status"])
    op.create_index("ix_cases_reporter_id", "cases", ["reporter_id"])
    op.create_index("ix_cases_unit_id", "cases", ["unit_id"])
    op.create_index("ix_cases_taken_by", "cases", ["taken_by"])
    op.create_table(
        "invites",
        sa.Column("id", _ID, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("role", sa.Text()),
        sa.Column("team", sa.Text()),
        sa.Column("unit_id", _ID),
        sa.Column("relation", sa.Text()),
        sa.Column("made_by", _ID),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_by", _ID),
        sa.Column("used_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_invites_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_invites_made_by"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_invites_unit_id"),
        sa.ForeignKeyConstraint(["used_by"], ["persons.id"], name="fk_invites_used_by"),
        sa.PrimaryKeyConstraint("id", name="pk_invites"),
        sa.UniqueConstraint("hash", name="uq_invites_hash"),
    )
    op.create_table(
        "join_requests",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("said_name", sa.Text(), nullable=False),
        sa.Column("said_phone", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", _ID),
        sa.Column("decided_at", sa.BigInteger()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_join_requests_community_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_join_requests_decided_by"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_join_requests_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_join_requests_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_join_requests"),
    )
    op.create_index("ix_join_requests_person_id", "join_requests", ["person_id"])
    op.create_table(
        "residencies",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("verified_by", sa.Text()),
        sa.Column("verified_at", sa.BigInteger()),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_residencies_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_residencies_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_residencies"),
        sa.UniqueConstraint("person_id", "unit_id", name="uq_residencies_person_id_unit_id"),
    )
    op.create_index("ix_residencies_person_id", "residencies", ["person_id"])
    op.create_index("ix_residencies_unit_id", "residencies", ["unit_id"])
    op.create_table(
        "deadlines",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("fire_at", sa.BigInteger()),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("paused_reason", sa.Text()),
        sa.Column("paused_at", sa.BigInteger()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_deadlines_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deadlines"),
        sa.UniqueConstraint("case_id", "kind", "round", name="uq_deadlines_case_id_kind_round"),
    )
    op.create_index("ix_deadlines_case_id", "deadlines", ["case_id"])
    op.create_index("ix_deadlines_fire", "deadlines", ["fire_at"])
    op.create_table(
        "events",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", _ID),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_status", sa.Text()),
        sa.Column("to_status", sa.Text()),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_events_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_events_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_case_id", "events", ["case_id"])
    op.create_index("ix_events_by", "events", ["by"])
    op.create_table(
        "media",
        sa.Column("id", _ID, nullable=False),
        sa.Column("case_id", _ID),
        sa.Column("by", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("unique_ref", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text()),
        sa.Column("mime", sa.Text()),
        sa.Column("size", sa.Integer()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_media_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_media_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_media"),
        sa.UniqueConstraint("case_id", "unique_ref", "step", name="uq_media_case_id_unique_ref_step"),
    )
    op.create_index("ix_media_case_id", "media", ["case_id"])
    op.create_index("ix_media_wanted", "media", ["status", "next_at"])
    op.create_index("ix_media_by", "media", ["by"])
    op.create_table(
        "relays",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("case_id", _ID),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_relays_case_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_relays_community_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_relays_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_relays"),
    )
    op.create_index("ix_relays_person_id", "relays", ["person_id"])
    op.create_table(
        "repairs",
        sa.Column("case_id", _ID, autoincrement=False, nullable=False),
        sa.Column("charge", sa.Text(), nullable=False),
        sa.Column("charge_rules", sa.Text(), nullable=False),
        sa.Column("warranty_until", sa.Date()),
        sa.Column("dispatch", sa.Text()),
        sa.Column("quote_fen", sa.BigInteger()),
        sa.Column("quote_lines", sa.Text()),
        sa.Column("arrived_at", sa.BigInteger()),
        sa.Column("promised_at", sa.BigInteger()),
        sa.Column("hold_reason", sa.Text()),
        sa.Column("done_process", sa.Text()),
        sa.Column("done_part", sa.Text()),
        sa.Column("done_materials", sa.Text()),
        sa.Column("finished_at", sa.BigInteger()),
        sa.Column("reminded_at", sa.BigInteger()),
        sa.Column("comment", sa.Text()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_repairs_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_repairs"),
    )
    op.create_table(
        "talks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("case_id", _ID),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_talks_case_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_talks_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_talks"),
    )
    op.create_index("ix_talks_expiry", "talks", ["status", "expires_at"])
    op.create_index("ix_talks_open", "talks", ["chat_id", "person_id", "status"])
    op.create_index("ix_talks_person_id", "talks", ["person_id"])
    op.create_table(
        "relay_messages",
        sa.Column("id", _ID, nullable=False),
        sa.Column("relay_id", _ID, nullable=False),
        sa.Column("from_desk", sa.Boolean(), nullable=False),
        sa.Column("by", _ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachment", sa.Text()),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("outbox_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_relay_messages_by"),
        sa.ForeignKeyConstraint(["relay_id"], ["relays.id"], name="fk_relay_messages_relay_id"),
        sa.PrimaryKeyConstraint("id", name="pk_relay_messages"),
        sa.UniqueConstraint("outbox_key", name="uq_relay_messages_outbox_key"),
    )
    op.create_index("ix_relay_messages_relay_id", "relay_messages", ["relay_id"])
    op.create_index("ix_relay_messages_by", "relay_messages", ["by"])


def downgrade() -> None:
    """Nothing is left."""
    for table in (
        "relay_messages",
        "talks",
        "repairs",
        "relays",
        "media",
        "events",
        "deadlines",
        "residencies",
        "join_requests",
        "invites",
        "cases",
        "units",
        "shifts",
        "team_chats",
        "standards",
        "staff",
        "prices",
        "day_numbers",
        "buildings",
        "persons",
        "outbox",
        "marks",
        "inbox",
        "communities",
        "chats",
        "cards",
    ):
        op.drop_table(table)
