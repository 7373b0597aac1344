"""Money taken at the desk: which home, which bills, how much, how, by whom; what it pays is read before it is entered (FEE-06)."""

from collections.abc import Mapping, Sequence

from domain.errors import Refused
from domain.fees.ledger import Way
from domain.incoming import Incoming
from domain.people import Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, lookup, words
from handlers.caller import FOLDER, HOME
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from handlers.payment.asked import bank_number, bills, chosen_of, due, positive, sure, unit_of
from handlers.places import any_home
from services import Work
from services.fees import account
from services.payment import taking
from services.tell import mine

#: Letters of a name on a receipt.
_NAME = 40


def _payers(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Who lives there by the register; another name is typed."""
    found = work.people.residents(unit_of(answers))
    return [Option(f"p{p.id}", p.name, note=r, keeps={"person": p.id, "name": p.name}) for p, r in found]


def _payer(answers: Answers) -> tuple[int | None, str | None]:
    said = answers["payer"]
    return (said["person"], None) if isinstance(said, dict) else (None, str(said)[:_NAME])


def _about(work: Work, answers: Answers) -> dict[str, object]:
    """Home and what was paid last, read back before it is entered (FEE-06)."""
    unit = unit_of(answers)
    last = taking.newest(work, unit)
    return {"home": work.people.unit(unit).label, "last": last}


def _take(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    person, payer = _payer(a)
    new = taking.Taken(
        unit_of(a), Way(a["way"]), int(a["fen"]), chosen_of(a), a.get("number") or a.get("slip"), person, payer
    )
    paid = taking.take_in(work, who, new)
    taking.show_taken(work, paid, mine(who, work.people.community(paid.community_id)))


def _by_transfer(answers: Answers) -> bool:
    return answers.get("way") == Way.TRANSFER


def _by_card(answers: Answers) -> bool:
    return answers.get("way") == Way.CARD


def _no_home(answers: Answers) -> bool:
    return answers.get("_unit") is None


def _takes(who: Who) -> bool:
    """Whoever looks homes up may begin; whether they take money is the community's figure, and checked there."""
    return any(s.role in account.READERS for s in who.staff)


_HOME = (
    Step("home", (lookup,), when=_no_home, offers=any_home, folder=FOLDER),
    *HOME[1:],
)
FLOWS = (
    Flow(
        "payment_desk",
        (
            *_HOME,
            Step("bills", (), within=("home", "room"), offers=bills, collects=True, optional=True, needs_options=True, folder="payment"),
            Step("fen", (positive,), within=("bills", "home", "room"), offers=due),
            Step("way", (), offers=keys("pay_way", taking.WAYS)),
            Step("number", (bank_number,), within=("way",), when=_by_transfer, folder="payment_as"),
            Step("slip", (bank_number,), within=("way",), when=_by_card, optional=True),
            Step("payer", (words,), within=("home", "room"), offers=_payers),
            Step("sure", (), within=("fen", "bills"), offers=sure(_about), anew=True),
        ),
        _take,
        summary=never,
        may=_takes,
    ),
)  # fmt: skip


def _begin(act: Act) -> None:
    if not account.takes(act.work, act.who, act.at_work.id):
        raise Refused("common/not_yours")
    act.begin("payment_desk", {"community": act.at_work.id})


def _begin_home(act: Act) -> None:
    home, _ = account.check(act.work, act.who, act.subject)
    taking.check(act.work, act.who, home.id)
    act.begin("payment_desk", {"community": home.community_id, "_unit": home.id})


HOME_TAPS: Mapping[str, Tap] = {"take": _begin_home}
MENU: Mapping[str, Tap] = {"take_payment": _begin}


def offers(who: Who) -> set[str]:
    """Taking money, for finance, the heads and the desk's office; of the desk only where the community lets it."""
    return {"take_payment"} if _takes(who) else set()
