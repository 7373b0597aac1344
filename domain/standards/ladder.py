"""Figures of the ladder and of the timetable."""

from domain.standards.kinds import Kind, Standard, number

_RULES = "X-16 REP-12"


def _percent(key: str, default: int, zh: str, en: str, low: int, high: int) -> Standard:
    return Standard(key, Kind.INT, default, "%", "%", tuple(_RULES.split()), zh, en, low, high)


STANDARDS: tuple[Standard, ...] = (
    _percent("ladder.remind_percent", 25, "到期前提醒:还剩时限的", "Reminder before: of the time left", 0, 90),
    _percent("ladder.supervisor_percent", 50, "超时多久报主管:时限的", "Supervisor hears after: of the time given", 0, 1000),
    _percent("ladder.manager_percent", 100, "超时多久报经理:时限的", "Manager hears after: of the time given", 0, 1000),
    _percent("ladder.director_percent", 200, "超时多久报主任:时限的", "Director hears after: of the time given", 0, 2000),
    _percent("ladder.taken_percent", 100, "“我来处理”后暂停升级:时限的", "“I take it” stops the climb for: of the time given",
             1, 1000),
    number("ladder.least_minutes", Kind.MINUTES, 10, _RULES, "升级最短间隔按此时限算", "Shortest time the steps are measured by",
           1, 240),
    number("ladder.pause_days", Kind.DAYS, 7, "REP-12", "暂停多久后再提醒", "A pause is asked about after", 1, 90),
    number("ladder.merge_from", Kind.INT, 5, "", "一次超过几条提醒就合并", "Alerts at once before they are merged", 1, 50),
)  # fmt: skip
