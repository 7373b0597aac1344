"""Free words begin the conversation they are meant for; several matters come one after the other; a community has words of its own."""

import pytest

from domain.incoming import Kind
from domain.reading import Reading, WordKind, Words, read
from services import hearing
from tests.services.order_steps import offered
from tests.services.steps import ANNA, CHEN, GUEST, WANG, ZHOU, newest
from tests.support.estate import Estate


def _talk(estate: Estate, who: str) -> tuple[str, dict]:
    """The open conversation and what it knows."""
    talk = estate.work(lambda w: w.talks.open_in(estate.people[who], w.people.by_telegram(estate.people[who]).id))
    return talk.flow, talk.answers


@pytest.mark.parametrize(
    ("text", "flow"),
    [
        ("保洁天天不扫楼道，太脏了，投诉你们", "complaint"),
        ("保安态度太差了，还骂人", "complaint"),
        ("請問裝修要辦什麼手續？", "enquiry"),
        ("物业费怎么又涨了，多少钱一平", "enquiry"),
        ("建议小区多装几个充电桩", "suggestion"),
        ("厨房水龙头一直滴水", "repair"),
        ("the lobby lamp is broken", "repair"),
    ],
)
def test_words_begin_what_they_are_meant_for(estate: Estate, text: str, flow: str) -> None:
    """INT-01: what was typed is kept as the story; nothing is asked twice."""
    estate.says(WANG, text)
    begun, answers = _talk(estate, WANG)
    assert begun == flow
    assert "story" in answers and answers["story"]["text"] == text


@pytest.mark.parametrize("text", ["你好", "在吗", "嗯嗯", "…"])
def test_unclear_words_are_asked_about(estate: Estate, text: str) -> None:
    """Nobody guesses; the words stay."""
    estate.says(WANG, text)
    flow, answers = _talk(estate, WANG)
    assert (flow, answers["_said"]["text"]) == ("meaning", text)
    estate.taps(WANG, "投诉")
    flow, answers = _talk(estate, WANG)
    assert (flow, answers["story"]["text"]) == ("complaint", text)


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("表扬一下李强师傅，服务态度特别好", "praise"),
        ("I'd like to praise the guard at the gate, very kind", "praise"),
        ("建议在小区门口装个快递柜", "suggestion"),
    ],
)
def test_praise_and_suggestions_say_themselves_which_they_are(estate: Estate, text: str, letter: str) -> None:
    """Neither is asked for again, and a praise is not taken for a complaint."""
    estate.says(WANG, text)
    flow, answers = _talk(estate, WANG)
    assert (flow, answers["letter"], answers["story"]["text"]) == ("suggestion", letter, text)


def test_whoever_is_named_in_a_praise_is_offered_first(estate: Estate) -> None:
    """By the whole name, or as one is spoken to."""
    estate.says(WANG, "表扬李师傅，修得又快又好")
    assert estate.newest(WANG).buttons[0][0]["label"].startswith("李")


@pytest.mark.parametrize("text", ["表扬？保安态度这么差", "没什么好表扬的"])
def test_doubtful_praise_is_not_taken_for_one(estate: Estate, text: str) -> None:
    """Bitter words are asked about, or are a complaint."""
    estate.says(WANG, text)
    assert _talk(estate, WANG)[1].get("letter") is None


def test_trouble_that_is_over_is_no_new_matter(estate: Estate) -> None:
    """Nothing is running: the kind words come first, and nobody is pushed to suggest something."""
    estate.says(WANG, "不漏了")
    flow, answers = _talk(estate, WANG)
    assert (flow, answers["_over"]) == ("meaning", True)
    assert "好了就好" in estate.newest(WANG).text
    assert estate.newest(WANG).buttons[0][0]["label"] == "转给管家"


def test_what_a_part_says_is_not_asked_again(estate: Estate) -> None:
    """The kind and the only home are known; the last one is not called several."""
    estate.says(WANG, "厨房漏水，还有楼下太吵，顺便问下停车费")
    estate.taps(WANG, estate.newest(WANG).buttons[0][0]["label"])
    flow, answers = _talk(estate, WANG)
    assert flow == "repair"
    assert answers["category"] and answers["place"]["unit"]
    estate.taps(WANG, "取消")
    assert "您还说了2件" in estate.newest(WANG).text
    estate.taps(WANG, estate.newest(WANG).buttons[0][0]["label"])
    estate.taps(WANG, "取消")
    assert "您还说了这一件" in estate.newest(WANG).text


def test_several_matters_are_filed_one_after_the_other(estate: Estate) -> None:
    """Each by itself, the rest is kept; the last one ends it."""
    estate.says(WANG, "1. 厨房水龙头漏水 2. 物业费发票怎么开 3. 建议门口加个快递柜")
    flow, answers = _talk(estate, WANG)
    assert flow == "several"
    assert len(answers["_parts"]) == 3
    assert [part["intent"] for part in answers["_parts"]][0] == "repair"
    estate.taps(WANG, estate.newest(WANG).buttons[0][0]["label"])
    assert _talk(estate, WANG)[0] == "repair"
    estate.taps(WANG, "取消")
    flow, answers = _talk(estate, WANG)
    assert (flow, len(answers["_parts"])) == ("several", 2)
    estate.taps(WANG, "都转给管家")
    assert estate.work(lambda w: w.relays.open_of(w.people.by_telegram(estate.people[WANG]).id)) is not None


def test_a_guest_is_asked_who_they_are(estate: Estate) -> None:
    """Nothing is filed for somebody nobody knows."""
    estate.says(GUEST, "保洁天天不扫楼道，太脏了，投诉你们")
    assert estate.cases() == []
    assert estate.newest(GUEST).text


def test_danger_skips_every_question(estate: Estate) -> None:
    """X-52: in the middle of a complaint too."""
    estate.says(WANG, "保安态度太差了，还骂人")
    assert _talk(estate, WANG)[0] == "complaint"
    estate.says(WANG, "电梯困人了快来")
    assert [(case.flow, case.danger) for case in estate.cases()] == [("repair", "trapped_in_lift"), ("complaint", None)]


def test_a_word_of_the_community_counts_from_the_next_message_on(estate: Estate) -> None:
    """A supervisor adds what a device is called here; taken away it counts no more."""
    estate.says(WANG, "梯笼又卡住了")
    assert estate.cases() == []
    estate.says(WANG, "/cancel")
    estate.presses(ZHOU, "m:own_words:0")
    estate.taps(ZHOU, "加一个词")
    estate.says(ZHOU, "梯笼又卡住")
    estate.taps(ZHOU, "有危险")
    estate.taps(ZHOU, "电梯困人")
    assert "梯笼又卡住" in estate.newest(ZHOU).text
    estate.says(WANG, "梯笼又卡住了")
    assert [case.danger for case in estate.cases()] == ["trapped_in_lift"]
    estate.taps(ZHOU, "去掉 1")
    assert "还没有自己的词" in estate.newest(ZHOU).text


@pytest.mark.parametrize("who", [WANG, ANNA, CHEN])
def test_words_of_danger_are_the_supervisors_to_change(estate: Estate, who: str) -> None:
    """Others are refused, by a forged button too."""
    estate.presses(who, "m:own_words:0")
    assert estate.work(lambda w: w.own_words.of(estate.community)) == []
    estate.presses(who, f"z{estate.community}:word_new:0")
    talk = estate.work(lambda w: w.talks.open_in(estate.people[who], w.people.by_telegram(estate.people[who]).id))
    assert talk is None


@pytest.mark.parametrize("text", ["厨房水龙头一直滴水", "保安态度太差了，还骂人", "请问装修要办什么手续？"])
def test_what_is_sent_while_a_button_is_awaited_is_added(estate: Estate, text: str) -> None:
    """People send three short messages instead of one, and pictures after them: nothing is lost."""
    estate.says(WANG, text)
    estate.says(WANG, "就在门口那边嗯嗯")
    estate.sends(WANG, Kind.PHOTO)
    _, answers = _talk(estate, WANG)
    assert answers["story"]["text"] == f"{text}\n就在门口那边嗯嗯"
    assert len(answers["story"]["media"]) == 1


def test_a_text_is_read_once_until_the_words_change(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked again it is what was read before; a word added, changed or taken away is heard at once, here and nowhere else."""
    times: list[str] = []

    def counted(text: str, words: Words) -> Reading:
        times.append(text)
        return read(text, words)

    monkeypatch.setattr(hearing, "read", counted)
    text = "梯笼又在唱歌了"

    def says() -> tuple[str | None, int]:
        del times[:]
        here, _ = (estate.work(lambda w: hearing.heard(w, estate.community, text)) for _ in range(2))
        return here.danger, len(times)

    def zhou(do: str, *given: object) -> None:
        estate.work(
            lambda w: getattr(hearing, do)(w, w.people.who(w.people.by_telegram(estate.people[ZHOU]), "zh"), *given)
        )

    assert says() == (None, 1)
    assert says() == (None, 0)
    zhou("add", estate.community, WordKind.DANGER, "trapped_in_lift", "梯笼又在唱歌", 3)
    assert says() == ("trapped_in_lift", 1)
    assert says() == ("trapped_in_lift", 0)
    zhou("add", estate.community, WordKind.CALM, "", "梯笼", 0)
    assert says() == (None, 1)
    assert estate.work(lambda w: hearing.heard(w, estate.community + 1, text)).danger is None
    for word in estate.work(lambda w: w.own_words.of(estate.community)):
        zhou("remove", word.id)
    assert says()[0] is None
    zhou("add", estate.community, WordKind.DANGER, "fire", "梯笼又在唱歌", 3)
    assert says() == ("fire", 1)


def test_words_order_a_service(estate: Estate) -> None:
    """CNV-02: the list with its prices is next; the words go with the order, unless others take their place."""
    offered(estate)
    estate.says(WANG, "想约个保洁，两室一厅")
    assert _talk(estate, WANG)[0] == "order"
    for button in ("入户保洁", "3", "跳过", "尽快"):
        estate.taps(WANG, button)
    assert "两室一厅" in estate.screen(WANG)
    estate.taps(WANG, "同意收费并下单")
    case = newest(estate)
    assert (case.flow, case.words) == ("order", "想约个保洁，两室一厅")


def test_words_order_what_is_not_on_the_list(estate: Estate) -> None:
    """SPS-26, in English: what is wanted has been said."""
    offered(estate)
    estate.says(ANNA, "Can I book a cleaner for the windows?")
    assert _talk(estate, ANNA)[0] == "order"
    estate.taps(ANNA, "Something else")
    assert "book a cleaner for the windows" in estate.screen(ANNA)
    estate.taps(ANNA, "Agree and order")
    assert newest(estate).words == "Can I book a cleaner for the windows?"
