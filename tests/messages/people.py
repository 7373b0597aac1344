"""Who reads the sample messages."""

from domain.ids import CommunityId, PersonId, StaffId, UnitId
from domain.people import Person, Role, Staff, Team, Unit, Who


def _person(number: int) -> Person:
    return Person(PersonId(number), "王芳", "13800138000", number, "zh", True)


def _post(role: Role, team: Team | None) -> Staff:
    return Staff(StaffId(1), PersonId(3), CommunityId(1), role, team, [], False, None)


HOME = Unit(UnitId(7), CommunityId(1), "3", "2", "1502", 15, None)
GUEST = Who(_person(1))
RESIDENT = Who(_person(2), homes=(HOME,))
WORKER = Who(_person(3), staff=(_post(Role.ENGINEER, Team.ENGINEERING),))
DIRECTOR = Who(_person(4), staff=(_post(Role.DIRECTOR, None),), homes=(HOME,))
