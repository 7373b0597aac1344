"""Live boards: those somebody looks at follow what happens. Nothing is looked through unless something has changed."""

from datetime import datetime

from services import StoreError, Work, alerts, board


def sweep(work: Work, limit: int) -> datetime | None:
    """Boards whose community has changed are renewed, each at most as often as the standard says; when the next one is due."""
    for watch in work.watched.due(limit):
        try:
            with work.part():
                board.renew(work, watch)
        except StoreError:
            raise
        except Exception as error:  # the others go on; this one follows no more until it is opened again
            work.watched.leave(watch.chat_id)
            alerts.administrators(work, watch.community_id, f"board {type(error).__name__}")
    return work.watched.next_due()
