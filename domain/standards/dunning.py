"""Figures of dunning: the days of the month, what may follow them, the late fee (DUN, X-22 to X-24, F-25, F-37)."""

from domain.standards.kinds import Kind, Standard, number, other

STANDARDS: tuple[Standard, ...] = (
    number("dunning.call_from", Kind.INT, 15, "DUN-01 DUN-05 X-24", "每月几号起电话催缴", "Calls about fees begin on this day of the month", 1, 28),
    number("dunning.call_to", Kind.INT, 21, "DUN-01 DUN-05 X-24", "每月几号止电话催缴", "Calls about fees end on this day of the month", 1, 28),
    number("dunning.reason_by", Kind.INT, 25, "DUN-02", "每季第二个月几号前问清欠费原因",
            "The reason is known by this day of the quarter's second month", 1, 28),
    number("dunning.third_from", Kind.INT, 22, "DUN-06", "每季末月几号起第三轮催缴", "The third round begins on this day of the quarter's last month", 1, 28),
    number("dunning.third_to", Kind.INT, 27, "DUN-06", "每季末月几号止第三轮催缴", "The third round ends on this day of the quarter's last month", 1, 28),
    number("dunning.express_months", Kind.MONTHS, 3, "DUN-09 F-37", "电话或文字通知后几个月寄正式催缴函",
            "Express letter so long after the notice by phone or text", 1, 24),
    number("dunning.broken", Kind.INT, 2, "DUN-06 DUN-11", "几次承诺未付后建议律师函（规则没有写明，由我们定）",
            "So many broken promises suggest a lawyer's letter (not in the rules, set by us)", 1, 12),
    number("dunning.late_fee", Kind.INT, 0, "DUN-06 F-25", "滞纳金每天万分之几（0：不收）",
            "Late fee a day in parts of ten thousand (0: none)", 0, 30),
    number("dunning.promise_days", Kind.DAYS, 60, "DUN-03", "承诺的付款日最远几天", "A promised day lies at most so far ahead", 7, 366),
    other("dunning.card_at", Kind.TIME, "08:50", "DUN-01", "催缴清单几点发给管家", "The work list of dunning goes out at"),
    number("dunning.card_hours", Kind.HOURS, 8, "DUN-01", "催缴清单晚于多久就不发", "A work list later than this is passed over", 1, 14),
)  # fmt: skip
