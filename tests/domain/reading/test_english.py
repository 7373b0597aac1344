"""Short messages in English: those the word lists were mended by, and those set aside (INT-01, X-52)."""

import pytest

from domain.reading import english, read
from domain.reading.cues import CUES
from domain.reading.lexicon import Lexicon
from domain.reading.topics import TOPICS
from domain.repair import Danger
from domain.units import plain
from tests.bench.letters import Case, chats

SEEN, ASIDE = chats("english"), chats("english_aside")
EVERY = [*SEEN, *ASIDE]


def _share(right: list[bool]) -> float:
    return sum(right) / len(right)


@pytest.mark.parametrize("case", [case for case in EVERY if case.must], ids=lambda case: case.text)
def test_every_danger_is_heard(case: Case) -> None:
    """The one mistake that may cost a life."""
    assert read(case.text).urgent


@pytest.mark.parametrize("cases", [SEEN, ASIDE], ids=["seen", "aside"])
def test_few_are_alarmed_for_nothing(cases: list[Case]) -> None:
    """At most one in ten, by the aim; there are few of them."""
    assert _share([read(case.text).urgent for case in cases if case.calm]) <= 0.1


@pytest.mark.parametrize(("cases", "aim"), [(SEEN, 0.95), (ASIDE, 0.85)], ids=["seen", "aside"])
def test_the_intent_is_read(cases: list[Case], aim: float) -> None:
    """Either label."""
    assert _share([read(case.text).intents[0] in case.intents for case in cases]) >= aim


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.text)
def test_the_unit_is_read(case: Case) -> None:
    """Or that there is none."""
    unit = read(case.text).unit
    assert (plain(unit) if unit else "") == case.unit


@pytest.mark.parametrize(
    "text",
    [
        "people smoke in the lift all the time",
        "when will there be no water",
        "no smell of gas any more",
        "my phone has no power",
        "there is no hot water in the shower",
        "is smoking allowed in the garden",
        "the hallway light is off",
        "the fire drill was too loud",
        "how much is the electricity bill",
    ],
)
def test_what_is_no_danger_raises_no_alarm(text: str) -> None:
    """A habit, a question, a no, a bulb."""
    assert not read(text).urgent


def test_the_lists_speak_of_what_there_is() -> None:
    """A misspelt name would be a list nobody reads."""
    assert set(english.CUES) <= set(CUES)
    assert set(english.TOPICS) <= set(TOPICS)
    assert set(english.DANGERS) <= set(Danger)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("told twice", ["two"]),
        ("i told twice", ["two"]),
        ("we asked twice", ["two"]),
        ("retold twice", []),
    ],
)
def test_a_list_may_begin_with_words_to_choose_from(text: str, found: list[str]) -> None:
    """One of several, or none where a question mark says so; the longest beginning is not asked for twice."""
    lexicon = Lexicon({"two": "(?:i_|we_)?(?:told|asked)_twice"})
    assert list(dict.fromkeys(hit.name for hit in lexicon.find(text))) == found
