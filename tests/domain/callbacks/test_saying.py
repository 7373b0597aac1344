"""What owners type in answer to "is all well?": clear words are read, the rest is asked about (CBK-08, CBK-10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.callbacks.saying import Answer, answer_in, is_about, is_near
from domain.reading import read
from domain.repair import Category
from domain.units import UnitRef

_GOOD = (
    "好了", "好了，谢谢", "都好了", "没问题", "没问题了", "没有问题，谢谢师傅", "没事了", "不漏了", "不漏了，谢谢", "修好了", "挺好的", "很好，师傅很专业",
    "用着正常", "一切正常", "满意", "非常满意", "不错", "已经解决了", "没有再漏", "没再漏水，挺好", "漏水的地方修好了", "都好", "蛮好", "没什么问题",
    "沒問題", "好了，沒有再漏", "可以了", "灯亮了，修好了", "门锁好用",
    "All good", "all good, thanks", "fixed, thank you", "works fine", "It's working well", "no problems", "no longer leaking",
    "not leaking any more", "fine", "It's fine now", "perfect", "Everything is ok", "No complaints",
)  # fmt: skip
_BAD = (
    "又漏了", "还在漏", "还是漏水", "没修好", "还没好", "没好", "不行，还漏", "有问题", "还有点问题", "修好了，今天又漏", "好了两天又漏了", "修好了还漏",
    "还是打不开", "灯又坏了", "还是不亮", "不满意，还在滴水", "白修了", "更严重了", "老样子", "不太好", "有一点漏", "還在漏", "没解决", "又堵了", "没弄好", "还是老样子",
    "still leaking", "it leaks again", "not fixed", "it's not working", "the lock doesn't work", "worse than before", "the problem is back",
    "still the same", "It is fixed but now it drips", "no water again", "never fixed",
)  # fmt: skip
_UNCLEAR = (
    "", "你好", "嗯", "谢谢", "在吗", "？", "👍", "好了吗？", "修好了吗", "师傅什么时候来", "昨天还漏，今天好了", "师傅态度不好", "服务不满意", "收费有点问题", "我看看再说",
    "晚点看", "不好意思，我不在家", "不好说", "好像可以", "hello", "thanks", "I'll check tonight", "when do you come?", "the worker was rude",
)  # fmt: skip


@pytest.mark.parametrize("text", _GOOD)
def test_said_to_be_well(text: str) -> None:
    """Clear words for "well"."""
    assert answer_in(text) is Answer.GOOD


@pytest.mark.parametrize("text", _BAD)
def test_said_to_be_wrong(text: str) -> None:
    """A fault said in words, also after "it was fixed"."""
    assert answer_in(text) is Answer.BAD


@pytest.mark.parametrize("text", _UNCLEAR)
def test_asked_about(text: str) -> None:
    """Greetings, questions, both at once, and how somebody behaved say nothing about the repair."""
    assert answer_in(text) is Answer.UNCLEAR


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """Reading never fails."""
    assert answer_in(text) in Answer


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("又漏了", True), ("好了", True), ("厨房水管还在漏", True), ("3-2-1502又漏了", True), ("不漏了", True), ("你好", True),
        ("3-2-1501的水管漏了", False), ("客厅灯不亮了", False), ("电梯坏了", False), ("物业费怎么交", False), ("我要投诉师傅态度不好", False), ("师傅态度不好", True), ("收费多少？", False),
    ],
)  # fmt: skip
def test_about_that_repair(text: str, about: bool) -> None:
    """Another home, another kind of trouble, fees and complaints are matters of their own."""
    assert is_about(text, read(text), Category.WATER, UnitRef("3", "2", "1502")) is about


def test_kinds_that_break_together() -> None:
    """A leak may be told of as water; the lift is not the tap."""
    assert is_near(Category.LEAK, Category.WATER) and is_near(Category.LIFT, Category.OTHER)
    assert not is_near(Category.LIFT, Category.WATER)
