"""What the demo estate's desk knows: ten questions residents ask, with the answers of 桂苑小区. All invented."""

from typing import Any

from domain.knowledge import Topic
from store.work import Work

#: Topic, question and answer in both languages, other words for it.
ENTRIES = (
    (Topic.HOURS, "服务中心几点上班？",
     "客服中心在1栋大堂，每天8:30到20:00有人接待，周末和节假日照常。夜里有急事，值班电话24小时有人接，号码贴在每个单元门口。",
     "When is the service desk open?",
     "The desk in the lobby of building 1 is open daily from 8:30 to 20:00, weekends and holidays too. At night ring the duty phone; its number is posted at every entrance.",
     "上班 下班 开门 关门 营业 前台 接待 周末 office hours"),
    (Topic.DECORATION, "装修要怎么申请？",
     "开工前三天，请业主带身份证、装修图纸和施工单位的资料到客服中心填申请表。三个工作日内答复，通过后办施工证。拆改承重墙的申请办不了。",
     "How do I apply for renovation work?",
     "Three days before the work begins the owner brings an ID card, the plans and the contractor's papers to the desk. You hear from us within three working days and get the permit then. Load-bearing walls must stay.",
     "装修手续 图纸 施工证 施工队 敲墙 押金 works permit"),
    (Topic.DECORATION, "装修几点可以施工？",
     "周一到周五8:00到12:00、14:00到18:00。周末和法定节假日请不要做有噪音的活；邻居有考生时，高考和中考那几天全天停工。",
     "When may renovation work be noisy?",
     "Monday to Friday 8:00 to 12:00 and 14:00 to 18:00. No noisy work on weekends and public holidays, nor on the days of the school examinations.",
     "噪音 电钻 开工 停工 周末装修 drilling noise"),
    (Topic.PARKING, "停车证怎么办？",
     "带行驶证和业主身份证到客服中心办理，当天就能用。地下车位按月，每户先办一张，还有空位时可以再办第二张。",
     "How do I get a parking permit?",
     "Bring the vehicle licence and the owner's ID card to the desk; the permit works the same day. Places are by the month, one a home first and a second one while there are places left.",
     "月租车位 车辆登记 地库 车证 car garage"),
    (Topic.PARKING, "亲友来访怎么停车？",
     "请从东门进，报楼栋和房号登记，停在地面访客车位。头两小时不收费，之后每小时5元，一天最多30元。",
     "Where do my visitors park?",
     "Please use the east gate and say whom you visit; visitors' places are above ground. The first two hours are free, then ¥5 an hour, at most ¥30 a day.",
     "访客 临停 亲戚 朋友 客人 停车费 guest visitor"),
    (Topic.PROPERTY, "怎么办房产证？",
     "房产证（不动产权证）由业主到区不动产登记中心办理。先交清契税和住宅专项维修资金，再带购房合同、发票、身份证和交房时的资料。需要物业出具的证明，客服中心当场开。",
     "How do I get the property certificate?",
     "The owner applies at the district's real estate registration centre. Pay the deed tax and the maintenance fund first, then bring the contract, the invoice, an ID card and the handover papers. Whatever we have to confirm, the desk writes for you at once.",
     "房本 不动产权证 产权证 契税 维修资金 过户 title deed"),
    (Topic.FEES, "物业费怎么交？",
     "每季度头一个月交，可以在客服中心刷卡、扫码，也可以转账，转账请写明楼栋房号。发票当场开，电子发票发到您的手机。",
     "How do I pay the management fee?",
     "It is due in the first month of each quarter: by card or code at the desk, or by transfer with building and room. You get the invoice at once, on paper or by phone.",
     "缴费 交费 付款 发票 欠费 收据 invoice payment"),
    (Topic.WASTE, "垃圾怎么分类、几点投放？",
     "每栋楼下有四分类投放点：厨余、可回收、有害、其他。开放时间7:00到9:30、18:00到21:00。大件和装修垃圾请先到客服中心登记，放到8栋北侧的堆放点。",
     "How is garbage sorted, and when?",
     "Each building has a point for kitchen, recyclable, hazardous and other waste, open 7:00 to 9:30 and 18:00 to 21:00. For bulky and building waste please tell the desk first; its place is north of building 8.",
     "扔垃圾 厨余 湿垃圾 干垃圾 大件 旧家具 建筑垃圾 recycling bulky"),
    (Topic.SUPPLY, "停水了找谁？",
     "先看聊天里的公告，计划停水会提前写明时间。没有公告，请直接发「停水了」，我们马上查；整个片区停水时，我们联系自来水公司，并告诉您预计恢复的时间。",
     "Whom do I tell when the water is cut?",
     "Look at the notices in this chat first: planned cuts are announced with their times. If there is none, just write “no water” and we look at once; when the whole area is cut we ask the water company and tell you when it comes back.",
     "没水 断水 自来水 恢复供水 水压 no water supply"),
    (Topic.ACCESS, "门禁卡丢了怎么补？",
     "带身份证到客服中心，先停用旧卡再补新卡，工本费20元，当场能用。老人和孩子的卡可以由家里人代办。",
     "I have lost my door card",
     "Come to the desk with your ID card: the old card is blocked, the new one costs ¥20 and works at once. Family may come for children and the elderly.",
     "补卡 门卡 刷卡 钥匙 开不了门 key card entrance"),
)  # fmt: skip


def write(work: Work, community: int) -> int:
    """Fills the knowledge base of the demo; how many entries it has."""
    for topic, question_zh, answer_zh, question_en, answer_en, keywords in ENTRIES:
        values: dict[str, Any] = {
            "topic": topic, "question_zh": question_zh, "answer_zh": answer_zh, "question_en": question_en,
            "answer_en": answer_en, "keywords": keywords,
        }  # fmt: skip
        work.knowledge.add(community, values, None, work.now)
    return len(ENTRIES)
