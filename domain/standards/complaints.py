"""Figures of complaints (CMP, X-06 to X-11)."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("complaint.hand_over_minutes", Kind.MINUTES, 60, "CMP-02 X-08", "投诉转部门负责人", "Complaint handed to the department's head within", 10, 1440),
    number("complaint.director_minutes", Kind.MINUTES, 60, "CMP-01 X-08", "重大投诉报主任（工作时间）", "Major complaint told to the director within (at work)", 10, 1440),
    number("complaint.first_answer_h", Kind.HOURS, 24, "CMP-04 X-06", "投诉首次答复", "Complaint first answered within", 1, 72),
    number("complaint.interim_least_h", Kind.HOURS, 3, "X-11", "当天不足多久，进展改到次日说", "Word of progress moves to the next day when less is left of the day than", 0, 12),
    number("complaint.major.answer_d", Kind.DAYS, 2, "CMP-01 X-06", "重大投诉明确答复", "Major complaint definitely answered within", 1, 30),
    number("complaint.major.resolve_d", Kind.DAYS, 10, "CMP-01 X-07", "重大投诉办结", "Major complaint solved within", 1, 60),
    number("complaint.important.resolve_d", Kind.DAYS, 3, "CMP-02 X-07", "重要投诉办结", "Important complaint solved within", 1, 60),
    number("complaint.minor.resolve_d", Kind.DAYS, 2, "CMP-03 X-07 X-10", "轻微投诉办结", "Minor complaint solved within", 1, 60),
    number("complaint.reopen_days", Kind.DAYS, 7, "CMP-28 X-13", "办结后多久内可再提", "Complaint can be taken up again within", 1, 90),
    number("complaint.confirm_days", Kind.DAYS, 2, "CMP-21 X-13", "答复后多久没确认提醒业主", "Owner is reminded to confirm after", 1, 30),
    number("complaint.urge_every_minutes", Kind.MINUTES, 60, "CMP-19", "催办间隔", "Pressing for a complaint is passed on every", 1, 1440),
    number("complaint.correct_days", Kind.DAYS, 7, "CMP-22", "整改措施期限", "Corrective action within", 1, 90),
    number("complaint.callback_days", Kind.DAYS, 3, "CBK-13 CMP-30", "投诉办结后回访", "Complaint asked back about within", 1, 30),
    number("complaint.valid_per_mille_tenths", Kind.INT, 5, "F-11", "每千户每年有效投诉上限（0.1‰，含）", "Valid complaints a year per thousand homes, at most (tenths of ‰)", 0, 1000),
    number("complaint.trend_days", Kind.DAYS, 14, "CMP-37", "看楼栋投诉多少的天数", "Complaints of a building are looked at over", 1, 90),
    number("complaint.trend_least", Kind.INT, 3, "CMP-37", "楼栋投诉变多：至少几件", "More complaints of a building: at least", 1, 100),
    number("complaint.trend_percent", Kind.INT, 200, "CMP-37", "楼栋投诉变多：平时的百分之几", "More complaints of a building: percent of the usual", 100, 1000),
)  # fmt: skip
