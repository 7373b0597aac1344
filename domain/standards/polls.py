"""Figures of opinion polls. No rule sets them: they are ours."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("poll.days", Kind.DAYS, 7, "", "意见征询默认几天", "An opinion poll runs for", 1, 60),
    number("poll.quorum_percent", Kind.INT, 50, "", "意见征询参与户数不低于（%）", "Homes taking part in a poll at least, %", 1, 100),
    number("poll.remind_before_hours", Kind.HOURS, 24, "", "意见征询截止前多久提醒没投的", "Reminder before a poll ends", 1, 240),
    number("poll.page", Kind.INT, 100, "", "意见征询每批发给几户", "Homes of a poll handed over at a time", 10, 500),
    number("poll.count_seconds", Kind.SECONDS, 60, "", "意见征询进度多久更新", "Progress of a poll is counted every", 10, 3600),
    number("poll.least_shown", Kind.INT, 5, "", "意见征询满几户才显示票数", "Votes are shown from so many homes on", 2, 100),
)  # fmt: skip
