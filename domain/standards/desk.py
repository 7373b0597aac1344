"""Figures of the supervisor's desk: the board, the search, and when many reminders become one message."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("board.new_hours", Kind.HOURS, 24, "", "看板上算“新报”", "On the board new up to", 1, 168),
    number("board.old_hours", Kind.HOURS, 72, "", "看板上算“久未完”", "On the board old from", 2, 720),
    number("board.live_hours", Kind.HOURS, 8, "", "看板打开后自动更新多久", "An open board follows by itself for", 1, 24),
    number("board.live_minutes", Kind.MINUTES, 1, "", "看板自动更新最快多久一次", "An open board is edited at most every", 1, 60),
    number("search.most", Kind.INT, 60, "", "一次最多找出多少件", "A search finds at most", 6, 500),
    number("search.terms", Kind.INT, 2_000, "", "每件事可查的词数上限", "Terms a matter can be found by, at most", 50, 10_000),
    number("lanes.merge_from", Kind.INT, 5, "", "等着发的提醒超过几条就合并", "Waiting reminders are merged when more than", 2, 50),
    number("lanes.merge_lines", Kind.INT, 20, "", "合并后最多列几行", "Lines of merged reminders, at most", 5, 40),
)  # fmt: skip
