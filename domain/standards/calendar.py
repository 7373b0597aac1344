"""Figures of working time and of days (X-09)."""

from domain.standards.kinds import Kind, Standard, choice, other

#: How lengths in days are counted; hours are always the clock's.
BY_CALENDAR, BY_WORKING_DAYS = "calendar", "working"
#: Where public holidays come from, and the choice for communities that keep none.
CHINA, NO_HOLIDAYS = "cn", "none"

STANDARDS: tuple[Standard, ...] = (
    choice("deadline.days", (BY_CALENDAR, BY_WORKING_DAYS), "X-09", "按天算的时限怎么算", "Lengths in days are counted in"),
    other("calendar.hours", Kind.WEEK, "1-5 08:30-12:00,14:00-18:00", "X-09", "工作时间", "Working hours"),
    choice("calendar.holidays", (CHINA, NO_HOLIDAYS), "X-09", "法定节假日", "Public holidays"),
)  # fmt: skip
