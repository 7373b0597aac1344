"""What happens in many stories: filing, taking, finishing, signing. Each takes the stage and the people by their phones."""

from typing import Any

from tests.support.phones import Group, Phone, Refused, folds
from tests.support.stagecraft import Stage

Json = dict[str, Any]


async def files(stage: Stage, owner: Phone, words: str = "厨房水龙头滴水", *, send: str = "提交") -> str:
    """A resident types what is broken and sends it; the number."""
    await owner.says(words)
    await owner.taps(send)
    await owner.hears("已收到" if send == "提交" else "Received", fresh=True)
    return await stage.number(owner)


async def card(number: str, who: Phone, chat: Group | None = None) -> Json:
    """The newest message about a case that has buttons."""
    return await who.hears(lambda m: number in (m["text"] or "") and bool(m["buttons"]), chat)


async def takes(stage: Stage, number: str, worker: Phone) -> Json:
    """Pressed in the group; the worker's own card comes in private."""
    await worker.taps("我来接", stage.crew, message=await card(number, worker, stage.crew))
    await worker.gets_toast("归您了", stage.crew)
    return await card(number, worker)


async def presses(number: str, who: Phone, label: str, chat: Group | None = None) -> None:
    """A button of the newest message about the case that has it, or may have it behind its fold."""

    def has(message: Json) -> bool:
        return number in (message["text"] or "") and any(
            label in button["text"] or folds(button) for row in message["buttons"] for button in row
        )

    for again in (True, True, False):
        try:
            await who.taps(label, chat, message=await who.hears(has, chat))
            return
        except Refused:  # the card changed under the finger
            if not again:
                raise


async def finishes(number: str, worker: Phone, *, photo: bool = False) -> None:
    """On site and done, with the three fields of REP-13."""
    await presses(number, worker, "到场")
    await worker.gets_toast("到场时间")
    await presses(number, worker, "完工")
    await worker.taps("更换")
    await worker.hears("哪个部位", fresh=True)
    await worker.says("水槽下角阀")
    await worker.taps("没用材料")
    if photo:
        await worker.hears("修好后的照片", fresh=True)
        await worker.sends("photo")
        await worker.taps("好了")
    else:
        await worker.taps("没有照片")
    await worker.taps("交单")


async def done(stage: Stage, number: str, owner: Phone, worker: Phone) -> None:
    """Taken and finished, free of charge; waits until the owner is asked to sign."""
    await takes(stage, number, worker)
    if (await stage.case(number)).charge == "paid":
        await presses(number, worker, "不收费")
        await worker.taps("小活")
        await worker.hears(lambda m: number in (m["text"] or "") and "💰 不收费" in m["text"])
    await finishes(number, worker)
    await owner.hears(lambda m: number in (m["text"] or "") and "点星就算签字" in m["text"])


async def signs(number: str, owner: Phone, stars: int = 5) -> None:
    """The owner signs and has nothing to add."""
    await presses(number, owner, f"★{stars}")
    await owner.gets_toast("已签字")
    await owner.taps("不用了")


async def speaks(who: Phone, language: str) -> None:
    """Chooses the language, zh or en."""
    await who.says("/language")
    label, menu = {"zh": ("中文", "怎么用"), "en": ("English", "Help")}[language]
    await who.taps(label, message=await who.hears("Please choose your language", fresh=True))
    await who.hears(lambda m: any(b["text"] == menu for row in m["buttons"] for b in row), fresh=True)


async def manages(who: Phone, *labels: str) -> None:
    """Opens the menu and what lies under it, by labels; waits for each screen before the next tap."""
    await who.says("/menu")
    for label in labels:

        def fits(message: Json, label: str = label) -> bool:
            return any(b["text"].startswith(label) for row in message["buttons"] for b in row)

        await who.taps(label, message=await who.hears(fits, fresh=True))


def count(messages: list[Json], *words: str) -> int:
    """How many of the messages contain all of the words."""
    return sum(all(word in (m["text"] or m.get("caption") or "") for word in words) for m in messages)
