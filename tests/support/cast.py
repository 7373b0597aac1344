"""Who lives and works in the small estate of the tests: three buildings, two residents in the chat, a staff of seven."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import insert

from domain.people import Relation, Role, Team
from store import tables as t
from store.work import Work

#: Sunday 22 November 2026, 14:05 in Shanghai.
START = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
GROUP, DESK_GROUP = -1001, -1002

#: Name, account, role, team.
STAFF = (
    ("李强", 21, Role.ENGINEER, Team.ENGINEERING),
    ("赵军", 22, Role.ENGINEER, Team.ENGINEERING),
    ("吴工", 23, Role.LEAD, Team.ENGINEERING),
    ("陈静", 24, Role.DESK, Team.DESK),
    ("周敏", 25, Role.DESK_SUPERVISOR, Team.DESK),
    ("郑经理", 26, Role.MANAGER, None),
    ("冯主任", 27, Role.DIRECTOR, None),
)
#: Name, account, home, language.
RESIDENTS = (("王芳", 11, "3-2-1502", "zh"), ("Anna", 12, "2-1-101", "en"))
#: Code, category, fen.
PRICES = (("W1", "water", 8000), ("W2", "water", 3000), ("O1", "other", 5000))


@dataclass
class Cast:
    """Ids by name: accounts of people, units by address, the community."""

    community: int
    people: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)


def build(work: Work, now: datetime) -> Cast:
    """Everybody and everything; building 1 is new (in warranty), the others are old."""
    conn = work.conn
    community = (
        insert(t.communities).values(name="桂苑", timezone="Asia/Shanghai", language="zh").returning(t.communities.c.id)
    )
    cast = Cast(conn.execute(community).scalar_one())
    for code in ("1", "2", "3"):
        values = {"community_id": cast.community, "name": f"{code}栋", "code": code}
        building = conn.execute(insert(t.buildings).values(values).returning(t.buildings.c.id)).scalar_one()
        for entrance, floor, door in itertools.product(("1", "2"), (1, 15), ("01", "02")):
            room, year = f"{floor}{door}", 2026 if code == "1" else 2015
            unit = insert(t.units).values(
                community_id=cast.community, building_id=building, building=code, entrance=entrance, room=room, floor=floor,
                state="lived_in", handed_over_on=date(year, 1, 1),
            )  # fmt: skip
            cast.units[f"{code}-{entrance}-{room}"] = conn.execute(unit.returning(t.units.c.id)).scalar_one()
    for code, category, fen in PRICES:
        named = {"name_zh": f"项目{code}", "name_en": f"Item {code}", "unit_zh": "次", "unit_en": "job"}
        work.cases.set_price(cast.community, code, {"category": category, "price_fen": fen, **named})
    for name, account, home, language in RESIDENTS:
        resident(work, cast, name, account, home, language, now)
    for name, account, role, team in STAFF:
        staff(work, cast, name, account, role, team, now)
    for team, chat in ((Team.ENGINEERING, GROUP), (Team.DESK, DESK_GROUP)):
        work.staff.saw_chat(chat, "group", team, True)
        work.staff.bind_chat(cast.community, team, chat, None, 1, now)
    return cast


def more_homes(work: Work, cast: Cast, homes: Iterable[str]) -> None:
    """Homes by address, with the buildings they stand in."""
    for code, there in itertools.groupby(sorted(homes), key=lambda home: home.split("-")[0]):
        values = {"community_id": cast.community, "name": f"{code}栋", "code": code}
        building = work.conn.execute(insert(t.buildings).values(values).returning(t.buildings.c.id)).scalar_one()
        for home in there:
            _, entrance, room = home.split("-")
            unit = insert(t.units).values(
                community_id=cast.community, building_id=building, building=code, entrance=entrance, room=room,
                floor=int(room[:-2]), state="lived_in", handed_over_on=date(2015, 1, 1),
            )  # fmt: skip
            cast.units[home] = work.conn.execute(unit.returning(t.units.c.id)).scalar_one()


def resident(work: Work, cast: Cast, name: str, account: int, home: str, language: str, now: datetime) -> int:
    """Somebody who lives there and is known in the chat; the person's id."""
    person = work.people.add(name, now, phone=f"+86138{account:08}", telegram_id=account, language=language)
    work.people.add_home(person, cast.units[home], Relation.OWNER, "contact", now)
    cast.people[name] = account
    return person


def staff(work: Work, cast: Cast, name: str, account: int, role: Role, team: Team | None, now: datetime) -> int:
    """Somebody of the staff, on duty; the post's id."""
    person = work.people.add(name, now, phone=f"+86139{account:08}", telegram_id=account, language="zh")
    post = work.staff.hire(person, cast.community, role, team, [])
    work.staff.on_duty(post, now)
    cast.people[name] = account
    return post
