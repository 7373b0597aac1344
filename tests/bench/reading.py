"""`python -m tests.bench.reading`: how well free text is read. Prints, asserts nothing.

On the letters (given, judged in place) and on short messages of our own: those the weights were learnt from, and those set
aside. What was learnt from is no measure; so the weights are also learnt anew without a fifth, or a half, of the letters
and judged on it. The word lists were not made anew: see docs/reading.md.
"""

import random
import time
from collections import Counter
from collections.abc import Sequence

from domain.reading import Reading, read
from domain.reading.weights import INTENTS
from domain.units import plain
from tests.bench.learn import best, learn
from tests.bench.letters import PLACE, Case, chats, is_first_half, letters

FOLDS, WORST = 5, 10


def main() -> None:
    """The whole report."""
    short, aside, given = chats("chats"), chats("aside"), letters()
    seen, unseen = chats("english"), chats("english_aside")
    if given:
        _report(f"{len(given)} letters, weights learnt from all of them", given)
        _unseen(given, short)
        _worst(given)
    else:
        print(f"The letters are not at {PLACE} (OWNER_MESSAGES names another place): only short messages are judged.")
    _report(f"{len(short)} short messages, learnt from", short)
    _report(f"{len(aside)} short messages, set aside", aside)
    _worst(aside)
    _report(f"{len(seen)} short messages in English, word lists mended by them", seen)
    _report(f"{len(unseen)} short messages in English, set aside", unseen)
    _worst(unseen)
    _speed([*short, *aside], "short messages")
    if given:
        _speed(given, "letters")


def _report(title: str, cases: Sequence[Case]) -> None:
    readings = [read(case.text) for case in cases]
    print(f"\n{title}")
    _intents(cases, [reading.intents[0] for reading in readings], confusion=True)
    pairs = list(zip(cases, readings, strict=True))
    topics = [reading.topic in case.topics for case, reading in pairs if case.topics]
    if topics:
        _rate("topic", topics)
    _rate("urgent ones heard", [reading.urgent for case, reading in pairs if case.must])
    _rate("calm ones alarmed", [reading.urgent for case, reading in pairs if case.calm])
    units = [_unit(reading) == case.unit for case, reading in pairs if case.unit is not None]
    if units:
        _rate("unit", units)


def _unit(reading: Reading) -> str:
    return plain(reading.unit) if reading.unit else ""


def _rate(name: str, right: Sequence[bool]) -> None:
    print(f"  {name:22}{sum(right):>4} of {len(right):<4}{sum(right) / max(1, len(right)):>7.1%}")


def _intents(cases: Sequence[Case], said: Sequence[str], *, confusion: bool = False) -> None:
    pairs = list(zip(cases, said, strict=True))
    _rate("intent, either label", [intent in case.intents for case, intent in pairs])
    for intent in INTENTS:
        own = [(case, got) for case, got in pairs if case.intents[0] == intent]
        first, either = sum(got == intent for _, got in own), sum(got in case.intents for case, got in own)
        print(f"    {intent:12}recall {first:>3} of {len(own):<3}, with the second label {either:>3}")
    if confusion:
        counts = Counter((case.intents[0], got) for case, got in pairs)
        print("    labelled \\ read " + "".join(f"{intent[:10]:>12}" for intent in INTENTS))
        for labelled in INTENTS:
            print(f"    {labelled:16}" + "".join(f"{counts[labelled, got]:>12}" for got in INTENTS))


def _unseen(given: Sequence[Case], short: Sequence[Case]) -> None:
    order = list(given)
    random.Random(2).shuffle(order)
    parts = [order[start::FOLDS] for start in range(FOLDS)]
    said: list[tuple[Case, str]] = []
    for part in parts:
        names = {case.name for case in part}
        weights = learn([*(case for case in given if case.name not in names), *short])
        said += [(case, best(weights, case)) for case in part]
    print(f"\nletters, each by weights learnt without its fifth ({FOLDS} folds)")
    _intents([case for case, _ in said], [intent for _, intent in said], confusion=True)
    half = [case for case in given if is_first_half(case)]
    rest = [case for case in given if not is_first_half(case)]
    weights = learn([*half, *short])
    print(f"\n{len(rest)} letters, by weights learnt from the other {len(half)}")
    _intents(rest, [best(weights, case) for case in rest])


def _worst(cases: Sequence[Case]) -> None:
    """Surest wrong ones first; danger not heard before all, false alarms by how sure the rest is."""
    found: list[tuple[float, str]] = []
    for case in cases:
        reading = read(case.text)
        if case.must and not reading.urgent:
            found.append((300, f"danger not heard     {_named(case)}"))
        elif case.calm and reading.urgent:
            found.append((100, f"alarmed for nothing  {_named(case)} [{reading.danger}: {reading.words[0]}]"))
        if reading.intents[0] not in case.intents:
            wrong = f"{reading.intents[0]}, not {'/'.join(case.intents)}"
            found.append((reading.share, f"{wrong:21}{_named(case)} [{' '.join(reading.words[:4])}]"))
    print(f"  the {WORST} worst mistakes")
    for _, said in sorted(found, key=lambda mistake: -mistake[0])[:WORST]:
        print(f"    {said}")


def _named(case: Case) -> str:
    return case.text if case.name == case.text else f"{case.name} {case.text[:32]}…"


def _speed(cases: Sequence[Case], name: str) -> None:
    begun = time.process_time()
    for case in cases:
        read(case.text)
    print(f"{len(cases) / max(1e-9, time.process_time() - begun):>9.0f} {name} a second, one core")


if __name__ == "__main__":
    main()
