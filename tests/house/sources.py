"""The project read as text and as syntax trees: what all guards of the house look at."""

import ast
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: The packages that make up the product.
PACKAGES = ("bot", "handlers", "services", "domain", "store", "messages", "sandbox")
_ASIDE = {".git", ".venv", "build", "media", ".hypothesis"}


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file of the project that is or will be under version control; everything lying there without git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True
        ).stdout.decode()
        found = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        found = [
            Path(folder) / name
            for folder, _, names in os.walk(ROOT)
            for name in names
            if not _ASIDE & set(Path(folder).relative_to(ROOT).parts) and "__pycache__" not in folder
        ]
    return tuple(sorted(path for path in found if path.is_file()))


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its path from the project's folder."""
        return self.path.relative_to(ROOT).as_posix()


def modules(*packages: str) -> tuple[Module, ...]:
    """The Python files of these packages."""
    return tuple(module for package in packages for module in _modules(package))


@cache
def _modules(package: str) -> tuple[Module, ...]:
    found = []
    for path in sorted((ROOT / package).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path, text, ast.parse(text)))
    return tuple(found)


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Calls of functions or methods of these names."""
    return (node for name, node in _calls(tree) if name in names)


@cache
def _calls(tree: ast.AST) -> list[tuple[str, ast.Call]]:
    return [(called(node), node) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called(node: ast.Call) -> str:
    """The bare name of what is called; empty for anything more than a name."""
    func = node.func
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""


def text_of(node: ast.AST | None) -> str | None:
    """The string a node stands for, if it is a plain one."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def argument(node: ast.Call, place: int, name: str = "") -> ast.expr | None:
    """An argument by its place or its name."""
    if place < len(node.args):
        return node.args[place]
    return next((k.value for k in node.keywords if k.arg == name), None)


def strings(tree: ast.AST) -> Iterator[str]:
    """Every plain string of the code, docstrings too."""
    for node in ast.walk(tree):
        text = text_of(node)
        if text is not None:
            yield text
