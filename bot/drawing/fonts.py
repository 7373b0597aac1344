"""A font with Chinese glyphs, if the machine has one: known places first, then fontconfig.

Whoever draws says each text twice, as it should read and in plain ASCII. Without such a font the second is drawn, so
that nobody ever looks at empty boxes.
"""

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from PIL import ImageFont

#: Text as it should read, and in plain ASCII.
Text = Sequence[str]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

#: Debian and its kin, macOS, Windows; sans before serif, packages we name first.
PLACES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJKsc-Regular.otf",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "/System/Library/Fonts/STHeiti Medium.ttc",
    "/Library/Fonts/Arial Unicode.ttf",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/msyh.ttf",
    "C:/Windows/Fonts/simhei.ttf",
    "C:/Windows/Fonts/simsun.ttc",
)
#: What `guanjia check` says when there is none.
INSTALL = "install a Chinese font: apt install fonts-noto-cjk (or fonts-wqy-microhei)"
#: A font that has these has whatever our own labels use.
_PROBE = "管家报修急漏"
#: A code point that is nothing in any font.
_NOTHING = "\U0010fffe"
_LOOKED_AT = 40
#: Collections hold one face for each region; ours is the simplified one.
_FACES, _REGION = 6, (" SC", " CN")


class Fonts:
    """One typeface in any size. `path` is None when the machine has no Chinese font: then only ASCII is drawn."""

    def __init__(self, path: str | None = None, face: int = 0) -> None:
        self.path = path
        #: Which face of a collection; 0 in a file of one.
        self.face = face
        self._sizes: dict[int, Font] = {}

    @property
    def chinese(self) -> bool:
        """Whether Chinese labels can be drawn."""
        return self.path is not None

    def sized(self, size: int) -> Font:
        """The typeface in that size, pixels."""
        if size not in self._sizes:
            self._sizes[size] = (
                ImageFont.load_default(size)
                if self.path is None
                else ImageFont.truetype(self.path, size, index=self.face)
            )
        return self._sizes[size]

    def said(self, text: Text) -> str:
        """The text as it can be drawn here: as it should read, else in ASCII; a single rare character becomes `?`."""
        wanted, plain = text[0], text[1]
        if not self.chinese:
            return plain.encode("ascii", "replace").decode()
        font = self.sized(20)
        return "".join(c if c.isascii() or drawn(font, c) else "?" for c in wanted)


def drawn(font: Font, character: str) -> bool:
    """Whether the font has a glyph of its own for the character: another one than for what nothing stands for."""
    if character.isspace():
        return True
    return _shape(font, character) != _shape(font, _NOTHING)


def _shape(font: Font, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)


def look(places: Iterable[str] = PLACES, *, ask_fontconfig: bool = True) -> Fonts:
    """The first font there that has Chinese glyphs; one that draws ASCII only when there is none."""
    for place in places:
        if Path(place).is_file() and (found := _opened(place)) is not None:
            return found
    for place in _known_to_fontconfig() if ask_fontconfig else ():
        if (found := _opened(place)) is not None:
            return found
    return Fonts()


@cache
def fonts() -> Fonts:
    """What this machine has, looked for once."""
    return look()


def _opened(path: str) -> Fonts | None:
    """The font of that file, in the face for simplified Chinese; None when it cannot be read or has no Chinese."""
    best: int | None = None
    for face in range(_FACES):
        try:
            font = ImageFont.truetype(path, 20, index=face)
            if not all(drawn(font, c) for c in _PROBE):
                break
        except (OSError, ValueError):
            break
        best = face if best is None else best
        if any(region in str(font.getname()[0]) for region in _REGION):
            best = face
            break
    return None if best is None else Fonts(path, best)


def _known_to_fontconfig() -> list[str]:
    """Files of fonts that say they can write Chinese, best first."""
    tool = shutil.which("fc-match")
    if tool is None:
        return []
    try:
        done = subprocess.run(
            [tool, "--sort", "--format", "%{file}\n", "sans-serif:lang=zh-cn"],
            capture_output=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line for line in done.stdout.decode("utf-8", "replace").splitlines() if line][:_LOOKED_AT]
