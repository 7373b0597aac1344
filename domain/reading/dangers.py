"""Words that mean danger, as data. First match wins within the list; lists are read in their order (URG-04 to URG-08).

Patterns see folded text (`folding.folded`), one clause at a time. Seepage is no danger, a severe leak or a flood is;
a lift that traps or falls is one even when it happens again and again; power or water is one only when it is out now.
"""

import re

from domain.reading import english
from domain.repair import Danger

_PIPE = "(?:水管|管道|管子|总管|立管|软管|水表|阀门|角阀|接头|龙头|热水器|暖气管?|暖气片|消防栓|喷淋头?)"
_HANGING = (
    "(?:外墙|幕墙|瓷砖|墙砖|水泥块?|玻璃|窗户|窗扇|窗框|纱窗|门窗|防盗网|广告牌|招牌|外机|吊顶|天花板|吊灯|雨棚|树枝|大树|"
    "铁门|门板|装饰条|保温层|花盆|花架|支架|架子|瓦片?|砖头|石块|铁皮|灯罩|雨篷|树干|晾衣杆|石板|钢管|脚手架|吊篮)"
)
_LOOSE = "(?:要掉|快掉|快要?掉|掉下来|掉了下来|往下掉|掉落|坠落|坠下|悬着|悬在|要砸|砸到|砸下|砸中|欲坠|倒下来|要倒)"


_WORDS: tuple[tuple[Danger, tuple[str, ...]], ...] = (
    (
        Danger.TRAPPED_IN_LIFT,
        (
            r"(?:电梯|轿厢|升降机).{0,14}?(?:(?<![没未不])困(?!难|扰|人员)|(?<![没未])关人|关了?[一二两三四五六七八九几\d]+个|被关|关在|关里|关了?里面|出不(?:来|去|到)|卡在(?:里面|中间|半空|半路|.{1,3}[楼层]之?间)|有人卡|卡(?:住|了)?(?:人|业主|住户|小孩|孩子|老人))",
            r"困在.{0,6}(?:电梯|轿厢|里面)|困梯|被困(?!人员|者)|被(?:关|卡|困)(?:在|进)?.{0,4}(?:电梯|轿厢|里面)|(?:电梯|轿厢).{0,20}?(?:我|孩子|小孩|老人|老太太|大爷|妈|爸|人).{0,4}(?:还)?在里面|(?:电梯|轿厢).{0,12}?(?:还有|里有|有)人(?:在)?(?:里|$)|(?<![有相])关人(?![员士])|(?<![没未不])困人(?!员)|(?:关|卡)在.{0,4}(?:电梯|轿厢)(?:里|内|中)",
            r"(?:stuck|trapped|locked|caught) (?:in|inside)(?: (?:the|a|an|our))? ?(?:lift|elevator)",
            (
                r"(?:lift|elevator).{0,30}(?:people|person|someone|somebody|us|me|child|kid) ?(?:is|are)? ?(?:stuck|"
                r"trapped|inside)"
            ),
        ),
    ),
    (
        Danger.LIFT_OUT_OF_CONTROL,
        (
            (
                r"掉层(?!高)|掉楼层|坠梯|电梯.{0,12}?(?:一会儿?上一?会?儿?下|忽上忽下|上上下下|停不下来|停不了|乱窜|骤停|骤降|急刹|失重|吃人|滑梯|滑层|剧烈(?:抖|晃|震)|卡在.{0,2}\d+.?[楼层])|电梯.{0,12}?(?:掉了?[一二两三四五六七八九十几\d]+[层楼]|从.{1,6}?(?:掉|滑|坠|降|冲|溜)到)|电梯.{0,16}?(?:失控|掉层|掉楼层|掉到|下坠|坠|冲顶|蹲底|溜梯|急降|急停|悬停|自由落体|乱跳|乱动|猛的?下|猛地下|突然(?:下|掉|往下|停)|"
                r"往下(?:掉|滑|坠)|下滑|下沉|夹(?:人|到|住|伤)|开着门(?:走|运行|上|下))"
            ),
            (
                r"(?:lift|elevator).{0,30}(?:dropped|drops|dropping|fell|falling|plunged|out of control|free ?fall|"
                r"shaking badly)"
            ),
        ),
    ),
    (
        Danger.GAS,
        (
            r"(?:燃气|煤气|天然气|液化气|瓦斯|沼气).{0,8}?(?:味|泄漏|泄露|漏|臭|没关|中毒|爆)",
            r"(?:燃气|煤气)罐.{0,6}(?:冒|着|漏|烧)|(?:燃气|煤气|天然气)报警器?.{0,6}响",
            r"(?:闻到|一股|好大|很大|浓).{0,6}(?:燃气|煤气|天然气|瓦斯)|漏(?:燃气|煤气|天然气|瓦斯)",
            (
                r"\bgas\b.{0,8}(?:leak|smell|odou?r)|(?:smell|smells|smelling|odou?r)(?: of|"
                r" like)?(?: strong(?:ly)?)?(?: of)? gas\b|leak(?:ing)? gas"
            ),
        ),
    ),
    (
        Danger.FIRE,
        (
            (
                r"(?<!不)(?<!点)着火|起火(?!问题|事件|事故|点|原因|灾)|失火|冒(?:黑|浓|白)?烟|有(?:黑|浓)烟|浓烟|火警|"
                r"烧起来|烧着了|燃起来|有明火|救火|火很大|火苗|着起来|火往上|火势|窜火|窜起来|冒火(?!锅|花|星)|(?:油烟机|锅|灶|电器|插座|车|电池|空调|窗帘|被子|垃圾桶|电瓶|充电器|纸箱|草)着了|大火(?!灾)|烧着|焦糊?味|烧焦|糊味|烟雾?(?:感|报警器?).{0,6}响|火警.{0,4}响|满.{0,3}(?:烟(?!头|酒)|浓烟)|(?:电线|插座|电器).{0,4}糊味|发生了火灾|"
                r"发生火灾了|火灾了|爆炸了"
            ),
            (
                r"\bon fire\b|\bfire\b(?! (?:door|drill|exit|escape|alarm test|extinguisher|hydrant|safety|inspection|"
                r"lane))|\bsmok(?:e|ing)\b(?! (?:detector|alarm))|burning smell|smells? (?:of |like )?burn(?:ing|t)?|"
                r"in flames"
            ),
        ),
    ),
    (
        Danger.LIVE_WIRE,
        (
            (
                r"漏电|触电|电到人|被电(?:到|了|伤|击)|电了一下|麻手|手麻|麻了一下|电麻|被麻|电着了|电线杆.{0,4}(?:倒|歪|断)|带电(?!梯)|冒火花?|打火(?!机)|火花|火星(?!街|路|镇|社区|北|花|小|大|村|区)|噼里啪啦|短路|"
                r"(?:电线|高压线|电缆).{0,6}(?:裸|断了?|掉(?:下|落|了)|垂|露|烧|破皮|冒)|裸露.{0,4}(?:电线|线路|线头)|(?:变压器|配电[房室箱柜]).{0,6}(?:爆|炸|着|冒|进水|被淹)"
                r"|(?:电箱|配电箱|电表箱?|总闸|闸箱|插座|开关).{0,6}(?:进水|泡水|漏水|滴水|发烫|烧|冒|滋滋|噼啪)"
            ),
            (
                r"electric(?:al)? shock|got shocked|electrocut|\bspark(?:s|ing|ed)?\b|(?:exposed|bare|live|broken|"
                r"loose) (?:electric(?:al)? )?(?:wire|wires|wiring|cable)|short circuit"
            ),
        ),
    ),
    (
        Danger.BURST_PIPE,
        (
            rf"爆管|爆水管|管爆|{_PIPE}.{{0,8}}?(?:爆|炸|裂(?!缝)|断了|断开|崩|脱开|脱落|喷|冲开|冲出)|水.{{0,3}}(?:喷出|狂喷|喷得|往外喷)|喷水了|[滋呲飙飚射狂]水|喷.{{0,3}}(?:到处|满地|一地)",
            (
                r"burst(?:ed|ing)? (?:water )?(?:pipe|hose|main)|(?:pipe|hose|main|tap)s?(?: has| have| just| is|"
                r" was)* ?(?:burst|broke|broken|exploded|cracked open)|water (?:is )?(?:gushing|spraying|shooting)|"
                r"gushing"
            ),
        ),
    ),
    (
        Danger.FLOODING,
        (
            r"跑水|发大水|水漫金山|水柱|流了一地|水.{0,4}灌进|没过(?:膝|脚|轮|小腿)|淹到|满屋.{0,2}水|(?:水|雨).{0,6}往(?:屋|家|电梯)里(?:灌|流|进)|一片汪洋|漫(?:出来|到|了|进|水)|水漫|被淹|淹(?:了|没|到|水)|水帘洞|倒灌|哗哗|哗啦|涌水|像下雨|下雨一样|瀑布",
            r"(?:水|总?阀门?|马桶).{0,4}(?:止不住|关不(?:住|上|掉|了))|龙头.{0,4}(?:止不住|关不(?:住|上|掉|了))",
            r"水.{0,3}从.{0,8}(?:灯|天花板|吊顶|屋顶|楼上|插座|墙|门).{0,4}(?:流|灌|涌|冲|倒|喷)",
            r"溢.{0,5}(?:一地|满地|到处|家里|客厅)|化粪池.{0,6}(?:溢出来|漫出)",
            r"水(?:一直|不停(?:地|的)?|不断(?:地|的)?|直)(?:流|喷|涌|往外|冒)",
            r"(?:污|粪|脏)水.{0,6}(?:溢进|涌|横流|满地|一地|流到|流进|倒)|(?:马桶|地漏|卫生间|厕所|家里|屋里|厨房).{0,8}(?:冒|涌|溢).{0,3}(?:粪|污|脏|黑)水",
            r"(?:满地|一地|全|都)是?(?:的)?(?:污|粪)?水(?!泥|管|渍|电|表|龙|箱|泵|卡|费)",
            r"(?:地上|屋里|家里|房间里?).{0,3}(?:积水|进水)|进水严重",
            r"(?:大量|疯狂|拼命|使劲|大面积|到处|多处严重)(?:地|的|都)?(?:是|在)?(?:漏|进|出|涌|流)水?|漏水不止|漏.{0,14}(?:无法|没法|不能)(?:居住|住人|入住|住了)|下小雨|[用拿].{0,3}[盆桶].{0,3}接水?|漏个不停|漏成|流水不止|水(?:没|淹)过|(?:家|屋|房|车库|地下室|电梯).{0,6}(?:被水?淹|水淹|泡水|被泡|泡在水|灌水)|积水.{0,4}(?:很深|严重|达|厘米|公分)|严重(?:的)?漏水|漏水如注",
            (
                r"(?:漏水|漏(?![油电气味雨])|滴水)(?:得|的)?.{0,3}?(?:很|特别|非常|太|好|超级?|实在)?的?"
                r"(?:厉害|严重|凶|大(?!家|概|楼|厅|堂|门|约|理)|猛|不停)"
            ),
            (
                r"flood|water (?:is )?(?:everywhere|pouring|rushing|coming (?:in|through|down))|pouring (?:in|through|"
                r"down|out)|(?:leak(?:s|ing)?|dripping) (?:very |really |so )?(?:bad|badly|heavily|severely)|"
                r"(?:severe|serious|massive|huge|bad) (?:water )?leak|overflow|can(?:'t|not| not) (?:stop|"
                r"turn off) the (?:water|tap)|ankle.deep"
            ),
        ),
    ),
    (
        Danger.STRUCTURE,
        (
            (
                r"坍塌|垮塌|危房|危楼|岌岌可危|塌(?:了|下|方|陷|掉)|要塌|快塌|塌下来|楼板.{0,6}(?:断|裂(?!缝|纹)|破|洞|塌|下沉)|"
                r"(?:踏步|踏板|台阶|楼梯).{0,4}(?:断了?|缺|塌|碎)|(?:承重|剪力)[墙柱]?.{0,8}(?:拆|敲|砸|打|凿|开裂|被破坏|遭破坏)|(?:拆|敲|砸|打|"
                r"凿|破坏).{0,8}承重|滑坡(?!路)|(?:护坡|边坡|挡土墙).{0,14}(?:垮|塌|滑|冲下|倾斜|开裂)|主体(?:结构)?.{0,6}(?:开裂|破坏|受损)|(?:改变|破坏).{0,6}主体结构|山体.{0,4}滑|(?:楼|房|房屋|地基|墙).{0,5}(?:严重)?(?:倾斜|下沉)(?!式)"
                r"|(?:房子|楼|墙|围墙|护坡).{0,4}(?:要倒|快倒|倒了|倾斜|歪了)|(?:地面|地基|路面|楼体|房屋)(?:大面积|严重|整体)?(?:沉降|下沉|下陷)|梁.{0,3}(?:断|裂)"
            ),
            (
                r"collaps(?:e|ed|ing)|caved? in|(?:floor|stair|step|slab|ceiling)s?.{0,12}(?:gave way|giving way|"
                r"broke through|broken|caving)|load.bearing wall"
            ),
        ),
    ),
    (
        Danger.RAILING,
        (
            r"(?:栏杆|扶手|护栏|围栏|栅栏).{0,8}?(?:松|晃|断|掉|摇|坏|脱|不牢|不稳|不扎实|倒|缺|锈穿|没了)|(?:松动|断|坏|晃动|脱落)的?.{0,2}(?:栏杆|扶手|护栏)",
            (
                r"(?:railing|handrail|banister|balustrade|guard ?rail)s?.{0,20}(?:loose|broken|broke|wobbl|missing|"
                r"coming off|fell|rusted|shak)|(?:loose|broken|wobbly|missing) (?:railing|handrail|banister|"
                r"balustrade|guard ?rail)"
            ),
        ),
    ),
    (
        Danger.FALLING,
        (
            (
                rf"{_HANGING}.{{0,8}}?{_LOOSE}|外墙.{{0,12}}?(?:脱落|剥落|掉落|松动|空鼓|掉(?!色|漆)|砸|鼓包)|(?:窗户(?!把|锁|纱)|窗扇|玻璃(?!门|胶)|"
                rf"广告牌|招牌|外机|雨棚|防盗网|吊顶|天花板).{{0,6}}?(?:松动|脱落|掉了|晃)|高空坠物|高空坠落|坠物|玻璃.{{0,5}}(?:自爆|炸裂|爆裂)|幕墙.{{0,6}}(?:裂|碎|松)|(?:掉下|砸下|"
                rf"掉落).{{0,4}}(?:瓷砖|玻璃|墙砖|水泥)"
            ),
            (
                r"(?:glass|window|tile|wall|facade|cladding|sign|ceiling|plaster|panel|concrete|tree|"
                r"branch)s?.{0,24}(?:about to fall|going to fall|falling (?:off|down)|fell (?:off|down)|coming (?:off|"
                r"down|loose)|hanging (?:off|loose|by)|might fall)"
            ),
        ),
    ),
    (
        Danger.POWER_OUT_HOME,
        (
            r"(?:停电|断电|跳闸|没电|没有电|来不了电|停止供电|不供电|没来电|拉闸|一片漆黑|全黑了|(?:全楼|整栋|整层|家里|全家).{0,3}黑了|没有?一点电)(?!费|卡|梯|池|话|视|脑|动)|电闸.{0,4}(?:推不上|合不上|跳)|闸.{0,8}(?:推不[上回]|合不上|推上去?又跳)",
            (
                r"(?:no|lost|without) (?:power|electricity)\b|power(?:'s| is| has| went| just)* ?(?:out|off|gone|"
                r"cut)\b|(?:power|electricity) (?:outage|failure|cut)|blackout|(?:breaker|fuse)(?: \w+){0,2} (?:tripp|"
                r"blow|blew|trip)|electricity (?:is |went )?(?:out|off)"
            ),
        ),
    ),
    (
        Danger.NO_WATER,
        (
            (
                r"(?:停水|断水|没水|没有水|无水|不来水|水停了|来不了水|(?:供水|用水)(?:中断|停止|被停)|停止供水|断供|停供|不供水|未供水|没来水|水没来|用不上水|用不到水|喝不上水|吃不上水|滴水不来|滴水没有|没法用水)(?!费|卡|表|管|泥|龙)|水泵.{0,4}(?:坏|故障|停|"
                r"不转)|(?:一滴|一点)水.{0,3}(?:都)?(?:没有|没|不出|不来)"
            ),
            (
                r"(?:no|without) (?:running |tap )?water\b(?! (?:leak|damage|bill))|water(?:'s| is| has been| was|"
                r" went)* (?:off|out|cut off|gone)\b|water (?:outage|cut)|(?:water )?pump.{0,10}(?:fail|broke|down|"
                r"stopped)"
            ),
        ),
    ),
    (
        Danger.OTHER_DANGER,
        (
            r"井盖.{0,6}(?:没|丢|不见|缺|破|松|翻|塌|坏|开着|被.{0,3}偷)|救命|救人|(?:有人|孩子|小孩|老人|工人|人).{0,4}从.{0,6}(?:掉|摔|坠|跳|跌)下|砸(?:到|伤|死).{0,2}人|溺水|落水|跳楼|轻生|要自杀|持刀|拿刀|动刀|砍人|有贼|救护车|吐血|流血|骨折|不省人事|昏过去|(?:有人|正在).{0,4}(?:抢劫|抢东西)",
            r"(?:老人|有人|小孩|孩子|阿姨|大爷|奶奶|爷爷|宝宝|我妈|我爸|业主).{0,6}(?:摔倒了|摔伤|晕倒|昏倒|昏迷|倒地|不省人事|掉水里|头卡|手卡|脚卡|腿卡|被夹|夹住|抽搐|跌落|坠楼(?!事))",
            r"(?:有人|小孩|孩子|老人|我).{0,4}(?:受伤|摔伤|流血|晕倒|掉下去|掉进)",
            r"呼吸机|制氧机|透析机",
            r"(?:很|太|非常|特别|好|十分|极其)危险|危险!|有生命危险|紧急情况",
            r"消防(?:栓|设施|设备|系统|报警|喷淋|水泵?|主机).{0,10}?(?:没水|无水|没有水|瘫痪|失灵|失效|全坏|坏了|坏的|损坏|形同虚设|成?摆设|不能(?:正常)?使?用|无法(?:正常)?使?用|停用)",
            r"(?:安全|疏散|消防|逃生).{0,3}(?:门|通道|楼梯|出口).{0,6}(?:锁死|锁住|上锁|被锁|锁了|锁着|反锁|焊死|封死)|(?:楼梯|逃生通道|安全出口|疏散通道).{0,12}(?:堵死|封死|无法使用|不能使用|走不了|出不去)|(?:放|堆|存|藏|储).{0,6}(?:易燃易爆|危险化学品|甲醇|汽油|炸药|烟花爆竹)",
            (
                r"ventilator|oxygen (?:machine|concentrator)|on oxygen|\bhelp!|emergency(?! (?:light|exit|contact|number|drill))|(?:someone|somebody|child|kid|he|"
                r"she)(?: is| has been| got|'s)* (?:hurt|injured|bleeding|unconscious)|(?:very|so|really|"
                r"extremely) dangerous|manhole.{0,14}(?:missing|open|broken|gone)"
            ),
        ),
    ),
)
DANGERS: tuple[tuple[Danger, re.Pattern[str]], ...] = tuple(
    (danger, re.compile("|".join((*patterns, *english.DANGERS.get(danger, ()))))) for danger, patterns in _WORDS
)
#: The same for texts without a word of English: half the patterns, half the time.
WITHOUT_ENGLISH: tuple[tuple[Danger, re.Pattern[str]], ...] = tuple(
    (danger, re.compile("|".join(patterns))) for danger, patterns in _WORDS
)
