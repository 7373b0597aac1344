"""The knowledge base: entries the staff maintain, and which of them answers a question (INT-29).

A question is folded (width, case, traditional characters), freed of what is said around it (请问, 我想, how do I), and
words that mean the same are made one (什么时候, 几点 → 时间). What is left is cut into pairs and single characters, other
words into themselves. An entry fits by how much of that it holds; rare pieces say more than common ones, and what stands in
its question or keywords more than what stands in its answer. Pure and explainable: each hit knows its share.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from domain.ids import CommunityId, PersonId
from domain.search import fold


class Topic(StrEnum):
    """What an entry is about, for going through the list."""

    HOURS = "hours"
    FEES = "fees"
    PARKING = "parking"
    DECORATION = "decoration"
    PROPERTY = "property"
    SUPPLY = "supply"
    ACCESS = "access"
    WASTE = "waste"
    FACILITIES = "facilities"
    OTHER = "other_topic"


class Status(StrEnum):
    """Whether an entry is shown."""

    ACTIVE = "active"
    RETIRED = "retired"


class Event(StrEnum):
    """What can happen to an entry."""

    CHANGE = "change"
    RETIRE = "retire"


START = Status.ACTIVE
FINAL = frozenset({Status.RETIRED})
TABLE = {(Status.ACTIVE, Event.CHANGE): Status.ACTIVE, (Status.ACTIVE, Event.RETIRE): Status.RETIRED}

#: What of an entry can be changed in the chat.
FIELDS = ("question_zh", "answer_zh", "question_en", "answer_en", "keywords", "topic", "valid_until")


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with its answer."""

    id: int
    community_id: CommunityId
    status: Status
    version: int
    topic: Topic
    question_zh: str
    answer_zh: str
    #: '' where nobody has written it yet: the Chinese one is shown.
    question_en: str
    answer_en: str
    keywords: str
    #: The last day it holds; None: until it is changed.
    valid_until: date | None
    #: None: came with the estate.
    made_by: PersonId | None
    made_at: datetime
    changed_by: PersonId | None
    changed_at: datetime | None

    def holds(self, today: date) -> bool:
        """Whether it may be shown to residents: an answer that has expired never is."""
        return self.status is Status.ACTIVE and (self.valid_until is None or today <= self.valid_until)

    def question(self, language: str) -> str:
        """The question in that language, in Chinese where nobody has written it yet."""
        return (self.question_en if language == "en" else "") or self.question_zh

    def answer(self, language: str) -> str:
        """The answer in that language, in Chinese where nobody has written it yet."""
        return (self.answer_en if language == "en" else "") or self.answer_zh


@dataclass(frozen=True, slots=True)
class Ask:
    """A question somebody put, and what came of it."""

    id: int
    community_id: CommunityId
    person_id: PersonId
    at: datetime
    words: str
    topic: str
    entry_id: int | None
    case_id: int | None
    helpful: bool | None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits a question, and how well: 100 is all of it."""

    entry: Entry
    percent: int


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same, the newest first; `words` is the shortest of them."""

    words: str
    asks: tuple[Ask, ...]

    @property
    def people(self) -> int:
        """How many people asked."""
        return len({a.person_id for a in self.asks})


# --- what a text is about ------------------------------------------------------------------------------------------

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〇"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_IS_CJK = re.compile(rf"[{_CJK}]")
_LONGEST = 24
#: Characters of a text that are looked at: a question is short, an answer says early what it is about.
MOST_READ = 600

#: Traditional characters of what is asked about, beside those every reading folds.
_MORE = str.maketrans(
    "裝產證權業號遊網務員營賬單發票餘額繳稅錄協議簽訪親養寵貓園藝傢俱電維護層戶籍學區臨牌遞櫃櫥廣場運動館預約訂線纜寬帶圖紙審監圍欄壞換補辦領戲衛殘廢類點",
    "装产证权业号游网务员营账单发票余额缴税录协议签访亲养宠猫园艺家具电维护层户籍学区临牌递柜橱广场运动馆预约订线缆宽带图纸审监围栏坏换补办领戏卫残废类点",
)
#: Different words for the same thing, longest first within a line; asked and kept alike.
_SAME: tuple[tuple[str, str], ...] = (
    ("时间", "什么时候|什么时间|啥时候|啥时间|多长时间|几点钟|几点|几号|何时|营业时间|办公时间|上班时间"),
    ("费用", "多少钱|怎么收费|收费标准|收费|价格|价钱|费用|要钱吗|要钱"),
    ("电话", "联系电话|联系方式|电话号码|手机号|热线|打给谁|找谁|联系谁|电话"),
    ("地点", "什么地方|在哪里|在哪儿|去哪里|去哪儿|在哪|去哪|哪里|哪儿|地址|位置"),
    ("办理", "怎么申请|如何申请|怎样申请|申请|怎么办理|办理|怎么办|如何办|报备|登记|手续"),
    ("物业费", "物业管理费|管理费|物业费"),
    ("房产证", "不动产权证|不动产证|产权证|房屋所有权证|房本|房产证|房证"),
    ("车位", "停车位|泊车位|车位"),
    ("停车证", "停车许可|停车卡|车证|停车证|月卡"),
    ("装修", "装潢|装饰|翻新|装修"),
    ("垃圾", "废品|废物|垃圾"),
    ("快递", "包裹|快件|快递"),
    ("宽带", "网络|上网|wifi|wi-fi|宽带"),
    ("周末", "星期天|星期日|星期六|礼拜天|礼拜六|周六|周日|双休日|周末"),
    ("门禁卡", "门卡|门禁|开门卡|门禁卡"),
)
#: Said around a question without being what it is about.
_AROUND_WORDS = (
    "请问一下 请问 你好 您好 麻烦问一下 麻烦 我想问一下 我想问问 我想问 想问一下 想问问 想问 问一下 问问 我想知道 想知道 我想 我要 想要 "
    "能不能 可不可以 可以吗 可以 能否 是不是 有没有 是否 需要 应该 怎么样 怎么 怎样 如何 什么 哪个 哪些 多少 多久 一下 谢谢 咱们 我们 我家 我的 你们 "
    "您们 小区里 小区 现在 今天 的话 了吗 吗 呢 啊 吧 呀 嘛 哦 的 了 啦 和 与 请 是 要 能 会 有 在 去 把 被 我 你 您 这 那 个 里 也 都 就 跟 说 想 到 对 给 让"
)
_STOP_WORDS = (
    "a an the is are am do does did can could may might would will shall should i me my we our us you your it its to of for in on at "
    "by with and or if there this that these those please hi hello what who how which why much many get have has be "
    "know need want like tell about from any some so throw put bring take flat home house apartment"
)
_STOP = frozenset(_STOP_WORDS.split())
#: The same in English: what is kept for it.
_SAME_EN = {
    "hours": "时间", "time": "时间", "times": "时间", "when": "时间", "opening": "open", "close": "open", "closing": "open",
    "closed": "open", "fee": "费用", "fees": "费用", "cost": "费用", "costs": "费用", "price": "费用", "charge": "费用",
    "phone": "电话", "telephone": "电话", "number": "电话", "call": "电话", "contact": "电话", "apply": "办理",
    "application": "办理", "register": "办理", "renovate": "decoration", "renovation": "decoration", "decorate": "decoration", "renovating": "decoration",
    "decorating": "decoration", "trash": "garbage", "rubbish": "garbage", "waste": "garbage", "bin": "garbage",
    "bins": "garbage", "certificate": "deed", "title": "deed", "parcel": "package", "parcels": "package", "car": "parking",
    "where": "地点", "address": "地点",
}  # fmt: skip
#: Say how something is asked rather than what about: they never make a hit alone, and weigh less.
_FORM = frozenset({"时间", "费用", "电话", "地点", "办理"})
_MARK = {word: chr(0xE000 + n) for n, word in enumerate(sorted(_FORM))}
_OF_MARK = {mark: word for word, mark in _MARK.items()}
_REPLACED = tuple(
    sorted(((said, kept) for kept, words in _SAME for said in words.split("|")), key=lambda one: -len(one[0]))
)
_SAID = re.compile("|".join(re.escape(said) for said, _ in _REPLACED))
_KEPT = dict(_REPLACED)
_AROUND_RE = re.compile("|".join(re.escape(word) for word in sorted(_AROUND_WORDS.split(), key=len, reverse=True)))

_PAIR, _SINGLE, _SINGLE_ALONE, _WORD, _FORM_WEIGHT = 1.0, 0.25, 0.6, 1.2, 0.4
#: What stands in the answer only counts this much of what stands in question or keywords.
_IN_ANSWER = 0.5
#: Of the score so much is how well the entry is met in return: of two that hold all that is asked the closer one wins.
_RETURN = 0.15
#: What fits much worse than the best one is not what was meant.
_NEAR = 0.6


@lru_cache(4096)
def pieces(text: str) -> Mapping[str, float]:
    """What a text is about: its pieces with their weights; of a long text its beginning."""
    text = text[:MOST_READ]
    found: dict[str, float] = {}
    plain = _SAID.sub(lambda m: _marked(_KEPT[m.group()]), fold(text).translate(_MORE))
    for mark, word in _OF_MARK.items():
        if mark in plain:
            found[word] = _FORM_WEIGHT
            plain = plain.replace(mark, " ")
    for run in _RUN.findall(plain):
        if _IS_CJK.match(run):
            for part in filter(None, _AROUND_RE.sub(" ", run).split(" ")):
                _cut(part, found)
        else:
            word = _SAME_EN.get(run, run)
            if word in _FORM:
                found.setdefault(word, _FORM_WEIGHT)
            elif run not in _STOP:
                found[_stem(word)[:_LONGEST]] = _WORD
    return found


def _marked(kept: str) -> str:
    return _MARK.get(kept, kept)


def _cut(part: str, found: dict[str, float]) -> None:
    if len(part) == 1:
        found[part] = max(found.get(part, 0), _SINGLE_ALONE)
        return
    for one in part:
        found.setdefault(one, _SINGLE)
    for n in range(len(part) - 1):
        found[part[n : n + 2]] = _PAIR


def _stem(word: str) -> str:
    """Without the ending of a plural or a verb: permits, permit; sorting, sort."""
    for ending, least in (("ies", 5), ("ing", 6), ("es", 5), ("s", 4), ("ed", 5)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def index(entry: Entry, most: int) -> tuple[str, ...]:
    """What an entry is looked up by, at most so many pieces; of its question and keywords first."""
    return tuple({**_about(entry), **pieces(f"{entry.answer_zh}\n{entry.answer_en}")})[:most]


def wanted(question: str) -> tuple[str, ...]:
    """The pieces to look up: an entry that has none of them does not fit."""
    return tuple(p for p in pieces(question) if p not in _FORM)


def _about(entry: Entry) -> dict[str, float]:
    return {
        **pieces(entry.question_en),
        **pieces(entry.keywords),
        **pieces(entry.question_zh),
    }


# --- which one fits ------------------------------------------------------------------------------------------------


def fitting(
    question: str, entries: Sequence[Entry], count: int, today: date, *, least: int, most: int
) -> tuple[Hit, ...]:
    """The entries that answer the question, best first: at least `least` percent of it, at most `most` entries.

    `entries` are those that have any piece of it, `count` is how many there are in all: what is in many says little.
    Expired and retired ones are never among them.
    """
    asked = pieces(question)
    content = [p for p in asked if p not in _FORM]
    held = [(e, _about(e), pieces(f"{e.answer_zh}\n{e.answer_en}")) for e in entries if e.holds(today)]
    if not content or not held:
        return ()
    often = Counter(p for _, about, answer in held for p in {*about, *answer} if p in asked)
    rare = {p: math.log(1 + max(count, len(held)) / (1 + often[p])) + 0.5 for p in asked}
    pairs = [p for p in asked if len(p) == 2 and _IS_CJK.match(p)]
    hits = []
    for entry, about, answer in held:
        ends, starts = {p[1] for p in pairs if p in about}, {p[0] for p in pairs if p in about}
        # A pair across the border of two words that are both there (装修噪音: 修噪) says nothing by itself.
        across = {p for p in pairs if p not in about and p[0] in ends and p[1] in starts}
        told = {p: weight * rare[p] for p, weight in asked.items() if p not in across}
        whole = sum(told.values())
        got = sum(weight * _share(p, about, answer) for p, weight in told.items())
        if not any(p in about for p in content if len(p) > 1) and got < whole:
            continue  # a character here and there is chance
        back = _met(pieces(entry.question_zh), asked), _met(pieces(entry.question_en), asked)
        score = (1 - _RETURN) * got / whole + _RETURN * max(back)
        hits.append(Hit(entry, round(100 * score)))
    hits.sort(key=lambda hit: (-hit.percent, hit.entry.id))
    return tuple(hit for hit in hits if hit.percent >= least and hit.percent >= _NEAR * hits[0].percent)[:most]


def _share(piece: str, about: Mapping[str, float], answer: Mapping[str, float]) -> float:
    return 1.0 if piece in about else _IN_ANSWER if piece in answer else 0.0


def _met(mine: Mapping[str, float], asked: Mapping[str, float]) -> float:
    whole = sum(mine.values())
    return sum(weight for p, weight in mine.items() if p in asked) / whole if whole else 0.0


# --- what nobody has answered yet ----------------------------------------------------------------------------------


def alike(one: str, other: str) -> int:
    """How much two questions ask the same, in percent of what both say; the same both ways round."""
    mine, theirs = pieces(one), pieces(other)
    both = sum(min(weight, theirs[p]) for p, weight in mine.items() if p in theirs)
    whole = sum(mine.values()) + sum(theirs.values())
    return round(200 * both / whole) if whole else 0


#: A question is compared with the first few of a group, by its beginning.
_COMPARED, _GIST = 5, 80


def grouped(asks: Iterable[Ask], same: int) -> tuple[Group, ...]:
    """Questions that are at least `same` percent alike put together, those most asked first, then the newest.

    Each joins the group of the question it is most alike; compared is only what has a telling piece in common.
    """
    groups: list[list[Ask]] = []
    having: dict[str, set[int]] = {}
    for ask in sorted(asks, key=lambda a: a.id):
        gist = ask.words[:_GIST]
        telling = [p for p in pieces(gist) if len(p) > 1 and p not in _FORM] or list(pieces(gist))
        near = sorted({n for p in telling for n in having.get(p, ())})
        best, percent = max(
            ((n, max(alike(gist, a.words[:_GIST]) for a in groups[n][:_COMPARED])) for n in near),
            key=lambda one: one[1],
            default=(len(groups), -1),
        )
        if percent < same:
            best = len(groups)
            groups.append([])
        groups[best].append(ask)
        for p in telling:
            having.setdefault(p, set()).add(best)
    made = [Group(_shortest(g), tuple(reversed(g))) for g in groups]
    return tuple(sorted(made, key=lambda g: (-g.people, -len(g.asks), -g.asks[0].id)))


def _shortest(asks: Collection[Ask]) -> str:
    return min((a.words for a in asks), key=lambda words: (len(words), words))
