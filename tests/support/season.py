"""What a community has going on when a run begins: bills of two months, payments finance has not looked at, a survey, a poll.

So that whoever presses anything finds money and questions on the screen, too, and the ledger has something to be balanced.
"""

from datetime import timedelta

from sqlalchemy import select

from domain.people import Role, Team, Who
from services.fees import posting
from services.payment import reporting
from services.polls import making
from services.surveys import editing, issuing
from store import tables as t
from store.work import Work
from tests.services.fee_steps import code

#: Fen of a month; every third home has told of a payment, of the full month or of one fen less.
FEN = 27_580
#: The account of the finance clerk, where there is none yet.
FINANCE = 41


def begins(work: Work, community: int) -> None:
    """Everything for one community. Its supervisor writes, its owners in the chat are asked and have paid."""
    fee = code(work, community)
    r, u = t.residencies.c, t.units.c
    owners = select(r.unit_id, r.person_id).join(t.units, u.id == r.unit_id).where(
        u.community_id == community, r.relation == "owner", r.ended_at.is_(None), r.verified_at.is_not(None)
    )  # fmt: skip
    day = work.now.date()
    for number, (unit, person) in enumerate(work.conn.execute(owners.order_by(r.id)).all()):
        home = work.people.unit(unit)
        for about, due in (("2026-10", day - timedelta(days=20)), ("2026-11", day + timedelta(days=10))):
            posting.charge(work, posting.Charge(home, fee, about, FEN, due), None)
        if number % 3 == 0:
            payer = work.people.get(person)
            told = reporting.Told(unit, payer, FEN - number % 2, day - timedelta(days=1), reference=f"N{unit:06}")
            reporting.report(work, work.people.who(payer, "zh"), told)
    if not work.staff.listed(community, roles=[Role.FINANCE]):
        person = work.people.add("钱会计", work.now, phone="+8613900000041", telegram_id=FINANCE, language="zh")
        work.staff.on_duty(work.staff.hire(person, community, Role.FINANCE, Team.FINANCE, []), work.now)
    asks(work, community)


def asks(work: Work, community: int) -> None:
    """The standard survey by name and a poll, to every home."""
    who = supervisor(work, community)
    paper = editing.make(work, who, community, "年度调查", "Survey", editing.standard_questions(work, community))
    survey = issuing.make(work, who, paper.id, issuing.Plan(anonymous=False, everybody=True))
    issuing.issue(work, who, survey.id)
    words = ("花园的灯十点关好吗？", "Shall the garden lights go off at ten?", [("同意", "Yes"), ("不同意", "No")])
    poll = making.make(work, who, community, making.Form(*words, hidden=True))
    making.issue(work, who, poll.id)


def supervisor(work: Work, community: int) -> Who:
    """Who leads the desk."""
    _, person = next(iter(work.staff.listed(community, roles=[Role.DESK_SUPERVISOR])))
    return work.people.who(person, "zh")
