"""Everybody who could press something, and one of everything they could press, in two communities."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, update

from domain.cases import Channel
from domain.complaint import Topic as Wrong
from domain.fees.ledger import Entry
from domain.people import HOME_TEAM, Relation, Role, Team
from domain.rota import LineKind
from domain.saying import local_day
from domain.suggestion import Category as Letters
from services.breach import acting as breach
from services.complaint import intake as complaint
from services.complaint import judging
from services.dispute import answering as dispute
from services.enquiry import intake as enquiry
from services.order import intake as order
from services.payment import reporting as payment
from services.rental import doing as rental
from services.repair import intake as repair
from services.suggestion import acting as suggestion
from services.tell import zone_of
from store import heard_tables as h
from store import money_tables as m
from store import tables as t
from store.work import Work
from tests.permissions import asked
from tests.services.steps import elsewhere
from tests.support.cast import resident, staff
from tests.support.estate import Estate

HOME = "3-2-1502"
#: In English; the others read Chinese.
ENGLISH = frozenset({"Anna", "guest"})
RESIDENTS = ("guest", "owner", "family", "tenant", "former", "neighbour", "Anna", "foreign_owner")
#: Staff of the community: whoever has the work in hand, and others of each role; `_out`: of another zone or team.
OURS = (
    "engineer", "engineer_other", "lead", "lead_out", "desk", "butler", "butler_out", "cleaner", "gardener", "guard", "finance",
    "supervisor", "manager", "director",
)  # fmt: skip
FOREIGN = tuple(f"foreign_{role}" for role in Role)
OTHERS = ("left", "resident_works_there", "works_here_lives_there")
ACTORS = (*RESIDENTS, *OURS, *FOREIGN, *OTHERS)
_POSTS = {
    "lead_out": (Role.LEAD, Team.SECURITY, []), "butler": (Role.BUTLER, Team.DESK, ["3"]), "butler_out": (Role.BUTLER, Team.DESK, ["1"]),
    "cleaner": (Role.CLEANER, Team.CLEANING, []), "gardener": (Role.GARDENER, Team.GREENING, []), "guard": (Role.GUARD, Team.SECURITY, []),
    "finance": (Role.FINANCE, Team.FINANCE, []),
}  # fmt: skip
_NAMED = {
    "王芳": "owner", "Anna": "Anna", "李强": "engineer", "赵军": "engineer_other", "吴工": "lead", "陈静": "desk", "周敏": "supervisor",
    "郑经理": "manager", "冯主任": "director", "外王芳": "foreign_owner",
}  # fmt: skip


@dataclass
class World:
    """Accounts, posts and persons by actor; ids of the things by name."""

    estate: Estate
    there: int = 0
    account: dict[str, int] = field(default_factory=dict)
    person: dict[str, int] = field(default_factory=dict)
    post: dict[str, int] = field(default_factory=dict)
    thing: dict[str, Any] = field(default_factory=dict)


def build(estate: Estate) -> World:
    """The whole of it."""
    other = elsewhere(estate)
    world = World(estate, other.community)
    estate.work(lambda work: _people(work, world, other.units[HOME]))
    estate.work(lambda work: _cases(work, world))
    estate.work(lambda work: _things(work, world))
    estate.work(lambda work: _said(work, world))
    return world


def _people(work: Work, world: World, foreign_home: int) -> None:
    estate, now = world.estate, work.now
    here, there, cast = estate.community, world.there, estate.cast
    for n, (name, home, relation) in enumerate((
        ("family", HOME, Relation.FAMILY), ("tenant", HOME, Relation.TENANT), ("former", HOME, Relation.OWNER),
        ("neighbour", "3-1-101", Relation.OWNER), ("resident_works_there", "3-1-102", Relation.OWNER),
    )):  # fmt: skip
        person = resident(work, cast, name, 301 + n, home, "zh", now)
        work.conn.execute(update(t.residencies).where(t.residencies.c.person_id == person).values(relation=relation))
        if name == "former":
            work.conn.execute(update(t.residencies).where(t.residencies.c.person_id == person).values(ended_at=now))
    for n, (name, (role, team, zone)) in enumerate(_POSTS.items()):
        post = staff(work, cast, name, 401 + n, role, team, now)
        work.conn.execute(update(t.staff).where(t.staff.c.id == post).values(zone=zone))
    ended = staff(work, cast, "left", 420, Role.DIRECTOR, None, now)
    work.staff.end(ended, now)
    staff(work, cast, "works_here_lives_there", 421, Role.DESK_SUPERVISOR, Team.DESK, now)
    lives = work.people.by_telegram(421)
    assert lives is not None
    work.people.add_home(lives.id, foreign_home, Relation.OWNER, "desk", now)
    for n, role in enumerate(Role):
        person = work.people.add(f"foreign_{role}", now, telegram_id=501 + n, language="zh")
        work.staff.on_duty(work.staff.hire(person, there, role, HOME_TEAM[role], []), now)
        world.account[f"foreign_{role}"] = 501 + n
    works = work.people.by_telegram(305)
    assert works is not None
    work.staff.on_duty(work.staff.hire(works.id, there, Role.DIRECTOR, None, []), now)
    world.account |= {_NAMED.get(name, name): account for name, account in {**estate.people, **cast.people}.items()} | {
        "guest": 900
    }
    for name, account in world.account.items():
        found = work.people.by_telegram(account)
        if found is not None:
            world.person[name] = found.id
            for place, mine in ((here, ""), (there, "there:")):
                post = work.people.who(found, "zh").post(place)
                if post is not None:
                    world.post[mine + name] = post.id


def _cases(work: Work, world: World) -> None:
    """The matters: all of the owner of the home, taken down in the order in which they are named."""
    estate, thing = world.estate, world.thing
    community = work.people.community(estate.community)
    owner = work.people.get(world.person["owner"])
    who = work.people.who(owner, "zh")
    unit = work.people.unit(estate.units[HOME])
    media = [{"kind": "photo", "ref": "f", "unique": "u"}]
    for name, place in (("repair", None), ("public", "大堂")):
        new = repair.Report(
            community, owner, repair_kind(place), "坏了", unit=None if place else unit, place=place, media=media
        )
        thing[name] = repair.report(work, who, new).case.id
    for name, hidden in (("complaint", False), ("hidden", True)):
        wrong = complaint.Complaint(community, owner, Wrong.REPAIRS if "REPAIRS" in Wrong.__members__ else list(Wrong)[0], "态度很差",
                                    unit=unit, against_team=Team.ENGINEERING, anonymous=hidden, media=media)  # fmt: skip
        view = complaint.file(work, who, wrong)
        thing[name] = view.case.id
        judging.hand(
            work, work.people.who(work.people.get(world.person["supervisor"]), "zh"), view.case.id, Team.ENGINEERING
        )
        department = work.complaints.departments(view.case.id)[0]
        work.complaints.change_department(department, {"head_id": world.post["engineer"]})
    thing["enquiry"] = enquiry.ask(work, who, enquiry.Question(community, owner, "可以养狗吗", unit, media)).case.id
    letter = suggestion.Letter(
        community, owner, Letters.SUGGESTION, "多装路灯", team=Team.ENGINEERING, unit=unit, media=media
    )
    thing["suggestion"] = suggestion.file(work, who, letter).case.id
    sort = breach.Sort.RULE
    thing["breach"] = breach.file(
        work, who, breach.Report(community, sort, "占道", [work.people.unit(estate.units["3-1-101"])], media=media)
    ).case.id
    _order(work, world, unit)
    dated = work.conn.execute(t.deadlines.select().where(t.deadlines.c.case_id == thing["repair"])).first()
    assert dated is not None
    thing["promise"] = dated.id


def _order(work: Work, world: World, unit: Any) -> None:
    """An item of the catalogue, and an order of it."""
    offer = work.orders.add_offer({
        "community_id": world.estate.community, "key": "fix", "kind": "repair_like", "name_zh": "家电检修", "name_en": "Appliances",
        "unit": "job", "price_fen": None, "mode": "same_day", "team": Team.ENGINEERING,
    })  # fmt: skip
    owner = work.people.get(world.person["owner"])
    wish = order.Wish(unit, owner, offer, 1, "冰箱不制冷", None, media=[{"kind": "photo", "ref": "f", "unique": "u"}])
    case = order.place(work, work.people.who(owner, "zh"), wish).case.id
    world.thing |= {"order": case, "order_copies": case, "offer": offer.id, "owner_person": owner.id}
    world.thing |= {
        f"offer_{what}": f"{offer.id}-{to}" for what, to in (("mode", "monthly"), ("team", "desk"), ("switch", "off"))
    }


def _billing(work: Work, world: World, code: int) -> None:
    """A shared cost, a meter, a reduction of the home; a new price that waits for a head."""
    thing, unit, person = world.thing, world.estate.units[HOME], world.person["finance"]
    usual = {"community_id": world.estate.community, "months": 1, "rank": 2, "custody": False, "active": True}
    shared = work.charges.add_code({**usual, "key": "shared", "kind": "shared", "name_zh": "公摊", "name_en": "Shared"})
    water = work.charges.add_code({**usual, "key": "water", "kind": "metered", "name_zh": "水费", "name_en": "Water"})
    period = f"{local_day(work.now, zone_of(work.people.community(world.estate.community))):%Y-%m}"
    thing |= {"charge": code, "charge_shared": shared.id, "charge_off": f"{code}-off", "run": f"{code}-{period}"}
    thing |= {"run_odd": f"{code}-{period}-no_area", "home_custody": f"{unit}-on"}
    thing["meter"] = work.charges.add_holding(unit, water.id, "", 1, work.now.date()).id
    work.charges.add_reduction({
        "unit_id": unit, "code_id": code, "from_period": period, "until_period": period, "percent": 10, "reason": "低保户",
        "asked_by": person, "asked_at": work.now, "decided_by": world.person["manager"], "decided_at": work.now,
    })  # fmt: skip
    thing["cut"] = work.charges.reductions_of(unit)[0].id
    thing["fee_ask"] = work.charges.ask({
        "community_id": world.estate.community, "kind": "rate", "code_id": code, "reason": "", "asked_by": person,
        "details": {"price_e4": 30_000, "from_on": "2027-01-01"},
    }).id  # fmt: skip


def _disputed(work: Work, world: World, bill: dict[str, Any]) -> None:
    """A second bill of the home, not due yet, which its owner disputes."""
    owner = work.people.get(world.person["owner"])
    day = bill["due_on"] + timedelta(days=60)
    other = work.ledger.charge({**bill, "about": "2026-12", "due_on": day}, "", day)
    assert other is not None
    doubt = dispute.Doubt(other.id, owner, "bill_amount", "多收了", [{"kind": "photo", "ref": "f", "unique": "u"}])
    world.thing["dispute"] = dispute.raise_(work, work.people.who(owner, "zh"), doubt).case.id
    world.thing["fee_home"] = bill["unit_id"]
    told = payment.Told(bill["unit_id"], owner, 10_000, bill["due_on"], reference="AB123456")
    world.thing["payment"] = payment.report(work, work.people.who(owner, "zh"), told).case.id


def _rented(work: Work, world: World) -> None:
    """A place, and a contract of it that somebody of the desk has written down."""
    here = world.estate.community
    work.rentals.add_place(here, "rental_ad", "1号电梯轿厢")
    place = work.rentals.places(here)[0]
    renter = work.people.get(work.people.add("晨光文具店", work.now, phone="13811112222"))
    day = work.now.date()
    terms = rental.Terms(place.id, renter, day, day + timedelta(days=364), 100_000, 1, 200_000)
    by = work.people.who(work.people.get(world.person["supervisor"]), "zh")
    world.thing |= {"rental": rental.propose(work, by, terms).case.id, "rental_place": place.id}


def _arrears(work: Work, world: World) -> None:
    """The home owes something, its dunning has begun, a letter is on its way."""
    here, thing, person, unit = world.estate.community, world.thing, world.person, world.estate.units[HOME]
    charge = {"community_id": here, "key": "property", "kind": "area", "name_zh": "物业费", "name_en": "Property fee", "months": 1,
              "rank": 1, "custody": True, "active": True}  # fmt: skip
    due = local_day(work.now, zone_of(work.people.community(here))) - timedelta(days=12)
    bill = {"community_id": here, "unit_id": unit, "code_id": _row(work, m.charge_codes, **charge), "about": "2026-11", "fen": 27_600,
            "due_on": due, "formula": {}}  # fmt: skip
    work.ledger.charge(bill, "", due)
    _rented(work, world)
    _disputed(work, world, bill)
    _billing(work, world, bill["code_id"])
    _statement(work, world)
    file = work.dunning.begin(here, unit)
    line = {"way": "phone", "outcome": "not_reached", "day": due, "by": person["desk"], "owed_fen": 27_600}
    letter = {"kind": "lawyer", "status": "asked", "owed_fen": 27_600, "asked_by": person["desk"]}
    thing["dunning"], thing["dunning_home"] = file.id, unit
    thing["dunning_line"] = work.dunning.record(file, line).id
    thing["dunning_letter"] = work.dunning.add_letter(file, letter).id


def _cash(work: Work, world: World, day: Any) -> None:
    """A receipt of the home; cash of another on three days: to be counted, to be received, to be banked."""
    here, person, other = world.estate.community, world.person, world.estate.units["2-1-102"]
    row = {"community_id": here, "way": "cash", "fen": 100, "paid_on": day, "status": "confirmed"}
    paid = work.ledger.add_payment({**row, "unit_id": world.estate.units[HOME]})
    world.thing["paid_in"] = paid.id
    world.thing["receipt"] = work.receipts.add({
        "community_id": here, "number": "2026-000001", "day": day, "payment_id": paid.id, "unit_id": paid.unit_id, "case_id": None,
        "way": "cash", "paid_on": day, "payer": "王芳", "fen": 100,
        "lines": [{"code": None, "name_zh": "", "name_en": "", "about": "", "fen": 100}], "check_code": "ABCDEFGH",
    }).id  # fmt: skip
    counted = {
        "totals": {"ways": {"cash": 100}, "codes": {}},
        "cash_fen": 100,
        "counted_by": person["desk"],
        "counted_at": work.now,
    }
    received = {**counted, "received_by": person["finance"], "received_at": work.now}
    for back, signed in ((0, None), (1, counted), (2, received)):
        on = day - timedelta(days=back)
        work.ledger.enter(
            other, Entry.RECEIVED, -100, "", on, payment=work.ledger.add_payment({**row, "unit_id": other}).id
        )
        if signed is not None:
            assert work.receipts.put_cash_day(here, on, 0, signed)


def _statement(work: Work, world: World) -> None:
    """A statement of account of the home, sent; the chat brought it to nobody."""
    here, thing, now = world.estate.community, world.thing, work.now
    run = _row(work, m.statement_runs, community_id=here, period="2026-12", begun_at=now, cursor=0, fresh=0)
    thing["statement"] = _row(
        work, m.statements, community_id=here, unit_id=world.estate.units[HOME], run_id=run, period="2026-12", fen=27_600,
        upto=1_000, odd=[], status="sent", made_at=now, sent_at=now,
    )  # fmt: skip
    thing |= {
        "statement_run": run,
        "statement_homes": f"{run}_2_0",
        "statement_page": f"{run}_0",
        "statement_back": f"{run}_2",
        "statement_missed": f"{thing['statement']}_0",
    }


def repair_kind(place: str | None) -> Any:
    """What breaks there."""
    from domain.repair import categories_at

    return categories_at(bool(place))[0]


def _row(work: Work, table: Any, **values: Any) -> int:
    return int(work.conn.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())


def _things(work: Work, world: World) -> None:
    """What is no case."""
    here, now, thing, person = world.estate.community, work.now, world.thing, world.person
    day = local_day(now, zone_of(work.people.community(here)))
    made = {"community_id": here, "made_by": person["desk"], "made_at": now}
    thing["callback"] = work.callbacks.add({
        "community_id": here, "case_id": thing["repair"], "round": 1, "turn": 1, "sort": "other", "rules": [], "status": "asked",
        "due_at": now + timedelta(days=1), "ask_at": now, "asked_at": now, "phone_at": now, "channel": Channel.CHAT,
    }).id  # fmt: skip
    thing["incident"] = _row(work, t.incidents, community_id=here, number="P1", status="proposed", version=1, building="3",
                             category="water", proposed_at=now)  # fmt: skip
    everybody = {"buildings": [], "floors": None, "relations": ["owner"], "roles": []}
    thing["announcement"] = work.announcements.add({**made, "kind": "notice", "status": "draft", "words": "停水通知", "audience": everybody,
                                                    "until_at": now + timedelta(days=3)}).id  # fmt: skip
    work.conn.execute(insert(t.announcement_people).values(announcement_id=thing["announcement"], person_id=person["owner"], part="first",
                                                           outbox_key=f"announce:{thing['announcement']}"))  # fmt: skip
    thing["call"] = work.calls.add({"community_id": here, "person_id": person["owner"], "case_id": thing["repair"], "building": "3",
                                    "what": "case:1", "reason": "blocked"}, now).id  # fmt: skip
    values = {**made, "team": Team.ENGINEERING, "staff_id": world.post["engineer"], "days": [1, 2, 3, 4, 5, 6, 7], "first_day": day,
              "last_day": None, "starts": "08:00", "ends": "20:00", "kind": LineKind.WEEKLY, "ended_at": None}  # fmt: skip
    thing["line"] = work.rotas.add(values)
    thing["swap"] = work.rotas.ask_swap({
        "community_id": here, "line_id": thing["line"], "day": day + timedelta(days=1), "holder_id": world.post["engineer"],
        "taker_id": world.post["engineer_other"], "asked_by": world.post["engineer"], "asked_at": now,
    }).id  # fmt: skip
    thing["visit"] = work.visits.add({**made, "staff_id": world.post["butler"], "unit_id": world.estate.units[HOME], "purpose": "round",
                                      "month": f"{day:%Y-%m}", "planned_on": day}).id  # fmt: skip
    thing["forum"] = work.forums.add({**made, "title": "恳谈会", "place": "会所", "starts_at": now + timedelta(days=2), "seats": None,
                                      "audience": everybody, "words": "物业服务"}).id  # fmt: skip
    work.forums.invite(thing["forum"], [work.people.get(person["owner"])])
    asked.survey(work, world, HOME, made)
    asked.poll(work, world, HOME, made)
    asked.improvement(work, world, made)
    asked.opinion(work, world)
    asked.shorts(work, world)
    wish = {
        "every": "week",
        "day": 1,
        "at": "08:30",
        "made_by": person["supervisor"],
        "made_at": now,
        "next_at": now + timedelta(days=7),
    }
    thing["subscription"] = work.subscriptions.put(here, person["supervisor"], "repairs", wish).id
    entry = {"topic": "hours", "question_zh": "几点上班", "answer_zh": "八点半"}
    thing["entry"] = work.knowledge.add(here, entry, None, now).id
    work.own_words.add(here, "topic", "lift", "笼子", 3, person["supervisor"], now)
    thing["word"] = work.own_words.of(here)[0].id
    _arrears(work, world)
    _cash(work, world, day)
    thing["inquiry"] = work.inquiries.ask(here, day, world.post["engineer"], now).id
    thing["join"] = work.doors.ask(
        person["former"], here, world.estate.units["2-1-102"], Relation.OWNER, "新人", None, now
    ).id
    thing["correction"] = work.complaints.correct(
        thing["complaint"], Team.ENGINEERING, "培训", now + timedelta(days=3), person["lead"], now
    ).id
    thing["remedy"] = work.complaints.propose(thing["complaint"], "道歉", 0, person["lead"], now).id
    thing["step"] = work.breaches.record(
        thing["breach"], "told", "说过了", person["desk"], now, person["neighbour"], False
    )
    thing["note"] = work.conn.execute(update(t.shifts).where(t.shifts.c.staff_id == world.post["desk"]).values(
        ended_at=now, note="小心台阶").returning(t.shifts.c.id)).scalar_one()  # fmt: skip
    thing["home"], thing["homes"] = world.estate.units[HOME], [world.estate.units[HOME], world.estate.units["3-1-101"]]
    thing["ask"] = work.conn.execute(h.knowledge_asks.select()).scalar_one()
    thing["staff"], thing["community"], thing["none"] = world.post["cleaner"], here, 0


def _said(work: Work, world: World) -> None:
    """The owner talks with the desk about the repair, and about both complaints."""
    for name in ("repair", "complaint", "hidden"):
        relay = work.relays.open(world.estate.community, world.person["owner"], world.thing[name], work.now)
        work.relays.said(relay.id, f"said:{name}", work.now, {
            "from_desk": False, "by": world.person["owner"], "text": "我是王芳", "attachment": [{"kind": "photo", "ref": "f"}],
            "chat_id": world.account["owner"], "message_id": 7, "parts": None,
        })  # fmt: skip
        world.thing[f"relay_{name}"] = relay.id
