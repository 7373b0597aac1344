"""Rows of the rota, of shifts as worked and of the morning inquiry, the same on both databases (SHF-01, SHF-04, SHF-09)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from domain.errors import Outdated
from domain.inquiry import Answer
from domain.people import Role, Team
from domain.rota import LineKind, Swap
from store.duty_logs import LogKind
from store.engine import Store, open_store
from store.tables import metadata
from store.work import Work

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture(params=["sqlite", "postgres"])
def work(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Work]:
    """A unit of work in an empty database of each kind."""
    server = request.getfixturevalue("postgres_server") if request.param == "postgres" else None
    url = server.database() if server else f"sqlite:///{tmp_path}/rota.db"
    store: Store = open_store(url)
    metadata.create_all(store.engine)
    with store.engine.begin() as conn:
        yield Work(conn, NOW)
    store.close()
    if server:
        server.drop(url)


def _staff(work: Work, community: int, name: str, team: Team = Team.ENGINEERING) -> int:
    return work.staff.hire(work.people.add(name, NOW), community, Role.ENGINEER, team, [])


def _line(work: Work, community: int, staff: int, **more: object) -> int:
    values = {
        "community_id": community, "team": Team.ENGINEERING, "staff_id": staff, "kind": LineKind.WEEKLY, "days": [1, 7],
        "first_day": TODAY, "last_day": None, "starts": "20:00", "ends": "08:00", "made_by": 1, "made_at": NOW,
    }  # fmt: skip
    return work.rotas.add({**values, **more})


def test_lines_are_written_ended_and_read(work: Work) -> None:
    """Ended once; in force no longer, and still there to be looked back at."""
    here = work.register.add_community("桂苑", "Asia/Shanghai", "zh")
    li, zhao = _staff(work, here, "李强"), _staff(work, here, "赵军")
    one, two = _line(work, here, li), _line(work, here, zhao, last_day=TODAY - timedelta(days=9))
    (line,) = work.rotas.standing(here, Team.ENGINEERING)
    assert (line.id, line.days, line.first_day, line.made_at, line.kind) == (one, [1, 7], TODAY, NOW, LineKind.WEEKLY)
    assert work.rotas.standing(here, Team.DESK) == [] and len(work.rotas.standing(here)) == 1
    assert work.rotas.end(one, NOW) and not work.rotas.end(one, NOW)
    assert work.rotas.standing(here) == []
    assert [ln.id for ln in work.rotas.ever(here, Team.ENGINEERING, NOW - timedelta(days=1))] == [one]
    assert work.rotas.find(two) is not None and work.rotas.find(10**12) is None
    work.rotas.hand_on(zhao, li, NOW)
    assert {ln.staff_id for ln in (work.rotas.get(n) for n in (two, two + 1))} == {zhao, li}
    assert work.rotas.get(two).ended_at == NOW


def test_shifts_as_worked(work: Work) -> None:
    """Who came when, the note, who signed; and which notes nobody has signed."""
    here = work.register.add_community("桂苑", "Asia/Shanghai", "zh")
    li, zhao = _staff(work, here, "李强"), _staff(work, here, "赵军")
    work.staff.on_duty(li, NOW)
    assert work.rotas.came(li, NOW + timedelta(hours=1), NOW + timedelta(hours=2)) == NOW
    assert work.rotas.came(zhao, NOW, NOW + timedelta(hours=2)) is None
    work.staff.off_duty(li, "泵房钥匙", NOW + timedelta(hours=1))
    assert work.rotas.came(li, NOW + timedelta(hours=1), NOW + timedelta(hours=2)) is None
    ((shift, staff, team, at),) = work.rotas.unsigned(here, NOW)
    assert (staff, team, at) == (li, Team.ENGINEERING, NOW + timedelta(hours=1))
    work.staff.sign_note(shift, work.staff.get(zhao), NOW + timedelta(hours=2))
    assert work.rotas.unsigned(here, NOW) == []
    (worked,) = work.rotas.worked(here, NOW, NOW + timedelta(days=1))
    assert (worked.name, worked.note, worked.read_by, worked.began_at) == ("李强", "泵房钥匙", "赵军", NOW)
    assert work.rotas.posts(here) == {li: (Team.ENGINEERING, "李强"), zhao: (Team.ENGINEERING, "赵军")}


def test_of_two_answers_at_once_one_is_outdated(work: Work) -> None:
    """Requests to stand in, and the morning's questions, carry a version."""
    here = work.register.add_community("桂苑", "Asia/Shanghai", "zh")
    li, zhao = _staff(work, here, "李强"), _staff(work, here, "赵军")
    line = _line(work, here, li)
    swap = work.rotas.ask_swap({"community_id": here, "line_id": line, "day": TODAY, "holder_id": li, "taker_id": zhao,
                                "asked_by": li, "asked_at": NOW})  # fmt: skip
    assert work.rotas.open_swaps(line, TODAY) == [swap] and work.rotas.open_swaps(line, TODAY + timedelta(days=1)) == []
    assert work.rotas.answer_swap(swap, Swap.AGREED, NOW).status is Swap.AGREED
    with pytest.raises(Outdated):
        work.rotas.answer_swap(swap, Swap.DECLINED, NOW)
    asked = work.inquiries.ask(here, TODAY, li, NOW)
    assert work.inquiries.ask(here, TODAY, li, NOW) == asked == work.inquiries.of(here, TODAY)[0]
    done = work.inquiries.answer(asked, Answer.MATTER, "积水", NOW)
    assert (done.status, done.words, done.answered_at) == (Answer.MATTER, "积水", NOW)
    with pytest.raises(Outdated):
        work.inquiries.answer(asked, Answer.FINE, None, NOW)


def test_logs_of_some_days(work: Work) -> None:
    """By day and in order."""
    here = work.register.add_community("桂苑", "Asia/Shanghai", "zh")
    li = _staff(work, here, "李强")
    for back, kind in ((1, LogKind.LOG), (0, LogKind.MEETING), (0, LogKind.LOG), (2, LogKind.LOG)):
        work.duty_logs.add(here, TODAY - timedelta(days=back), kind, None, li, f"{back}", NOW)
    found = work.duty_logs.between(here, TODAY - timedelta(days=1), TODAY)
    assert [(log.words, log.kind) for log in found] == [("1", LogKind.LOG), ("0", LogKind.MEETING), ("0", LogKind.LOG)]
