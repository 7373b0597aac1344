"""The morning inquiry: was there anything last night? (SHF-09)"""

from enum import StrEnum


class Answer(StrEnum):
    """What somebody who was asked has said."""

    ASKED = "asked"
    #: Everything was quiet.
    FINE = "fine"
    #: Something was the matter; the words say what.
    MATTER = "matter"


class AnswerEvent(StrEnum):
    """What whoever was asked does."""

    ALL_WELL = "all_well"
    TELL = "tell"


ANSWER = {
    (Answer.ASKED, AnswerEvent.ALL_WELL): Answer.FINE,
    (Answer.ASKED, AnswerEvent.TELL): Answer.MATTER,
    (Answer.FINE, AnswerEvent.TELL): Answer.MATTER,
}
