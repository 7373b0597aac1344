"""Reading what people type: what they want, about what, where, how bad (INT-01, X-52). How and how well: docs/reading.md.

What is read is offered as the filled-in start of a conversation, never acted upon without them; only danger is,
and there a false alarm is the smaller harm.
"""

from domain.reading.reader import OTHER, REPAIR, Matter, Reading, read
from domain.reading.words import NONE, Word, WordKind, Words

__all__ = ["NONE", "OTHER", "REPAIR", "Matter", "Reading", "Word", "WordKind", "Words", "read"]
