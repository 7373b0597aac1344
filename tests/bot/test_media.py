"""Our own copies: fetched once, without where they were taken, named by their content alone."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import insert, select

from bot.media import Fetcher, MediaStore, without_traces
from store import tables as t
from tests.bot.test_sender import quiet


def picture(form="JPEG", gps=True, orientation=1):
    """A picture of two by one pixels that says where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker"
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(out, form, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_pictures_lose_where_they_were_taken(form):
    """No EXIF is left, the picture is the same."""
    cleaned, mime = without_traces(picture(form), None)
    with Image.open(io.BytesIO(cleaned)) as seen:
        assert seen.size == (20, 10) and not seen.getexif() and "exif" not in seen.info
    assert mime == f"image/{form.lower()}"


def test_pictures_stand_upright():
    """The turn that EXIF told of is carried out before EXIF goes."""
    cleaned, _ = without_traces(picture(orientation=6), None)
    with Image.open(io.BytesIO(cleaned)) as seen:
        assert seen.size == (10, 20)


def test_what_is_no_picture_stays_as_it_is():
    """A document that calls itself a picture is kept untouched."""
    assert without_traces(b"no picture", "image/jpeg") == (b"no picture", "image/jpeg")


def test_names_come_from_content_only(tmp_path):
    """Same content, same file; the folder holds nothing half written."""
    media = MediaStore(tmp_path)
    first = media.keep(b"abc", "file", "../../etc/passwd")
    assert media.keep(b"abc", "file", None)[0] == first[0]
    path = media.find(first[0])
    assert path == tmp_path / first[0][:2] / first[0][2:4] / f"{first[0]}.bin" and path.read_bytes() == b"abc"
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]
    assert media.find("../../../etc/passwd") is None and media.find("0" * 64) is None


async def test_wanted_files_are_fetched(sandbox, started, tmp_path):
    """A photo with GPS, a voice, one too big, one that does not exist: each ends where it belongs."""
    wang = await sandbox.person("王芳")
    await wang.says("/start")
    async with started(quiet()) as run:
        await wang.sends("photo", with_gps=True)
        await wang.sends("voice")
        await run.until(lambda w: len(run.echo.heard) == 3)
        refs = [a.ref for i in run.echo.heard for a in i.attachments]

        def want(work):
            work.conn.execute(insert(t.persons).values(id=1, name="w", reachable=True, created_at=work.now))
            for n, (ref, kind, size) in enumerate(
                [(refs[0], "photo", 1), (refs[1], "voice", 1), (refs[0], "photo", 10**9), ("gone", "photo", 1)]
            ):
                work.conn.execute(insert(t.media).values(
                    by=1, kind=kind, ref=ref, unique_ref=str(n), step="report", status="wanted", size=size, attempts=0,
                    next_at=work.now - timedelta(seconds=1), at=work.now,
                ))  # fmt: skip

        media = MediaStore(tmp_path / "media")
        line = run.pipeline
        await sandbox.fault("drop_before", "getFile", times=1)
        await run.rows(want)
        now = [await run.rows(lambda w: w.now)]
        fetcher = Fetcher(line.api, line.writer, media, lambda: now[0], 20_000_000)
        fetcher.start()
        rows = select(t.media.c.status, t.media.c.sha256, t.media.c.attempts).order_by(t.media.c.id)
        await run.until(lambda w: [r.status for r in w.conn.execute(rows)].count("wanted") == 1)
        now[0] += timedelta(hours=1)
        fetcher.wake()
        await run.until(lambda w: "wanted" not in [r.status for r in w.conn.execute(rows)])
        await fetcher.stop()
        found = await run.rows(lambda w: list(w.conn.execute(rows)))
        assert [r.status for r in found] == ["kept", "kept", "too_big", "gone"]
        with Image.open(media.find(found[0].sha256)) as seen:
            assert not seen.getexif()
        assert media.find(found[1].sha256).suffix == ".ogg"
