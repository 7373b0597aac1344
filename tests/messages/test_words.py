"""The two languages are each other's match, the first lines are true, and nothing rude or mechanical is ever said."""

import re
import tomllib

import pytest

from domain.people import Relation, Role, Team
from handlers import FLOWS, TAPS
from messages.render import FOLDER, LANGUAGES
from tests.messages.reading import given, named, names, source, texts, variables
from tests.messages.test_render import CASES, SAMPLES, rendered

_FIRST = re.compile(r"\{# (\S.*?) · (\S.*) · values: (\S.*?) #\}")
_RUDE = {
    "zh": re.compile("系统|无效|非法|错误|操作|你|失败|禁止|必须"),
    "en": re.compile(r"\b(invalid|illegal|error|failed|forbidden|the system|must not)\b", re.I),
}
#: The names languages have for themselves, shown in both.
_OWN_NAMES = re.compile("中文|语言|请选择语言")
#: Endings of addresses, which are data.
_ADDRESS = re.compile(r'\.(?:rstrip|removesuffix)\("[^"]*"\)')
_CHINESE = "[\u4e00-\u9fff]"
#: Words of talk questions that every question may have.
_QUESTION = {"back", "cancel", "skip", "all", "send", "change", "page"}


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


@pytest.mark.parametrize(("group", "keys"), [("role", Role), ("team", Team), ("relation", Relation)])
def test_everything_the_domain_knows_has_a_word(group: str, keys: type[Role] | type[Team] | type[Relation]) -> None:
    """No role, team or relation without its word, and none too many."""
    assert set(_groups("zh")[group]) == {str(key) for key in keys}


def test_every_step_has_its_word() -> None:
    """What a summary may offer to change can be named."""
    steps = {
        s
        for flow in FLOWS.values()
        if flow.summary({}) or flow.changes
        for s in (flow.changes or [x.name for x in flow.steps])
    }
    assert steps - set(_groups("zh")["step"]) == set()


def test_every_reason_not_to_understand_has_its_word() -> None:
    """Each reason an answer may not be understood is said in words."""
    code = "\n".join(f.read_text(encoding="utf-8") for f in (FOLDER.parent / "handlers").rglob("*.py"))
    reasons = set(re.findall(r'Unclear\("(\w+)"\)|Ask\(\w+, "(\w+)"\)', code))
    assert {a or b for a, b in reasons} - set(_groups("zh")["unclear"]) == set()


@pytest.mark.parametrize(("language", "name"), CASES)
def test_first_line_is_true(language: str, name: str) -> None:
    """To whom, when, and exactly the values the template uses."""
    first = _FIRST.fullmatch(source(language, name).split("\n")[0])
    assert first, "the first line says to whom, when, and which values"
    listed = set() if first[3] == "-" else {value.strip() for value in first[3].split(",")}
    assert listed == variables(language, name)


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


def test_every_message_the_code_names_is_written() -> None:
    """A name in the code without its template would be a bug at the worst moment."""
    assert set(named()) - names("zh") == set()


def test_every_message_is_named_by_the_code() -> None:
    """No template that nobody sends."""
    assert names("zh") - set(named()) == set()


def test_templates_use_only_what_they_are_given() -> None:
    """Where the values are written out beside the name, the template uses no others."""
    asked = {name: variables("zh", name) - keys for name, keys in given().items() if name in names("zh")}
    assert {name: missing for name, missing in asked.items() if missing} == {}


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_button_leads_somewhere(name: str) -> None:
    """Each action exists for what the message is about; a message about nothing has none."""
    letters = named().get(name, set())
    verbs = {verb for letter in letters for verb in TAPS.get(letter, {})}
    if "t" in letters:
        verbs |= _QUESTION | {step.name for flow in FLOWS.values() for step in flow.steps}
    pressed = {button["data"].split(":")[1].partition(".")[0] for one in rendered("zh", name) for row in one.buttons
               for button in row if "data" in button}  # fmt: skip
    if letters:
        assert pressed - verbs == set()
