"""Numbers of matters: YYMMDD-NNN, counted per community and local day."""

import re
from datetime import date

_NUMBER = re.compile(r"(\d{2})(\d{2})(\d{2})-(\d{3,6})")


def case_number(local_day: date, seq: int) -> str:
    """`261122-003`; the thousandth of a day is `261122-1000`. `seq` counts from 1."""
    if seq < 1:
        raise ValueError(f"the first matter of a day is number 1, not {seq}")
    return f"{local_day:%y%m%d}-{seq:03d}"


def parse(text: str) -> tuple[date, int] | None:
    """Day and count of a number as `case_number` writes it, or None."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or int(found[4]) < 1:
        return None
    try:
        day = date(2000 + int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return (day, int(found[4])) if case_number(day, int(found[4])) == found[0] else None
