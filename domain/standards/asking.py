"""How often somebody is asked at all: questions that are put to owners of themselves, without their having written (SUR-14, CBK-10)."""

from domain.standards.kinds import Kind, Standard, number, other

STANDARDS: tuple[Standard, ...] = (
    number("ask.most_a_month", Kind.INT, 4, "CBK-10 SUR-14", "每人每月最多在聊天里问几次满意与否", "Asked in the chat a month, each person, at most",
            0, 31),
    number("ask.activity_days", Kind.DAYS, 1, "ACT-08 CBK-19", "座谈会后第几天问感受", "Impressions of a forum asked so many days after", 1, 14),
    other("ask.activity_at", Kind.TIME, "10:00", "ACT-08 CBK-19", "座谈会感受几点问", "Impressions of a forum asked at"),
    number("ask.activity_open_days", Kind.DAYS, 3, "ACT-08 CBK-19", "座谈会感受收几天", "Impressions of a forum taken for", 1, 30),
)  # fmt: skip
