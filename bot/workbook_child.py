"""Reads one workbook in a process of its own, with bounded memory and time: a few bytes can claim to be a sheet of
seventeen billion cells, and whoever believes them dies. `python -m bot.workbook_child FILE` prints JSON.
"""

import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

#: Bytes and processor seconds a workbook may take, and cells it may have.
MEMORY = 1 << 30
SECONDS = 60
CELLS = 3_000_000
#: What the process ends with: the file is none, the file is too large.
NONE, TOO_LARGE = 3, 4
_DAYS = "__day", "__instant", "__time", "__length"


def _bounded() -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(value: Any) -> Any:
    """What JSON has no word for, named."""
    if isinstance(value, datetime):
        return {_DAYS[1]: value.isoformat()}
    if isinstance(value, date):
        return {_DAYS[0]: value.isoformat()}
    if isinstance(value, time):
        return {_DAYS[2]: value.isoformat()}
    return {_DAYS[3]: value.total_seconds()}


def again(value: dict[str, Any]) -> Any:
    """The other way round, for whoever reads what was printed."""
    (name, said) = next(iter(value.items()), ("", ""))
    if name == _DAYS[1]:
        return datetime.fromisoformat(said)
    if name == _DAYS[0]:
        return date.fromisoformat(said)
    if name == _DAYS[2]:
        return time.fromisoformat(said)
    return timedelta(seconds=float(said)) if name == _DAYS[3] else value


def main(path: str) -> int:
    """Prints the sheets: `[[name, rows], …]`."""
    _bounded()
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheets, cells = [], 0
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                cells += sheet.total_height * sheet.total_width
                if cells > CELLS:
                    return TOO_LARGE
                sheets.append([name, sheet.to_python(skip_empty_area=False)])
    except CalamineError as error:
        sys.stderr.write(str(error).partition("\n")[0])
        return NONE
    json.dump(sheets, sys.stdout, default=_plain)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
