"""Figures of digests and statistics: when they are sent, and what they draw attention to."""

from domain.standards.kinds import Kind, Standard, choice, number, other

STANDARDS: tuple[Standard, ...] = (
    other("digest.morning_at", Kind.TIME, "08:10", "PLN-04 REP-16", "早报时间", "Morning digest at"),
    other("digest.shift_at", Kind.TIME, "18:00", "SHF-01", "没有排班的班组几点发交班小结",
          "End-of-shift digest of teams without a rota at"),
    number("digest.late_hours", Kind.HOURS, 4, "", "早报迟到多久就不发", "A digest later than this is passed over", 1, 23),
    number("digest.overload", Kind.INT, 5, "REP-06", "在手工单超过几件算超负荷", "Too much: more open jobs than", 1, 50),
    number("digest.poor_stars", Kind.INT, 2, "REP-21", "几星及以下算差评", "A poor rating: stars at most", 1, 4),
    other("report.at", Kind.TIME, "08:30", "REP-16 PLN-03 PLN-04 CBK-12", "统计报表时间", "Statistics at"),
    choice("report.weekly_on", ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
            "PLN-03", "周报哪天发", "Weekly statistics on"),
    number("report.monthly_on", Kind.INT, 1, "REP-16 PLN-04 PLN-05", "月报每月几号发", "Monthly statistics on day", 1, 28),
    number("report.recurring_from", Kind.INT, 3, "REP-15 CBK-12", "同一处同类报修几次算反复发生", "The same place and kind again: from",
            2, 50),
    number("report.recurring_building_from", Kind.INT, 5, "F-38 REP-15 CMP-37", "同一楼栋同类的事几次算反复发生",
            "The same building and kind again: from", 2, 200),
    number("quality.kept_percent", Kind.INT, 95, "QLT-02", "承诺按时率目标（%）", "Promises kept in time, at least, %", 1, 100),
    number("quality.callback_percent", Kind.INT, 100, "QLT-02 F-01 F-02", "回访率目标（%）", "Asked back, at least, %", 1, 100),
    number("quality.complaint_percent", Kind.INT, 100, "QLT-02 F-08 F-09 F-10", "投诉按时率目标（%）", "Complaints in time, at least, %", 1, 100),
    number("quality.satisfied_percent", Kind.INT, 90, "SUR-09 SUR-10 F-14 F-15", "满意率目标（%）", "Satisfied, at least, %", 1, 100),
    number("quality.collection_percent", Kind.INT, 90, "QLT-02 F-20", "收费率目标（%）", "Collection rate, at least, %", 1, 100),
    number("quality.arrears_percent", Kind.INT, 25, "F-18 F-19", "欠费户占比上限（%）", "Homes in arrears, at most, %", 0, 100),
    number("report.rows", Kind.INT, 5000, "", "明细最多几行", "Rows of the list at most", 100, 50_000),
)  # fmt: skip
