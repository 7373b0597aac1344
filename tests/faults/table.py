"""The list of faults as it is written down, and as a page."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/proof/faults.md"
_HEAD = """# Faults, and what stands against each

`make faults` copies the tree, cuts one line at a time (what is shown here; where it is exchanged rather than left out, for
what it is exchanged), and sees the named test fail. That the lines and the tests exist is part of `make test`. To add one:
an entry in [tests/faults/cuts.toml](../../tests/faults/cuts.toml).
"""


@dataclass(frozen=True, slots=True)
class Cut:
    """One fault: what happens, what is done about it, where, and who notices when it is not."""

    fault: str
    does: str
    file: str
    line: str
    test: str
    instead: str = ""

    def without(self, whole: str) -> str:
        """The file without its handling. Raises `ValueError` when the text is not there exactly once."""
        if whole.count(self.line) != 1:
            raise ValueError(f"{self.file}: {self.line!r} is there {whole.count(self.line)} times")
        if self.instead or self.line.endswith("\n"):
            return whole.replace(self.line, self.instead)
        # A whole line left out may have been all there was in its block.
        indent = self.line[: len(self.line) - len(self.line.lstrip())]
        return whole.replace(self.line, f"{indent}pass" if self.line.lstrip().startswith("event") else "")


def cuts() -> list[Cut]:
    """All of them, in the order of the page."""
    return [Cut(**entry) for entry in tomllib.loads(PAGE_SOURCE.read_text(encoding="utf-8"))["cut"]]


PAGE_SOURCE = Path(__file__).with_name("cuts.toml")


def page(last: str) -> str:
    """The page; `last` says how the last run went."""
    lines = [_HEAD, f"Last run: {last}\n", "| what happens | what is done | by | noticed by |", "|---|---|---|---|"]
    for cut in cuts():
        text = cut.line.strip()
        by = f"[{cut.file}](../../{cut.file})<br>{_code(text)}" + (
            f" → {_code(cut.instead.strip())}" if cut.instead else ""
        )
        file, _, name = cut.test.partition("::")
        lines.append(f"| {cut.fault} | {cut.does} | {by} | [{name}](../../{file}) |")
    return "\n".join(lines) + "\n"


def last_run() -> str:
    """What the page says of the last run."""
    return next(
        (
            line.removeprefix("Last run: ")
            for line in PAGE.read_text(encoding="utf-8").splitlines()
            if line.startswith("Last run: ")
        ),
        "",
    )


def _code(text: str) -> str:
    return "<br>".join(f"`{line.strip()}`" for line in text.replace("|", "\\|").split("\n"))
