"""Lifecycles of dunning: a home in arrears, and letters on paper."""

from domain import dunning
from tests.house.lifecycle import Lifecycle

DUNNINGS = (
    Lifecycle(
        "dunning",
        "Dunning of a home (催缴)",
        "domain/dunning/record.py",
        dunning.TABLE,
        dunning.START,
        dunning.FINAL,
        {
            "wait": "A service problem of theirs was taken down: it is solved first (DUN-04).",
            "go_on": "That matter is closed: they are rung back and reminded (DUN-05, CBK-27).",
            "pay": "Nothing is owed any more; everything stops at once, for everybody (DUN-17).",
        },
        intro="Begins when somebody looks at a home in arrears, ends with what it owes. Windows and stages are those of X-22; a home "
        "that falls into arrears again begins anew.",
    ),
    Lifecycle(
        "letter",
        "A dunning letter (催缴函、律师函)",
        "domain/dunning/letters.py",
        dunning.LETTERS,
        dunning.LETTER_START,
        dunning.LETTER_FINAL,
        {
            "approve": "The director agrees; the late fee, if any, is entered on each bill (F-25, X-23).",
            "decline": "The director would rather not, and why; it may be asked again.",
            "send": "It is on its way, with the courier's number.",
            "deliver": "Signed for.",
            "return": "It came back.",
            "stop": "Paid before it went out (DUN-17).",
        },
        intro="A lawyer's letter is asked for in the quarter's third round; an express letter begins as sent, three months after the "
        "notice (DUN-09, F-37).",
    ),
)
