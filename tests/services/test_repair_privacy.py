"""A group reads building and floor: whatever people write into any field, no room, no name, no phone gets there.

Every test of this folder is checked for that at its end (`conftest.estate`); here people try hard.
"""

import pytest

from tests.services.steps import (
    ANNA,
    DESK_GROUP,
    GROUP,
    GUEST,
    LI,
    WANG,
    ZHOU,
    arrives,
    files,
    finishes,
    moves_in,
    newest,
    owed,
    press,
    secrets_in_groups,
    sends_words,
    signs,
    status,
    takes,
    waives,
)
from tests.support.estate import Estate

SECRETS = [
    "我是王芳，电话13800000011，住3栋2单元1502", "王芳 138 0000 0011，3-2-1502", "请打 138-0000-0011 找王芳，1502室", "3号楼2单元1502室 王芳 +8613800000011",
    "1502，王芳，８６１３８００００００１１", "１５０２室", "三栋二单元一五零二，王芳", "1502", "3栋2-1502", "王芳家1502门口", "电话：138.0000.0011",
]  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_in_the_words_of_a_report_do_not_reach_the_group(estate: Estate, secret: str) -> None:
    """Typed as people type; whoever accepts reads them whole."""
    estate.presses(WANG, "m:repair:0")
    estate.taps(WANG, "3栋2单元1502")
    estate.taps(WANG, "水管")
    sends_words(estate, WANG, f"水龙头滴水，{secret}，谢谢")
    estate.taps(WANG, "尽快")
    estate.taps(WANG, "提交")
    assert "水龙头滴水" in estate.newest(GROUP).text
    assert secrets_in_groups(estate) == []
    takes(estate)
    assert secret in estate.newest(LI).text


@pytest.mark.parametrize("secret", SECRETS[:5])
def test_secrets_in_any_other_field_do_not_reach_the_group(estate: Estate, secret: str) -> None:
    """Added words, reasons, what was done, what was not, the word to the stars."""
    case = files(estate)
    takes(estate)
    press(estate, WANG, "补充", case.number)
    sends_words(estate, WANG, secret)
    press(estate, LI, "改期", case.number)
    estate.says(LI, f"业主不在，{secret}")
    estate.says(LI, "明天下午3点")
    estate.taps(LI, "发送")
    assert "业主不在" in estate.newest(GROUP).text
    press(estate, WANG, "催一下", case.number)
    press(estate, LI, "转单", case.number)
    estate.taps(LI, "退回班组")
    estate.says(LI, secret)
    press(estate, WANG, "催一下", case.number)
    estate.passes(hours=1)
    press(estate, WANG, "催一下", case.number)
    takes(estate)
    waives(estate)
    arrives(estate)
    press(estate, LI, "完工", case.number)
    for _ in range(3):
        estate.says(LI, secret)
    estate.taps(LI, "没有照片")
    estate.taps(LI, "交单")
    press(estate, WANG, "还没修好", case.number)
    sends_words(estate, WANG, secret)
    finishes(estate)
    signs(estate, stars=2)
    press(estate, WANG, "又坏了", case.number)
    sends_words(estate, WANG, secret)
    estate.presses(ZHOU, f"c{case.id}:close:1")
    estate.says(ZHOU, f"电话说好了，{secret}")
    assert status(estate) == "closed" and "电话说好了" in estate.newest(GROUP).text
    assert secrets_in_groups(estate) == []


def test_secrets_in_a_typed_place_do_not_reach_the_group(estate: Estate) -> None:
    """A stranger's flat in danger, a guest's place, a public spot in own words."""
    estate.says(WANG, "1栋1单元101着火了，我是王芳13800000011")
    assert "1栋1单元" in estate.newest(GROUP).text and "101着火" not in estate.newest(GROUP).text
    estate.says(GUEST, "有人电梯困住了")
    estate.taps(GUEST, "公共区域或别的地方")
    estate.says(GUEST, "3栋2单元1502门口的电梯，电话13700001111")
    assert "1502" not in estate.newest(GROUP).text and "13700001111" not in estate.newest(GROUP).text
    estate.presses(WANG, "m:repair:0")
    estate.taps(WANG, "公共区域")
    estate.says(WANG, "3栋2单元1502对面走廊")
    estate.taps(WANG, "公共照明")
    sends_words(estate, WANG, "灯坏了")
    estate.taps(WANG, "提交")
    assert "对面走廊" in estate.newest(GROUP).text and "1502" not in estate.newest(GROUP).text


def test_another_phone_to_ring_does_not_reach_the_group(estate: Estate) -> None:
    """Somebody without a phone on the register says one."""
    person = moves_in(estate, "孙丽", 13, "2-2-101")
    estate.work(lambda w: w.people.get(person))
    estate.says("孙丽", "厨房水龙头滴水，打我先生13711112222")
    estate.taps("孙丽", "提交")
    takes(estate)
    assert "13711112222" in estate.newest(LI).text and "13711112222" not in estate.screen(GROUP)


def test_names_of_the_crew_are_read_in_the_group_those_of_residents_are_not(estate: Estate) -> None:
    """Who has it is no secret."""
    files(estate, ANNA, "the kitchen tap drips, Anna", "Send")
    takes(estate)
    assert "李强已接单" in estate.newest(GROUP).text and "Anna" not in estate.screen(GROUP)


def test_the_crews_group_hears_nothing_of_requests_and_exchanges(estate: Estate) -> None:
    """Words to the desk stay with the desk; there is no phone in its group either."""
    estate.says(GUEST, "/start")
    estate.taps(GUEST, "联系管家")
    estate.says(GUEST, "我想加入")
    estate.taps(GUEST, "发送")
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, "几点下班")
    estate.taps(WANG, "发送")
    assert owed(estate, GROUP) == [] and "13800000011" not in estate.screen(DESK_GROUP)


def test_after_the_place_is_said_its_room_is_hidden_too(estate: Estate) -> None:
    """Words typed before the home was known are read again with it."""
    estate.work(
        lambda w: w.people.add_home(w.people.by_telegram(11).id, estate.units["2-2-101"], "owner", "desk", w.now)
    )
    estate.says(WANG, "着火了，在1502")
    press(estate, WANG, "3栋2单元1502", newest(estate).number)
    assert "1502" not in estate.newest(GROUP).text
