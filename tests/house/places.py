"""Where each flow of the documentation lies: folders and files, from the rules down to the words."""

from collections.abc import Mapping


def _alike(name: str, *more: str) -> tuple[str, ...]:
    """The places of a flow that has its name in each row, and what it has besides."""
    return (f"domain/{name}", f"services/{name}", f"handlers/{name}", f"messages/zh/{name}", *more)


#: Page → places; a folder ends without a slash, a file is named without `.py`.
PLACES: Mapping[str, tuple[str, ...]] = {
    "repair": _alike("repair"),
    "complaint": _alike("complaint", "store/complaints"),
    "enquiry": _alike("enquiry", "store/enquiries"),
    "suggestion": _alike("suggestion", "store/praises"),
    "breach": _alike("breach", "store/breaches"),
    "dispute": _alike("dispute", "store/disputes"),
    "order": _alike("order", "store/orders"),
    "payment": _alike("payment", "store/doors"),
    "rental": _alike("rental", "store/rentals"),
    "dunning": _alike("dunning", "store/dunning"),
    "statement": _alike("statement", "store/statements"),
    "relay": _alike("relay", "store/relay"),
    "incident": ("domain/incidents", "services/incidents", "handlers/incidents", "store/incidents", "messages/zh/incident"),
    "talk": ("domain/talk", "handlers/talking", "handlers/conversation", "handlers/hearing", "services/hearing", "store/talks"),
    "knowledge": ("domain/knowledge", "services/knowledge", "handlers/knowledge", "store/knowledge", "messages/zh/knowledge"),
    "join": ("domain/people", "services/account", "services/inviting", "handlers/account", "messages/zh/join"),
    "swap": ("domain/rota", "services/rota", "handlers/shifts", "store/rotas", "messages/zh/rota"),
    "inquiry": ("domain/inquiry", "services/inquiry", "handlers/shifts/inquiry", "store/inquiries", "messages/zh/inquiry"),
    "deadline": ("domain/ladder", "domain/cases", "services/ladder", "services/clock", "services/recompute", "handlers/alerts",
                 "store/deadlines", "messages/zh/ladder"),
    "callback": ("domain/callbacks", "services/callbacks", "handlers/callbacks", "store/callbacks", "messages/zh/callback"),
    "announcement": ("domain/announcements", "services/announcements", "handlers/announcements", "store/announcements",
                     "messages/zh/announce"),
    "survey": ("domain/survey", "services/surveys", "handlers/questionnaires", "handlers/surveys", "store/surveys",
               "messages/zh/survey"),
    "poll": ("domain/poll", "services/polls", "services/polling", "handlers/polls", "store/polls", "messages/zh/poll"),
    "call": ("domain/calls", "services/calls", "handlers/calls", "store/calls", "messages/zh/calls"),
    "forum": ("domain/forums", "services/forums", "services/inviting", "handlers/forums", "store/forums", "messages/zh/forum"),
    "visit": ("domain/visits", "services/visits", "handlers/visits", "store/visits", "messages/zh/visit"),
    "improvement": ("domain/survey/improvement", "services/improvement", "handlers/improvement", "store/improvements",
                    "messages/zh/improve"),
    "opinion": ("domain/opinions", "services/opinions", "handlers/opinions", "store/opinions", "messages/zh/opinion"),
    "fee_ask": ("domain/fees", "services/fees", "handlers/billing", "store/charges", "messages/zh/fee"),
}  # fmt: skip

#: Parts of a larger matter: their page says how they move, the other page the rest.
PART_OF: Mapping[str, str] = {
    "complaint_department": "complaint",
    "remedy": "complaint",
    "correction": "complaint",
    "improvement_plan": "improvement",
    "letter": "dunning",
}
