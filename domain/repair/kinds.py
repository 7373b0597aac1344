"""What breaks, where it can, and which of it is dangerous (REP-22, REP-23, REP-24, REP-32, URG-04 to URG-08)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What a repair is about, as the owner would say it."""

    WATER = "water"  # 给排水、水管、龙头
    DRAIN = "drain"  # 下水堵塞
    LEAK = "leak"  # 漏水、渗水
    POWER = "power"  # 电路
    LIFT = "lift"  # 电梯
    DOOR = "door"  # 门窗
    WALL = "wall"  # 墙面、外墙
    GAS = "gas"  # 燃气
    STRUCTURE = "structure"  # 楼板、踏步、结构
    RAILING = "railing"  # 栏杆、扶手
    LIGHTING = "lighting"  # 公共照明
    GATE = "gate"  # 门禁、对讲
    FACILITY = "facility"  # 健身、游乐设施
    OTHER = "other"


class Danger(StrEnum):
    """What cannot wait: safety words first, alert at once, questions afterwards (X-52)."""

    TRAPPED_IN_LIFT = "trapped_in_lift"  # 电梯困人
    LIFT_OUT_OF_CONTROL = "lift_out_of_control"  # 电梯失控
    GAS = "gas"  # 燃气泄漏
    FIRE = "fire"  # 着火、冒烟
    LIVE_WIRE = "live_wire"  # 漏电、电线裸露、打火
    POWER_OUT_HOME = "power_out_home"  # 室内线路故障断电
    BURST_PIPE = "burst_pipe"  # 爆管、进户水表前后
    NO_WATER = "no_water"  # 水泵故障、爆管造成的停水
    FLOODING = "flooding"  # 跑水、严重漏水
    STRUCTURE = "structure"  # 结构危险、楼板踏步损坏
    RAILING = "railing"  # 栏杆扶手松动
    FALLING = "falling"  # 门窗、玻璃、外墙要掉
    OTHER_DANGER = "other_danger"


#: The clause that makes each one urgent.
URGENT: Mapping[Danger, str] = {
    Danger.TRAPPED_IN_LIFT: "URG-04",
    Danger.LIFT_OUT_OF_CONTROL: "URG-04",
    Danger.LIVE_WIRE: "URG-05",
    Danger.POWER_OUT_HOME: "URG-05",
    Danger.BURST_PIPE: "URG-05",
    Danger.NO_WATER: "URG-05",
    Danger.FLOODING: "URG-05",
    Danger.STRUCTURE: "URG-05",
    Danger.RAILING: "URG-06",
    Danger.FALLING: "URG-07",
    # Named by no class of the list, and the most dangerous of all: the fifth class takes them in.
    Danger.GAS: "URG-08",
    Danger.FIRE: "URG-08",
    Danger.OTHER_DANGER: "URG-08",
}


def rule_of(danger: Danger) -> str:
    """The id of the rule that makes this urgent, URG-04 to URG-08."""
    return URGENT[danger]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known about a category before anybody says a word."""

    home: bool
    public: bool
    #: Choosing it is alone urgent: there is no harmless case of it.
    danger: Danger | None = None
    #: What to ask about: "is it one of these?"
    dangers: tuple[Danger, ...] = ()


KINDS: Mapping[Category, Kind] = {
    Category.WATER: Kind(True, True, dangers=(Danger.BURST_PIPE, Danger.FLOODING, Danger.NO_WATER)),
    Category.DRAIN: Kind(True, True, dangers=(Danger.FLOODING,)),
    Category.LEAK: Kind(True, True, dangers=(Danger.FLOODING, Danger.BURST_PIPE)),
    Category.POWER: Kind(True, True, dangers=(Danger.LIVE_WIRE, Danger.FIRE, Danger.POWER_OUT_HOME)),
    Category.LIFT: Kind(False, True, dangers=(Danger.TRAPPED_IN_LIFT, Danger.LIFT_OUT_OF_CONTROL)),
    Category.DOOR: Kind(True, True, dangers=(Danger.FALLING,)),
    Category.WALL: Kind(True, True, dangers=(Danger.FALLING,)),
    Category.GAS: Kind(True, True, danger=Danger.GAS, dangers=(Danger.GAS,)),
    Category.STRUCTURE: Kind(True, True, danger=Danger.STRUCTURE, dangers=(Danger.STRUCTURE, Danger.FALLING)),
    Category.RAILING: Kind(True, True, danger=Danger.RAILING, dangers=(Danger.RAILING,)),
    Category.LIGHTING: Kind(False, True, dangers=(Danger.LIVE_WIRE,)),
    Category.GATE: Kind(True, True),
    Category.FACILITY: Kind(False, True, dangers=(Danger.OTHER_DANGER,)),
    Category.OTHER: Kind(True, True, dangers=(Danger.OTHER_DANGER,)),
}
#: What a danger is about, when nobody has said more.
CATEGORY_OF: Mapping[Danger, Category] = {
    Danger.TRAPPED_IN_LIFT: Category.LIFT,
    Danger.LIFT_OUT_OF_CONTROL: Category.LIFT,
    Danger.GAS: Category.GAS,
    Danger.FIRE: Category.OTHER,
    Danger.LIVE_WIRE: Category.POWER,
    Danger.POWER_OUT_HOME: Category.POWER,
    Danger.BURST_PIPE: Category.WATER,
    Danger.NO_WATER: Category.WATER,
    Danger.FLOODING: Category.LEAK,
    Danger.STRUCTURE: Category.STRUCTURE,
    Danger.RAILING: Category.RAILING,
    Danger.FALLING: Category.WALL,
    Danger.OTHER_DANGER: Category.OTHER,
}


def categories_at(public: bool) -> tuple[Category, ...]:
    """What can break there, in the order to offer it (REP-24)."""
    return tuple(c for c, kind in KINDS.items() if (kind.public if public else kind.home))


def dangers_of(category: Category) -> tuple[Danger, ...]:
    """What to ask about once the category is chosen; empty when it holds no danger."""
    return KINDS[category].dangers
