"""How often somebody is asked at all: questions that are put to owners of themselves, without their having written (SUR-14, CBK-10)."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("ask.most_a_month", Kind.INT, 4, "CBK-10 SUR-14", "每人每月最多在聊天里问几次满意与否", "Asked in the chat a month, each person, at most",
            0, 31),
)  # fmt: skip
