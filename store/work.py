"""One unit of work: everything inside is committed together or not at all. Nothing in it waits for the network."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from store.announcements import Announcements
from store.audit import Audit
from store.board import Board
from store.breaches import Breaches
from store.calendar import CalendarDays
from store.callbacks import Callbacks
from store.calls import Calls
from store.cards import Cards
from store.cases import Cases
from store.charges import Charges
from store.complaint_figures import ComplaintFigureRows
from store.complaints import Complaints
from store.deadlines import Deadlines
from store.disputes import Disputes
from store.doors import Doors
from store.dunning import Dunnings
from store.duty_logs import DutyLogs
from store.enquiries import Enquiries
from store.erasing import Erasing
from store.figures import FigureRows
from store.forums import Forums
from store.improvements import Improvements
from store.inbox import Inbox
from store.incidents import Incidents
from store.inquiries import Inquiries
from store.keeping import Keeping
from store.knowledge import Knowledge
from store.ledger import Ledger
from store.links import Links
from store.marks import Marks
from store.media import Media
from store.money_figures import MoneyFigureRows
from store.opinions import Opinions
from store.orders import Orders
from store.outbox import Outbox
from store.people import People
from store.polls import Polls
from store.praises import Praises
from store.prepared import savepoint
from store.receipts import Receipts
from store.recurring import RecurringRows
from store.register import Register
from store.relay import Relays
from store.rentals import Rentals
from store.rotas import Rotas
from store.runs import Runs
from store.search import Search
from store.shorts import Shorts
from store.staff import StaffRows
from store.standards import Standards
from store.statements import Statements
from store.subscriptions import Subscriptions
from store.survey_forms import SurveyForms
from store.surveys import Surveys
from store.talks import Talks
from store.visits import Visits
from store.watched import Watched
from store.words import OwnWords


class Work:
    """What a service works on: the connection, the instant, and one repository per subject."""

    def __init__(self, conn: Connection, now: datetime) -> None:
        self.conn = conn
        #: The instant of this unit of work, UTC; nothing inside asks a clock again.
        self.now = now
        #: Who is to be woken after the commit: `outbox`, `media`, `clock` …
        self.signals: set[str] = set()
        #: Answers to presses, given straight after the commit: press id, text, as an alert.
        self.answers: list[tuple[str, str, bool]] = []
        #: How often a rule said no (`refused`) and how often a button was old or forged (`outdated`), for the metrics.
        self.refusals: Counter[str] = Counter()
        #: Matters that have moved, with the event: what hangs on them follows before the commit (`services.following`).
        self.moved: list[tuple[int, str]] = []
        #: Arrivals of which nothing is to be kept, whatever a rule says to them (decision 20).
        self.forgets: set[int] = set()
        #: Homes whose money has moved: what asks for it follows before the commit, too (DUN-17).
        self.settled: list[int] = []

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part that can be undone alone: an error takes back what was written and owed inside, then goes on up."""
        signals, answers = set(self.signals), len(self.answers)
        moved, settled = len(self.moved), len(self.settled)
        savepoint(self.conn, "SAVEPOINT part")
        try:
            yield
        except BaseException:
            savepoint(self.conn, "ROLLBACK TO SAVEPOINT part")
            savepoint(self.conn, "RELEASE SAVEPOINT part")
            self.signals.intersection_update(signals)
            del self.answers[answers:]
            del self.moved[moved:]
            del self.settled[settled:]
            raise
        savepoint(self.conn, "RELEASE SAVEPOINT part")

    @cached_property
    def people(self) -> People:
        """Persons, communities, units, residencies."""
        return People(self)

    @cached_property
    def erasing(self) -> Erasing:
        """Forgetting people."""
        return Erasing(self)

    @cached_property
    def keeping(self) -> Keeping:
        """Emptying what is old."""
        return Keeping(self)

    @cached_property
    def register(self) -> Register:
        """Homes, residents and staff in bulk."""
        return Register(self)

    @cached_property
    def staff(self) -> StaffRows:
        """Staff, shifts and team chats."""
        return StaffRows(self)

    @cached_property
    def rotas(self) -> Rotas:
        """Who is on duty when, planned and as it was."""
        return Rotas(self)

    @cached_property
    def duty_logs(self) -> DutyLogs:
        """Daily logs and pre-shift meetings."""
        return DutyLogs(self)

    @cached_property
    def inquiries(self) -> Inquiries:
        """The morning inquiry."""
        return Inquiries(self)

    @cached_property
    def figures(self) -> FigureRows:
        """Rows that figures are counted from."""
        return FigureRows(self)

    @cached_property
    def complaint_figures(self) -> ComplaintFigureRows:
        """Rows that figures of complaints are counted from."""
        return ComplaintFigureRows(self)

    @cached_property
    def recurring(self) -> RecurringRows:
        """Rows that recurring problems are grouped from."""
        return RecurringRows(self)

    @cached_property
    def audit(self) -> Audit:
        """Rows and the history they must follow from."""
        return Audit(self)

    @cached_property
    def doors(self) -> Doors:
        """Invitations and requests to be let in."""
        return Doors(self)

    @cached_property
    def cases(self) -> Cases:
        """Cases and their history."""
        return Cases(self)

    @cached_property
    def charges(self) -> Charges:
        """Kinds of charge, prices, what homes hold, runs of bills."""
        return Charges(self)

    @cached_property
    def money_figures(self) -> MoneyFigureRows:
        """What the figures of money are counted from."""
        return MoneyFigureRows(self)

    @cached_property
    def rentals(self) -> Rentals:
        """What can be let, contracts and their money."""
        return Rentals(self)

    @cached_property
    def ledger(self) -> Ledger:
        """Bills, payments and the entries between them."""
        return Ledger(self)

    @cached_property
    def receipts(self) -> Receipts:
        """Receipts, and the cash of each day."""
        return Receipts(self)

    @cached_property
    def disputes(self) -> Disputes:
        """Disputed bills, and fee accounts as they are read."""
        return Disputes(self)

    @cached_property
    def statements(self) -> Statements:
        """Statements of account: made, checked, sent."""
        return Statements(self)

    @cached_property
    def orders(self) -> Orders:
        """Paid services: what is offered, orders, their copies."""
        return Orders(self)

    @cached_property
    def dunning(self) -> Dunnings:
        """Who is asked for what they owe, and what came of it."""
        return Dunnings(self)

    @cached_property
    def deadlines(self) -> Deadlines:
        """Promises of cases."""
        return Deadlines(self)

    @cached_property
    def watched(self) -> Watched:
        """Boards somebody looks at."""
        return Watched(self)

    @cached_property
    def board(self) -> Board:
        """What is open, and what is late."""
        return Board(self)

    @cached_property
    def search(self) -> Search:
        """Cases by their words."""
        return Search(self)

    @cached_property
    def callbacks(self) -> Callbacks:
        """Asking back after repairs."""
        return Callbacks(self)

    @cached_property
    def enquiries(self) -> Enquiries:
        """Questions that are owed an answer."""
        return Enquiries(self)

    @cached_property
    def knowledge(self) -> Knowledge:
        """Questions and answers the staff maintain."""
        return Knowledge(self)

    @cached_property
    def praises(self) -> Praises:
        """Whom praise is for."""
        return Praises(self)

    @cached_property
    def talks(self) -> Talks:
        """Where people are in conversations."""
        return Talks(self)

    @cached_property
    def standards(self) -> Standards:
        """Figures as the community has set them."""
        return Standards(self)

    @cached_property
    def calendar_days(self) -> CalendarDays:
        """Days off and make-up days set by hand."""
        return CalendarDays(self)

    @cached_property
    def relays(self) -> Relays:
        """Residents and the desk talking through us."""
        return Relays(self)

    @cached_property
    def media(self) -> Media:
        """Photos and files."""
        return Media(self)

    @cached_property
    def announcements(self) -> Announcements:
        """Announcements, to whom they went, who read them."""
        return Announcements(self)

    @cached_property
    def forums(self) -> Forums:
        """Owners' forums and their guests."""
        return Forums(self)

    @cached_property
    def breaches(self) -> Breaches:
        """Breaches and disputes, step by step."""
        return Breaches(self)

    @cached_property
    def visits(self) -> Visits:
        """Visits to owners and what came of them."""
        return Visits(self)

    @cached_property
    def surveys(self) -> Surveys:
        """Questionnaires, surveys, the homes asked and what came back."""
        return Surveys(self)

    @cached_property
    def opinions(self) -> Opinions:
        """Callbacks after surveys."""
        return Opinions(self)

    @cached_property
    def improvements(self) -> Improvements:
        """What is put right after surveys."""
        return Improvements(self)

    @cached_property
    def polls(self) -> Polls:
        """Opinion polls and the homes asked."""
        return Polls(self)

    @cached_property
    def shorts(self) -> Shorts:
        """Questions answered with one tap."""
        return Shorts(self)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """Who gets which report when."""
        return Subscriptions(self)

    @cached_property
    def survey_forms(self) -> SurveyForms:
        """Forms being filled in, and sent."""
        return SurveyForms(self)

    @cached_property
    def incidents(self) -> Incidents:
        """One outage, many reporters."""
        return Incidents(self)

    @cached_property
    def calls(self) -> Calls:
        """People to be rung as the chat does not reach them."""
        return Calls(self)

    @cached_property
    def complaints(self) -> Complaints:
        """What only complaints have."""
        return Complaints(self)

    @cached_property
    def own_words(self) -> OwnWords:
        """Words communities add to the reading."""
        return OwnWords(self)

    @cached_property
    def links(self) -> Links:
        """Matters that came of others."""
        return Links(self)

    @cached_property
    def inbox(self) -> Inbox:
        """What has arrived."""
        return Inbox(self)

    @cached_property
    def outbox(self) -> Outbox:
        """What is owed."""
        return Outbox(self)

    @cached_property
    def cards(self) -> Cards:
        """Live messages."""
        return Cards(self)

    @cached_property
    def runs(self) -> Runs:
        """What the timetable did."""
        return Runs(self)

    @cached_property
    def marks(self) -> Marks:
        """Small facts of the process."""
        return Marks(self)
