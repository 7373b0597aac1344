"""Text made comparable: one width, one case, and the traditional characters of our words as simplified ones."""

import re
import unicodedata

#: Only characters that occur in the words we look for.
_TRADITIONAL = str.maketrans(
    "電氣煙著門窗牆樓單欄桿護線燈鎖機壞開關斷沒閘滲廁廚馬龍頭熱層墜鬆搖嚴個們來這裡裏給還無難頂溝積請後時間錢費幾麼嗎點總處區車庫場設備響聲壓"
    "衝傾爐陽臺盜鐵觸帶燒災濃滅噴滿髒傷險緊應對講號兩過從為發東臥廳淨濁鏽鬧擾訴辦說問誰現實隨續繼復恢剛聞飄體纜夾環廣邊遠場繩兒樹",
    "电气烟着门窗墙楼单栏杆护线灯锁机坏开关断没闸渗厕厨马龙头热层坠松摇严个们来这里里给还无难顶沟积请后时间钱费几么吗点总处区车库场设备响声压"
    "冲倾炉阳台盗铁触带烧灾浓灭喷满脏伤险紧应对讲号两过从为发东卧厅净浊锈闹扰诉办说问谁现实随续继复恢刚闻飘体缆夹环广边远场绳儿树",
)
_CLAUSE_ENDS = re.compile(r"[,。!?;:…\n、~]+|\.(?!\d)|\bbut\b|\band\b|但是|不过|可是")
_WIDE_MARKS = str.maketrans("、。「」『』【】", "、。      ")


def folded(text: str) -> str:
    """The text as the word lists expect it: NFKC, case folded, simplified."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_TRADITIONAL).translate(_WIDE_MARKS)
    return re.sub(r"[ \t]+", " ", plain.replace("’", "'"))


def clauses(plain: str) -> tuple[str, ...]:
    """The text cut where a thought ends, so that a "no" reaches no further than its own clause."""
    return tuple(part.strip() for part in _CLAUSE_ENDS.split(plain) if part and part.strip())
