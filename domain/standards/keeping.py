"""How long what is over is kept. No rule of the catalogue names a length; most claims can be made for three years
(Civil Code, article 188), so photos and exchanges stay somewhat longer.
Of what is of no community in particular the longest counts."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("keep.updates_days", Kind.DAYS, 30, "", "收到的消息原文保留", "Messages as they came are kept for", 7, 365),
    number("keep.messages_days", Kind.DAYS, 180, "", "发出的消息内容保留", "Contents of messages sent are kept for", 30, 3650),
    number("keep.talks_days", Kind.DAYS, 30, "", "结束的对话保留", "Conversations that have ended are kept for", 7, 365),
    number("keep.questions_days", Kind.DAYS, 365, "", "咨询原话保留", "Questions in people's own words are kept for", 30, 3650),
    number("keep.exchanges_days", Kind.DAYS, 1_100, "", "转达给前台的对话保留", "Exchanges with the desk are kept for", 180, 3650),
    number("keep.photos_days", Kind.DAYS, 1_100, "", "办结后照片保留", "Photos are kept after the end for", 180, 3650),
)  # fmt: skip
