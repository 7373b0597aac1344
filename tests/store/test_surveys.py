"""Surveys on both databases: issued, answered with a name and without; a server's own bookkeeping joins nothing (decision 20)."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from domain.survey import Grade
from services.surveys import answering, editing, issuing
from store.engine import Store
from store.work import Work
from tests.services.steps import WANG, ZHOU, moves_in
from tests.services.survey_steps import forms, issues, settles
from tests.support.estate import Estate


@pytest.fixture
def estate(store: Store) -> Iterator[Estate]:
    """The small estate in a database of either kind."""
    made = Estate(store)
    yield made
    made.close()


def test_survey_from_the_draw_to_the_end(estate: Estate) -> None:
    """Questionnaire, draw, pages, answers, reminder, deadline."""
    one = issues(estate, asked="按比例")
    unit = estate.units["3-2-1502"]
    counts = estate.work(lambda w: w.surveys.counts(one))
    assert (counts.issued, sum(n for n, _ in counts.buildings.values())) == (22, 22)
    if estate.work(lambda w: w.surveys.home(one, unit)) is not None:
        estate.taps(WANG, "开始填写")
        estate.taps(WANG, "很不满意")
        estate.says(WANG, "水压小")
        estate.taps(WANG, "跳过")
        estate.taps(WANG, "交上")
        assert forms(estate, one)[0].answers == {"q1": {"value": Grade.VERY_DISSATISFIED, "words": "水压小"}}
    for _ in range(11):
        estate.passes(days=1)
        settles(estate)
    assert estate.work(lambda w: w.surveys.get(one)).status == "closed"
    assert estate.work(lambda w: w.surveys.delivery(one)).get("sent", 0) <= 2


def test_one_transaction_has_written_every_slip_and_every_home(estate: Estate) -> None:
    """After stirring nobody can tell by whom and in which order the rows were written; before it nothing is lost."""
    homes = sorted(set(estate.units) - {"2-1-101", "3-2-1502"})[:6]
    for n, home in enumerate(homes):
        moves_in(estate, f"住户{n}", 200 + n, home)
    one = issues(estate, named="不记名")
    for n in range(6):
        estate.taps(f"住户{n}", "开始填写")
        estate.taps(f"住户{n}", "满意")
        estate.says(f"住户{n}", f"第{n}户")
        estate.taps(f"住户{n}", "交上")
    estate.passes(hours=1, minutes=1)
    said = sorted(form.answers["q2"]["words"] for form in forms(estate, one))
    assert said == [f"第{n}户" for n in range(6)]

    def writers(work: Work) -> set[str]:
        if work.conn.dialect.name != "postgresql":
            return {"one"}
        found = work.conn.execute(
            text("SELECT xmin::text FROM survey_box UNION ALL SELECT xmin::text FROM survey_homes")
        )
        return {row[0] for row in found}

    assert len(estate.work(writers)) == 1


def test_a_home_answers_once_and_a_questionnaire_issued_never_changes(estate: Estate) -> None:
    """The database itself says no."""
    one = issues(estate)
    unit = estate.units["3-2-1502"]

    def twice(work: Work) -> tuple[bool, bool]:
        survey, who = work.surveys.get(one), work.people.by_telegram(estate.people[WANG])
        assert who is not None
        draft = work.survey_forms.begin(one, unit, who.id, "chat", "summary", False, 1, work.now)
        first = work.survey_forms.send(survey, draft, {"q1": {"value": "satisfied"}}, "3", None, work.now)
        return first, work.survey_forms.send(survey, draft, {"q1": {"value": "satisfied"}}, "3", None, work.now)

    assert estate.work(twice) == (True, False)
    assert len(forms(estate, one)) == 1
    frozen = estate.work(lambda w: w.surveys.questionnaire(w.surveys.get(one).questionnaire_id))
    with pytest.raises(LookupError):
        estate.work(lambda w: w.surveys.change_questionnaire(frozen, {"name_zh": "别的"}))


def test_whoever_turns_out_to_be_known_keeps_what_was_begun(estate: Estate) -> None:
    """Two people become one; begun twice for a home, one form is left."""
    moves_in(estate, "王伯", 61, "3-2-1502")
    one = issues(estate)
    estate.taps(WANG, "请家人填")
    for who in (WANG, "王伯"):
        estate.taps(who, "开始填写")
    estate.work(lambda w: w.people.bind(w.people.by_telegram(61), w.people.by_telegram(estate.people[WANG])))
    left = estate.work(lambda w: w.survey_forms.of_survey(one, 9))
    assert len(left) == 1


def test_services_say_no_to_those_who_may_not(estate: Estate) -> None:
    """Whatever the buttons showed."""
    one = issues(estate)

    def tries(work: Work) -> int:
        number = 0
        resident = work.people.who(work.people.by_telegram(estate.people[WANG]), "zh")  # type: ignore[arg-type]
        supervisor = work.people.who(work.people.by_telegram(estate.people[ZHOU]), "zh")  # type: ignore[arg-type]
        for forbidden in (
            lambda: issuing.stop(work, resident, one, None),
            lambda: editing.found(work, resident, 1),
            lambda: issuing.extend(work, supervisor, one, work.now),
            lambda: answering.hand_on(work, supervisor, one, estate.units["3-2-1502"]),
        ):
            with pytest.raises(Exception, match=r"not_yours|not_later"):
                forbidden()
            number += 1
        return number

    assert estate.work(tries) == 4
