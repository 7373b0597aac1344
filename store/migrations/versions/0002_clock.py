"""The clock: ladder, callbacks, incidents, announcements, rota, calendar, calls, search."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NEW = (
    "boards",
    "search_terms",
    "call_events",
    "calls",
    "callbacks",
    "incident_people",
    "rota_swaps",
    "duty_logs",
    "inquiries",
    "rotas",
    "announcement_people",
    "standard_changes",
    "runs",
    "rain_days",
    "incidents",
    "calendar_days",
    "announcements",
)


def upgrade() -> None:
    """New tables; promises learn who answers for them and from when they are counted."""
    op.create_table(
        "announcements",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", _ID),
        sa.Column("decided_at", sa.BigInteger()),
        sa.Column("reason", sa.Text()),
        sa.Column("planned_at", sa.BigInteger()),
        sa.Column("cut_from", sa.BigInteger()),
        sa.Column("cut_to", sa.BigInteger()),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.Column("remind_at", sa.BigInteger()),
        sa.Column("next_at", sa.BigInteger()),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("cursor", _ID, nullable=False),
        sa.Column("people", sa.Integer()),
        sa.Column("started_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_announcements_community_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_announcements_decided_by"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_announcements_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
    )
    op.create_index("ix_announcements_next", "announcements", ["next_at"])
    op.create_table(
        "calendar_days",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("set_by", _ID),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_calendar_days_community_id"),
        sa.ForeignKeyConstraint(["set_by"], ["persons.id"], name="fk_calendar_days_set_by"),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_days"),
        sa.UniqueConstraint("community_id", "day", name="uq_calendar_days_community_id_day"),
    )
    op.create_table(
        "incidents",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("number", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("building", sa.Text()),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", _ID),
        sa.Column("opened_at", sa.BigInteger()),
        sa.Column("promised_at", sa.BigInteger()),
        sa.Column("closed_by", _ID),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("outcome", sa.Text()),
        sa.ForeignKeyConstraint(["closed_by"], ["persons.id"], name="fk_incidents_closed_by"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_incidents_community_id"),
        sa.ForeignKeyConstraint(["opened_by"], ["persons.id"], name="fk_incidents_opened_by"),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
        sa.UniqueConstraint("community_id", "number", name="uq_incidents_community_id_number"),
    )
    op.create_index("ix_incidents_status", "incidents", ["community_id", "status"])
    op.create_table(
        "rain_days",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("said_by", _ID, nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_rain_days_community_id"),
        sa.ForeignKeyConstraint(["said_by"], ["persons.id"], name="fk_rain_days_said_by"),
        sa.PrimaryKeyConstraint("id", name="pk_rain_days"),
        sa.UniqueConstraint("community_id", "day", name="uq_rain_days_community_id_day"),
    )
    op.create_table(
        "runs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_runs_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.UniqueConstraint("community_id", "duty", "period", name="uq_runs_community_id_duty_period"),
    )
    op.create_table(
        "standard_changes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("by", _ID),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_standard_changes_by"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_standard_changes_community_id"),
        sa.PrimaryKeyConstraint("id", name="pk_standard_changes"),
    )
    op.create_index("ix_standard_changes_community_id", "standard_changes", ["community_id"])
    op.create_table(
        "announcement_people",
        sa.Column("id", _ID, nullable=False),
        sa.Column("announcement_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("outbox_key", sa.Text()),
        sa.Column("read_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name="fk_announcement_people_announcement_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_announcement_people_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_announcement_people"),
        sa.UniqueConstraint(
            "announcement_id", "part", "person_id", name="uq_announcement_people_announcement_id_part_person_id"
        ),
    )
    op.create_index("ix_announcement_people_person_id", "announcement_people", ["person_id"])
    op.create_table(
        "rotas",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("staff_id", _ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date()),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_rotas_community_id"),
        sa.ForeignKeyConstraint(["made_by"], ["persons.id"], name="fk_rotas_made_by"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_rotas_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rotas"),
    )
    op.create_index("ix_rotas_staff_id", "rotas", ["staff_id"])
    op.create_index("ix_rotas_team", "rotas", ["community_id", "team"])
    op.create_table(
        "rota_swaps",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("line_id", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("holder_id", _ID, nullable=False),
        sa.Column("taker_id", _ID, nullable=False),
        sa.Column("asked_by", _ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name="fk_rota_swaps_asked_by"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_rota_swaps_community_id"),
        sa.ForeignKeyConstraint(["holder_id"], ["staff.id"], name="fk_rota_swaps_holder_id"),
        sa.ForeignKeyConstraint(["line_id"], ["rotas.id"], name="fk_rota_swaps_line_id"),
        sa.ForeignKeyConstraint(["taker_id"], ["staff.id"], name="fk_rota_swaps_taker_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rota_swaps"),
    )
    op.create_index("ix_rota_swaps_line", "rota_swaps", ["line_id", "day"])
    op.create_table(
        "duty_logs",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("team", sa.Text()),
        sa.Column("staff_id", _ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_duty_logs_community_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_duty_logs_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_duty_logs"),
    )
    op.create_index("ix_duty_logs_day", "duty_logs", ["community_id", "day"])
    op.create_table(
        "inquiries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", _ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_inquiries_community_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_inquiries_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inquiries"),
        sa.UniqueConstraint("community_id", "day", "staff_id", name="uq_inquiries_community_id_day_staff_id"),
    )
    op.create_table(
        "boards",
        sa.Column("id", _ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.Column("ready_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_boards_community_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_boards_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_boards"),
        sa.UniqueConstraint("chat_id", name="uq_boards_chat_id"),
    )
    op.create_index("ix_boards_community_id", "boards", ["community_id"])
    op.create_table(
        "incident_people",
        sa.Column("id", _ID, nullable=False),
        sa.Column("incident_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("unit_id", _ID),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_incident_people_incident_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_incident_people_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_incident_people_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_incident_people"),
        sa.UniqueConstraint("incident_id", "person_id", name="uq_incident_people_incident_id_person_id"),
    )
    op.create_table(
        "callbacks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger()),
        sa.Column("ask_at", sa.BigInteger()),
        sa.Column("asked_at", sa.BigInteger()),
        sa.Column("phone_at", sa.BigInteger()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.BigInteger()),
        sa.Column("channel", sa.Text()),
        sa.Column("done_by", _ID),
        sa.Column("attitude", sa.Integer()),
        sa.Column("quality", sa.Integer()),
        sa.Column("courtesy", sa.Integer()),
        sa.Column("words", sa.Text()),
        sa.Column("opinion", sa.Text()),
        sa.Column("promised_at", sa.BigInteger()),
        sa.Column("answered_at", sa.BigInteger()),
        sa.Column("fault_at", sa.BigInteger()),
        sa.Column("ordered_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_callbacks_case_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_callbacks_community_id"),
        sa.ForeignKeyConstraint(["done_by"], ["persons.id"], name="fk_callbacks_done_by"),
        sa.PrimaryKeyConstraint("id", name="pk_callbacks"),
        sa.UniqueConstraint("case_id", "round", "turn", name="uq_callbacks_case_id_round_turn"),
    )
    op.create_index("ix_callbacks_case_id", "callbacks", ["case_id"])
    op.create_index("ix_callbacks_due", "callbacks", ["community_id", "due_at"])
    op.create_index("ix_callbacks_done", "callbacks", ["community_id", "done_at"])
    op.create_index("ix_callbacks_fault", "callbacks", ["community_id", "fault_at"])
    op.create_index("ix_callbacks_asked", "callbacks", ["community_id", "asked_at"])
    op.create_index("ix_callbacks_promised", "callbacks", ["community_id", "promised_at"])
    op.create_index("ix_callbacks_open", "callbacks", ["community_id", "status", "phone_at"])
    op.create_index("ix_callbacks_status", "callbacks", ["status", "ask_at"])
    op.create_index("ix_callbacks_done_by", "callbacks", ["done_by"])
    op.create_table(
        "calls",
        sa.Column("id", _ID, nullable=False),
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("case_id", _ID),
        sa.Column("announcement_id", _ID),
        sa.Column("building", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("outbox_key", sa.Text()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("by", _ID),
        sa.Column("at", sa.BigInteger()),
        sa.Column("note", sa.Text()),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcements.id"], name="fk_calls_announcement_id"),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_calls_by"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_calls_case_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_calls_community_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_calls_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.UniqueConstraint("person_id", "what", name="uq_calls_person_id_what"),
    )
    op.create_index("ix_calls_open", "calls", ["community_id", "status", "since"])
    op.create_table(
        "call_events",
        sa.Column("id", _ID, nullable=False),
        sa.Column("call_id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", _ID),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["persons.id"], name="fk_call_events_by"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_call_events_call_id"),
        sa.PrimaryKeyConstraint("id", name="pk_call_events"),
    )
    op.create_index("ix_call_events_call_id", "call_events", ["call_id"])
    op.create_table(
        "search_terms",
        sa.Column("community_id", _ID, nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("case_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_search_terms_case_id"),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name="fk_search_terms_community_id"),
        sa.PrimaryKeyConstraint("community_id", "term", "case_id", name="pk_search_terms"),
    )
    op.create_index("ix_search_terms_case_id", "search_terms", ["case_id"])
    op.add_column("cases", sa.Column("incident_id", _ID))
    op.create_index("ix_cases_incident_id", "cases", ["incident_id"])
    op.create_index("ix_cases_closed", "cases", ["community_id", "closed_at"])
    op.create_index("ix_cases_created", "cases", ["community_id", "created_at"])
    op.add_column("repairs", sa.Column("water_tested_at", sa.BigInteger()))
    op.create_index("ix_repairs_finished", "repairs", ["finished_at"])
    _promises()


def _promises() -> None:
    """Old promises count from the report of their case, belong to its team, run always."""
    with op.batch_alter_table("deadlines") as table:
        table.add_column(sa.Column("team", sa.Text()))
        table.add_column(sa.Column("starts_at", sa.BigInteger()))
        table.add_column(sa.Column("by_hand", sa.Boolean()))
        table.add_column(sa.Column("working", sa.Boolean()))
        table.add_column(sa.Column("version", sa.Integer()))
        table.add_column(sa.Column("taken_by", _ID))
        table.add_column(sa.Column("taken_until", sa.BigInteger()))
        table.create_foreign_key("fk_deadlines_taken_by", "staff", ["taken_by"], ["id"])
    op.execute(
        "UPDATE deadlines SET by_hand = false, working = false, version = 1,"
        " team = (SELECT team FROM cases WHERE cases.id = case_id),"
        " starts_at = (SELECT created_at FROM cases WHERE cases.id = case_id)"
    )
    with op.batch_alter_table("deadlines") as table:
        for name, sort in (
            ("team", sa.Text()),
            ("starts_at", sa.BigInteger()),
            ("by_hand", sa.Boolean()),
            ("working", sa.Boolean()),
            ("version", sa.Integer()),
        ):
            table.alter_column(name, existing_type=sort, nullable=False)
    op.create_index("ix_deadlines_due", "deadlines", ["status", "due_at"])


def downgrade() -> None:
    """Back to one alert per promise."""
    op.drop_index("ix_deadlines_due", table_name="deadlines")
    with op.batch_alter_table("deadlines") as table:
        table.drop_constraint("fk_deadlines_taken_by", type_="foreignkey")
        for name in ("taken_until", "taken_by", "version", "working", "by_hand", "starts_at", "team"):
            table.drop_column(name)
    op.drop_index("ix_repairs_finished", table_name="repairs")
    op.drop_column("repairs", "water_tested_at")
    for index in ("ix_cases_incident_id", "ix_cases_closed", "ix_cases_created"):
        op.drop_index(index, table_name="cases")
    op.drop_column("cases", "incident_id")
    for table_name in _NEW:
        op.drop_table(table_name)
