"""Tables of callbacks after surveys. The rest stands in `store.tables`."""

from sqlalchemy import Boolean, Column, ForeignKey, Table, Text, UniqueConstraint

from store.survey_tables import metadata as metadata
from store.tables import _at, _id, _to
from store.types import Day, Doc, Id

opinions = Table(  # number, status and home stand in `cases` (SUR-19)
    "opinions",
    metadata,
    Column("case_id", Id, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    _to("survey_id", "surveys", index=True),
    _to("unit_id", "units"),
    Column("reason", Text, nullable=False),  # domain.opinions.Reason
    _to("person_id", "persons", required=False),
    Column("items", Doc, nullable=False),
    Column("call_on", Day),
    Column("measure", Text),
    Column("content", Boolean),
    _to("complaint_id", "cases", required=False),
    UniqueConstraint("survey_id", "unit_id", "reason"),
)

opinion_calls = Table(  # every call that was tried, reached or not
    "opinion_calls",
    metadata,
    _id(),
    _to("case_id", "cases", index=True),
    _at("at"),
    _to("by", "persons"),
    Column("outcome", Text, nullable=False),  # domain.opinions.Outcome
    Column("words", Text),
    Column("next_on", Day),
)
