"""Lifecycle of a callback after a survey."""

from domain import opinions
from tests.house.lifecycle import Lifecycle

CALLED = (
    Lifecycle(
        "opinion",
        "A callback after a survey (意见回访)",
        "domain/opinions.py",
        opinions.TABLE,
        opinions.START,
        opinions.FINAL,
        {
            "content": "The owner says that it is well: settled (CBK-16).",
            "not_yet": "Spoken to and not content: what was said or done is kept, the next call is owed on the day that was named.",
            "close": "A supervisor ends it with a written reason, the owner not being content or not to be reached (X-13).",
        },
        who={"close": "desk supervisor, manager, director"},
        intro="One for each home and reason after a survey with names: not content overall, a key customer, the result of a measure. A call that reaches nobody is kept and changes nothing.",
    ),
)
