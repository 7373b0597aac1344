"""Figures of statements of account on their way to the homes (F-50)."""

from domain.figures import Period
from domain.figures.shown import Figure, Measure
from domain.people import Community
from domain.statement import share
from services import Work


def statements(work: Work, community: Community, period: Period) -> list[Figure]:
    """The statements of the months the period touches: made, sent, come to the home, said not to have come."""
    months = dict.fromkeys(f"{day:%Y-%m}" for day in period.days)
    runs = [run for month in months if (run := work.statements.run_of(community.id, month)) is not None]
    rows = [row for run in runs for row in work.statements.delivery(run.id)]
    made, sent, chat, hand, missed = (sum(int(row[n]) for row in rows) for n in range(1, 6))
    there = chat + hand
    return [
        Figure("statement_made", made),
        Figure("statement_sent", sent),
        Figure("statement_there", share(there, made), Measure.PERCENT, there, made),
        Figure("statement_by_hand", hand),
        Figure("statement_left", sent - there),
        Figure("statement_missed", missed),
    ]
