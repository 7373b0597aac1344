"""The register taken in and given out: nothing doubled, nothing lost, nobody removed."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, insert, select, update

from domain import workbook
from domain.workbook import BadWorkbook
from services.register import Outcome, give_out, take_in
from store import tables as t
from store.writer import Writer

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
HOMES = [
    ["楼栋", "单元", "房号", "建筑面积", "状态", "交付日期", "物业费单价"],
    ["3栋", "2", "1502", 98.57, "自住", date(2019, 6, 30), 2.8],
    ["3栋", "2", "1503", 88, "空置", "", ""],
    ["B座", "", "201", "", "", "", ""],
]
PEOPLE = [
    ["楼栋", "单元", "房号", "姓名", "手机", "关系"],
    ["3", "2", "1502", "王芳", "13800000001", "业主"],
    ["3", "2", "1503", "王芳", "13800000001", "业主"],
    ["3", "2", "1502", "李强", "13800000002", "家属"],
]
CREW = [
    ["姓名", "手机", "岗位", "班组", "负责楼栋"],
    ["冯建国", "13900000001", "主任", "", ""],
    ["赵军", "13900000006", "维修", "", "3栋"],
    ["王芳", "13800000001", "保洁", "", ""],
]
GOOD = {"房屋": HOMES, "住户": PEOPLE, "员工": CREW}


@pytest.fixture
def register(store):
    """Takes workbooks in for a community, one unit of work each."""
    writer = Writer(store, clock=lambda: NOON).start()
    community = writer.run_sync(lambda work: work.register.add_community("梧桐苑", "Asia/Shanghai", "zh"))

    class Register:
        def take(self, sheets: dict, dry: bool = False) -> Outcome:
            return writer.run_sync(lambda work: take_in(work, community, workbook.read(sheets), dry=dry))

        def give(self) -> dict[str, list[list[object]]]:
            return writer.run_sync(lambda work: give_out(work, community))

        def counts(self) -> dict[str, int]:
            tables = (t.buildings, t.units, t.persons, t.residencies, t.staff)
            return {x.name: self.scalar(select(func.count()).select_from(x)) for x in tables}

        def scalar(self, query) -> object:
            return writer.run_sync(lambda work: work.conn.scalar(query))

        def do(self, statement) -> None:
            writer.run_sync(lambda work: work.conn.execute(statement))

    yield Register()
    writer.stop_sync()


def said(outcome: Outcome) -> dict[str, tuple[int, int, int]]:
    return {name: (c.new, c.changed, c.unchanged) for name, c in outcome.counts.items()}


def test_the_first_time_everything_is_new(register) -> None:
    """One person with two homes and a post is one person."""
    assert said(register.take(GOOD)) == {"房屋": (3, 0, 0), "住户": (3, 0, 0), "员工": (3, 0, 0)}
    assert register.counts() == {"buildings": 2, "units": 3, "persons": 4, "residencies": 3, "staff": 3}
    assert register.scalar(select(t.units.c.state).where(t.units.c.room == "201")) == "lived_in"
    assert register.scalar(select(t.units.c.floor).where(t.units.c.room == "1502")) == 15
    assert register.scalar(select(t.staff.c.team).where(t.staff.c.role == "engineer")) == "engineering"


def test_the_second_time_nothing_changes(register) -> None:
    """However the same thing is written."""
    register.take(GOOD)
    before = register.counts()
    again = GOOD | {
        "住户": [PEOPLE[0], ["3号楼", "二单元", "1502室", "王芳", "+86 138-0000-0001", "业主"], *PEOPLE[2:]]
    }
    outcome = register.take(again)
    assert said(outcome) == {"房屋": (0, 0, 3), "住户": (0, 0, 3), "员工": (0, 0, 3)}
    assert outcome.changes == [] and set(map(tuple, outcome.absent.values())) == {()}
    assert register.counts() == before


def test_differences_are_taken_over_and_said(register) -> None:
    """Empty cells change nothing."""
    register.take(GOOD)
    outcome = register.take(
        {
            "房屋": [HOMES[0], ["3", "2", "1502", "", "出租", "", 3], *HOMES[2:]],
            "住户": [PEOPLE[0], ["3", "2", "1502", "王芳", "13800000001", "家属"], *PEOPLE[2:]],
            "员工": [CREW[0], CREW[1], ["赵大军", "13900000006", "工程主管", "", ""], CREW[3]],
        }
    )
    assert said(outcome) == {"房屋": (0, 1, 2), "住户": (0, 1, 2), "员工": (0, 1, 2)}
    assert set(outcome.changes) == {
        "3栋2单元1502:状态 自住 → 出租,物业费单价 2.8 → 3.0",
        "赵大军:姓名 赵军 → 赵大军",
        "3栋2单元1502 王芳:关系 业主 → 家属",
        "赵大军:岗位 维修 → 工程主管,负责楼栋 3 → 全部",
    }
    row = register.scalar(select(t.units.c.area_cm2).where(t.units.c.room == "1502"))
    assert row == 985700


def test_a_trial_changes_nothing_and_says_the_same(register) -> None:
    """--dry-run."""
    tried = register.take(GOOD, dry=True)
    assert set(register.counts().values()) == {0}
    assert said(register.take(GOOD)) == said(tried)
    changed = GOOD | {"房屋": [HOMES[0], ["3", "2", "1502", 99, "", "", ""], ["9", "", "101"], *HOMES[2:]]}
    tried = register.take(changed, dry=True)
    real = register.take(changed)
    assert (said(tried), tried.changes, tried.absent) == (said(real), real.changes, real.absent)


def test_who_is_missing_is_only_reported(register) -> None:
    """A forgotten row locks nobody out."""
    register.take(GOOD)
    outcome = register.take({"房屋": HOMES[:2], "住户": PEOPLE[:2], "员工": CREW[:2]})
    assert {name: sorted(absent) for name, absent in outcome.absent.items()} == {
        "房屋": ["3栋2单元1503", "B栋201"],
        "住户": ["3栋2单元1502 李强", "3栋2单元1503 王芳"],
        "员工": ["王芳", "赵军"],
    }
    assert register.counts()["staff"] == 3
    assert register.scalar(select(func.count()).where(t.staff.c.ended_at.is_not(None))) == 0
    assert register.take({"员工": CREW}).absent == {"员工": []}


def test_all_or_nothing(register) -> None:
    """One bad cell, and not even the good sheets are taken in."""
    with pytest.raises(BadWorkbook) as bad:
        register.take(GOOD | {"员工": [*CREW, ["孙", "13900000009", "保安", "", ""]]})
    assert [str(p) for p in bad.value.problems][0].startswith("员工!C5「保安」")
    assert set(register.counts().values()) == {0}


def test_a_post_that_ended_is_taken_up_again(register) -> None:
    """The sheet says they work here."""
    register.take(GOOD)
    register.do(update(t.staff).values(ended_at=NOON))
    register.do(update(t.residencies).where(t.residencies.c.relation == "family").values(ended_at=NOON))
    outcome = register.take(GOOD)
    assert said(outcome) == {"房屋": (0, 0, 3), "住户": (0, 1, 2), "员工": (0, 3, 0)}
    assert "赵军:离职 已离职 → 在职" in outcome.changes and "3栋2单元1502 李强:关系 已迁出 → 家属" in outcome.changes
    assert register.scalar(select(func.count()).where(t.staff.c.ended_at.is_not(None))) == 0


def test_somebody_known_in_the_chat_has_a_new_home_at_once(register) -> None:
    """They have proved their phone already (IDN-15); others are verified when they do."""
    register.take(GOOD)
    register.do(update(t.persons).where(t.persons.c.phone == "+8613800000001").values(telegram_id=77))
    more = GOOD | {
        "住户": [
            *PEOPLE,
            ["B", "", "201", "王芳", "13800000001", "业主"],
            ["B", "", "201", "李强", "13800000002", "家属"],
        ]
    }
    register.take(more)
    verified = select(func.count()).where(t.residencies.c.verified_at.is_not(None))
    assert register.scalar(verified) == 1


def test_two_communities_do_not_meet(register, store) -> None:
    """The same addresses in another community stay as they are."""
    register.take(GOOD)
    with store.engine.begin() as conn:
        made = insert(t.communities).values(name="桂苑", timezone="Asia/Shanghai", language="zh")
        other = conn.execute(made.returning(t.communities.c.id)).scalar_one()
    writer = Writer(store, clock=lambda: NOON).start()
    outcome = writer.run_sync(lambda work: take_in(work, other, workbook.read({"房屋": HOMES[:2]})))
    writer.stop_sync()
    assert said(outcome) == {"房屋": (1, 0, 0)} and outcome.absent == {"房屋": []}
    assert register.counts()["units"] == 4


def test_what_is_given_out_can_be_taken_in(register) -> None:
    """The same register, and exactly so."""
    register.take(GOOD)
    sheets = register.give()
    assert said(register.take(sheets)) == {"房屋": (0, 0, 3), "住户": (0, 0, 3), "员工": (0, 0, 3)}
    assert sheets["房屋"][1:] == [
        ["3栋", "2", "1502", 98.57, "自住", date(2019, 6, 30), 2.8],
        ["3栋", "2", "1503", 88.0, "空置", "", ""],
        ["B座", "", "201", "", "自住", "", ""],
    ]
    assert sheets["员工"][1:] == [
        ["冯建国", "13900000001", "主任", "", ""],
        ["赵军", "13900000006", "维修", "工程", "3栋"],
        ["王芳", "13800000001", "保洁", "保洁", ""],
    ]
    register.do(update(t.staff).where(t.staff.c.role == "cleaner").values(ended_at=NOON))
    assert len(register.give()["员工"]) == 3
