"""The Bot API's methods by name: each takes the world and checked parameters, and gives back the result."""

from collections.abc import Callable
from typing import Any

from sandbox.methods import about, chats, editing, media, paying, sending
from sandbox.world import World

Handler = Callable[[World, dict[str, Any]], Any]

#: Every method but getUpdates, which waits, and the webhook's, which belong to the server.
HANDLERS: dict[str, Handler] = {
    **about.HANDLERS,
    **chats.HANDLERS,
    **editing.HANDLERS,
    **media.HANDLERS,
    **paying.HANDLERS,
    **sending.HANDLERS,
}
