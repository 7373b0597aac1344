"""What is shown of a home in arrears: the card of those who look after it, the record, the owner's reminder (DUN-01 to DUN-09)."""

from typing import Any

from domain import dunning
from domain.dunning import Contact, Dunning, Letter, Status
from domain.errors import Refused
from domain.people import DESK_ROLES, Role, Unit, Who
from domain.phones import plain
from domain.units import block
from services import Work
from services.dunning import allowed, arrears
from services.dunning.arrears import Arrear
from services.dunning.keeping import Owing, check, owing, today
from services.tell import Chat, Words, after_quiet, private, show

#: Bills and lines of the record on a card; lines of the whole record.
_BILLS, _LINES, _RECORD = 5, 3, 12


def code_name(names: dict[int, tuple[str, str]], code: int, language: str) -> str:
    """What a charge is called."""
    zh, en = names[code]
    return en if language == "en" else zh


def bill_values(work: Work, owed: Owing, language: str) -> list[dict[str, Any]]:
    """The bills in plain values, the oldest first."""
    names = work.dunning.code_names(b.code_id for b in owed.bills)
    return [
        {"name": code_name(names, b.code_id, language), "about": b.about if "/" not in b.about else "", "fen": b.open_fen,
         "due_on": b.due_on}
        for b in owed.bills
    ]  # fmt: skip


def reminded(work: Work, unit: Unit, language: str) -> dict[str, Any]:
    """The owner's reminder: kinds, amounts, periods, due days, what is disputed and stands still (DUN-08)."""
    owed = owing(work, unit)
    bills = bill_values(work, owed, language)
    return {
        "place": unit.label, "bills": bills[:_BILLS], "left": max(0, len(bills) - _BILLS), "fen": owed.fen,
        "disputed": owed.disputed_fen, "unit": unit.id,
    }  # fmt: skip


def place_for(unit: Unit, chat: Chat) -> str | None:
    """A home as that chat may read it: a group building and unit only."""
    return unit.label if chat.person is not None else block(unit.ref)


def contact_values(work: Work, line: Contact) -> dict[str, Any]:
    """A line of the record in plain values (DUN-03)."""
    case = work.cases.find(line.case_id) if line.case_id else None
    return {
        "at": line.at,
        "way": line.way,
        "outcome": line.outcome,
        "by": work.people.get(line.by).name if line.by else None,
        "met": work.people.get(line.person_id).name if line.person_id else None,
        "owed": line.owed_fen,
        "reason": line.reason,
        "words": line.words,
        "promised_on": line.promised_on,
        "promised_fen": line.promised_fen,
        "case": case.number if case else None,
        "flow": case.flow if case else None,
    }


def letter_values(work: Work, letter: Letter) -> dict[str, Any]:
    """A letter in plain values."""
    return {
        "id": letter.id,
        "kind": letter.kind,
        "status": letter.status,
        "owed": letter.owed_fen,
        "late": letter.late_fen,
        "by": work.people.get(letter.asked_by).name,
        "decided_by": work.people.get(letter.decided_by).name if letter.decided_by else None,
        "reason": letter.reason,
        "courier": letter.courier,
        "sent_on": letter.sent_on,
    }


def about(work: Work, file: Dunning, language: str) -> dict[str, Any]:
    """The home in plain values, as those read it who look after it."""
    unit = work.people.unit(file.unit_id)
    owed, there = owing(work, unit), arrears.one(work, unit)
    lines = work.dunning.contacts(file.id)
    bills = bill_values(work, owed, language)
    case = work.cases.find(file.waits_for) if file.waits_for else None
    promised = there.promised
    over = file.status in dunning.FINAL
    return {
        "home": unit.label,
        "status": file.status,
        "need": None if over or not owed.fen else there.need,
        "fen": owed.fen,
        "disputed": owed.disputed_fen,
        "since": owed.since,
        "age": (today(work, unit.community_id) - owed.since).days if owed.since else 0,
        "bills": bills[:_BILLS],
        "left": max(0, len(bills) - _BILLS),
        "people": [
            {"name": p.name, "relation": r, "phone": plain(p.phone) if p.phone else None}
            for p, r in work.people.residents(unit.id)
        ],
        "lines": [contact_values(work, line) for line in lines[:_LINES]],
        "promise": None
        if promised is None or over
        else {"on": promised.promised_on, "fen": promised.promised_fen, "became": there.home.promise},
        "broken": there.home.broken,
        "waits": {"number": case.number, "flow": case.flow} if case and file.status is Status.WAITING else None,
        "letters": [letter_values(work, letter) for letter in work.dunning.letters(file.id)],
    }


def show_card(work: Work, file: Dunning, who: Who, chat: Chat, *, repost: bool) -> None:
    """The card of one home, in the private chat of whoever asks; at night without the telephone."""
    there = arrears.one(work, work.people.unit(file.unit_id))
    about_ = about(work, file, chat.language)
    for values, letter in zip(about_["letters"], work.dunning.letters(file.id), strict=True):
        values["can"] = allowed.steps(work, who, letter)
    quiet = after_quiet(work, chat)
    given = {
        "d": about_,
        "can": allowed.actions(work, who, file, there),
        "quiet": quiet,
        "why": _why_not(work, file, there),
    }
    said = Words("dunning/card", given, f"D{file.id}", file.version)
    show(work, chat, f"dunning:{file.id}:staff:{who.person.id}", said, repost=repost)


def _why_not(work: Work, file: Dunning, there: Arrear) -> str | None:
    """Why they are not to be rung now, by the name of the sentence that says so."""
    if file.status is Status.CLOSED:
        return None
    try:
        allowed.check_contact(work, work.people.unit(file.unit_id), there, window=False)
    except Refused as no:
        return no.message.partition("/")[2]
    return None


def refresh(work: Work, file: Dunning) -> None:
    """Whoever has the card of it open sees how it stands now."""
    unit = work.people.unit(file.unit_id)
    community = work.people.community(file.community_id)
    for post, person in work.staff.listed(community.id, roles=DESK_ROLES):
        chat = private(person, community)
        if chat is None or (post.role is Role.BUTLER and not post.covers(unit.building)):
            continue
        if work.cards.find(f"dunning:{file.id}:staff:{person.id}") is not None:
            show_card(work, file, work.people.who(person, community.language), chat, repost=False)


def show_record(work: Work, who: Who, file: Dunning, chat: Chat) -> None:
    """The whole record 《物管费催收记录表》 of a home, the newest first (DUN-03)."""
    unit = work.people.unit(file.unit_id)
    check(who, unit)
    lines = work.dunning.contacts(file.id)
    given = {
        "home": unit.label, "lines": [contact_values(work, line) for line in lines[:_RECORD]],
        "left": max(0, len(lines) - _RECORD),
    }  # fmt: skip
    show(
        work,
        chat,
        f"dunning:{file.id}:record:{who.person.id}",
        Words("dunning/record", given, f"D{file.id}", file.version),
        repost=True,
    )
