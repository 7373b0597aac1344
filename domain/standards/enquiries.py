"""Figures of enquiries, the knowledge base, suggestions and praise (CBK-23, CBK-26, INT-09, INT-13, INT-29)."""

from domain.standards.kinds import Kind, Standard, choice, number, other

STANDARDS: tuple[Standard, ...] = (
    number("enquiry.answer_h", Kind.HOURS, 24, "CBK-23 CBK-26 INT-09 INT-10 INT-13", "当场答不上的咨询多久答复",
            "An enquiry is answered within", 1, 168),
    number("enquiry.confirm_days", Kind.DAYS, 3, "CBK-26", "答复后业主没回话，几天后办结", "Answered and no word: closed after", 1, 30),
    number("suggestion.answer_d", Kind.DAYS, 3, "CBK-22 CBK-23 VIS-01", "建议多久答复", "A suggestion is answered within", 1, 60),
    number("praise.lately_days", Kind.DAYS, 90, "", "表扬时列出最近几天服务过的人", "Praise: who served them in the last", 7, 365),
    number("praise.offered", Kind.INT, 6, "", "表扬时最多列几个人", "Praise: people offered at most", 1, 12),
    number("knowledge.shown", Kind.INT, 3, "INT-29", "咨询时最多给出几条答案", "Answers shown to a question, at most", 1, 5),
    number("knowledge.fit", Kind.INT, 40, "INT-29", "答案至少要对上问题的百分之几", "An answer fits from (percent)", 10, 90),
    number("knowledge.same", Kind.INT, 50, "", "两个问题多像算同一个（百分数）", "Two questions are one from (percent)", 20, 95),
    number("knowledge.terms", Kind.INT, 600, "", "每条答案可查的词数上限", "Terms an entry can be found by, at most", 50, 3_000),
    number("knowledge.unanswered_days", Kind.DAYS, 30, "", "没答上的问题看最近几天", "Unanswered questions of the last", 1, 365),
    number("knowledge.frequent", Kind.INT, 2, "", "同一问题问几次算常问", "Asked often: from so many times", 1, 50),
    number("knowledge.looked_at", Kind.INT, 200, "", "没答上的问题最多看几条", "Unanswered questions looked at, at most", 50, 1_000),
    number("knowledge.expiring_days", Kind.DAYS, 14, "", "答案到期前几天提醒", "Said before an entry expires", 1, 90),
    choice("knowledge.weekly_on", ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), "",
            "每周哪天提醒核对知识库", "Knowledge base looked through on"),
    other("knowledge.weekly_at", Kind.TIME, "09:30", "", "几点提醒核对知识库", "Knowledge base looked through at"),
)  # fmt: skip
