"""People and roles (IDN-13, IDN-15)."""

from datetime import UTC, datetime, timedelta

from domain.people import (
    DESK_ROLES,
    DISPATCHERS,
    HOME_TEAM,
    RELATION_WORDS,
    ROLE_WORDS,
    TEAM_WORDS,
    UNIT_STATE_WORDS,
    Person,
    Relation,
    Residence,
    Role,
    Staff,
    Team,
    Unit,
    UnitState,
    Who,
)
from domain.units import UnitRef

PERSON = Person(id=1, name="李", phone="+8613800000001", telegram_id=5, language=None, reachable=True)
HOME = Unit(id=7, community_id=1, building="3", entrance="2", room="1502", floor=15, handed_over_on=None)


def staff(zone=(), role=Role.ENGINEER):
    """A worker of community 1."""
    return Staff(2, 1, 1, role, Team.ENGINEERING, list(zone), on_duty=True, ended_at=None)


def test_a_worker_covers_the_buildings_of_the_zone_or_all():
    """IDN-13."""
    assert staff().covers("9")
    assert staff(["3", "5"]).covers("3")
    assert not staff(["3", "5"]).covers("9")


def test_a_home_is_named_as_people_type_it():
    """One way of writing on every card."""
    assert HOME.ref == UnitRef("3", "2", "1502")
    assert HOME.label == "3栋2单元1502"


def test_somebody_is_what_they_are_in_that_community_only():
    """IDN-15: a worker here is a stranger next door."""
    who = Who(PERSON, staff=(staff(),), homes=(HOME,))
    assert who.post(1) == staff()
    assert who.post(2) is None
    assert who.is_any(1, {Role.ENGINEER, Role.LEAD})
    assert not who.is_any(1, DESK_ROLES)
    assert not who.is_any(2, {Role.ENGINEER})
    assert who.lives_in(7)
    assert not who.lives_in(8)
    assert not who.lives_in(None)
    assert who.known
    assert not Who(PERSON).known


def test_what_somebody_is_to_a_home_begins_with_moving_in():
    """The time of those before them is none of theirs."""
    came = datetime(2026, 11, 22, tzinfo=UTC)
    who = Who(PERSON, homes=(HOME,), living=(Residence(HOME.id, Relation.TENANT, came),))
    assert who.lived_in(HOME.id, came) is Relation.TENANT
    assert who.lived_in(HOME.id, came - timedelta(seconds=1)) is None
    assert who.lived_in(8, came) is None
    assert who.lived_in(None, came) is None


def test_every_word_of_the_register_is_known():
    """The import workbook names them all."""
    assert set(ROLE_WORDS.values()) == set(Role) == set(HOME_TEAM)
    assert set(TEAM_WORDS.values()) == set(Team)
    assert set(RELATION_WORDS.values()) == set(Relation)
    assert set(UNIT_STATE_WORDS.values()) == set(UnitState)
    assert Role.LEAD in DISPATCHERS
    assert Role.LEAD not in DESK_ROLES
