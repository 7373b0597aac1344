"""Pictures that are drawn when a message is sent, over the wire: they arrive under their names, once, and never stop the words."""

import pytest

from bot.drawing.artist import Artist
from bot.media import MediaStore
from tests.bot.test_drawing import CHART, SHEET
from tests.bot.test_sender import quiet, wang

__all__ = ["wang"]
PHOTO = {"kind": "photo", "ref": "", "draw": CHART, "name": "week.png"}
BOOK = {"kind": "file", "ref": "", "draw": {"what": "report", "period": "2026-11"}, "name": "维修月报-2026-11.xlsx"}


@pytest.fixture
def artist(tmp_path):
    """Draws into the test's folder; knows one report by name."""

    async def ask(given):
        return {"what": "workbook", "sheets": [{**SHEET, "rows": [[given["period"], 1, None, None, None, None]]}]}

    return Artist(tmp_path / "media", ask)


async def test_chart_and_workbook_arrive_with_the_words(sandbox, started, wang, artist, tmp_path):
    """The words under the chart, the workbook under its Chinese name; own files go out as before."""
    person = await wang()
    media = MediaStore(tmp_path / "media")
    sha256, _, _ = media.keep(b"%PDF-1.4", "file", "application/pdf")
    async with started(quiet(), file=media.find, draw=artist.file) as run:
        own = {"kind": "file", "ref": sha256}
        await run.owe("a", person.id, "<b>月报</b>", payload={"media": [PHOTO, BOOK]})
        await run.owe("b", person.id, "both", payload={"media": [PHOTO, own]})
        await run.key("a", "sent")
        await run.key("b", "sent")
    messages = [m for m in (await sandbox.chat(person.id))["messages"] if m["is_bot"]]
    assert str(messages).count("维修月报-2026-11.xlsx") == 1
    methods = [c["method"] for c in await sandbox.calls() if c["method"].startswith("send")]
    assert methods == ["sendPhoto", "sendDocument", "sendPhoto", "sendDocument"]
    assert await sandbox.violations() == []


async def test_buttons_stay_with_the_words(sandbox, started, wang, artist):
    """A digest: the chart, its words and its buttons are one message."""
    person = await wang()
    buttons = [[{"label": "全部工单", "data": "m:board:0"}]]
    async with started(quiet(), draw=artist.file) as run:
        await run.owe("a", person.id, "早报", payload={"media": [PHOTO], "buttons": buttons})
        await run.key("a", "sent")
    sent = [c["method"] for c in await sandbox.calls() if c["method"].startswith("send")]
    assert sent == ["sendPhoto"]


async def test_what_cannot_be_drawn_does_not_keep_the_words_back(sandbox, started, wang, artist):
    """Nobody draws, or the drawing fails: the words arrive by themselves."""
    person = await wang()
    bad = {"kind": "photo", "ref": "", "draw": {"what": "chart"}}
    for draw in ({"draw": artist.file}, {}):
        async with started(quiet(), **draw) as run:
            await run.owe(f"a{len(draw)}", person.id, "早报", payload={"media": [bad]})
            await run.key(f"a{len(draw)}", "sent")
    texts = [m["text"] for m in (await sandbox.chat(person.id))["messages"] if m["is_bot"]]
    assert texts == ["早报", "早报"]


async def test_a_retry_uploads_the_same_file(sandbox, started, wang, artist):
    """Told to wait, then again: drawn once, and what is sent the second time is what was sent the first."""
    person = await wang()
    drawn = []

    async def draw(document):
        drawn.append(await artist.file(document))
        return drawn[-1]

    async with started(quiet(), draw=draw) as run:
        await sandbox.fault("refuse", "sendPhoto", error_code=429, description="Too Many Requests: retry after 1",
                            parameters={"retry_after": 1}, times=1)  # fmt: skip
        await run.owe("a", person.id, "早报", payload={"media": [PHOTO]})
        await run.key("a", "sent")
    assert len(drawn) == 2
    assert drawn[0] == drawn[1]
    assert len(list(artist.folder.glob("*/*"))) == 1
