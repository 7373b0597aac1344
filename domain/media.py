"""Photos, voice and files of a matter: which we keep and how large they may be."""

from enum import StrEnum

from domain.errors import Refused


class MediaKind(StrEnum):
    """What is attached to a matter; anything else is set aside with a kind word."""

    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    AUDIO = "audio"
    FILE = "file"


#: Shown as pictures on a card; the others are mentioned and sent on demand.
PICTURES = frozenset({MediaKind.PHOTO, MediaKind.VIDEO})


def check_size(size: int | None, longest_bytes: int) -> None:
    """`Refused("common/too_large")` for a file the channel would not let us fetch; an unknown size may pass."""
    if size is not None and size > longest_bytes:
        raise Refused("common/too_large", size=size, longest=longest_bytes)
