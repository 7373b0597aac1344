"""Payments of a home looked at, given back of what is left, made void; a head's word where the amount asks for it."""

from collections.abc import Mapping, Sequence

from domain.incoming import Incoming
from domain.money import yuan
from domain.payment import RETURNS, VOIDS
from domain.people import Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, words
from handlers.conversation import Flow, Step
from handlers.offered import keys
from handlers.payment.asked import positive
from services import Work
from services.payment import asking, book
from services.tell import Words, mine, tell


def _left(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option("all", yuan(int(answers["_left"])), keeps=int(answers["_left"]))]


def _refund(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    done = asking.refund(work, who, int(a["_unit"]), int(a["_payment"]), int(a["fen"]), a["why"])
    _show(work, who, talk, done)


def _void(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    done = asking.void(work, who, int(a["_unit"]), int(a["_payment"]), a["why"])
    _show(work, who, talk, done)


def _show(work: Work, who: Who, talk: Talk, done: bool) -> None:
    """The payment as it stands now; that a head is asked, where one is."""
    a = talk.answers
    chat = mine(who, work.people.community(int(a["_community"])))
    book.show_one(work, who, int(a["_unit"]), int(a["_payment"]), chat, repost=True)
    if not done:
        tell(work, chat, f"payment:asked:{talk.id}", Words("payment/asked"))


def _keeps(who: Who) -> bool:
    return any(s.role in asking.KEEPERS for s in who.staff)


FLOWS = (
    Flow(
        "payment_refund",
        (Step("fen", (positive,), offers=_left), Step("why", (words,), offers=keys("reason", RETURNS))),
        _refund,
        may=_keeps,
    ),
    Flow("payment_void", (Step("why", (words,), offers=keys("reason", VOIDS)),), _void, may=_keeps),
)


def _list(act: Act) -> None:
    book.show_list(act.work, act.who, act.subject, act.private, act.number)


def _one(act: Act) -> None:
    book.show_one(act.work, act.who, act.subject, act.number, act.private)


def _known(act: Act, left: int) -> Answers:
    paid = act.work.ledger.payment(act.number)
    home = act.work.people.unit(paid.unit_id)
    return {
        "_community": paid.community_id, "_unit": home.id, "_home": home.label, "_payment": paid.id, "_left": left, "_paid": paid.fen,
        "_day": paid.paid_on.isoformat(), "_way": paid.way,
    }  # fmt: skip


def _begin_refund(act: Act) -> None:
    _, left = asking.check_refund(act.work, act.who, act.subject, act.number)
    act.begin("payment_refund", _known(act, left))


def _begin_void(act: Act) -> None:
    asking.kept(act.work, act.who, act.subject, act.number)
    act.begin("payment_void", _known(act, 0))


HOME_TAPS: Mapping[str, Tap] = {"payments": _list, "payment": _one, "refund": _begin_refund, "void": _begin_void}
