"""What the home of the owner is asked in the world of the matrix: a survey, a poll; what is put right after a survey; questions of one tap."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.people import Team
from domain.survey import Kind as Grades
from domain.survey import Question
from services.improvement import acting as improving
from services.opinions import intake as calling
from store.work import Work


def survey(work: Work, world: Any, home: str, made: dict[str, Any]) -> None:
    """The home of the owner is asked one question, and the owner has answered it and not sent it yet."""
    thing, unit = world.thing, world.estate.units[home]
    asked = [
        Question("q1", Grades.GRADE, "供水满意吗", "Water?").doc(),
        Question("q2", Grades.TEXT, "还有呢", optional=True).doc(),
    ]
    thing["questionnaire"] = work.surveys.add_questionnaire(
        {**made, "name_zh": "调查", "name_en": "", "questions": asked}
    ).id
    one = work.surveys.add({**made, "questionnaire_id": thing["questionnaire"], "status": "running", "anonymous": False, "everybody": True,
                            "buildings": [], "deadline_at": work.now + timedelta(days=9), "started_at": work.now, "issued": 1})  # fmt: skip
    thing["survey_plan"] = work.surveys.add({**made, "questionnaire_id": thing["questionnaire"], "status": "draft", "anonymous": False, "everybody": True,
                                             "buildings": [], "deadline_at": work.now + timedelta(days=9)}).id  # fmt: skip
    work.surveys.ask(one.id, {unit: "3"})
    draft = work.survey_forms.begin(one.id, unit, world.person["owner"], "chat", "q1", False, 1, work.now)
    work.survey_forms.save(draft, replace(draft, answers={"q1": {"value": "satisfied"}}), work.now)
    thing["survey"], thing["survey_draft"], thing["survey_home"] = one.id, draft.id, f"{one.id}-{unit}"


def poll(work: Work, world: Any, home: str, made: dict[str, Any]) -> None:
    """A poll the home of the owner is asked in, one that has not been sent, one that is over."""
    thing, unit = world.thing, world.estate.units[home]
    row = {**made, "question_zh": "关灯吗", "question_en": "", "options": [["好", ""], ["不好", ""]], "hidden": True, "buildings": [], "quorum": 50,
           "deadline_at": work.now + timedelta(days=9)}  # fmt: skip
    for name, more in (
        ("poll", {"status": "running", "started_at": work.now, "eligible": 1}), ("poll_plan", {}),
        ("poll_over", {"status": "closed", "started_at": work.now, "ended_at": work.now, "eligible": 1, "result": {"3": [1, 0]}}),
    ):  # fmt: skip
        thing[name] = work.polls.add({**row, **more}).id
    work.polls.ask(thing["poll"], {unit: "3"})
    thing["poll_home"], thing["poll_choice"] = f"{thing['poll']}-{unit}", f"{unit}-1"


def improvement(work: Work, world: Any, made: dict[str, Any]) -> None:
    """A survey that is over with its table: one row, of the engineers."""
    thing = world.thing
    one = work.surveys.add({
        **made, "questionnaire_id": thing["questionnaire"], "status": "closed", "anonymous": False, "everybody": True, "buildings": [],
        "deadline_at": work.now, "started_at": work.now, "ended_at": work.now, "issued": 1,
    })  # fmt: skip
    begun = {"community_id": one.community_id, "status": "gathering", "made_at": work.now}
    plan = work.improvements.begin(one.id, begun)
    assert plan is not None
    problem = improving.Problem(Team.ENGINEERING, "供水", "q1", 1, 2)
    thing["survey_over"], thing["improve_plan"] = one.id, plan.id
    thing["improvement"] = improving.file(work, plan.id, work.people.get(one.made_by), problem).case.id


def opinion(work: Work, world: Any) -> None:
    """The home of the owner is to be called after the survey that is over."""
    survey, unit = work.surveys.get(world.thing["survey_over"]), world.estate.units["3-2-1502"]
    row = {
        "survey": survey.id,
        "unit": unit,
        "reason": "dissatisfied",
        "person": None,
        "items": [["q1", "very_dissatisfied", "水压小"]],
    }
    work.marks.put("surveys.callbacks", [row])
    calling.sweep(work, 1)
    world.thing["opinion"] = work.opinions.of_survey(survey.id)[0][0].id


def shorts(work: Work, world: Any) -> None:
    """The owner is asked how the forum was, and has given the repair one star."""
    row = {
        "community_id": world.estate.community,
        "turn": 0,
        "person_id": world.person["owner"],
        "made_at": work.now,
        "asked_at": work.now,
    }
    for name, kind, of, more in (
        ("short_activity", "activity", "forum", {}),
        ("short_poor", "poor", "repair", {"grade": "1"}),
    ):
        made = work.shorts.add({**row, "kind": kind, "subject_id": world.thing[of], **more})
        assert made is not None
        world.thing[name] = made.id
