"""A few months of lively history: repairs reported, done and rated in the past by the very services that do it today."""

import random
from datetime import datetime, timedelta

from bot.demo.estate import PRICES
from domain.cases import Channel
from domain.people import Person, Role, Team, Unit, Who
from domain.repair import Category, ChargeKind, Danger
from domain.rota import LineKind
from services import Work, rota
from services.callbacks import answers
from services.repair import crew, dispatch, owner
from services.repair.intake import Report, report
from services.rota import plan
from services.tell import zone_of
from store.writer import Writer

MONTHS, A_DAY = 3, 4
#: Repairs of today, still open.
OPEN = 6
_SAID = {
    Category.WATER: ("厨房水龙头一直滴水", "卫生间角阀拧不紧", "热水出不来", "阳台水管接头松了"),
    Category.DRAIN: ("厨房下水慢,有味道", "地漏反水", "马桶堵了"),
    Category.LEAK: ("卫生间天花板有水印", "窗台下面渗水", "水槽下面一直滴,地上有水"),
    Category.POWER: ("客厅插座没电", "跳闸,合不上", "浴霸不亮"),
    Category.DOOR: ("入户门锁卡住", "阳台推拉门脱轨", "窗户关不严"),
    Category.WALL: ("墙皮鼓起来了", "瓷砖空鼓"),
    Category.GATE: ("对讲听不见声音", "门禁卡刷不开"),
    Category.OTHER: ("晾衣架掉下来了", "抽油烟机不转"),
}
_DONE = ("换了新件,试水正常", "重新紧固,观察十分钟没有再漏", "清通后排水顺畅", "更换后通电正常", "调整好了,开合顺滑")
_THANKS = ("师傅很准时,谢谢", "修得仔细,地也擦干净了", "", "", "速度快", "还行")


def write(writer: Writer, now: datetime, seed: int = 7) -> int:
    """Plays the past into an imported estate; how many repairs. Nothing of it is owed to anybody afterwards."""
    dice = random.Random(seed)  # noqa: S311 - a story, not secrets
    begun = now - timedelta(days=30 * MONTHS)
    writer.run_sync(_prices)
    homes, crewmen = writer.run_sync(lambda work: _cast(Work(work.conn, begun)))
    desk = writer.run_sync(_desk)
    writer.run_sync(lambda work: _rota(Work(work.conn, begun)))

    def day(work: Work, at: datetime) -> tuple[datetime, int]:
        until, count = min(at + timedelta(days=7), now - timedelta(hours=30)), 0
        while at < until:
            at += timedelta(hours=dice.uniform(2, 44 / A_DAY))
            closed = _one(work, at, dice, *dice.choice(homes), dice.choice(crewmen))
            if closed is not None:
                _asked_back(work, closed, now, dice, desk)
            count += 1
        return at, count

    total, at = 0, begun
    while at < now - timedelta(hours=30):
        at, count = writer.run_sync(lambda work, at=at: day(work, at))  # type: ignore[misc]
        total += count
    total += writer.run_sync(lambda work: _open(work, now, dice, homes, crewmen))
    writer.run_sync(lambda work: _on_shift(Work(work.conn, now)))
    writer.run_sync(lambda work: work.outbox.forget_all())
    return total


def _prices(work: Work) -> None:
    community = work.people.communities()[0].id
    for code, category, zh, en, unit_zh, unit_en, fen in PRICES:
        values = {
            "category": category,
            "name_zh": zh,
            "name_en": en,
            "unit_zh": unit_zh,
            "unit_en": unit_en,
            "price_fen": fen,
        }
        work.cases.set_price(community, code, values)


def _cast(work: Work) -> tuple[list[tuple[Unit, Person]], list[Who]]:
    community = work.people.communities()[0].id
    homes = []
    for code, _ in work.people.buildings(community):
        for entrance in work.people.entrances(community, code):
            for unit in work.people.rooms(community, code, entrance, None)[::7]:
                homes += [(unit, p) for p, _ in work.people.residents(unit.id)[:1]]
    engineers = work.staff.listed(community, team=Team.ENGINEERING, roles=[Role.ENGINEER])
    for staff, _ in engineers[:3]:
        work.staff.on_duty(staff.id, work.now)
    return homes, [work.people.who(p, "zh") for _, p in engineers]


def _desk(work: Work) -> Who:
    """Who telephones."""
    staff = work.staff.listed(work.people.communities()[0].id, team=Team.DESK, roles=[Role.DESK])
    return work.people.who(staff[0][1], "zh")


def _rota(work: Work) -> None:
    """The repairers by day and by night, every day of the week."""
    community = work.people.communities()[0]
    made_by = work.staff.listed(community.id, roles=[Role.MANAGER])[0][1]
    first = work.now.astimezone(zone_of(community)).date()
    engineers = work.staff.listed(community.id, team=Team.ENGINEERING, roles=[Role.ENGINEER])
    for n, (post, _) in enumerate(engineers):
        hours = ("08:00", "20:00") if n < len(engineers) - 1 else ("20:00", "08:00")
        plan.write(work, post, LineKind.WEEKLY, list(range(1, 8)), hours, first, None, made_by.id)


def _on_shift(work: Work) -> None:
    """Whoever is on shift at this hour has come, the others have gone home: the rota and the clock agree from the start."""
    community = work.people.communities()[0].id
    there = rota.on_shift(work, community, work.now)
    for post, _ in work.staff.listed(community, team=Team.ENGINEERING, roles=[Role.ENGINEER]):
        if post.id in there and not post.on_duty:
            work.staff.on_duty(post.id, work.now)
        elif post.id not in there and post.on_duty:
            work.staff.off_duty(post.id, None, work.now)
    rota.touched(work)


def _open(work: Work, now: datetime, dice: random.Random, homes: list[tuple[Unit, Person]], crewmen: list[Who]) -> int:
    """What is under way today: some waits, some is taken."""
    for n in range(OPEN):
        unit, person = dice.choice(homes)
        category = dice.choice(list(_SAID))
        at = now - timedelta(hours=dice.uniform(2, 20))
        new = Report(
            work.people.community(unit.community_id), person, category, dice.choice(_SAID[category]), None, unit
        )
        case = report(Work(work.conn, at), Who(person, (), (unit,), "zh"), new).case.id
        if n % 2:
            dispatch.accept(Work(work.conn, at + timedelta(minutes=30)), dice.choice(crewmen[1:]), case)
    return OPEN


def _asked_back(work: Work, case: int, now: datetime, dice: random.Random, desk: Who) -> None:
    """What was asked back in the past, by telephone; a few of the last days are still to be asked."""
    while True:
        waiting = [cb for cb in work.callbacks.of(case) if cb.done_at is None and cb.due_at is not None]
        ready = [cb for cb in waiting if cb.due_at is not None and cb.due_at < now]
        if not ready:
            return
        cb = ready[0]
        at = (cb.due_at or now) - timedelta(hours=dice.uniform(1, 10))
        said = answers.Record(Channel.PHONE, dice.choice(_THANKS), "已记录")
        answers.content(Work(work.conn, at), desk, cb, said)


def _one(work: Work, at: datetime, dice: random.Random, unit: Unit, person: Person, worker: Who) -> int | None:
    """One repair from report to stars, with the moods and delays of real life; the case when it was closed."""
    category = dice.choices(list(_SAID), [20, 12, 14, 16, 12, 6, 5, 8])[0]
    danger = Danger.BURST_PIPE if category is Category.WATER and dice.random() < 0.12 else None
    resident = Who(person, (), (unit,), "zh")
    then = at

    def later(least: float, most: float) -> Work:
        """The same transaction, some minutes on."""
        nonlocal then
        then += timedelta(minutes=dice.uniform(least, most))
        return Work(work.conn, then)

    channel = dice.choices([Channel.CHAT, Channel.PHONE], [4, 1])[0]
    community = work.people.community(unit.community_id)
    new = Report(community, person, category, dice.choice(_SAID[category]), danger, unit, channel=channel)
    case = report(later(0, 0), resident, new).case.id
    answer = 12 if danger else 240
    if dice.random() < 0.04:
        owner.cancel(later(2, answer), resident, case)
        return None
    dispatch.accept(later(2, answer), worker, case)
    crew.go(later(5, 15 if danger else 300), worker, case)
    crew.arrive(later(4, 12), worker, case)
    paid = work.cases.repair(case).charge == ChargeKind.PAID
    if paid:
        fitting = [p for p in PRICES if p[1] in (category, "other")]
        code, _, zh, en, _, _, fen = fitting[0] if dice.random() < 0.8 else dice.choice(fitting)
        line = {"code": code, "name_zh": zh, "name_en": en, "price_fen": fen, "quantity": 1}
        crew.quote(later(2, 10), worker, case, [line])
        if dice.random() < 0.06:
            owner.decline(later(1, 20), resident, case)
            return None
        owner.agree(later(1, 20), resident, case)
    part = dice.choice(("厨房", "卫生间", "阳台", "客厅"))
    crew.finish(later(15, 110), worker, case, dice.choice(_DONE), part, "quoted" if paid else "none", [])
    signed = later(10, 1200)
    owner.sign(signed, resident, case, dice.choices([5, 4, 3, 2], [70, 20, 7, 3])[0])
    thanks = dice.choice(_THANKS)
    if thanks:
        owner.comment(signed, resident, case, thanks)
    return case
