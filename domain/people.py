"""People, homes and roles: who somebody is to a community, and what that lets them see (IDN-12, IDN-15, X-42)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.ids import CommunityId, PersonId, StaffId, UnitId
from domain.units import UnitRef, label


class Team(StrEnum):
    """Who works together in one group chat; the register calls it 班组."""

    ENGINEERING = "engineering"  # 工程
    DESK = "desk"  # 客服
    CLEANING = "cleaning"  # 保洁
    GREENING = "greening"  # 绿化
    SECURITY = "security"  # 安防
    FINANCE = "finance"  # 财务


class Role(StrEnum):
    """What a staff member is employed as; the register calls it 岗位."""

    DESK = "desk"  # 客服
    BUTLER = "butler"  # 管家
    ENGINEER = "engineer"  # 维修
    CLEANER = "cleaner"  # 保洁
    GARDENER = "gardener"  # 绿化
    GUARD = "guard"  # 安防
    FINANCE = "finance"  # 财务
    DESK_SUPERVISOR = "desk_supervisor"  # 客服主管
    LEAD = "lead"  # 工程主管: heads the engineering team
    MANAGER = "manager"  # 经理
    DIRECTOR = "director"  # 主任


#: Words of the register, one for each role and team (design: sheet 员工).
ROLE_WORDS = {
    "客服": Role.DESK,
    "管家": Role.BUTLER,
    "维修": Role.ENGINEER,
    "保洁": Role.CLEANER,
    "绿化": Role.GARDENER,
    "安防": Role.GUARD,
    "财务": Role.FINANCE,
    "客服主管": Role.DESK_SUPERVISOR,
    "工程主管": Role.LEAD,
    "经理": Role.MANAGER,
    "主任": Role.DIRECTOR,
}
TEAM_WORDS = {
    "工程": Team.ENGINEERING,
    "客服": Team.DESK,
    "保洁": Team.CLEANING,
    "绿化": Team.GREENING,
    "安防": Team.SECURITY,
    "财务": Team.FINANCE,
}
#: Where a role works when the register does not say.
HOME_TEAM = {
    Role.DESK: Team.DESK,
    Role.BUTLER: Team.DESK,
    Role.ENGINEER: Team.ENGINEERING,
    Role.CLEANER: Team.CLEANING,
    Role.GARDENER: Team.GREENING,
    Role.GUARD: Team.SECURITY,
    Role.FINANCE: Team.FINANCE,
    Role.DESK_SUPERVISOR: Team.DESK,
    Role.LEAD: Team.ENGINEERING,
    Role.MANAGER: None,
    Role.DIRECTOR: None,
}

#: May decide over people and settings: bind groups, invite, take staff off the list, close with a reason (X-13).
HEADS = frozenset({Role.MANAGER, Role.DIRECTOR})
SUPERVISORS = HEADS | {Role.DESK_SUPERVISOR}
#: May take matters down for others, let newcomers in, answer as the desk (INT-01, INT-06).
DESK_ROLES = SUPERVISORS | {Role.DESK, Role.BUTLER}
#: May hand work of the crew to somebody (REP-06).
DISPATCHERS = HEADS | {Role.LEAD, Role.DESK_SUPERVISOR}
#: What the office is called towards a matter, the same in every flow (X-42).
_OFFICE = dict.fromkeys(DESK_ROLES, "desk") | {
    Role.DESK_SUPERVISOR: "supervisor",
    Role.MANAGER: "manager",
    Role.DIRECTOR: "director",
}


class Relation(StrEnum):
    """What a resident is to a unit; the register calls it 关系."""

    OWNER = "owner"  # 业主
    FAMILY = "family"  # 家属
    TENANT = "tenant"  # 租户


RELATION_WORDS = {"业主": Relation.OWNER, "家属": Relation.FAMILY, "租户": Relation.TENANT}


class UnitState(StrEnum):
    """How a unit is used (IDN-20); the register calls it 状态."""

    LIVED_IN = "lived_in"  # 自住
    LET = "let"  # 出租
    VACANT = "vacant"  # 空置
    RENOVATING = "renovating"  # 装修
    UNSOLD = "unsold"  # 未售
    CUSTODY = "custody"  # 托管


UNIT_STATE_WORDS = {
    "自住": UnitState.LIVED_IN,
    "出租": UnitState.LET,
    "空置": UnitState.VACANT,
    "装修": UnitState.RENOVATING,
    "未售": UnitState.UNSOLD,
    "托管": UnitState.CUSTODY,
}


class Join(StrEnum):
    """Where somebody's request to be let in stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class JoinEvent(StrEnum):
    """What can happen to such a request."""

    APPROVE = "approve"
    REFUSE = "refuse"
    ASK_AGAIN = "ask_again"


JOIN = {
    (Join.ASKED, JoinEvent.APPROVE): Join.APPROVED,
    (Join.ASKED, JoinEvent.REFUSE): Join.REFUSED,
    (Join.REFUSED, JoinEvent.ASK_AGAIN): Join.ASKED,
}


@dataclass(frozen=True, slots=True)
class Community:
    """A 小区: its local time and its language."""

    id: CommunityId
    name: str
    timezone: str
    language: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a phone or a chat. `telegram_id` is the channel's id, None until they have come."""

    id: PersonId
    name: str
    phone: str | None
    telegram_id: int | None
    language: str | None
    reachable: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """One home."""

    id: UnitId
    community_id: CommunityId
    building: str
    entrance: str
    room: str
    floor: int | None
    handed_over_on: date | None

    @property
    def ref(self) -> UnitRef:
        """Its address as people type it."""
        return UnitRef(self.building, self.entrance, self.room)

    @property
    def label(self) -> str:
        """3栋2单元1502"""
        return label(self.ref)


@dataclass(frozen=True, slots=True)
class Staff:
    """A staff member of one community."""

    id: StaffId
    person_id: PersonId
    community_id: CommunityId
    role: Role
    team: Team | None
    zone: list[str]
    on_duty: bool
    ended_at: datetime | None

    def covers(self, building: str) -> bool:
        """Whether the building lies in their zone; no zone means everywhere (IDN-13)."""
        return not self.zone or building in self.zone


@dataclass(frozen=True, slots=True)
class Residence:
    """Somebody lives in a home, as what and since when: what they may see of it begins there."""

    unit_id: UnitId
    relation: Relation
    began_at: datetime


@dataclass(frozen=True, slots=True)
class Who:
    """A person as an actor: what they are to the communities, looked up afresh for each press."""

    person: Person
    staff: tuple[Staff, ...] = ()
    #: Homes they live in, verified ones only (IDN-15).
    homes: tuple[Unit, ...] = ()
    language: str = "zh"
    #: The same homes with relation and beginning.
    living: tuple[Residence, ...] = ()

    def post(self, community: int) -> Staff | None:
        """Their post in that community, if any."""
        return next((s for s in self.staff if s.community_id == community), None)

    def office(self, community: int) -> str | None:
        """Their hat of the office there: `desk`, `supervisor`, `manager` or `director`; None outside of it."""
        post = self.post(community)
        return _OFFICE.get(post.role) if post else None

    def is_any(self, community: int, roles: Iterable[Role]) -> bool:
        """Whether they hold one of the roles in that community."""
        post = self.post(community)
        return post is not None and post.role in frozenset(roles)

    def lives_in(self, unit: int | None) -> bool:
        """Whether the unit is one of their homes."""
        return unit is not None and any(h.id == unit for h in self.homes)

    def lived_in(self, unit: int | None, at: datetime) -> Relation | None:
        """What they are to the home if they live there now and did so at that time already; None otherwise."""
        return next((r.relation for r in self.living if r.unit_id == unit and r.began_at <= at), None)

    @property
    def known(self) -> bool:
        """Whether anybody has told us who this is."""
        return bool(self.staff or self.homes)
