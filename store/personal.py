"""What each column that can hold words holds, and how it is emptied when a person is to be forgotten.

Every text, document and blob column of the schema stands in exactly one of three lists; a test compares them with the
schema, so nobody adds a column without saying what becomes of it. `store.erasing` carries the list out,
`docs/personal-data.md` is printed from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, or_, select

from domain import dispute, dunning
from domain.survey.remarks import nameless
from store import dunning_tables as d
from store import heard_tables as h
from store import improvement_tables as i
from store import money_tables as m
from store import opinion_tables as o
from store import order_tables as q
from store import poll_tables as w
from store import short_tables as s
from store import survey_tables as v
from store import tables as t

#: What stands where words stood that may not be missing.
GONE = "—"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom it is about. `words` are the exact texts that name them: name, phone, account."""

    person: int
    account: int | None
    words: tuple[str, ...]
    #: Ever had a post: what they wrote for the company is the company's.
    staff: bool

    def cases(self) -> Select[tuple[int]]:
        """Their own matters."""
        return select(t.cases.c.id).where(t.cases.c.reporter_id == self.person)


@dataclass(frozen=True, slots=True)
class Reach:
    """How rows are reached from a person."""

    said: str
    rows: Callable[[Table, Whose], ColumnElement[bool]]


#: Makes the new document of a row out of the old one.
Clean = Callable[[Connection, Whose, Mapping[str, Any], Any], Any]


@dataclass(frozen=True, slots=True)
class Erased:
    """Columns of a table emptied together: each with what stands there afterwards. Without columns the rows go."""

    table: Table
    reach: Reach
    to: Mapping[str, Any] | None


def own(column: str = "person_id") -> Reach:
    """Rows that name the person."""
    return Reach(f"rows of the person ({column})", lambda table, who: table.c[column] == who.person)


def of_matter(column: str = "case_id") -> Reach:
    """Rows of the matters the person reported."""
    return Reach("rows of matters the person reported", lambda table, who: table.c[column].in_(who.cases()))


def _messages(table: Table, who: Whose) -> ColumnElement[bool]:
    return or_(table.c.person_id == who.person, table.c.case_id.in_(who.cases()), _theirs(table.c.chat_id, who))


def _theirs(column: Column[Any], who: Whose) -> ColumnElement[bool]:
    return column == who.account if who.account is not None else column.is_(None) & column.is_not(None)


def files(table: Table, who: Whose) -> ColumnElement[bool]:
    """Photos, voices and papers of their matters, and what they sent; what staff sent elsewhere is the company's."""
    theirs = table.c.case_id.in_(who.cases())
    return theirs if who.staff else or_(theirs, table.c.by == who.person)


def _said(table: Table, who: Whose) -> ColumnElement[bool]:
    return table.c.relay_id.in_(select(t.relays.c.id).where(t.relays.c.person_id == who.person))


def _steps(table: Table, who: Whose) -> ColumnElement[bool]:
    return or_(table.c.case_id.in_(who.cases()), table.c.asked_of == who.person)


def _surveyed(table: Table, who: Whose) -> ColumnElement[bool]:
    mine = select(v.survey_forms.c.survey_id).where(v.survey_forms.c.person_id == who.person)
    plans = select(i.improvement_plans.c.id).where(i.improvement_plans.c.survey_id.in_(mine))
    return table.c.plan_id.in_(plans)


_CHAT = Reach("the person's own chat", lambda table, who: _theirs(table.c.chat_id, who))
_TITLE = Reach("the person's own chat", lambda table, who: _theirs(table.c.id, who))
_MESSAGES = Reach("messages to the person and about matters they reported", _messages)
_SAID = Reach("the person's conversations with the desk", _said)
_STEPS = Reach("steps of matters they reported, and those put to them", _steps)
_SURVEYED = Reach("examples quoted from the person's own form", _surveyed)

#: Texts of a case's history that are codes and figures: `guanjia verify` recomputes from them.
CODES = frozenset({
    "after", "before", "by_complaint", "callback", "channel", "field", "found", "kind", "number", "order",
    "rule", "rules", "sort", "team", "to", "until", "by",
})  # fmt: skip


def without_words(value: Any, codes: frozenset[str] = frozenset(), key: str = "") -> Any:
    """The document with every text gone but those under `codes`; figures, dates' places and its shape stay."""
    if isinstance(value, dict):
        return {k: without_words(v, codes, k) for k, v in value.items()}
    if isinstance(value, list):
        return [without_words(v, codes, key) for v in value]
    return GONE if isinstance(value, str) and value and key not in codes else value


def _history(conn: Connection, who: Whose, row: Mapping[str, Any], value: Any) -> Any:
    return nobody(without_words(value, CODES), who)


def nobody(value: Any, who: Whose) -> Any:
    """The document without texts that name the person."""
    if isinstance(value, dict):
        return {k: nobody(v, who) for k, v in value.items()}
    if isinstance(value, list):
        return [nobody(v, who) for v in value]
    return GONE if isinstance(value, str) and any(word in value for word in who.words) else value


def _proposed(conn: Connection, who: Whose, row: Mapping[str, Any], value: Any) -> Any:
    return without_words(value, frozenset({"value"}))


def _answers(conn: Connection, who: Whose, row: Mapping[str, Any], value: Any) -> Any:
    """Marks stay, they are counted; what was written goes."""
    of_survey = v.surveys.c.questionnaire_id == v.questionnaires.c.id
    asked = select(v.questionnaires.c.questions).join(v.surveys, of_survey).where(v.surveys.c.id == row["survey_id"])
    written = {q["key"] for q in conn.scalars(asked).one() if q["kind"] == "text"}
    codes = frozenset({"value"})
    return {key: without_words(one, frozenset() if key in written else codes) for key, one in value.items()}


def _items(conn: Connection, who: Whose, row: Mapping[str, Any], value: Any) -> Any:
    return [[key, mark, GONE if words else words] for key, mark, words in value]


def _remarks(conn: Connection, who: Whose, row: Mapping[str, Any], value: Any) -> Any:
    """Examples are quoted without homes and telephones, but in the words of one of those who wrote."""
    mine = conn.execute(select(v.survey_forms.c.answers).where(v.survey_forms.c.person_id == who.person)).scalars()
    said = " ".join(nameless(str(text)) for form in mine for one in form.values() for text in one.values())
    return [[topic, number, GONE if words in said else words] for topic, number, words in value]


def _known_reason(conn: Connection, who: Whose, row: Mapping[str, Any], value: Any) -> Any:
    """One of our own lists is counted (DUN-02, DUN-12); their own words go."""
    return value if value in (None, *dunning.REASONS, *dispute.REASONS, dispute.OTHER) else GONE


ERASED: tuple[Erased, ...] = (
    # Before the rest: what is found by what is emptied below.
    Erased(i.improvements, _SURVEYED, {"remarks": _remarks}),
    Erased(t.search_terms, of_matter(), None),
    Erased(t.talks, own(), None),
    Erased(t.cards, _CHAT, None),
    Erased(t.boards, own(), None),
    Erased(v.survey_drafts, own(), None),
    Erased(t.chats, _TITLE, None),
    Erased(t.persons, own("id"), {"name": GONE, "phone": None, "telegram_id": None, "language": None, "reachable": False}),
    Erased(t.join_requests, own(), {"said_name": GONE, "said_phone": None}),
    Erased(t.cases, own("reporter_id"), {"words": "", "place": None, "contact": None, "outcome": None}),
    Erased(t.events, of_matter(), {"data": _history}),
    Erased(t.repairs, of_matter(), {
        "hold_reason": None, "done_process": None, "done_part": None, "done_materials": None, "comment": None,
    }),
    Erased(t.deadlines, of_matter(), {"paused_reason": None}),
    Erased(t.callbacks, of_matter(), {"words": None, "opinion": None}),
    Erased(t.calls, own(), {"note": None, "outbox_key": None}),
    Erased(t.relay_messages, _SAID, {
        "text": GONE, "attachment": None, "parts": None, "earlier": None, "chat_id": 0, "message_id": 0,
    }),
    Erased(h.complaints, of_matter(), {
        "happened": None, "against_person": None, "wish": None, "result": None, "comment": None, "proposed": _proposed,
    }),
    Erased(h.complaint_teams, of_matter(), {"findings": None}),
    Erased(h.corrections, of_matter(), {"words": GONE, "done_words": None}),
    Erased(h.remedies, of_matter(), {"words": GONE}),
    Erased(h.enquiries, of_matter(), {"answer": None}),
    Erased(h.knowledge_asks, own(), {"words": ""}),
    Erased(h.visits, own(), {"opinion": None, "result": None, "reason": None}),
    Erased(h.breaches, of_matter(), {"authority": None}),
    Erased(h.breach_steps, _STEPS, {"words": GONE}),
    Erased(m.disputes, of_matter(), {"reason": _known_reason, "explanation": None}),
    Erased(d.dunning_contacts, own(), {"reason": _known_reason, "words": None}),
    Erased(q.orders, of_matter(), {
        "quote_words": None, "done_words": None, "unpaid_reason": None, "called_words": None,
    }),
    Erased(v.survey_forms, own(), {"answers": _answers}),
    Erased(o.opinions, own(), {"items": _items, "measure": None}),
    Erased(o.opinion_calls, of_matter(), {"words": None}),
    Erased(s.shorts, own(), {"words": None, "done_words": None}),
    Erased(t.outbox, _MESSAGES, {"payload": {}, "error": None, "on_failure": None, "card_id": None}),
)  # fmt: skip

#: Texts of the company's own records, kept as long as the company keeps them, and why.
KEPT: Mapping[str, Mapping[str, str]] = {
    "payments": dict.fromkeys(("payer", "reference", "told_reference", "reason"), "books: kept by law"),
    "receipts": {"payer": "books: kept by law", "lines": "books: kept by law", "void_reason": "books: kept by law"},
    "entries": {"words": "books: kept by law"},
    "bills": {"about": "books: kept by law", "formula": "books: kept by law"},
    "fee_asks": dict.fromkeys(("details", "reason", "decided_words"), "books: kept by law"),
    "reductions": {"reason": "books: kept by law"},
    "cash_days": {"difference": "books: kept by law"},
    "order_months": {"difference": "books: kept by law"},
    "holdings": {"label": "the home's parking places and meters"},
    "repairs": {"quote_lines": "books: what was offered at which price"},
    "dunning_letters": {"reason": "books: a head's word on a letter", "courier": "books: number of the consignment"},
    "statements": {"reason": "books: why it was held", "handed": "books: how it was handed over"},
    "announcements": {"words": "the company's own words to everybody", "reason": "the company's own words"},
    "incidents": {"words": "the company's own words", "outcome": "the company's own words"},
    "forums": dict.fromkeys(("title", "place", "words", "minutes", "reason"), "the company's own words"),
    "knowledge": dict.fromkeys(
        ("question_zh", "answer_zh", "question_en", "answer_en", "keywords"), "the company's own words"
    ),
    "knowledge_terms": {"term": "the company's own words"},
    "polls": dict.fromkeys(("question_zh", "question_en", "options", "reason"), "the company's own words"),
    "surveys": {"reason": "the company's own words"},
    "questionnaires": dict.fromkeys(("name_zh", "name_en", "questions"), "the company's own words"),
    "improvement_plans": {"reason": "the company's own words", "committee_to": "the owners' committee"},
    "improvements": dict.fromkeys(("measure", "result", "reason"), "the company's own words"),
    "duty_logs": {"words": "the duty register"},
    "inquiries": {"words": "the duty register"},
    "shifts": {"note": "the duty register"},
    "calendar_days": {"note": "the company's calendar"},
    "reading_words": {"word": "the company's own words"},
    "offer_changes": {"value": "the company's catalogue"},
    "chats": {"title": "title of a group of the company"},
    "survey_box": {"answers": "anonymous: leads to nobody"},
}

#: Columns that hold codes, figures and names of things only.
PLAIN: Mapping[str, str] = {
    "announcement_people": "part outbox_key",
    "announcements": "kind status audience part",
    "boards": "view digest",
    "breach_steps": "kind",
    "breaches": "sort found others",
    "buildings": "name code",
    "call_events": "kind",
    "callbacks": "sort rules status channel",
    "calls": "building what reason status",
    "cards": "key",
    "case_links": "kind",
    "cases": "number flow status channel category danger team",
    "cash_days": "totals",
    "charge_codes": "key kind name_zh name_en",
    "chats": "kind",
    "communities": "name timezone language",
    "complaint_teams": "team status",
    "complaints": "against_team validity subtype grade responsibility cause",
    "corrections": "team status",
    "deadlines": "kind team rules status",
    "dunning_contacts": "way outcome",
    "dunning_letters": "kind status",
    "dunnings": "status",
    "duty_logs": "kind team",
    "enquiries": "asked_team",
    "entries": "kind",
    "events": "kind from_status to_status",
    "fee_asks": "kind status",
    "forum_people": "answer",
    "forums": "status audience",
    "improvement_plans": "status",
    "improvements": "item",
    "inbox": "status album",
    "incidents": "number status building category",
    "inquiries": "status",
    "invites": "hash role team relation",
    "join_requests": "relation status",
    "knowledge": "status topic",
    "knowledge_asks": "topic",
    "marks": "key value",
    "media": "kind step status mime",
    "offer_changes": "field",
    "offers": "key kind name_zh name_en unit mode team",
    "opinion_calls": "outcome",
    "opinions": "reason",
    "order_copies": "holder state",
    "order_months": "month totals",
    "orders": "kind mode item_zh item_en",
    "outbox": "sort status",
    "payments": "way status chosen",
    "poll_homes": "building outbox_key reminder_key result_key",
    "polls": "status buildings round result",
    "praises": "team",
    "prices": "code category name_zh name_en unit_zh unit_en",
    "questionnaires": "",
    "receipt_checks": "number",
    "receipts": "number way status check_code",
    "reading_words": "kind key",
    "reductions": "from_period until_period status",
    "relays": "status closed_how",
    "remedies": "status",
    "rental_payments": "sort way",
    "rental_places": "kind name",
    "rentals": "hours",
    "repairs": "charge charge_rules dispatch",
    "residencies": "relation verified_by",
    "rota_swaps": "status",
    "rotas": "team kind days starts ends",
    "runs": "duty period how",
    "shared_costs": "period scope",
    "bill_runs": "period",
    "shorts": "kind grade",
    "staff": "role team zone",
    "standard_changes": "key before after",
    "standards": "key value",
    "statement_people": "outbox_key",
    "statement_runs": "period",
    "statements": "period odd status",
    "subscriptions": "report every at sent",
    "survey_drafts": "channel place",
    "survey_forms": "building channel",
    "survey_homes": "building outbox_key reminder_key",
    "surveys": "status buildings",
    "team_chats": "team",
    "units": "building entrance room state",
    "visits": "status purpose month how",
}

#: Where keys of messages are written down: a key that names an account is renamed there, too.
REFERRING: tuple[Column[Any], ...] = (
    t.announcement_people.c.outbox_key, t.calls.c.outbox_key, m.statement_people.c.outbox_key, v.survey_homes.c.outbox_key,
    v.survey_homes.c.reminder_key, w.poll_homes.c.outbox_key, w.poll_homes.c.reminder_key, w.poll_homes.c.result_key,
)  # fmt: skip

#: Emptied by a way of its own: what has arrived is searched, keys of messages lose the account, files leave the disk too.
SOUGHT: Mapping[str, str] = {
    "inbox": "raw error",
    "outbox": "key",
    "relay_messages": "outbox_key",
    "media": "ref unique_ref sha256",
}
