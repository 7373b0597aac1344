"""`guanjia read`: what the reading of free text makes of a sentence, or of many, one a line."""

import json
import sys
from typing import Any, BinaryIO

import click

from domain.reading import Reading, read
from domain.units import plain


@click.command("read", epilog='Example: guanjia read "3栋2单元1502厨房漏水"')
@click.argument("text", required=False)
def read_(text: str | None) -> None:
    """Print how TEXT is read: what is wanted, about what, whether it cannot wait, where, and which words decided.

    Without TEXT, texts are read from standard input, one a line, and each answered by one line of JSON. Needs neither
    settings nor a database.
    """
    if text is not None:
        _say(_whole(read(_clean(text))), indent=2)
        return
    _answer(sys.stdin.buffer)


def _answer(lines: BinaryIO) -> None:
    for number, line in enumerate(iter(lines.readline, b"")):
        _say(_short(read(line.decode("utf-8-sig" if number == 0 else "utf-8", "replace").strip())))


def _say(reading: dict[str, Any], indent: int | None = None) -> None:
    # Bytes, so that a terminal of another encoding is no hindrance; flushed, so that a caller may wait for each answer.
    sys.stdout.buffer.write(json.dumps(reading, ensure_ascii=False, indent=indent).encode() + b"\n")
    sys.stdout.buffer.flush()


def _clean(text: str) -> str:
    """An argument that is no UTF-8 comes with stray halves of characters in it."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _short(reading: Reading) -> dict[str, Any]:
    said: dict[str, Any] = {
        "intents": list(reading.intents),
        "topic": reading.topic,
        "urgent": reading.urgent,
        "unit": plain(reading.unit) if reading.unit else None,
        "words": list(reading.words),
    }
    if reading.matters:
        said["matters"] = [
            {"intent": m.intent, "topic": m.topic, "urgent": m.urgent, "text": m.text} for m in reading.matters
        ]
    return said


def _whole(reading: Reading) -> dict[str, Any]:
    return _short(reading) | {
        "share": reading.share,
        "danger": reading.danger,
        "category": reading.category,
        "public": reading.place_public,
        "over": reading.negated,
        "units": [plain(unit) for unit in reading.units],
    }
