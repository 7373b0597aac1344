"""Figures of announcements and of the call list."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("announcement.days", Kind.DAYS, 14, "NTB-01", "公告默认公示多久", "A notice stays up for", 1, 365),
    number("announcement.remind_hours", Kind.HOURS, 2, "EMG-02", "停水停电前多久再提醒", "Reminder before a cut", 0, 48),
    number("announcement.urgent_hours", Kind.HOURS, 4, "EMG-01", "停水停电多久内开始算紧急", "A cut is urgent when it begins within", 0, 48),
    number("announcement.page", Kind.INT, 100, "", "公告每批交给发送的条数", "Messages of an announcement handed over at a time", 10, 500),
    number("announcement.count_seconds", Kind.SECONDS, 10, "", "公告进度多久刷新一次", "Progress of an announcement is renewed every", 3, 600),
    number("calls.again_minutes", Kind.MINUTES, 60, "EMG-01", "没人接多久后再打", "No answer: ring again after", 5, 1440),
    number("calls.tries", Kind.INT, 3, "EMG-01", "没人接最多打几次", "No answer: ring at most", 1, 10),
)  # fmt: skip
