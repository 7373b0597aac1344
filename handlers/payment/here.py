"""Paying in the chat itself, where a provider is set: how much, then the invoice."""

from collections.abc import Mapping, Sequence

from domain.incoming import Incoming
from domain.money import yuan
from domain.people import Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option
from handlers.conversation import Flow, Step, never
from handlers.payment.asked import positive, unit_of
from services import Work
from services.fees import account
from services.payment import here


def _open(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """All that may be paid here."""
    home = work.disputes.home(unit_of(answers))
    if home is None or account.reader(work, who, home) is None:
        return []
    fen, _ = here.most(work, home)
    return [Option("due", yuan(fen), keeps=fen)] if fen else []


def _ask(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    here.ask(work, who, unit_of(talk.answers), int(talk.answers["fen"]), str(talk.id))


FLOWS = (Flow("payment_here", (Step("fen", (positive,), offers=_open),), _ask, summary=never),)


def _begin(act: Act) -> None:
    home = here.check(act.work, act.who, act.subject)
    act.begin("payment_here", {"_unit": home.id})


HOME_TAPS: Mapping[str, Tap] = {"here": _begin}
