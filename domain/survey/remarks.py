"""Remarks grouped by what they are about, most frequent first (F-16, SUR-26)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.reading.folding import mended
from domain.reading.topic import OTHER, topic_of
from domain.survey.results import Remark

#: Numbers so long name a home, a car or a telephone.
_TELLING = re.compile(r"[A-Za-z]?\d(?:[\d\-－—栋幢座单元号室#]*\d){2,}")
#: Aspects of the standard list that are a topic by themselves: what is said to them is about them unless it says otherwise.
_TOPIC_OF = {
    "power": "power", "water": "water_supply", "greening": "greening", "sanitation": "cleaning", "security": "security",
    "facilities": "public_facility", "attitude": "staff_service", "courtesy": "staff_service",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Remarks about one thing: a topic of the reading, how many, in how many forms."""

    topic: str
    remarks: tuple[Remark, ...]

    @property
    def number(self) -> int:
        """In how many forms it is said."""
        return len({remark.form.id for remark in self.remarks})


def grouped(remarks: Iterable[Remark]) -> list[Group]:
    """The groups, most frequent first; what is about nothing we know comes last (F-16)."""
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        found.setdefault(topic(remark), []).append(remark)
    groups = [Group(name, tuple(said)) for name, said in found.items()]
    return sorted(groups, key=lambda group: (group.topic == OTHER, -group.number, group.topic))


def topic(remark: Remark) -> str:
    """What a remark is about: what its words say, else the aspect it was said to."""
    said, _ = topic_of(mended(remark.words))
    return said if said != OTHER else _TOPIC_OF.get(remark.question.key, OTHER)


def about_item(group: Group, key: str) -> list[Remark]:
    """What of a group is about that item: said to it, or about its topic by what its words say."""
    theirs = _TOPIC_OF.get(key)
    return [r for r in group.remarks if r.question.key == key or group.topic == theirs]


def nameless(words: str) -> str:
    """The words without numbers that lead to a home, a car or a telephone: for whoever may not know who wrote them."""
    return _TELLING.sub("…", words)
