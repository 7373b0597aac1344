"""Every table on one page. Odd columns say why they are there; the migrations in `migrations/` build the same.

Instants are UTC (`types.Instant`), days are local (`Day`), money is whole fen. Status columns are moved only by the
tables in `domain`. Unique keys are what makes a repeat harmless: update ids, outbox keys, case numbers, deadline keys.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

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
    _to("taken_by", "persons", required=False),  # staff who took it down for the reporter
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
    UniqueConstraint("community_id", "number"),
    Index("ix_cases_open", "community_id", "flow", "status"),
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
    Column("comment", Text),  # the owner's, with the stars
)

events = Table(  # append-only; whatever is shown or counted can be recomputed from here
    "events",
    metadata,
    _id(),
    _to("case_id", "cases", index=True),
    _at("at"),
    _to("by", "persons", required=False),  # null: the clock
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
    _to("by", "persons"),
    Column("kind", Text, nullable=False),
    Column("ref", Text, nullable=False),  # the channel's own id of the original, kept for sending it on
    Column("unique_ref", Text, nullable=False),
    Column("step", Text, nullable=False),  # report | add | finish | return | quote
    Column("status", Text, nullable=False),  # wanted | kept | too_big | gone
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
    Column("kind", Text, nullable=False),  # arrive | finish | sign | ...
    Column("round", Integer, nullable=False),  # goes up when a matter is reopened or sent back
    Column("rules", Doc, nullable=False),
    _at("due_at"),
    _at("fire_at", required=False),  # next firing; null when there is none left
    Column("rung", Integer, nullable=False),
    Column("paused_reason", Text),
    _at("paused_at", required=False),
    Column("status", Text, nullable=False),  # open | met | missed | dropped
    _at("settled_at", required=False),
    UniqueConstraint("case_id", "kind", "round"),
    Index("ix_deadlines_fire", "fire_at"),
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

relays = Table(  # a resident and the desk talking through us
    "relays",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("person_id", "persons", index=True),
    _to("case_id", "cases", required=False),
    Column("status", Text, nullable=False),  # open | closed
    _at("opened_at"),
    _at("last_at"),
    _at("closed_at", required=False),
)

relay_messages = Table(
    "relay_messages",
    metadata,
    _id(),
    _to("relay_id", "relays", index=True),
    Column("from_desk", Boolean, nullable=False),
    _to("by", "persons"),
    Column("text", Text, nullable=False),
    Column("attachment", Doc),  # {kind, ref}
    _at("at"),
    Column("chat_id", BigInteger, nullable=False),  # where the original stands
    Column("message_id", BigInteger, nullable=False),
    Column("outbox_key", Text, nullable=False, unique=True),  # whose copy this is; replies to the copy find the relay
)

# --- conversation and transport --------------------------------------------------------------------------------------

talks = Table(
    "talks",
    metadata,
    _id(),
    _to("person_id", "persons"),
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
    Column("person_id", Id),  # whom it is for, when a person
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

marks = Table(  # small facts of the process: last offset, schema of the demo, what ran for which period
    "marks",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Doc, nullable=False),
)
