"""A repair from the owner's words to the stars, as a story to be told under several circumstances."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.journeys.acts import card, presses
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

Pause = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Words:
    """What the owner says and reads."""

    report: str
    home: str
    kind: str
    ask: str
    story: str
    enough: str
    soon: str
    send: str
    received: str
    taken: str
    on_way: str
    arrived: str
    price: str
    agree: str
    agreed: str
    finished: str
    thanks: str
    signed: str
    history: str


ZH = Words(
    "我要报修", "3栋2单元1502", "水管龙头", "请说说哪里坏了", "厨房水龙头关不紧", "好了", "尽快上门", "提交", "已收到，正在安排师傅", "李师傅已接单",
    "李师傅正在路上", "李师傅已到场", "报价 ¥80.00", "同意 ¥80.00", "（您已同意）", "李师傅修好了", "已签字完结", "您评了 ★★★★★", "经过",
)  # fmt: skip
EN = Words(
    "Report", "2栋1单元101", "Pipes", "What is broken", "The kitchen tap does not close", "That", "As soon as", "Send", "Received, we are", "has taken it",
    "is on the way", "is there and at work", "The price is ¥80.00", "Agree ¥80.00", "(agreed)", "has finished", "", "you gave ★★★★★", "History",
)  # fmt: skip


async def _nothing() -> None:
    """No pause."""


async def whole_repair(stage: Stage, owner: Phone, say: Words, pause: Pause = _nothing) -> str:
    """From the menu to the stars; `pause` is awaited between any two steps. Returns the number."""
    li, crew = stage["李强"], stage.crew
    # Six taps: report, home, kind, that is all, when, send.
    await owner.taps(say.report)
    await pause()
    await owner.taps(say.home)
    await pause()
    await owner.taps(say.kind)
    await pause()
    await owner.hears(say.ask)
    await owner.says(say.story)
    await pause()
    await owner.hears(say.story)
    await owner.sends("photo")
    await owner.hears("📷1")
    await pause()
    await owner.taps(say.enough)
    await pause()
    await owner.taps(say.soon)
    await pause()
    await owner.taps(say.send)
    await pause()
    await owner.hears(say.received)
    number = await stage.number(owner)

    # The group reads of the matter, not of the person.
    seen = await card(number, li, crew)
    assert owner.name not in seen["text"] and str(owner.number)[-8:] not in seen["text"]
    assert stage.home(owner)[-3:] not in seen["text"]
    await pause()
    await li.taps("我来接", crew, message=seen)
    await pause()
    mine = await card(number, li)
    assert owner.name in mine["text"] and str(owner.number)[-8:] in mine["text"]
    await owner.hears(say.taken)
    await presses(number, li, "看图")
    await li.hears(lambda m: bool(m["media"]))
    await pause()
    await presses(number, li, "出发")
    await owner.hears(say.on_way)
    await pause()
    await presses(number, li, "到场")
    await owner.hears(say.arrived)
    await pause()

    # A price first: the tap is old and out of warranty (REP-18).
    await presses(number, li, "报价")
    await pause()
    await li.taps("项目W1")
    await pause()
    await li.taps("选好了")
    await pause()
    await li.taps("没有了")
    await pause()
    await li.taps("发送")
    await owner.hears(say.price)
    await pause()
    await owner.taps(say.agree)
    await li.hears("业主同意 ¥80.00")
    await pause()

    await presses(number, li, "完工")
    await pause()
    await li.taps("更换")
    await li.hears("哪个部位")
    await pause()
    await li.says("水槽下角阀")
    await pause()
    await li.taps("按报价单")
    await li.hears("修好后的照片")
    await pause()
    await li.sends("photo")
    await pause()
    await li.taps("好了")
    await pause()
    await li.taps("交单")
    await pause()
    await owner.hears(say.finished)
    await owner.taps("★5")
    await pause()
    await owner.hears(say.signed)
    await li.hears(f"{number} 业主已签字 ★★★★★")
    await presses(number, owner, say.history)
    await owner.hears(lambda m: number in m["text"] and m["text"].count("\n") > 8)
    return number


async def as_promised(stage: Stage, number: str, owner: Phone) -> None:
    """The record says what happened, once each; everybody has one card."""
    case = await stage.case(number)
    assert (case.status, case.rating, case.owing_fen, case.channel) == ("closed", 5, 8000, "chat")
    assert (case.done_process, case.done_part, case.done_materials) == ("replaced", "水槽下角阀", "quoted")
    assert case.arrived_at is not None and case.finished_at is not None
    kinds = await stage.events(number)
    assert kinds == ["report", "accept", "reveal", "go", "arrive", "quote", "agree", "finish", "sign"]
    heads = [m["text"].splitlines()[0] for m in await owner.heard() if "📍" in (m["text"] or "") and m["edited"]]
    assert sum(number in head for head in heads) == 1, f"one live card, not {heads}"
