"""Figures of what owners said when they were asked: the newest survey of the period (F-12 to F-14)."""

from collections.abc import Iterator

from domain.figures import Period
from domain.figures.shown import Figure, share
from domain.people import Community
from domain.survey import Status, Survey
from services import Work
from services.surveys.results import found
from services.tell import zone_of


def surveys(work: Work, community: Community, period: Period) -> list[Figure]:
    """Homes asked against the quota, forms back, and satisfaction with everything; nothing where nobody was asked."""
    survey = _newest(work, community, period)
    number = work.standards.number
    targets = (
        number(community.id, "survey.issue_percent"),
        number(community.id, "survey.return_percent"),
        number(community.id, "quality.satisfied_percent"),
    )
    if survey is None:
        return [share(key, 0, 0, target) for key, target in zip(_KEYS, targets, strict=True)]
    of = found(work, survey)
    rate = of.results.overall
    satisfied = (0, 0) if of.hidden else (rate.satisfied, rate.returned)
    shares = ((of.issued, survey.moved_in or 0), (of.returned, of.issued), satisfied)
    return [share(key, *pair, target) for key, pair, target in zip(_KEYS, shares, targets, strict=True)]


def _newest(work: Work, community: Community, period: Period) -> Survey | None:
    """The newest that was issued before the period's end and not over before its beginning."""
    start, end = period.instants(zone_of(community))
    for survey in _all(work, community.id):
        begun = survey.started_at is not None and survey.started_at < end
        if begun and survey.status is not Status.STOPPED and (survey.ended_at is None or survey.ended_at >= start):
            return survey
    return None


def _all(work: Work, community: int) -> Iterator[Survey]:
    """Newest first."""
    offset = 0
    while found := work.surveys.listed(community, _AT_ONCE, offset):
        yield from found
        offset += _AT_ONCE


_AT_ONCE = 50
_KEYS = ("survey_issued", "survey_returned", "survey_satisfied")
