"""Words: one Jinja2 file per message and language, strict and escaping; buttons stand where they are named.

Single words (categories, roles, reasons) lie in the `words.toml` of each folder.

A template is the message in the channel's small set of HTML tags. `{{ b("我来接", "accept") }}` puts a button, a line
break between buttons begins a new row; the action becomes `<subject>:<action>:<version>`, which the bot looks up again
when it is pressed. Filters: `when`, `day`, `date` (never 今天), `span`, `yuan`, `cut(n)`, `word("category")`,
`said("reason")` (a word of ours or the person's own).

`{{ fold("更多") }}` on a row of its own, after all the others: of many rows the first two are shown, the rest once it is
pressed.
"""

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup

from domain import money, saying
from domain.fees import saying as fees
from domain.sending import Button

FOLDER = Path(__file__).parent
LANGUAGES = ("zh", "en")
#: A button's data may not be longer than this, in bytes (the channel's limit).
DATA_LIMIT = 64
#: What the button that shows the rows behind the fold says, on whatever card.
UNFOLD = "m0:unfold:0"
#: Rows of buttons that a card shows at once.
ABOVE_FOLD = 2

_MARK = "\x1e"
_PART = "\x1f"
_BUTTON = re.compile(f"{_MARK}([^{_MARK}]*){_MARK}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message ready to be owed: HTML text and rows of buttons."""

    text: str
    buttons: list[list[Button]]
    #: Rows behind the fold, seen after one more press; `buttons` then ends in that button.
    more: list[list[Button]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """For whom and when a message is rendered."""

    language: str
    now: datetime
    zone: ZoneInfo


_NOW: ContextVar[Setting] = ContextVar("setting")


class _Here:
    """The setting of the message that is being rendered, whichever that is: what shared macros are given."""

    @property
    def language(self) -> str:
        """As in `Setting`."""
        return _NOW.get().language

    @property
    def now(self) -> datetime:
        """As in `Setting`."""
        return _NOW.get().now

    @property
    def zone(self) -> ZoneInfo:
        """As in `Setting`."""
        return _NOW.get().zone


class _OnceImported(Template):
    """Shared macros are imported `with context` for the setting's sake alone, so one module of each file is enough;
    making it anew for every message took a fifth of rendering it."""

    _module_made: TemplateModule | None = None

    def make_module(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None
    ) -> TemplateModule:
        """The module, whose macros see nothing but their arguments and the setting."""
        if self._module_made is None:
            self._module_made = super().make_module({"_setting": _Here()})
        return self._module_made


@cache
def _words(language: str) -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = {}
    for file in sorted((FOLDER / language).glob("*/words.toml")):
        for group, listed in tomllib.loads(file.read_text(encoding="utf-8")).items():
            groups.setdefault(group, {}).update(listed)
    return groups


def word(group: str, key: object, language: str) -> str:
    """The word for a category, status, role…; KeyError when nobody has written it (a house test finds that first)."""
    return _words(language)[group][str(key)]


def _clean(value: Any) -> Any:
    """Text of people without control characters, which could pass for a button or turn a line around."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _CONTROL.sub("", value)
    return value


@pass_context
def _when(context: Context, at: datetime | str | None) -> str:
    """The time as people say it; answers and history keep it as ISO text."""
    s: Setting = context["_setting"]
    if not at:
        return ""
    return saying.say_time(datetime.fromisoformat(at) if isinstance(at, str) else at, s.now, s.zone, s.language)


@pass_context
def _clock(context: Context, at: datetime) -> str:
    """The time of the day alone, where the day goes without saying."""
    return f"{at.astimezone(context['_setting'].zone):%H:%M}"


@pass_context
def _day(context: Context, at: date | datetime | str) -> str:
    """The day as people say it; answers keep it as ISO text."""
    s: Setting = context["_setting"]
    at = date.fromisoformat(at) if isinstance(at, str) else at
    day = at.astimezone(s.zone).date() if isinstance(at, datetime) else at
    return saying.say_day(day, s.now.astimezone(s.zone).date(), s.language)


@pass_context
def _date(context: Context, at: date | datetime) -> str:
    s: Setting = context["_setting"]
    day = at.astimezone(s.zone).date() if isinstance(at, datetime) else at
    return saying.say_date(day, s.now.astimezone(s.zone).date(), s.language)


@pass_context
def _span(context: Context, length: timedelta) -> str:
    return saying.say_span(length, context["_setting"].language)


@pass_context
def _word(context: Context, key: object, group: str) -> str:
    return word(group, key, context["_setting"].language)


@pass_context
def _said(context: Context, text: str, group: str) -> str:
    """A word of ours when it is one of the group's keys, else the person's own words as they are."""
    return _words(context["_setting"].language)[group].get(text, text)


def _cut(text: str, length: int) -> str:
    """At most `length` characters on one line, the rest as …"""
    flat = " ".join(_clean(text).split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"


def _button(label: str, action: str, value: object = None) -> Markup:
    data = action if value is None else f"{action}.{value}"
    return _mark("data", label, data)


def _link(label: str, url: str) -> Markup:
    return _mark("url", label, url)


def _contact(label: str) -> Markup:
    return _mark("contact", label, "")


def _fold(label: str) -> Markup:
    return _mark("fold", label, "")


def _mark(kind: str, label: str, data: str) -> Markup:
    plain = label.unescape() if isinstance(label, Markup) else str(label)  # labels are plain text, not HTML
    return Markup(f"{_MARK}{kind}{_PART}{_clean(plain)}{_PART}{_clean(str(data))}{_MARK}")  # noqa: S704


class Compiled(FileSystemBytecodeCache):
    """Compiled templates lie beside compiled modules; a full disk or a folder that is not ours costs time, never a message."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Written if that is possible."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def environment() -> Environment:
    """The one Jinja2 environment: missing variables are errors, everything is escaped."""
    env = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_clean,
        cache_size=-1,
        bytecode_cache=Compiled(str(FOLDER / "__pycache__")),
    )
    env.template_class = _OnceImported
    env.filters.update(
        when=_when, clock=_clock, day=_day, date=_date, span=_span, word=_word, said=_said, cut=_cut, yuan=money.yuan,
        price=fees.price, area=fees.area, meter=fees.meter,
    )  # fmt: skip
    env.globals.update(b=_button, link=_link, contact=_contact, fold=_fold)
    return env


_ENV = environment()


def render(name: str, setting: Setting, values: Mapping[str, Any], subject: str = "", version: int = 0) -> Rendered:
    """The message `name` (`<flow>/<what>`) in the language of `setting`.

    Raises `jinja2.UndefinedError` for a variable nobody gave and `ValueError` for a button over 64 bytes: both are bugs.
    """
    template = _ENV.get_template(f"{setting.language}/{name}.j2")
    before = _NOW.set(setting)
    try:
        raw = template.render({**values, "_setting": setting})
    finally:
        _NOW.reset(before)
    lines: list[str] = []
    rows: list[list[Button]] = []
    for line in raw.split("\n"):
        found = _BUTTON.findall(line)
        if found:
            rows.append([_made(mark, subject, version) for mark in found])
            line = _BUTTON.sub("", line)
            if not line.strip():
                continue
        lines.append(line.rstrip())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return Rendered(text, *_folded(rows))


def _folded(rows: list[list[Button]]) -> tuple[list[list[Button]], list[list[Button]]]:
    """What stands above the fold, and what behind it; a single row more is not worth a press."""
    fold = [row for row in rows if row[0].get("data") == UNFOLD]
    rest = [row for row in rows if row not in fold]
    if not fold or len(rest) <= ABOVE_FOLD + 1:
        return rest, []
    return rest[:ABOVE_FOLD] + fold, rest[ABOVE_FOLD:]


def _made(mark: str, subject: str, version: int) -> Button:
    kind, label, data = mark.split(_PART)
    if kind == "url":
        return Button(label=label, url=data)
    if kind == "fold":
        return Button(label=label, data=UNFOLD)
    if kind == "contact":
        return Button(label=label, contact=True)
    full = f"{subject}:{data}:{version}"
    if len(full.encode()) > DATA_LIMIT:
        raise ValueError(f"button data over {DATA_LIMIT} bytes: {full}")
    return Button(label=label, data=full)
