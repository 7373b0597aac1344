"""What the reading is measured on: letters with labels (given, not ours), and short messages of our own."""

import csv
import os
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: The letters lie beside the project, or where the environment says.
PLACE = Path(os.environ.get("OWNER_MESSAGES", ROOT.parent / "shared" / "data" / "owner-messages.csv"))
CHATS = ROOT / "tests" / "domain" / "reading"


@dataclass(frozen=True)
class Case:
    """One text and what is right: of several, the likeliest first."""

    text: str
    intents: tuple[str, ...]
    topics: tuple[str, ...]
    urgent: frozenset[bool]
    #: `3-2-1502`; empty: none; None: nobody has labelled it.
    unit: str | None
    name: str = ""

    @property
    def must(self) -> bool:
        """Urgent without a doubt."""
        return self.urgent == {True}

    @property
    def calm(self) -> bool:
        """Not urgent without a doubt."""
        return self.urgent == {False}


def letters() -> list[Case]:
    """The letters; none where the file is not there."""
    if not PLACE.exists():
        return []
    with PLACE.open(encoding="utf-8", newline="") as file:
        return [
            Case(
                f"{row['title']} {row['body']}",
                tuple(filter(None, (row["intent"], row["second_intent"]))),
                (row["topic"],),
                frozenset({row["urgent"] == "1"}),
                None,
                row["id"],
            )
            for row in csv.DictReader(file)
        ]


def chats(name: str) -> list[Case]:
    """The short messages of that file: `chats` were learnt from, `aside` were not."""
    cases = []
    for line in (CHATS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("# "):
            text, intents, topics, urgent, unit = line.split("|")
            flags = frozenset(flag == "1" for flag in urgent.split())
            cases.append(Case(text, tuple(intents.split()), tuple(topics.split()), flags, unit, text))
    return cases


def is_first_half(case: Case) -> bool:
    """The half of the letters that word lists and weights were made with, before the other half was looked at."""
    return int(md5(case.name.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 0
