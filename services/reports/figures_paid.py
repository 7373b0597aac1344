"""Figures of money, counted from entries (F-18, F-20)."""

from domain.figures import Period
from domain.figures.shown import Figure, Measure
from domain.people import Community
from services import Work
from services.reports.money import counted


def money(work: Work, community: Community, period: Period) -> list[Figure]:
    """What was charged, what came in, and what is owed as of the end of the period or of today."""
    month = counted(work, community, period).month
    number, whole = work.standards.number, month.whole
    return [
        Figure("money_charged", month.charged_fen, Measure.FEN),
        Figure("money_received", month.received_fen, Measure.FEN),
        Figure(
            "money_rate", whole.rate, Measure.PERCENT, whole.paid_fen, whole.due_fen, number(community.id, "quality.collection_percent"),
        ),
        Figure("money_owing", whole.owing_fen, Measure.FEN),
        Figure(
            "money_share", whole.share, Measure.PERCENT, whole.owing_homes, whole.homes, number(community.id, "quality.arrears_percent"),
            at_most=True,
        ),
        Figure("money_advance", month.advance, Measure.FEN),
        Figure("money_refunded", month.refunded, Measure.FEN),
    ]  # fmt: skip
