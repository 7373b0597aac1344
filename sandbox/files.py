"""Files people and the bot have sent: bytes by file_id, as getFile and the page serve them."""

import hashlib
import io
import secrets
from dataclasses import dataclass
from typing import Any

from PIL import Image

#: The Bot API hands out files up to this size, bytes.
LARGEST_DOWNLOAD = 20 * 1024 * 1024
_ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "audio/ogg": "oga", "audio/mpeg": "mp3",
    "video/mp4": "mp4",
    "video/webm": "webm", "application/pdf": "pdf", "text/plain": "txt",
}  # fmt: skip


@dataclass(slots=True)
class Stored:
    """One file. `size` may be larger than the bytes kept, to play with limits."""

    file_id: str
    unique_id: str
    kind: str
    path: str
    mime: str
    size: int
    content: bytes
    name: str | None = None
    #: For the smaller copies of a photo: the longest side in pixels; the bytes are made when somebody asks for them.
    shrunk_to: int | None = None

    def read(self) -> bytes:
        """The bytes, of the smaller picture where this is one."""
        if self.shrunk_to is None:
            return self.content
        picture = Image.open(io.BytesIO(self.content))
        picture.thumbnail((self.shrunk_to, self.shrunk_to))
        out = io.BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=80)
        return out.getvalue()


class Files:
    """All files by file_id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, Stored] = {}
        self.by_path: dict[str, Stored] = {}
        self._count = 0

    def add(
        self,
        kind: str,
        content: bytes,
        mime: str,
        *,
        name: str | None = None,
        size: int | None = None,
        shrunk_to: int | None = None,
    ) -> Stored:
        """Keeps the bytes under a new file_id; equal bytes of one kind have equal file_unique_id."""
        self._count += 1
        digest = hashlib.sha1(content + kind.encode() + str(shrunk_to).encode(), usedforsecurity=False).hexdigest()
        ending = name.rsplit(".", 1)[-1] if name and "." in name else _ENDINGS.get(mime, "bin")
        folder = {"photo": "photos", "voice": "voice", "video": "videos", "audio": "music", "sticker": "stickers"}.get(
            kind, "documents"
        )
        stored = Stored(
            f"{kind[:2].upper()}{secrets.token_urlsafe(30)}", f"AQ{digest[:14]}", kind,
            f"{folder}/file_{self._count}.{ending}", mime,
            len(content) if size is None else size, content, name, shrunk_to,
        )  # fmt: skip
        self.by_id[stored.file_id] = stored
        self.by_path[stored.path] = stored
        return stored

    def describe(self, stored: Stored, **more: Any) -> dict[str, Any]:
        """The fields every kind of file has in a message; `more` that are not None are added."""
        found = {
            "file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": stored.size,
            "mime_type": stored.mime,
            "file_name": stored.name, **more,
        }  # fmt: skip
        return {key: value for key, value in found.items() if value is not None}

    def photo(self, content: bytes, size: int | None = None) -> list[dict[str, Any]]:
        """A photo in its sizes, smallest first, as a message carries it. Raises OSError if this is no picture."""
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
        sizes = []
        for longest in (90, 320, 800):
            if longest < max(width, height):
                scale = longest / max(width, height)
                stored = self.add(
                    "photo", content, "image/jpeg", size=max(600, int(len(content) * scale * scale)), shrunk_to=longest
                )
                sizes.append(self._size(stored, max(1, round(width * scale)), max(1, round(height * scale))))
        sizes.append(self._size(self.add("photo", content, "image/jpeg", size=size), width, height))
        return sizes

    @staticmethod
    def _size(stored: Stored, width: int, height: int) -> dict[str, Any]:
        return {
            "file_id": stored.file_id, "file_unique_id": stored.unique_id, "width": width, "height": height,
            "file_size": stored.size,
        }  # fmt: skip
