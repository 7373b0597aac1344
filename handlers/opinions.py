"""Callbacks after surveys in the chat: the list, the card, what came of a call, a complaint of it, key customers (SUR-19 to SUR-22)."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.errors import Refused
from domain.incoming import Incoming
from domain.incoming import Kind as Came
from domain.people import DESK_ROLES, SUPERVISORS, Who
from domain.saying import local_day, say_day
from domain.slots import parse_day
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear, lookup, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from handlers.places import any_home, chosen_unit, entrances, floors, needs_more, rooms
from services import Work
from services.opinions import acting, book, intake, lists
from services.opinions.views import View, staff_card, values
from services.origins import OPINION
from services.teams import story_of
from services.tell import Words, mine, tell, zone_of

#: Days offered for the next call, counted from today.
_AHEAD = (1, 2, 3, 7)
#: What the owner says, and what was said or done; other words are typed.
CONTENT_WORDS = ("thanked", "accepts", "seen_better")
MEASURE_WORDS = ("explained", "passed_on", "being_done")


def offers(who: Who) -> set[str]:
    """Those who call have the list."""
    return {"opinions"} if _desk(who) else set()


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


def _heads(who: Who) -> bool:
    return any(s.role in SUPERVISORS for s in who.staff)


# --- what is typed and offered --------------------------------------------------------------------------------------


def _day(incoming: Incoming, s: Situation) -> Read:
    """A day typed as people type it: 周五, 12月3日."""
    if incoming.kind is not Came.TEXT:
        return None
    day = parse_day(incoming.text, s.now, s.zone)
    return Taken(day.isoformat()) if day else Unclear("moment")


def _days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    community = work.people.community(work.cases.get(case or 0).community_id)
    today = local_day(work.now, zone_of(community))
    days = [today + timedelta(days=n) for n in _AHEAD]
    return [Option(f"d{d:%m%d}", say_day(d, today, who.language), keeps=d.isoformat()) for d in days]


# --- carried out ----------------------------------------------------------------------------------------------------


def _content(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    _again(work, who, acting.content(work, who, talk.case_id or 0, talk.answers["words"]))


def _not_yet(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    _again(work, who, acting.not_yet(work, who, talk.case_id or 0, a["measure"], date.fromisoformat(a["on"])))


def _closed(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    _again(work, who, acting.close(work, who, talk.case_id or 0, talk.answers["reason"]))


def _key(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    survey = int(talk.answers["_survey"])
    intake.key_customers(work, survey, [chosen_unit(talk.answers) or 0], who)
    lists.show_survey(work, work.surveys.get(survey), who, 0, repost=True)


def _again(work: Work, who: Who, view: View) -> None:
    """The card where the person is looking."""
    staff_card(work, view, who, mine(who, view.sheet.community), repost=True)


FLOWS = (
    Flow("opinion_content", (Step("words", (words,), offers=keys("opinion_said", CONTENT_WORDS)),), _content, summary=never, may=_desk),
    Flow(
        "opinion_not_yet",
        (Step("measure", (words,), offers=keys("opinion_done", MEASURE_WORDS)), Step("on", (_day,), offers=_days)),
        _not_yet, summary=never, may=_desk,
    ),
    Flow("opinion_close", (Step("reason", (words,)),), _closed, summary=never, may=_heads),
    Flow(
        "opinion_key",
        (
            Step("home", (lookup,), offers=any_home, folder="caller"),
            Step("entrance", (), within=("home",), when=needs_more, offers=entrances, takes_only=True, folder="caller"),
            Step("floor", (), within=("home",), when=needs_more, offers=floors, needs_options=True, takes_only=True, folder="caller"),
            Step("room", (), within=("home",), when=needs_more, offers=rooms, folder="caller"),
        ),
        _key, summary=never, may=_heads,
    ),
)  # fmt: skip


# --- presses on a callback ------------------------------------------------------------------------------------------


def _begins(flow: str, action: str) -> Tap:
    """Begins a conversation about it, if they may do that now: nobody answers to be refused."""

    def tap(act: Act) -> None:
        acting.allowed(act.work, act.who, act.subject, action)
        act.begin(flow, {}, act.subject)

    return tap


def _missed(act: Act) -> None:
    acting.missed(act.work, act.who, act.subject)
    act.toast("opinion/toast_missed")


def _complaint(act: Act) -> None:
    """What they said becomes a complaint of theirs, with home, owner and words filled in (SUR-21, CMP-36)."""
    view = acting.allowed(act.work, act.who, act.subject, "complaint")
    unit = act.work.people.unit(view.facts.unit_id)
    known: Answers = {
        "community": view.case.community_id, "channel": "phone", "home": {"unit": unit.id, "label": unit.label}, OPINION: view.case.id,
    }  # fmt: skip
    text = acting.said(view)
    if text:
        known["story"] = {"text": text, "media": [], "location": None}
    if view.person is not None:
        known["caller"] = {"person": view.person.id, "name": view.person.name, "phone": view.person.phone}
    act.begin("complaint_desk", known)


def _open(act: Act) -> None:
    view = acting.allowed(act.work, act.who, act.subject, "history")
    staff_card(act.work, view, act.who, act.private, repost=True)
    if not act.incoming.private:
        act.toast("common/go_private")


def _history(act: Act) -> None:
    view = acting.allowed(act.work, act.who, act.subject, "history")
    given = {**values(act.work, view, act.private.language), **story_of(act.work, act.who, view.case, ())}
    said = Words("matters/history", given, f"Z{act.subject}")
    tell(act.work, act.private, f"history:{act.subject}:{act.incoming.id}", said, case=act.subject)


TAPS: dict[str, Tap] = {
    "content": _begins("opinion_content", "content"),
    "not_yet": _begins("opinion_not_yet", "not_yet"),
    "missed": _missed,
    "close": _begins("opinion_close", "close"),
    "complaint": _complaint,
    "open": _open,
    "history": _history,
}


# --- presses on a survey: its callbacks -----------------------------------------------------------------------------


def _survey(act: Act) -> None:
    survey = intake.after(act.work, act.who, act.subject)
    lists.show_survey(act.work, survey, act.who, act.number, repost=not act.value)


def _row(act: Act) -> None:
    """One of the list; only of those who may see it."""
    act.subject = act.number
    _open(act)


def _add_key(act: Act) -> None:
    survey = intake.check_key(act.work, act.who, act.subject)
    act.begin("opinion_key", {"community": survey.community_id, "_survey": survey.id})


def _book(act: Act) -> None:
    survey = intake.after(act.work, act.who, act.subject)
    name = act.work.surveys.questionnaire(survey.questionnaire_id).name(act.private.language)
    media = [book.picture(survey, act.private.language, act.work.now.isoformat())]
    tell(
        act.work,
        act.private,
        f"opinions:{survey.id}:book:{act.incoming.id}",
        Words("opinion/book", {"name": name}, "m"),
        media=media,
    )


SURVEY_TAPS: dict[str, Tap] = {"opinions": _survey, "opinion_row": _row, "opinion_key": _add_key, "opinion_book": _book}


def _list(act: Act) -> None:
    """Every open one of the community; or the one that was chosen."""
    if act.value.startswith("s"):
        act.value = act.value.removeprefix("s")
        _row(act)
        return
    if not act.who.is_any(act.at_work.id, DESK_ROLES):
        raise Refused("common/not_yours")
    lists.show_open(act.work, act.at_work, act.who, act.number, repost=not act.value)


MENU: dict[str, Tap] = {"opinions": _list}
