"""Results of surveys: the worked example, blanks, withdrawn, doubled and late forms, exactness of rates (F-12 to F-17, X-30)."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.survey import Form, Grade, Kind, Question, issue_quota, return_quota
from domain.survey.remarks import grouped, nameless
from domain.survey.results import Rate, comparable, counted, pass_mark, results, wilson

END = datetime(2026, 11, 30, tzinfo=UTC)
OVERALL, WATER = Question("overall", Kind.GRADE, "总体"), Question("water", Kind.GRADE, "供水")
SCORE, REMARKS = Question("q1", Kind.SCORE, "打分"), Question("remarks", Kind.TEXT, "意见", optional=True)
GRADES = st.one_of(st.none(), st.sampled_from([str(g) for g in Grade]))
COUNTS = st.integers(0, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def form(number: int = 1, at: datetime | None = END, building: str | None = "3", **answers: Any) -> Form:
    """A form; `water="satisfied"` or `water=("satisfied", "words")`."""
    said = {key: v if isinstance(v, tuple) else (v, "") for key, v in answers.items() if v is not None}
    kept = {key: {"value": value, **({"words": words} if words else {})} for key, (value, words) in said.items()}
    return Form(number, kept, number, building, number, "chat", None, at)


def slip(number: int, **answers: Any) -> Form:
    """One without a name."""
    return Form(number, form(number, **answers).answers)


@pytest.mark.parametrize(("homes", "issued", "back", "mark"), [(400, 360, 288, 260), (137, 124, 100, 90)])
def test_worked_example(homes: int, issued: int, back: int, mark: int) -> None:
    """400 homes: 360, 288, 259.2 is 260. 137 homes: 124, 100, 90. One form fewer misses; the mark itself is enough."""
    assert (issue_quota(homes, 90), return_quota(issued, 80), pass_mark(back, 90)) == (issued, back, mark)
    assert Rate(mark, back, back).passes(90) is True
    assert Rate(mark - 1, back, back).passes(90) is False


def test_blanks_count_as_returned_and_beside_it_not() -> None:
    """F-14, F-15, X-30: 8 of 10 returned is 80 %, of the 9 that answered 88.8 %, rounded down."""
    forms = [
        form(n, overall="satisfied", water=None if n == 10 else "satisfied" if n < 9 else "not_very_satisfied")
        for n in range(1, 11)
    ]
    item = results([OVERALL, WATER], forms).items[0]
    assert (item.rate.official, item.rate.among, item.blank) == (800, 888, 1)
    assert item.given == {"satisfied": 8, "not_very_satisfied": 1}


def test_a_form_left_blank_altogether_came_back() -> None:
    """It is returned and says nothing."""
    result = results([OVERALL, WATER], [form(1), form(2, overall="very_satisfied")])
    assert (result.returned, result.overall) == (2, Rate(1, 1, 2))


def test_doubled_and_late_forms_do_not_count() -> None:
    """The first of a home; nothing after the end; what was withdrawn before sending never was a form."""
    late, twice = form(3, END + timedelta(seconds=1)), form(1, water="very_dissatisfied")
    kept = counted([form(1, water="satisfied"), twice, form(2), late], END)
    assert [(f.id, f.answers.get("water")) for f in kept] == [(1, {"value": "satisfied"}), (2, None)]
    assert counted([], END) == []


def test_slips_without_a_name_are_each_one() -> None:
    """Nothing tells two of them apart but their number."""
    assert len(counted([slip(7, water="satisfied"), slip(9, water="satisfied")], END)) == 2
    assert results([WATER], [slip(7, water="satisfied")]).buildings == {}


def test_dissatisfied_are_the_lower_two_about_everything() -> None:
    """F-17: an item alone does not make somebody dissatisfied where everything is asked about."""
    grades = ["very_satisfied", "satisfied", "not_very_satisfied", "very_dissatisfied", None]
    forms = [form(n, overall=grade, water="very_dissatisfied") for n, grade in enumerate(grades, 1)]
    assert [f.id for f in results([OVERALL, WATER], forms).dissatisfied] == [3, 4]


def test_without_a_question_about_everything_each_item_decides() -> None:
    """SUR-09 leaves it open: satisfied is who is so with each item they answered; a middling score is neither."""
    forms = [
        form(1, water="satisfied", q1=5),
        form(2, water="satisfied", q1=3),
        form(3, water="satisfied", q1=1),
        form(4),
    ]
    result = results([WATER, SCORE], forms)
    assert result.derived
    assert (result.overall, [f.id for f in result.dissatisfied]) == (Rate(1, 3, 4), [3])


def test_items_below_the_target_come_worst_first() -> None:
    """SUR-07: ninety per cent is inclusive."""
    forms = [
        form(n, overall="satisfied", water="satisfied" if n <= 9 else "very_dissatisfied", q1=5 if n <= 8 else 1)
        for n in range(1, 11)
    ]
    assert [i.question.key for i in results([WATER, SCORE, OVERALL], forms).failed(90)] == ["q1"]


def test_versions_compare_what_is_asked_alike() -> None:
    """Versions of one questionnaire by all keys of the same kind, others by the standard list alone."""
    before = [OVERALL, WATER, SCORE]
    assert comparable([OVERALL, WATER, SCORE, REMARKS], before, same_root=True) == {"overall", "water", "q1"}
    assert comparable([OVERALL, WATER, SCORE], before, same_root=False) == {"overall", "water"}
    assert comparable([Question("water", Kind.SCORE, "供水")], before, same_root=True) == set()


def test_remarks_are_grouped_by_what_they_are_about() -> None:
    """F-16: the words decide, else the aspect they were said to; what is about nothing known comes last."""
    said = ["车位太少", "停车太乱", "晚上噪音扰民", "嗯"]
    forms = [form(n, remarks=(None, words)) for n, words in enumerate(said, 1)]
    forms.append(form(9, water=("not_very_satisfied", "很不好")))
    groups = grouped(results([WATER, REMARKS], forms).remarks)
    assert [(g.topic, g.number) for g in groups] == [("parking", 2), ("noise", 1), ("water_supply", 1), ("other", 1)]


@pytest.mark.parametrize("words", ["我是3-2-1502的", "住3栋2单元1502", "电话13800000001", "京A12345"])
def test_numbers_that_lead_to_somebody_are_left_out(words: str) -> None:
    """Home, telephone, car; a short number stays."""
    assert "…" in nameless(words)
    assert not any(n in nameless(words) for n in ("1502", "13800000001", "12345"))
    assert nameless("等了3天，找了20次") == "等了3天，找了20次"


@given(COUNTS)
def test_interval_holds_the_rate(counts: tuple[int, int]) -> None:
    """Within 0 and 1000, around the rate; of ten times as many forms it is no wider."""
    part, whole = counts
    if not whole:
        assert Rate(0, 0, 0).interval is None
        return
    low, high = wilson(part, whole)
    assert 0 <= low <= part * 1000 / whole <= high <= 1000
    wider = wilson(part * 10, whole * 10)
    assert wider[1] - wider[0] <= high - low + 1


def test_interval_of_a_few() -> None:
    """Nine of ten: between 59 % and 98 %, as the tables have it."""
    assert wilson(9, 10) == (595, 983)


@given(st.lists(st.tuples(GRADES, GRADES), max_size=60))
def test_rates_are_exact(said: list[tuple[str | None, str | None]]) -> None:
    """Rounded down, never reaching what was not; official never above that among answered; buildings add up."""
    forms = [form(n, building="AB"[n % 2], overall=a, water=b) for n, (a, b) in enumerate(said, 1)]
    result = results([OVERALL, WATER], forms)
    for rate in (result.overall, result.items[0].rate):
        assert 0 <= rate.satisfied <= rate.answered <= rate.returned == len(forms)
        if rate.official is not None:
            exact = Fraction(rate.satisfied * 1000, rate.returned)
            assert 0 <= exact - rate.official < 1
            assert rate.passes(90) is (exact >= 900) is (rate.satisfied >= pass_mark(rate.returned, 90))
        if rate.among is not None and rate.official is not None:
            assert rate.official <= rate.among
    assert sum(r.satisfied for r in result.buildings.values()) == result.overall.satisfied
    assert len(result.dissatisfied) == result.overall.answered - result.overall.satisfied


@given(st.lists(st.tuples(st.integers(1, 8), st.integers(-3, 3), GRADES), max_size=40))
def test_each_home_counts_once_and_in_time(came: list[tuple[int, int, str | None]]) -> None:
    """Whatever comes doubled or late, whatever is withdrawn: the first in time of each home, and nothing else changes the rate."""
    forms = [
        Form(n, form(home, overall=grade).answers, home, "3", at=END + timedelta(hours=hours))
        for n, (home, hours, grade) in enumerate(came)
    ]
    first: dict[int, str | None] = {}
    for home, hours, grade in came:
        if hours <= 0:
            first.setdefault(home, grade)
    result = results([OVERALL], counted(forms, END))
    well = sum(grade in ("very_satisfied", "satisfied") for grade in first.values())
    assert result.overall == Rate(well, len(first) - list(first.values()).count(None), len(first))
    assert {f.unit_id for f in result.dissatisfied} == {
        h for h, grade in first.items() if grade in ("not_very_satisfied", "very_dissatisfied")
    }
    assert results([OVERALL], counted([*forms, *forms], END)) == result


@given(st.integers(0, 10**6), st.integers(1, 100))
def test_pass_mark_is_the_fewest_that_pass(back: int, percent: int) -> None:
    """The mark passes, one fewer does not; no mark is above what came back."""
    mark = pass_mark(back, percent)
    assert mark <= back
    if back:
        assert Rate(mark, back, back).passes(percent) is True
        assert Rate(mark - 1, back, back).passes(percent) is False
