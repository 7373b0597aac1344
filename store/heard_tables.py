"""Tables of being heard: complaints, enquiries and what is known, visits, breaches. The rest stands in `store.tables`."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from store.tables import _at, _id, _to
from store.tables import metadata as metadata
from store.types import Day, Doc, Id

complaints = Table(  # what only a complaint has
    "complaints",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("happened", Text),  # when it happened, in their words (CMP-15)
    Column("against_team", Text),  # the department complained of; null: not said
    Column("against_person", Text),  # in their words
    Column("wish", Text),
    _at("wish_by", required=False),  # the resident's own date
    _at("wish_agreed_at", required=False),  # they agreed to a date later than our limit
    Column("anonymous", Boolean, nullable=False),  # towards the department; the desk knows
    Column("harm", Boolean, nullable=False),  # still going on: first it is stopped (CMP-23)
    Column("agitated", Boolean, nullable=False),
    Column("validity", Text),  # the four fields of X-12, each by itself; null: not judged yet
    Column("subtype", Text),
    Column("grade", Text),
    Column("responsibility", Text),
    Column("proposed", Doc, nullable=False),  # {field: {value, words}}: what the reading proposes
    Column("level", Integer, nullable=False),  # how often it came back unsatisfied: one rung higher each time
    _at("handed_at", required=False),  # to the head of the department
    _at("director_at", required=False),  # told to the director
    _at("contacted_at", required=False),  # the first word of whoever answers for it (CMP-19)
    _at("interim_at", required=False),  # word of how far it is
    _at("answered_at", required=False),  # the first answer with substance
    _at("definite_at", required=False),  # the definite answer (major, X-06)
    Column("result", Text),
    _at("result_at", required=False),  # the result was reached
    _at("told_at", required=False),  # and told (CMP-07)
    Column("cause", Text),  # the root, for the analysis (CMP-35)
    Column("comment", Text),
    _to("private_with", "staff", required=False),  # the supervisor who receives an agitated resident (CMP-24)
    Index("ix_complaints_result", "result_at"),
)

complaint_teams = Table(  # departments that have to do with it; one of them answers for it (CMP-13)
    "complaint_teams",
    metadata,
    _id(),
    _to("case_id", "cases"),
    Column("team", Text, nullable=False),
    Column("leads", Boolean, nullable=False),
    Column("status", Text, nullable=False),  # asked | contacted | done | released
    Column("version", Integer, nullable=False),
    _to("head_id", "staff", required=False),  # who of them has it; null: nobody has said so yet
    _at("called_at"),
    _at("contacted_at", required=False),
    Column("findings", Text),
    _at("done_at", required=False),
    _to("done_by", "persons", required=False),
    UniqueConstraint("case_id", "team"),
)

remedies = Table(  # plans to put it right, each with its cost (CMP-25)
    "remedies",
    metadata,
    _id(),
    _to("case_id", "cases", index=True),
    Column("words", Text, nullable=False),
    Column("cost_fen", Integer),
    Column("status", Text, nullable=False),  # proposed | chosen | dropped
    _to("by", "persons"),
    _at("at"),
    _to("decided_by", "persons", required=False),
    _at("decided_at", required=False),
)

corrections = Table(  # so that it does not happen again (CMP-22)
    "corrections",
    metadata,
    _id(),
    _to("case_id", "cases", index=True),
    Column("team", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("status", Text, nullable=False),  # open | done
    Column("version", Integer, nullable=False),
    _at("due_at"),
    _to("made_by", "persons"),
    _at("made_at"),
    Column("done_words", Text),
    _to("done_by", "persons", required=False),
    _at("done_at", required=False),
    Index("ix_corrections_open", "status", "due_at"),
)

case_links = Table(  # one matter is the cure or the follow-up of another (CMP-14)
    "case_links",
    metadata,
    _id(),
    _to("case_id", "cases"),
    _to("other_id", "cases", index=True),
    Column("kind", Text, nullable=False),  # cure | from_enquiry | from_visit | from_callback
    _to("made_by", "persons", required=False),
    _at("made_at"),
    UniqueConstraint("case_id", "other_id"),
)

enquiries = Table(  # what only an enquiry has
    "enquiries",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("asked_team", Text),  # the specialist it was put to (INT-09)
    Column("answer", Text),
    _to("answered_by", "persons", required=False, index=True),
    _at("answered_at", required=False),
    _to("entry_id", "knowledge", required=False),  # the entry it was answered from, or that was written from it
    Column("helpful", Boolean),  # what the owner says of the answer
)

knowledge = Table(  # questions and answers the staff maintain (INT-29)
    "knowledge",
    metadata,
    _id(),
    _to("community_id", "communities", index=True),
    Column("status", Text, nullable=False),  # active | retired
    Column("version", Integer, nullable=False),
    Column("topic", Text, nullable=False),
    Column("question_zh", Text, nullable=False),
    Column("answer_zh", Text, nullable=False),
    Column("question_en", Text, nullable=False),  # '' where nobody has written it yet: the Chinese one is shown
    Column("answer_en", Text, nullable=False),
    Column("keywords", Text, nullable=False),  # more words it is found by
    Column("valid_until", Day),  # the last day it holds; null: until it is changed
    _to("made_by", "persons", required=False),  # null: came with the estate
    _at("made_at"),
    _to("changed_by", "persons", required=False),
    _at("changed_at", required=False),
)

knowledge_terms = Table(
    "knowledge_terms",
    metadata,
    _to("community_id", "communities"),
    Column("term", Text, nullable=False),
    _to("entry_id", "knowledge", index=True),
    PrimaryKeyConstraint("community_id", "term", "entry_id"),
)

knowledge_asks = Table(  # every question that was put, answered or not: the frequent unanswered ones are listed
    "knowledge_asks",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("person_id", "persons", index=True),
    _at("at"),
    Column("words", Text, nullable=False),
    Column("topic", Text, nullable=False),
    _to("entry_id", "knowledge", required=False),  # what was shown; null: nothing fitted
    _to("case_id", "cases", required=False, index=True),  # the enquiry that came of it
    Column("helpful", Boolean),
    Index("ix_knowledge_asks_at", "community_id", "at"),
)

praises = Table(  # who is praised; null staff: the team, or everybody
    "praises",
    metadata,
    _id(),
    _to("case_id", "cases", index=True),
    _to("staff_id", "staff", required=False, index=True),
    Column("team", Text),
    _at("at"),
)

reading_words = Table(  # words a community adds to the reading of free text, or takes out of it
    "reading_words",
    metadata,
    _id(),
    _to("community_id", "communities", index=True),
    Column("kind", Text, nullable=False),  # danger | calm | intent | topic
    Column("key", Text, nullable=False),  # repair, lift, ...; '' for calm
    Column("word", Text, nullable=False),
    Column("weight", Integer, nullable=False),  # 0: does not count here
    _to("added_by", "persons", required=False),
    _at("added_at"),
    UniqueConstraint("community_id", "kind", "key", "word"),
)

visits = Table(  # going to see an owner (VIS)
    "visits",
    metadata,
    _id(),
    _to("community_id", "communities"),
    _to("staff_id", "staff"),  # the butler, or whoever was given it
    _to("unit_id", "units", index=True),
    _to("person_id", "persons", required=False),  # who was met
    Column("status", Text, nullable=False),  # planned | done | missed | dropped
    Column("version", Integer, nullable=False),
    Column("purpose", Text, nullable=False),  # round | fees | complaint | new_owner | other (VIS-12)
    Column("month", Text, nullable=False),  # 2026-11: the plan it counts for
    Column("round", Integer),  # which round of the month; null: beside the plan
    Column("planned_on", Day),
    Column("how", Text),  # door | phone | met (VIS-02, VIS-03)
    Column("opinion", Text),  # what the owner says (VIS-10)
    Column("result", Text),
    Column("reason", Text),  # why not
    _to("case_id", "cases", required=False),  # the matter that made it necessary
    _to("made_by", "persons", required=False),  # null: the plan
    _at("made_at"),
    _at("done_at", required=False),
    Index("ix_visits_plan", "community_id", "month", "status"),
    Index("ix_visits_open", "community_id", "status", "planned_on"),
    Index("ix_visits_staff", "staff_id", "status"),
)

visit_cases = Table(  # opinions that became matters
    "visit_cases",
    metadata,
    _id(),
    _to("visit_id", "visits", index=True),
    _to("case_id", "cases", index=True),
    UniqueConstraint("visit_id", "case_id"),
)

forums = Table(  # owners' forums (VIS-07)
    "forums",
    metadata,
    _id(),
    _to("community_id", "communities"),
    Column("title", Text, nullable=False),
    Column("place", Text, nullable=False),
    _at("starts_at"),
    Column("seats", Integer),  # null: as many as come
    Column("status", Text, nullable=False),  # planned | invited | held | cancelled
    Column("version", Integer, nullable=False),
    Column("audience", Doc, nullable=False),  # as an announcement's
    Column("words", Text, nullable=False),  # what it is about
    Column("minutes", Text),
    Column("reason", Text),  # why cancelled
    _to("made_by", "persons"),
    _at("made_at"),
    _at("invited_at", required=False),  # everybody has been invited
    _at("reminded_at", required=False),
    _at("ended_at", required=False),
    _at("next_at", required=False),  # when the clock looks at it next
    Index("ix_forums_status", "community_id", "status", "starts_at"),
    Index("ix_forums_next", "next_at"),
)

forum_people = Table(
    "forum_people",
    metadata,
    _id(),
    _to("forum_id", "forums"),
    _to("person_id", "persons"),
    Column("answer", Text),  # yes | no; null: not answered
    _at("answered_at", required=False),
    Column("came", Boolean),
    _at("told_at", required=False),  # that it is cancelled, or what was said there
    UniqueConstraint("forum_id", "person_id"),
)

forum_cases = Table(  # opinions in the minutes that became matters
    "forum_cases",
    metadata,
    _id(),
    _to("forum_id", "forums"),
    _to("case_id", "cases", index=True),
    UniqueConstraint("forum_id", "case_id"),
)

breaches = Table(  # covenant breaches, illegal building, neighbours' disputes (VIO)
    "breaches",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("sort", Text, nullable=False),  # building | use | rule | dispute
    Column("found", Text, nullable=False),  # patrol | reported | authority
    Column("others", Doc, nullable=False),  # ids of the units concerned: whose breach, or the other side
    Column("authority", Text),  # to whom it was reported
    _at("authority_at", required=False),
)

breach_steps = Table(  # course and result in writing, each step with date and signature (VIO-01)
    "breach_steps",
    metadata,
    _id(),
    _to("case_id", "cases", index=True),
    Column("kind", Text, nullable=False),  # told | dissuaded | stopped | written | mediated | corrected | reported
    Column("words", Text, nullable=False),
    _to("by", "persons"),
    _at("at"),
    _to("asked_of", "persons", required=False),  # whose signature is wanted
    _to("signed_by", "persons", required=False),
    _at("signed_at", required=False),
    _at("declined_at", required=False),  # would not sign: that too is on the record
)
