"""Months of the calendar."""

from datetime import date, timedelta

_DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; of a shorter month its last (30 November → 28 or 29 February)."""
    whole = day.year * 12 + day.month - 1 + months
    first = date(whole // 12, whole % 12 + 1, 1)
    following = date((whole + 1) // 12, (whole + 1) % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - _DAY).day))
