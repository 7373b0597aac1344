"""Links from pages to lines of code: each names the symbol it leads to, and `make docs` renews the number of its line."""

import ast
import re
from functools import cache
from pathlib import Path

#: ``[`Worker.offer`](../bot/worker.py#L130)``: the symbol, the file as seen from the page, the line.
POINTER = re.compile(r"\[`([\w.]+)`\]\(([\w./-]+\.py)#L(\d+)\)")


class Lost(Exception):
    """A page leads to a symbol that the file does not define."""


@cache
def lines(file: Path) -> dict[str, int]:
    """Every function, class, method and name of a module with the line of its definition."""
    found: dict[str, int] = {}
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = node.lineno
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                    found[f"{node.name}.{inner.name}"] = inner.lineno
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        found |= {target.id: node.lineno for target in targets if isinstance(target, ast.Name)}
    return found


def line_of(file: Path, symbol: str) -> int:
    """Where a symbol is defined; Lost when the file is not there or does not define it."""
    if not file.is_file() or symbol not in lines(file):
        raise Lost(f"{symbol} is not defined in {file}")
    return lines(file)[symbol]


def renewed(page: Path, text: str) -> str:
    """The text of a page with each link leading to where its symbol stands now."""

    def leads(link: re.Match[str]) -> str:
        symbol, where, _ = link.groups()
        return f"[`{symbol}`]({where}#L{line_of((page.parent / where).resolve(), symbol)})"

    return POINTER.sub(leads, text)
