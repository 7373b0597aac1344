"""Figures of surveys: how many are asked, how long, how often reminded, which aspects (SUR-04 to SUR-12, X-28 to X-30)."""

from domain.standards.kinds import Kind, Standard, number, other


def _aspect(key: str, zh: str, en: str, rules: str) -> Standard:
    return other(f"aspect.{key}", Kind.FLAG, True, rules, f"调查项目：{zh}", f"Survey asks about: {en}")


def phone(key: str, rules: str, zh: str, en: str) -> Standard:
    """A telephone number of somebody on the register; `-` for nobody."""
    return Standard(key, Kind.TEXT, "-", "", "", tuple(rules.split()), zh, en, low=1, high=20)


STANDARDS: tuple[Standard, ...] = (
    number("survey.issue_percent", Kind.INT, 90, "SUR-04 F-12 X-30", "问卷发放率不低于（%）", "Households asked at least, %", 1, 100),
    number("survey.return_percent", Kind.INT, 80, "SUR-05 F-13 X-30", "问卷回收率不低于（%）", "Forms returned at least, %", 1, 100),
    number("survey.days", Kind.DAYS, 10, "SUR-14", "问卷默认填写期", "A survey runs for", 1, 90),
    number("survey.reminders", Kind.INT, 2, "SUR-14", "最多提醒几次", "Reminders at most", 0, 2),
    number("survey.remind_after_days", Kind.DAYS, 4, "SUR-14", "发出几天后提醒没填的", "First reminder after", 1, 60),
    number("survey.remind_before_days", Kind.DAYS, 1, "SUR-14", "截止前几天再提醒", "Last reminder before the end", 1, 14),
    number("survey.every_months", Kind.MONTHS, 12, "SUR-01 SUR-02 X-28", "至少多久调查一次", "A survey at least every", 1, 24),
    number("survey.first_months", Kind.MONTHS, 6, "SUR-03 X-28", "新小区入住多久后第一次调查", "First survey after moving in", 1, 24),
    number("survey.due_ahead_days", Kind.DAYS, 31, "SUR-01 SUR-03", "提前几天提醒该做调查", "A survey due is told ahead", 0, 180),
    number("survey.due_on", Kind.INT, 1, "SUR-01", "每月几号看是否该做调查（31 为月末）", "Day of the month surveys due are looked at", 1, 31),
    number("survey.page", Kind.INT, 100, "", "每批发给几户", "Households handed over at a time", 10, 500),
    number("survey.count_seconds", Kind.SECONDS, 60, "", "进度卡片多久更新", "Progress is counted every", 10, 3600),
    number("survey.stir_minutes", Kind.MINUTES, 60, "", "匿名票箱多久打乱一次", "The anonymous box is stirred every", 1, 1440),
    number("survey.least_shown", Kind.INT, 5, "", "匿名调查至少收回几份才看结果", "Anonymous results are shown from so many forms on", 2, 100),
    number("survey.small_returns", Kind.INT, 100, "SUR-09 F-14", "收回少于几份时说明误差范围", "With fewer forms the margin is said", 1, 10_000),
    number("improve.measure_days", Kind.DAYS, 5, "SUR-17", "各部门几天内填好整改措施", "Departments name their measures within", 1, 60),
    number("opinion.call_days", Kind.DAYS, 3, "SUR-19 CBK-16", "调查结束后几天内回访不满意的业主", "Dissatisfied owners are called after a survey within", 1, 60),
    number("improve.decide_days", Kind.DAYS, 3, "SUR-17 SUR-18", "整改表几天内报批、批准", "The table of measures is put up, and decided, within", 1, 60),
    number("improve.committee_days", Kind.DAYS, 7, "SUR-28", "整改方案批准后几天内报业委会", "Reported to the owners’ committee after approval within", 1, 90),
    other("survey.to_manager", Kind.FLAG, True, "SUR-17 X-31", "调查结果发给经理", "Survey results go to the manager"),
    other("survey.to_director", Kind.FLAG, True, "SUR-26 X-31", "调查结果发给主任", "Survey results go to the director"),
    phone("survey.quality_phone", "SUR-16 X-31", "调查结果也发给品质部（在册手机）", "Results also go to the quality department (phone)"),
    phone("survey.committee_phone", "SUR-28 X-31", "调查结果也发给业委会（在册手机）", "Results also go to the owners’ committee (phone)"),
    _aspect("power", "供电", "power supply", "SUR-11 X-29"),
    _aspect("water", "供水", "water supply", "SUR-11 X-29"),
    _aspect("security", "消防治安", "fire and security", "SUR-11 X-29"),
    _aspect("sanitation", "卫生", "sanitation", "SUR-11 X-29"),
    _aspect("greening", "绿化", "greening", "SUR-11 X-29"),
    _aspect("facilities", "公共设施", "public facilities", "SUR-11 X-29"),
    _aspect("repair", "维修服务", "repair service", "SUR-11 X-29"),
    _aspect("attitude", "服务态度", "service attitude", "SUR-11 SUR-12 X-29"),
    _aspect("courtesy", "礼节礼貌", "courtesy", "SUR-12 X-29"),
    _aspect("quality", "服务质量", "service quality", "SUR-12 X-29"),
    _aspect("efficiency", "处理问题的效率", "efficiency", "SUR-12 X-29"),
    _aspect("remarks", "其他意见", "other remarks", "SUR-12 X-29"),
)  # fmt: skip
