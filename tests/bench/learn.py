"""`python -m tests.bench.learn`: learns the weights of the cues anew and writes `domain/reading/weights.py`.

Softmax regression with the squares of the weights held small, by plain gradient descent, no library: a minute. Where two
intents are right the first gets three quarters. Deterministic: the same texts give the same table.
"""

import math
import sys
from collections.abc import Sequence
from pathlib import Path

from domain.reading.alarm import alarm_of
from domain.reading.folding import mended
from domain.reading.intent import cues_of, features
from domain.reading.topic import topic_of
from domain.reading.weights import INTENTS
from tests.bench.letters import ROOT, Case, chats, letters

Weights = dict[str, list[float]]

TABLE = ROOT / "domain" / "reading" / "weights.py"
#: How hard weights are held small; steps, their length and their momentum.
SMALL, STEPS, LENGTH, MOMENTUM = 2.0, 300, 0.6, 0.9
_SHARES = {1: (1.0,), 2: (0.75, 0.25), 3: (0.7, 0.2, 0.1)}
#: What is in every text, and not held small.
ALWAYS = "always"


def found_in(case: Case) -> dict[str, float]:
    """The features of a text, as the reading itself sees them."""
    plain = mended(case.text)
    alarm = alarm_of(plain)
    topic, _ = topic_of(plain)
    return features(
        plain, cues_of(plain), danger=alarm.danger is not None, over=alarm.over is not None, topic=topic
    ) | {ALWAYS: 1.0}


def learn(cases: Sequence[Case], steps: int = STEPS) -> Weights:
    """The weights of every feature for every intent that suit these texts best."""
    rows = [(list(found_in(case).items()), _wanted(case)) for case in cases]
    names = sorted({name for found, _ in rows for name, _ in found})
    weights: Weights = {name: [0.0] * len(INTENTS) for name in names}
    speed: Weights = {name: [0.0] * len(INTENTS) for name in names}
    for _ in range(steps):
        slope: Weights = {
            name: [0.0 if name == ALWAYS else SMALL * weight for weight in row] for name, row in weights.items()
        }
        for found, wanted in rows:
            off = [is_ - should for is_, should in zip(_shares(weights, found), wanted, strict=True)]
            for name, value in found:
                row = slope[name]
                for column, miss in enumerate(off):
                    row[column] += value * miss
        for name, row in weights.items():
            for column in range(len(INTENTS)):
                speed[name][column] = MOMENTUM * speed[name][column] - LENGTH * slope[name][column] / len(rows)
                row[column] += speed[name][column]
    return weights


def best(weights: Weights, case: Case) -> str:
    """The intent these weights give to a text."""
    shares = _shares(weights, [(n, v) for n, v in found_in(case).items() if n in weights])
    return INTENTS[shares.index(max(shares))]


def _wanted(case: Case) -> list[float]:
    given = dict(zip(case.intents, _SHARES[len(case.intents)], strict=True))
    return [given.get(intent, 0.0) for intent in INTENTS]


def _shares(weights: Weights, found: Sequence[tuple[str, float]]) -> list[float]:
    sums = [0.0] * len(INTENTS)
    for name, value in found:
        for column, weight in enumerate(weights[name]):
            sums[column] += value * weight
    top = max(sums)
    parts = [math.exp(total - top) for total in sums]
    whole = sum(parts)
    return [part / whole for part in parts]


def write(weights: Weights, path: Path = TABLE) -> None:
    """The table as a module: hundredths, cues in order of their names."""
    lines = [
        '"""What each cue is worth for each intent, in hundredths: learnt by `python -m tests.bench.learn`, not set by hand.',
        "",
        "`always` is where everybody begins; `about_…` is the topic; what cues mean together is named in `intent.py`.",
        '"""',
        "",
        "INTENTS = (" + ", ".join(f'"{intent}"' for intent in INTENTS) + ")",
        "",
        "WEIGHTS: dict[str, tuple[int, ...]] = {",
    ]
    for name, row in sorted(weights.items()):
        lines.append(f'    "{name}": ({", ".join(str(round(100 * weight)) for weight in row)}),')
    path.write_text("\n".join([*lines, "}"]) + "\n", encoding="utf-8")


def main() -> None:
    """Learns from all letters and the short messages for learning."""
    given = letters()
    if not given:
        sys.exit("The letters are not there; without them the table would be another one.")
    cases = [*given, *chats("chats")]
    write(learn(cases))
    print(f"learnt from {len(given)} letters and {len(cases) - len(given)} short messages")


if __name__ == "__main__":
    main()
