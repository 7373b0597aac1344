"""How many are asked and who: the worked example, exactness, fairness between buildings, the same draw again (F-12, F-13)."""

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.survey import allocate, drawn, issue_quota, return_quota

BUILDINGS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 300), min_size=1)


@pytest.mark.parametrize(
    ("homes", "issued", "back"), [(400, 360, 288), (137, 124, 100), (0, 0, 0), (1, 1, 1), (10, 9, 8), (11, 10, 8)]
)
def test_worked_example(homes: int, issued: int, back: int) -> None:
    """400 homes: 360 and 288. 137 homes: 123.3 is 124, 99.2 is 100."""
    assert issue_quota(homes, 90) == issued
    assert return_quota(issued, 80) == back


@given(st.integers(0, 10**9), st.integers(1, 100))
def test_quota_is_rounded_up_exactly(homes: int, percent: int) -> None:
    """Never short of the share, never a whole one over."""
    exact = Fraction(homes * percent, 100)
    assert issue_quota(homes, percent) == ceil(exact)
    assert 0 <= issue_quota(homes, percent) - exact < 1
    assert return_quota(homes, percent) <= homes


@given(BUILDINGS, st.integers(0, 100))
def test_buildings_share_the_quota(homes: dict[str, int], percent: int) -> None:
    """Together exactly the quota, nobody gives more than they have, nobody is more than one off."""
    whole = sum(homes.values())
    quota = issue_quota(whole, percent)
    shared = allocate(quota, homes)
    assert sum(shared.values()) == quota
    assert set(shared) == set(homes)
    for code, n in homes.items():
        assert 0 <= shared[code] <= n
        if whole:
            assert abs(shared[code] - Fraction(quota * n, whole)) < 1


@given(
    st.dictionaries(st.integers(1, 10**6), st.sampled_from("ABC"), max_size=200),
    st.integers(0, 2**62),
    st.integers(1, 100),
)
def test_draw_is_the_same_again_and_fair(homes: dict[int, str], seed: int, percent: int) -> None:
    """From the seed anybody finds the same homes, in whatever order they are listed; each once, the quota of each building."""
    quota = issue_quota(len(homes), percent)
    chosen = drawn(seed, homes, quota)
    assert chosen == drawn(seed, dict(reversed(homes.items())), quota)
    assert len(chosen) == len(set(chosen)) == quota
    assert set(chosen) <= set(homes)
    counts = {code: sum(1 for b in homes.values() if b == code) for code in set(homes.values())}
    assert {c: sum(1 for h in chosen if homes[h] == c) for c in counts} == allocate(quota, counts)


def test_another_seed_draws_others() -> None:
    """And over many seeds every home is drawn about as often as every other."""
    homes = {n: "A" if n % 3 else "B" for n in range(60)}
    times = dict.fromkeys(homes, 0)
    for seed in range(400):
        for home in drawn(seed, homes, 30):
            times[home] += 1
    assert drawn(1, homes, 30) != drawn(2, homes, 30)
    assert min(times.values()) > 140
    assert max(times.values()) < 260
