"""Telephone numbers: one way of writing them, so that a typed one finds the one on the register."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\s\-‐-―−().·/]+")
_MOBILE = re.compile(r"1[3-9]\d{9}")
#: Area code with its 0, and the subscriber's number. 010 and 02x have two further digits, the others three.
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}")
#: What follows +86: a mobile, or a landline without its 0.
_CHINESE = re.compile(r"1[3-9]\d{9}|(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}")
_ABROAD = re.compile(r"[1-9]\d{6,14}")


def normal(text: str) -> str | None:
    """`138 0000 0001`, `+86 138-0000-0001`, `0086138…`, `8613…` → `+8613800000001`; None when it is no number.

    Numbers of other countries need their + (or 00); landlines their area code.
    """
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+"):
        country = digits[1:]
        if country.startswith("86"):
            national = country[2:].removeprefix("0")
            return f"+86{national}" if _CHINESE.fullmatch(national) else None
        return digits if _ABROAD.fullmatch(country) and country.isascii() else None
    if not digits.isascii():
        return None
    if _MOBILE.fullmatch(digits):
        return f"+86{digits}"
    if digits.startswith("86") and _MOBILE.fullmatch(digits[2:]):
        return f"+{digits}"
    return f"+86{digits[1:]}" if _LANDLINE.fullmatch(digits) else None


def plain(phone: str) -> str:
    """A normalised number as it is dialled at home: `13800000001`, `01088886666`; foreign ones keep their +."""
    if not phone.startswith("+86"):
        return phone
    national = phone[3:]
    return national if _MOBILE.fullmatch(national) else f"0{national}"
