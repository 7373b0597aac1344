"""Every table on one page. Odd columns say why they are there; the migrations in `migrations/` build the same.

Instants are UTC (`types.Instant`), days are local (`Day`), money is whole fen. Status columns are moved only by the
tables in `domain`. Unique keys are what makes a repeat harmless: update ids, outbox keys, case numbers, deadline keys.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from store.types import Bytes, Day, Doc, Id, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def _at(name: str, *, required: bool = True) -> Column[object]:
    return Column(name, Instant, nullable=not required)


def _to(name: str, target: str, *, required: bool = True, index: bool = False) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=not required, index=index)


# --- places and people -------------------------------------------------------------------------------------------

communities = Table(
    "communities",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("timezone", Text, nullable=False),
    Column("language", Text, nullable=False),
)

buildings = Table(
    "buildings",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("name", Text, nullable=False),  # as said: "3栋", "A座"
    Column("code", Text, nullable=False),  # as compared: "3", "A"
    UniqueConstraint("community_id", "code"),
)

units = Table(
    "units",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("building_id", "buildings", index=True),
    Column("building", Text, nullable=False),  # code of the building again: units are looked up by what people type
    Column("entrance", Text, nullable=False),  # 单元; '' where a building has none
    Column("room", Text, nullable=False),
    Column("floor", Integer),
    Column("area_cm2", BigInteger),  # square centimetres, so that 98.57 m² stays exact
    # 自住 lived_in | 出租 let | 空置 vacant | 装修 renovating | 未售 unsold | 托管 custody
    Column("state", Text, nullable=False),
    Column("handed_over_on", Day),  # null when never told: warranty is then asked, not guessed
    Column("rate_fen", Integer),  # property fee, fen per m² and month
    UniqueConstraint("community_id", "building", "entrance", "room"),
)

persons = Table(
    "persons",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("phone", Text, unique=True),  # normalised, e.g. +8613800000001; null for guests
    Column("telegram_id", BigInteger, unique=True),  # null until the person has come to the chat
    Column("language", Text),  # null until chosen: then the app's, then the community's
    Column("reachable", Boolean, nullable=False),  # false once the channel said "blocked"
    _at("created_at"),
)

residencies = Table(
    "residencies",
    metadata,
    _id(),
    _to("person_id", "persons", index=True),
    _to("unit_id", "units", index=True),
    Column("relation", Text, nullable=False),  # owner | family | tenant
    Column("verified_by", Text),  # contact | invite | desk | null while only on the register
    _at("verified_at", required=False),
    _at("began_at"),  # what they may see of the home's matters begins here
    _at("ended_at", required=False),
    UniqueConstraint("person_id", "unit_id"),
)

staff = Table(
    "staff",
    metadata,
    _id(),
    _to("person_id", "persons", index=True),
    _to("community_id", "communities", index=True),
    Column("role", Text, nullable=False),  # domain.people.Role
    Column("team", Text),  # domain.people.Team; null for manager and director
    Column("zone", Doc, nullable=False),  # building codes; [] means everywhere
    Column("on_duty", Boolean, nullable=False),
    _at("on_duty_since", required=False),
    _at("given_at", required=False),  # when work was last given to them: whose turn it is
    _at("ended_at", required=False),  # set when the person leaves; the row stays for the history
    UniqueConstraint("person_id", "community_id"),
)

shifts = Table(  # SHF-01, SHF-04: every taking over and handing over is on the record
    "shifts",
    metadata,
    _id(),
    _to("staff_id", "staff", index=True),
    _at("began_at"),
    _at("ended_at", required=False),
    Column("note", Text),  # what the next one must know
    _to("read_by", "staff", required=False),  # who signed that the note was read
    _at("read_at", required=False),
)

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # the channel's id
    Column("kind", Text, nullable=False),  # private | group
    Column("title", Text, nullable=False),
    Column("member", Boolean, nullable=False),  # are we in it, may we write
    Column("moved_to", BigInteger),  # the group became another one; every row was re-keyed
)

team_chats = Table(
    "team_chats",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("team", Text, nullable=False),
    Column("chat_id", BigInteger, nullable=False, index=True),
    Column("thread_id", BigInteger),  # a topic of the group, where it has topics
    _to("bound_by", "persons"),
    _at("bound_at"),
    UniqueConstraint("community_id", "team"),
)

invites = Table(
    "invites",
    metadata,
    _id(),
    Column("hash", Text, nullable=False, unique=True),  # SHA-256 of the code: the code itself is never kept
    _to("community_id", "communities"),
    Column("role", Text),  # for staff
    Column("team", Text),
    _to("unit_id", "units", required=False),  # for residents
    Column("relation", Text),
    _to("made_by", "persons", required=False),  # null: made on the console
    _at("made_at"),
    _at("expires_at"),
    _to("used_by", "persons", required=False),
    _at("used_at", required=False),
)

join_requests = Table(  # somebody the register does not know asks to be let in
    "join_requests",
    metadata,
    _id(),
    _to("person_id", "persons", index=True),
    _to("community_id", "communities"),
    _to("unit_id", "units"),
    Column("relation", Text, nullable=False),
    Column("said_name", Text, nullable=False),
    Column("said_phone", Text),
    Column("status", Text, nullable=False),  # domain.people.Join
    _at("asked_at"),
    _to("decided_by", "persons", required=False),
    _at("decided_at", required=False),
    Column("version", Integer, nullable=False),
)

# --- matters -------------------------------------------------------------------------------------------------------

day_numbers = Table(  # the last number given, per community and local day: numbers have no gaps
    "day_numbers",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("day", Day, nullable=False),
    Column("last", Integer, nullable=False),
    UniqueConstraint("community_id", "day"),
)

cases = Table(
    "cases",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("number", Text, nullable=False),  # 261122-003
    Column("flow", Text, nullable=False),
    Column("status", Text, nullable=False),  # moved only through the table of the flow
    Column("version", Integer, nullable=False),  # goes up with every change; buttons carry it
    _to("unit_id", "units", required=False, index=True),  # null: a public place, named in `place`
    Column("place", Text),
    _to("reporter_id", "persons", index=True),  # whose matter it is
    _to("taken_by", "persons", required=False, index=True),  # staff who took it down for the reporter
    Column("channel", Text, nullable=False),  # chat | phone | visit | patrol (INT-06)
    Column("category", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("danger", Text),  # which of the urgent list, domain.repair.Danger
    Column("words", Text, nullable=False),  # their own words, as typed
    Column("contact", Text),  # phone to ring, when another than the reporter's
    Column("team", Text, nullable=False),
    _to("assignee_id", "staff", required=False, index=True),
    _at("appointment_from", required=False),
    _at("appointment_to", required=False),
    Column("owing_fen", BigInteger, nullable=False),  # agreed and not paid
    Column("outcome", Text),  # how it ended, in words where a person wrote them
    Column("rating", Integer),  # 1–5
    _at("created_at"),
    _at("closed_at", required=False),
    _at("urged_at", required=False),
    Column("incident_id", Id, index=True),  # one outage, many reporters
    UniqueConstraint("community_id", "number"),
    Index("ix_cases_open", "community_id", "flow", "status"),
    Index("ix_cases_closed", "community_id", "closed_at"),
    Index("ix_cases_created", "community_id", "created_at"),
)

search_terms = Table(  # words of a case folded and cut up: the same search on every database
    "search_terms",
    metadata,
    _to("community_id", "communities"),
    Column("term", Text, nullable=False),
    _to("case_id", "cases", index=True),
    PrimaryKeyConstraint("community_id", "term", "case_id"),
)

repairs = Table(  # what only a repair has
    "repairs",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("charge", Text, nullable=False),  # domain.repair.ChargeKind
    Column("charge_rules", Doc, nullable=False),
    Column("warranty_until", Day),
    Column("dispatch", Text),  # why this person: claimed | assigned | round_robin | transferred
    Column("quote_fen", BigInteger),
    Column("quote_lines", Doc),  # [{code, name, unit, quantity, price_fen}]
    _at("arrived_at", required=False),
    _at("promised_at", required=False),  # new promise after a hold (REP-12)
    Column("hold_reason", Text),
    Column("done_process", Text),  # REP-13: the three fields
    Column("done_part", Text),
    Column("done_materials", Text),
    _at("finished_at", required=False),
    _at("reminded_at", required=False),  # of signing
    _at("water_tested_at", required=False),  # leaks: the three days of the callback run from here
    Column("comment", Text),  # the owner's, with the stars
    Index("ix_repairs_finished", "finished_at"),
)

events = Table(  # append-only; whatever is shown or counted can be recomputed from here
    "events",
    metadata,
    _id(),
    _to("case_id", "cases", index=True),
    _at("at"),
    _to("by", "persons", required=False, index=True),  # null: the clock
    Column("kind", Text, nullable=False),
    Column("from_status", Text),
    Column("to_status", Text),
    Column("data", Doc, nullable=False),
)

media = Table(
    "media",
    metadata,
    _id(),
    _to("case_id", "cases", required=False, index=True),
    _to("by", "persons", index=True),
    Column("kind", Text, nullable=False),
    Column("ref", Text, nullable=False),  # the channel's own id of the original, kept for sending it on
    Column("unique_ref", Text, nullable=False),
    Column("step", Text, nullable=False),  # report | add | finish | return | quote
    Column("status", Text, nullable=False),  # wanted | kept | too_big | gone | going (to be removed) | erased
    Column("sha256", Text),
    Column("mime", Text),
    Column("size", Integer),
    Column("attempts", Integer, nullable=False),
    _at("next_at", required=False),
    _at("at"),
    UniqueConstraint("case_id", "unique_ref", "step"),
    Index("ix_media_wanted", "status", "next_at"),
)

deadlines = Table(
    "deadlines",
    metadata,
    _id(),
    _to("case_id", "cases", index=True),
    Column("kind", Text, nullable=False),  # arrive | finish | sign | callback | ...
    Column("round", Integer, nullable=False),  # goes up when a matter is reopened or sent back
    Column("team", Text, nullable=False),  # who answers for it: a callback is the desk's, whoever did the repair
    Column("rules", Doc, nullable=False),
    _at("starts_at"),  # counted from here; with `due_at` the length the ladder's steps are measured by
    _at("due_at"),
    Column("by_hand", Boolean, nullable=False),  # promised by a person (REP-12): a changed figure leaves it alone
    Column("working", Boolean, nullable=False),  # runs in working time only: pauses are given back in it too
    _at("fire_at", required=False),  # next firing; null when there is none left
    Column("rung", Integer, nullable=False),  # the last rung of the ladder that was fired
    Column("version", Integer, nullable=False),  # goes up whenever somebody moves it; alert buttons carry it
    _to("taken_by", "staff", required=False),  # "I take it": the climb rests until `taken_until`
    _at("taken_until", required=False),
    Column("paused_reason", Text),
    _at("paused_at", required=False),
    Column("status", Text, nullable=False),  # open | met | missed | dropped
    _at("settled_at", required=False),
    UniqueConstraint("case_id", "kind", "round"),
    Index("ix_deadlines_fire", "fire_at"),
    Index("ix_deadlines_due", "status", "due_at"),
)

callbacks = Table(  # asking back after a repair (CBK-01…12, X-01…05)
    "callbacks",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("case_id", "cases", index=True),
    Column("round", Integer, nullable=False),  # which finish of the case it follows
    Column("turn", Integer, nullable=False),  # 1, or 2: again after urgent repairs, and after rain
    Column("sort", Text, nullable=False),  # urgent | safety | leak | other
    Column("rules", Doc, nullable=False),
    Column("status", Text, nullable=False),  # planned | waits_rain | asked | good | fault | unreached | dropped
    Column("version", Integer, nullable=False),
    _at("due_at", required=False),  # null while it waits for rain
    _at("ask_at", required=False),  # when the owner is asked in chat, before it is due
    _at("asked_at", required=False),
    _at("phone_at", required=False),  # from when it stands on the desk's list, to be asked by telephone
    Column("tries", Integer, nullable=False),  # how often nobody was reached
    _at("done_at", required=False),
    Column("channel", Text),  # chat | phone | visit (CBK-10)
    _to("done_by", "persons", required=False, index=True),  # who answered in chat, or who of the desk asked
    Column("attitude", Integer),  # CBK-20: the three questions, 1–5
    Column("quality", Integer),
    Column("courtesy", Integer),
    Column("words", Text),  # the owner's
    Column("opinion", Text),  # handling opinion (CBK-11)
    _at("promised_at", required=False),  # when what could not be answered will be (CBK-23)
    _at("answered_at", required=False),  # when it was
    _at("fault_at", required=False),
    _at("ordered_at", required=False),  # the written order to the crew (CBK-09, X-05)
    UniqueConstraint("case_id", "round", "turn"),
    Index("ix_callbacks_status", "status", "ask_at"),
    Index("ix_callbacks_due", "community_id", "due_at"),
    Index("ix_callbacks_done", "community_id", "done_at"),
    Index("ix_callbacks_fault", "community_id", "fault_at"),
    Index("ix_callbacks_asked", "community_id", "asked_at"),
    Index("ix_callbacks_promised", "community_id", "promised_at"),
    Index("ix_callbacks_open", "community_id", "status", "phone_at"),
)

rain_days = Table(  # CBK-06: a supervisor says that it has rained
    "rain_days",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("day", Day, nullable=False),
    _to("said_by", "persons"),
    _at("said_at"),
    UniqueConstraint("community_id", "day"),
)

incidents = Table(  # one outage, many reporters
    "incidents",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("number", Text),  # one of the day's; null until it is confirmed
    Column("status", Text, nullable=False),  # proposed | open | closed | dismissed
    Column("version", Integer, nullable=False),
    Column("building", Text),  # code; null: the whole community
    Column("category", Text, nullable=False),
    Column("words", Text),  # what is the matter, told to everybody who joins
    _at("proposed_at"),
    _to("opened_by", "persons", required=False),
    _at("opened_at", required=False),
    _at("promised_at", required=False),
    _to("closed_by", "persons", required=False),
    _at("closed_at", required=False),
    Column("outcome", Text),
    UniqueConstraint("community_id", "number"),
    Index("ix_incidents_status", "community_id", "status"),
)

incident_people = Table(
    "incident_people",
    metadata,
    _id(),
    _to("incident_id", "incidents"),
    _to("person_id", "persons"),
    _to("unit_id", "units", required=False),
    _at("joined_at"),
    UniqueConstraint("incident_id", "person_id"),
)

announcements = Table(
    "announcements",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("kind", Text, nullable=False),  # notice | water | power | gas | lift | heating
    Column("status", Text, nullable=False),  # draft | asked | approved | running | done | stopped | refused
    Column("version", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("audience", Doc, nullable=False),  # {buildings, floors: [low, high], relations, roles}
    _to("made_by", "persons"),
    _at("made_at"),
    _to("decided_by", "persons", required=False),
    _at("decided_at", required=False),
    Column("reason", Text),  # why refused or stopped
    _at("planned_at", required=False),  # null: as soon as it is approved
    _at("cut_from", required=False),  # service cuts (EMG-02)
    _at("cut_to", required=False),
    _at("until_at"),  # then it leaves the list of current notices (NTB-01)
    _at("remind_at", required=False),
    _at("next_at", required=False),  # when the clock must look next
    Column("part", Text, nullable=False),  # what goes out now: first | reminder
    Column("cursor", Id, nullable=False),  # the last person handed to the outbox
    Column("people", Integer),  # how many it is for, counted when it starts
    _at("started_at", required=False),
    _at("ended_at", required=False),
    Index("ix_announcements_next", "next_at"),
)

announcement_people = Table(  # to whom it went, and who says it was read
    "announcement_people",
    metadata,
    _id(),
    _to("announcement_id", "announcements"),
    _to("person_id", "persons", index=True),
    Column("part", Text, nullable=False),
    Column("outbox_key", Text),  # null: they have no chat, or it was never handed over
    _at("read_at", required=False),
    UniqueConstraint("announcement_id", "part", "person_id"),
)

calls = Table(  # people we could not reach in the chat: the butler's list
    "calls",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("person_id", "persons"),
    _to("case_id", "cases", required=False),
    _to("announcement_id", "announcements", required=False),
    Column("building", Text, nullable=False),  # code of their home's: the butler of that zone rings; '' when unknown
    Column("what", Text, nullable=False),  # case:17, announce:7, else the outbox key: one line for each matter
    Column("outbox_key", Text),  # the newest message they did not get; null: they have no chat
    Column("reason", Text, nullable=False),  # blocked | lost | no_chat
    Column("status", Text, nullable=False),  # open | reached | no_answer | wrong_number | given_up
    Column("version", Integer, nullable=False),
    _at("since"),
    Column("tries", Integer, nullable=False),
    _to("by", "persons", required=False),
    _at("at", required=False),
    Column("note", Text),
    UniqueConstraint("person_id", "what"),
    Index("ix_calls_open", "community_id", "status", "since"),
)

call_events = Table(  # append-only: who saw the number, who rang, with what outcome
    "call_events",
    metadata,
    _id(),
    _to("call_id", "calls", index=True),
    _at("at"),
    _to("by", "persons", required=False),  # null: the clock, or the person came back by themselves
    Column("kind", Text, nullable=False),  # begun, opened, or an event of domain.calls.CALL
)

rotas = Table(  # who is on duty when (SHF-01); a line is never changed, only ended
    "rotas",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("team", Text, nullable=False),
    _to("staff_id", "staff", index=True),
    Column("kind", Text, nullable=False),  # weekly | cycle | once | absent
    Column("days", Doc, nullable=False),  # weekly: [1…7]; cycle: [on, off]; else []
    Column("first_day", Day, nullable=False),
    Column("last_day", Day),
    Column("starts", Text, nullable=False),  # 08:00
    Column("ends", Text, nullable=False),  # 20:00; at or before the start: on the next day
    _to("made_by", "persons"),
    _at("made_at"),
    _at("ended_at", required=False),
    Index("ix_rotas_team", "community_id", "team"),
)

rota_swaps = Table(  # one colleague asks another to stand in for a shift; agreed, it becomes two lines
    "rota_swaps",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("line_id", "rotas"),
    Column("day", Day, nullable=False),  # the shift of the line that begins on that day
    _to("holder_id", "staff"),
    _to("taker_id", "staff"),
    _to("asked_by", "staff"),
    Column("status", Text, nullable=False),  # asked | agreed | declined | withdrawn
    Column("version", Integer, nullable=False),
    _at("asked_at"),
    _at("answered_at", required=False),
    Index("ix_rota_swaps_line", "line_id", "day"),
)

duty_logs = Table(  # SHF-02, SHF-05: what somebody did that day; what a team was told before its shift
    "duty_logs",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("day", Day, nullable=False),
    Column("kind", Text, nullable=False),  # log | meeting
    Column("team", Text),
    _to("staff_id", "staff"),  # who wrote it
    Column("words", Text, nullable=False),
    _at("at"),
    Index("ix_duty_logs_day", "community_id", "day"),
)

inquiries = Table(  # SHF-09: whom the butler asks in the morning about last night, and what they say
    "inquiries",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("day", Day, nullable=False),
    _to("staff_id", "staff"),
    Column("status", Text, nullable=False),  # asked | fine | matter
    Column("version", Integer, nullable=False),
    Column("words", Text),
    _at("asked_at"),
    _at("answered_at", required=False),
    UniqueConstraint("community_id", "day", "staff_id"),
)

calendar_days = Table(  # holidays and make-up days an administrator has set
    "calendar_days",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("day", Day, nullable=False),
    Column("works", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    _to("set_by", "persons", required=False),
    _at("set_at"),
    UniqueConstraint("community_id", "day"),
)

runs = Table(  # what the timetable did for which period: nothing twice, and nothing passed over unseen
    "runs",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("duty", Text, nullable=False),  # digest.morning | report.weekly | ...
    Column("period", Text, nullable=False),  # 2026-11-22, 2026-W47, 2026-11, 2026-11-22T20:00
    Column("how", Text, nullable=False),  # done | passed (too late to be of use)
    _at("at"),
    UniqueConstraint("community_id", "duty", "period"),
)

prices = Table(
    "prices",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("code", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("unit_zh", Text, nullable=False),
    Column("unit_en", Text, nullable=False),
    Column("price_fen", BigInteger, nullable=False),
    UniqueConstraint("community_id", "code"),
)

standards = Table(  # only what a community has set; the defaults are domain.standards
    "standards",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("key", Text, nullable=False),
    Column("value", Doc, nullable=False),
    _to("set_by", "persons", required=False),
    _at("set_at"),
    UniqueConstraint("community_id", "key"),
)

standard_changes = Table(  # each change of a figure is on the record
    "standard_changes",
    metadata,
    _id(),
    _to("community_id", "communities", index=True),
    Column("key", Text, nullable=False),
    Column("before", Doc, nullable=False),
    Column("after", Doc, nullable=False),
    _to("by", "persons", required=False),  # null: on the console
    _at("at"),
)

relays = Table(  # a resident and the desk talking through us
    "relays",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("person_id", "persons", index=True),
    _to("case_id", "cases", required=False),
    Column("status", Text, nullable=False),  # open | closed
    _to("owner_id", "staff", required=False),  # who of the desk has it
    _to("with_id", "staff", required=False),  # in private with this supervisor, not in the group (CMP-24)
    _at("opened_at"),
    _at("last_at"),
    _at("waiting_at", required=False),  # since when a word of the resident is unanswered, counted in reception hours
    _at("reminded_at", required=False),  # the desk was told that somebody waits
    _at("raised_at", required=False),  # and its supervisor
    _at("closed_at", required=False),
    Column("closed_how", Text),  # resident | desk | idle
    Index("ix_relays_open", "status", "community_id"),
    Index("ix_relays_case", "case_id"),
)

relay_messages = Table(
    "relay_messages",
    metadata,
    _id(),
    _to("relay_id", "relays", index=True),
    Column("from_desk", Boolean, nullable=False),
    _to("by", "persons", index=True),
    Column("text", Text, nullable=False),
    Column("attachment", Doc),  # {kind, ref}
    _at("at"),
    Column("chat_id", BigInteger, nullable=False),  # where the original stands
    Column("message_id", BigInteger, nullable=False),
    Column("outbox_key", Text, nullable=False, unique=True),  # names what was said: the same update twice is said once
    _at("edited_at", required=False),
    _at("failed_at", required=False),  # could not be delivered
    Column("parts", Doc),  # [[message, text]]: several messages said as one, each of them may be edited
    Column("earlier", Doc),  # [[instant, text]]: what stood there before it was edited
    Column("copies", Integer, nullable=False, server_default="0"),  # how many places it was brought to
    Index("ix_relay_messages_original", "chat_id", "message_id"),
)

# --- conversation and transport --------------------------------------------------------------------------------------

talks = Table(
    "talks",
    metadata,
    _id(),
    _to("person_id", "persons", index=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("flow", Text, nullable=False),
    _to("case_id", "cases", required=False),  # what the talk is about, when about something
    Column("step", Text, nullable=False),
    Column("answers", Doc, nullable=False),
    Column("path", Doc, nullable=False),  # steps answered, in order: where "back" leads
    Column("version", Integer, nullable=False),
    Column("status", Text, nullable=False),  # open | waiting (interrupted) | done | cancelled | expired
    _at("updated_at"),
    _at("expires_at"),
    Index("ix_talks_open", "chat_id", "person_id", "status"),
    Index("ix_talks_expiry", "status", "expires_at"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    _at("received_at"),
    Column("chat_id", BigInteger),  # null when it has none or could not be read
    Column("raw", Bytes, nullable=False),
    Column("status", Text, nullable=False),  # new | done | set_aside | quarantined | unknown
    Column("album", Text),  # parts of one album wait for each other
    _at("due_at", required=False),  # an album is handled when nothing more has come for a moment
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    _at("done_at", required=False),
    Index("ix_inbox_status", "status", "update_id"),
)

cards = Table(  # live messages that are edited in place
    "cards",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),  # e.g. case:17:owner:4, talk:5
    Column("chat_id", BigInteger, nullable=False, index=True),
    Column("message_id", BigInteger),  # null until sent, and again when it turned out to be gone
    Column("case_id", Id, index=True),  # for pressing by reply, for re-showing
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),  # what is owed, once: repair:17:accepted:person:4
    Column("chat_id", BigInteger, nullable=False),
    Column("lane", Integer, nullable=False),  # design.md part 4
    Column("sort", Text, nullable=False),  # send class: message (not repeatable) | edit | delete (repeatable)
    Column("payload", Doc, nullable=False),  # domain.sending.Payload: plain words, the channel translates
    Column("card_id", Id, index=True),  # the card this shows; its message id is filled in when sending
    Column("person_id", Id, index=True),  # whom it is for, when a person
    Column("case_id", Id, index=True),
    Column("status", Text, nullable=False),  # queued | sending | sent | failed | blocked | expired | merged
    _at("created_at"),
    _at("not_before", required=False),
    _at("expires_at", required=False),
    Column("attempts", Integer, nullable=False),
    Column("message_id", BigInteger),
    _at("sent_at", required=False),
    Column("error", Text),
    Column("on_failure", Doc),  # whom to tell when it cannot be delivered: {chat_id, reply_to, ...}
    Index("ix_outbox_status", "status", "lane", "id"),
    Index("ix_outbox_chat_message", "chat_id", "message_id"),
)

boards = Table(  # boards somebody looks at, to be edited when what they show changes
    "boards",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False, unique=True),  # one live card in each private chat
    _to("person_id", "persons"),
    _to("community_id", "communities", index=True),
    Column("view", Text, nullable=False),  # page and filters, domain.board.View
    Column("digest", Text, nullable=False),  # of what it shows
    _at("until_at"),  # opened so long ago that nobody looks any more
    _at("ready_at"),  # not edited before
    _at("due_at", required=False),  # to be looked at then; null: nothing has changed
)

marks = Table(  # small facts of the process: last offset, schema of the demo, what ran for which period
    "marks",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Doc, nullable=False),
)
