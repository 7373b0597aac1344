"""Rows of questions of one tap: one a person and thing, also when two people turn out to be one."""

from typing import Any

from tests.services.steps import ANNA, WANG, moves_in
from tests.support.estate import Estate


def _row(estate: Estate, person: int, subject: int) -> dict[str, Any]:
    return {
        "community_id": estate.community,
        "kind": "poor",
        "subject_id": subject,
        "turn": 3,
        "person_id": person,
        "made_at": estate.now,
    }


def test_one_a_person_and_thing(estate: Estate) -> None:
    """A second is not made; another person's is."""

    def makes(work: Any) -> list[bool]:
        ids = [work.people.by_telegram(estate.people[who]).id for who in (WANG, WANG, ANNA)]
        return [work.shorts.add(_row(estate, person, 7)) is not None for person in ids]

    assert estate.work(makes) == [True, False, True]


def test_two_people_turn_out_to_be_one(estate: Estate) -> None:
    """What either was asked stays, of two about the same thing one."""
    moves_in(estate, "王伯", 61, "3-2-1502")

    def binds(work: Any) -> list[tuple[int, int]]:
        guest, known = work.people.by_telegram(61), work.people.by_telegram(estate.people[WANG])
        for person, subject in ((guest.id, 7), (known.id, 7), (guest.id, 8)):
            work.shorts.add(_row(estate, person, subject))
        work.people.bind(guest, known)
        return [
            (one.subject_id, one.person_id - known.id)
            for one in (*work.shorts.of("poor", 7), *work.shorts.of("poor", 8))
        ]

    assert estate.work(binds) == [(7, 0), (8, 0)]
