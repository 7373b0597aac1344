"""Our own copies of photos, voices and files: fetched once, cleaned of where they were taken, named by their content."""

import asyncio
import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError
from telegram.error import BadRequest, TelegramError

from bot import logs, workbook_file
from bot.api import Api
from services import Work
from services.surveys import sheet
from store.engine import StoreError
from store.writer import Writer

log = logs.get(__name__)

AT_ONCE = 4
ATTEMPTS = 10
LOOK_SECONDS = 60.0
#: Never a name from outside: the extension follows from what the content is.
_EXTENSIONS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "video/mp4": "mp4",
    "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "application/pdf": "pdf",
}  # fmt: skip
_BY_KIND = {"photo": "jpg", "voice": "ogg", "video": "mp4", "audio": "mp3"}
_CLEANED = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


class TooBig(Exception):
    """Larger than we keep."""


class MediaStore:
    """The folder: `ab/cd/<sha256>.<ext>`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, sha256: str) -> Path | None:
        """Where the content of that hash is."""
        if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
            return None
        place = self.folder / sha256[:2] / sha256[2:4]
        return next(iter(sorted(place.glob(f"{sha256}.*"))), None)

    def keep(self, content: bytes, kind: str, mime: str | None) -> tuple[str, str | None, int]:
        """Writes the content, whole or not at all; its hash, kind of content and size in bytes.

        Pictures are freed of everything but the picture first: a photo also says where it was taken.
        """
        if kind == "photo" or (mime or "").startswith("image/"):
            content, mime = without_traces(content, mime)
        sha256 = hashlib.sha256(content).hexdigest()
        if self.find(sha256) is None:
            extension = _EXTENSIONS.get(mime or "", _BY_KIND.get(kind, "bin"))
            self._write(self.folder / sha256[:2] / sha256[2:4] / f"{sha256}.{extension}", content)
        return sha256, mime, len(content)

    def remove(self, sha256: str) -> None:
        """The content of that hash is there no more; again is harmless."""
        path = self.find(sha256)
        if path is not None:
            path.unlink(missing_ok=True)

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def without_traces(content: bytes, mime: str | None) -> tuple[bytes, str | None]:
    """The picture without EXIF, GPS and comments, upright; as it is when it is no picture we can read."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            form = picture.format or ""
            if form not in _CLEANED or getattr(picture, "is_animated", False):
                return content, mime
            turned = picture.getexif().get(0x0112, 1) != 1
            options: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
            if form == "JPEG":
                options["quality"] = 92 if turned else "keep"
            cleaned: Image.Image = ImageOps.exif_transpose(picture) if turned else picture
            cleaned.info = {k: v for k, v in cleaned.info.items() if k in ("transparency", "dpi", "jfif", "adobe")}
            written = io.BytesIO()
            cleaned.save(written, form, exif=b"", **options)
            return written.getvalue(), _CLEANED[form]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return content, "application/octet-stream" if mime is None else mime


class Fetcher:
    """Fetches what the media rows want. `wake` after commits with new ones."""

    def __init__(self, api: Api, writer: Writer, media: MediaStore, now: Callable[[], datetime], longest: int) -> None:
        self._api = api
        self._writer = writer
        self._media = media
        self._now = now
        self._longest = longest
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Leaves off; what was not finished is fetched next time."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def wake(self) -> None:
        """There may be something to fetch."""
        self._woken.set()

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                wanted = await self._writer.run(lambda work: list(work.media.wanted(self._now(), AT_ONCE)))
                if wanted:
                    await asyncio.gather(*(self._fetch(dict(row)) for row in wanted))
                    continue
            except StoreError as error:
                log.warning("files wanted could not be looked up", error=str(error))
            except Exception as error:
                log.error("fetching files failed", exc_info=error)
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def _fetch(self, row: Mapping[str, Any]) -> None:
        values: dict[str, Any]
        try:
            content = await self._download(row)
            sha256, mime, size = await asyncio.to_thread(self._media.keep, content, row["kind"], row["mime"])
            values = {"status": "kept", "sha256": sha256, "mime": mime, "size": size, "next_at": None}
        except TooBig:
            values = {"status": "too_big", "next_at": None}
        except BadRequest as error:
            status = "too_big" if "too big" in error.message.lower() else "gone"
            values = {"status": status, "next_at": None}
        except (TelegramError, OSError) as error:
            attempts = row["attempts"] + 1
            log.warning("a file could not be fetched", media=row["id"], error=type(error).__name__, attempts=attempts)
            again = self._now() + timedelta(seconds=min(3600, 5 * 2**attempts))
            values = {"attempts": attempts, "next_at": again} if attempts < ATTEMPTS else {"status": "gone"}
        if not row["step"].startswith(sheet.STEP) or "status" not in values:
            await self._writer.run(lambda work: work.media.mark(row["id"], values))
            return
        sheets = await asyncio.to_thread(self._sheets, values)
        try:
            await self._writer.run(lambda work: self._take_in(work, row, values, sheets))
        except StoreError:
            raise
        except Exception as error:  # one workbook of all must not be fetched again and again
            log.error("a workbook could not be taken in", media=row["id"], exc_info=error)
            await self._writer.run(lambda work: work.media.mark(row["id"], values))

    def _sheets(self, values: Mapping[str, Any]) -> sheet.Sheets | None:
        """The workbook that was fetched; None when it is not there or is none."""
        path = self._media.find(values.get("sha256") or "")
        try:
            return workbook_file.read(path) if path is not None else None
        except Exception as error:  # whatever is the matter with somebody's file, it is no workbook
            log.warning("a workbook could not be read", kind=type(error).__name__)
            return None

    def _take_in(
        self, work: Work, row: Mapping[str, Any], values: Mapping[str, Any], sheets: sheet.Sheets | None
    ) -> None:
        """In one transaction with noting that it was fetched, so that a crash takes it in neither twice nor never."""
        work.media.mark(row["id"], values)
        sheet.arrived(work, row["id"], row["by"], row["step"], sheets)

    async def _download(self, row: Mapping[str, Any]) -> bytes:
        longest = self._longest
        if (row["size"] or 0) > longest:
            raise TooBig
        found = await self._api.call("getFile", file_id=row["ref"])
        if (found.get("file_size") or 0) > longest:
            raise TooBig
        content = await self._api.file(found["file_path"])
        if len(content) > longest:
            raise TooBig
        return content
