"""An appointment at the door: agreed by the owner or the desk; on the way, collected, not collected, another time (FEE-08)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.errors import Refused
from domain.incoming import Incoming
from domain.money import yuan
from domain.payment import MISSES, Action
from domain.people import Who
from domain.saying import say_window
from domain.slots import day_choices, slots
from domain.standards import windows
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap, does
from handlers.answers import Option, moment, words
from handlers.conversation import Flow, Step, never
from handlers.offered import DAYS, TIMES, keys
from handlers.payment.asked import positive, sure
from services import Work
from services.fees import account
from services.payment import door, lists
from services.payment.reporting import allowed, payment_of
from services.tell import mine, zone_of

#: Letters of a name on a receipt.
_NAME = 40


def _times(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The coming windows of the community."""
    community = work.people.community(work.people.unit(int(answers["_unit"])).community_id)
    zone = zone_of(community)
    offered = windows(str(work.standards.value(community.id, "repair.windows"))) or ()
    spans = [s for day in day_choices(work.now, zone, DAYS) for s in slots(day, work.now, zone, offered)][:TIMES]
    return [
        Option(f"{a:%m%d%H}", say_window(a, b, work.now, zone, who.language), keeps=[a.isoformat(), b.isoformat()])
        for a, b in spans
    ]


def _payers(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Who lives there; another name is typed."""
    return [Option(f"p{p.id}", p.name, note=r, keeps=p.name) for p, r in work.people.residents(int(answers["_unit"]))]


def _agreed(work: Work, answers: Answers) -> tuple[datetime, datetime]:
    starts, ends = (datetime.fromisoformat(at) for at in answers["time"])
    if ends <= work.now:
        raise Refused("payment/past_time")
    return starts, ends


def _book(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    view = door.book(work, who, int(a["_unit"]), str(a["payer"])[:_NAME], *_agreed(work, a))
    if view.case.reporter_id != who.person.id:
        lists.show(work, who, view.case.id, mine(who, view.sheet.community))


def _move(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    door.move_to(work, who, talk.case_id or 0, *_agreed(work, talk.answers))


def _collect(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    view = door.collect(work, who, talk.case_id or 0, int(talk.answers["fen"]))
    lists.show(work, who, view.case.id, mine(who, view.sheet.community))


def _miss(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    door.miss(work, who, talk.case_id or 0, talk.answers["miss"])


def _told(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option("told", yuan(int(answers["_told_fen"])), keeps=int(answers["_told_fen"]))]


def _anybody(who: Who) -> bool:
    """The services check whose it is."""
    return True


_TIME = Step("time", (moment,), offers=_times, folder="payment_door")
FLOWS = (
    Flow("payment_door", (_TIME, Step("payer", (words,), offers=_payers)), _book),
    Flow("payment_move", (_TIME,), _move, summary=never, may=_anybody),
    Flow(
        "payment_collect",
        (
            Step("fen", (positive,), offers=_told),
            Step("sure", (), within=("fen",), offers=sure(lambda work, answers: {}), anew=True, folder="payment_as"),
        ),
        _collect,
        summary=never,
        may=_anybody,
    ),
    Flow(
        "payment_miss",
        (Step("miss", (words,), offers=keys("reason", MISSES), folder="payment"),),
        _miss,
        summary=never,
        may=_anybody,
    ),
)


def _begin(act: Act) -> None:
    home, seen = account.check(act.work, act.who, act.subject)
    fen = door.due(act.work, home.id)
    if fen <= 0:
        raise Refused("payment/nothing_due")
    owner = door.whose(act.work, home.id)
    if seen == account.STAFF and owner is None:
        raise Refused("payment/no_owner")
    known = {"_unit": home.id, "_home": home.label, "_told_fen": fen, "_owner": owner.name if owner else None}
    act.begin("payment_door", known)


def _begin_move(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.MOVE)
    act.begin("payment_move", {"_unit": case.unit_id}, case.id)


def _begin_collect(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.COLLECT)
    paid = payment_of(act.work, case)
    known = {"_unit": paid.unit_id, "_told_fen": paid.fen, "paid_on": act.work.now.date().isoformat()}
    act.begin("payment_collect", known, case.id)


def _begin_miss(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.MISS)
    act.begin("payment_miss", {}, case.id)


TAPS: Mapping[str, Tap] = {
    "go": does(lambda act: door.go(act.work, act.who, act.subject), "payment/toast_go"),
    "move": _begin_move,
    "collect": _begin_collect,
    "miss": _begin_miss,
}
HOME_TAPS: Mapping[str, Tap] = {"door": _begin}
