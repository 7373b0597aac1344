"""What a poll looks like to owners: the ballot, the result; and its votes as lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.poll import Outcome, Poll, Status, outcome
from services import Work
from services.tell import Words

#: Blocks of a full bar.
_BAR = 10


def head(work: Work, one: Poll, language: str) -> dict[str, Any]:
    """What every message of a poll says of it."""
    return {
        "question": one.question(language), "options": one.labels(language), "community": work.people.community(one.community_id).name,
        "deadline": one.deadline_at, "status": one.status, "hidden": one.hidden, "quorum": one.quorum,
    }  # fmt: skip


def counted(work: Work, one: Poll, by_building: Mapping[str, Sequence[int]], language: str) -> dict[str, Any]:
    """Who took part, whether that is enough, and the votes; these only from enough homes on."""
    came = outcome(one, by_building)
    labels = one.labels(language)
    return {
        "eligible": came.eligible, "voted": came.voted, "wanted": came.wanted, "reached": came.reached, "quorum": one.quorum,
        "shown": came.voted >= work.standards.number(one.community_id, "poll.least_shown"),
        "least": work.standards.number(one.community_id, "poll.least_shown"),
        "rows": bars(came, labels), "leaders": [labels[n] for n in came.leaders],
    }  # fmt: skip


def bars(came: Outcome, labels: Sequence[str]) -> list[dict[str, Any]]:
    """A line an option: votes, share in per mille, blocks of its bar."""
    return [
        {"label": label, "votes": came.votes[n], "share": came.share(n), "bar": -(-came.share(n) * _BAR // 1000)}
        for n, label in enumerate(labels)
    ]


def ballot(work: Work, one: Poll, unit: int, language: str, *, reminder: bool = False) -> Words:
    """The question with its options, what the home has chosen so far, and that this is no vote under the law."""
    home = work.polls.home(one.id, unit)
    chosen = home.choice if home is not None else None
    interim = None
    if chosen is not None and not one.hidden and one.status is Status.RUNNING:
        interim = counted(work, one, work.polls.votes(one), language)
    given = {
        **head(work, one, language), "home": work.people.unit(unit).label, "unit": unit, "reminder": reminder, "chosen": chosen,
    }  # fmt: skip
    return Words("poll/ballot", {"p": given, "r": interim}, f"X{one.id}", 1)


def over(work: Work, one: Poll, language: str) -> Words:
    """What came of it, quorum first; or that it was stopped, and why."""
    if one.result is None:
        return Words("poll/stopped", {"p": head(work, one, language), "reason": one.reason or ""}, "m")
    given = {"p": head(work, one, language), "r": counted(work, one, one.result, language)}
    return Words("poll/result", given, "m")
