"""Forgets a person who asks for it: what names them and what they wrote goes, figures stay (decision 23).

Only what is over can be forgotten: a promise is owed to somebody.
"""

from collections import Counter
from dataclasses import dataclass

from domain import phones
from domain.people import Person
from services import Work


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who may be meant, with where they live by the register."""

    person: Person
    homes: tuple[str, ...]


def meant(work: Work, said: str) -> list[Found]:
    """Who may be meant by a number of ours, a telephone number or a whole name; nobody who was forgotten already."""
    gone = work.erasing.here()
    people = work.people.called(said, phones.normal(said))
    return [Found(p, tuple(unit.label for unit in work.people.ever_home(p.id))) for p in people if p.id not in gone]


def hindrances(work: Work, person: int) -> list[tuple[str, str]]:
    """What must be finished before: kind (post, matter, callback, talk, payment) and which."""
    return work.erasing.hindrances(person)


def preview(work: Work, person: int) -> Counter[str]:
    """How many rows of each table would be emptied."""
    return work.erasing.counted(work.erasing.whose(person))


def forget(work: Work, person: int) -> Counter[str]:
    """Empties everything, ends where they live; how many rows of each table. Files go with `services.keeping`."""
    who = work.erasing.whose(person)
    work.erasing.leave(person)
    return work.erasing.erase(who)
