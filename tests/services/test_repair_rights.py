"""Every button × every hat × every status, own and foreign: only what the rights and the table allow changes anything.

What may pass is worked out here once more, from `MAY` and `TABLE` and who is what; everything else must be answered with
one friendly sentence and leave every table as it was.
"""

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from bot.updates import carry_out
from domain.incoming import Incoming, Kind
from domain.people import Relation, Role, Team
from domain.repair import FINAL, MAY, TABLE, Action, Event, Status
from domain.repair import Who as Hat
from handlers import TAPS
from handlers.repair import TAPS as REPAIR_TAPS
from services.repair.views import EVENT_OF
from store import tables as t
from store.work import Work
from tests.services.steps import (
    ANNA,
    CHEN,
    FENG,
    GROUP,
    GUEST,
    LI,
    NOT_YOURS,
    OUTDATED,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    arrives,
    done,
    elsewhere,
    files,
    hires,
    moves_in,
    newest,
    post_of,
    press,
    quotes,
    signs,
    status,
    tables,
    takes,
)
from tests.support.estate import Estate

H = Hat
CREW = {H.MEMBER_OF_TEAM}
#: Who is what to the case of Wang Fang that Li Qiang has.
HATS: dict[str | int, set[Hat]] = {
    WANG: {H.REPORTER, H.OWNER_OF_CASE},
    "王强": {H.OWNER_OF_CASE},
    "钱租客": {H.TENANT},
    ANNA: set(),
    GUEST: set(),
    LI: {H.ASSIGNEE, *CREW},
    ZHAO: CREW,
    WU: {H.LEAD, *CREW},
    CHEN: {H.DESK},
    "管家": {H.DESK},
    ZHOU: {H.SUPERVISOR},
    ZHENG: {H.MANAGER},
    FENG: {H.DIRECTOR},
    "何园丁": set(),
    "钱师傅": set(),  # worked here once
    "外王芳": set(),
    "外李强": set(),
    "外吴工": set(),
    "外陈静": set(),
    "外周敏": set(),
    "外郑经理": set(),
    "外冯主任": set(),
}
#: What a button stands for, where it is not called so.
ACTION_OF = {"free": Action.FINISH, "here": Action.ADD, "where": Action.ADD}
#: Buttons that only show something.
LOOKS = {"open", "history", "pictures"}
#: What begins with questions.
BEGINS = {
    "add", "talk", "where", "free", "assign", "transfer", "cannot", "quote", "hold", "finish", "send_back", "reopen", "close",
}  # fmt: skip
_RUDE = re.compile("系统|无效|非法|错误|error|invalid", re.IGNORECASE)


class _Undo(Exception):
    """Takes a press back."""


@dataclass
class Tried:
    """What a press did before it was taken back."""

    who: str | int
    said: list[str]
    changed: bool
    case: Any = None
    talk: Any = None

    @property
    def refused(self) -> bool:
        """One friendly sentence, and every table as it was."""
        return not self.changed and len(self.said) == 1 and bool(self.said[0]) and not _RUDE.search(self.said[0])


def tries(estate: Estate, people: Iterable[str | int], data: str, chat: int | None = None) -> list[Tried]:
    """The same press by each of them, each carried out, looked at and taken back."""
    return estate.work(lambda work: [_try(work, estate, who, data, chat) for who in people])


def _try(work: Work, estate: Estate, who: str | int, data: str, chat: int | None) -> Tried:
    account = estate.people[who] if isinstance(who, str) else who
    place = chat or account
    pressed = Incoming(
        id=1, kind=Kind.PRESS, chat=place, private=place > 0, sender=account, sender_name=str(who), language="zh-hans", message=1,
        at=estate.now, press=data, press_id="q",
    )  # fmt: skip
    raw = work.conn.connection.driver_connection
    written, before = raw.total_changes, _as_it_was(work)
    tried = Tried(who, [], False)
    with contextlib.suppress(_Undo), work.part():
        carry_out(work, pressed)
        tried.said = [text for _, text, _ in work.answers]
        # Whoever is refused after something was written has had that taken back: only then it pays to look closely.
        if raw.total_changes != written and _rows(work) != before:
            tried.changed = True
            tried.case = work.conn.execute(select(t.cases).order_by(t.cases.c.id)).first()
            tried.talk = work.talks.open_in(account, work.people.by_telegram(account).id)
        raise _Undo
    return tried


def _as_it_was(work: Work) -> dict[str, list[Any]]:
    """Every table, read once per unit of work, as each press in it is taken back."""
    if not hasattr(work, "as_it_was"):
        work.as_it_was = _rows(work)
    return work.as_it_was


def _rows(work: Work) -> dict[str, list[Any]]:
    return {name: work.conn.execute(query).all() for name, query in _ALL.items()}


_ALL = {table.name: select(table) for table in t.metadata.sorted_tables}


def stands_at(estate: Estate, where: Status) -> Any:
    """A case of Wang Fang that Li Qiang has (where somebody has it), brought there by presses."""
    if where in (Status.FINISHED, Status.CLOSED):
        case = done(estate)
        if where is Status.CLOSED:
            signs(estate)
        return newest(estate)
    case = files(estate)
    if where is Status.ASSIGNED:
        estate.presses(WU, f"c{case.id}:assign:1", GROUP)
        estate.taps(WU, "李强")
    elif where is not Status.REPORTED:
        takes(estate)
    match where:
        case Status.ON_WAY:
            press(estate, LI, "出发", case.number)
        case Status.ARRIVED:
            arrives(estate)
        case Status.QUOTED | Status.DECLINED:
            quotes(estate)
            if where is Status.DECLINED:
                press(estate, WANG, "不修了", case.number)
        case Status.ON_HOLD:
            press(estate, LI, "改期", case.number)
            estate.taps(LI, "等配件")
            estate.says(LI, "明天下午3点")
            estate.taps(LI, "发送")
        case Status.CANCELLED:
            press(estate, WANG, "取消", case.number)
    assert status(estate) == where
    return newest(estate)


def everybody(estate: Estate) -> None:
    """All the people of `HATS` are there, and known to the bot."""
    elsewhere(estate)
    moves_in(estate, "王强", 14, "3-2-1502")
    tenant = moves_in(estate, "钱租客", 15, "3-2-1502")
    estate.work(lambda w: w.people.add_home(tenant, estate.units["3-2-1502"], Relation.TENANT, "desk", w.now))
    hires(estate, "管家", 31, Role.BUTLER, Team.DESK)
    hires(estate, "何园丁", 32, Role.GARDENER, Team.GREENING)
    post = hires(estate, "钱师傅", 33, Role.ENGINEER, Team.ENGINEERING)
    estate.work(lambda w: w.staff.end(post, w.now))
    estate.says(GUEST, "/start")


def hats_at(who: str | int, where: Status) -> set[Hat]:
    """Nobody is the assignee of what nobody has."""
    return HATS[who] - ({H.ASSIGNEE} if where is Status.REPORTED else set())


def allows(who: str | int, verb: str, where: Status) -> bool:
    """Whether this press may change anything, by the rights and the table alone."""
    worn = hats_at(who, where)
    if verb in ("open", "pictures"):
        return bool(worn)
    action = ACTION_OF.get(verb) or Action(verb)
    if not MAY[action] & worn:
        return False
    if action is Action.ADD:
        return where not in FINAL
    if action is Action.URGE:
        return where not in FINAL | {Status.FINISHED}
    if verb == "accept" and where is Status.ASSIGNED:
        return bool({H.ASSIGNEE, H.LEAD} & worn)  # given to somebody: the others leave it to him
    event = EVENT_OF.get(action)
    return event is None or (where, event) in TABLE


def data_of(verb: str, case: Any, unit: int) -> str:
    """The button with what stands after the dot."""
    value = {"sign": ".5", "here": f".{unit}", "agree": ".8000", "decline": ".8000"}.get(verb, "")
    return f"c{case.id}:{verb}{value}:{case.version}"


@pytest.mark.parametrize("where", list(Status))
def test_only_what_rights_and_table_allow_passes(estate: Estate, where: Status) -> None:
    """REP-06, REP-17, REP-18, X-13, X-42: for each status all buttons by all people; the rest changes nothing."""
    everybody(estate)
    case = stands_at(estate, where)
    wrong = []
    for verb in REPAIR_TAPS:
        for tried in tries(estate, HATS, data_of(verb, case, estate.units["3-2-1502"])):
            who = tried.who
            if allows(who, verb, where) and (verb != "here" or who in (WANG, "王强", "钱租客")):
                if not _passed(verb, where, tried):
                    wrong.append(f"{who} may {verb}: {tried}")
            elif not tried.refused:
                wrong.append(f"{who} may not {verb}: {tried}")
    assert wrong == []


def _passed(verb: str, where: Status, tried: Tried) -> bool:
    """What a press that may pass has done: moved the case by the table, begun the conversation, or shown something."""
    if verb == "pictures":
        return len(tried.said) == 1
    if not tried.changed or verb in LOOKS or verb in ("urge", "here"):
        return tried.changed
    if verb in BEGINS:
        return tried.talk is not None and tried.case.status == where
    return tried.case.status == TABLE[where, EVENT_OF[Action(verb)]]


FORGED = [
    "", "c", "c1", "c1:", "c1:accept", "c1:accept:", "c1:accept:x", "c:accept:1", "c-1:accept:1", "c0:accept:1", "c999:accept:1",
    "c1:ACCEPT:1", "c1:accept:1:1", "c1:fly:1", "x1:accept:1", "c1 :accept:1", "c1:accept.:1", "c١:accept:1", "c1:sign.6:1",
    "c1:sign.0:1", "c1:sign.:1", "c1:agree:1", "c1:agree.1:1", "c1:decline.-5:1", "c1:here.99999:1", "c1:here.x:1",
    "t1:send:1", "t1:place.u1:1", "j1:approve:1", "r1:close:1", "n999:sign:1", "s999:remove:1", "g:team.engineering:1", "g:team.x:1",
    "m:case.999:0", "m:remove.1:0", "q1:board:0", "q1:late.1:0", "m:staff:0", "m:invite:0", "m:repair_desk:0", "m:duty_list:0",
    "\x00", "'; drop table cases; --", "c1:accept:" + "9" * 40, "c" + "9" * 30 + ":accept:1", "😀" * 16,
]  # fmt: skip


@pytest.mark.parametrize("who", [ANNA, GUEST, "外李强", "钱师傅"])
def test_forged_presses_of_people_without_business_change_nothing(estate: Estate, who: str | int) -> None:
    """Anything can come in a button; in private and in the crew's group."""
    everybody(estate)
    stands_at(estate, Status.ARRIVED)
    wrong = []
    for data in FORGED:
        for chat in (None, GROUP):
            wrong += [(data, tried) for tried in tries(estate, [who], data, chat) if not tried.refused]
    assert wrong == []


@pytest.mark.parametrize("who", [WANG, LI, ZHENG])
def test_forged_presses_of_people_with_business_move_the_case_only_by_its_table(estate: Estate, who: str) -> None:
    """Rights do not make a wrong value right."""
    everybody(estate)
    stands_at(estate, Status.QUOTED)
    for data in FORGED:
        (tried,) = tries(estate, [who], data)
        assert not tried.changed or (tried.case.status, tried.case.owing_fen) == (Status.QUOTED, 0), data


def test_presses_in_somebody_elses_talk_are_outdated(estate: Estate) -> None:
    """A talk belongs to one person in one chat."""
    estate.presses(WANG, "m:repair:0")
    talk = estate.newest(WANG).buttons[0][0]["data"]
    before = tables(estate)
    for who in (ANNA, LI, ZHENG):
        estate.presses(who, talk)
        assert OUTDATED in estate.toast() or "moved on" in estate.toast()
    estate.presses(WANG, talk, GROUP)
    assert OUTDATED in estate.toast()
    assert tables(estate) == before


@pytest.mark.parametrize(
    ("verb", "who", "steps"),
    [
        ("assign", WU, ["赵军"]),
        ("transfer", LI, ["赵军", "快交班"]),
        ("cannot", LI, ["现场不安全"]),
        ("quote", LI, ["项目W1", "选好了", "没有了", "发送"]),
        ("free", LI, ["小活"]),
        ("hold", LI, ["等配件", "明天 12", "发送"]),
        ("finish", LI, ["更换", ":角阀", "没用材料", "没有照片", "交单"]),
        ("close", ZHOU, ["已另行修好"]),
        ("add", WANG, [":还有一处", "好了"]),
    ],
)
def test_what_was_allowed_when_the_talk_began_is_asked_again_when_it_ends(
    estate: Estate, verb: str, who: str, steps: list[str]
) -> None:
    """The case ended, or the post did, while the questions were answered."""
    case = files(estate)
    takes(estate)
    estate.presses(who, f"c{case.id}:{verb}:1")
    for step in steps[:-1]:
        estate.says(who, step[1:]) if step.startswith(":") else estate.taps(who, step)
    if who == WANG:
        estate.work(lambda w: w.conn.execute(t.residencies.delete()))
        estate.work(lambda w: w.conn.execute(t.cases.update().values(reporter_id=w.people.by_telegram(12).id)))
    else:
        estate.work(lambda w: w.staff.end(post_of_(w, estate.people[who]), w.now))
    before = tables(estate)
    estate.taps(who, steps[-1])
    after = tables(estate)
    # Whoever has no post any more is out of the conversation; nothing else moves.
    for name in ("talks", "cards", "outbox"):
        before[name] = after[name] = []
    assert NOT_YOURS in estate.toast() and after == before


def post_of_(work: Work, account: int) -> int:
    """The post within a unit of work."""
    return work.people.who(work.people.by_telegram(account), "zh").staff[0].id


def test_every_event_of_the_table_can_be_pressed_by_somebody() -> None:
    """No way of the table that only a program could go, beside the clock's and the leaver's; what ends with its incident
    is pressed there.
    """
    pressed = {EVENT_OF[Action(verb)] for verb in TAPS["c"] if verb in set(Action) and Action(verb) in EVENT_OF}
    assert pressed == set(Event) - {Event.FOLD}


def test_post_in_one_community_is_none_in_another(estate: Estate) -> None:
    """X-42: the same role next door."""
    elsewhere(estate)
    case = files(estate)
    estate.presses("外吴工", f"c{case.id}:assign:1")
    assert NOT_YOURS in estate.toast()
    estate.presses(WU, f"c{case.id}:assign:1")
    talk = estate.newest(WU).buttons[0][0]["data"].split(":")
    foreign = post_of(estate, "外李强")
    estate.presses(WU, f"{talk[0]}:to.s{foreign}:{talk[2]}")
    assert OUTDATED in estate.toast() and newest(estate).assignee_id is None
