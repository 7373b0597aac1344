"""Quiet hours: reminders and news wait for the morning; answers, tasks and emergencies never do (design: lanes)."""

from datetime import datetime, time, timedelta, tzinfo


def quiet_until(now: datetime, tz: tzinfo, start: time, end: time) -> datetime | None:
    """When the quiet hours that hold `now` end; None outside them. From 22:00 to 08:00 spans midnight."""
    local = now.astimezone(tz)
    clock = local.time()
    inside = start <= clock < end if start <= end else clock >= start or clock < end
    if not inside or start == end:
        return None
    day = local.date() + timedelta(days=1 if start > end and clock >= start else 0)
    return datetime.combine(day, end, tz).astimezone(now.tzinfo)
