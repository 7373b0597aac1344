"""Short messages as owners type them, and what holds of any text (INT-01, X-52)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reading import Reading, Word, WordKind, Words, read
from domain.reading.cues import CUES
from domain.reading.folding import mended
from domain.reading.intent import features
from domain.reading.topics import TOPICS
from domain.reading.weights import INTENTS, WEIGHTS
from domain.units import plain
from tests.bench.letters import Case, chats

LEARNT, ASIDE = chats("chats"), chats("aside")
EVERY = [*LEARNT, *ASIDE]


def _share(right: list[bool]) -> float:
    return sum(right) / len(right)


@pytest.mark.parametrize("case", [case for case in EVERY if case.must], ids=lambda case: case.text)
def test_every_danger_is_heard(case: Case) -> None:
    """The one mistake that may cost a life."""
    assert read(case.text).urgent


def test_few_are_alarmed_for_nothing() -> None:
    """At most one in a hundred short messages."""
    assert _share([read(case.text).urgent for case in EVERY if case.calm]) <= 0.01


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.text)
def test_the_unit_is_read(case: Case) -> None:
    """Or that there is none, or two."""
    unit = read(case.text).unit
    assert (plain(unit) if unit else "") == case.unit


def test_intents_and_topics_are_read() -> None:
    """Of what was learnt from, and of what was set aside."""
    assert _share([read(case.text).intents[0] in case.intents for case in LEARNT]) >= 0.95
    assert _share([read(case.text).intents[0] in case.intents for case in ASIDE]) >= 0.90
    assert _share([read(case.text).topic in case.topics for case in EVERY]) >= 0.90


@pytest.mark.parametrize("intent", INTENTS)
def test_no_intent_is_forgotten(intent: str) -> None:
    """Each is heard in four of five messages that want it before all."""
    own = [case for case in LEARNT if case.intents[0] == intent]
    assert _share([read(case.text).intents[0] in case.intents for case in own]) >= 0.8


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("厨房漏水,另外物业费怎么交", [("repair", "drainage_leak"), ("fee", "fee")]),
        ("电梯坏了,还有楼道太脏没人扫", [("repair", "elevator"), ("complaint", "cleaning")]),
        ("1.水龙头坏了 2.楼上太吵 3.建议装快递柜", [("repair", "drainage_leak"), ("complaint", "noise"), ("suggestion", "public_facility")]),
        ("电梯困人了!另外我家灯不亮", [("repair", "elevator"), ("repair", "power")]),
        ("厨房漏水,墙都发霉了", []),
        ("师傅您好,我家马桶堵了,麻烦来看看", []),
        ("楼道灯不亮好几天了,报了三次没人来", []),
        ("还有人吗", []),
        ("什么时候,水管,爆了", []),
    ],
)  # fmt: skip
def test_several_matters_are_told_apart(text: str, matters: list[tuple[str, str]]) -> None:
    """So that each can be filed; one matter told at length stays one."""
    assert [(matter.intent, matter.topic) for matter in read(text).matters] == matters


def test_a_matter_is_told_in_the_words_typed() -> None:
    """What is filed is what was said: script, width and slips as they were."""
    first, second = read("廚房漏水,牆都發霉了。另外物業費怎麼交?").matters
    assert first.text == "廚房漏水,牆都發霉了"
    assert second.text == "物業費怎麼交"


def test_only_the_dangerous_one_of_two_matters_is_urgent() -> None:
    """The message is, as a whole."""
    reading = read("我家灯不亮,另外电梯困人了")
    assert [matter.urgent for matter in reading.matters] == [False, True]
    assert reading.urgent
    assert reading.intents[0] == "repair"
    assert reading.topic == "elevator"


def _alike(one: Reading, other: Reading) -> bool:
    return (one.intents, one.topic, one.danger, one.units) == (other.intents, other.topic, other.danger, other.units)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("電梯壞了,請派師傅來修", "电梯坏了,请派师傅来修"),
        ("樓上裝修噪音擾民,要投訴", "楼上装修噪音扰民,要投诉"),
        ("物業費發票怎麼開", "物业费发票怎么开"),
        ("3棟2單元1502廚房漏水嚴重", "3栋2单元1502厨房漏水严重"),
        ("建議增設幾個電動車充電樁", "建议增设几个电动车充电桩"),
        ("請問會所幾點開門", "请问会所几点开门"),
        ("感謝保安幫忙,點讚", "感谢保安帮忙,点赞"),
        ("煤氣洩漏味道很濃", "煤气泄漏味道很浓"),
    ],
)
def test_both_scripts_say_the_same(traditional: str, simplified: str) -> None:
    """Traditional characters are no other language."""
    assert _alike(read(traditional), read(simplified))


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("物业废怎么缴", "物业费怎么缴"), ("电提坏了", "电梯坏了"), ("马统堵了", "马桶堵了"), ("我要投拆", "我要投诉"), ("啥时候来电", "什么时候来电")],
)  # fmt: skip
def test_common_slips_are_mended(slip: str, meant: str) -> None:
    """Typed on a phone."""
    assert _alike(read(slip), read(meant))


@given(st.text(st.characters(), max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    """Stray halves of characters too; what comes back always fits together."""
    reading = read(text)
    assert reading.intents
    assert set(reading.intents) <= set(INTENTS)
    assert reading.topic in {*TOPICS, "other"}
    assert reading.urgent == (reading.danger is not None)
    assert len(reading.matters) != 1


@given(st.sampled_from(EVERY), st.sampled_from([case for case in LEARNT if case.must]))
def test_danger_after_anything_is_danger(case: Case, danger: Case) -> None:
    """Whatever was said before it, in a sentence of its own."""
    assert read(f"{case.text}。{danger.text}").urgent


@given(st.sampled_from(EVERY))
def test_wide_characters_say_the_same(case: Case) -> None:
    """Full width is only another keyboard."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in case.text)
    assert unicodedata.normalize("NFKC", wide) == unicodedata.normalize("NFKC", case.text)
    assert _alike(read(wide), read(case.text))


@given(st.sampled_from(EVERY))
def test_what_decided_stands_in_the_text(case: Case) -> None:
    """Explainable: the words named are words typed, once folded."""
    text = mended(case.text)
    assert all(word in text or all(part in text for part in word.split()) for word in read(case.text).words)


def test_a_community_has_words_of_its_own() -> None:
    """Names of streets that sound like danger, nicknames of things, and a danger nobody else knows."""
    own = Words(
        [
            Word(WordKind.CALM, "", "火警路"),
            Word(WordKind.DANGER, "gas", "绿罐子嘶嘶响"),
            Word(WordKind.INTENT, "complaint", "小霸王", 3),
            Word(WordKind.TOPIC, "noise", "小霸王", 3),
            Word(WordKind.INTENT, "repair", "灯不亮", -9),
        ]
    )
    assert read("火警路那边怎么走").urgent
    assert not read("火警路那边怎么走", own).urgent
    assert read("火警路着火了", own).urgent
    assert read("綠罐子嘶嘶響", own).danger == "gas"
    assert read("小霸王又来了", own).intent == "complaint"
    assert read("小霸王又来了", own).topic == "noise"
    assert "小霸王" in read("小霸王又来了", own).words
    assert read("楼道灯不亮").intent == "repair"
    assert read("楼道灯不亮", own).intent != "repair"


@given(st.lists(st.builds(Word, st.sampled_from(WordKind), st.sampled_from(INTENTS), st.text(max_size=4), st.integers(-5, 5)), max_size=4), st.sampled_from(EVERY))  # fmt: skip
def test_no_word_of_a_community_breaks_the_reading(words: list[Word], case: Case) -> None:
    """Whatever somebody types into the list."""
    assert read(case.text, Words(words)).intents


def test_every_weight_is_of_a_cue() -> None:
    """And every cue has one, so that the table fits the lists."""
    every = features("", [], danger=True, over=True, topic=None)
    made = {name for name in WEIGHTS if name not in CUES and not name.startswith("about_")}
    assert set(CUES) - set(WEIGHTS) == set()
    assert {"danger", "over"} <= set(every)
    assert {"always", "short", "letter"} <= made
    assert {name.removeprefix("about_") for name in WEIGHTS if name.startswith("about_")} <= {*TOPICS, "other"}
