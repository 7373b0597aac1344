"""The log of the bot's calls, without their texts, and the list of what a correct bot would not have sent."""

from collections import deque
from typing import Any

_KEPT = 100_000


class Calls:
    """The newest calls, numbered from 1, and the violations."""

    def __init__(self) -> None:
        self.count = 0
        self._ring: deque[tuple[Any, ...]] = deque(maxlen=_KEPT)
        self.violations: list[dict[str, Any]] = []

    def note(self, at: float, method: str, chat_id: Any, code: int, description: str | None, ms: float) -> None:
        """Adds a call; code 200 is ok, 0 a connection cut without a reply."""
        self.count += 1
        self._ring.append((self.count, at, method, chat_id, code, description, ms))

    def after(self, number: int) -> list[dict[str, Any]]:
        """Calls numbered higher than `number`, oldest first."""
        wanted = max(0, min(len(self._ring), self.count - number))
        found = [self._ring[at] for at in range(len(self._ring) - wanted, len(self._ring))]
        return [
            {
                "n": n, "at": at, "method": method, "chat_id": chat_id, "ok": code == 200,
                "error_code": None if code == 200 else code, "description": description, "ms": round(ms, 3),
            }
            for n, at, method, chat_id, code, description, ms in found
        ]  # fmt: skip

    def violated(self, at: float, method: str, chat_id: Any, description: str) -> None:
        """Remembers a call no correct bot would make."""
        self.violations.append({"at": at, "method": method, "chat_id": chat_id, "description": description})

    def reset(self) -> None:
        """Forgets all calls and violations; numbers go on."""
        self._ring.clear()
        self.violations.clear()
