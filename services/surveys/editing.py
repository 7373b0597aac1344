"""Questionnaires: from the standard list, copied, or written anew; questions added, changed, moved, taken away; versions (X-29).

What was issued once never changes: whoever changes it gets the next version, and the old one stays with its answers.
"""

from collections.abc import Callable, Sequence

from domain.errors import Outdated, Refused
from domain.people import SUPERVISORS, Who
from domain.survey import ASPECTS, OVERALL, Question, Questionnaire
from domain.survey.questions import LONGEST_OPTION, added, changed, moved, next_key, removed, standard
from messages.render import word
from services import Work

#: Takes the questions and gives them back changed.
Change = Callable[[Sequence[Question]], list[Question]]


def check_may(who: Who, community: int) -> None:
    """Surveys are the supervisors' and the heads' (SUR-15, SUR-24); `Refused` for all others."""
    if not who.is_any(community, SUPERVISORS):
        raise Refused("common/not_yours")


def found(work: Work, who: Who, questionnaire: int) -> Questionnaire:
    """The version, for the supervisors of its community; `Outdated` when there is none."""
    one = work.surveys.find_questionnaire(questionnaire)
    if one is None:
        raise Outdated
    check_may(who, one.community_id)
    return one


def aspects(work: Work, community: int) -> list[str]:
    """Which of the standard list the community asks about (X-29)."""
    return [aspect for aspect in ASPECTS if work.standards.value(community, f"aspect.{aspect}")]


def standard_questions(work: Work, community: int) -> list[Question]:
    """The standard list as the community has it, in both languages."""
    words = {
        key: (word("survey_question", key, "zh"), word("survey_question", key, "en")) for key in (*ASPECTS, OVERALL)
    }
    return standard(aspects(work, community), words)


def make(
    work: Work, who: Who, community: int, name: str, name_en: str, questions: Sequence[Question] | None = None
) -> Questionnaire:
    """A new questionnaire; without questions, an empty one to be filled."""
    check_may(who, community)
    if not name.strip() or len(name) > LONGEST_OPTION or len(name_en) > LONGEST_OPTION:
        raise Refused("survey/bad_name", most=LONGEST_OPTION)
    return work.surveys.add_questionnaire(
        {
            "community_id": community, "name_zh": name.strip(), "name_en": name_en.strip(), "questions": [q.doc() for q in questions or ()],
            "made_by": who.person.id, "made_at": work.now,
        }
    )  # fmt: skip


def copy(work: Work, who: Who, questionnaire: int, name: str, name_en: str) -> Questionnaire:
    """A new questionnaire with the questions of an earlier one: last year's, say. Keys stay, so years can be compared."""
    before = found(work, who, questionnaire)
    return make(work, who, before.community_id, name, name_en, before.asked)


def rename(work: Work, who: Who, questionnaire: int, name: str, name_en: str) -> Questionnaire:
    """It is called otherwise."""
    if not name.strip() or len(name) > LONGEST_OPTION or len(name_en) > LONGEST_OPTION:
        raise Refused("survey/bad_name", most=LONGEST_OPTION)
    one = _open(work, who, questionnaire)
    return work.surveys.change_questionnaire(one, {"name_zh": name.strip(), "name_en": name_en.strip()})


def add_question(work: Work, who: Who, questionnaire: int, new: Question) -> Questionnaire:
    """One question more."""
    return _change(work, who, questionnaire, lambda asked: added(asked, _keyed(asked, new)))


def change_question(work: Work, who: Who, questionnaire: int, key: str, new: Question) -> Questionnaire:
    """One question otherwise."""
    return _change(work, who, questionnaire, lambda asked: changed(asked, _known(asked, key), new))


def move_question(work: Work, who: Who, questionnaire: int, key: str, by: int) -> Questionnaire:
    """One question further up or down."""
    return _change(work, who, questionnaire, lambda asked: moved(asked, _known(asked, key), by))


def remove_question(work: Work, who: Who, questionnaire: int, key: str) -> Questionnaire:
    """Without one question."""
    return _change(work, who, questionnaire, lambda asked: removed(asked, _known(asked, key)))


def replace_questions(work: Work, who: Who, questionnaire: int, questions: Sequence[Question]) -> Questionnaire:
    """All of them at once, from a workbook."""
    return _change(work, who, questionnaire, lambda asked: list(questions))


def freeze(work: Work, one: Questionnaire) -> Questionnaire:
    """It is issued: from now on it never changes."""
    return one if one.frozen_at else work.surveys.change_questionnaire(one, {"frozen_at": work.now})


def _change(work: Work, who: Who, questionnaire: int, change: Change) -> Questionnaire:
    one = _open(work, who, questionnaire)
    return work.surveys.change_questionnaire(one, {"questions": [q.doc() for q in change(one.asked)]})


def _open(work: Work, who: Who, questionnaire: int) -> Questionnaire:
    """The version that can be changed: itself, the next one that is being made, or a new one after an issued one."""
    one = found(work, who, questionnaire)
    if one.frozen_at is None:
        return one
    newest = work.surveys.newest_edition(one.root_id)
    if newest.frozen_at is None:
        return newest
    return work.surveys.add_questionnaire(
        {
            "community_id": newest.community_id, "name_zh": newest.name_zh, "name_en": newest.name_en, "questions": list(newest.questions),
            "made_by": who.person.id, "made_at": work.now,
        },
        newest,
    )  # fmt: skip


def _known(asked: Sequence[Question], key: str) -> str:
    if all(q.key != key for q in asked):
        raise Outdated
    return key


def _keyed(asked: Sequence[Question], new: Question) -> Question:
    return Question(next_key(asked), new.kind, new.zh, new.en, new.options, new.optional)
