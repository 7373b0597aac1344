"""Finance looks for a reported payment: there as told, there with another amount, day or number, or not there."""

from collections.abc import Mapping, Sequence

from domain.incoming import Incoming
from domain.money import yuan
from domain.payment import REFUSALS, Action
from domain.people import HEADS, Role, Who
from domain.saying import say_day
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap, does
from handlers.answers import Option, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from handlers.payment.asked import bank_number, day, positive, read_day, sure
from services import Work
from services.fees.posting import today
from services.payment import lists, reporting
from services.payment.reporting import allowed
from services.tell import mine

_FINANCE = HEADS | {Role.FINANCE}


def _finance(who: Who) -> bool:
    return any(s.role in _FINANCE for s in who.staff)


def _told_fen(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option("told", yuan(int(answers["_told_fen"])), keeps=int(answers["_told_fen"]))]


def _told_day(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    told = read_day(answers["_day"])
    now = today(work, work.people.unit(int(answers["_unit"])).community_id)
    return [Option("told", say_day(told, now, who.language), keeps=answers["_day"])]


def _told_number(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    told = answers.get("_told_number")
    return [Option("told", str(told), keeps=told)] if told else []


def _confirm(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    view = reporting.confirm(work, who, talk.case_id or 0, int(a["fen"]), read_day(a["paid_on"]), a.get("number"))
    lists.show(work, who, view.case.id, mine(who, view.sheet.community))


def _refuse(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    reporting.refuse(work, who, talk.case_id or 0, talk.answers["refusal"])


FLOWS = (
    Flow(
        "payment_as",
        (
            Step("fen", (positive,), offers=_told_fen),
            Step("paid_on", (day,), offers=_told_day),
            Step("number", (bank_number,), offers=_told_number, optional=True),
            Step("sure", (), within=("fen",), offers=sure(lambda work, answers: {}), anew=True),
        ),
        _confirm,
        summary=never,
        may=_finance,
    ),
    Flow(
        "payment_refuse",
        (Step("refusal", (words,), offers=keys("reason", REFUSALS), folder="payment"),),
        _refuse,
        summary=never,
        may=_finance,
    ),
)


def _begin_as(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.CONFIRM_AS)
    paid = act.work.ledger.of_case(case.id)
    assert paid is not None
    known = {
        "_unit": paid.unit_id, "_told_fen": paid.fen, "_day": paid.paid_on.isoformat(), "_told_number": paid.told_reference,
        "_bills": [{"bill": bill} for bill in paid.chosen],
    }  # fmt: skip
    act.begin("payment_as", known, case.id)


def _begin_refuse(act: Act) -> None:
    case = allowed(act.work, act.who, act.subject, Action.REFUSE)
    act.begin("payment_refuse", {}, case.id)


TAPS: Mapping[str, Tap] = {
    "confirm": does(lambda act: reporting.confirm(act.work, act.who, act.subject), "payment/toast_confirmed"),
    "confirm_as": _begin_as,
    "refuse": _begin_refuse,
}
