"""A poll of many hands: whatever is pressed when and by whom, the last choice of each home before the end is what is counted."""

from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from domain.poll import outcome
from store import poll_tables as v
from store import tables as t
from tests.services.steps import moves_in, sets
from tests.services.survey_steps import settles
from tests.services.test_polls import chooses, keys, sends, state
from tests.support.estate import Estate


@pytest.mark.parametrize("seed", range(4))
def test_last_choice_of_each_home_is_counted(estate: Estate, seed: int) -> None:
    """Families of two, doubled presses, presses for other homes, forged options, the clock in between, presses after the end."""
    draw = Random(seed)
    sets(estate, "poll.page", 10)
    homes = draw.sample(sorted(set(estate.units) - {"2-1-101", "3-2-1502"}), 8)
    families = {}
    for n, home in enumerate(homes):
        families[home] = [f"甲{n}", f"乙{n}"][: draw.randint(1, 2)]
        for m, name in enumerate(families[home]):
            moves_in(estate, name, 200 + 2 * n + m, home, draw.choice(("zh", "en")))
    one = sends(
        estate, options="一 / One\n二 / Two\n三 / Three\n四 / Four", shown=draw.choice(("截止后公布", "随时看得到"))
    )
    expected: dict[str, int] = {}
    for _ in range(60):
        home, by = draw.choice(homes), draw.choice(homes)
        option, who = draw.randint(0, 5), draw.choice(families[by])
        for _ in range(draw.randint(1, 2)):
            chooses(estate, one, home, option, who)
        if home == by and option < 4:
            expected[home] = option
        if draw.random() < 0.2:
            estate.passes(minutes=draw.randint(1, 90))
    estate.passes(days=8)
    for home in homes:
        chooses(estate, one, home, 0, families[home][0])
    estate.passes(hours=12)  # the end may fall into the quiet hours
    settles(estate)
    came = outcome(state(estate, one), state(estate, one).result)
    assert came.votes == tuple(list(expected.values()).count(n) for n in range(4))
    assert came.eligible == 24

    def left(w: Any) -> list[Any]:
        return list(w.conn.execute(select(v.poll_homes.c.choice).where(v.poll_homes.c.choice.is_not(None))))

    assert estate.work(left) == []
    assert len(keys(estate, one, "ballot")) == len(set(keys(estate, one, "ballot"))) == 10
    assert len(keys(estate, one, "result")) == 10
    stuck = select(t.outbox.c.key).where(t.outbox.c.key.like(f"poll:{one}:%"), t.outbox.c.status != "sent")
    assert [key for key in estate.work(lambda w: list(w.conn.scalars(stuck))) if ":ballot:" not in key] == []
