"""What came of a survey, counted off the writer: rates, items, buildings, the time before, remarks (F-12 to F-17, SUR-15, SUR-26).

An anonymous survey says nothing before it is over, nor of fewer forms than a standard's number: two counts a moment
apart, or a handful of slips, would say what one home has answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.people import Community
from domain.survey import OVERALL, Form, Questionnaire, Status, Survey
from domain.survey.remarks import Group, grouped
from domain.survey.results import Item, Rate, Results, comparable, counted, results
from services import Work

#: Surveys looked through for the one before.
_BACK = 50


@dataclass(frozen=True, slots=True)
class Before:
    """The survey before of the same questionnaire, or of the same aspects: when it ended, its rates by key."""

    ended: datetime
    rates: Mapping[str, Rate]


@dataclass(frozen=True, slots=True)
class Found:
    """All that is said, drawn and printed of a survey."""

    survey: Survey
    community: Community
    questionnaire: Questionnaire
    #: Why nothing of the answers is shown: `running`, `few`; empty when they are.
    hidden: str
    #: Homes asked and forms back; by building in `participation`.
    issued: int
    returned: int
    participation: Mapping[str, tuple[int, int]]
    results: Results
    groups: tuple[Group, ...]
    before: Before | None
    #: Percent (SUR-06, SUR-07); returns of a building below which its rates are not printed; returns below which the
    #: interval is said.
    target: int
    least: int
    small: int

    @property
    def failed(self) -> tuple[Item, ...]:
        """Items below the target, the worst first."""
        return self.results.failed(self.target)

    def earlier(self, key: str) -> Rate | None:
        """The rate of that item, or of everything (`overall`), the time before."""
        return self.before.rates.get(key) if self.before else None


def found(work: Work, survey: Survey) -> Found:
    """Everything of one survey, as it stands now. Reads only, and takes as long as there are forms."""
    number, community = work.standards.number, work.people.community(survey.community_id)
    questionnaire, counts = work.surveys.questionnaire(survey.questionnaire_id), work.surveys.counts(survey.id)
    forms = _forms(work, survey)
    hidden = _hidden(work, survey, len(forms))
    result = results(questionnaire.asked, [] if hidden else forms)
    return Found(
        survey, community, questionnaire, hidden, counts.issued, counts.returned if hidden else len(forms), counts.buildings,
        result, tuple(grouped(result.remarks)), None if hidden else _before(work, survey, questionnaire),
        number(community.id, "quality.satisfied_percent"), number(community.id, "survey.least_shown"), number(community.id, "survey.small_returns"),
    )  # fmt: skip


def dissatisfied(work: Work, survey: Survey) -> list[Form]:
    """F-17: forms of a survey that say somebody is not content with everything, for who calls them back (SUR-19).

    Of a survey with names each has its home, and its person unless it was taken down from paper or on the telephone; of
    an anonymous one the slips say neither, and there are none before it may be shown.
    """
    return list(_counted(work, survey).dissatisfied)


def failed_items(work: Work, survey: Survey) -> list[Item]:
    """SUR-07, SUR-17: items below the target of the community, the worst first; none of an anonymous one too small."""
    target = work.standards.number(survey.community_id, "quality.satisfied_percent")
    return list(_counted(work, survey).failed(target))


def _counted(work: Work, survey: Survey) -> Results:
    forms = _forms(work, survey)
    return results(_asked(work, survey).asked, [] if _hidden(work, survey, len(forms)) else forms)


def _asked(work: Work, survey: Survey) -> Questionnaire:
    return work.surveys.questionnaire(survey.questionnaire_id)


def _forms(work: Work, survey: Survey) -> list[Form]:
    return counted(work.surveys.answers(survey.id), survey.ended_at)


def _hidden(work: Work, survey: Survey, forms: int) -> str:
    if not survey.anonymous:
        return ""
    if survey.status is Status.RUNNING:
        return "running"
    return "few" if forms < work.standards.number(survey.community_id, "survey.least_shown") else ""


def _before(work: Work, survey: Survey, questionnaire: Questionnaire) -> Before | None:
    """The newest that was over before this one: of the same questionnaire, else one that asks the same aspects (X-29)."""
    earlier = [one for one in work.surveys.listed(survey.community_id, _BACK, 0) if _over_before(one, survey)]
    roots = {one.id: _asked(work, one).root_id for one in earlier}
    for one in sorted(earlier, key=lambda one: (roots[one.id] != questionnaire.root_id, -one.id)):
        old = _asked(work, one)
        keys = comparable(questionnaire.asked, old.asked, same_root=old.root_id == questionnaire.root_id)
        forms = _forms(work, one)
        if not keys or not forms or _hidden(work, one, len(forms)) or one.ended_at is None:
            continue
        result = results(old.asked, forms)
        rates = {item.question.key: item.rate for item in result.items if item.question.key in keys}
        return Before(one.ended_at, rates | ({OVERALL: result.overall} if OVERALL in keys else {}))
    return None


def _over_before(one: Survey, this: Survey) -> bool:
    started = this.started_at or this.made_at
    return one.id != this.id and one.status is Status.CLOSED and one.ended_at is not None and one.ended_at <= started
