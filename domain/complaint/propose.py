"""What the words of a complaint propose for its four fields, with the words that decided (X-12, CMP-01…03, CMP-08, CMP-09, CMP-13).

Proposals only: a person of the desk sets the fields. Where the words say nothing, nothing is proposed.
"""

import re
from collections.abc import Mapping

from domain.complaint.kinds import Field, Grade, Proposal, Responsibility, Subtype, Topic, Validity
from domain.reading.folding import folded

#: In this order: what is named first decides.
_TOPICS: tuple[tuple[Topic, str], ...] = (
    (Topic.FEES, r"收费|乱收|物业费|停车费|多收|退费|账单|催费|滞纳金|公摊|押金|\bfees?\b|charged?|\bbill|refund"),
    (Topic.PARKING, r"停车|车位|乱停|占位|消防通道.{0,4}车|堵车|电动车|充电桩|parking|parked"),
    (Topic.CLEANING, r"保洁|卫生|垃圾|脏|臭|异味|不打扫|没人扫|蟑螂|老鼠|虫|dirty|rubbish|garbage|trash|smell|clean"),
    (Topic.SECURITY, r"保安|门岗|安保|门卫|偷|盗|被撬|陌生人|外来人员|推销|监控|巡逻|guard|security|stolen|theft"),
    (Topic.WORKS, r"装修|施工|敲墙|打钻|电钻|renovat|drilling|construction"),
    (Topic.NOISE, r"噪音|噪声|太吵|吵得|扰民|广场舞|音响|半夜.{0,4}(?:吵|响)|狗叫|nois[ey]|loud"),
    (Topic.NEIGHBOUR, r"邻居|楼上|楼下|隔壁|高空抛物|养狗|遛狗|宠物|neighbou?r|upstairs|downstairs"),
    (Topic.GREENING, r"绿化|草坪|树木|树枝|花园|灌木|lawn|\btrees?\b|garden"),
    (
        Topic.EQUIPMENT,
        r"电梯|门禁|路灯|消防|水泵|健身器材|路面|外墙|停水|停电|供暖|暖气|\blifts?\b|elevator|intercom|heating|lamp",
    ),
    (Topic.REPAIRS, r"报修|维修|修了|没修|师傅|修好|漏水|渗水|repair|fix"),
    (Topic.STAFF, r"态度|骂|推诿|不理|不接电话|敷衍|没人管|客服|管家|前台|rude|attitude|ignored|unhelpful"),
)
_STAFF = r"态度|骂人|辱骂|推诿|不耐烦|敷衍|不理人|吼|rude|attitude|insult"

_MAJOR = (r"受伤|摔伤|住院|流血|骨折|砸到|咬伤|触电|中毒|(?<![气吵烦累热冷臭脏急笑])死(?![角机板])|人身安全|生命|着火|坍塌|媒体|记者|曝光|起诉|律师|法院|报警|"
          r"12345|信访|集体|联名|全楼|整栋|几十户|injur|hospital|lawyer|\bcourt\b|police|\bmedia\b|\bsue\b")  # fmt: skip
_IMPORTANT = (r"多次|一直|反复|几个月|半年|长期|没人管|不处理|推诿|乱收|多收|没收到|弄错|搞错|损坏|赔偿|偷|丢|威胁|"
              r"weeks|months|repeatedly|nobody (?:comes|cares)|compensat|damaged|wrong")  # fmt: skip
_SUBTYPES: tuple[tuple[Subtype, str], ...] = (
    (Subtype.CHARGING, r"乱收|多收|收费不合理|重复收|算错|退费|overcharg|charged twice|refund"),
    (
        Subtype.UPKEEP,
        r"电梯.{0,6}坏|老坏|总坏|年久失修|没维护|不保养|锈|路灯.{0,4}不亮|broken (?:for|again)|not maintained",
    ),
    (
        Subtype.NEGLECT,
        r"不打扫|没人扫|没人管|不管|不处理|推诿|态度|敷衍|没来|不巡逻|睡觉|玩手机|nobody|ignored|rude|never came",
    ),
    (Subtype.HELP, r"能不能帮|帮忙|麻烦.{0,6}(?:处理|看看|协调)|求助|please help|could you help"),
    (Subtype.ADVICE, r"为什么|怎么|请问|什么时候|能否|是不是|why|when will|how come"),
    (Subtype.VENTING, r"气死|受够|无语|失望|太过分|什么玩意|垃圾物业|fed up|disappointed|ridiculous"),
)
_RESIDENT = r"邻居|楼上|楼下|隔壁|业主.{0,4}(?:乱|占|养)|养狗|遛狗|广场舞|高空抛物|neighbou?r|upstairs|downstairs"
_OUTSIDE = r"自来水公司|供电局|电力公司|开发商|工地|马路|学校|饭店|烧烤|快递|外卖|城管|developer|utility|restaurant"
_OURS = r"保安|保洁|物业|客服|管家|师傅|电梯|门禁|路灯|绿化|收费|guard|cleaner|management|staff|lift"
_AGITATED = r"[!！]{2,}|气死|受够|忍无可忍|骗子|黑心|流氓|滚|妈的|他妈|垃圾物业|不得好|fed up|damn|scam|crooks|outrageous|unacceptable"


def topic_of(text: str) -> tuple[Topic, tuple[str, ...]]:
    """The subject and the word that decided; manners go before everything else, the rest by what is named first."""
    plain = folded(text)
    manners = re.search(_STAFF, plain)
    if manners:
        return Topic.STAFF, (manners[0],)
    hits = [(found.start(), topic, found[0]) for topic, pattern in _TOPICS if (found := re.search(pattern, plain))]
    if not hits:
        return Topic.ELSE, ()
    _, topic, word = min(hits, key=lambda hit: hit[0])
    return topic, (word,)


def fields_of(text: str, topic: Topic) -> Mapping[str, Proposal]:
    """A proposal for each field the words say something about."""
    plain = folded(text)
    found: dict[str, Proposal] = {}
    grade, words = _grade(plain)
    found[Field.GRADE] = Proposal(grade, words)
    subtype = next(((kind, hit[0]) for kind, pattern in _SUBTYPES if (hit := re.search(pattern, plain))), None)
    if subtype:
        found[Field.SUBTYPE] = Proposal(subtype[0], (subtype[1],))
        valid = subtype[0] in (Subtype.CHARGING, Subtype.UPKEEP, Subtype.NEGLECT)
        if valid:
            found[Field.VALIDITY] = Proposal(Validity.VALID, (subtype[1],))
    side = _side(plain, topic)
    if side is not None:
        found[Field.RESPONSIBILITY] = side
    return found


def _grade(plain: str) -> tuple[Grade, tuple[str, ...]]:
    for grade, pattern in ((Grade.MAJOR, _MAJOR), (Grade.IMPORTANT, _IMPORTANT)):
        hits = tuple(dict.fromkeys(m[0] for m in re.finditer(pattern, plain)))
        if hits:
            return grade, hits[:3]
    return Grade.MINOR, ()


def _side(plain: str, topic: Topic) -> Proposal | None:
    resident, outside, ours = (re.search(p, plain) for p in (_RESIDENT, _OUTSIDE, _OURS))
    said = [hit[0] for hit in (resident, outside, ours) if hit]
    if len(said) > 1:
        return Proposal(Responsibility.SEVERAL, tuple(said))
    if resident or topic is Topic.NEIGHBOUR:
        return Proposal(Responsibility.RESIDENT, tuple(said))
    if outside:
        return Proposal(Responsibility.OUTSIDE, tuple(said))
    return Proposal(Responsibility.COMPANY, tuple(said)) if ours else None


def agitated(text: str) -> bool:
    """Whether the words are those of somebody who must be calmed first (CMP-24)."""
    return re.search(_AGITATED, folded(text)) is not None
