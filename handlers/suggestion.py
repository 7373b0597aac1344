"""Suggestions and praise: written by residents or taken down by the desk; adopted or not now; who is praised, how often."""

from collections.abc import Callable, Mapping, Sequence

from domain.cases import Channel
from domain.errors import Refused
from domain.incoming import Incoming
from domain.people import DESK_ROLES, DISPATCHERS, Team, Who
from domain.suggestion import Action, Category, is_named
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, story, words
from handlers.caller import CALLER, CHANNEL, HOME, community_of, contact_of, person_of, unit_of
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from services import Work
from services.suggestion import acting, lists
from services.suggestion.acting import Letter, allowed, check_now
from services.suggestion.roll import show_roll
from services.teams import home_in
from services.tell import mine

#: How a suggestion is answered; other words are typed (X-39: neither a blunt no nor a light promise, ETQ-16).
ADOPT_WORDS = ("arranged", "from_now", "planned")
NOT_NOW_WORDS = ("owners_decide", "study", "budget", "already")


#: As many of those spoken of by name are offered.
_NAMED = 4


def _is_praise(answers: Answers) -> bool:
    return answers.get("letter") == Category.PRAISE


def _is_suggestion(answers: Answers) -> bool:
    return answers.get("letter") == Category.SUGGESTION


def _whom(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Whoever they speak of by name, whoever served them lately, the teams, or all of us."""
    person = (answers.get("caller") or {}).get("person")
    praising = work.people.who(work.people.get(person), who.language) if person else who
    here = answers.get("community") or work.people.home_community(praising) or 1
    served = acting.served_lately(work, praising, here)
    words = str((answers.get("story") or {}).get("text") or "")
    named = [(s, p) for s, p in work.staff.listed(here) if p.id != praising.person.id and is_named(p.name, words)]
    known = {s.id: (s, p) for s, p in (*named[:_NAMED], *served)}
    people = [
        Option(f"s{s.id}", p.name, note=s.role, keeps={"staff": s.id, "team": None, "name": p.name})
        for s, p in known.values()
    ]
    teams = [Option(f"t_{team}", group="praised", keeps={"staff": None, "team": team}) for team in Team]
    return [*people, *teams, Option("all", group="praised", keeps={"staff": None, "team": None})]


def _letter(work: Work, who: Who, answers: Answers) -> Letter:
    told, whom = answers["story"], answers.get("whom") or {}
    praise = _is_praise(answers)
    team = whom.get("team") if praise else answers.get("team")
    community = work.people.community(work.people.home_community(who) or 1)
    return Letter(
        community=community,
        reporter=who.person,
        category=Category(answers["letter"]),
        words=told.get("text", ""),
        team=Team(team) if team else None,
        staff=whom.get("staff"),
        unit=home_in(who, community.id),
        media=told.get("media") or (),
    )


def _file(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    acting.file(work, who, _letter(work, who, talk.answers))


def _take_down(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    community, person = community_of(work, a), person_of(work, a)
    told, whom = a["story"], a.get("whom") or {}
    team = whom.get("team") if _is_praise(a) else a.get("team")
    new = Letter(
        community=community,
        reporter=person,
        category=Category(a["letter"]),
        words=told.get("text", ""),
        team=Team(team) if team else None,
        staff=whom.get("staff"),
        unit=unit_of(work, a),
        media=told.get("media") or (),
        contact=contact_of(a),
        channel=Channel(a["channel"]),
        taken_by=who.person,
    )
    view = acting.file(work, who, new)
    lists.show(work, who, view.case.id, mine(who, community))


def _decides(adopted: bool) -> Callable[[Work, Who, Talk, Incoming], None]:
    def submit(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
        acting.decide(work, who, talk.case_id or 0, adopted=adopted, words=talk.answers["words"])

    return submit


def _opine(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    acting.opinion(work, who, talk.case_id or 0, talk.answers["words"])


def _added(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    acting.add(work, who, talk.case_id or 0, told.get("text", ""), told.get("media") or ())


def _desk(who: Who) -> bool:
    return any(s.role in DESK_ROLES for s in who.staff)


_LETTER = (
    Step("letter", (), offers=keys("letter", tuple(Category)), folder="suggestion"),
    Step("story", (story,), collects=True, folder="suggestion"),
    Step("whom", (), when=_is_praise, offers=_whom, folder="suggestion"),
    Step("team", (), when=_is_suggestion, offers=keys("team", tuple(Team)), optional=True, folder="suggestion"),
)
FLOWS = (
    Flow("suggestion", _LETTER, _file),
    Flow("suggestion_desk", (CHANNEL, *HOME, *CALLER, *_LETTER), _take_down, may=_desk),
    Flow("suggestion_adopt", (Step("words", (words,), offers=keys("adopt_with", ADOPT_WORDS)),), _decides(True),
         summary=never, may=_desk),
    Flow("suggestion_not_now", (Step("words", (words,), offers=keys("not_now_with", NOT_NOW_WORDS)),), _decides(False),
         summary=never, may=_desk),
    Flow("suggestion_opinion", (Step("words", (words,)),), _opine, summary=never, may=lambda who: bool(who.staff)),
    Flow("suggestion_add", (Step("story", (story,), collects=True),), _added, summary=never, may=lambda who: True),
)  # fmt: skip


# --- presses -------------------------------------------------------------------------------------------------------


def _begins(flow: str, action: Action) -> Tap:
    """Begins a conversation about it, if they may do that now."""

    def tap(act: Act) -> None:
        case = allowed(act.work, act.who, act.subject, action)
        check_now(act.work, case, action)
        act.begin(flow, {}, case.id)

    return tap


def _take(act: Act) -> None:
    acting.take(act.work, act.who, act.subject, act.number or None)
    act.toast("suggestion/toast_taken")


def _cancel(act: Act) -> None:
    acting.cancel(act.work, act.who, act.subject)
    act.toast("suggestion/toast_cancelled")


def _talk(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.TALK)
    act.begin("relay", {}, case.id)


def _to_private(act: Act) -> None:
    if not act.incoming.private:
        act.toast("common/go_private")


def _open(act: Act) -> None:
    lists.show(act.work, act.who, act.subject, act.private)
    _to_private(act)


def _history(act: Act) -> None:
    lists.show_history(act.work, act.who, act.subject, act.private, act.incoming.id)
    _to_private(act)


def _pictures(act: Act) -> None:
    count = lists.show_files(act.work, act.who, act.subject, act.private, act.incoming.id)
    act.toast("repair/toast_pictures" if count else "repair/toast_no_pictures", {"count": count})


TAPS: Mapping[str, Tap] = {
    "take": _take,
    "adopt": _begins("suggestion_adopt", Action.ADOPT),
    "not_now": _begins("suggestion_not_now", Action.NOT_NOW),
    "opinion": _begins("suggestion_opinion", Action.OPINION),
    "add": _begins("suggestion_add", Action.ADD),
    "cancel": _cancel,
    "talk": _talk,
    "open": _open,
    "history": _history,
    "pictures": _pictures,
}


def replied(work: Work, who: Who, incoming: Incoming) -> bool:
    """The department replies in its group to the card of a suggestion: that is what it thinks. False when it is no such card."""
    if incoming.reply_to is None or not incoming.text.strip():
        return False
    case = work.cases.find(work.cards.case_at(incoming.chat, incoming.reply_to) or 0)
    if case is None or case.flow != "suggestion" or not acting.is_asked(work, who, case):
        return False
    acting.opinion(work, who, case.id, incoming.text.strip())
    return True


def _begin(act: Act) -> None:
    if not act.who.homes and not act.who.staff:
        raise Refused("account/not_bound")
    act.begin("suggestion", {})


def _begin_for_caller(act: Act) -> None:
    if not act.who.is_any(act.at_work.id, DESK_ROLES):
        raise Refused("common/not_yours")
    act.begin("suggestion_desk", {"community": act.at_work.id})


def _roll(act: Act) -> None:
    show_roll(act.work, act.who, act.at_work, act.private, act.number)
    _to_private(act)


def offers(who: Who) -> set[str]:
    """Taking one down, for the desk; how often who was praised, for those who answer for people."""
    offered = {"suggestion_desk"} if _desk(who) else set()
    return offered | ({"praised"} if any(s.role in DISPATCHERS for s in who.staff) else set())


MENU: Mapping[str, Tap] = {"suggestion": _begin, "suggestion_desk": _begin_for_caller, "praised": _roll}
