"""Reading free text (X-52, INT-01)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reading import read
from domain.repair import KINDS
from domain.units import UnitRef

DANGEROUS = [
    ("厨房水管爆了,3栋2单元1502", "burst_pipe", "water"),
    ("水管冻裂了", "burst_pipe", "water"),
    ("有人被困电梯了", "trapped_in_lift", "lift"),
    ("電梯困人!5棟", "trapped_in_lift", "lift"),
    ("我们被关在电梯里出不来", "trapped_in_lift", "lift"),
    ("电梯突然往下掉", "lift_out_of_control", "lift"),
    ("电梯门夹人", "lift_out_of_control", "lift"),
    ("闻到煤气味", "gas", "gas"),
    ("家里天然气好像漏了", "gas", "gas"),
    ("家裡電線著火了", "fire", "power"),
    ("是不是着火了?好大的烟", "fire", None),
    ("楼下垃圾桶冒烟", "fire", None),
    ("插座冒火花", "live_wire", "power"),
    ("摸水龙头被电了一下", "live_wire", None),
    ("家里没电了", "power_out_home", "power"),
    ("家里跳闸推不上去", "power_out_home", "power"),
    ("又停电了,最近经常停电", "power_out_home", "power"),
    ("小区停水了", "no_water", "water"),
    ("水龙头关不住,水一直流", "flooding", "water"),
    ("天花板漏水很严重", "flooding", "leak"),
    ("楼上跑水了,我家天花板像下雨", "flooding", "leak"),
    ("厨房下水倒灌,满地污水", "flooding", "drain"),
    ("楼梯踏步断了", "structure", "structure"),
    ("有人在敲承重墙", "structure", "structure"),
    ("阳台栏杆松了", "railing", "railing"),
    ("外墙瓷砖要掉下来了", "falling", "wall"),
    ("窗户玻璃快掉了", "falling", "door"),
    ("井盖没了,很危险", "other_danger", "facility"),
    ("pipe burst in my kitchen", "burst_pipe", "water"),
    ("stuck in lift", "trapped_in_lift", "lift"),
    ("We are trapped in the elevator!", "trapped_in_lift", "lift"),
    ("gas smell", "gas", "gas"),
    ("I smell gas in the kitchen", "gas", "gas"),
    ("smoke in the corridor", "fire", None),
    ("no power in my flat, 3-2-1502", "power_out_home", "power"),
    ("water is pouring through the ceiling", "flooding", None),
    ("the handrail is loose", "railing", "railing"),
    ("修好了,今天水管又爆了", "burst_pipe", "water"),
    ("以前没有漏电,现在插座冒火花", "live_wire", "power"),
]


@pytest.mark.parametrize(("text", "danger", "category"), DANGEROUS)
def test_danger_is_heard(text, danger, category):
    """X-52: safety words first, questions afterwards."""
    reading = read(text)
    assert reading.danger == danger
    assert reading.intent == "repair"
    assert reading.words
    assert not reading.negated
    if category:
        assert reading.category == category


@pytest.mark.parametrize(
    "text",
    [
        "没有漏电",
        "不是着火",
        "不是着火,是油烟",
        "电梯年检什么时候",
        "消防演习什么时候",
        "燃气费怎么交",
        "燃气灶打不着火",
        "怕漏电,换个插座",
        "经常停电",
        "手机没电了",
        "电动车没电了",
        "什么时候停水",
        "今天几点停电",
        "停水通知在哪里看",
        "卫生间渗水",
        "墙角有点漏水",
        "马桶堵了",
        "电梯坏了",
        "楼道灯不亮",
        "火灾险多少钱",
        "防火门关不上",
        "水龙头关不紧,有点滴",
        "抽烟的人太多",
        "有关人员什么时候来",
        "墙皮脱落",
        "there is no gas smell any more",
        "fire drill tomorrow?",
        "is there a fire extinguisher on my floor",
        "the tap is dripping",
        "my phone has no power left battery",
        "已经不漏水了",
        "去年水管爆过一次",
        "水管爆了,已经修好了",
        "你好",
        "",
    ],
)
def test_what_is_no_danger_raises_no_alarm(text):
    """A no, a question, a maybe, a habit, long ago, seepage."""
    assert read(text).danger is None


@pytest.mark.parametrize(
    "text",
    [
        "不漏了",
        "已经好了,不用来了",
        "水管爆了,已经修好了",
        "来电了",
        "恢复正常了",
        "不堵了,谢谢",
        "power is back, thanks",
        "it's fixed, no need to come",
        "it is working again",
    ],
)
def test_that_it_is_over_is_heard(text):
    """Nobody is sent for what has mended itself."""
    reading = read(text)
    assert reading.negated
    assert reading.intent == "other"
    assert reading.danger is None


@pytest.mark.parametrize(
    "text",
    [
        "什么时候能修好",
        "修好了吗",
        "还没修好",
        "修好了又漏",
        "修好了,今天又漏了",
        "昨天电梯困人了,今天修好了吗",
        "请尽快修好",
        "能修好吗",
        "when will it be fixed",
        "please get it fixed",
        "好了没",
    ],
)
def test_that_it_is_not_over_is_heard_too(text):
    """ "When will it be fixed" is no good news."""
    assert not read(text).negated


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("楼道灯不亮", "lighting"),
        ("路灯坏了", "lighting"),
        ("电梯口的灯坏了", "lighting"),
        ("门禁刷不开", "gate"),
        ("对讲没声音,坏了", "gate"),
        ("电梯坏了", "lift"),
        ("滑梯坏了", "facility"),
        ("燃气灶打不开", "gas"),
        ("马桶堵了", "drain"),
        ("地漏返味", "drain"),
        ("水龙头滴水", "water"),
        ("厨房水龙头关不紧", "water"),
        ("热水器不热", "water"),
        ("水压太低", "water"),
        ("卫生间渗水", "leak"),
        ("天花板漏水", "leak"),
        ("插座坏了", "power"),
        ("灯不亮", "power"),
        ("门锁打不开", "door"),
        ("窗户关不严", "door"),
        ("墙面开裂", "wall"),
        ("瓷砖空鼓", "wall"),
        ("空调不制冷", "other"),
        ("my toilet is blocked", "drain"),
        ("the tap is dripping", "water"),
        ("hallway light is broken", "lighting"),
        ("window won't close", "door"),
        ("damp on the wall, mould", "leak"),
        ("socket not working", "power"),
        ("intercom is broken", "gate"),
    ],
)
def test_what_is_broken_is_heard(text, category):
    """Offered as the filled-in start of a report."""
    reading = read(text)
    assert reading.category == category
    assert reading.danger is None
    assert reading.intent == "repair"


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("物业费多少钱", {"fee", "inquiry"}),
        ("我要投诉楼上装修太吵", {"complaint"}),
        ("电梯年检什么时候", {"inquiry"}),
        ("煤气费怎么交", {"fee", "inquiry"}),
        ("停车位怎么办理", {"inquiry"}),
        ("建议多种点树", {"suggestion"}),
        ("how much is the parking fee", {"fee", "inquiry"}),
    ],
)
def test_what_is_no_repair_is_heard_as_what_it_is(text, intents):
    """Somebody wants something else."""
    assert read(text).intent in intents


@pytest.mark.parametrize("text", ["你好", "", "?"])
def test_what_says_nothing_is_not_guessed(text):
    """None: ask."""
    assert read(text).intent is None
    assert read(text).intents == ("other",)


def test_the_bare_word_is_enough():
    """报修 opens the conversation."""
    assert read("报修").intent == "repair"
    assert read("报修").category is None


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("我家厨房漏水", False),
        ("楼道灯不亮", True),
        ("电梯坏了", True),
        ("我家电梯坏了", True),
        ("车库漏水", True),
        ("3栋2单元1502漏水", False),
        ("漏水", None),
        ("我家门口楼道漏水", None),
        ("3栋2单元1502门口走廊漏水", True),
        ("leak in my bathroom", False),
        ("leak in the garage", True),
    ],
)
def test_home_or_public_place(text, public):
    """REP-24; not said is not guessed."""
    assert read(text).place_public is public


def test_one_unit_is_the_unit_and_two_are_a_question():
    """The address is read by its own grammar."""
    assert read("3栋2单元1502厨房漏水").unit == UnitRef("3", "2", "1502")
    two = read("3栋2单元1502漏到3栋2单元1402了")
    assert two.unit is None
    assert len(two.units) == 2
    assert read("漏水").units == ()


def test_a_letter_of_ten_thousand_characters_is_read():
    """What has to be said first stands first."""
    assert read("水管爆了。" + "请尽快处理" * 2000).danger == "burst_pipe"


WORDS = [
    "水管",
    "爆了",
    "电梯",
    "困人",
    "没有",
    "不是",
    "着火",
    "漏水",
    "很",
    "严重",
    "修好了",
    "又",
    ",",
    "。",
    " ",
    "3栋2单元1502",
    "什么时候",
    "gas",
    "smell",
    "no ",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join) | st.text(max_size=60))
def test_anything_can_be_read(text):
    """Never fails; what it says fits together."""
    reading = read(text)
    if reading.danger:
        assert reading.intent == "repair" or len(text) >= 90
        assert reading.category is not None
        assert not reading.negated
    if reading.category and not KINDS[reading.category].home:
        assert reading.place_public is True
