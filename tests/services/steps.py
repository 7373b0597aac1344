"""What happens in many stories: somebody files, takes, quotes, finishes, signs; and what was owed, logged, promised."""

import re
import unicodedata
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from domain.people import Role, Team
from domain.standards import Value
from store import tables as t
from tests.support.cast import DESK_GROUP, GROUP, STAFF, Cast, resident, staff
from tests.support.estate import Estate

WANG, ANNA, LI, ZHAO, WU, CHEN, ZHOU, ZHENG, FENG = (
    "王芳", "Anna", "李强", "赵军", "吴工", "陈静", "周敏", "郑经理", "冯主任",
)  # fmt: skip
GUEST = 99
NOT_YOURS, OUTDATED, NOT_NOW = "这一步由负责的同事", "这张卡片已经更新", "这件事已经有了新进展"
#: The same to a resident whose language is English.
NOT_YOURS_EN = "This step belongs to the resident"


# --- people and figures ------------------------------------------------------------------------------------------


def moves_in(estate: Estate, name: str, account: int, home: str, language: str = "zh") -> int:
    """One more resident known in the chat; the person's id."""
    return estate.work(lambda w: resident(w, estate.cast, name, account, home, language, estate.now))


def hires(estate: Estate, name: str, account: int, role: Role, team: Team | None = None) -> int:
    """One more of the staff, on duty; the post's id."""
    return estate.work(lambda w: staff(w, estate.cast, name, account, role, team, estate.now))


def post_of(estate: Estate, name: str) -> int:
    """The post of somebody of the staff."""
    person = person_of(estate, name)
    return estate.work(lambda w: w.conn.scalar(select(t.staff.c.id).where(t.staff.c.person_id == person)))


def person_of(estate: Estate, name: str) -> int:
    """The person's id."""
    return estate.work(lambda w: w.people.by_telegram(estate.people[name]).id)


def sets(estate: Estate, key: str, value: Value) -> None:
    """The community sets one of its figures."""
    estate.work(lambda w: w.standards.set(estate.community, key, value, None, w.now))


def no_groups(estate: Estate) -> None:
    """No team has a group."""
    estate.work(lambda w: w.conn.execute(t.team_chats.delete()))


def elsewhere(estate: Estate) -> Cast:
    """A second community with the same addresses, a resident and a staff of its own, all by "外" and their names."""

    def build(work: Any) -> Cast:
        conn, now = work.conn, estate.now
        community = work.register.add_community("别苑", "Asia/Shanghai", "zh")
        made = Cast(community)
        values = {"community_id": community, "name": "3栋", "code": "3"}
        building = conn.execute(insert(t.buildings).values(values).returning(t.buildings.c.id)).scalar_one()
        unit = {
            "building_id": building,
            "building": "3",
            "entrance": "2",
            "room": "1502",
            "floor": 15,
            "state": "lived_in",
        }
        home = insert(t.units).values(community_id=community, **unit).returning(t.units.c.id)
        made.units["3-2-1502"] = conn.execute(home).scalar_one()
        resident(work, made, "外" + WANG, 1011, "3-2-1502", "zh", now)
        for name, account, role, team in STAFF:
            staff(work, made, "外" + name, account + 1000, role, team, now)
        for team, chat in ((Team.ENGINEERING, GROUP - 1000), (Team.DESK, DESK_GROUP - 1000)):
            work.staff.saw_chat(chat, "group", team, True)
            work.staff.bind_chat(community, team, chat, None, 1, now)
        return made

    made = estate.work(build)
    estate.people.update(made.people)
    return made


# --- what they do --------------------------------------------------------------------------------------------------


def files(estate: Estate, who: str = WANG, words: str = "厨房水龙头滴水", send: str = "提交") -> Any:
    """Types what is broken and sends it; the case."""
    estate.says(who, words)
    estate.taps(who, send)
    return newest(estate)


def newest(estate: Estate) -> Any:
    """The newest case."""
    return estate.cases()[-1]


def press(estate: Estate, who: str | int, label: str, number: str, chat: int | None = None) -> str:
    """Presses that button of the newest message about the case; the toast."""
    account = estate.people[who] if isinstance(who, str) else who
    place = chat if chat is not None else account
    found = [
        (shown.id, button["data"])
        for shown in estate.chats.get(place, {}).values()
        if number in shown.text
        for row in shown.buttons
        for button in row
        if button["label"].startswith(label)
    ]
    assert found, f"no button {label!r} about {number} for {who}:\n{estate.screen(place)}"
    message, data = found[-1]
    estate.presses(who, data, place, message)
    return estate.toast()


def labels(estate: Estate, who: str | int, number: str, chat: int | None = None) -> list[str]:
    """The buttons of the newest message about the case that has some."""
    account = estate.people[who] if isinstance(who, str) else who
    place = chat if chat is not None else account
    cards = [m for m in estate.chats.get(place, {}).values() if number in m.text and m.buttons]
    return [b["label"] for row in cards[-1].buttons for b in row] if cards else []


def takes(estate: Estate, who: str = LI, number: str = "") -> str:
    """Presses "I take it" in the group; the toast."""
    return press(estate, who, "我来接", number or newest(estate).number, GROUP)


def arrives(estate: Estate, who: str = LI, number: str = "") -> str:
    """On site."""
    return press(estate, who, "到场", number or newest(estate).number)


def waives(estate: Estate, who: str = LI, number: str = "") -> None:
    """The job costs nothing."""
    press(estate, who, "不收费", number or newest(estate).number)
    estate.taps(who, "小活")


def quotes(estate: Estate, who: str = LI, item: str = "项目W1", times: int = 1, number: str = "") -> None:
    """A price from the list."""
    case = number or newest(estate).number
    press(estate, who, "报价" if facts(estate, case).quote_fen is None else "改报价", case)
    for _ in range(times):
        estate.taps(who, item)
    estate.taps(who, "选好了")
    estate.taps(who, "没有了")
    estate.taps(who, "发送")


def finishes(estate: Estate, who: str = LI, number: str = "", *, photo: bool = False) -> None:
    """Done, with the three fields of REP-13."""
    press(estate, who, "完工", number or newest(estate).number)
    estate.taps(who, "更换")
    estate.says(who, "水槽下角阀")
    estate.taps(who, "没用材料")
    if photo:
        estate.sends(who)
        estate.taps(who, "好了")
    else:
        estate.taps(who, "没有照片")
    estate.taps(who, "交单")


def signs(estate: Estate, who: str = WANG, stars: int = 5, number: str = "") -> str:
    """The owner signs and has nothing to add; the toast."""
    toast = press(estate, who, f"★{stars}", number or newest(estate).number)
    estate.taps(who, "不用了")
    return toast


def done(estate: Estate, who: str = LI) -> Any:
    """A repair filed by Wang Fang, taken and finished, free of charge; the case."""
    case = files(estate)
    takes(estate, who)
    waives(estate, who)
    arrives(estate, who)
    finishes(estate, who)
    return case


def sends_words(estate: Estate, who: str | int, words: str) -> None:
    """Answers a question that collects words and pictures."""
    estate.says(who, words)
    estate.taps(who, "好了")


# --- what came of it -----------------------------------------------------------------------------------------------


def status(estate: Estate, number: str = "") -> str:
    """Where the (newest) case stands."""
    return next(c.status for c in reversed(estate.cases()) if number in ("", c.number))


def case_of(estate: Estate, number: str) -> Any:
    """The case as it is now."""
    return next(c for c in estate.cases() if c.number == number)


def facts(estate: Estate, number: str = "") -> Any:
    """What only the repair has."""
    case = case_of(estate, number) if number else newest(estate)
    return estate.work(lambda w: w.conn.execute(select(t.repairs).where(t.repairs.c.case_id == case.id)).one())


def events(estate: Estate, number: str = "") -> list[str]:
    """The history as kinds."""
    return [e.kind for e in history(estate, number)]


def history(estate: Estate, number: str = "") -> list[Any]:
    """The history."""
    case = case_of(estate, number) if number else newest(estate)
    return estate.work(lambda w: w.cases.history(case.id))


def promises(estate: Estate, number: str = "") -> dict[tuple[str, int], tuple[datetime, str]]:
    """Each promise by kind and round: when it is due, and where it stands."""
    case = case_of(estate, number) if number else newest(estate)
    found = estate.work(lambda w: w.deadlines.of(case.id))
    return {(d.kind, d.round): (d.due_at, str(d.status)) for d in found}


def owed(estate: Estate, chat: str | int | None = None, since: int = 0) -> list[Any]:
    """Everything owed to a chat (or to all), oldest first, after the row `since`."""
    rows = estate.work(
        lambda w: list(w.conn.execute(select(t.outbox).where(t.outbox.c.id > since).order_by(t.outbox.c.id)))
    )
    place = estate.people[chat] if isinstance(chat, str) else chat
    return [r for r in rows if place in (None, r.chat_id)]


def last_row(estate: Estate) -> int:
    """The newest row of the outbox: what comes after it is new."""
    return max((r.id for r in owed(estate)), default=0)


def told(estate: Estate, chat: str | int, words: str, since: int = 0) -> list[str]:
    """New messages to the chat with these words in them (no edits)."""
    rows = owed(estate, chat, since)
    return [r.payload["text"] for r in rows if r.sort == "message" and words in r.payload["text"]]


def tables(estate: Estate) -> dict[str, list[Any]]:
    """All that is in the database, row by row."""

    def everything(work: Any) -> dict[str, list[Any]]:
        return {table.name: sorted(map(repr, work.conn.execute(select(table)))) for table in t.metadata.sorted_tables}

    return estate.work(everything)


def secrets_in_groups(estate: Estate) -> list[str]:
    """What any group was ever owed that it must not read. The desk's own group answers residents: it knows who asks."""

    def found(work: Any) -> list[str]:
        p, s, u, c = t.persons.c, t.staff.c, t.units.c, t.cases.c
        people = work.conn.execute(select(p.name, p.phone).where(p.id.not_in(select(s.person_id)))).all()
        phones = {r.phone[-8:] for r in people if r.phone} | {
            r[0][-8:] for r in work.conn.execute(select(c.contact).where(c.contact.is_not(None)))
        }
        names = {r.name for r in people if r.name not in ("?", "—") and not r.name.isdigit()}
        rooms = {r.room for r in work.conn.execute(select(u.room).join(t.cases, c.unit_id == u.id))}
        crew = re.compile("|".join([*map(re.escape, names), *(rf"(?<!\d){room}(?!\d)" for room in rooms)]) or "$^")
        rows = work.conn.execute(select(t.outbox.c.chat_id, t.outbox.c.payload).where(t.outbox.c.chat_id < 0))
        bad = []
        for chat, payload in rows:
            text = unicodedata.normalize("NFKC", payload.get("text", ""))
            plain = re.sub(r"[\s\-.]", "", text)
            labels_ = " ".join(b["label"] for row in payload.get("buttons", []) for b in row)
            if any(phone in plain for phone in phones) or (
                chat not in (DESK_GROUP, DESK_GROUP - 1000) and crew.search(text + labels_)
            ):
                bad.append(text)
        return bad

    return estate.work(found)


def reaches(estate: Estate, account: int, yes: bool) -> None:
    """Whether our messages reach that account, as the sender would have found out."""
    estate.work(lambda w: set_reachable(w, w.people.by_telegram(account).id, yes))


def set_reachable(work: Any, person: int, yes: bool) -> None:
    """The same of a person, inside a unit of work."""
    work.conn.execute(update(t.persons).where(t.persons.c.id == person).values(reachable=yes))
