"""What the demo estate's desk knows: complete in both languages, and found by the words residents use."""

import pytest

from bot.demo.knowledge import ENTRIES, write
from domain.knowledge import Topic
from services.knowledge import look_up
from tests.support.estate import Estate

ASKED = {
    "几点下班": 0, "周末有人上班吗": 0, "家里要装修怎么报备": 1, "礼拜天能用电钻吗": 2, "停车卡怎么办": 3, "地库月租": 3,
    "亲戚来了停哪里": 4, "房本怎么办": 5, "房产证要交契税吗": 5, "可以开发票吗": 6, "在哪里交物业费": 6, "大件垃圾扔哪里": 7,
    "家里没水了": 8, "门卡丢了": 9, "how do I get my title deed": 5, "lost my key card": 9, "where do I throw my garbage": 7,
    "when does the office close": 0,
}  # fmt: skip


@pytest.fixture
def estate(tmp_path) -> Estate:  # type: ignore[no-untyped-def]
    """An estate whose desk knows what the demo's does."""
    from store.engine import open_store
    from store.tables import metadata

    store = open_store(f"sqlite:///{tmp_path}/demo.db")
    metadata.create_all(store.engine)
    made = Estate(store)
    made.work(lambda w: write(w, made.community))
    yield made
    made.close()
    store.close()


def test_what_the_demo_knows_is_found(estate: Estate) -> None:
    """The first answer is the right one, in everyday words."""
    found = {
        asked: estate.work(
            lambda w, q=asked: [h.entry.question_zh for h in look_up(w, w.people.community(estate.community), q)]
        )
        for asked in ASKED
    }
    assert {q: hits[:1] for q, hits in found.items()} == {q: [ENTRIES[n][1]] for q, n in ASKED.items()}


def test_ten_entries_complete_in_both_languages() -> None:
    """Question, answer, other words; topics of ours."""
    assert len(ENTRIES) == 10
    assert all(all(entry) and len(entry) == 6 for entry in ENTRIES)
    assert {entry[0] for entry in ENTRIES} <= set(Topic)
