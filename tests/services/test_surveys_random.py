"""Two families press whatever they see, twice, at once and too late: one form a home, nothing lost, nothing left over."""

import random

import pytest

from tests.services.steps import ANNA, WANG, moves_in
from tests.services.survey_steps import drafts, forms, issues, settles
from tests.support.estate import Estate

FAMILIES = {"3-2-1502": (WANG, "王伯", "王妈"), "2-1-101": (ANNA, "Bob")}


@pytest.mark.parametrize("named", ["记名", "不记名"])
@pytest.mark.parametrize("seed", range(4))
def test_random_presses_of_two_families(estate: Estate, seed: int, named: str) -> None:
    """Old buttons too; days pass; the survey ends in the midst of it."""
    chance = random.Random(f"{seed} {named}")  # noqa: S311
    for n, (home, family) in enumerate(FAMILIES.items()):
        for k, who in enumerate(family[1:]):
            moves_in(estate, who, 300 + 10 * n + k, home)
    one = issues(estate, named=named, until="11月29日18点")
    for who in (WANG, ANNA):
        estate.taps(who, "请家人填" if who == WANG else "Ask my family")
    people = [who for family in FAMILIES.values() for who in family]
    old: dict[str, list[str]] = {who: [] for who in people}
    for turn in range(120):
        who = chance.choice(people)
        seen = [
            b["data"]
            for m in estate.chats[estate.people[who]].values()
            for row in m.buttons
            for b in row
            if b.get("data", "").startswith("V")
        ]
        old[who] += seen
        match chance.randrange(12):
            case 0:
                estate.says(who, f"words {turn}")
                estate.says(who, "/cancel")
            case 1 if old[who]:
                estate.presses(who, chance.choice(old[who]))
            case 2:
                estate.presses(who, chance.choice(old[chance.choice(people)] or ["V1:send:1"]))
            case 3:
                estate.passes(minutes=chance.randrange(90))
            case _ if seen:
                # What stands last is what people press: else hardly a form would come to its end.
                estate.presses(who, chance.choice(seen[-8:]))
        sent = forms(estate, one)
        counts = estate.work(lambda w: w.surveys.counts(one))
        assert counts.returned == len(sent) <= 2
        assert all("q1" in form.answers for form in sent)
        if named == "记名":
            assert len({form.unit_id for form in sent}) == len(sent)
        open_homes = {d.unit_id for d in drafts(estate)}
        answered = estate.work(
            lambda w: {h.unit_id for h in w.surveys.homes_after(one, 0, 99, silent=False) if h.answered}
        )
        assert open_homes.isdisjoint(answered)
    estate.passes(days=9)
    settles(estate)
    assert drafts(estate) == []
    assert len(forms(estate, one)) == estate.work(lambda w: w.surveys.counts(one)).returned
    assert estate.work(lambda w: w.surveys.get(one)).status == "closed"
