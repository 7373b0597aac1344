"""Surveys: homes asked and forms back, counted from the homes and from what lies in the tables of answers (F-12, F-13)."""

from domain.people import Community
from domain.replay import Difference, differences
from services import Work


def compare(work: Work, community: Community) -> tuple[int, list[Difference]]:
    """How many surveys were looked at, and what differs."""
    found: list[Difference] = []
    every = work.audit.surveys(community.id)
    for survey, issued, asked, answered, forms in every:
        name = f"survey {survey}"
        if issued is not None:
            found += differences("survey counts", name, {"homes asked": (issued, asked)})
        found += differences("survey counts", name, {"homes that answered": (answered, forms)})
    return len(every), found
