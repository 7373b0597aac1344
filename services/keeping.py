"""What is over is kept as long as the figures say, then emptied a portion at a time; what runs is never touched."""

from datetime import datetime, timedelta

from services import Work

#: Days, while there is no community yet to say.
KEPT_WHILE_EMPTY = 30
#: Rows of one kind in one transaction.
PORTION = 500


def tidy(work: Work) -> int:
    """Empties one portion of each kind; how many rows, 0: there is no more. Of files the rows are marked (`Media.going`)."""
    keeping = work.keeping
    return (
        work.inbox.prune(_before(work, "keep.updates_days"), PORTION)
        + keeping.messages(_before(work, "keep.messages_days"), PORTION)
        + keeping.talks(_before(work, "keep.talks_days"), PORTION)
        + keeping.questions(_before(work, "keep.questions_days"), PORTION)
        + keeping.exchanges(_before(work, "keep.exchanges_days"), PORTION)
        + keeping.photos(_before(work, "keep.photos_days"), PORTION)
    )


def _before(work: Work, key: str) -> datetime:
    """Of several communities the longest counts: most of these rows are nobody's in particular."""
    lengths = [work.standards.number(community.id, key) for community in work.people.communities()]
    return work.now - timedelta(days=max(lengths, default=KEPT_WHILE_EMPTY))
