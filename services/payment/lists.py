"""A reported payment as those read it that serve every flow; its promise counted anew; its story, its receipt."""

from typing import Any

from domain import payment
from domain.cases import Case, Deadline
from domain.errors import Outdated, Refused
from domain.payment import Action
from domain.payment import Who as Hat
from domain.people import Team, Who
from domain.receipts import Receipt
from services import Work
from services.fees import account
from services.ladder.anew import Anew
from services.payment.reporting import allowed, check_by, found
from services.payment.views import hats, load, owner_card, staff_card, subject, values
from services.teams import reached, send_files, story_of
from services.tell import Chat, Words, tell

#: What of the history is for the staff's eyes only.
_INTERNAL = frozenset({"reveal", "alert"})


def seen(work: Work, case: Case, who: Who) -> dict[str, Any] | None:
    """All of it for finance, the office and the heads; None for everybody else."""
    if not hats(work, case, who) - {Hat.REPORTER}:
        return None
    read: dict[str, Any] = values(load(work, case), work.now)["r"]
    return read


def finance_chats(work: Work, case: Case) -> list[Chat]:
    """Where finance is reached about it."""
    return reached(work, work.people.community(case.community_id), Team.FINANCE)


def check_anew(work: Work, case: Case, deadline: Deadline) -> Anew:
    """When finance has looked, by the figure in force, in working days."""
    return Anew(check_by(work, case.community_id, deadline.starts_at))


def show(work: Work, who: Who, case: int, chat: Chat) -> None:
    """The live card again, down where the person is looking; what is shown to the staff is on the record."""
    there = found(work, case)
    view, worn = load(work, there), hats(work, there, who)
    if Hat.REPORTER in worn:
        owner_card(work, view, repost=True)
        return
    if not payment.may(Action.REVEAL, worn):
        raise Refused("common/not_yours")
    work.cases.log(case, work.now, who.person.id, "reveal", None, None, {"to": who.person.name})
    staff_card(work, view, who, chat, repost=True)


def show_history(work: Work, who: Who, case: int, chat: Chat, update: int) -> None:
    """The whole story as this person may see it."""
    there = allowed(work, who, case, Action.HISTORY)
    given = {**values(load(work, there), work.now), **story_of(work, who, there, _INTERNAL)}
    tell(work, chat, f"history:{case}:{update}", Words("matters/history", given, subject(there)), case=case)


def show_files(work: Work, who: Who, case: int, chat: Chat, update: int) -> int:
    """The pictures, for whoever has to do with it; how many there are."""
    there = found(work, case)
    if not hats(work, there, who):
        raise Refused("common/not_yours")
    return send_files(work, there, chat, f"pictures:{case}:{update}")


def home_of(work: Work, who: Who, case: int) -> int:
    """The home it is for, for whoever may see its account."""
    there = found(work, case)
    if there.unit_id is None:
        raise Outdated
    account.check(work, who, there.unit_id)
    return there.unit_id


def receipt_of(work: Work, who: Who, case: int) -> Receipt:
    """The receipt that holds, for whoever may see the account. `Outdated` where there is none."""
    home_of(work, who, case)
    paid = work.ledger.of_case(case)
    receipt = work.receipts.valid_of(paid.id) if paid else None
    if receipt is None:
        raise Outdated
    return receipt
