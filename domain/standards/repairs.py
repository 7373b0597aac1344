"""Figures of repairs and their warranty."""

from domain.standards.kinds import Kind, Standard, choice, number, other

FROM_REPORT, FROM_ARRIVAL = "report", "arrival"


def warranty_key(category: str) -> str:
    """The key of a category's months of warranty."""
    return f"warranty.months.{category}"


#: The catalogue leaves the periods to the law: two years for pipes, wires and fittings, five for what keeps water out,
#: the design life for the structure (建设工程质量管理条例 第四十条).
_WARRANTY = (
    ("water", 24, "给排水", "Water pipes and taps"),
    ("drain", 24, "下水", "Drains"),
    ("leak", 60, "防水渗漏", "Leaks and damp"),
    ("power", 24, "电路", "Electricity"),
    ("door", 24, "门窗", "Doors and windows"),
    ("wall", 24, "墙面", "Walls"),
    ("gas", 24, "燃气", "Gas"),
    ("structure", 600, "主体结构", "Structure"),
    ("railing", 24, "栏杆扶手", "Railings"),
    ("gate", 24, "门禁对讲", "Entry phones"),
    ("other", 24, "其他", "Everything else"),
)

STANDARDS: tuple[Standard, ...] = (
    number("repair.urgent_arrive_minutes", Kind.MINUTES, 15, "URG-01 X-16",
            "急修到场时限", "Urgent repair: on site within", 1, 240),
    number("repair.urgent_finish_hours", Kind.HOURS, 8, "URG-02 X-16",
            "急修完工时限", "Urgent repair: finished within", 1, 72),
    choice("repair.urgent_finish_from", (FROM_REPORT, FROM_ARRIVAL), "X-17",
            "急修完工时限从何时算", "Urgent repair: the hours run from"),
    number("repair.small_days", Kind.DAYS, 2, "REP-11 X-16",
            "小修完工时限", "Small repair: finished within", 1, 30),
    choice("repair.dispatch", ("claim", "lead", "round_robin"), "REP-06",
            "派单方式", "How jobs are given out"),
    number("round_robin.open_limit", Kind.INT, 5, "REP-06",
            "轮派时每人在手单上限", "Round robin: open jobs per worker", 1, 50),
    number("repair.reopen_days", Kind.DAYS, 7, "X-13",
            "完结后可重开", "A closed repair can be reopened for", 0, 90),
    number("repair.urge_every_minutes", Kind.MINUTES, 30, "REP-25",
            "两次催单间隔", "Between two urgings at least", 1, 1440),
    number("repair.sign_reminder_hours", Kind.HOURS, 24, "REP-17 X-13",
            "完工后提醒业主确认", "Owner is reminded to confirm after", 1, 168),
    number("repair.sign_close_days", Kind.DAYS, 3, "REP-17 X-13",
            "未确认时请主管结单", "Supervisor is asked to close after", 1, 30),
    number("repair.duplicate_days", Kind.DAYS, 7, "REP-01",
            "判断重复报修的天数", "Looking back for the same report", 1, 60),
    other("repair.windows", Kind.WINDOWS, "09:00-12:00,14:00-18:00,18:00-20:00", "REP-01 REP-03",
           "可预约时段", "Appointment times"),
    number("repair.window_days", Kind.DAYS, 3, "REP-01 REP-03",
            "可预约天数", "Appointments up to", 1, 14),
    *(
        number(warranty_key(name), Kind.MONTHS, months, "WAR-01 WAR-02",
                f"保修期:{zh}", f"Warranty: {en}", 0, 1200)
        for name, months, zh, en in _WARRANTY
    ),
)  # fmt: skip
