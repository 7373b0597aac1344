"""Workbooks nobody should have to open, as bytes, by name."""

import io
import zipfile

from openpyxl import Workbook

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_REL = '<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="房屋" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET = '<?xml version="1.0"?>{}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
HEADS = ("楼栋", "单元", "房号", "建筑面积", "状态", "交付日期", "物业费单价")


def _raw(rows: str, before: str = "", shared: str | None = None, extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook written by hand: one sheet of these rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELS.format(_REL.format(1, "officeDocument", "xl/workbook.xml")))
        packed.writestr("xl/workbook.xml", _BOOK)
        links = _REL.format(1, "worksheet", "worksheets/sheet1.xml") + _REL.format(
            2, "sharedStrings", "sharedStrings.xml"
        )
        packed.writestr("xl/_rels/workbook.xml.rels", _RELS.format(links))
        packed.writestr("xl/worksheets/sheet1.xml", _SHEET.format(before, rows))
        if shared is not None:
            packed.writestr("xl/sharedStrings.xml", shared)
        for name, content in (extra or {}).items():
            packed.writestr(name, content)
    return out.getvalue()


def _cell(place: str, value: str) -> str:
    return f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}" t="inlineStr"><is><t>{value}</t></is></c></row>'


def sound(*rows: tuple[object, ...]) -> bytes:
    """A workbook that can be read, with rows below the heading."""
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = "房屋"
    for row in (HEADS, *rows):
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def hostile() -> dict[str, bytes]:
    """All of them. The large ones are small until they are unpacked."""
    strings = '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
    laughs = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    )
    home = ("1", "1", "101", 80, "已入住", "2020-01-01", 2.5)
    good = sound(home)
    return {
        "nothing": b"",
        "no zip": b"PK\x03\x04 not really",
        "cut short": good[: len(good) // 2],
        "empty zip": b"PK\x05\x06" + b"\0" * 18,
        "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096,
        "corner cell": _raw(_cell("A1", "楼栋") + _cell("XFD1048576", "x")),
        "beyond the corner": _raw(_cell("ZZZZZZ99999999999", "x")),
        "a million rows": _raw("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_048_577, 20))),
        "strings like a bomb": _raw(_cell("A1", "楼栋"), shared=strings.format(f"<si><t>{'x' * 1000}</t></si>" * 400_000)),
        "one huge cell": _raw(_cell("A1", "水" * 4_000_000)),
        "entities": _raw(_cell("A1", "&c;"), laughs),
        "outside file": _raw(_cell("A1", "&x;"), '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "slipping names": _raw(_cell("A1", "楼栋"), extra={"../../../slipped": b"x", "/slipped": b"x"}),
        "macros": _raw(_cell("A1", "楼栋"), extra={"xl/vbaProject.bin": b"\xd0\xcf" * 100}),
        "string that is not there": _raw('<row r="1"><c r="A1" t="s"><v>99</v></c></row>', shared=strings.format("")),
        "formulas": sound(("=1+1", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x")', "=[x.xlsx]A!A1", "@SUM(A1)", "+1", "-1")),
        "wrong types": sound((True, 1e308, -5, "NaN", 7, 3.25, "x"), ({}.__class__.__name__, None, "٣", "½", "1e9999", "0000-00-00", "=")),
    }  # fmt: skip


def damaged(dice, good: bytes) -> bytes:
    """A sound one with some bytes changed, cut out or doubled."""
    made = bytearray(good)
    for _ in range(dice.choice((1, 1, 4, 40))):
        place = dice.randrange(len(made))
        match dice.randrange(3):
            case 0:
                made[place] = dice.randrange(256)
            case 1:
                del made[place : place + dice.randrange(1, 64)]
            case _:
                made[place:place] = made[place : place + dice.randrange(1, 64)]
        made = made or bytearray(b"x")
    return bytes(made)
