"""Which entry answers a question: paraphrases, traditional characters, English; what does not fit is left alone (INT-29)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import knowledge
from domain.knowledge import Ask, Entry, Status, Topic, alike, fitting, grouped, index, pieces, wanted
from domain.standards import by_key

TODAY = date(2026, 11, 22)
LEAST, MOST = int(by_key("knowledge.fit").default), int(by_key("knowledge.shown").default)
SAME = int(by_key("knowledge.same").default)


def entry(
    number: int, question: str, answer: str = "", english: str = "", words: str = "", until: date | None = None
) -> Entry:
    """An entry of the knowledge base."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Entry(
        number, 1, Status.ACTIVE, 1, Topic.OTHER, question, answer, english, "", words, until, None, at, None, None
    )


KNOWN = [
    entry(1, "物业服务中心几点上班？", "每天8:30到18:00有人接待，夜里有事打值班电话。", "When is the service desk open?", "下班 开门 关门 营业 前台 周末"),
    entry(2, "装修要怎么申请？", "带图纸到服务中心填申请表，三个工作日内审核，押金按户型收。", "How do I apply for renovation work?", "押金 图纸 施工队 敲墙"),
    entry(3, "装修可以几点施工？", "周一到周五8点到12点、14点到18点；周末不可以有噪音。", "When may renovation work be noisy?", "噪音 电钻 开工 周末"),
    entry(4, "怎么办停车证？", "带行驶证到服务中心办理。", "How do I get a parking permit?", "车位 月租 车辆 地库"),
    entry(5, "访客停车怎么收费？", "前一小时免费，之后每小时5元。", "What does visitor parking cost?", "临停 亲戚 客人 来访"),
    entry(6, "怎么办房产证？", "契税和维修基金交清以后去不动产登记中心。", "How do I get the property certificate?", "不动产 产权 契税 维修基金"),
    entry(7, "垃圾怎么分类、几点投放？", "厨余和其他分开，早7点到9点、晚6点到9点。", "How is garbage sorted, and when is it collected?", "湿垃圾 干垃圾 大件 扔"),
    entry(8, "停水了找谁？", "先看公告；没有公告打自来水热线。", "Whom do I call when the water is cut?", "没水 断水 自来水 no water"),
    entry(9, "物业费怎么交？", "微信、柜台都可以，当场开发票。", "How do I pay the management fee?", "缴费 发票 付款 欠费"),
    entry(10, "门禁卡丢了怎么补？", "带身份证到服务中心，工本费20元。", "I have lost my door card", "补卡 门卡 刷卡 key"),
    entry(11, "快递放在哪里？", "南门里面的快递柜。", "Where are parcels left?", "丰巢 驿站"),
]  # fmt: skip


def _first(question: str, known: list[Entry] = KNOWN) -> int | None:
    hits = fitting(question, known, len(known), TODAY, least=LEAST, most=MOST)
    return hits[0].entry.id if hits else None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("物业几点下班", 1), ("服务中心周末开门吗", 1), ("前台礼拜天有人吗", 1), ("你们几点开门营业？", 1),
        ("我家要装修，需要什么手续", 2), ("裝修要怎麼申請", 2), ("装潢押金多少", 2), ("装修怎么报备", 2), ("想敲墙要跟你们说吗", 2),
        ("周末能不能用电钻", 3), ("装修几点可以开工", 3), ("邻居装修噪音到几点", 3),
        ("停车证怎么办理", 4), ("我想办个停车卡", 4), ("月租车位多少钱", 4), ("停車證怎麼辦", 4), ("车证去哪里办", 4),
        ("亲戚开车来停车要钱吗", 5), ("临停收费标准", 5), ("客人停车一晚多少钱", 5),
        ("房本什么时候能拿到", 6), ("房產證怎麼辦", 6), ("不动产证办理要带什么", 6), ("产权证在哪办", 6),
        ("垃圾几点可以扔", 7), ("湿垃圾扔哪里", 7), ("大件垃圾怎么处理", 7),
        ("家里没水了联系谁", 8), ("停水打什么电话", 8), ("断水了怎么回事", 8),
        ("物業管理費怎麼交", 9), ("可以开发票吗", 9), ("物业费多少钱一平", 9), ("在哪里缴费", 9),
        ("门卡丢了怎么办", 10), ("补一张门禁卡多少钱", 10), ("快递柜在哪儿", 11), ("包裹放哪", 11),
        ("How do I get a parking permit for my car?", 4), ("where do I put the trash", 7), ("no water, who do I call", 8),
        ("apply for renovating my flat", 2), ("are you open on sunday", 1), ("lost my door card", 10), ("any parcels lockers?", 11),
        ("paying management fees", 9),
    ],
)  # fmt: skip
def test_a_question_finds_its_answer_however_it_is_put(question: str, answer: int) -> None:
    """Other words, traditional characters, English."""
    assert _first(question) == answer


@pytest.mark.parametrize(
    "question",
    [
        "可以养大型犬吗", "电梯年检是什么时候", "孩子上学划片在哪个学校", "能不能借梯子", "谢谢", "你好", "几点", "怎么办", "多少钱",
        "can I keep a dog", "how much is it", "hello", "", "？？", "外墙什么时候清洗", "请问业委会主任是谁", "楼上太吵了",
    ],
)  # fmt: skip
def test_what_nobody_knows_is_left_to_a_person(question: str) -> None:
    """No answer is better than a wrong one."""
    assert _first(question) is None


def test_the_nearer_one_comes_first_and_far_ones_not_at_all() -> None:
    """停车证 is about permits; what visitors pay has little to do with it."""
    hits = fitting("停车证怎么办", KNOWN, len(KNOWN), TODAY, least=LEAST, most=MOST)
    assert [h.entry.id for h in hits] == [4]
    both = fitting("装修", KNOWN, len(KNOWN), TODAY, least=LEAST, most=MOST)
    assert {h.entry.id for h in both} == {2, 3}


@pytest.mark.parametrize(
    ("until", "shown"),
    [(None, True), (TODAY, True), (TODAY - timedelta(days=1), False), (TODAY + timedelta(days=1), True)],
)
def test_an_expired_entry_never_fits(until: date | None, shown: bool) -> None:
    """Its last day included."""
    assert (_first("停车证怎么办", [entry(4, "怎么办停车证？", until=until)]) == 4) is shown


def test_a_retired_entry_never_fits() -> None:
    """Whatever it says."""
    old = entry(4, "怎么办停车证？")
    gone = Entry(**{**{f: getattr(old, f) for f in old.__slots__}, "status": Status.RETIRED})
    assert _first("停车证怎么办", [gone]) is None


def test_an_entry_reads_in_chinese_where_there_is_no_english() -> None:
    """Better than nothing."""
    one = entry(1, "几点上班？", "八点半", "When do you open?")
    assert (one.question("en"), one.answer("en"), one.question("zh")) == ("When do you open?", "八点半", "几点上班？")


# --- properties ----------------------------------------------------------------------------------------------------

_ODD = st.text(st.sampled_from("停车证怎么办理房产證裝修垃圾几点 ABcdé０１２,。？!-_\n\u3000wifi"), max_size=40)


@given(_ODD)
def test_folding_makes_no_difference(text: str) -> None:
    """Width and case: the same pieces."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert pieces(wide) == pieces(text)
    assert pieces(text.upper()) == pieces(text.lower())


@given(_ODD)
def test_what_is_looked_up_is_kept(text: str) -> None:
    """Whatever an entry's own question asks for is among what the entry is kept under: looking up loses nothing."""
    assert set(wanted(text)) <= set(index(entry(1, text), 10_000))


@given(_ODD)
def test_an_entry_fits_its_own_question_best(text: str) -> None:
    """If there is anything in it to go by."""
    one = entry(99, text)
    hits = fitting(text, [*KNOWN, one], len(KNOWN) + 1, TODAY, least=1, most=20)
    if wanted(text) and any(len(p) > 1 for p in wanted(text)):
        assert max(h.percent for h in hits) == next(h.percent for h in hits if h.entry.id == 99) >= 95


@given(_ODD, _ODD)
def test_likeness_is_mutual(one: str, other: str) -> None:
    """And nobody is liker than oneself."""
    assert alike(one, other) == alike(other, one) <= 100
    assert alike(one, one) in (0, 100)


@given(
    st.lists(st.sampled_from(["停车证怎么办", "办停车证", "可以养狗吗", "养狗可以吗", "垃圾几点扔", ""]), max_size=12)
)
def test_every_question_is_in_one_group(words: list[str]) -> None:
    """None is lost, none is counted twice; the most asked come first."""
    at = datetime(2026, 11, 1, tzinfo=UTC)
    asks = [Ask(n, 1, n % 3, at, text, "", None, None, None) for n, text in enumerate(words, 1)]
    groups = grouped(asks, SAME)
    assert sorted(a.id for g in groups for a in g.asks) == [a.id for a in asks]
    assert [g.people for g in groups] == sorted((g.people for g in groups), reverse=True)


def test_questions_that_ask_the_same_are_put_together() -> None:
    """In the shortest of their words."""
    at = datetime(2026, 11, 1, tzinfo=UTC)
    said = ["请问能不能借梯子", "能借梯子吗", "外墙什么时候清洗", "可以借个梯子用一下吗", "外墙清洗时间"]
    groups = grouped([Ask(n, 1, n, at, text, "", None, None, None) for n, text in enumerate(said, 1)], SAME)
    assert [(g.words, len(g.asks)) for g in groups] == [("能借梯子吗", 3), ("外墙清洗时间", 2)]


def test_every_topic_can_be_a_category() -> None:
    """An enquiry is filed under the topic of the nearest entry."""
    assert len(set(Topic)) == len(Topic) and Topic.OTHER in knowledge.Topic
