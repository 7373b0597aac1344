"""New messages with files: photos, voices, videos, audio, documents, albums."""

from typing import Any

from sandbox.errors import bad_request, misuse
from sandbox.methods.sending import caption, post
from sandbox.places import reachable
from sandbox.uploads import Upload
from sandbox.world import World

Params = dict[str, Any]

_MIME = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "audio": "audio/mpeg",
    "video": "video/mp4",
    "document": "application/octet-stream",
}
_MORE = {"voice": ("duration",), "audio": ("duration", "performer", "title"), "video": ("duration", "width", "height")}
_LARGEST_PHOTO = 10 * 1024 * 1024
_LARGEST_UPLOAD = 50 * 1024 * 1024


def incoming(world: World, kind: str, params: Params, given: Any = None) -> Params:
    """The field(s) a message carries for one file: an upload, or a file_id seen before."""
    source = given if given is not None else params["media"]
    if isinstance(source, Upload):
        return _uploaded(world, kind, source, params)
    if source.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.by_id.get(source)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.capitalize()} as {kind.capitalize()}")
    if kind == "photo":
        return {"photo": world.files.photo(stored.content)}
    return {kind: world.files.describe(stored, **_details(kind, params))}


def _uploaded(world: World, kind: str, upload: Upload, params: Params) -> Params:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (_LARGEST_PHOTO if kind == "photo" else _LARGEST_UPLOAD):
        raise misuse("file is too big")
    if kind == "photo":
        try:
            return {"photo": world.files.photo(upload.content)}
        except OSError:
            raise bad_request("IMAGE_PROCESS_FAILED") from None
    mime = upload.mime or _MIME[kind]
    stored = world.files.add(kind, upload.content, mime, name=None if kind == "voice" else upload.name)
    return {kind: world.files.describe(stored, **_details(kind, params))}


def _details(kind: str, params: Params) -> Params:
    found = {key: params[key] for key in _MORE.get(kind, ()) if key in params}
    if kind != "document":
        found.setdefault("duration", 0)
    if kind == "video":
        found = {"width": 320, "height": 240, **found}
    return found


def _send(kind: str) -> Any:
    def send(world: World, params: Params) -> Params:
        chat = reachable(world, params["chat_id"])
        words = caption(params)
        return post(world, chat, params, {**incoming(world, kind, params, params[kind]), **words}).api

    send.__doc__ = f"A {kind} with an optional caption."
    return send


def send_media_group(world: World, params: Params) -> list[Params]:
    """An album: two to ten files that are shown as one."""
    chat = reachable(world, params["chat_id"])
    items = params["media"]
    if not 2 <= len(items) <= 10:
        raise misuse("Invalid number of items in the media group: 2-10 expected")
    kinds = {item["type"] for item in items}
    if len(kinds) > 1 and not kinds <= {"photo", "video"}:
        raise misuse("the album items can't be mixed")
    contents = [{**incoming(world, item["type"], item), **caption(item)} for item in items]
    group = str(next(world.numbers))
    return [post(world, chat, params, {"media_group_id": group, **content}).api for content in contents]


HANDLERS = {
    "sendPhoto": _send("photo"),
    "sendVoice": _send("voice"),
    "sendAudio": _send("audio"),
    "sendVideo": _send("video"),
    "sendDocument": _send("document"),
    "sendMediaGroup": send_media_group,
}
