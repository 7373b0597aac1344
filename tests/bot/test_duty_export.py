"""`guanjia export` gives the duty register and the rota out too (SHF-01)."""

from datetime import UTC, datetime, timedelta

from openpyxl import load_workbook

from domain.people import Role, Team
from domain.rota import LineKind
from services.rota import plan
from store.duty_logs import LogKind
from tests.bot.test_cli import estate, guanjia, in_store  # noqa: F401 - fixtures


def _worked(work) -> None:
    """Two of the crew, one of them on the rota and late, one handover signed; a manager without a team."""
    now = datetime.now(UTC).replace(hour=4, minute=0, second=0, microsecond=0) - timedelta(days=2)
    work.now = now
    posts = []
    for name, role, team in (
        ("李强", Role.ENGINEER, Team.ENGINEERING), ("赵军", Role.ENGINEER, Team.ENGINEERING), ("郑经理", Role.MANAGER, None),
    ):  # fmt: skip
        person = work.people.add(name, now)
        posts.append(work.staff.get(work.staff.hire(person, 1, role, team, [])))
    local = now.astimezone(plan.rota.zone(work, 1))
    plan.write(work, posts[0], LineKind.ONCE, [], (f"{local:%H:%M}", "23:59"), local.date(), None, posts[0].person_id)
    work.staff.on_duty(posts[0].id, now + timedelta(minutes=12))
    work.staff.off_duty(posts[0].id, "=水泵异响", now + timedelta(hours=2))
    work.staff.sign_note(1, posts[1], now + timedelta(hours=3))
    work.staff.on_duty(posts[2].id, now)
    work.duty_logs.add(1, local.date(), LogKind.LOG, Team.ENGINEERING, posts[0].id, "修水泵一台", now)


def test_the_duty_register_is_given_out(estate) -> None:  # noqa: F811
    """Planned and as it was, late by how much, note and signature; those without a team too; overwritten only by force."""
    in_store(_worked)
    result = estate("export", "out")
    assert result.exit_code == 0 and "值班登记 2, 上班日志 1, 排班 1" in result.output
    sheets = load_workbook("out/duty.xlsx")
    rows = [[str(v or "") for v in row] for row in sheets["值班登记"].iter_rows(values_only=True)]
    assert rows[0][:3] == ["日期", "班组", "姓名"]
    line = next(row for row in rows if row[2] == "李强")
    assert line[1] == "工程" and line[7] == "12" and line[8:10] == ["=水泵异响", "赵军"]
    manager = next(row for row in rows if row[2] == "郑经理")
    assert manager[1] == "" and manager[3] == "" and manager[5]
    plan_rows = list(sheets["排班"].iter_rows(values_only=True))
    assert plan_rows[1][:3] == ("工程", "李强", "只一天")
    logs = list(sheets["上班日志"].iter_rows(values_only=True))
    assert logs[1][1:4] == ("工程", "李强", "日志") and logs[1][5] == "修水泵一台"
    assert estate("export", "out").exit_code == 1 and estate("export", "out", "--force").exit_code == 0
