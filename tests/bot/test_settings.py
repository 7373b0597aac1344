"""The environment: read once, refused with a sentence, and all of it in .env.example."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsProblem, load

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    """Nothing from outside."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_example_lists_every_setting_with_its_default(monkeypatch):
    """What the example says is what happens without it; the token alone has no default."""
    said = dict(line.split("=", 1) for line in EXAMPLE.read_text().splitlines() if "=" in line and line[0] != "#")
    assert set(said) == {name.upper() for name in Settings.model_fields}
    monkeypatch.setenv("BOT_TOKEN", "1:a")
    settings = load(None)
    for name, value in said.items():
        if name != "BOT_TOKEN":
            held = getattr(settings, name.lower())
            assert str(held.get_secret_value() if hasattr(held, "get_secret_value") else held) == value


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BOT_TOKEN", "", "BOT_TOKEN is not set"),
        ("BOT_TOKEN", "abc", "BOT_TOKEN is not a bot token"),
        ("TELEGRAM_API_URL", "ftp://x", "TELEGRAM_API_URL is not an address"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL begins with"),
        ("TIMEZONE", "Mars/North", "TIMEZONE is not a time zone"),
        ("LANGUAGE", "fr", "LANGUAGE may be 'zh' or 'en'"),
        ("LISTEN", "8080", "LISTEN is host:port"),
        ("LISTEN", "host:99999", "LISTEN is host:port"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL may be"),
        ("WEBHOOK_URL", "https://x.y/hook", "WEBHOOK_SECRET is needed"),
    ],
)
def test_bad_values_are_refused_in_one_sentence(monkeypatch, name, value, sentence):
    """The first bad variable by name, and what it should be; never the value of the token."""
    monkeypatch.setenv("BOT_TOKEN", "1:a")
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsProblem, match=sentence) as problem:
        load(None)
    assert "\n" not in str(problem.value) and "abc" not in str(problem.value)


def test_token_is_not_printed(monkeypatch):
    """Neither in a repr nor in an error."""
    monkeypatch.setenv("BOT_TOKEN", "123:geheim")
    settings = load(None)
    assert "geheim" not in repr(settings) and settings.token == "123:geheim"
    with pytest.raises(Exception, match="frozen"):
        settings.language = "en"


@pytest.mark.parametrize(
    ("value", "where"), [("off", None), ("127.0.0.1:80", ("127.0.0.1", 80)), ("[::1]:8080", ("::1", 8080))]
)
def test_where_it_listens(monkeypatch, value, where):
    """Host and port."""
    monkeypatch.setenv("BOT_TOKEN", "1:a")
    monkeypatch.setenv("LISTEN", value)
    assert load(None).listens_on == where
