"""Lifecycles of what is done out of the office: visits, forums, breaches and disputes."""

from domain import breach, forums, visits
from tests.house.lifecycle import Lifecycle

OUTINGS = (
    Lifecycle(
        "forum",
        "An owners' forum (座谈会)",
        "domain/forums.py",
        forums.TABLE,
        forums.START,
        forums.FINAL,
        {
            "invite": "The desk has seen the preview and how many it reaches; the invitations go out a page at a time (VIS-07).",
            "hold": "It has taken place; the minutes go to those who came or said they would.",
            "cancel": "What has not left is withdrawn; everybody invited who did not say no reads why.",
        },
        intro="Owners answer by one tap, and may think better of it; when it is full they wait, and hear of a free seat.",
    ),
    Lifecycle(
        "breach",
        "A breach or a neighbours' dispute (违规纠纷)",
        "domain/breach.py",
        breach.TABLE,
        breach.START,
        breach.FINAL,
        {
            "tell": "They have been told what is not allowed, and why (VIO-02).",
            "dissuade": "They were asked to leave it; building and change of use at once (VIO-01).",
            "stop": "It was stopped on the spot (VIO-02, VIO-03).",
            "write": "The written order to put it right was handed over (VIO-01).",
            "mediate": "Both sides were brought together; each signs for themselves (VIO-03, VIO-04, DST-08).",
            "correct": "It is as it was, or as it must be.",
            "refer": "The authority was told: which, when, under which reference (VIO-01).",
            "close": "A supervisor files it with its result; whoever reported it reads so.",
            "drop": "It was none, says a supervisor, and why.",
        },
        intro="Disputes are mediated; the other sorts are dissuaded, written up and put right. Each step has its date and the other "
        "side's signature, given by a tap, declined, or not to be had in the chat.",
    ),
    Lifecycle(
        "visit",
        "A visit to an owner (走访)",
        "domain/visits.py",
        visits.TABLE,
        visits.START,
        visits.FINAL,
        {
            "record": "They have spoken, at the door, by telephone or on the way: what the owner thinks, what came of it (VIS-10).",
            "put_off": "Another day; it stays the same visit.",
            "assign": "A supervisor sends somebody else (VIS-02), or whoever had it has left.",
            "miss": "Nobody was met, and why; if they meet after all it is recorded still.",
            "drop": "The month was over before anybody went; those homes come first in the next plan.",
        },
        frozenset({"record"}),
        intro="Planned on the first of the month for each butler, homes nobody has seen for long first (VIS-01, X-27); others beside it.",
    ),
)
