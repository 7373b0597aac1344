"""What a look found: one line on the console."""

from typing import NamedTuple


class Line(NamedTuple):
    """One thing looked at; `todo` says what helps when it is not well."""

    well: bool
    said: str
    todo: str = ""

    def __str__(self) -> str:
        """As it is printed: ✓ or ✗, what was found, and what to do about it."""
        return f"{'✓' if self.well else '✗'} {self.said}" + (f" → {self.todo}" if self.todo and not self.well else "")
