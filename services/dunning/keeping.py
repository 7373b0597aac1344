"""Who looks after a home in arrears, and what it owes just now (DUN-01, DUN-16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.errors import Outdated, Refused
from domain.fees.charges import Bill
from domain.people import DESK_ROLES, Person, Relation, Role, Unit, Who
from domain.saying import local_day
from services import Work
from services.tell import zone_of

#: Who may read the figures of arrears beside the desk: they see the money of every home.
_READERS = DESK_ROLES | {Role.FINANCE}


def today(work: Work, community: int) -> date:
    """The community's day."""
    return local_day(work.now, zone_of(work.people.community(community)))


def check(who: Who, unit: Unit) -> None:
    """`Refused` for everybody but the desk, and for a butler who does not look after that building."""
    post = who.post(unit.community_id)
    if post is None or post.role not in DESK_ROLES or (post.role is Role.BUTLER and not post.covers(unit.building)):
        raise Refused("common/not_yours")


def check_reader(who: Who, community: int) -> None:
    """`Refused` for everybody but the desk, heads and finance."""
    if not who.is_any(community, _READERS):
        raise Refused("common/not_yours")


def readers() -> frozenset[Role]:
    """Who may read the figures."""
    return _READERS


def home(work: Work, who: Who, unit: int) -> Unit:
    """The home, for those who look after it. `Outdated` when there is none (a forged button)."""
    if unit not in work.dunning.labels([unit]):
        raise Outdated
    found = work.people.unit(unit)
    check(who, found)
    return found


def owners(work: Work, unit: int) -> list[Person]:
    """The owners of a home by the register."""
    return [p for p, relation in work.people.residents(unit) if relation is Relation.OWNER]


@dataclass(frozen=True, slots=True)
class Owing:
    """What a home owes: bills whose due day is over, without those that are disputed."""

    bills: Sequence[Bill]
    disputed_fen: int

    @property
    def fen(self) -> int:
        """In all."""
        return sum(bill.open_fen for bill in self.bills)

    @property
    def since(self) -> date | None:
        """The oldest due day."""
        return min((bill.due_on for bill in self.bills), default=None)


def owing(work: Work, unit: Unit) -> Owing:
    """What that home owes now (X-49: the due day itself is not late)."""
    day = today(work, unit.community_id)
    late = [b for b in work.ledger.open_bills(unit.id) if b.open_fen > 0 and b.due_on < day]
    held = {o.id for o in work.ledger.owed(unit.id) if o.disputed}
    return Owing([b for b in late if b.id not in held], sum(b.open_fen for b in late if b.id in held))
