"""Makes a failing run small: as few acts and events as still show what was wrong."""

from collections.abc import Callable, Sequence


def smallest(numbers: Sequence[int], fails: Callable[[frozenset[int]], bool]) -> list[int]:
    """Those of the numbers that cannot be left out one chunk at a time; `fails` is given what is left out.

    Halves first, then ever smaller pieces (delta debugging); ends when no single one can be spared.
    """
    kept, size = list(numbers), max(1, len(numbers) // 2)
    everything = frozenset(numbers)
    while True:
        spared = False
        for first in range(0, len(kept), size):
            rest = kept[:first] + kept[first + size :]
            if rest != kept and fails(everything - frozenset(rest)):
                kept, spared = rest, True
                break
        if not spared:
            if size == 1:
                return kept
            size = max(1, size // 2)
