"""Entries, questions, enquiries and praise on both databases: kept by their pieces, changed once, counted by month."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import Outdated
from domain.knowledge import Entry, Topic
from domain.people import Role, Team
from store.engine import Store
from store.work import Work
from tests.support.cast import START, Cast, build

PARKING = {"topic": Topic.PARKING, "question_zh": "停车证怎么办？", "answer_zh": "带行驶证到服务中心。"}


@pytest.fixture
def work(store: Store):
    """A unit of work, on each kind of database."""
    with store.engine.connect() as conn:
        yield Work(conn, START)


@pytest.fixture
def cast(work: Work) -> Cast:
    """A community and its people."""
    return build(work, START)


def _adds(work: Work, cast: Cast, **more: Any) -> Entry:
    return work.knowledge.add(cast.community, {**PARKING, **more}, None, START)


def test_an_entry_is_kept_by_its_words_as_they_are_now(work: Work, cast: Cast) -> None:
    """Changed, it is found by the new ones only; retired, by none. Nothing of a long text is kept beyond the limit."""
    entry = _adds(work, cast, keywords="月租")
    assert [e.id for e in work.knowledge.having(cast.community, ["月租", "泊车"])] == [entry.id]
    changed = work.knowledge.change(entry, {"keywords": "泊位"}, 1, START)
    assert work.knowledge.having(cast.community, ["月租"]) == []
    assert work.knowledge.having(cast.community, ["泊位"]) == [changed]
    assert work.knowledge.having(cast.community + 1, ["泊位"]) == []
    assert work.knowledge.having(cast.community, []) == []
    gone = work.knowledge.change(changed, {"status": "retired"}, 1, START)
    assert work.knowledge.having(cast.community, ["泊位"]) == []
    assert work.knowledge.find(gone.id) == gone
    _adds(work, cast, answer_zh="".join(chr(0x4E00 + n) for n in range(3000)))


def test_of_two_changes_at_once_the_second_is_outdated(work: Work, cast: Cast) -> None:
    """Read before the first, written after it."""
    entry = _adds(work, cast)
    work.knowledge.change(entry, {"answer_zh": "一"}, 1, START)
    with pytest.raises(Outdated):
        work.knowledge.change(entry, {"answer_zh": "二"}, 1, START)
    assert work.knowledge.get(entry.id).answer_zh == "一"


def test_lists_counts_and_what_expires(work: Work, cast: Cast) -> None:
    """Active ones only, by topic; the last day is looked at."""
    late = _adds(work, cast, valid_until=date(2026, 12, 1))
    soon = _adds(work, cast, topic=Topic.ACCESS, valid_until=date(2026, 11, 1))
    ever = _adds(work, cast)
    gone = work.knowledge.change(_adds(work, cast, valid_until=date(2026, 11, 2)), {"status": "retired"}, 1, START)
    assert work.knowledge.count(cast.community) == 3
    assert [e.id for e in work.knowledge.listed(cast.community, 9, 0)] == [soon.id, late.id, ever.id]
    assert [e.id for e in work.knowledge.listed(cast.community, 1, 1)] == [late.id]
    assert [e.id for e in work.knowledge.expiring(cast.community, date(2026, 12, 1))] == [soon.id, late.id]
    assert gone.id not in [e.id for e in work.knowledge.expiring(cast.community, date(2027, 1, 1))]


def test_questions_wait_for_an_entry(work: Work, cast: Cast) -> None:
    """None shown, or one that did not help; settled by hand or by the enquiry they became."""
    entry = _adds(work, cast)
    notes = [
        work.knowledge.asked(cast.community, 1, START - timedelta(days=n), {"words": f"问{n}", **more})
        for n, more in enumerate(
            ({}, {"entry_id": entry.id, "helpful": True}, {"entry_id": entry.id, "helpful": False}, {})
        )
    ]
    asked = work.knowledge.unanswered(cast.community, START - timedelta(days=2), 9)
    assert [a.id for a in asked] == [notes[2], notes[0]]
    work.knowledge.settle([notes[0], notes[2]], entry.id)
    work.knowledge.settle([], entry.id)
    assert work.knowledge.unanswered(cast.community, START - timedelta(days=2), 9) == []
    assert work.knowledge.ask(notes[3]) is not None and work.knowledge.ask(10**9) is None


def _case(work: Work, cast: Cast, number: int, flow: str, staff: int | None = None) -> int:
    person = work.people.by_telegram(11)
    assert person is not None
    return work.cases.add({
        "community_id": cast.community, "number": f"261122-{number:03}", "flow": flow, "status": "asked", "reporter_id": person.id,
        "channel": "chat", "category": "parking", "urgent": False, "words": "停车证", "team": Team.DESK, "assignee_id": staff,
        "created_at": START - timedelta(days=number),
    })  # fmt: skip


def test_an_enquiry_keeps_its_answer(work: Work, cast: Cast) -> None:
    """Beside the case."""
    case = _case(work, cast, 1, "enquiry")
    work.enquiries.add(case)
    assert work.enquiries.of(case).asked_team is None
    work.enquiries.change(case, {"asked_team": Team.SECURITY, "answer": "好", "answered_at": START})
    facts = work.enquiries.of(case)
    assert (facts.asked_team, facts.answer, facts.answered_at, facts.helpful) == (Team.SECURITY, "好", START, None)


def test_praise_is_found_by_month_and_who_served_lately_by_person(work: Work, cast: Cast) -> None:
    """The newest first; nobody who has left."""
    posts = [s.id for s, _ in work.staff.listed(cast.community, roles=[Role.ENGINEER])]
    for n, staff in ((1, posts[0]), (2, posts[1]), (3, posts[0])):
        _case(work, cast, n, "repair", staff)
    person = work.people.by_telegram(11)
    assert person is not None
    found = work.praises.served(person.id, cast.community, START - timedelta(days=30), 5)
    assert found == [posts[0], posts[1]]
    assert work.praises.served(person.id, cast.community, START - timedelta(days=1), 5) == [posts[0]]
    work.staff.end(posts[0], START)
    assert work.praises.served(person.id, cast.community, START - timedelta(days=30), 5) == [posts[1]]
    case = _case(work, cast, 4, "suggestion")
    work.praises.add(case, posts[1], None, START)
    work.praises.add(case, None, Team.CLEANING, START + timedelta(days=40))
    assert [p.team for p in work.praises.of(case)] == [None, Team.CLEANING]
    assert [p.staff_id for p in work.praises.between(cast.community, START, START + timedelta(days=1))] == [posts[1]]


def test_a_reply_finds_the_case_by_its_card(work: Work, cast: Cast) -> None:
    """Where the card stands; elsewhere nothing."""
    assert work.cards.case_at(-1002, 5) is None
