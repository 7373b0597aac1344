"""Words for what breaks and where, as data. The first category whose words are found wins; the order is the rule."""

import re

from domain.repair import Category

_WORDS: tuple[tuple[Category, tuple[str, ...]], ...] = (
    (Category.LIGHTING, (
        r"(?:楼道|走廊|过道|电梯(?:口|厅|间)|车库|停车场|公共|楼梯间?|大堂|大厅|单元门?口?|小区|花园|门口|院子)(?:里|内|的|上)?(?:照明|.{0,4}灯)",
        r"路灯|声控灯|感应灯|应急灯|景观灯|地灯|street ?lights?",
        (
            r"(?:corridor|hallway|stairwell|stairs?|lobby|garage|car ?park|landing|street|outside|"
            r"common) (?:area )?lights?"
        ),
    )),
    (Category.GATE, (
        r"门禁|对讲|门卡|刷卡|人脸识别|道闸|闸机|起落杆|可视门铃|楼宇门|单元门|入口闸|大门(?!.{0,2}(?:口|外|旁))",
        (
            r"entry ?phone|intercom|key ?card|access card|access control|barrier|turnstile|(?:building|front|"
            r"main) (?:door|gate)"
        ),
    )),
    (Category.LIFT, (r"电梯|轿厢|升降机", r"\blifts?\b(?! up)|\belevators?\b")),
    (Category.RAILING, (r"栏杆|扶手|护栏|围栏|栅栏", r"railing|handrail|banister|balustrade|guard ?rail")),
    (Category.FACILITY, (
        r"健身(?:器|设|房)|器材|滑梯|滑滑梯|秋千|跷跷板|篮球架|乒乓球|游乐|儿童乐园|泳池|游泳池|单杠|双杠|长椅|凉亭|座椅|石凳|路面|地砖|井盖|花坛",
        (
            r"playground|swing|slide|gym equipment|fitness equipment|basketball|seesaw|swimming pool|\bbench\b|"
            r"manhole|pavement"
        ),
    )),
    (Category.GAS, (r"燃气|煤气|天然气|液化气|瓦斯|灶打不着|炉灶", r"\bgas\b|\bstove\b|\bcooker\b")),
    (Category.DRAIN, (
        (
            r"(?:下水|马桶|地漏|排水|排污|厕所|坐便|蹲坑|洗菜池|水槽|菜盆|洗手池|洗脸池|面盆|管道|化粪池|沙井|窨井|"
            r"污水|下水井|水池)[^,。]{0,8}?(?:堵|不通|下不去|反水|返水|返味|反味|反臭|返臭|冒|溢|不下水|排不|臭|慢|倒灌)"
        ),
        r"堵(?:了|住|塞|死)?.{0,4}(?:下水|马桶|地漏|管道|厕所|排水)|下水(?:道|管)?堵|堵塞|疏通|反水|返水|(?:污|粪|脏)水.{0,6}(?:冒|溢|倒灌|横流|涌)|化粪池|地漏",
        (
            r"(?:toilet|sink|drain|sewer|shower|basin|loo|bath)s?.{0,24}(?:block|clog|back(?:ed|ing) up|overflow|"
            r"won't drain|not drain|smell|slow)"
        ),
        r"(?:block|clogg)\w* (?:up )?(?:the )?(?:toilet|sink|drain|pipe|shower)|sewage",
    )),
    (Category.WATER, (
        (
            r"水管|水龙头|龙头|角阀|阀门|水表|水压|停水|断水|没水|没有水|无水|不来水|不出水|来水|供水|自来水|水泵|"
            r"增压泵|爆管|热水器|花洒|淋浴|马桶|软管|水箱|水质|二次供水|用水|水改|水改造|消防栓|喷淋"
        ),
        r"(?:水|出水)(?:很|太|特别|好|量|流)?.{0,2}(?:小|浑|黄|脏|黑|有味|变色)|暖气|地暖|管道",
        (
            r"\bpipes?\b|\btaps?\b|faucet|water heater|shower|\btoilet\b|water pressure|(?:no|without) (?:running |"
            r"tap |hot )?water|water (?:is )?(?:off|out|brown|dirty|cut)|\bpump\b|boiler|radiator|\bvalve\b"
        ),
    )),
    (Category.LEAK, (
        r"漏水|渗水|渗漏|漏雨|滴水|滴滴|漏(?!电|气|味|油|收|掉|接|风)|返潮|受潮|发霉|霉|水渍|洇|进水|积水|淹|跑水|防水|哗哗|水帘洞|满地.{0,3}水|一地.{0,2}水|水(?:一直|不停)",
        r"leak|drip|\bdamp\b|mou?ld|water stain|flood|water (?:is )?(?:coming|everywhere|pouring)|seep",
    )),
    (Category.POWER, (
        (
            r"(?<!手机)(?<!车)没电|停电|断电|跳闸|电闸|空开|总闸|闸箱|插座|插头|开关|电路|电线|线路|漏电|触电|短路|"
            r"打火|火花|电表|配电|电箱|来电(?!话|咨询|显)|通电|电压|供电|用电|灯|一片漆黑|电(?:坏|不通)"
        ),
        (
            r"\bpower\b|electric|socket|\boutlet\b|light(?:s|ing)?\b|breaker|\bfuse\b|\bwir(?:e|ing|es)\b|\bswitch\b|"
            r"\bspark|\blamp\b|\bbulb\b|blackout"
        ),
    )),
    (Category.STRUCTURE, (
        r"楼板|承重|踏步|台阶|踏板|坍塌|垮塌|塌|沉降|横梁|护坡|结构|房梁|倾斜|楼梯(?!间|口|灯)",
        r"collaps|load.bearing|\bslab\b|\bbeam\b|foundation|\bstairs?\b|\bstep\b",
    )),
    (Category.DOOR, (
        (
            r"门锁|锁芯|锁(?:坏|打|换|不)|门把|把手|门窗|房门|大门|防盗门|入户门|防火门|消防门|推拉门|玻璃门|玻璃|窗|"
            r"纱窗|合页|铰链|闭门器|猫眼|百叶|门.{0,3}(?:坏|关|打不开|开不|变形|卡|响|掉|歪)"
        ),
        r"\bdoors?\b|\bwindows?\b|\block(?:s|ed)?\b|\bhandle\b|\bhinge\b|\bglass\b",
    )),
    (Category.WALL, (
        r"外墙|内墙|墙|瓷砖|地板|天花板|吊顶|天花|空鼓|开裂|裂缝|裂纹|起皮|腻子|乳胶漆|掉漆|掉皮|保温层|屋顶|房顶|楼顶|天台|贴砖",
        r"\bwalls?\b|\btiles?\b|\bceiling\b|\bplaster|\bcrack|facade|\bpaint\b|\broof\b",
    )),
    (Category.OTHER, (
        r"空调|网络|宽带|信号|网线|电视|洗衣机|冰箱|油烟机|燃油|信报箱|快递柜|垃圾桶|井|电瓶车充电|充电桩|摄像头|监控|家具|柜|设施|设备",
        r"air ?con|\ba/?c\b|wi-?fi|internet|mailbox|fridge|washing machine|camera|charger|cabinet",
    )),
)  # fmt: skip
CATEGORIES: tuple[tuple[Category, re.Pattern[str]], ...] = tuple(
    (category, re.compile("|".join(patterns))) for category, patterns in _WORDS
)

PUBLIC = re.compile(
    r"楼道|走廊|过道|电梯|大堂|大厅|车库|地下室|停车场|小区|花园|广场|路灯|单元门|楼梯|楼顶|天台|公共|岗亭|围墙|儿童|健身|大门口|门禁|道闸|外墙|院子|架空层|天井|管道井|水泵房|配电房|绿化带|井盖|"
    r"corridor|hallway|lobby|garage|car ?park|staircase|stairwell|\bstairs\b|\blift\b|elevator|playground|garden|"
    r"\broof\b|common area|public|courtyard|street ?light|\bgate\b"
)
HOME = re.compile(
    r"我家|我们家|家里|家中|自家|我屋|屋里|屋内|室内|房间|卧室|客厅|厨房|卫生间|厕所|洗手间|浴室|阳台|书房|餐厅|"
    r"主卧|次卧|儿童房|主卫|客卫|客卧|马桶|衣柜|入户门|淋浴|洗菜池|热水器|家(?:的|没)|"
    r"\bmy (?:home|flat|apartment|house|place|room|kitchen|bathroom|toilet|bedroom|door|window|balcony)|kitchen|"
    r"bathroom|bedroom|living room|balcony|\btoilet\b|at home|\bshower\b|in (?:the|our|my) (?:flat|apartment|"
    r"house|home)"
)
