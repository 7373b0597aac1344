"""What the surroundings decide: one frozen object, read once at start. Nothing else looks at the environment."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class SettingsProblem(Exception):
    """A setting is missing or cannot be read; the message is one sentence a person can act on."""


class Settings(BaseSettings):
    """Every variable of `.env.example`, checked. Field names are the variables in lower case."""

    model_config = SettingsConfigDict(
        frozen=True, env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    bot_token: SecretStr
    telegram_api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite:///guanjia.db"
    media_dir: Path = Path("media")
    timezone: str = "Asia/Shanghai"
    language: Literal["zh", "en"] = "zh"
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    listen: str = "off"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"
    #: For demonstrations: an address that says how many seconds the clock is moved.
    clock_url: str = ""
    #: Payments in the chat are off without one.
    payment_provider_token: SecretStr = SecretStr("")
    #: For measurements against a local server: `off` sends as fast as it goes.
    pacing: Literal["on", "off"] = Field(default="on")

    @field_validator("bot_token")
    @classmethod
    def _token_shape(cls, value: SecretStr) -> SecretStr:
        if not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("is not a bot token; BotFather gives one like 123456:ABC-DEF")
        return value

    @field_validator("telegram_api_url", "webhook_url", "clock_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc):
            raise ValueError("is not an address; it begins with http:// or https://")
        return value.rstrip("/")

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("is not a time zone; an example is Asia/Shanghai") from None
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("begins with sqlite:/// or postgresql://")
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        if value == "off":
            return value
        host, colon, port = value.rpartition(":")
        if not (host and colon and port.isdigit() and int(port) < 65536):
            raise ValueError("is host:port, e.g. 127.0.0.1:8080, or off")
        return value

    @field_validator("log_level", "log_format", "language", "pacing", mode="before")
    @classmethod
    def _case(cls, value: object, info: object) -> object:
        if not isinstance(value, str):
            return value
        return value.upper() if getattr(info, "field_name", "") == "log_level" else value.lower()

    @model_validator(mode="after")
    def _webhook(self) -> "Settings":
        if self.webhook_url:
            if not _SECRET.fullmatch(self.webhook_secret.get_secret_value()):
                raise ValueError("WEBHOOK_SECRET is needed with WEBHOOK_URL: 1 to 256 of A-Z a-z 0-9 _ -")
            if self.listen == "off":
                raise ValueError("LISTEN is needed with WEBHOOK_URL: where the updates come in")
        return self

    @property
    def token(self) -> str:
        """The bot token itself; never printed, never logged."""
        return self.bot_token.get_secret_value()

    @property
    def listens_on(self) -> tuple[str, int] | None:
        """Host and port to listen on, None when off."""
        if self.listen == "off":
            return None
        host, _, port = self.listen.rpartition(":")
        return host.strip("[]"), int(port)


def load(env_file: Path | str | None = ".env", *, needs_token: bool = True) -> Settings:
    """The settings of this process. Raises `SettingsProblem` with one sentence naming the first bad variable.

    Without `needs_token` the token is neither read nor asked for: for commands that only touch the database.
    """
    try:
        if not needs_token:
            return Settings(_env_file=env_file, bot_token=SecretStr("0:none"))  # type: ignore[call-arg]
        return Settings(_env_file=env_file)  # type: ignore[call-arg]  # the token comes from the environment
    except ValidationError as error:
        raise SettingsProblem(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0]).upper() if first["loc"] else ""
    if first["type"] == "missing":
        return f"{name} is not set; put it into .env (see .env.example)."
    if first["type"] == "literal_error":
        return f"{name} may be {first['ctx']['expected']}."
    said = str(first["msg"]).removeprefix("Value error, ").removesuffix(".")
    return f"{name} {said}.".strip() if name else f"{said}."
