"""Messages: each one named exists, each one that exists is named, and its first line says what it needs."""

import re

import pytest

from messages.render import LANGUAGES
from tests.house import templates
from tests.house.spoken import named, said

_FIRST = re.compile(r"\{# .+ [·・] .+ [·・] values: (-|[a-z_]+(?:, [a-z_]+)*) #\}")


def _declared(language: str, name: str) -> frozenset[str]:
    first = templates.path_of(language, name).read_text(encoding="utf-8").split("\n", 1)[0]
    found = _FIRST.fullmatch(first)
    assert found, f"{language}/{name}: the first line is {{# to whom · when · values: a, b #}}"
    return frozenset() if found[1] == "-" else frozenset(found[1].split(", "))


def test_every_message_named_in_code_is_written_in_every_language() -> None:
    """Nobody is ever told nothing."""
    missing = [
        f"{language}/{name}"
        for language in LANGUAGES
        for name in sorted(named())
        if name not in templates.every(language)
    ]
    assert missing == []


def test_every_message_written_is_said_somewhere() -> None:
    """No file lies about that nobody ever reads."""
    assert sorted(templates.names() - named()) == []


def test_every_piece_is_taken_in_somewhere() -> None:
    """Shared pieces too."""
    for language in LANGUAGES:
        used = frozenset().union(*(templates.parts_of(language, name) for name in templates.every(language)))
        assert [n for n in templates.every(language) if templates.is_part(n) and n not in used] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_line_is_true(language: str) -> None:
    """It names exactly the values that the template uses."""
    every = [name for name in templates.every(language) if not templates.is_part(name)]
    declared = {name: _declared(language, name) for name in every}
    assert declared == {name: templates.uses(language, name) for name in every}


def test_code_gives_what_the_templates_need() -> None:
    """As far as the code shows which values it gives."""
    lacking = [
        f"{s.where}: {language}/{s.name} needs {', '.join(sorted(needs - s.keys))}"
        for s in said()
        for language in LANGUAGES
        if s.keys is not None
        and s.name in templates.every(language)
        and (needs := templates.uses(language, s.name)) - s.keys
    ]
    assert lacking == []
