"""What an owner's own words answer to "is all well?": read where they are clear, never guessed (CBK-08, CBK-10).

Good is read with more care than bad: a fault that is overheard is lost, one that is heard in vain costs a look.
"""

import re
from enum import StrEnum

from domain.reading import OTHER, REPAIR, Reading
from domain.reading.folding import clauses, folded
from domain.reading.sense import has_ended, is_again
from domain.repair import Category
from domain.units import UnitRef, fits


class Answer(StrEnum):
    """What the words say."""

    GOOD = "good"
    BAD = "bad"
    UNCLEAR = "unclear"


#: Something is wrong there: what breaks, without the words for mending it.
_TROUBLE = re.compile(
    r"漏|渗|滴水|滴答|堵|坏|不亮|不通|没电|停电|没水|停水|跳闸|爆|破了|断了|裂|脱落|掉[了下落皮漆]|松了|松动|晃|卡住|卡得|打不开|开不了|"
    r"关不(?:上|严|紧|住|了)|不热|不冷|不制冷|失灵|不灵|不转|不响了|异响|噪音|返水|反水|返味|反味|臭|冒水|溢|积水|进水|发霉|"
    r"老样子|用不了|不能用|没反应|打火|短路|变形|"
    r"\bleak|\bdrip|\bblocked|\bclogged|\bbroken?\b|\bbroke\b|\bstuck|\bflicker|\bmou?ld|\bdamp|\bnois[ey]|\bsmell|\bloose|"
    r"\bcrack|\boverflow|\bno (?:power|water|light|hot)|\bdead\b"
)
#: Not well, in so many words.
_BAD = re.compile(
    r"(?:没|没有|还没|未|不)(?:能|太|怎么|完全|全|彻底)?(?:弄|修|搞|治)?(?:好|行|解决|修复|满意)(?!意思|像|说|气|容易|几|多)|没修|没弄|没来|白修|"
    r"(?<!没)(?:有|还是|还有|出|是)(?:点|些|个|一点|了)?(?:小|新|大)?问[题題]|有毛病|有故障|更严重|更糟|糟糕|"
    r"\b(?:not|isn't|wasn't|aren't|never)\b(?: \w+)? (?:good|fixed|fine|ok|okay|well|working|solved|right|happy|repaired)\b|"
    r"\b(?:doesn't|does not|won't|don't|didn't) (?:work|close|open|drain|help|hold)|"
    r"\bworse\b|\bbad\b|\bwrong\b|(?<!no )(?<!any )\bproblems?\b|\bstill (?:not|the same|there)\b|\bsame (?:problem|again)\b"
)
_GOOD = re.compile(
    r"(?:^|[都挺很蛮还已经全就弄修搞用完真水电灯门锁也非常天来])好(?:的很|得很|用|着呢|啦|了|极了|多了)?(?:$|[!~。哈呢呀啊,\s])|^好了|都好|挺好|很好|蛮好|"
    r"(?:没|没有|无|没啥|没什么|没任何|不存在)(?:任何|什么|啥|一点)?(?:问[题題]|毛病|故障)|没事(?!先|人)|正常|可以了|可以用|能用了|"
    r"满意|不错|完美|修好|解决了|"
    r"\ball (?:good|well|fine|ok|okay)\b|\b(?:works?|working)(?: \w+)? (?:fine|well|again|great|perfectly|now)\b|"
    r"\b(?:fixed|solved|perfect|excellent|great|happy|satisfied)\b|\bno (?:more )?(?:problems?|issues?|complaints?)\b|"
    r"^(?:it'?s |it is |that'?s |everything(?:'s| is) )?(?:all )?(?:fine|good|ok|okay|well)(?: now| thanks?| thank you)?$|^yes$"
)
#: Before a word: it is not so.
_NOT = re.compile(
    r"(?:不|没|没有|未|无|从未|不会|再也不|再没|再也没|\bno|\bnot|n't|\bnever|\bno more|\bno longer|\bwithout)(?:再|怎么|有|\s|any)*$"
)
_NO_GOOD = re.compile(
    r"(?:不|没|没有|还没|未|不怎么|不太|不是很|不算|不够|\bnot|n't|\bnever|\bhardly)(?:是|很|太|算|怎么|\s|\w{2,5} )*$"
)
#: How it went, not what was repaired: no reason to send the crew.
_MANNER = re.compile(
    r"态度|服务|礼貌|价格|收费|费用|太?贵|便宜|速度|来得|来的|卫生|打扫|弄脏|很脏|脚印|师傅|"
    r"\brude\b|\bprice|\bexpensive|\bslow\b|\bdirty\b|\bpolite|\bmess\b|\battitude|\bservice\b"
)
#: A complaint, or a question, is a matter of its own.
_OWN_MATTER = re.compile(r"投诉|举报|\bcomplain|怎么|多少|[??]")
_ASKS = re.compile(
    r"[??]\s*$|(?:吗|么|呢|没有|没)[。!~]*\s*$|什么时候|几时|怎么办|如何|为什么|\bwhen\b|\bhow (?:do|can|much)\b"
)
#: What breaks together: said of one, the other may be meant.
_NEAR = (
    frozenset({Category.LEAK, Category.WATER, Category.DRAIN, Category.WALL}),
    frozenset({Category.POWER, Category.LIGHTING}),
    frozenset({Category.DOOR, Category.GATE}),
)


#: 没问题了 is read as news, 修了跟没修一样 as a complaint: either may be the answer.
_MAY_ANSWER = frozenset({OTHER, "complaint"})


def answer_in(text: str) -> Answer:
    """Good or bad where the words say so; what says both, neither, or only asks is unclear."""
    said = [sign for clause in clauses(_asked_out(folded(text))) if (sign := _sign(clause)) is not None]
    if not said or (Answer.BAD in said and said[-1] is Answer.GOOD):
        return Answer.UNCLEAR  # 昨天还漏,今天好了: which holds is asked
    return said[-1]


def is_about(text: str, reading: Reading, category: Category, unit: UnitRef | None) -> bool:
    """Whether words may be about that repair: not about another home, another kind of trouble, or fees and the like."""
    if reading.units and unit is not None and not any(fits(said, unit) for said in reading.units):
        return False
    if reading.intent not in (None, REPAIR):
        plain = folded(text)
        clear = reading.intent in _MAY_ANSWER and answer_in(text) is not Answer.UNCLEAR
        return reading.negated or ((clear or _MANNER.search(plain) is not None) and not _OWN_MATTER.search(plain))
    if reading.intent == REPAIR and reading.category is not None:
        return is_near(reading.category, category)
    return True


def is_near(one: Category, other: Category) -> bool:
    """Whether somebody who says the one may mean the other."""
    if one is other or Category.OTHER in (one, other):
        return True
    return any({one, other} <= near for near in _NEAR)


def _asked_out(plain: str) -> str:
    """Without its questions: 好了吗? says nothing."""
    kept = [part for part in re.split(r"(?<=[??。!;\n])", plain) if part.strip() and not _ASKS.search(part.strip())]
    return "".join(kept)


def _sign(clause: str) -> Answer | None:
    """What one thought says; None: nothing."""
    if _ASKS.search(clause):
        return None
    ended = has_ended(clause)
    after = clause[clause.rfind(ended) + len(ended) :] if ended else clause
    if is_again(clause) and _troubled(clause):
        return Answer.BAD
    breaks = _troubled(after)
    if breaks:
        return Answer.BAD
    if _BAD.search(clause):
        return None if _MANNER.search(clause) else Answer.BAD
    if ended or breaks is False:
        return Answer.GOOD
    good = any(not _NO_GOOD.search(clause[: found.start()]) for found in _GOOD.finditer(clause))
    return Answer.GOOD if good else None


def _troubled(clause: str) -> bool | None:
    """Whether it breaks; False: it is said not to, 没有再漏; None: not a word of it."""
    found = [_NOT.search(clause[: hit.start()]) is None for hit in _TROUBLE.finditer(clause)]
    return any(found) if found else None
