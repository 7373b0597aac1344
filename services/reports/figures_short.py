"""Figures of questions answered with one tap: after a repair, an enquiry, an activity, and few stars (CBK-16, CBK-19, CBK-26)."""

from collections.abc import Sequence

from domain.figures import Period
from domain.figures.shown import Behind, Figure, behind, share
from domain.ids import CaseId
from domain.people import Community
from domain.shorts import Kind, Short, content
from services import Work
from services.tell import zone_of


def shorts(work: Work, community: Community, period: Period) -> list[Figure]:
    """Put and answered in all, how content the answers of each kind are, few stars and how many were looked into."""
    start, end = period.instants(zone_of(community))
    made = work.shorts.made(community.id, start, end)
    repairs = work.callbacks.asked_in_chat(community.id, start, end)
    said = [good for _, good in repairs if good is not None]
    put = [one for one in made if one.kind is not Kind.POOR and one.asked_at is not None]
    answered = [one for one in put if one.answered_at is not None]
    poor = [one for one in made if one.kind is Kind.POOR]
    after_repair = behind((case, good) for case, good in repairs if good is not None)
    return [
        Figure("short_asked", len(put) + len(repairs)),
        share("short_answered", len(answered) + len(said), len(put) + len(repairs)),
        share("short_repair", sum(said), len(said), of=after_repair),
        _content("short_enquiry", Kind.ENQUIRY, answered),
        _content("short_activity", Kind.ACTIVITY, [one for one in answered if one.grade is not None]),
        Figure("short_full", sum(one.kind is not Kind.POOR and one.asked_at is None for one in made)),
        Figure("short_poor", len(poor), behind=_looked(poor)),
        share("short_looked", sum(one.done_at is not None for one in poor), len(poor), of=_looked(poor)),
    ]


def _content(key: str, kind: Kind, answered: Sequence[Short]) -> Figure:
    """Good answers of that kind; those about a case lead to it."""
    mine = [one for one in answered if one.kind is kind]
    of = behind((CaseId(one.subject_id), content(one)) for one in mine) if kind is Kind.ENQUIRY else Behind()
    return share(key, sum(content(one) for one in mine), len(mine), of=of)


def _looked(poor: Sequence[Short]) -> Behind:
    return behind((CaseId(one.subject_id), one.done_at is not None) for one in poor)
