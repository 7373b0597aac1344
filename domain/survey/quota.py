"""How many are asked, how many must come back, and who: exact, and the same again from the same seed (F-12, F-13, SUR-04, SUR-05).

The draw orders homes by a digest of seed and home instead of asking a generator of random numbers: what it gives is the
same on every machine and with every version of the language, so anybody can check afterwards that nobody was picked.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b

_WHOLE = 100


def share(number: int, percent: int) -> int:
    """So many per cent of a number of homes, rounded up; whole numbers only, so nothing is lost on the way (X-30)."""
    if number < 0 or percent < 0:
        raise ValueError("a share of nothing")
    return -(-number * percent // _WHOLE)


def issue_quota(moved_in: int, percent: int) -> int:
    """F-12: homes that are asked at least."""
    return min(moved_in, share(moved_in, percent))


def return_quota(issued: int, percent: int) -> int:
    """F-13: forms that must come back at least."""
    return min(issued, share(issued, percent))


def allocate(quota: int, homes: Mapping[str, int]) -> dict[str, int]:
    """The quota shared out to the buildings by their homes, largest remainder first; together exactly the quota.

    No building gives more than it has, and none is more than one away from its exact share.
    """
    whole = sum(homes.values())
    if not 0 <= quota <= whole:
        raise ValueError("more than there are")
    if not whole:
        return dict.fromkeys(homes, 0)
    shared = {code: quota * n // whole for code, n in homes.items()}
    left = quota - sum(shared.values())
    by_rest = sorted(homes, key=lambda code: (-(quota * homes[code] % whole), code))
    for code in by_rest[:left]:
        shared[code] += 1
    return shared


def drawn(seed: int, homes: Mapping[int, str], quota: int) -> list[int]:
    """The homes that are asked: at random, from each building its share; `homes` is home → building. In order of the homes."""
    by_building: dict[str, list[int]] = {}
    for home, code in homes.items():
        by_building.setdefault(code, []).append(home)
    shared = allocate(quota, {code: len(found) for code, found in by_building.items()})
    chosen = [home for code, found in by_building.items() for home in _first(seed, found, shared[code])]
    return sorted(chosen)


def _first(seed: int, homes: Iterable[int], number: int) -> list[int]:
    return sorted(homes, key=lambda home: (blake2b(f"{seed}:{home}".encode(), digest_size=16).digest(), home))[:number]
