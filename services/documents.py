"""Workbooks and papers that messages only name: made when they are sent, on the reading side."""

from collections.abc import Callable, Mapping
from typing import Any

from services import Work
from services.improvement import book as measures
from services.improvement import paper as measures_paper
from services.opinions import book as opinions
from services.polls import book as polls
from services.receipts import book as cash
from services.receipts import views as receipts
from services.reports import book, complaint_book, money_book, recurring, summary
from services.statement import paper as statements
from services.surveys import results_book, results_paper
from services.surveys import sheet as questionnaire
from services.visits import summary as visits

_MADE: Mapping[str, Callable[[Work, Mapping[str, Any]], dict[str, Any]]] = {
    book.WHAT: book.document,
    complaint_book.WHAT: complaint_book.document,
    money_book.WHAT: money_book.document,
    recurring.WHAT: recurring.document,
    summary.WHAT: summary.document,
    visits.WHAT: visits.document,
    polls.WHAT: polls.document,
    opinions.WHAT: opinions.document,
    measures.WHAT: measures.document,
    measures_paper.WHAT: measures_paper.document,
    questionnaire.WHAT: questionnaire.document,
    results_book.WHAT: results_book.document,
    results_paper.WHAT: results_paper.document,
    statements.WHAT: statements.document,
    receipts.WHAT: receipts.document,
    cash.WHAT: cash.document,
}


def document(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The whole document of such a picture. Reads only. Raises `ValueError` for one that nobody knows."""
    made = _MADE.get(str(given["what"]))
    if made is None:
        raise ValueError("no document")
    return made(work, given)
