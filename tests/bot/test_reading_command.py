"""`guanjia read`: a sentence, or one a line, without settings or a database."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

KEYS = {"intents", "topic", "urgent", "unit", "words"}


def _run(*args: str, typed: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["read", *args], input=typed)


def _lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_sentence_is_read() -> None:
    """All that was made of it."""
    result = _run("3栋2单元1502厨房漏水,另外物业费怎么交")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert said.keys() > KEYS
    assert said["unit"] == "3-2-1502"
    assert said["intents"][:2] == ["repair", "fee"]
    assert [matter["topic"] for matter in said["matters"]] == ["drainage_leak", "fee"]


def test_each_line_is_answered_by_one() -> None:
    """An empty one too."""
    said = _lines(_run(typed="电梯困人快来\n\n師傅態度好差\r\n３－２－１５０２ 漏水".encode()))
    assert [line["intents"][0] for line in said] == ["repair", "other", "complaint", "repair"]
    assert [line["urgent"] for line in said] == [True, False, False, False]
    assert [line["unit"] for line in said] == [None, None, None, "3-2-1502"]
    assert all(line.keys() == KEYS for line in said)


@pytest.mark.parametrize("typed", [b"", b"\xff\xfe\n", b"\xe7\x94\n", "\ufeff电梯困人\n".encode(), b"\x00\n", "\ud83d".encode("utf-16-le", "surrogatepass") + b"\n"])  # fmt: skip
def test_odd_bytes_break_nothing(typed: bytes) -> None:
    """Cut off, of another encoding, with a mark before them."""
    assert len(_lines(_run(typed=typed))) == typed.count(b"\n")


def test_an_odd_argument_breaks_nothing() -> None:
    """As the shell hands it over."""
    assert json.loads(_run("电梯困人\udcff").stdout)["urgent"] is True


def test_each_answer_comes_at_once() -> None:
    """A caller may wait for it before asking on, whatever the terminal's encoding."""
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for text, urgent in (("电梯困人", True), ("楼道灯不亮", False)):
            process.stdin.write(text.encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["urgent"] is urgent
        process.stdin.close()
        assert process.wait(10) == 0
