"""Trouble on request: refusals, lost connections before or after the deed, delays."""

from dataclasses import asdict, dataclass
from typing import Any

from sandbox.errors import Refused

ACTIONS = ("refuse", "drop_before", "drop_after", "delay")


@dataclass(slots=True)
class Fault:
    """One arranged trouble: which calls, what happens, how many times yet."""

    method: str
    chat_id: int | None
    action: str
    error_code: int
    description: str
    parameters: dict[str, Any] | None
    ms: float
    times: int


_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
}


class Faults:
    """The troubles arranged, used up in order."""

    def __init__(self) -> None:
        self.arranged: list[Fault] = []

    def add(self, order: dict[str, Any]) -> Fault:
        """Arranges trouble from a control call's fields; `times` -1 is for ever. Raises Refused for an unknown
        action.
        """
        action = order.get("action")
        if action not in ACTIONS:
            raise Refused(f"action must be one of {', '.join(ACTIONS)}")
        code = int(order.get("error_code") or 500)
        parameters = order.get("parameters")
        description = order.get("description")
        if description is None:
            description = _WORDS.get(code, "Internal Server Error")
            if code == 429:
                parameters = parameters or {"retry_after": 1}
                description = f"Too Many Requests: retry after {parameters.get('retry_after')}"
        chat_id = order.get("chat_id")
        fault = Fault(
            str(order.get("method") or "*"), None if chat_id is None else int(chat_id), action, code, description,
            parameters,
            float(order.get("ms") or 0), int(order.get("times", 1)),
        )  # fmt: skip
        self.arranged.append(fault)
        return fault

    def strike(self, method: str, chat_id: Any) -> Fault | None:
        """The trouble that befalls this call, one less of it left; None mostly."""
        for fault in self.arranged:
            if fault.method in ("*", method) and (fault.chat_id is None or str(fault.chat_id) == str(chat_id)):
                if fault.method == "*" and method == "getUpdates":
                    continue
                if fault.times > 0:
                    fault.times -= 1
                    if fault.times == 0:
                        self.arranged.remove(fault)
                return fault
        return None

    def listed(self) -> list[dict[str, Any]]:
        """What is still arranged."""
        return [asdict(fault) for fault in self.arranged]
