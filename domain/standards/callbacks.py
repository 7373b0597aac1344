"""Figures of asking back after a repair (CBK-01 to CBK-12, CBK-23, X-01 to X-05)."""

from domain.standards.kinds import Kind, Standard, choice, number, other

#: From what the second callback of an urgent repair is counted (X-03).
FROM_FIRST, FROM_REPAIR = "first", "repair"

STANDARDS: tuple[Standard, ...] = (
    number("callback.urgent_first_h", Kind.HOURS, 24, "CBK-05 X-02", "急修回访：完工后", "Urgent repair: asked back within", 1, 168),
    number("callback.urgent_second_d", Kind.DAYS, 2, "CBK-05 X-02 X-03", "急修再次回访：再过", "Urgent repair: asked again after",
            1, 30),
    choice("callback.urgent_second_from", (FROM_FIRST, FROM_REPAIR), "X-03",
            "急修再次回访从何时算", "Urgent repair: the second is counted from"),
    number("callback.safety_days", Kind.DAYS, 2, "CBK-02 X-02", "安全设施维修回访", "Safety facility: asked back within", 1, 30),
    number("callback.leak_days", Kind.DAYS, 3, "CBK-03 X-04", "渗漏水维修回访", "Leak: asked back within", 1, 30),
    number("callback.rain_days", Kind.DAYS, 2, "CBK-06 X-04", "渗漏水雨后回访：下雨后", "Leak: asked back after rain within", 1, 30),
    number("callback.other_days", Kind.DAYS, 2, "CBK-04 X-01", "一般维修回访", "Other repairs: asked back within", 1, 30),
    number("callback.least_h", Kind.HOURS, 4, "CBK-01", "签字晚了，回访至少留", "Signed late: left for asking back at least", 1, 72),
    number("callback.ask_after_h", Kind.HOURS, 2, "CBK-01", "签字后多久才可回访", "Asked back at the earliest after signing", 0, 72),
    number("callback.ask_before_h", Kind.HOURS, 20, "CBK-01", "到期前多久在聊天里问业主", "Asked in the chat before it is due", 1, 168),
    number("callback.phone_before_h", Kind.HOURS, 6, "CBK-10", "到期前多久转电话回访", "Handed to the telephone before it is due",
            0, 168),
    number("callback.retry_h", Kind.HOURS, 4, "CBK-10", "没联系上，多久再打", "Not reached: tried again after", 1, 72),
    number("callback.tries", Kind.INT, 3, "CBK-10", "打几次算联系不上", "Given up after so many calls", 1, 20),
    number("callback.fault_notice_h", Kind.HOURS, 12, "CBK-09 X-05", "整改通知时限", "Written order after a fault within", 1, 72),
    other("callback.report_good", Kind.FLAG, True, "CBK-11", "满意的回访也报客服主管", "Supervisor hears of good answers too"),
)  # fmt: skip
