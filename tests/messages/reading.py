"""What the tests know of the templates, read from the files themselves."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from messages.render import FOLDER, LANGUAGES
from tests.house.sources import argument, calls, modules


@cache
def names(language: str) -> frozenset[str]:
    """Every message of a language, `<folder>/<name>`; parts that templates take in begin with `_` or lie deeper."""
    return frozenset(
        f"{f.parent.name}/{f.stem}" for f in (FOLDER / language).glob("*/*.j2") if not f.stem.startswith("_")
    )


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Everything a person could read in that language: each file with its comments taken out."""
    for file in sorted((FOLDER / language).rglob("*")):
        if file.suffix == ".j2":
            yield str(file.relative_to(FOLDER)), re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.S)
        elif file.suffix == ".toml":
            yield str(file.relative_to(FOLDER)), re.sub(r"(?m)^\s*#.*$", "", file.read_text(encoding="utf-8"))


@cache
def short() -> set[str]:
    """Messages that may be shown in a small window after a press: refusals and the short lines."""
    every = names(LANGUAGES[0])
    found = {name for name in every if name.partition("/")[2].startswith("toast_")}
    for module in modules("bot", "handlers", "services", "domain"):
        for call in calls(module.tree, "Refused", "toast", "answer"):
            for part in (argument(call, n) for n in range(len(call.args))):
                strings = (n.value for n in ast.walk(part) if isinstance(n, ast.Constant)) if part is not None else ()
                found |= {text for text in strings if text in every}
    return found
