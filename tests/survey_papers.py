"""A community that was asked twice, for the pictures of its results: invented homes, invented answers, always the same."""

from datetime import datetime, timedelta, timezone
from random import Random
from typing import Any

from sqlalchemy import insert, select, update

from domain.people import Role
from domain.saying import local_day
from domain.survey import Grade
from services import Work, documents
from services.improvement import acting
from services.improvement import plan as improving
from services.surveys import editing, results, results_chart
from store import survey_tables as v
from store import tables as t
from tests.support.estate import Estate

_ROOMS = [f"{floor}0{door}" for floor in range(1, 18) for door in (1, 2, 3, 4)]
_YEAR, _OPEN = timedelta(days=364), timedelta(days=10)
#: How many of a hundred are content with each aspect, this year and the year before.
_CONTENT = {
    "power": (98, 97), "water": (95, 89), "security": (93, 92), "sanitation": (94, 93), "greening": (84, 90), "facilities": (88, 86),
    "repair": (96, 91), "attitude": (97, 95), "courtesy": (97, 96), "quality": (93, 91), "efficiency": (89, 82), "overall": (93, 90),
}  # fmt: skip
_REMARKS = {
    "parking": ["停车位太少，晚上回来没地方停", "外来车乱停", "车位收费希望公示"], "noise": ["广场舞太吵", "楼上装修噪音大"],
    "greening": ["绿化带枯了没人补种", "草坪杂草多"], "elevator": ["电梯经常停在两层之间", "电梯里的灯坏了"], "water": ["早上水压小"],
    "staff": ["管家很热心", "保安换得太勤"],
}  # fmt: skip

#: What is done about the aspects that failed, and in how many days.
_MEASURES = {
    "greening": ("补种枯死的灌木和草皮，每周巡查一次，缺株三天内补上", 28), "facilities": ("逐台检修电梯门机，更换轿厢照明", 14),
    "efficiency": ("客服中心增设晚班，投诉当天回复", 7),
}  # fmt: skip


def year(estate: Estate) -> int:
    """Two surveys with names in six buildings, the second just closed; its id."""
    return int(estate.work(lambda work: _asked_twice(work, estate)))


def paper(estate: Estate, survey: int, language: str) -> dict[str, Any]:
    """《业户意见调查结果汇总》 as a document."""
    given = {"what": "survey_paper", "survey": survey, "language": language}
    return dict(estate.work(lambda work: documents.document(work, given)))


def chart(estate: Estate, survey: int, language: str) -> dict[str, Any]:
    """The chart as a document."""

    def made(work: Work) -> Any:
        return results_chart.picture(results.found(work, work.surveys.get(survey)), language)["draw"]

    return dict(estate.work(made))


def measures(estate: Estate, survey: int) -> int:
    """What failed has its measures, approved by the manager; the id of the table."""
    return int(estate.work(lambda work: _approved(work, survey)))


def report(estate: Estate, plan: int, language: str) -> dict[str, Any]:
    """Results and measures as the owners' committee gets them, as a document."""
    given = {"what": "improvement_paper", "plan": plan, "language": language}
    return dict(estate.work(lambda work: documents.document(work, given)))


def _approved(work: Work, survey: int) -> int:
    one = work.surveys.get(survey)
    manager = work.staff.listed(one.community_id, roles=[Role.MANAGER])[0]
    who = work.people.who(manager[1], "zh")
    improving.begin(work, results.found(work, one))
    plan = work.improvements.of_survey(survey)
    assert plan is not None
    day = local_day(work.now, timezone(timedelta(hours=8)))
    for view in improving.rows(work, plan):
        measure, days = _MEASURES[view.facts.item]
        acting.fill(work, who, view.case.id, measure, manager[0].id, day + timedelta(days=days))
    improving.submit(work, who, survey)
    return improving.approve(work, who, survey).id


def _asked_twice(work: Work, estate: Estate) -> int:
    homes, maker = _homes(work, estate), work.conn.scalar(select(t.persons.c.id).limit(1))
    questionnaire = work.surveys.add_questionnaire(
        {
            "community_id": estate.community, "name_zh": "2026 年业户意见调查", "name_en": "Opinion survey 2026", "made_by": maker, "made_at": work.now,
            "questions": [q.doc() for q in editing.standard_questions(work, estate.community)],
        }
    )  # fmt: skip
    made = {
        "community_id": estate.community,
        "questionnaire_id": questionnaire.id,
        "made_by": maker,
        "anonymous": False,
        "everybody": False,
        "buildings": [],
    }
    for place, begun in ((1, work.now - _YEAR), (0, work.now - _OPEN)):
        one = _issued(work, made, homes, begun)
        _answered(work, one, homes, begun, place)
    return one


def _homes(work: Work, estate: Estate) -> dict[int, str]:
    """Sixty-eight homes in each of six buildings."""
    work.conn.execute(update(t.communities).where(t.communities.c.id == estate.community).values(name="幸福里小区"))
    work.conn.execute(update(t.units).values(state="vacant"))
    known = {code for code, _ in work.people.buildings(estate.community)}
    for code in map(str, range(1, 7)):
        if code not in known:
            work.conn.execute(insert(t.buildings).values(community_id=estate.community, name=f"{code}栋", code=code))
        building = work.conn.scalar(select(t.buildings.c.id).where(t.buildings.c.code == code))
        rows = [{"community_id": estate.community, "building_id": building, "building": code, "entrance": "9", "room": room, "state": "lived_in"}
                for room in _ROOMS]  # fmt: skip
        work.conn.execute(insert(t.units), rows)
    return work.surveys.moved_in(estate.community)


def _issued(work: Work, made: dict[str, Any], homes: dict[int, str], begun: datetime) -> int:
    end = begun + _OPEN
    values = {"made_at": begun, "started_at": begun, "deadline_at": end, "ended_at": end, "status": "closed"}
    one = work.surveys.add(
        {**made, **values, "moved_in": len(homes), "issued": len(homes), "due_back": -(-len(homes) * 4 // 5)}
    )
    work.surveys.ask(one.id, homes)
    return one.id


def _answered(work: Work, survey: int, homes: dict[int, str], begun: datetime, place: int) -> None:
    drawn, rows = Random(7 + place), []
    remarks = [words for said in _REMARKS.values() for words in said]
    for home, building in homes.items():
        if drawn.random() > 0.86:
            continue
        answers: dict[str, Any] = {
            key: {"value": str(_grade(drawn, content[place]))}
            for key, content in _CONTENT.items()
            if drawn.random() > 0.02
        }
        if drawn.random() < 0.2:
            answers["remarks"] = {"words": drawn.choice(remarks)}
        rows.append(
            {
                "survey_id": survey,
                "unit_id": home,
                "building": building,
                "channel": "chat",
                "at": begun,
                "answers": answers,
            }
        )
    work.conn.execute(insert(v.survey_forms), rows)
    homes_of, back = v.survey_homes.c, [row["unit_id"] for row in rows]
    work.conn.execute(
        update(v.survey_homes).where(homes_of.survey_id == survey, homes_of.unit_id.in_(back)).values(answered=True)
    )


def _grade(drawn: Random, content: int) -> Grade:
    if drawn.randrange(100) < content:
        return drawn.choice((Grade.VERY_SATISFIED, Grade.SATISFIED))
    return drawn.choice((Grade.NOT_VERY_SATISFIED, Grade.NOT_VERY_SATISFIED, Grade.VERY_DISSATISFIED))
