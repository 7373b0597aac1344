"""Telegram's pacing of a bot: 30 messages a second in all, one a second in a private chat, 20 a minute in a group."""

import math
import time

from sandbox.errors import ApiError

#: (messages a second, how many at once after a rest).
OVERALL = (30.0, 30.0)
PRIVATE = (1.0, 3.0)
GROUP = (20.0 / 60.0, 20.0)

#: Methods that count; answers to presses, deletions and questions do not.
COUNTED = frozenset((
    "sendMessage", "forwardMessage", "copyMessage", "copyMessages", "sendPhoto", "sendVoice", "sendAudio", "sendVideo",
    "sendDocument", "sendMediaGroup", "sendLocation", "sendVenue", "sendContact", "sendPoll", "sendDice",
    "editMessageText",
    "editMessageCaption", "editMessageMedia", "editMessageReplyMarkup",
))  # fmt: skip


class _Bucket:
    __slots__ = ("at", "level")

    def __init__(self, level: float, at: float) -> None:
        self.level = level
        self.at = at

    def wait(self, rate: tuple[float, float], count: int, now: float) -> float:
        """Seconds until `count` may pass; 0 when they may now."""
        self.level = min(rate[1], self.level + (now - self.at) * rate[0])
        self.at = now
        # An album larger than the whole bucket may pass when the bucket is full.
        wanted = min(count, rate[1])
        return 0.0 if self.level >= wanted else (wanted - self.level) / rate[0]


class Limits:
    """Buckets by chat and one for all; off until switched on."""

    def __init__(self, on: bool) -> None:
        self.on = on
        self._all = _Bucket(OVERALL[1], 0.0)
        self._chats: dict[int, _Bucket] = {}

    def switch(self, on: bool) -> None:
        """On or off; either way everybody starts rested."""
        self.__init__(on)  # type: ignore[misc]

    def count(self, method: str, chat_id: int, messages: int) -> None:
        """Notes a call about to be done. Raises 429 with retry_after (whole seconds) when it comes too early."""
        if not self.on or method not in COUNTED:
            return
        now = time.monotonic()
        rate = PRIVATE if chat_id > 0 else GROUP
        bucket = self._chats.get(chat_id)
        if bucket is None:
            bucket = self._chats[chat_id] = _Bucket(rate[1], now)
        wait = max(self._all.wait(OVERALL, messages, now), bucket.wait(rate, messages, now))
        if wait > 0:
            seconds = max(1, math.ceil(wait))
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
        self._all.level -= messages
        bucket.level -= messages
