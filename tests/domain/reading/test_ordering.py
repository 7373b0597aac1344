"""A service wanted, or its price; a fault, a grievance and what is everybody's are something else."""

import pytest

from domain.reading.ordering import orders
from tests.bench.letters import chats


@pytest.mark.parametrize(
    "text",
    [
        "想约个保洁", "家里要疏通下水道多少钱", "想预約鐘點工", "想请人来擦窗户", "保洁多少钱一小时", "空调清洗服务怎么预约",
        "I'd like to book a cleaning", "How much to unclog a drain at home?", "Can I book a cleaner for Saturday?",
    ],
)  # fmt: skip
def test_a_service_is_wanted(text: str) -> None:
    """CNV-02: both scripts, both languages."""
    assert orders(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "下水道堵了请人疏通", "楼道保洁没人来", "保洁态度差", "家政服务为什么太贵", "物业费多少钱", "想约个时间看房", "保洁",
        "The cleaner never came, how much do we pay?", "The drain is clogged, arrange someone", "book club", "取消预约的保洁",
    ],
)  # fmt: skip
def test_what_is_something_else(text: str) -> None:
    """It is read as before."""
    assert not orders(text)


def test_no_message_of_the_collection_orders() -> None:
    """None of them was written to order anything."""
    assert [case.text for name in ("chats", "aside", "english") for case in chats(name) if orders(case.text)] == []


def test_a_long_story_is_no_order() -> None:
    """However often it names a service."""
    assert not orders("想约个保洁，" * 20)
