"""Measures after a survey in the chat: rows filled in by departments, the table gathered, approved, published, reported, filed (SUR-17)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from domain.errors import Refused
from domain.incoming import Incoming
from domain.incoming import Kind as Came
from domain.people import Team, Who
from domain.saying import local_day, say_day
from domain.slots import parse_day
from domain.survey import improvement as rules
from domain.survey.improvement import PlanEvent
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, words
from handlers.conversation import Flow, Step, never
from services import Work
from services.improvement import acting, book, cards, plan, telling
from services.improvement.views import View, load, staff_card, values
from services.surveys import results_told
from services.teams import story_of
from services.tell import Words, mine, tell, zone_of

#: Days offered for a date to come, counted from today; days back for one that has passed.
_AHEAD, _BACK = (7, 14, 30, 60), 3
#: Characters of a measure or a result: with the rest of its card it is one message.
_LONGEST = 600


def offers(who: Who) -> set[str]:
    """Those who gather the tables have the list of them."""
    return {"improve_tables"} if any(s.role in rules.GATHER for s in who.staff) else set()


def _gathers(who: Who) -> bool:
    return bool(offers(who))


def _staff(who: Who) -> bool:
    return bool(who.staff)


# --- what is typed and offered --------------------------------------------------------------------------------------


def _short(incoming: Incoming, s: Situation) -> Read:
    """A few sentences; what does not fit the table is asked for shorter."""
    if incoming.kind is not Came.TEXT or not incoming.text.strip():
        return None
    text = incoming.text.strip()
    return Taken(text) if len(text) <= _LONGEST else Unclear("long_measure")


def _day(incoming: Incoming, s: Situation) -> Read:
    """A day typed as people type it: 月底, 12月3日."""
    if incoming.kind is not Came.TEXT:
        return None
    day = parse_day(incoming.text, s.now, s.zone)
    return Taken(day.isoformat()) if day else Unclear("moment")


def _today(work: Work, community: int) -> date:
    return local_day(work.now, zone_of(work.people.community(community)))


def _days(back: bool) -> Callable[[Work, Who, Answers, int | None], Sequence[Option]]:
    def offered(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
        today = _today(work, int(answers["community"]))
        days = (
            [today - timedelta(days=n) for n in range(_BACK)] if back else [today + timedelta(days=n) for n in _AHEAD]
        )
        return [Option(f"d{d:%m%d}", say_day(d, today, who.language), keeps=d.isoformat()) for d in days]

    return offered


def _people(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The department's people, its head first; everybody of the office where it has none."""
    there = work.cases.get(case or 0)
    posts = work.staff.listed(there.community_id, team=there.team) or work.staff.listed(
        there.community_id, roles=rules.GATHER
    )
    ordered = sorted(posts, key=lambda post: not rules.heads_department(post[0].role, post[0].team, there.team))
    return [Option(f"s{s.id}", p.name, note=s.role, keeps={"staff": s.id, "name": p.name}) for s, p in ordered]


def _teams(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    mine = work.cases.get(case).team if case else None
    return [Option(t, group="team") for t in plan.departments(work, int(answers["community"])) if t is not mine]


def _committee(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    name = telling.committee_name(work, int(answers["community"]))
    return [Option("committee", name, keeps=name)] if name else []


# --- carried out ----------------------------------------------------------------------------------------------------


def _filled(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a, case = talk.answers, talk.case_id or 0
    view = acting.fill(work, who, case, a["measure"], int(a["person"]["staff"]), date.fromisoformat(a["until"]))
    _again(work, who, view)


def _given(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    _again(work, who, acting.give(work, who, talk.case_id or 0, Team(talk.answers["to"])))


def _sent_back(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    _again(work, who, acting.send_back(work, who, talk.case_id or 0, talk.answers["reason"]))


def _dropped(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    _again(work, who, acting.drop(work, who, talk.case_id or 0, talk.answers["reason"]))


def _done(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    view = plan.done(work, who, talk.case_id or 0, a["result"], date.fromisoformat(a["on"]))
    staff_card(work, view, who, mine(who, view.sheet.community), repost=True)


def _added(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    view = plan.add(work, who, int(a["_survey"]), Team(a["team"]), a["problem"])
    staff_card(work, view, who, mine(who, view.sheet.community), repost=True)


def _returned(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    there = plan.send_back(work, who, int(talk.answers["_survey"]), talk.answers["reason"])
    cards.show_to(work, there, who, repost=True)


def _told(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    there = plan.reported(work, who, int(a["_survey"]), a["to"], date.fromisoformat(a["on"]))
    cards.show_to(work, there, who, repost=True)


def _again(work: Work, who: Who, view: View) -> None:
    """The row's card where the person is looking, and the table as it stands now."""
    staff_card(work, view, who, mine(who, view.sheet.community), repost=True)
    plan.stirred(work, view)


FLOWS = (
    Flow(
        "improve_fill",
        (
            Step("measure", (_short,)),
            Step("person", (), offers=_people),
            Step("until", (_day,), offers=_days(back=False)),
        ),
        _filled,
        summary=never,
        may=_staff,
    ),
    Flow("improve_give", (Step("to", (), offers=_teams),), _given, summary=never, may=_gathers),
    Flow("improve_redo", (Step("reason", (words,)),), _sent_back, summary=never, may=_gathers),
    Flow("improve_drop", (Step("reason", (words,)),), _dropped, summary=never, may=_gathers),
    Flow(
        "improve_done",
        (Step("result", (_short,)), Step("on", (_day,), offers=_days(back=True))),
        _done,
        summary=never,
        may=_staff,
    ),
    Flow(
        "improve_add", (Step("team", (), offers=_teams), Step("problem", (words,))), _added, summary=never, may=_gathers
    ),
    Flow("improve_return", (Step("reason", (words,)),), _returned, summary=never, may=_gathers),
    Flow(
        "improve_told",
        (Step("to", (words,), offers=_committee), Step("on", (_day,), offers=_days(back=True))),
        _told,
        summary=never,
        may=_gathers,
    ),
)


# --- presses on a row -----------------------------------------------------------------------------------------------


def _fill(act: Act) -> None:
    _allowed(act, "fill")
    act.begin("improve_fill", {"community": act.work.cases.get(act.subject).community_id}, act.subject)


def _give(act: Act) -> None:
    _allowed(act, "give")
    act.begin("improve_give", {"community": act.work.cases.get(act.subject).community_id}, act.subject)


def _redo(act: Act) -> None:
    _allowed(act, "send_back")
    act.begin("improve_redo", {}, act.subject)


def _drop(act: Act) -> None:
    _allowed(act, "drop")
    act.begin("improve_drop", {}, act.subject)


def _finish(act: Act) -> None:
    _allowed(act, "done")
    act.begin("improve_done", {"community": act.work.cases.get(act.subject).community_id}, act.subject)


def _allowed(act: Act, action: str) -> View:
    return acting.allowed(act.work, act.who, act.subject, action)


def _open(act: Act) -> None:
    view = _allowed(act, "history")
    staff_card(act.work, view, act.who, act.private, repost=True)
    if not act.incoming.private:
        act.toast("common/go_private")


def _history(act: Act) -> None:
    view = _allowed(act, "history")
    given = {**values(view, act.work.now, act.private.language), **story_of(act.work, act.who, view.case, ())}
    said = Words("matters/history", given, f"W{act.subject}")
    tell(act.work, act.private, f"history:{act.subject}:{act.incoming.id}", said, case=act.subject)


def _table(act: Act) -> None:
    """The whole table, for the office."""
    view = load(act.work, acting.found(act.work, act.subject))
    there = plan.found(act.work, act.who, view.plan.survey_id)
    cards.show_to(act.work, there, act.who, repost=True)


TAPS: Mapping[str, Tap] = {
    "fill": _fill,
    "give": _give,
    "redo": _redo,
    "drop": _drop,
    "finish": _finish,
    "open": _open,
    "history": _history,
    "table": _table,
}


# --- presses on a table: its survey's ------------------------------------------------------------------------------


def _show(act: Act) -> None:
    """A page of the table; of a survey that was over before there were tables it is made first, off the writer."""
    if act.work.improvements.of_survey(act.subject) is None:
        results_told.begin_table(act.work, act.who, act.subject, act.incoming.id)
        act.toast("improve/toast_making")
        return
    there = plan.found(act.work, act.who, act.subject)
    cards.show_to(act.work, there, act.who, act.number, repost=not act.value)


def _row(act: Act) -> None:
    plan.found(act.work, act.who, act.subject)
    act.subject = act.number
    _open(act)


def _add(act: Act) -> None:
    there = plan.check_add(act.work, act.who, act.subject)
    act.begin("improve_add", {"community": there.community_id, "_survey": act.subject})


def _submit(act: Act) -> None:
    plan.submit(act.work, act.who, act.subject)
    act.toast("improve/toast_submitted")


def _approve(act: Act) -> None:
    telling.approve(act.work, act.who, act.subject)
    act.toast("improve/toast_approved")


def _return(act: Act) -> None:
    there = plan.check_now(act.work, act.who, act.subject, PlanEvent.SEND_BACK)
    act.begin("improve_return", {"community": there.community_id, "_survey": act.subject})


def _notice(act: Act) -> None:
    telling.draft(act.work, act.who, act.subject)


def _tell(act: Act) -> None:
    there = plan.check_report(act.work, act.who, act.subject)
    act.begin("improve_told", {"community": there.community_id, "_survey": act.subject})


def _paper(act: Act) -> None:
    telling.send_paper(act.work, act.who, act.subject, act.incoming.id)


def _book(act: Act) -> None:
    there = plan.found(act.work, act.who, act.subject)
    name = act.work.surveys.questionnaire(act.work.surveys.get(act.subject).questionnaire_id).name(act.private.language)
    media = [book.picture(there, act.private.language, act.work.now.isoformat())]
    said = Words("improve/book", {"name": name}, "m")
    tell(act.work, act.private, f"improve:{there.id}:book:{act.incoming.id}", said, media=media)


def _records(act: Act) -> None:
    cards.show_records(act.work, plan.found(act.work, act.who, act.subject), act.who)


def _file(act: Act) -> None:
    plan.file(act.work, act.who, act.subject)
    act.toast("improve/toast_filed")


SURVEY_TAPS: Mapping[str, Tap] = {
    "improve": _show,
    "improve_row": _row,
    "improve_add": _add,
    "improve_submit": _submit,
    "improve_approve": _approve,
    "improve_return": _return,
    "improve_notice": _notice,
    "improve_told": _tell,
    "improve_paper": _paper,
    "improve_book": _book,
    "improve_records": _records,
    "improve_file": _file,
}


def _tables(act: Act) -> None:
    """Every table of the community; or the one that was chosen."""
    if act.value.startswith("s"):
        act.value = act.value.removeprefix("s")
        act.subject, act.value = act.number, ""
        _show(act)
        return
    if not act.who.is_any(act.at_work.id, rules.GATHER):
        raise Refused("common/not_yours")
    cards.show_list(act.work, act.at_work, act.who, act.number, repost=not act.value)


MENU: Mapping[str, Tap] = {"improve_tables": _tables}
