"""Questions about money that came, asked alike: which bills, how much, on which day, by which number."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from domain import money
from domain.incoming import Incoming, Kind
from domain.money import yuan
from domain.payment import number_of, paid_day
from domain.people import Who
from domain.saying import local_day, say_day
from domain.slots import parse_day
from domain.talk import Answers
from handlers.answers import Option, Read, Situation, Taken, Unclear, attachments
from handlers.places import chosen_unit
from services import Work
from services.fees import account
from services.fees.posting import today
from services.payment.preview import preview

#: Days back that are offered; others are typed.
_DAYS = 3


def unit_of(answers: Answers) -> int:
    """The home, known or chosen."""
    return int(answers.get("_unit") or chosen_unit(answers) or 0)


def chosen_of(answers: Answers) -> list[int]:
    """Bills the payer named; none: the oldest first."""
    named = answers.get("bills", answers.get("_bills"))
    return [int(one["bill"]) for one in named or []]


def positive(incoming: Incoming, s: Situation) -> Read:
    """An amount above nothing, kept in fen."""
    if incoming.kind is not Kind.TEXT:
        return None
    fen = money.parse(incoming.text)
    return Taken(fen) if fen else Unclear("amount")


def day(incoming: Incoming, s: Situation) -> Read:
    """The day money moved, typed as people type it; never one to come."""
    if incoming.kind is not Kind.TEXT:
        return None
    named, now = parse_day(incoming.text, s.now, s.zone), local_day(s.now, s.zone)
    past = paid_day(named, now) if named else None
    return Taken(past.isoformat()) if past else Unclear("pay_day")


def bank_number(incoming: Incoming, s: Situation) -> Read:
    """The bank's number."""
    if incoming.kind is not Kind.TEXT:
        return None
    found = number_of(incoming.text)
    return Taken(found) if found else Unclear("pay_number")


def proof(incoming: Incoming, s: Situation) -> Read:
    """The bank's number, or a picture after all."""
    if incoming.kind in (Kind.PHOTO, Kind.ALBUM, Kind.FILE):
        return Taken({"number": None, "media": attachments(incoming)})
    read = bank_number(incoming, s)
    return Taken({"number": read.value, "media": []}) if isinstance(read, Taken) else read


def bills(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """What is open of the home, where there is something to choose."""
    home = work.disputes.home(unit_of(answers))
    if home is None or account.reader(work, who, home) is None:
        return []
    codes, sums = work.disputes.codes(home.community_id), work.disputes.sums(home.id)
    rows = [account.row(bill, codes, sums) for bill in work.ledger.open_bills(home.id)]
    name = "name_en" if who.language == "en" else "name_zh"
    offered = [
        Option(
            f"b{r['id']}",
            " ".join(filter(None, [r[name], r["about"], yuan(r["open"])])),
            keeps={"bill": r["id"], "zh": r["name_zh"], "en": r["name_en"], "about": r["about"], "fen": r["open"]},
        )
        for r in rows
    ]
    return offered if len(offered) > 1 else []


def due(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """What is owed for the bills named, or in all; nothing disputed that was not named."""
    home = work.disputes.home(unit_of(answers))
    if home is None or account.reader(work, who, home) is None:
        return []
    named = chosen_of(answers)
    owed = work.ledger.owed(home.id)
    fen = sum(one.open_fen for one in owed if (one.id in named if named else not one.disputed))
    return [Option("due", yuan(fen), keeps=fen)] if fen else []


def days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Today and the days before."""
    home = work.disputes.home(unit_of(answers))
    if home is None:
        return []
    now = today(work, home.community_id)
    back = [now - timedelta(days=n) for n in range(_DAYS)]
    return [Option(f"d{d:%Y%m%d}", say_day(d, now, who.language), keeps=d.isoformat()) for d in back]


def sure(about: Callable[[Work, Answers], dict[str, Any]]) -> Callable[..., Sequence[Option]]:
    """One thing to press, after reading what would be paid first; what is offered names that state, so another is asked anew."""

    def offered(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
        unit, fen = unit_of(answers), int(answers["fen"])
        goes = preview(work, unit, fen, chosen_of(answers))
        state = f"{fen}-{goes['owed']}-{goes['ahead']}-{len(goes['lines'])}"
        return [Option(state, group="", keeps={**about(work, answers), "goes": goes})]

    return offered


def read_day(said: str) -> date:
    """A day as answers keep it."""
    return date.fromisoformat(said)
