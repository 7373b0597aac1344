"""One colleague stands in for another: which shift, who; agreed by a button (SHF-01)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from domain.errors import Refused
from domain.incoming import Incoming
from domain.people import Staff, Team, Who
from domain.rota import Shift, SwapEvent, shifts_between
from domain.saying import local_day, say_day
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option
from handlers.conversation import Flow, Step, never
from services import Work, rota
from services.rota import plan, swap
from services.tell import Words, mine, tell

#: Shifts so many days ahead may be given away; as many are offered.
AHEAD, OFFERED = 14, 24


def _post(who: Who) -> Staff:
    if not who.staff:
        raise Refused("common/not_yours")
    return who.staff[0]


def _option(work: Work, who: Who, shift: Shift, name: str) -> Option:
    today = local_day(work.now, rota.zone(work, shift.line.community_id))
    said = f"{say_day(shift.day, today, who.language)} {shift.line.starts}–{shift.line.ends}"
    kept = {"line": shift.line.id, "day": shift.day.isoformat(), "said": said}
    return Option(f"{shift.line.id}_{shift.day}", f"{name[:8]} · {said}" if name else said, keeps=kept)


def _own(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [_option(work, who, s, "") for s in plan.coming_shifts(work, _post(who), AHEAD)[:OFFERED]]


def _others(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Shifts of colleagues at times this person is free."""
    post = _post(who)
    if post.team is None:
        return []
    zone = rota.zone(work, post.community_id)
    lines = work.rotas.standing(post.community_id, Team(post.team))
    until = work.now + timedelta(days=AHEAD)
    around = shifts_between(lines, work.now, until, zone)
    mine_ = [s for s in around if s.staff_id == post.id]
    free = [
        s for s in around if s.staff_id != post.id and not any(m.starts < s.ends and s.starts < m.ends for m in mine_)
    ]
    return [_option(work, who, s, work.staff.person_of(s.staff_id).name) for s in free[:OFFERED]]


def _free(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    chosen = answers.get("shift") or {}
    shift = swap.shift_of(work, int(chosen["line"]), date.fromisoformat(chosen["day"])) if chosen else None
    if shift is None:
        return []
    return [Option(f"s{s.id}", p.name, keeps={"staff": s.id, "name": p.name}) for s, p in swap.free_for(work, shift)]


def _ask(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    chosen, to = talk.answers["shift"], talk.answers.get("to")
    taker = int(to["staff"]) if to else _post(who).id
    made = swap.ask(work, who, int(chosen["line"]), date.fromisoformat(chosen["day"]), taker)
    community = work.people.community(made.community_id)
    tell(work, mine(who, community), f"talk:{talk.id}:asked", Words("rota/asked", {}, "m"))


def _staff(who: Who) -> bool:
    return bool(who.staff)


FLOWS = (
    Flow(
        "rota_give", (Step("shift", (), offers=_own), Step("to", (), within=("shift",), offers=_free)), _ask,
        summary=never, may=_staff,
    ),
    Flow("rota_take", (Step("shift", (), offers=_others),), _ask, summary=never, may=_staff),
)  # fmt: skip


def _give(act: Act) -> None:
    _post(act.who)
    act.begin("rota_give", {})


def _take(act: Act) -> None:
    _post(act.who)
    act.begin("rota_take", {})


def _answers(event: SwapEvent, toast: str) -> Tap:
    def tap(act: Act) -> None:
        swap.answer(act.work, act.who, act.subject, event)
        act.toast(toast)

    return tap


MENU: Mapping[str, Tap] = {"shift_give": _give, "shift_take": _take}
TAPS: Mapping[str, Tap] = {
    "agree": _answers(SwapEvent.AGREE, "rota/toast_agreed"),
    "decline": _answers(SwapEvent.DECLINE, "rota/toast_declined"),
    "withdraw": _answers(SwapEvent.WITHDRAW, "rota/toast_withdrawn"),
}
