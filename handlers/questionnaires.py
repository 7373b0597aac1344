"""Questionnaires and surveys as those who run them handle them: put together, issued, followed, stopped (SUR-01 to SUR-15)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.errors import Outdated
from domain.incoming import Incoming
from domain.incoming import Kind as Came
from domain.people import DESK_ROLES, SUPERVISORS, Who
from domain.survey import Event, Kind, Question
from domain.survey.questions import LONGEST, LONGEST_OPTION, MOST_OPTIONS
from domain.talk import Answers, Talk
from handlers import survey_results
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, attachments, until, words
from handlers.caller import HOME
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from handlers.places import chosen_unit
from services import Work
from services.surveys import answering, editing, issuing, sheet
from services.surveys.cards import PAGE as HOMES
from services.surveys.cards import refresh, show_preview, show_question, show_questionnaire, show_silent, show_to
from services.tell import Words, mine, show, tell

#: Lines of a list.
PAGE = 8
#: With what a new questionnaire begins.
STARTS = ("standard", "empty")


def offers(who: Who) -> set[str]:
    """For supervisors both lists; for the desk the surveys, to take forms down."""
    roles = {s.role for s in who.staff}
    return ({"surveys"} if roles & DESK_ROLES else set()) | ({"questionnaires"} if roles & SUPERVISORS else set())


def _may(who: Who) -> bool:
    return any(s.role in SUPERVISORS for s in who.staff)


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


# --- what is typed --------------------------------------------------------------------------------------------------


def _name(incoming: Incoming, s: Situation) -> Read:
    return _short(incoming, LONGEST_OPTION)


def _sentence(incoming: Incoming, s: Situation) -> Read:
    return _short(incoming, LONGEST)


def _short(incoming: Incoming, most: int) -> Read:
    """A line that fits; what does not is asked for shorter."""
    if incoming.kind is not Came.TEXT or not incoming.text.strip():
        return None
    text = " ".join(incoming.text.split())
    return Taken(text) if len(text) <= most else Unclear("survey_long")


def _options(incoming: Incoming, s: Situation) -> Read:
    """One option a line, its English after a slash: `每天 / Every day`. Kept as pairs."""
    if incoming.kind is not Came.TEXT:
        return None
    lines = [line.strip() for line in incoming.text.splitlines() if line.strip()]
    pairs = [[part.strip() for part in line.partition("/")[::2]] for line in lines]
    named = [zh for zh, _ in pairs]
    sound = 1 < len(pairs) <= MOST_OPTIONS and all(named) and len(set(named)) == len(named)
    return (
        Taken(pairs)
        if sound and all(len(p) <= LONGEST_OPTION for pair in pairs for p in pair)
        else Unclear("survey_options")
    )


# --- the questions --------------------------------------------------------------------------------------------------


def _made(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    community, name, name_en = int(a["community"]), a["name"], a.get("name_en") or ""
    if "_copied" in a:
        made = editing.copy(work, who, int(a["_copied"]), name, name_en)
    elif "_renamed" in a:
        made = editing.rename(work, who, int(a["_renamed"]), name, name_en)
    else:
        asked = editing.standard_questions(work, community) if a["start"] == "standard" else []
        made = editing.make(work, who, community, name, name_en, asked)
    show_questionnaire(work, made, who, repost=True)


def _workbook(incoming: Incoming, s: Situation) -> Read:
    """A file; whether it is a workbook is seen when it has been fetched."""
    found = attachments(incoming)
    return Taken(found[0]) if incoming.kind is Came.FILE and found else Unclear("survey_file")


def _filled(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    sheet.want(work, who, int(talk.answers["_questionnaire"]), talk.answers["file"])
    tell(
        work,
        mine(who, work.people.community(int(talk.answers["community"]))),
        f"sheet:{incoming.id}",
        Words("survey/reading"),
    )


def _needs_start(answers: Answers) -> bool:
    return "_copied" not in answers and "_renamed" not in answers


def _of_choice(answers: Answers) -> bool:
    return answers.get("kind") in (Kind.CHOICE, Kind.SEVERAL)


def _asked(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    options = tuple((zh, en) for zh, en in a.get("options") or ()) if _of_choice(a) else ()
    new = Question("", Kind(a["kind"]), a["zh"], a.get("en") or "", options, a["must"] == "optional")
    if "_key" in a:
        changed = editing.change_question(work, who, int(a["_questionnaire"]), a["_key"], new)
    else:
        changed = editing.add_question(work, who, int(a["_questionnaire"]), new)
    show_questionnaire(work, changed, who, repost=True)


def _buildings(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(f"b{code}", name, keeps=code) for code, name in work.people.buildings(int(answers["community"]))]


def _planned(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    deadline = datetime.fromisoformat(a["until"][1]) if a.get("until") else None
    plan = issuing.Plan(a["named"] == "anonymous", a["who"] == "everybody", tuple(a.get("buildings") or ()), deadline)
    issuing.make(work, who, int(a["_questionnaire"]), plan)


def _extended(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    issuing.extend(work, who, int(talk.answers["_survey"]), datetime.fromisoformat(talk.answers["until"][1]))


def _stopped(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    issuing.stop(work, who, int(talk.answers["_survey"]), talk.answers.get("reason"))


def _entered(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    unit = chosen_unit(talk.answers)
    answering.enter(work, who, int(talk.answers["_survey"]), unit or 0, talk.answers["way"], incoming)


QUESTIONNAIRE = Flow(
    "questionnaire",
    (
        Step("start", (), offers=keys("survey_start", STARTS), when=_needs_start),
        Step("name", (_name,)),
        Step("name_en", (_name,), optional=True),
    ),
    _made,
    summary=never,
    may=_may,
)
QUESTION = Flow(
    "survey_question",
    (
        Step("kind", (), offers=keys("survey_kind", tuple(Kind))),
        Step("zh", (_sentence,)),
        Step("en", (_sentence,), optional=True),
        Step("options", (_options,), within=("kind",), when=_of_choice),
        Step("must", (), offers=keys("survey_must", ("required", "optional"))),
    ),
    _asked,
    summary=never,
    may=_may,
)
PLAN = Flow(
    "survey_plan",
    (
        Step("named", (), offers=keys("survey_named", ("named", "anonymous"))),
        Step("who", (), offers=keys("survey_who", ("quota", "everybody"))),
        Step("buildings", (), offers=_buildings, collects=True, optional=True, needs_options=True),
        Step("until", (until,), optional=True),
    ),
    _planned,
    summary=never,
    may=_may,
)
EXTEND = Flow("survey_extend", (Step("until", (until,)),), _extended, summary=never, may=_may)
STOP = Flow("survey_stop", (Step("reason", (words,), optional=True),), _stopped, summary=never, may=_may)
ENTER = Flow(
    "survey_enter",
    (Step("way", (), offers=keys("survey_way", answering.TAKEN_DOWN)), *HOME),
    _entered,
    summary=never,
    may=_desk,
)
SHEET = Flow("survey_sheet", (Step("file", (_workbook,)),), _filled, summary=never, may=_may)
FLOWS = (QUESTIONNAIRE, QUESTION, SHEET, PLAN, EXTEND, STOP, ENTER)


# --- presses on a questionnaire -------------------------------------------------------------------------------------


def _show(act: Act) -> None:
    show_questionnaire(act.work, editing.found(act.work, act.who, act.subject), act.who, repost=False)


def _one(act: Act) -> None:
    show_question(act.work, editing.found(act.work, act.who, act.subject), act.value, act.who)


def _add(act: Act) -> None:
    one = editing.found(act.work, act.who, act.subject)
    act.begin("survey_question", {"community": one.community_id, "_questionnaire": one.id})


def _reword(act: Act) -> None:
    one = editing.found(act.work, act.who, act.subject)
    if all(q.key != act.value for q in one.asked):
        raise Outdated
    act.begin("survey_question", {"community": one.community_id, "_questionnaire": one.id, "_key": act.value})


def _moves(by: int) -> Tap:
    def tap(act: Act) -> None:
        changed = editing.move_question(act.work, act.who, act.subject, act.value, by)
        show_question(act.work, changed, act.value, act.who)

    return tap


def _remove(act: Act) -> None:
    changed = editing.remove_question(act.work, act.who, act.subject, act.value)
    show_questionnaire(act.work, changed, act.who, repost=False)
    act.toast("survey/toast_removed")


def _preview(act: Act) -> None:
    show_preview(act.work, editing.found(act.work, act.who, act.subject), act.who)


def _copy(act: Act) -> None:
    one = editing.found(act.work, act.who, act.subject)
    act.begin("questionnaire", {"community": one.community_id, "_copied": one.id})


def _rename(act: Act) -> None:
    one = editing.found(act.work, act.who, act.subject)
    act.begin("questionnaire", {"community": one.community_id, "_renamed": one.id})


def _sheet(act: Act) -> None:
    sheet.send(act.work, act.who, act.subject)


def _fill(act: Act) -> None:
    one = editing.found(act.work, act.who, act.subject)
    act.begin("survey_sheet", {"community": one.community_id, "_questionnaire": one.id})


def _plan(act: Act) -> None:
    one = editing.found(act.work, act.who, act.subject)
    act.begin("survey_plan", {"community": one.community_id, "_questionnaire": one.id})


# --- presses on a survey --------------------------------------------------------------------------------------------


def _issue(act: Act) -> None:
    issuing.issue(act.work, act.who, act.subject)
    act.toast("survey/toast_issued")


def _discard(act: Act) -> None:
    issuing.drop(act.work, act.who, act.subject)
    act.toast("survey/toast_dropped")


def _extend(act: Act) -> None:
    one = issuing.check_now(act.work, act.who, act.subject, Event.EXTEND)
    act.begin("survey_extend", {"community": one.community_id, "_survey": one.id})


def _stop(act: Act) -> None:
    one = issuing.check_now(act.work, act.who, act.subject, Event.STOP)
    act.begin("survey_stop", {"community": one.community_id, "_survey": one.id})


def _count(act: Act) -> None:
    one = issuing.for_desk(act.work, act.who, act.subject)
    refresh(act.work, one)
    act.toast("survey/toast_counted")


def _enter(act: Act) -> None:
    one = issuing.for_desk(act.work, act.who, act.subject)
    act.begin("survey_enter", {"community": one.community_id, "_survey": one.id})


def _silent(act: Act) -> None:
    one = issuing.check_now(act.work, act.who, act.subject, Event.STOP)
    if one.anonymous:
        raise Outdated
    show_silent(act.work, one, act.who, min(act.number, (one.issued or 0) // HOMES))


TAPS: Mapping[str, Tap] = {
    "show": _show,
    "one": _one,
    "add": _add,
    "reword": _reword,
    "up": _moves(-1),
    "down": _moves(1),
    "remove": _remove,
    "preview": _preview,
    "copy": _copy,
    "rename": _rename,
    "sheet": _sheet,
    "fill": _fill,
    "plan": _plan,
    "issue": _issue,
    "discard": _discard,
    "extend": _extend,
    "stop": _stop,
    "count": _count,
    "enter": _enter,
    "silent": _silent,
    **survey_results.TAPS,
}


# --- lists ----------------------------------------------------------------------------------------------------------


def _questionnaires(act: Act) -> None:
    """Every questionnaire in its newest version, newest first; or the one that was chosen."""
    editing.check_may(act.who, act.at_work.id)
    if act.value.startswith("q"):
        act.value = act.value.removeprefix("q")
        show_questionnaire(act.work, editing.found(act.work, act.who, act.number), act.who, repost=True)
        return
    found = act.work.surveys.questionnaires(act.at_work.id, PAGE + 1, act.number * PAGE)
    rows = [{"id": q.id, "name": q.name(act.private.language), "edition": q.edition, "questions": len(q.questions),
             "issued": q.frozen_at is not None} for q in found[:PAGE]]  # fmt: skip
    given = {"rows": rows, "page": act.number, "more": len(found) > PAGE}
    said = Words("survey/questionnaires", given, "m")
    show(act.work, act.private, f"questionnaires:{act.private.id}", said, repost=not act.value)


def _new(act: Act) -> None:
    editing.check_may(act.who, act.at_work.id)
    act.begin("questionnaire", {"community": act.at_work.id})


def _surveys(act: Act) -> None:
    """Every survey, newest first; or the one that was chosen."""
    if act.value.startswith("s"):
        act.value = act.value.removeprefix("s")
        show_to(act.work, issuing.for_desk(act.work, act.who, act.number), act.who, repost=True)
        return
    issuing.check_desk(act.who, act.at_work.id)
    found = act.work.surveys.listed(act.at_work.id, PAGE + 1, act.number * PAGE)
    rows = []
    for one in found[:PAGE]:
        counts = act.work.surveys.counts(one.id)
        name = act.work.surveys.questionnaire(one.questionnaire_id).name(act.private.language)
        rows.append({"id": one.id, "name": name, "status": one.status, "at": one.started_at or one.made_at, "issued": counts.issued,
                     "back": counts.returned, "deadline": one.deadline_at})  # fmt: skip
    given = {"rows": rows, "page": act.number, "more": len(found) > PAGE, "edits": _may(act.who)}
    said = Words("survey/list", given, "m")
    show(act.work, act.private, f"surveys_all:{act.private.id}", said, repost=not act.value)


MENU: Mapping[str, Tap] = {"questionnaires": _questionnaires, "questionnaire_new": _new, "surveys": _surveys}
