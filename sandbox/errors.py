"""What the Bot API answers when it says no."""

from typing import Any


class ApiError(Exception):
    """A refusal as the Bot API words it: HTTP code, description, optional response parameters."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class Misuse(ApiError):
    """A refusal that a correct bot would never meet: it is also kept in the list of violations."""


class Refused(Exception):
    """A control call that cannot be done; the text is for the person or the test that made it."""


def bad_request(what: str) -> ApiError:
    """400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {what}")


def misuse(what: str) -> Misuse:
    """400 with Telegram's prefix, kept as a violation."""
    return Misuse(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {what}")
