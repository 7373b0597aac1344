"""What is offered for money and how it is paid: kinds of service, modes of payment, one item of the catalogue (SPS-01, X-19)."""

from dataclasses import dataclass
from enum import StrEnum

from domain.people import Relation, Team


class Kind(StrEnum):
    """Kinds of paid and convenience services (SPS-01, CNV-06, CNV-08, CNV-09)."""

    REPAIR = "repair_like"
    CLEANING = "indoor_cleaning"
    COPYING = "copying"
    AGENCY = "agency"
    VALUE_ADDED = "value_added"
    #: Not on the list: asked of the desk's supervisor and the department's head first (SPS-26).
    BEYOND = "beyond"


class Mode(StrEnum):
    """When a service is paid (X-19)."""

    #: Before anybody is sent (SPS-15).
    PREPAID = "prepaid"
    #: On the day it was accepted (SPS-20).
    SAME_DAY = "same_day"
    #: Within some days of being accepted (CNV-05).
    ACCEPTED = "after_acceptance"
    #: Asked for on the 15th, due at the end of the 20th (F-28, X-49).
    MONTHLY = "monthly"


#: How each kind is paid unless an item says otherwise (X-19).
MODE_OF = {
    Kind.REPAIR: Mode.SAME_DAY,
    Kind.CLEANING: Mode.PREPAID,
    Kind.COPYING: Mode.SAME_DAY,
    Kind.AGENCY: Mode.ACCEPTED,
    Kind.VALUE_ADDED: Mode.ACCEPTED,
    Kind.BEYOND: Mode.ACCEPTED,
}
#: Who does each kind unless an item says otherwise (SPS-02).
TEAM_OF = {
    Kind.REPAIR: Team.ENGINEERING,
    Kind.CLEANING: Team.CLEANING,
    Kind.COPYING: Team.DESK,
    Kind.AGENCY: Team.DESK,
    Kind.VALUE_ADDED: Team.GREENING,
    Kind.BEYOND: Team.DESK,
}
#: Kinds an item of the catalogue may be of.
LISTED = tuple(kind for kind in Kind if kind is not Kind.BEYOND)
#: What one of something may be called.
UNITS = ("job", "hour", "page", "square_metre", "piece")
#: Whose word binds the home: the bill is the home's, and what its owner has paid in advance pays it.
MAY_ORDER = frozenset({Relation.OWNER, Relation.FAMILY})


@dataclass(frozen=True, slots=True)
class Offer:
    """One item of a community's catalogue."""

    id: int
    community_id: int
    key: str
    kind: Kind
    name_zh: str
    name_en: str
    #: What one of it is called: a key of `UNITS`, or their own word.
    unit: str
    #: None: quoted after a look (SPS-06).
    price_fen: int | None
    mode: Mode
    team: Team
    active: bool
    version: int

    def name(self, language: str) -> str:
        """In that language; the Chinese name where nobody has written another."""
        return self.name_zh if language == "zh" else self.name_en or self.name_zh


def fits(mode: Mode, price_fen: int | None) -> bool:
    """Whether something can be paid so: before it begins only what has a price (SPS-15)."""
    return mode is not Mode.PREPAID or price_fen is not None
