"""Figures of owners' forums (VIS-07)."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("forum.remind_hours", Kind.HOURS, 24, "VIS-07", "座谈会前多久提醒", "Reminder before a forum", 1, 168),
    number(
        "forum.page",
        Kind.INT,
        100,
        "",
        "座谈会每批交给发送的条数",
        "Messages of a forum handed over at a time",
        10,
        500,
    ),
)
