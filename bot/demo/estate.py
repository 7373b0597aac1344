"""The demo estate as an import workbook: ten buildings, 1,200 homes, some 900 households, a staff of 25. All invented."""

import random
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

BUILDINGS = ("1", "2", "3", "5", "6", "7", "8", "9", "10", "11")
ENTRANCES, FLOORS, DOORS = ("1", "2"), 15, 4
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹"
_GIVEN = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀兰", "霞", "平", "刚", "桂英", "文", "辉", "玲", "建华", "丹", "萍", "红", "玉梅", "飞", "鑫", "波", "斌", "宇", "浩", "凯", "雪", "婷", "欣怡", "子涵", "梓轩", "雨桐", "思远", "嘉怡", "志强", "海燕", "春梅", "国庆", "晓东"]  # fmt: skip

#: Staff: name, phone, role, team, zone. The first of each kind is played on a phone of the page.
STAFF = (
    ("冯建国", "13900000001", "主任", "", ""),
    ("郑海波", "13900000002", "经理", "", ""),
    ("周敏", "13900000003", "客服主管", "客服", ""),
    ("吴志刚", "13900000004", "工程主管", "工程", ""),
    ("李强", "13900000005", "维修", "工程", "1,2,3"),
    ("赵军", "13900000006", "维修", "工程", "5,6,7"),
    ("孙鹏", "13900000007", "维修", "工程", "8,9,10,11"),
    ("何勇", "13900000008", "维修", "工程", ""),
    ("陈静", "13900000009", "客服", "客服", ""),
    ("林小雨", "13900000010", "客服", "客服", ""),
    ("高洁", "13900000011", "管家", "客服", "1,2,3"),
    ("罗丹", "13900000012", "管家", "客服", "5,6,7"),
    ("许文", "13900000013", "管家", "客服", "8,9,10,11"),
    ("马桂英", "13900000014", "保洁", "保洁", "1,2,3"),
    ("朱秀兰", "13900000015", "保洁", "保洁", "5,6,7"),
    ("胡玉梅", "13900000016", "保洁", "保洁", "8,9,10,11"),
    ("郭春", "13900000017", "保洁", "保洁", ""),
    ("唐国庆", "13900000018", "绿化", "绿化", ""),
    ("韩平", "13900000019", "绿化", "绿化", ""),
    ("曹刚", "13900000020", "安防", "安防", ""),
    ("邓飞", "13900000021", "安防", "安防", ""),
    ("谢辉", "13900000022", "安防", "安防", ""),
    ("宋涛", "13900000023", "安防", "安防", ""),
    ("徐玲", "13900000024", "财务", "财务", ""),
    ("梁欣怡", "13900000025", "财务", "财务", ""),
)
#: The owner and the English-speaking tenant of the page.
OWNER = ("王芳", "13800000001", "3", "2", "1502")
TENANT = ("Anna Smith", "13800000002", "2", "1", "101")
#: Price list: code, category, names, units, fen.
PRICES = (
    ("W01", "water", "换水龙头", "Replace a tap", "个", "piece", 4000),
    ("W02", "water", "换角阀", "Replace an angle valve", "个", "piece", 3000),
    ("W03", "water", "换软管", "Replace a hose", "根", "piece", 2000),
    ("D01", "drain", "疏通地漏", "Clear a floor drain", "次", "job", 6000),
    ("D02", "drain", "疏通马桶", "Clear a toilet", "次", "job", 8000),
    ("L01", "leak", "补打防水胶", "Reseal joints", "米", "metre", 2500),
    ("P01", "power", "换开关插座", "Replace a switch or socket", "个", "piece", 2500),
    ("P02", "power", "检修线路", "Find a fault in the wiring", "次", "job", 8000),
    ("N01", "door", "调整门窗", "Adjust a door or window", "扇", "piece", 3000),
    ("N02", "door", "换门锁", "Replace a lock", "把", "piece", 15000),
    ("O01", "other", "上门检修", "Call-out", "次", "visit", 3000),
)


def write(path: Path, today: date, seed: int = 20261122) -> None:
    """Writes the workbook with the sheets of the import; the same seed gives the same estate."""
    dice = random.Random(seed)  # noqa: S311 - invented names, not secrets
    book = Workbook()
    homes = book.active
    assert homes is not None
    homes.title = "房屋"
    homes.append(["楼栋", "单元", "房号", "建筑面积", "状态", "交付日期", "物业费单价"])
    people = book.create_sheet("住户")
    people.append(["楼栋", "单元", "房号", "姓名", "手机", "关系"])
    phone = 13810000000
    for building in BUILDINGS:
        handed = today - timedelta(days=365 * (8 if int(building) < 6 else 1) + int(building) * 11)
        for entrance in ENTRANCES:
            for floor in range(1, FLOORS + 1):
                for door in range(1, DOORS + 1):
                    room = f"{floor}{door:02}"
                    state = dice.choices(["自住", "出租", "空置", "装修", "未售"], [70, 12, 9, 3, 6])[0]
                    played = [p for p in (OWNER, TENANT) if p[2:] == (building, entrance, room)]
                    state = "自住" if played else state
                    homes.append(
                        [building, entrance, room, dice.choice([68.5, 89.2, 98.57, 118.3]), state, handed, 2.8]
                    )
                    for who in played:
                        people.append([building, entrance, room, who[0], who[1], "业主" if who is OWNER else "租户"])
                    if not played and state in ("自住", "出租"):
                        phone += 1
                        name = dice.choice(_SURNAMES) + dice.choice(_GIVEN)
                        people.append(
                            [building, entrance, room, name, str(phone), "业主" if state == "自住" else "租户"]
                        )
    staff = book.create_sheet("员工")
    staff.append(["姓名", "手机", "岗位", "班组", "负责楼栋"])
    for row in STAFF:
        staff.append(list(row))
    book.save(path)
