"""The two languages are each other's match, and nothing rude or mechanical is ever said."""

import re
import tomllib

import pytest

from handlers import FLOWS
from messages.render import FOLDER, LANGUAGES
from tests.messages.reading import texts

_RUDE = {
    "zh": re.compile("系统|无效|非法|错误|操作|你|失败|禁止|必须"),
    "en": re.compile(r"\b(invalid|illegal|error|failed|forbidden|the system|must not)\b", re.I),
}
#: The names languages have for themselves, shown in both.
_OWN_NAMES = re.compile("中文|语言|请选择语言")
#: Endings of addresses, which are data.
_ADDRESS = re.compile(r'\.(?:rstrip|removesuffix)\("[^"]*"\)')
_CHINESE = "[\u4e00-\u9fff]"


def _groups(language: str) -> dict[str, dict[str, str]]:
    merged: dict[str, dict[str, str]] = {}
    for file in sorted((FOLDER / language).glob("*/words.toml")):
        for group, words in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for key, said in words.items():
                assert merged.setdefault(group, {}).setdefault(key, said) == said, (
                    f"{file}: {group}.{key} is said twice, differently"
                )
    return merged


def test_both_languages_have_the_same_messages() -> None:
    """A message written in one language is written in the other, with the same parts."""
    files = [{str(f.relative_to(FOLDER / x)) for f in (FOLDER / x).rglob("*") if f.is_file()} for x in LANGUAGES]
    assert files[0] == files[1]


def test_both_languages_have_the_same_words() -> None:
    """Groups and their keys are the same, and no word is missing."""
    zh, en = _groups("zh"), _groups("en")
    assert {g: set(words) for g, words in zh.items()} == {g: set(words) for g, words in en.items()}


def test_every_step_has_its_word() -> None:
    """What a summary may offer to change can be named."""
    steps = {
        s
        for flow in FLOWS.values()
        if flow.summary({}) or flow.changes
        for s in (flow.changes or [x.name for x in flow.steps])
    }
    assert steps - set(_groups("zh")["step"]) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_rude_or_mechanical(language: str) -> None:
    """The words of a service desk: none of the words machines say."""
    assert [
        (file, _RUDE[language].findall(text)) for file, text in texts(language) if _RUDE[language].search(_spoken(text))
    ] == []


def _spoken(text: str) -> str:
    """The template's own words: without the code between braces, but with the labels in it."""
    labels = " ".join(re.findall(r'"([^"]*)"', " ".join(re.findall(r"\{[{%].*?[}%]\}", text, flags=re.S))))
    return (
        re.sub(r"\{[{%].*?[}%]\}", "", text, flags=re.S) + " " + re.sub(r"[a-z]+/\S+|\b[a-z_]+\b", "", labels)
        if "{" in text
        else text
    )


def test_english_is_english() -> None:
    """No Chinese is left in the English messages."""
    found = {file: re.findall(_CHINESE + "+", _ADDRESS.sub("", _OWN_NAMES.sub("", text))) for file, text in texts("en")}
    assert {file: left for file, left in found.items() if left} == {}


def test_chinese_is_punctuated_as_chinese() -> None:
    """，。：？！ and not their half-width cousins between Chinese words."""
    found = {file: re.findall(f"{_CHINESE}[,?!:;]{_CHINESE}|{_CHINESE}[,?!;]\\s", text) for file, text in texts("zh")}
    assert {file: half for file, half in found.items() if half} == {}
