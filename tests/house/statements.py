"""The lifecycle of statements of account."""

from domain import statement
from tests.house.lifecycle import Lifecycle

STATEMENTS = (
    Lifecycle(
        "statement",
        "A statement of account (对帐单)",
        "domain/statement.py",
        statement.TABLE,
        statement.START,
        statement.FINAL,
        {
            "check": "The butler of the building, the desk where there is none: all of a building at once (FEE-01).",
            "hold": "Something is wrong with it: why goes to finance, the home gets nothing meanwhile.",
            "renew": "Finance has put it right: counted anew from the ledger, checked again.",
            "send": "Handed to the outbox for the home, a portion at a time, never at night; who is not reached comes on the call list (F-50).",
        },
        intro="One for each home and month, counted anew each morning until it is checked, made from the 28th to the month's end, made up for after downtime. Its words are written from "
        "the ledger up to the entry it was made by, so it always says the same.",
    ),
)
