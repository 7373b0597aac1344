"""Table of those who were forgotten. The rest stands in `store.tables`."""

from sqlalchemy import Column, Table

from store.tables import _at, _id
from store.tables import metadata as metadata
from store.types import Id

erasures = Table(  # so that an older copy, put back, forgets them again; a number leads to nobody
    "erasures",
    metadata,
    _id(),
    Column("person_id", Id, nullable=False, unique=True),  # no reference: an older copy may not know them
    _at("known_at"),  # when the person was first written down: the same number elsewhere is somebody else
    _at("at"),
)
