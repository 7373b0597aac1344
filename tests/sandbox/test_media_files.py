"""Files both ways: what people send is real, what the bot sends arrives, and what cannot be."""

import base64
import io
import json
import struct

import aiohttp
import pytest
from PIL import Image

from sandbox import media
from tests.support.phones import Phone, Sandbox
from tests.support.rawbot import TOKEN, Bot, Said


async def _download(sandbox: Sandbox, path: str) -> tuple[int, bytes]:
    async with aiohttp.ClientSession() as session, session.get(f"{sandbox.url}{path}") as reply:
        return reply.status, await reply.read()


async def _upload(sandbox: Sandbox, method: str, files: dict[str, bytes], **params: object) -> dict:
    form = aiohttp.FormData()
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, content in files.items():
        form.add_field(name, content, filename=f"{name}.jpg", content_type="application/octet-stream")
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.url}/bot{TOKEN}/{method}", data=form) as reply,
    ):
        found = await reply.json()
        if not found["ok"]:
            raise Said(found, reply.status)
        return found["result"]


async def test_a_photo_is_a_real_one(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """In several sizes, each of which can be fetched."""
    await wang.sends("photo", caption="厨房 https://a.cn")
    message = (await bot("getUpdates"))[-1]["message"]
    assert message["caption_entities"][0]["type"] == "url"
    sizes = message["photo"]
    assert [size["width"] for size in sizes] == [90, 320, 800, 960]
    for size in sizes:
        file = await bot("getFile", file_id=size["file_id"])
        assert file["file_unique_id"] == size["file_unique_id"]
        status, content = await _download(sandbox, f"/file/bot{TOKEN}/{file['file_path']}")
        assert status == 200
        with Image.open(io.BytesIO(content)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (size["width"], size["height"]))
    assert (await _download(sandbox, (await wang.messages())[-1]["media"]["url"]))[1] == content


async def test_an_album_is_several_messages(bot: Bot, wang: Phone) -> None:
    """One group id, different pictures, the caption on the first."""
    sent = await wang.sends("album", count=4, caption="漏水")
    assert len(sent["message_ids"]) == len(sent["update_ids"]) == 4
    messages = [one["message"] for one in await bot("getUpdates")]
    assert len({one["media_group_id"] for one in messages}) == 1
    assert len({one["photo"][-1]["file_unique_id"] for one in messages}) == 4
    assert [one.get("caption") for one in messages] == ["漏水", None, None, None]


async def test_a_photo_can_tell_where_it_was_taken(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """EXIF with a place, to see that it is removed."""
    await wang.sends("photo", with_gps=True)
    _, content = await _download(sandbox, (await wang.messages())[-1]["media"]["url"])
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.getexif().get_ifd(0x8825)[1] == "N"


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("voice", b"OggS"),
        ("video", b"\x1aE\xdf\xa3"),
        ("audio", b"RIFF"),
        ("sticker", b"RIFF"),
        ("document", "物业".encode()),
    ],
)
async def test_other_files_are_what_they_say(bot: Bot, sandbox: Sandbox, wang: Phone, kind: str, start: bytes) -> None:
    """Sound, film, sticker, document: described in the update, and fetched."""
    await wang.sends(kind)
    described = (await bot("getUpdates"))[-1]["message"][kind]
    path = (await bot("getFile", file_id=described["file_id"]))["file_path"]
    _, content = await _download(sandbox, f"/file/bot{TOKEN}/{path}")
    assert content.startswith(start)
    assert len(content) == described["file_size"]
    assert (await wang.messages())[-1]["media"]["kind"] == kind


def test_the_voice_is_whole_ogg_pages() -> None:
    """Every page's length and checksum-carrying header lead to the next; the last is marked as the end."""
    content = media.voice(3)
    at, kinds = 0, []
    while at < len(content):
        magic, _, kind, position = struct.unpack_from("<4sBBq", content, at)
        assert magic == b"OggS"
        segments = content[at + 26]
        at += 27 + segments + sum(content[at + 27 : at + 27 + segments])
        kinds.append(kind)
    assert kinds == [2, 0, 0, 0, 4]
    assert position == 3 * 48_000


async def test_contacts_and_places(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """One's own contact has one's own id; somebody else's theirs; a number typed in has none."""
    li = await sandbox.person("李强", phone="13900000002")
    await wang.shares_contact()
    await wang.sends("contact", contact_user_id=li.id)
    await wang.sends("contact", phone="110", text="警察")
    await wang.sends("location", latitude=31.5, longitude=120.25)
    own, other, typed, place = [one["message"] for one in await bot("getUpdates")]
    assert own["contact"] == {"phone_number": "13800000001", "first_name": "王芳", "user_id": wang.id}
    assert other["contact"]["user_id"] == li.id
    assert typed["contact"] == {"phone_number": "110", "first_name": "警察"}
    assert place["location"] == {"latitude": 31.5, "longitude": 120.25}


async def test_a_large_file_cannot_be_fetched(bot: Bot, wang: Phone) -> None:
    """More than 20 MB."""
    await wang.sends("video", size=21 * 1024 * 1024)
    described = (await bot("getUpdates"))[-1]["message"]["video"]
    with pytest.raises(Said, match="^Bad Request: file is too big$"):
        await bot("getFile", file_id=described["file_id"])
    with pytest.raises(Said, match="^Bad Request: invalid file_id$"):
        await bot("getFile", file_id="nothing")


async def test_the_bot_sends_a_photo(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Uploaded once, sent again by its id; not as another kind."""
    sent = await _upload(
        sandbox, "sendPhoto", {"photo": media.photo(1)}, chat_id=wang.id, caption="<b>完工</b>", parse_mode="HTML"
    )
    assert (sent["photo"][-1]["width"], sent["caption"]) == (960, "完工")
    file_id = sent["photo"][-1]["file_id"]
    again = await bot("sendPhoto", chat_id=wang.id, photo=file_id)
    assert again["photo"][-1]["file_unique_id"] == sent["photo"][-1]["file_unique_id"]
    with pytest.raises(Said, match="can't use file of type Photo as Document"):
        await bot("sendDocument", chat_id=wang.id, document=file_id)
    with pytest.raises(Said, match="wrong file identifier/HTTP URL specified"):
        await bot("sendPhoto", chat_id=wang.id, photo="nothing")
    with pytest.raises(Said, match="IMAGE_PROCESS_FAILED"):
        await _upload(sandbox, "sendPhoto", {"photo": b"no picture"}, chat_id=wang.id)
    with pytest.raises(Said, match="message caption is too long"):
        await bot("sendPhoto", chat_id=wang.id, photo=file_id, caption="字" * 1025)


async def test_the_bot_sends_files_and_albums(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """attach:// names an upload of the same request."""
    sent = await _upload(sandbox, "sendDocument", {"table": b"a,b"}, chat_id=wang.id, document="attach://table")
    assert (sent["document"]["file_name"], sent["document"]["file_size"]) == ("table.jpg", 3)
    items = [{"type": "photo", "media": "attach://one", "caption": "甲"}, {"type": "photo", "media": "attach://two"}]
    photos = {"one": media.photo(1), "two": media.photo(2)}
    album = await _upload(sandbox, "sendMediaGroup", photos, chat_id=wang.id, media=items)
    assert len({one["media_group_id"] for one in album}) == 1
    assert [one["media"]["kind"] for one in await wang.heard()] == ["document", "photo", "photo"]
    with pytest.raises(Said, match="2-10 expected"):
        await bot(
            "sendMediaGroup", chat_id=wang.id, media=[{"type": "photo", "media": album[0]["photo"][0]["file_id"]}]
        )
    with pytest.raises(Said, match="wrong file identifier"):
        await bot("sendMediaGroup", chat_id=wang.id, media=items)


async def test_the_bot_changes_a_photo(bot: Bot, sandbox: Sandbox, wang: Phone) -> None:
    """Another picture, then another caption."""
    sent = await _upload(sandbox, "sendPhoto", {"photo": media.photo(1)}, chat_id=wang.id, caption="早报")
    where = {"chat_id": wang.id, "message_id": sent["message_id"]}
    new = {"type": "photo", "media": "attach://new", "caption": "晚报"}
    edited = await _upload(sandbox, "editMessageMedia", {"new": media.photo(2)}, **where, media=new)
    assert edited["photo"][-1]["file_unique_id"] != sent["photo"][-1]["file_unique_id"]
    assert (await bot("editMessageCaption", **where, caption="夜报"))["caption"] == "夜报"
    with pytest.raises(Said, match="there is no text in the message to edit"):
        await bot("editMessageText", **where, text="x")


async def test_a_person_sends_a_file_of_their_own(bot: Bot, wang: Phone) -> None:
    """Any content; a photo must be a picture."""
    content = base64.b64encode(b"%PDF-1.4").decode()
    await wang.sends("document", content_b64=content, mime="application/pdf", file_name="合同.pdf")
    described = (await bot("getUpdates"))[-1]["message"]["document"]
    assert (described["file_name"], described["mime_type"], described["file_size"]) == (
        "合同.pdf",
        "application/pdf",
        8,
    )
    with pytest.raises(AssertionError, match="is not a picture"):
        await wang.sends("photo", content_b64=content)
    with pytest.raises(AssertionError, match="kind must be"):
        await wang.sends("rocket")
