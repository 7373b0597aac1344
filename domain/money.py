"""Money: whole fen inside, yuan as people write them outside. Never a float."""

import re
import unicodedata

_AMOUNT = re.compile(
    r"(?:¥|rmb|cny)?\s*(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,2}))?\s*(?:元整?|块钱?|圆|yuan|rmb|cny)?"
)


def yuan(fen: int) -> str:
    """123450 → `¥1,234.50`; less than nothing → `-¥0.50`."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}¥{whole:,}.{rest:02d}"


def parse(text: str) -> int | None:
    """Fen of `98.5`, `¥1,234.50`, `98元` or `98 yuan`; None for anything else, below zero and part fens included."""
    plain = unicodedata.normalize("NFKC", text).lower().strip()
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        return None
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))
