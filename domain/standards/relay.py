"""Figures of residents and the desk talking through us: reception hours, how long anybody waits, when it ends by itself."""

from domain.standards.kinds import Kind, Standard, number, other

STANDARDS: tuple[Standard, ...] = (
    number("relay.idle_hours", Kind.HOURS, 24, "", "人工对话多久无话自动结束", "A talk with staff ends after", 1, 168),
    number("relay.remind_minutes", Kind.MINUTES, 10, "INT-17 INT-30", "住户的话多久没人回就提醒客服",
           "The desk is reminded of an unanswered word after", 1, 1440),
    number("relay.raise_minutes", Kind.MINUTES, 30, "INT-17 INT-30", "住户的话多久没人回就告诉主管",
           "The supervisor is told of an unanswered word after", 1, 2880),
    other("relay.hours_from", Kind.TIME, "00:00", "INT-01 INT-02 INT-04", "接待开始（与结束相同为全天）",
          "Reception opens (the same as its end: round the clock)"),
    other("relay.hours_to", Kind.TIME, "00:00", "INT-01 INT-02 INT-04", "接待结束", "Reception closes"),
)  # fmt: skip
