"""What is over is kept as long as the figures say, then emptied a portion at a time; what runs is never touched."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from services import Work

#: Rows of one kind in one transaction.
PORTION = 500


def tidy(work: Work) -> int:
    """Empties one portion of each kind; how many rows, 0: there is no more. Of files the rows are marked (`Media.going`)."""
    here = [community.id for community in work.people.communities()]
    if not here:
        return 0
    keeping, number = work.keeping, work.standards.number
    return sum((
        work.inbox.prune(_before(work, (number(c, "keep.updates_days") for c in here)), PORTION),
        keeping.messages(_before(work, (number(c, "keep.messages_days") for c in here)), PORTION),
        keeping.talks(_before(work, (number(c, "keep.talks_days") for c in here)), PORTION),
        keeping.questions(_before(work, (number(c, "keep.questions_days") for c in here)), PORTION),
        keeping.exchanges(_before(work, (number(c, "keep.exchanges_days") for c in here)), PORTION),
        *(keeping.photos(c, _before(work, [number(c, "keep.photos_days")]), PORTION) for c in here),
    ))  # fmt: skip


def _before(work: Work, days: Iterable[int]) -> datetime:
    """Of several communities the longest counts: most of these rows are nobody's in particular."""
    return work.now - timedelta(days=max(days))
