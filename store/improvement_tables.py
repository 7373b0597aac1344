"""Tables of what is put right after a survey. The rest stands in `store.tables`."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from store.survey_tables import metadata as metadata
from store.tables import _at, _id, _to
from store.types import Day, Doc, Id

improvement_plans = Table(  # one for each survey (SUR-17)
    "improvement_plans",
    metadata,
    _id(),
    _to("survey_id", "surveys"),
    _to("community_id", "communities", index=True),
    Column("status", Text, nullable=False),  # domain.survey.improvement.PlanStatus
    Column("version", Integer, nullable=False),
    _at("made_at"),
    _to("submitted_by", "persons", required=False),
    _at("submitted_at", required=False),
    _to("decided_by", "persons", required=False),
    _at("decided_at", required=False),
    Column("reason", Text),  # why it was sent back last
    _to("announcement_id", "announcements", required=False),
    Column("committee_on", Day),
    Column("committee_to", Text),
    _to("committee_by", "persons", required=False),
    _to("filed_by", "persons", required=False),
    _at("filed_at", required=False),
    UniqueConstraint("survey_id"),
)

improvements = Table(  # its rows; department, person and status stand in `cases`
    "improvements",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    _to("plan_id", "improvement_plans", index=True),
    Column("item", Text, nullable=False),  # key of the question that failed; "" for one added by hand
    Column("satisfied", Integer),
    Column("returned", Integer),
    Column("remarks", Doc, nullable=False),
    Column("measure", Text),
    Column("planned_on", Day),
    Column("done_on", Day),
    Column("result", Text),
    Column("reason", Text),  # why it was sent back last
)
