"""Settings: `.env.example` lists each with its default and a line of explanation, and nothing else reads the environment."""

import ast
import re

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from bot.settings import Settings
from tests.house.sources import PACKAGES, ROOT, modules

_LINES = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
_MAY_LOOK = ("bot/demo/run.py", "bot/commands/setup.py")


def _listed() -> dict[str, str]:
    return {
        name: value
        for line in _LINES
        if not line.startswith("#") and "=" in line
        for name, _, value in [line.partition("=")]
    }


def _default(value: object) -> str:
    if value is PydanticUndefined:
        return ""
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def test_example_lists_every_setting_with_its_default() -> None:
    """And no other."""
    assert _listed() == {name.upper(): _default(field.default) for name, field in Settings.model_fields.items()}


def test_every_setting_is_explained() -> None:
    """In the line above it, in words."""
    for number, line in enumerate(_LINES):
        if line and not line.startswith("#"):
            assert re.match(r"# \w.{10,}", _LINES[number - 1]), f"{line} has no explanation above it"


def test_only_the_settings_look_at_the_environment() -> None:
    """One reader (`bot/settings.py`). The sandbox is a program of its own; the demo hands its surroundings on to its
    children, and `guanjia init` looks whether a token is there already.
    """
    found = [
        f"{module.name}:{node.lineno}"
        for module in modules(*(p for p in PACKAGES if p != "sandbox"))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("environ", "getenv", "putenv")
        and module.name not in _MAY_LOOK
    ]
    assert found == []
