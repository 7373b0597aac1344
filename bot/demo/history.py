"""A few months of lively history: repairs reported, done and rated in the past by the very services that do it today."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.demo.estate import PRICES
from domain.cases import Channel
from domain.people import Person, Role, Team, Unit, Who
from domain.repair import Category, ChargeKind, Danger
from services import Work
from services.repair import crew, dispatch, owner
from services.repair.intake import Report, report
from store.writer import Writer

MONTHS, A_DAY = 3, 4
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


@dataclass(slots=True)
class _Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


def write(make_writer: Callable[[Callable[[], datetime]], Writer], now: datetime, seed: int = 7) -> int:
    """Plays the past into an imported estate; how many repairs. Nothing of it is owed to anybody afterwards."""
    dice = random.Random(seed)  # noqa: S311 - a story, not secrets
    clock = _Clock(now - timedelta(days=30 * MONTHS))
    writer = make_writer(clock).start()
    try:
        writer.run_sync(_prices)
        homes, crewmen = writer.run_sync(_cast)
        count = 0
        while clock.now < now - timedelta(hours=30):
            clock.now += timedelta(hours=dice.uniform(2, 44 / A_DAY))
            unit, person = dice.choice(homes)
            count += _one(writer, clock, dice, unit, person, crewmen)
        writer.run_sync(lambda w: w.outbox.forget_all())
        return count
    finally:
        writer.stop_sync()


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


def _one(writer: Writer, clock: _Clock, dice: random.Random, unit: Unit, person: Person, crewmen: list[Who]) -> int:
    """One repair from report to stars, with the moods and delays of real life."""
    started = clock.now
    category = dice.choices(list(_SAID), [20, 12, 14, 16, 12, 6, 5, 8])[0]
    danger = Danger.BURST_PIPE if category is Category.WATER and dice.random() < 0.12 else None
    worker = dice.choice(crewmen)

    def begin(work: Work) -> int:
        who = Who(person, (), (unit,), "zh")
        community = work.people.community(unit.community_id)
        said = dice.choice(_SAID[category])
        channel = dice.choices([Channel.CHAT, Channel.PHONE], [4, 1])[0]
        return report(work, who, Report(community, person, category, said, danger, unit, channel=channel)).case.id

    case = writer.run_sync(begin)
    clock.now += timedelta(minutes=dice.uniform(2, 12 if danger else 240))
    if dice.random() < 0.04:
        writer.run_sync(lambda w: owner.cancel(w, Who(person, (), (unit,), "zh"), case))
        clock.now = started
        return 1
    writer.run_sync(lambda w: dispatch.accept(w, worker, case))
    clock.now += timedelta(minutes=dice.uniform(5, 15 if danger else 300))
    writer.run_sync(lambda w: crew.go(w, worker, case))
    clock.now += timedelta(minutes=dice.uniform(4, 12))
    writer.run_sync(lambda w: crew.arrive(w, worker, case))
    paid = writer.run_sync(lambda w: w.cases.repair(case).charge == ChargeKind.PAID)
    if paid:
        fitting = [p for p in PRICES if p[1] in (category, "other")]
        code, _, zh, en, _, _, fen = fitting[0] if dice.random() < 0.8 else dice.choice(fitting)
        line = {"code": code, "name_zh": zh, "name_en": en, "price_fen": fen, "quantity": 1}
        writer.run_sync(lambda w: crew.quote(w, worker, case, [line]))
        clock.now += timedelta(minutes=dice.uniform(1, 20))
        resident = Who(person, (), (unit,), "zh")
        if dice.random() < 0.06:
            writer.run_sync(lambda w: owner.decline(w, resident, case))
            clock.now = started
            return 1
        writer.run_sync(lambda w: owner.agree(w, resident, case))
    clock.now += timedelta(minutes=dice.uniform(15, 110))
    materials = "quoted" if paid else "none"
    part = dice.choice(("厨房", "卫生间", "阳台", "客厅"))
    writer.run_sync(lambda w: crew.finish(w, worker, case, dice.choice(_DONE), part, materials, []))
    clock.now += timedelta(hours=dice.uniform(0.2, 20))
    resident = Who(person, (), (unit,), "zh")
    stars = dice.choices([5, 4, 3, 2], [70, 20, 7, 3])[0]
    writer.run_sync(lambda w: owner.sign(w, resident, case, stars))
    thanks = dice.choice(_THANKS)
    if thanks:
        writer.run_sync(lambda w: owner.comment(w, resident, case, thanks))
    clock.now = started
    return 1
