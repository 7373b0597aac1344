"""What the reading of the words proposes: subject, grade, kind, side; always shown as proposals, a person decides (X-12)."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.complaint import Proposal, Topic, propose
from services import Work


@dataclass(frozen=True, slots=True)
class Proposed:
    """The subject, the fields, and whether the words are agitated."""

    topic: Topic
    fields: Mapping[str, Proposal]
    agitated: bool


def proposals(work: Work, community: int, text: str) -> Proposed:
    """What the words propose."""
    del work, community
    topic, _ = propose.topic_of(text)
    return Proposed(topic, propose.fields_of(text, topic), propose.agitated(text))
