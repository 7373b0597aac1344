"""Sample files made on the spot: a photo with a number on it, a voice that plays (silently), a short video, a page of
text.
"""

import io
import struct
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from PIL.TiffImagePlugin import IFDRational

_GROUNDS = ((88, 120, 150), (150, 104, 84), (98, 138, 98), (132, 112, 150), (160, 140, 90))
_DROP = (120, 190, 235)


def _picture(number: int, width: int, height: int) -> Image.Image:
    """A wall with a pipe that drips and a number, so that pictures can be told apart."""
    ground = _GROUNDS[number % len(_GROUNDS)]
    picture = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(picture)
    light = tuple(min(255, part + 22) for part in ground)
    for row in range(0, height, height // 6):
        draw.line((0, row, width, row), fill=light, width=3)
        shift = (row // (height // 6)) % 2 * (width // 8)
        for col in range(shift, width, width // 4):
            draw.line((col, row, col, row + height // 6), fill=light, width=3)
    pipe = height // 3
    draw.rectangle((0, pipe, width, pipe + height // 10), fill=(196, 200, 204))
    draw.rectangle((width // 2 - 24, pipe - 12, width // 2 + 24, pipe + height // 10 + 12), fill=(164, 168, 172))
    for step in range(1, 5):
        top = pipe + height // 8 + step * height // 9
        draw.ellipse((width // 2 - 14, top, width // 2 + 14, top + 36), fill=_DROP)
    font = ImageFont.load_default(height // 9)
    draw.text((height // 8, height // 7), str(number), fill=(255, 255, 255), font=font, anchor="mm")
    return picture


@lru_cache(maxsize=64)
def photo(number: int, with_gps: bool = False) -> bytes:
    """A JPEG of 960 × 720; with_gps writes a place (Shanghai) into its EXIF."""
    picture = _picture(number, 960, 720)
    out = io.BytesIO()
    if not with_gps:
        picture.save(out, "JPEG", quality=82)
        return out.getvalue()
    exif = Image.Exif()
    degrees = (
        (IFDRational(31), IFDRational(13), IFDRational(4944, 100)),
        (IFDRational(121), IFDRational(28), IFDRational(2532, 100)),
    )
    exif[0x010F] = "Sandbox"
    exif.get_ifd(0x8825).update({1: "N", 2: degrees[0], 3: "E", 4: degrees[1]})
    picture.save(out, "JPEG", quality=82, exif=exif)
    return out.getvalue()


@lru_cache(maxsize=16)
def sticker(number: int) -> bytes:
    """A round face as WebP, 256 × 256."""
    picture = Image.new("RGBA", (256, 256), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, 248, 248), fill=(*_GROUNDS[number % len(_GROUNDS)], 255))
    draw.ellipse((72, 84, 100, 124), fill=(255, 255, 255, 255))
    draw.ellipse((156, 84, 184, 124), fill=(255, 255, 255, 255))
    draw.arc((72, 110, 184, 200), 20, 160, fill=(255, 255, 255, 255), width=12)
    out = io.BytesIO()
    picture.save(out, "WEBP")
    return out.getvalue()


def document(number: int) -> bytes:
    """A page of plain text."""
    return f"物业管理服务合同(样本 {number})\n第一条 服务内容见附件。\n".encode()


# A voice: Ogg pages around Opus packets of silence (RFC 7845; one packet is 20 ms).

_OPUS_SILENCE = b"\xf8\xff\xfe"
_SAMPLES_PER_PACKET = 960


@lru_cache(maxsize=1)
def _crc_table() -> list[int]:
    table = []
    for number in range(256):
        value = number << 24
        for _ in range(8):
            value = (value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1
        table.append(value & 0xFFFFFFFF)
    return table


def _ogg_page(kind: int, position: int, number: int, packets: list[bytes]) -> bytes:
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes((len(packet) % 255,)) for packet in packets)
    page = bytearray(
        struct.pack("<4sBBqIIIB", b"OggS", 0, kind, position, 1, number, 0, len(lacing)) + lacing + b"".join(packets)
    )
    crc = 0
    table = _crc_table()
    for byte in page:
        crc = (crc << 8) & 0xFFFFFFFF ^ table[(crc >> 24) ^ byte]
    page[22:26] = struct.pack("<I", crc)
    return bytes(page)


@lru_cache(maxsize=16)
def voice(seconds: int) -> bytes:
    """An Ogg Opus file of silence."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    maker = b"sandbox"
    tags = b"OpusTags" + struct.pack("<I", len(maker)) + maker + struct.pack("<I", 0)
    pages = [_ogg_page(2, 0, 0, [head]), _ogg_page(0, 0, 1, [tags])]
    for second in range(seconds):
        position = (second + 1) * 50 * _SAMPLES_PER_PACKET
        pages.append(_ogg_page(4 if second + 1 == seconds else 0, position, second + 2, [_OPUS_SILENCE] * 50))
    return b"".join(pages)


# A video: a WebM file whose frames are VP8 key frames, which is what a lossy WebP picture is made of.


def _element(number: int, content: bytes) -> bytes:
    size = len(content)
    return number.to_bytes((number.bit_length() + 7) // 8) + (size | 1 << 56).to_bytes(8) + content


def _vp8_frame(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=50)
    webp = out.getvalue()
    at = webp.index(b"VP8 ")
    length = int.from_bytes(webp[at + 4 : at + 8], "little")
    return webp[at + 8 : at + 8 + length]


def _number(value: int) -> bytes:
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8))


@lru_cache(maxsize=4)
def video(number: int, seconds: int = 2) -> bytes:
    """A WebM of 320 × 240, two pictures a second."""
    width, height, frames = 320, 240, seconds * 2
    head = _element(0x1A45DFA3, _element(0x4282, b"webm") + _element(0x4287, b"\x02") + _element(0x4285, b"\x02"))
    info = _element(
        0x1549A966,
        _element(0x2AD7B1, _number(1_000_000)) + _element(0x4489, struct.pack(">d", frames * 500.0))
        + _element(0x4D80, b"sandbox") + _element(0x5741, b"sandbox"),
    )  # fmt: skip
    shape = _element(0xE0, _element(0xB0, _number(width)) + _element(0xBA, _number(height)))
    track = (
        _element(0xD7, b"\x01") + _element(0x73C5, b"\x01") + _element(0x83, b"\x01") + _element(0x86, b"V_VP8") + shape
    )
    blocks = b"".join(
        _element(
            0xA3, b"\x81" + struct.pack(">hB", frame * 500, 0x80) + _vp8_frame(_picture(number + frame, width, height))
        )
        for frame in range(frames)
    )
    cluster = _element(0x1F43B675, _element(0xE7, b"\x00") + blocks)
    return head + _element(0x18538067, info + _element(0x1654AE6B, _element(0xAE, track)) + cluster)


@lru_cache(maxsize=1)
def audio() -> bytes:
    """A second of silence as WAV."""
    samples = b"\x80" * 8_000
    form = (
        struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8_000, 8_000, 1, 8)
        + struct.pack("<4sI", b"data", len(samples))
        + samples
    )
    return b"RIFF" + struct.pack("<I", 4 + len(form)) + b"WAVE" + form
