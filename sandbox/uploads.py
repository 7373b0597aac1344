"""A request's parameters, however they came: address, form, multipart or JSON."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import BodyPartReader
from aiohttp.web import BaseRequest

from sandbox.errors import bad_request


@dataclass(slots=True, frozen=True)
class Upload:
    """A file in a multipart request."""

    name: str
    content: bytes
    mime: str | None


async def read_call(request: BaseRequest) -> tuple[dict[str, Any], dict[str, Upload]]:
    """(parameters, uploads by field name). Raises 400 when the body is not what it says it is."""
    params: dict[str, Any] = dict(request.query) if request.query_string else {}
    if request.method != "POST":
        return params, {}
    kind = request.content_type
    if kind == "application/json":
        body = await request.read()
        if body:
            try:
                found = orjson.loads(body)
            except orjson.JSONDecodeError:
                raise bad_request("can't parse JSON object") from None
            if not isinstance(found, dict):
                raise bad_request("can't parse JSON object")
            params.update(found)
    elif kind == "application/x-www-form-urlencoded":
        params.update(parse_qsl((await request.read()).decode(), keep_blank_values=True))
    elif kind == "multipart/form-data":
        return await _multipart(request, params)
    return params, {}


async def _multipart(request: BaseRequest, params: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Upload]]:
    files: dict[str, Upload] = {}
    if request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            params[part.name] = await part.text()
            continue
        mime = part.headers.get("Content-Type")
        content = bytes(await part.read(decode=True))
        files[part.name] = Upload(part.filename, content, None if mime == "application/octet-stream" else mime)
    return params, files


def attached(value: Any, files: dict[str, Upload]) -> Any:
    """The value with every "attach://name" replaced by that upload. Raises when the upload is not there."""
    if isinstance(value, str):
        if not value.startswith("attach://"):
            return value
        upload = files.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return upload
    if isinstance(value, list):
        return [attached(item, files) for item in value]
    if isinstance(value, dict):
        return {key: attached(item, files) for key, item in value.items()}
    return value
