"""Figures of shifts, handing over and the morning inquiry."""

from domain.standards.kinds import Kind, Standard, number, other

STANDARDS: tuple[Standard, ...] = (
    number("rota.clock_in_minutes", Kind.MINUTES, 15, "SHF-03",
            "上班前多久提醒签到", "Reminder to clock in before the shift", 1, 240),
    number("rota.late_minutes", Kind.MINUTES, 5, "SHF-01 SHF-03",
            "到点多久未签到提醒主管", "Not clocked in: the lead is told after", 1, 240),
    number("rota.note_minutes", Kind.MINUTES, 30, "SHF-04",
            "交接多久未签收提醒主管", "Handover not signed: the lead is told after", 1, 1440),
    number("rota.gap_minutes", Kind.MINUTES, 60, "SHF-01 X-43",
            "无人值班提前多久提醒", "Nobody on duty: told ahead by", 1, 1440),
    number("rota.register_days", Kind.DAYS, 366, "SHF-01",
            "值班登记导出多少天", "Days of the duty register given out", 31, 3660),
    other("rota.log_at", Kind.TIME, "09:00", "SHF-02", "每天几点查看前一天的日志", "Logs of the day before looked at"),
    number("rota.log_late_hours", Kind.HOURS, 12, "SHF-02",
            "缺日志晚于多久不再提醒", "Missing logs: not told any more after", 1, 23),
    number("inquiry.late_hours", Kind.HOURS, 4, "SHF-09",
            "晨询晚于多久不再补问", "Morning inquiry: not made up for after", 1, 12),
    number("inquiry.night_hours", Kind.HOURS, 12, "SHF-09",
            "晨询问到多久以前的值班", "Morning inquiry: on shift within the last", 1, 24),
    other("inquiry.at", Kind.TIME, "09:30", "SHF-09", "每日晨询时间", "Morning inquiry at"),
)  # fmt: skip
