"""What happens in stories of measures after surveys: the table of one that is over, its rows filled in, approved."""

from typing import Any

from domain.survey.improvement import Plan
from services.improvement import plan as tables
from tests.services.steps import WU, ZHENG, ZHOU
from tests.services.survey_steps import opens
from tests.services.test_survey_results import answered, ends, standard
from tests.support.estate import Estate


def over(estate: Estate, low: int = 4, named: str = "记名", words: str = "水压太小，3-2-1502 停水太多") -> int:
    """A survey that is over, so many of twenty homes not content with water; its id."""
    one = standard(estate, named)
    answered(estate, one, low, words)
    ends(estate, one)
    return one


def rows(estate: Estate, survey: int) -> list[Any]:
    """The rows of its table."""
    return list(estate.work(lambda w: tables.rows(w, w.improvements.of_survey(survey))))


def plan(estate: Estate, survey: int) -> Plan:
    """Its table."""
    found: Plan = estate.work(lambda w: w.improvements.of_survey(survey))
    return found


def presses(estate: Estate, who: str, survey: int, label: str) -> None:
    """A button of the table, opened anew."""
    opens(estate, who, "整改措施", "看 1")
    estate.taps(who, label)


def fills(estate: Estate, who: str = WU, measure: str = "更换二次供水泵", day: str = "12月20日") -> None:
    """The measure of the card on screen, done by themselves."""
    estate.taps(who, "填措施")
    estate.says(who, measure)
    estate.taps(who, "吴工 · 工程主管" if who == WU else "周敏 · 客服主管")
    estate.says(who, day)


def approved(estate: Estate, low: int = 4) -> int:
    """A table with one measure, which the manager has approved; the survey's id."""
    one = over(estate, low)
    fills(estate)
    presses(estate, ZHOU, one, "报经理")
    estate.taps(ZHENG, "同意")
    return one
