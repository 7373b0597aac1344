"""What the desk and everybody need: coming on and going off duty; the language; words nobody could read."""

from collections.abc import Mapping, Sequence

from domain.cases import OF_THE_HOME, OVER
from domain.errors import Refused
from domain.incoming import Incoming
from domain.people import DESK_ROLES, DISPATCHERS, Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, words
from handlers.conversation import Flow, Step, never
from services import Work, duty, rota
from services.tell import Words, mine, tell


def _handover(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    duty.go(work, who, talk.answers.get("note"))
    community = work.people.community(who.staff[0].community_id)
    tell(work, mine(who, community), f"talk:{talk.id}:off", Words("duty/off", {}, "m"))


HANDOVER = Flow(
    "handover",
    (Step("note", (words,), optional=True),),
    _handover,
    summary=never,
    may=lambda who: bool(who.staff),
    folder="duty",
)


def _meanings(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """A new repair, more about one of their open cases, or a word to the desk."""
    running = work.cases.of_reporter(who.person.id, OVER, past=False, limit=3, offset=0)
    open_ = [Option(f"c{c.id}", c.number, keeps=c.id) for c in running if c.flow in OF_THE_HOME]
    known = [Option("repair", group="meaning")] if who.known else []
    return [*known, *open_, Option("desk", group="meaning")]


def _meant(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    """Nothing by itself: the words begin the conversation they are meant for."""


def _goes_on(talk: Talk) -> tuple[str, Answers, int | None]:
    if isinstance(talk.answers["what"], int):
        return "repair_add", {"story": talk.answers["_said"]}, talk.answers["what"]
    if talk.answers["what"] == "repair":
        return "repair", {"story": talk.answers["_said"], "_has_phone": talk.answers.get("_has_phone", False)}, None
    return "relay", {"story": talk.answers["_said"]}, None


#: Words nobody could read: what are they about? They are kept and never asked for again.
MEANING = Flow(
    "meaning",
    (Step("what", (), offers=_meanings),),
    _meant,
    summary=never,
    may=lambda who: True,
    folder="common",
    then=_goes_on,
)


def _on_duty(act: Act) -> None:
    duty.come(act.work, act.who)
    act.toast("duty/toast_on")
    act.shows_menu = True


def _off_duty(act: Act) -> None:
    duty.post_of(act.who)
    act.begin("handover", {})


def _duty_list(act: Act) -> None:
    """Who is on duty now, with what they hold: for those who hand work out (SHF-01, X-43)."""
    here = act.at_work.id
    if not act.who.is_any(here, DISPATCHERS | DESK_ROLES):
        raise Refused("common/not_yours")
    held = act.work.staff.open_work(here, OVER)
    on_shift = rota.on_shift(act.work, here, act.work.now)
    posts = [(s, p) for s, p in act.work.staff.listed(here) if s.on_duty or s.id in on_shift]
    rows = [{"name": p.name, "role": s.role, "held": held.get(s.id, 0), "there": s.on_duty} for s, p in posts]
    tell(act.work, act.private, f"duty:{act.incoming.id}", Words("duty/list", {"rows": rows}, "m"))


def _sign(act: Act) -> None:
    duty.sign(act.work, act.who, act.subject)
    act.toast("duty/toast_signed")


def _language(act: Act) -> None:
    tell(act.work, act.private, f"language:{act.incoming.id}", Words("common/ask_language", {}, "m"))


def _set_language(act: Act) -> None:
    """The choice shows at once: the menu comes in the new language."""
    if act.value in ("zh", "en"):
        act.work.people.set_language(act.who.person.id, act.value)
        act.shows_menu = True


def _menu(act: Act) -> None:
    act.shows_menu = True


def _help(act: Act) -> None:
    tell(
        act.work,
        act.private,
        f"help:{act.incoming.id}",
        Words("common/help", {"staff": bool(act.who.staff), "known": act.who.known}, "m"),
    )


MENU: Mapping[str, Tap] = {
    "on_duty": _on_duty,
    "off_duty": _off_duty,
    "duty_list": _duty_list,
    "language": _language,
    "speak": _set_language,
    "menu": _menu,
    "help": _help,
}
#: Buttons of a handover note.
NOTE_TAPS: Mapping[str, Tap] = {"sign": _sign}
