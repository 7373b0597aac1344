"""What only an enquiry has."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from domain.enquiry import EnquiryFacts
from store import heard_tables as t
from store.prepared import Prepared
from store.rows import columns, one

if TYPE_CHECKING:
    from store.work import Work

_e = t.enquiries.c
_OF = Prepared(select(*columns(t.enquiries, EnquiryFacts)).where(_e.case_id == bindparam("case")))


class Enquiries:
    """Answers, and whom they were asked of."""

    def __init__(self, work: "Work") -> None:
        self.conn = work.conn

    def add(self, case: int) -> None:
        """For a new case."""
        self.conn.execute(insert(t.enquiries).values(case_id=case))

    def of(self, case: int) -> EnquiryFacts:
        """What only an enquiry has; it must be one."""
        return one(self.conn, _OF, EnquiryFacts, case=case)

    def change(self, case: int, values: Mapping[str, Any]) -> None:
        """Sets some of it."""
        self.conn.execute(update(t.enquiries).where(_e.case_id == case).values(dict(values)))
