"""The index of words, on both databases: filed, added to, told, ended, moved; the same found everywhere."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from domain.people import Team
from domain.search import matches, wanted
from services import search as service
from store import tables as t
from store.engine import Store
from store.search import text_of
from store.work import Work
from tests.support.cast import START, Cast, build


@pytest.fixture
def work(store: Store):
    """A unit of work, on each kind of database."""
    with store.engine.connect() as conn:
        yield Work(conn, START)


def file(work: Work, cast: Cast, number: int, words: str, **more: object) -> int:
    """One repair of home 3-2-1502."""
    return work.cases.add({
        "community_id": cast.community, "number": f"261122-{number:03}", "flow": "repair", "status": "reported",
        "unit_id": cast.units["3-2-1502"], "reporter_id": 1, "channel": "chat", "category": "leak", "urgent": False,
        "words": words, "team": Team.ENGINEERING, "created_at": START, **more,
    })  # fmt: skip


def found(work: Work, community: int, query: str, team: Team | None = None) -> list[int]:
    """Ids, newest first."""
    return [c.id for c in work.search.having(community, wanted(query), team, 100)]


def test_found_from_the_moment_it_is_filed_newest_first(work: Work) -> None:
    """All that is asked for must be there."""
    cast = build(work, START)
    one = file(work, cast, 1, "厨房水槽下面漏水")
    two = file(work, cast, 2, "Ｋｉｔｃｈｅｎ tap LEAKING, 漏水", team=Team.CLEANING)
    assert found(work, cast.community, "漏水") == [two, one]
    assert found(work, cast.community, "厨房 漏水") == [one]
    assert found(work, cast.community, "kitchen leak") == [two]
    assert found(work, cast.community, "漏水", Team.CLEANING) == [two]
    assert found(work, cast.community, "漏电") == [] == found(work, cast.community, "！")
    assert found(work, cast.community + 1, "漏水") == []
    assert [c.id for c in work.search.having(cast.community, wanted("漏水"), None, 1)] == [two]


def test_what_is_added_told_or_written_at_the_end_is_found_too(work: Work) -> None:
    """And what no longer stands there is not."""
    cast = build(work, START)
    case = work.cases.get(file(work, cast, 1, "门坏了"))
    case = work.cases.change(case, {"words": "门坏了\n锁也不好用"})
    assert found(work, cast.community, "锁也") == [case.id]
    case = work.cases.change(case, {"place": "东门岗亭", "unit_id": None})
    assert found(work, cast.community, "岗亭") == [case.id]
    case = work.cases.change(case, {"outcome": "与另一单重复", "place": "西门"})
    assert found(work, cast.community, "重复") == [case.id]
    assert found(work, cast.community, "岗亭") == []
    before = work.conn.scalar(select(func.count()).select_from(t.search_terms))
    work.search.keep(case)
    assert work.conn.scalar(select(func.count()).select_from(t.search_terms)) == before, "repeatable"


def test_it_goes_along_into_another_community(work: Work) -> None:
    """Found there, and no longer here (X-42)."""
    cast = build(work, START)
    other = work.register.add_community("别苑", "Asia/Shanghai", "zh")
    case = work.cases.get(file(work, cast, 1, "燃气味"))
    work.cases.change(case, {"community_id": other, "number": "261122-009"})
    assert found(work, cast.community, "燃气") == []
    assert found(work, other, "燃气") == [case.id]


def test_a_long_text_is_kept_within_the_figure(work: Work) -> None:
    """Ten thousand characters do not make twenty thousand rows."""
    cast = build(work, START)
    file(work, cast, 1, "".join(chr(0x4E00 + n) for n in range(10_000)))
    most = work.standards.number(cast.community, "search.terms")
    assert work.conn.scalar(select(func.count()).select_from(t.search_terms)) == most


def test_cases_from_before_there_was_a_search_are_kept_too(work: Work) -> None:
    """Some at a time, whatever is filed meanwhile; then never again."""
    cast = build(work, START)
    old = [file(work, cast, n, "老报修漏水") for n in range(1, 8)]
    work.conn.execute(t.search_terms.delete())
    assert found(work, cast.community, "漏水") == []
    assert service.sweep(work, 3) == work.now
    assert found(work, cast.community, "漏水") == old[2::-1]
    new = file(work, cast, 8, "新报修漏水")
    while service.sweep(work, 3) is not None:
        pass
    assert found(work, cast.community, "漏水") == [new, *old[::-1]]
    work.conn.execute(t.search_terms.delete())
    assert service.sweep(work, 3) is None
    assert found(work, cast.community, "漏水") == [], "all were done once"


def test_of_homes_and_numbers(work: Work) -> None:
    """Within the community."""
    cast = build(work, START)
    one, two = file(work, cast, 1, "a"), file(work, cast, 2, "b", created_at=START + timedelta(days=1))
    assert [c.id for c in work.search.of_units(cast.community, [cast.units["3-2-1502"]], 9)] == [two, one]
    assert work.search.of_units(cast.community + 1, [cast.units["3-2-1502"]], 9) == []
    assert [c.id for c in work.search.numbered(cast.community, "261122-002")] == [two]
    assert work.search.numbered(cast.community + 1, "261122-002") == []


_WORDS = st.text("厨房漏水电ＡaBLeak 15,。", max_size=12)


def test_the_database_finds_what_comparing_would(work: Work) -> None:
    """Looked up by terms and compared once more is the same as comparing all, on either database."""
    cast = build(work, START)

    @settings(max_examples=40)
    @given(st.lists(_WORDS, max_size=5), _WORDS)
    def same(texts: list[str], query: str) -> None:
        work.conn.execute(t.search_terms.delete())
        work.conn.execute(t.cases.delete())
        cases = [work.cases.get(file(work, cast, n, words)) for n, words in enumerate(texts, start=1)]
        looked_up = work.search.having(cast.community, wanted(query), None, 100)
        both = [c.id for c in looked_up if matches(text_of(c), query)]
        assert both == [c.id for c in reversed(cases) if matches(text_of(c), query)]

    same()
