"""What a new register is filled in with: for each column a line of help and examples, in the order of the sheets.

Rows of examples begin with 示例 in their first cell: the import passes over them, so they may stay or be deleted.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.people import RELATION_WORDS, ROLE_WORDS, TEAM_WORDS, UNIT_STATE_WORDS
from domain.workbook import BILLS, COLUMNS, EXAMPLE, RESIDENTS, STAFF, UNITS


class Help(NamedTuple):
    """One column: what belongs in it, in both languages; what may be chosen there, if it is a choice."""

    zh: str
    en: str
    choice: Sequence[str] = ()


_ADDRESS = {
    "楼栋": Help("如 3栋、A座", "building, such as 3栋 or A座"),
    "单元": Help("如 2单元;没有单元就空着", "entrance, such as 2单元; empty where there is none"),
    "房号": Help("只填房号,如 1502", "the room's number alone, such as 1502"),
}
_PERSON = {
    "姓名": Help("一个手机号只能对应一个姓名", "a number belongs to one name only"),
    "手机": Help("11 位手机号,业主凭它认领房屋", "mobile number; by it people are let in"),
}
HELP: Mapping[str, Mapping[str, Help]] = {
    UNITS: {
        **_ADDRESS,
        "建筑面积": Help("平方米,如 98.57;收物业费要用", "square metres, such as 98.57; fees are counted by it"),
        "状态": Help("从下拉框选,可空", "choose from the list; may be empty", tuple(UNIT_STATE_WORDS)),
        "交付日期": Help("如 2019-06-30,可空;算保修期用", "such as 2019-06-30, may be empty; warranties run from it"),
        "物业费单价": Help("元/平方米·月,如 2.80,可空", "yuan per square metre and month, may be empty"),
    },
    RESIDENTS: {
        **_ADDRESS,
        **_PERSON,
        "关系": Help("从下拉框选", "owner, family or tenant: choose from the list", tuple(RELATION_WORDS)),
    },
    STAFF: {
        **_PERSON,
        "岗位": Help("从下拉框选", "the post: choose from the list", tuple(ROLE_WORDS)),
        "班组": Help("从下拉框选;空着按岗位定", "the team; empty: by the post", tuple(TEAM_WORDS)),
        "负责楼栋": Help("如 1-6栋;空着是全部", "such as 1-6栋; empty: all of them"),
    },
    BILLS: {
        **_ADDRESS,
        "收费项目": Help("系统里的收费项目,如 物业费", "a kind of charge that is set up, such as 物业费"),
        "账期": Help("年月,如 2026-11", "year and month, such as 2026-11"),
        "金额": Help("元,如 276.00", "yuan, such as 276.00"),
        "到期日": Help("如 2026-11-30,可空", "such as 2026-11-30, may be empty"),
        "说明": Help("可空", "may be empty"),
    },
}
#: Made-up rows; the first cell is marked when they are written.
_ROWS: Mapping[str, Sequence[Sequence[str]]] = {
    UNITS: (
        ("3栋", "2单元", "1502", "98.57", "自住", "2019-06-30", "2.80"),
        ("A座", "", "801", "120", "出租", "", ""),
    ),
    RESIDENTS: (
        ("3栋", "2单元", "1502", "王芳", "13800000001", "业主"),
        ("A座", "", "801", "刘洋", "13800000002", "租户"),
    ),
    STAFF: (
        ("赵军", "13900000006", "维修", "工程", "3栋"),
        ("郑经理", "13900000001", "经理", "", ""),
    ),
    BILLS: (("3栋", "2单元", "1502", "物业费", "2026-11", "276.00", "2026-11-30", ""),),
}


def examples(sheet: str) -> list[list[str]]:
    """The made-up rows of a sheet, marked so that they are passed over."""
    return [[f"{EXAMPLE}:{first}", *rest] for first, *rest in _ROWS[sheet]]


def headings(sheet: str) -> list[str]:
    """The columns' names, with a star where a cell must be filled in."""
    return [f"{column.name}*" if column.required else column.name for column in COLUMNS[sheet]]
