"""Figures of conversations, invitations, quiet hours and what may be sent."""

from domain.standards.kinds import Kind, Standard, number, other

STANDARDS: tuple[Standard, ...] = (
    number("talk.expire_hours", Kind.HOURS, 72, "", "未填完的对话保留", "An unfinished talk is kept for", 1, 720),
    number("album.settle_seconds", Kind.SECONDS, 1, "", "等同组照片到齐", "Photos of one album are waited for", 1, 10),
    number("clock.again_minutes", Kind.MINUTES, 10, "", "提醒没发成多久再试", "An alert that failed is tried again after", 1, 120),
    number("invite.valid_hours", Kind.HOURS, 72, "", "邀请码有效期", "An invitation is valid for", 1, 720),
    other("quiet.from", Kind.TIME, "22:00", "", "免打扰开始", "Quiet hours from"),
    other("quiet.to", Kind.TIME, "08:00", "", "免打扰结束", "Quiet hours to"),
    number("text.longest", Kind.INT, 10_000, "", "文字最长字数", "Longest text, in characters", 200, 100_000),
    number("media.longest_bytes", Kind.INT, 20 * 1024 * 1024, "", "附件最大字节数", "Largest file, in bytes",
            100_000, 20 * 1024 * 1024),
)  # fmt: skip
