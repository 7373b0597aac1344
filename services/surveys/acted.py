"""What is done about a survey, as far as one part of it asks another: which homes were not content with something (CBK-18, SUR-22)."""

from collections.abc import Collection

from domain.survey import Survey
from services import Work
from services.opinions import intake


def improved(work: Work, survey: Survey, items: Collection[str]) -> list[int]:
    """All that was to be put right is: homes that were not content with one of these questions are called about the result.

    None of an anonymous survey: its slips lead to no home.
    """
    return intake.improved(work, survey, items)
