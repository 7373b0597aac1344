"""What the desk and everybody need: coming on and going off duty; the language; words nobody could read."""

from collections.abc import Mapping

from domain.cases import OVER
from domain.errors import Refused
from domain.incoming import Incoming
from domain.people import DESK_ROLES, DISPATCHERS, Who
from domain.talk import Talk
from handlers.acts import Act, Tap
from handlers.answers import words
from handlers.conversation import Flow, Step, never
from services import Work, duty, rota
from services.tell import Words, mine, tell, unfold


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


def _unfold(act: Act) -> None:
    """The other buttons of the card that was pressed."""
    unfold(act.work, act.incoming.chat, act.incoming.message)


MENU: Mapping[str, Tap] = {
    "on_duty": _on_duty,
    "off_duty": _off_duty,
    "duty_list": _duty_list,
    "language": _language,
    "speak": _set_language,
    "menu": _menu,
    "help": _help,
    "unfold": _unfold,
}
#: Buttons of a handover note.
NOTE_TAPS: Mapping[str, Tap] = {"sign": _sign}
