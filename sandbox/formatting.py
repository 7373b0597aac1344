"""Text as Telegram keeps it: HTML becomes plain text with entities, addresses and commands are found, ends are
trimmed.
"""

import html
import re
from collections.abc import Callable
from typing import Any

from sandbox.checking import utf16_length
from sandbox.errors import bad_request, misuse

Entity = dict[str, Any]

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}  # fmt: skip
_TAG = re.compile(r"""</?([^\s>]*)\s*((?:"[^"]*"|'[^']*'|[^>"'])*)>""")
_ATTRIBUTE = re.compile(r"""([^\s=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.\-]+))?\s*""")
_CODES = re.compile(r"&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_FOUND = re.compile(
    r"(?P<url>(?:https?://|www\.)[^\s<>\"'，。；、）】]+)"
    r"|(?P<bot_command>(?<![\w/<>.@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31})"
)


def formatted(text: str, parse_mode: str | None, entities: list[Entity] | None) -> tuple[str, list[Entity]]:
    """The plain text and its entities (UTF-16 offsets), trimmed. Raises "can't parse entities" in Telegram's words."""
    if parse_mode:
        if parse_mode.lower() != "html":
            raise misuse("unsupported parse_mode")
        text, found = parse_html(text)
    else:
        found = [dict(entity) for entity in entities or ()]
    if text and (text[0].isspace() or text[-1].isspace()):
        text, found = _trimmed(text, found)
    return text, found + spotted(text, found)


def spotted(text: str, known: list[Entity]) -> list[Entity]:
    """The entities Telegram finds by itself: addresses, commands, mentions; not inside code or links."""
    if "/" not in text and "@" not in text and "www." not in text:
        return []
    closed = [entity for entity in known if entity["type"] in ("code", "pre", "text_link")]
    found = []
    for match in _FOUND.finditer(text):
        offset = utf16_length(text[: match.start()])
        length = utf16_length(match.group())
        if not any(offset < one["offset"] + one["length"] and one["offset"] < offset + length for one in closed):
            found.append({"offset": offset, "length": length, "type": match.lastgroup})
    return found


def piece(text: str, entity: Entity) -> str:
    """The part of the text an entity covers."""
    units = text.encode("utf-16-le")
    return units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Telegram's HTML as plain text and entities. Raises "can't parse entities: ..." with the byte offset."""
    if "<" not in text:
        return (_plain(text) if "&" in text else text), []
    reader = _Reader(text)
    return reader.read()


def _plain(text: str) -> str:
    return _CODES.sub(lambda match: html.unescape(match.group()), text)


class _Reader:
    def __init__(self, text: str) -> None:
        self.source = text
        self.out: list[str] = []
        self.length = 0
        self.open: list[tuple[str, Entity]] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        at = 0
        source = self.source
        while (start := source.find("<", at)) >= 0:
            self._say(source[at:start])
            match = _TAG.match(source, start)
            if match is None:
                raise self._unclosed(start)
            (self._close if source.startswith("</", start) else self._begin)(match)
            at = match.end()
        self._say(source[at:])
        if self.open:
            tag = self.open[-1][0]
            raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\"")
        kept = [entity for entity in self.entities if entity["length"]]
        return "".join(self.out), sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))

    def _say(self, text: str) -> None:
        if text:
            plain = _plain(text) if "&" in text else text
            self.out.append(plain)
            self.length += utf16_length(plain)

    def _error(self, what: str, at: int, rest: str = "") -> Exception:
        return bad_request(f"can't parse entities: {what} at byte offset {len(self.source[:at].encode())}{rest}")

    def _unclosed(self, start: int) -> Exception:
        if self.source.startswith("</", start):
            return self._error("Unclosed end tag", start)
        name, space, _ = self.source[start + 1 :].partition(" ")
        if space and name.lower() not in _KINDS:
            return self._error(f'Unsupported start tag "{name.lower()}"', start)
        return self._error("Unclosed start tag", start)

    def _begin(self, match: re.Match[str]) -> None:
        tag = match.group(1).lower()
        kind = _KINDS.get(tag)
        if kind is None:
            raise self._error(f'Unsupported start tag "{tag}"', match.start())
        attributes = {name.lower(): _plain(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(match.group(2))}
        entity: Entity = {"offset": self.length, "length": 0, "type": kind}
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', match.start())
        if tag == "a":
            entity["url"] = attributes.get("href", "")
        elif tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif tag == "tg-emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
        elif tag == "tg-time":
            unix = attributes.get("unix", "")
            if not unix.isdecimal():
                raise self._error('Tag "tg-time" must have a valid unix time', match.start())
            entity["unix_time"] = int(unix)
        elif tag == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        self.open.append((tag, entity))

    def _close(self, match: re.Match[str]) -> None:
        if not self.open:
            raise self._error("Unexpected end tag", match.start())
        tag, entity = self.open.pop()
        found = match.group(1).lower()
        if found and found != tag:
            raise self._error("Unmatched end tag", match.start(), f', expected "</{tag}>", found "</{found}>"')
        entity["length"] = self.length - entity["offset"]
        self._finish(tag, entity)

    def _finish(self, tag: str, entity: Entity) -> None:
        if tag == "code" and self.open and self.open[-1][0] == "pre" and self.open[-1][1]["offset"] == entity["offset"]:
            # <pre><code class="language-x"> is one entity of kind pre with a language.
            if "language" in entity:
                self.open[-1][1]["language"] = entity["language"]
            return
        if tag == "code":
            entity.pop("language", None)
        if tag == "a":
            if not entity["url"]:
                entity["url"] = "".join(self.out)[-entity["length"] :] if entity["length"] else ""
            if not _ADDRESS.match(entity["url"]):
                return
        self.entities.append(entity)


_ADDRESS = re.compile(
    r"(?:(?:https?|tg|ftp|tonsite|mailto|tel):\S+|[\w\-]+(?:\.[\w\-]+)+(?:[/:?#]\S*)?)$", re.IGNORECASE
)
is_address: Callable[[str], object] = _ADDRESS.match


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    tail = text.rstrip()
    cut = utf16_length(tail[: len(tail) - len(tail.lstrip())])
    short = tail.lstrip()
    longest = utf16_length(short)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] - cut + entity["length"], longest)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return short, kept
