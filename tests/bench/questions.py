"""What is asked of a store that has grown, each as the product asks it; seconds, the median of several."""

import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial

from domain.board import View
from domain.cases import OVER
from domain.figures.period import day, month
from domain.people import Community, Person, Who
from services import board, clock, search
from services.repair.desk import waiting
from services.reports.catalogue import REPORTS
from services.reports.digest import counted_morning
from services.reports.gather import today
from services.tell import private
from store.engine import Store
from store.work import Work
from tests.bench.grown import NUMBER, RARE
from tests.support.cast import STAFF, START

#: Times a question is asked, after one that is not counted.
TIMES = 15
_CREW, _MANAGER = STAFF[0][1], STAFF[5][1]
Question = Callable[[Work], object]


def _post(work: Work, account: int) -> tuple[Who, Community, Person]:
    person = work.people.by_telegram(account)
    assert person is not None
    community = work.people.communities()[0]
    return work.people.who(person, community.language), community, person


def _board(account: int, work: Work) -> None:
    who, community, person = _post(work, account)
    chat = private(person, community)
    assert chat is not None
    board.show_board(work, who, community, chat, View(), repost=False)


def _overdue(account: int, work: Work) -> None:
    who, community, person = _post(work, account)
    chat = private(person, community)
    assert chat is not None
    board.show_overdue(work, who, community, chat, 0, paused=False, repost=False)


def _report(name: str, work: Work) -> None:
    community = work.people.communities()[0]
    REPORTS[name].counts(work, community, month(today(work, community)).before)


def _digest(work: Work) -> None:
    community = work.people.communities()[0]
    counted_morning(work, community, day(today(work, community)))


def _found(text: str, work: Work) -> None:
    who, community, _ = _post(work, _MANAGER)
    assert search.find(work, who, community, text), f"nothing found for {text}"


def _home(work: Work) -> None:
    """The home of whoever said the rare words."""
    (case,) = work.search.numbered(1, NUMBER)
    assert case.unit_id is not None
    unit = work.people.unit(case.unit_id)
    _found(f"{unit.building}-{unit.entrance}-{unit.room}", work)


def _waiting(work: Work) -> None:
    who, community, _ = _post(work, _MANAGER)
    waiting(work, who, community.id, offset=0, limit=board.PAGE)


def _desk_list(work: Work) -> None:
    community = work.people.communities()[0]
    work.callbacks.listed(community.id, work.now, board.PAGE, 0)
    work.callbacks.waiting(community.id, work.now)


def _own_list(work: Work) -> None:
    """What somebody of the middle sees under their own matters, open and over."""
    (case,) = work.search.numbered(1, NUMBER)
    living = work.people.who(work.people.get(case.reporter_id), "zh").living
    for past in (False, True):
        work.cases.of_home(case.reporter_id, living, OVER, past=past, limit=board.PAGE, offset=0)


def _person(work: Work) -> None:
    """Somebody of the middle, with posts and homes, by the number of their chat."""
    person = work.people.by_telegram(70_000_050)
    assert person is not None
    assert work.people.who(person, "zh").homes


def _join(work: Work) -> None:
    """A guest shares the contact and turns out to be somebody of the register."""
    known = work.people.get(work.people.add("业主", START, phone="+8613300000001"))
    work.people.bind(work.people.get(work.people.add("?", START, telegram_id=69_000_001)), known)


QUESTIONS: Mapping[str, Question] = {
    "board_crew": partial(_board, _CREW),
    "board_manager": partial(_board, _MANAGER),
    "overdue_crew": partial(_overdue, _CREW),
    "overdue_manager": partial(_overdue, _MANAGER),
    **{f"report_{name}": partial(_report, name) for name in REPORTS},
    "digest": _digest,
    "waiting": _waiting,
    "desk_list": _desk_list,
    "own_list": _own_list,
    "clock": clock.sweep,
    "search_common": partial(_found, "水龙头"),
    "search_rare": partial(_found, RARE),
    "search_two": partial(_found, "车库 有异味"),
    "search_number": partial(_found, NUMBER),
    "search_home": _home,
    "person": _person,
    "join": _join,
}


def asked(store: Store, question: Question) -> float:
    """Seconds; whatever it writes is undone."""
    took = []
    for _ in range(TIMES + 1):
        with store.connect() as conn:
            work = Work(conn, START)
            start = time.perf_counter()
            question(work)
            took.append(time.perf_counter() - start)
            conn.rollback()
    return statistics.median(took[1:])
