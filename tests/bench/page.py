"""docs/benchmarks.md: prose written by hand around parts that a run writes. A part stands between two marks."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
_PART = re.compile(r"(<!-- measured: (\w+) -->\n).*?(<!-- end -->)", re.S)


def filled(page: str, parts: Mapping[str, Sequence[str]]) -> str:
    """The page with those parts exchanged and nothing else; KeyError for a part the page has no place for."""
    missing = set(parts) - {found[2] for found in _PART.finditer(page)}
    if missing:
        raise KeyError(f"no place on the page for {', '.join(sorted(missing))}")

    def part(found: re.Match[str]) -> str:
        if found[2] not in parts:
            return found[0]
        body = "\n".join(parts[found[2]])
        return f"{found[1]}\n{body}\n\n{found[3]}"

    return _PART.sub(part, page)


def write(parts: Mapping[str, Sequence[str]]) -> None:
    """Exchanges the parts of the page."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), parts), encoding="utf-8")
