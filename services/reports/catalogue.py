"""Every report there is: who may read it, what it counts, and which message with chart and workbook goes with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.figures import Period
from domain.figures.shown import Figure
from domain.people import DISPATCHERS, HEADS, SUPERVISORS, Community, Role, Who
from services import Work
from services.reports import (
    figures_asked,
    figures_delivered,
    figures_done,
    figures_paid,
    figures_short,
    figures_visited,
    money_told,
    recurring,
)

Counts = Callable[[Work, Community, Period], Sequence[Figure]]


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its readers by role, its figures, and what `asked` calls its message; '' without one."""

    readers: frozenset[Role]
    counts: Counts
    book: str = ""


def quality(work: Work, community: Community, period: Period) -> list[Figure]:
    """One screen for manager and director: promises, callbacks, complaints, satisfaction, collection, each against its
    target (QLT-01, QLT-02)."""
    wanted = (
        (figures_done.repairs, ("repair_kept", "repair_response", "repair_urgent", "repair_small")),
        (figures_done.callbacks, ("callback_rate", "callback_kept")),
        (figures_done.complaints, ("complaint_first", "complaint_hand", "complaint_closing", "complaint_per_mille")),
        (figures_asked.surveys, ("survey_satisfied",)),
        (figures_paid.money, ("money_rate", "money_share")),
    )  # fmt: skip
    return [one for counts, keys in wanted for one in counts(work, community, period) if one.key in keys]


#: In the order they are listed.
REPORTS: Mapping[str, Report] = {
    "quality": Report(HEADS, quality, "summary"),
    "repairs": Report(DISPATCHERS, figures_done.repairs, "repairs"),
    "complaints": Report(DISPATCHERS, figures_done.complaints, "complaints"),
    "callbacks": Report(DISPATCHERS, figures_done.callbacks),
    "shorts": Report(SUPERVISORS, figures_short.shorts),
    "visits": Report(SUPERVISORS, figures_visited.visits),
    "recurring": Report(DISPATCHERS, recurring.figures, "recurring"),
    "surveys": Report(SUPERVISORS, figures_asked.surveys),
    "money": Report(frozenset(money_told.READERS), figures_paid.money, "money"),
    "statements": Report(frozenset(money_told.READERS), figures_delivered.statements),
}


def may_read(who: Who, community: int, name: str) -> bool:
    """Whether that report of that community is theirs to read; False for one there is not (a forged button)."""
    report = REPORTS.get(name)
    return report is not None and who.is_any(community, report.readers)


def readable(who: Who, community: int) -> list[str]:
    """The reports of a community this person may read, in the order they are listed."""
    return [name for name in REPORTS if may_read(who, community, name)]
