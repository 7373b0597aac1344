"""Figures of paid services: promises, signature, callback, days of payment (SPS-19, SPS-26, CNV-04, F-28, X-18, X-49)."""

from domain.standards.kinds import Kind, Standard, number, other

STANDARDS: tuple[Standard, ...] = (
    number("order.answer_h", Kind.HOURS, 24, "SPS-26", "服务范围外的请求多久答复", "A request beyond the list is answered within", 1, 168),
    number("order.do_h", Kind.HOURS, 48, "CNV-04 SPS-27", "没约时间的有偿服务多久做完", "A service without an appointment is done within", 1, 336),
    number("order.sign_days", Kind.DAYS, 2, "SPS-09 CNV-05", "做完后业主没回话，几天后视为验收", "Done and no word: accepted after", 1, 30),
    number("order.callback_h", Kind.HOURS, 24, "SPS-19", "服务后多久回访", "Asked back after a service within", 1, 168),
    number("order.accepted_days", Kind.DAYS, 3, "X-19 CNV-05", "验收后付款的服务，验收后几天内付", "Paid after acceptance: within", 0, 30),
    number("order.request_day", Kind.INT, 15, "F-28 X-49", "月结服务每月几号发付款通知", "Monthly account: asked for on day", 1, 28),
    number("order.due_day", Kind.INT, 20, "F-28 X-49", "月结服务每月几号前付清", "Monthly account: due at the end of day", 1, 28),
    other("order.tell_at", Kind.TIME, "09:30", "F-27 F-28 SPS-13", "几点发有偿服务的付款通知和清单", "Requests and lists of services go out at"),
    other("billing.worker_collects", Kind.FLAG, False, "X-18", "上门员工可以代收费用", "Workers may take the money"),
)  # fmt: skip
