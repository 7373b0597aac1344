"""What was read and counted before a transaction began, so that the only writer does nothing but write it down.

Counting a month takes as long as hundreds of answers to presses. It happens on the reading side (`store.reading`), from
one state of the database; what comes back only owes the messages made of it.
"""

from collections.abc import Callable, Mapping

from services import StoreError, Work

#: Owes what was counted; to be called in the transaction that notes it as done.
Says = Callable[[Work], object]
#: Or what went wrong: the same is done about it as if it had gone wrong in the transaction.
Found = Says | Exception
#: By what names it, so that only what was meant is taken.
Ready = Mapping[str, Found]


def found(read: Callable[[], Says]) -> Found:
    """What it reads, or its own error. `StoreError` goes on up: nothing is known then, and nothing is noted."""
    try:
        return read()
    except StoreError:
        raise
    except Exception as error:
        return error
