"""What takes the danger or the trouble out of a word: a no, a question, a maybe, something long ago (X-52)."""

import re
from dataclasses import dataclass

from domain.repair import Danger

#: "Is it or is it not" says nothing; it is taken out before a no is looked for.
ASKING_WHETHER = re.compile(r"是不是|有没有|会不会|能不能|要不要|可不可以|对不对|好不好|是否")
#: Right before the word.
NO = re.compile(
    r"(?:没有?(?:再|什么|发生|出现|闻到|看到)?|不是(?:因为|说|什么)?|并非|并没有?|并不|未(?:见|发现|发生)?|不再|不会再?|不用担心|排除(?:了)?|以为(?:是)?|"
    r"\bno\b(?: more| longer)?|\bnot\b(?: a| any| on| really| the)?|\bwithout\b(?: any)?|n't(?: a| any| the)?|"
    r"\bisn't\b|\bnever\b)(?: (?:any|gas|more))?\s*$"
)
#: Anywhere before the word in its clause: it has not happened.
MAYBE = re.compile(
    r"要等|等到|非要|试问|怕|担心|随时|万一|一旦|如果|要是|假如|倘若|容易|可能会|可能引|引起|引发|要真|真的?要|避免|防止|预防|以免|谨防|当心|小心|演练|演习|培训|宣传|检测|隐患|保险|"
    r"防(?=火|漏|坠)|\bif\b|\bin case\b|\bafraid\b|\bworried\b|\bmight\b|\bcould\b|\bprevent|\bavoid|\bdrill\b|"
    r"\btest(?:ing)?\b"
)
CONDITION = re.compile(r"如果|要是|一旦|万一|假如|假设|倘若|\bif\b")
#: Right after the word: it is only about the word.
ABOUT = re.compile(
    r"^.{0,3}(?:演练|演习|隐患|通知|公告|计划|保险|报警器(?!.{0,4}响)|检测|探测器|风险|知识|培训|预案|应急(?:包|预案)|怎么办理|怎么预防|怎么避免|应该打|打什么电话|打哪个|该打)"
    r"|^ (?:drill|test|notice|schedule|detector|insurance|risk)"
)
#: A question about when, why or how much, before the word in its clause: it is asked, not reported.
ASKED_BEFORE = re.compile(
    r"什么时候|几时|何时|哪天|几点|为什么|为何|怎么样?才|多久|多少钱|\bwhen\b|\bwhy\b|\bhow (?:much|often|long)\b|"
    r"\bwill there be\b"
)
#: Long ago, or somewhere else.
LONG_AGO = re.compile(
    r"去年|前年|上次|上回|以前|之前|曾经|曾|当年|当初|上个?月|\d{4}年|别的小区|其他小区|隔壁小区|新闻|"
    r"\blast (?:year|month|time|week)\b|\bpreviously\b|\bused to\b|\bon the news\b"
)
AGAIN = re.compile(r"又|再次|还在|还是|现在|至今|今天|刚|起就|开始就|以来|\bagain\b|\bstill\b|\bnow\b")
#: A day of the past, told.
DATED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}[日号](?!.{0,4}(?:开始|起|以来|至今))")
#: Over and over: the outage itself is not now.
_HABIT = r"经常|时常|总是|老是|常常|天天|每天|每晚|每年|每月|有时|频繁|屡次|多次|几次|隔三差五|三天两头|反复|动不动|时不时|长期|高峰|年年|往往|常年|隔[一两二三几\d].{0,3}[天周月]"
OFTEN = re.compile(
    rf"(?:{_HABIT}|从\d+月(?:份)?开始)[^。!?;\n]{{0,12}}?(?:停|断|没|无|缺|跳)(?:自来)?(?:水|电|闸)|"
    rf"(?:[停断无没](?:自来)?[水电]|跳闸)[^。!?;\n]{{0,14}}?(?:{_HABIT}|\d{{1,4}} ?[多余来]?次|[好数两三四五六七八九十]+次|家常便饭|现象|问题)|"
    r"\boften\b|\balways\b|\bkeeps?\b|\bevery (?:day|week|night)\b"
)
#: And yet it is now.
NOW = re.compile(
    r"(?<!到)现在(?!.{0,4}(?:隔|每|经常|天天|老是)|天气|正?是|的?天|夏|到|气温|社会|经济)|今天(?!是)|今晚|今早|刚(?:刚|才|又|停|断|跳)|目前|此刻|正在(?!处理)|又(?:停|断|没|跳|在|无|出现)|还没来|"
    r"还没有来|还是没|仍未|仍没|至今(?:没|未|还|仍)|突然|"
    r"(?:了|超过|已有|连续停[水电]|[停断没无][水电])(?:大?约|近|快|将近|超过|长达)?[一二两三四五六七八九十几半\d]+多?(?:天|个?小时|个?钟头?|分钟|个?星期|个?礼拜|周|个月)|\bnow\b|\bagain\b|\bsince\b"
)
#: Asked about what may come.
_TO_COME = re.compile(r"明天|明晚|后天|下周|下星期|下个?月|周[一二三四五六日末]|会不会|会|要|以后|今天")
_ASKED = re.compile(r"吗|呢$|没有?$|不$|是不是|么$|\?")
#: Announced or owed, not broken.
PLANNED = re.compile(
    r"通知|公告|计划|检修|欠费|催缴|交电费|交水费|电动车|电瓶车|充电桩|门锁|遥控|手机|电池|门铃|\bplanned\b|"
    r"\bscheduled\b|\bbattery\b|\bphone\b|\bremote\b"
)

#: Somebody has cut it off: whatever for, it is off.
_CUT_OFF = re.compile(r"[把被掐]|水电")
#: What may fall at any moment is falling: 随时可能掉落.
_HANGING = frozenset({Danger.STRUCTURE, Danger.FALLING})
#: At the handover of a new home a list of faults is drawn up; nobody lives there yet.
HANDOVER = re.compile(r"验房|收房|(?:要|临近|即将|准备|马上)交房")
#: Too little pressure is no outage.
PRESSURE = re.compile(r"水压|压力|高峰|高风期|增压|加压|水量|水[很太特]?别?小")

#: Smoke of kitchens and cigarettes.
_COOKING = re.compile(
    r"烧烤|油烟|烟囱|抽烟|吸烟|烧纸|炒菜|cigar|tobacco|no.smoking|smokers?\b|smoking (?:area|room|ban|in the|on the|allowed)|(?:allow|ban|against|forbid)\w* smoking|barbecue|\bbbq\b|"
    r"second.?hand smoke|(?:people|neighbou?rs?|guests?|they|who|workers?|guards?|men|kids|teenagers|someone|somebody|tenants?|he|she|"
    r"always|to|may i|can i|not) (?:is |are |were |was |keeps? |always |often )*smok(?:e|es|ing)\b"
)

OUTAGES = frozenset({Danger.POWER_OUT_HOME, Danger.NO_WATER})
#: These trap and kill when they "often" do; a habit does not make them harmless.
ALWAYS = frozenset(
    {Danger.TRAPPED_IN_LIFT, Danger.LIFT_OUT_OF_CONTROL, Danger.STRUCTURE, Danger.RAILING, Danger.FALLING}
)

_ENDED = re.compile(
    r"(?:^|已经?|都|终于|现在|自己|[水电灯梯锁网它])好了(?!吗|没|么|不|多久|几)|(?:修好了?(?!了?吗|了?没)|修复了|"
    r"不漏水?了|不渗水?了|不滴了|不堵了|不响了|不臭了|通了(?!吗|没)|恢复了|恢复正常|正常了|没事了|解决了|"
    r"来电了|来水了|有电了|有水了|电来了|水来了|今天来了|火.{0,3}灭了|扑灭|出来了(?!水|很)|救出来|放出来|(?:声音?|噪音|响|吵|音乐|漏|滴|雨).{0,3}停了|不用(?:来|修|派)|取消报修|虚惊一场|是误会|误报)"
    r"|\b(?:fixed|solved|resolved)\b(?! when)|(?:working|works|fine|ok|okay|running|back)(?: on)?(?: again|"
    r" now)\b|(?:no longer|not|stopped|isn't|doesn't) (?:leak|drip)\w*(?: any ?more)?|"
    r"(?:power|water|electricity)(?:'s| is| has come)? back|all good|no need to (?:come|send)|never ?mind"
)
_ANEW = re.compile(r"又|再次|还是|仍|\bagain\b|\bstill\b")
_NOT_ENDED = re.compile(
    r"(?:没有?|还没|未|不能|不|无法|什么时候|何时|几时|才能|能|要|请|赶快|赶紧|快点|多久|怎么|尽快|如何|会|就|"
    r"等)(?:\S{0,3})$|\bnot (?:been )?$|\bn't (?:been )?$|\b(?:when|will|can|could|please|be|get|not)\b[^,]{0,14}$"
)


@dataclass(frozen=True, slots=True)
class Story:
    """What the whole text tells around a word of danger."""

    #: The outage is a habit.
    often: bool = False
    #: A new home is being handed over.
    handover: bool = False
    #: It is about the pressure of the water.
    pressure: bool = False


def story_of(plain: str) -> Story:
    """What the text as a whole says about its words of danger."""
    return Story(
        OFTEN.search(plain) is not None, HANDOVER.search(plain) is not None, PRESSURE.search(plain) is not None
    )


def is_condition(clause: str) -> bool:
    """Whether the clause opens a condition, so that what follows in its sentence has not happened: 如果一来暴雨。"""
    return CONDITION.search(clause) is not None


def is_dated(clause: str) -> bool:
    """Whether the clause names a day of the past, so that what follows in its sentence is told of then."""
    return DATED.search(clause) is not None


def is_real(danger: Danger, clause: str, start: int, end: int, story: Story) -> bool:
    """Whether the word found there reports a danger of now; in doubt it does."""
    before, after = clause[:start], clause[end:]
    if is_denied(clause, start) or ABOUT.search(after) or ASKED_BEFORE.search(before):
        return False
    supposed = ASKING_WHETHER.sub("", before)
    # What easily kills is no smaller harm for being only easy: 很容易垮塌.
    if danger in ALWAYS:
        supposed = supposed.replace("容易", "")
    if danger in _HANGING:
        supposed = re.sub("随时|可能会", "", supposed)
    if MAYBE.search(supposed):
        return False
    if danger is Danger.FIRE and _COOKING.search(clause):
        return False
    if danger is Danger.RAILING and story.handover:
        return False
    if danger in ALWAYS:
        return True
    if LONG_AGO.search(before) and not AGAIN.search(clause):
        return False
    if danger not in OUTAGES or _CUT_OFF.search(clause[start:end]):
        return True
    if _TO_COME.search(before) and _ASKED.search(after):
        return False
    return not (PLANNED.search(clause) or ((story.often or story.pressure) and not NOW.search(clause)))


def is_denied(clause: str, start: int) -> bool:
    """Whether a no stands right before that place: 没有漏电, "no smell"."""
    return NO.search(ASKING_WHETHER.sub("", clause[max(0, start - 40) : start])) is not None


def may_have_ended(plain: str) -> bool:
    """Whether any word of the whole text says so; most texts hold none."""
    return _ENDED.search(plain) is not None


def has_ended(clause: str) -> str | None:
    """The words that say the trouble is over, or None. "When will it be fixed" is no such thing."""
    for found in _ENDED.finditer(clause):
        before = ASKING_WHETHER.sub("不", clause[max(0, found.start() - 40) : found.start()])
        question = re.match(r"\s*(?:吗|没有?$|么|后|之后|又|以后|的话|\?)", clause[found.end() :])
        if not _NOT_ENDED.search(before) and not question and not _later_again(clause[found.end() :]):
            return found[0]
    return None


def is_again(clause: str) -> bool:
    """Whether the clause says it has begun anew: 修好了,今天又漏。"""
    return _ANEW.search(clause) is not None and has_ended(clause) is None


def _later_again(after: str) -> bool:
    return re.search(r"又|还是|仍|\bbut\b|\bstill\b", after) is not None
