"""Words that order a service of the list rather than report a fault: a service, and booking it or asking its price (CNV-02)."""

import re

from domain.reading.folding import mended

_SERVICE = re.compile(
    r"保洁|家政|钟点工|擦(?:窗|玻璃)|开荒|洗(?:空调|油烟机|地毯|沙发)|(?:空调|油烟机|地毯|沙发)的?清洗|疏通|通下水|打印|复印|代办|换锁芯|上门服务|便民服务|有偿服务"
    r"|\b(?:clean(?:ing|er)s?|housekeep(?:ing|er)|window wash\w*|unclog\w*|unblock\w*|photocop\w+|printing|paid services?|convenience services?)\b"
)
_ORDERED = re.compile(
    r"预约|约[个一次]|想约|要约|订[个一]|想订|想请|请人|找人|叫[个一]|来[个一]|安排[个一]|多少钱|怎么收费|收费标准|什么价|价格|报价"
    r"|\b(?:book|order|arrange|hire|schedule|how much|price|cost|rates? for)\b"
)
#: A fault, a grievance or a place that is everybody's: a repair, a complaint or a question, whatever else is said.
_OTHERWISE = re.compile(
    r"堵了|堵住|坏了|漏水|漏了|不通|反水|没人|没来|不来|不干净|太脏|很脏|脏死|态度|投诉|为什么|凭什么|乱收|太贵|骗|楼道|大堂|电梯|小区|公共|广告|取消|不要|不用|物业费"
    r"|\b(?:blocked|clogged|broken|leak\w*|dirty|filthy|rude|complain\w*|why|nobody|never|corridor|lobby|lifts?|elevators?|stair\w*|cancel|overcharg\w*|hallway)\b"
)
#: A longer text tells a story: it is weighed as a whole.
_MOST = 60


def orders(text: str) -> bool:
    """Whether somebody wants a service for the home, or its price. What tells of a fault or a grievance does not."""
    plain = mended(text).strip()
    length = len(re.sub(r"[a-z']+ ?", "x", plain))
    if length > _MOST or _OTHERWISE.search(plain):
        return False
    return bool(_SERVICE.search(plain) and _ORDERED.search(plain))
