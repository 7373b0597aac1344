"""Buttons: each one offered anywhere is carried out somewhere, and each thing that can be carried out is offered.

Two nets: the templates as written, and every sample of theirs as rendered.
"""

from collections.abc import Iterator
from functools import cache

import pytest

from bot.router import press_of
from handlers import COMMANDS, FLOWS, TAPS
from handlers.conversation import SUMMARY, never
from messages.render import LANGUAGES
from tests.house import templates
from tests.house.spoken import letters
from tests.messages.test_render import SAMPLES, rendered

#: What the conversation engine reads at any step.
ENGINE = frozenset({"back", "cancel", "skip", "all", "send", "change", "page", "clear", "again"})
#: Questions: template → the steps it may ask.
QUESTIONS = {flow.message(step.name): flow for flow in FLOWS.values() for step in flow.steps}
#: Flows that go without a summary may share their folder with one that has it.
QUESTIONS |= {flow.message(SUMMARY): flow for flow in FLOWS.values() if flow.summary is not never}


@cache
def _shown() -> tuple[tuple[str, str, str], ...]:
    """Language, message and action of every data button that any sample shows."""
    found = set()
    for name in SAMPLES:
        for language in LANGUAGES:
            for shown in rendered(language, name):
                for button in (b for row in shown.buttons for b in row if b.get("data")):
                    found.add((language, name, press_of(button["data"]).action))
    return tuple(sorted(found))


def _served(name: str, action: str) -> bool:
    """Whether something happens when that button of that message is pressed."""
    verb, _, value = action.partition(".")
    if verb == "unfold":  # of whatever card
        return verb in TAPS["m"]
    if name in QUESTIONS:
        flow = QUESTIONS[name]
        return verb in ENGINE and (verb != "change" or flow.step(value) is not None) or flow.step(verb) is not None
    about = letters(name)
    return any(verb in TAPS[letter] for letter in (TAPS if about is None else about))


def _written() -> Iterator[tuple[str, str, str]]:
    for language in LANGUAGES:
        for name in templates.every(language):
            for verb in templates.verbs(language, name):
                yield language, name, verb


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_written_has_a_handler(language: str) -> None:
    """By the templates' own text; pieces that several messages share need one taker at least."""
    lost = []
    for _, name, verb in (w for w in _written() if w[0] == language):
        takers = (
            [name]
            if not templates.is_part(name)
            else [n for n in templates.names() if name in templates.parts_of(language, n)]
        )
        if not any(_served(taker, verb) for taker in takers) and verb != "change":
            lost.append(f"{name}: {verb}")
    assert lost == []


def test_every_button_shown_has_a_handler() -> None:
    """By the samples as rendered."""
    assert [f"{language}/{name}: {action}" for language, name, action in _shown() if not _served(name, action)] == []


def test_messages_without_a_subject_have_no_buttons() -> None:
    """Toasts, and whatever else is about nothing."""
    silent = {name for name in templates.names() if letters(name) == frozenset()}
    assert [f"{language}/{name}" for language, name, _ in _written() if name in silent] == []
    assert sorted({name for _, name, _ in _shown()} & silent) == []


def test_everything_that_can_be_pressed_is_offered_somewhere() -> None:
    """A handler without a button is dead."""
    offered: dict[str, set[str]] = {letter: set() for letter in TAPS}
    shown = [(name, action.partition(".")[0]) for _, name, action in _shown()]
    for language, name, verb in _written():
        takers = (
            [name]
            if not templates.is_part(name)
            else [n for n in templates.names() if name in templates.parts_of(language, n)]
        )
        shown += [(taker, verb) for taker in takers]
    for name, verb in shown:
        about = letters(name)
        for letter in TAPS if about is None else about:
            if letter in offered:
                offered[letter].add(verb)
    offered["m"] |= {*COMMANDS.values(), "unfold"}
    assert {
        letter: sorted(set(taps) - offered[letter]) for letter, taps in TAPS.items() if set(taps) - offered[letter]
    } == {}


def test_commands_lead_to_choices_of_the_menu() -> None:
    """What can be typed can be pressed."""
    assert sorted(set(COMMANDS.values()) - set(TAPS["m"])) == []


def test_no_subject_letter_is_the_conversations_own() -> None:
    """`t` is the talk; the letters of cards are others."""
    assert "t" not in TAPS
    assert all(len(letter) == 1 and letter.isascii() and letter.isalpha() for letter in TAPS)
