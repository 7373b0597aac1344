"""What happens in stories of paid services: a catalogue, orders, payments confirmed, where the copies are."""

from typing import Any

from domain.fees.ledger import Way
from domain.order import MODE_OF, TEAM_OF, Kind
from domain.people import Role, Team
from services.fees import posting
from services.following import follow
from tests.services.steps import ANNA, LI, WANG, WU, hires, labels, newest, press
from tests.support.estate import Estate

CLEANER, FINANCE = "马姐", "徐会计"
#: Key, kind, names, unit, fen.
ITEMS = (
    ("clean", Kind.CLEANING, "入户保洁", "Indoor cleaning", "hour", 6000),
    ("fix", Kind.REPAIR, "家电检修", "Appliance repair", "job", None),
    ("copy", Kind.COPYING, "复印", "Copying", "page", 50),
)


def offered(estate: Estate) -> dict[str, int]:
    """The catalogue, and those who carry it out: ids by key."""
    hires(estate, CLEANER, 31, Role.CLEANER, Team.CLEANING)
    hires(estate, FINANCE, 32, Role.FINANCE, Team.FINANCE)

    def add(work: Any) -> dict[str, int]:
        return {
            key: work.orders.add_offer({
                "community_id": estate.community, "key": key, "kind": kind, "name_zh": zh, "name_en": en, "unit": unit,
                "price_fen": fen, "mode": MODE_OF[kind], "team": TEAM_OF[kind],
            }).id
            for key, kind, zh, en, unit, fen in ITEMS
        }  # fmt: skip

    return estate.work(add)


def orders(estate: Estate, item: str, count: str | None = None, who: str = WANG) -> Any:
    """Orders something by the menu; the newest case, if there is one."""
    zh = who != ANNA
    estate.says(who, "/menu")
    estate.taps(who, "便民服务" if zh else "Services")
    estate.taps(who, item)
    if count is not None:
        estate.taps(who, count)
    estate.taps(who, "跳过" if zh else "Skip")
    estate.taps(who, "尽快" if zh else "As soon")
    estate.taps(who, "同意收费并下单" if zh else "Agree and order")
    return newest(estate) if estate.cases() else None


def facts(estate: Estate, case: int) -> Any:
    """What only an order has."""
    return estate.work(lambda w: w.orders.of(case))


def copies(estate: Estate, case: int) -> list[tuple[int, str, str]]:
    """Number, holder and state of each copy."""
    return estate.work(lambda w: [(c.number, str(c.holder), str(c.state)) for c in w.orders.copies(case)])


def pays(estate: Estate, case: int, fen: int | None = None) -> Any:
    """The home pays what is open of the order, or so much; finance confirms it."""

    def pay(work: Any) -> Any:
        there, bill = work.cases.get(case), work.orders.of(case).bill_id
        payment = work.ledger.add_payment({
            "community_id": there.community_id, "unit_id": there.unit_id, "way": Way.TRANSFER,
            "fen": there.owing_fen if fen is None else fen, "paid_on": posting.today(work, there.community_id), "chosen": [bill],
        })  # fmt: skip
        done = posting.confirm(work, payment, None)
        follow(work)
        return done

    made = estate.work(pay)
    estate.deliver()
    return made


def sends(estate: Estate, head: str, worker: str, number: str) -> None:
    """The head sends somebody of the department."""
    staff_opens(estate, head, number)
    press(estate, head, "派单", number)
    estate.taps(head, worker)


def staff_opens(estate: Estate, who: str, number: str, tab: str | None = None) -> None:
    """Finds the order in the list of orders."""
    estate.says(who, "/menu")
    estate.taps(who, "值班与管理")
    estate.taps(who, "费用")
    estate.taps(who, "服务单")
    if tab:
        estate.taps(who, tab)
    estate.taps(who, number[-3:])


def finishes(estate: Estate, worker: str, number: str, words: str = "做好了") -> None:
    """Done, with a word."""
    press(estate, worker, "做完了", number)
    estate.says(worker, words)
    estate.taps(worker, "好了")


def quoted(estate: Estate) -> Any:
    """A job that was looked at and quoted at 120 yuan; the case."""
    offered(estate)
    case = orders(estate, "家电检修")
    assert (case.status, case.team) == ("ordered", "engineering")
    sends(estate, WU, LI, case.number)
    press(estate, LI, "出发", case.number)
    assert "做完了" not in labels(estate, LI, case.number)
    press(estate, LI, "报价", case.number)
    estate.says(LI, "120")
    estate.says(LI, "换压缩机启动器")
    estate.taps(LI, "发送")
    return newest(estate)
