"""Every message renders, in both languages, with every sample: short enough, well formed, with the same buttons."""

import importlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from domain.sending import Button
from messages.render import LANGUAGES, Rendered, Setting, render, word
from tests.messages.reading import names, short

#: Limits of the channel, and ours for a label that is read at a glance.
TEXT, WINDOW, LABEL, ROWS, IN_ROW = 4096, 200, 40, 20, 8
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
_TAGS = {"b", "i", "u", "s", "a", "code", "pre", "blockquote"}
_ICON = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]")


def _samples() -> dict[str, list[dict[str, Any]]]:
    merged: dict[str, list[dict[str, Any]]] = {}
    for file in sorted(Path(__file__).parent.glob("samples_*.py")):
        for name, values in importlib.import_module(f"tests.messages.{file.stem}").SAMPLES.items():
            merged.setdefault(name, []).extend(values)
    return merged


SAMPLES = _samples()
#: A test is a folder's messages: thousands of tests of a millisecond each would cost more than the messages.
FOLDERS = sorted({name.partition("/")[0] for name in names("zh")})
CASES = [pytest.param(language, folder, id=f"{language}-{folder}") for language in LANGUAGES for folder in FOLDERS]


class _Answers(dict[str, Any]):
    """Answers as the engine gives them to templates: what was not said is None."""

    def __missing__(self, key: str) -> None:
        return None


def _setting(language: str) -> Setting:
    return Setting(language, NOW, ZoneInfo("Asia/Shanghai"))


@cache
def rendered(language: str, name: str) -> list[Rendered]:
    """The message with each of its samples."""
    setting = _setting(language)
    found = []
    for sample in SAMPLES.get(name, []):
        values = {**sample, "a": _Answers(sample["a"])} if "a" in sample else sample
        found.append(render(name, setting, values, "c123456789012", 123456))
    return found


def _shown(language: str, folder: str) -> Iterator[tuple[str, Rendered]]:
    """Each message of a folder by name, with each of its samples."""
    for name in sorted(n for n in names(language) if n.startswith(f"{folder}/")):
        for one in rendered(language, name):
            yield name, one


def _said(text: str) -> str:
    return unescape(re.sub(r"</?[a-z]+[^>]*>", "", text))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Strict(HTMLParser):
    """Reads a message as strictly as the channel does."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag not in _TAGS:
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


def _all(buttons: list[list[Button]]) -> list[Button]:
    return [button for row in buttons for button in row]


def test_every_message_has_samples() -> None:
    """Nothing is sent that nobody has looked at."""
    assert {name for name in names("zh") if not SAMPLES.get(name)} == set()


def test_every_sample_has_its_message() -> None:
    """No sample of a message that was renamed or taken away."""
    assert set(SAMPLES) - names("zh") == set()


@pytest.mark.parametrize(("language", "folder"), CASES)
def test_message_renders_whole_and_short_enough(language: str, folder: str) -> None:
    """Text of every length and kind: not empty, within the channel's limits, only the tags it knows, all closed."""
    for name, one in _shown(language, folder):
        said = _said(one.text)
        assert said.strip(), name
        assert _units(said) <= TEXT, name
        assert _Strict(one.text).wrong == [], name
        assert not re.search(r"\bNone\b(?! used)|Undefined|Markup\(", said), name
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", one.text), name


@pytest.mark.parametrize(("language", "folder"), CASES)
def test_buttons_fit_a_phone(language: str, folder: str) -> None:
    """Labels short and plain, few enough; a big keyboard of the channel stands alone."""
    for name, one in _shown(language, folder):
        buttons = _all(one.buttons)
        assert len(one.buttons) <= ROWS, name
        assert all(1 <= len(row) <= IN_ROW for row in one.buttons), name
        for button in buttons:
            assert 0 < len(button["label"].strip()) <= LABEL, (name, button)
            assert "&amp;" not in button["label"] and "&lt;" not in button["label"], (name, button)
        if any("contact" in button for button in buttons):
            assert len(buttons) == 1, name


@pytest.mark.parametrize(("language", "folder"), CASES)
def test_people_cannot_make_buttons(language: str, folder: str) -> None:
    """Control marks typed into words never become a button."""
    assert [name for name, one in _shown(language, folder) for b in _all(one.buttons) if b.get("data") == "boom"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_line_fits_its_window(language: str) -> None:
    """What may answer a press is shown in a window of 200 characters without any formatting."""
    for name in sorted(short()):
        for one in rendered(language, name):
            assert len(_said(one.text)) <= WINDOW, name
            assert "<" not in one.text, name


@pytest.mark.parametrize("folder", FOLDERS)
def test_both_languages_offer_the_same(folder: str) -> None:
    """The same buttons and the same icons, whoever reads it."""
    for (name, zh), (other, en) in zip(_shown("zh", folder), _shown("en", folder), strict=True):
        assert name == other
        assert _offered(zh) == _offered(en), name
        assert set(_ICON.findall(zh.text)) == set(_ICON.findall(en.text)), name


def _offered(one: Rendered) -> list[str]:
    plain = [b.get("data") or b.get("url") or "contact" for b in _all(one.buttons)]
    return sorted("speak" if ":speak." in data else data for data in plain)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=3000), name=st.text(max_size=60))
def test_whatever_people_type_stays_words(text: str, name: str) -> None:
    """No text breaks the formatting, grows too long, or adds a button to a message that carries it."""
    values = {"text": text, "by": name, "number": None, "edited": False}
    one = render("relay/to_resident", _setting("zh"), values, "r1", 1)
    assert [b.get("data") for b in _all(one.buttons)] == ["r1:close:1"]
    assert _Strict(one.text).wrong == []
    assert _units(_said(one.text)) <= TEXT


def test_value_nobody_gave_is_an_error() -> None:
    """A gap in a sentence is never sent."""
    with pytest.raises(UndefinedError):
        render("common/hello", _setting("zh"), {})


def test_word_nobody_wrote_is_an_error() -> None:
    """A key is never shown to people in place of its word."""
    with pytest.raises(KeyError):
        word("role", "astronaut", "zh")


def test_button_the_channel_would_not_take_is_an_error() -> None:
    """Data over 64 bytes is noticed here, not when it is sent."""
    with pytest.raises(ValueError, match="64 bytes"):
        render("common/ways_in", _setting("zh"), {}, "c" + "1" * 70, 1)


def test_times_are_said_as_people_say_them() -> None:
    """In the reader's language and the community's time zone."""
    note = {"text": "x", "by": "李强", "at": datetime(2026, 11, 21, 22, 30, tzinfo=UTC)}
    assert "今天 06:30" in render("duty/note", _setting("zh"), note, "n1").text
    assert "today 06:30" in render("duty/note", _setting("en"), note, "n1").text
