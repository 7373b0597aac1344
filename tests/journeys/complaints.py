"""What happens in stories of complaints: filed, judged, handed over, taken, answered, confirmed. Labels by language."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from store import heard_tables as h
from store import tables as t
from tests.journeys.acts import presses
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

Say = Mapping[str, str]

#: What people press and read: 中文, English.
_SAID: dict[str, tuple[str, str]] = {
    "complain": ("投诉", "Complain"),
    "what": ("请说说发生了什么", "Please tell us what happened"),
    "enough": ("好了", "That's all"),
    "still": ("还在发生吗", "Is it still going on"),
    "over": ("已经过去了", "It is over"),
    "repairs": ("维修服务", "Repair service"),
    "today": ("今天", "Today"),
    "engineering": ("工程", "Repairs"),
    "desk": ("客服", "Desk"),
    "explain": ("给个说法", "An explanation"),
    "by": ("希望什么时候有结果", "By when would you like a result"),
    "skip": ("跳过", "Skip"),
    "named": ("不用匿名", "You may say"),
    "hidden": ("对部门匿名", "Do not tell the department"),
    "send": ("提交", "Send"),
    "thanks": ("已登记，正在安排处理", "Registered and being looked into"),
    "promised": ("前答复您", "Answer by"),
    "judge": ("判定", "Judge"),
    "major": ("重大", "Major"),
    "important": ("重要", "Important"),
    "minor": ("轻微", "Minor"),
    "valid": ("成立", "Founded"),
    "neglect": ("服务失职", "Neglect"),
    "ours": ("物业", "Ours"),
    "slowness": ("处理不及时", "Slowness"),
    "noted": ("已记下", "Noted"),
    "hand": ("转部门", "Hand over"),
    "with_head": ("已转 工程", "With Repairs"),
    "take": ("我来处理", "I take it"),
    "taken": ("由您处理", "It is yours"),
    "on_it": ("吴工 正在处理", "吴工 is working on it"),
    "contact": ("已联系业主", "Owner contacted"),
    "phoned": ("已电话沟通", "By phone"),
    "progress": ("告知进展", "Tell progress"),
    "sort_progress": ("进展", "Progress"),
    "sort_definite": ("明确答复", "The definite answer"),
    "findings": ("处理情况", "Findings"),
    "answer": ("告知结果", "Tell the result"),
    "result": ("您反映的事有结果了", "Here is the result"),
    "confirmed": ("谢谢您的确认", "Thank you for confirming"),
    "closed": ("已办结，您评了", "Closed, you gave"),
    "not_well": ("还不满意", "Not well yet"),
    "missing": ("还差什么", "What is still missing"),
    "go_on": ("我们接着处理", "We go on"),
    "add": ("补充", "Add"),
    "urge": ("催一下", "Press for it"),
    "again": ("又发生了", "It is back"),
    "back": ("很抱歉又发生了", "We are sorry it is there again"),
    "call": ("请部门协同", "Call a department"),
    "order": ("开维修单", "Order a repair"),
    "water": ("水管龙头", "Pipes and taps"),
    "history": ("经过", "History"),
    "late": ("⏰ 超时", " late · "),
    "sorry": ("抱歉，正在催办", "We are sorry and are pressing for it"),
    "hand_over": ("转部门负责人", "Hand over to the head"),
    "to_director": ("报主任", "Tell the director"),
    "interim": ("当天告知进展", "Word of progress"),
    "first_answer": ("首次答复", "First answer"),
    "definite_answer": ("明确答复", "Definite answer"),
    "solve": ("办结", "Solve"),
    "tell_result": ("告知结果", "Tell the result"),
    "silent": ("业主一直没有确认", "the owner has not answered"),
    "close": ("结案", "Close"),
    "explained": ("已说明情况", "Explained"),
    "closed_by": ("这件事由主管结案", "A supervisor has closed it"),
    "anonymous": ("👤 匿名", "👤 Anonymous"),
    "no_order": ("这是匿名投诉", "anonymous"),
}
ZH: Say = {key: zh for key, (zh, _) in _SAID.items()}
EN: Say = {key: en for key, (_, en) in _SAID.items()}


async def kills(stage: Stage) -> None:
    """kill -9 once everything is said, and there again."""
    await stage.settled()
    await stage.bot.kill()
    await stage.bot.start()


async def dead_for(stage: Stage, **length: float) -> None:
    """The bot is killed, so much time passes, it is there again."""
    await stage.settled()
    await stage.bot.kill()
    await stage.passes(**length)
    await stage.bot.start()


async def speaks(who: Phone, say: Say) -> None:
    """Chooses the language of the story."""
    if say is EN:
        await who.says("/language")
        asked = await who.hears("Please choose your language")
        await who.taps("English", message=asked)
        await who.hears(lambda m: any(b["text"] == "Help" for row in m["buttons"] for b in row))


async def complains(
    stage: Stage, owner: Phone, say: Say, words: str, *, hidden: bool = False, killed: bool = False, typed: bool = False
) -> str:
    """Every question answered by buttons, the summary sent; the number. `typed`: the words alone begin it."""
    if not typed:
        await owner.taps(say["complain"])
        await owner.hears(say["what"])
        await owner.says(words)
        await owner.taps(say["enough"])
    else:
        await owner.says(words)
    await owner.hears(say["still"])
    await owner.taps(say["over"])
    if killed:
        await kills(stage)
    if not typed:
        await owner.taps(stage.home(owner))
    for answer in ("repairs", "today", "engineering", "explain"):
        await owner.taps(say[answer])
    await owner.hears(say["by"])
    for answer in ("skip", "hidden" if hidden else "named", "send"):
        await owner.taps(say[answer])
    await owner.hears(say["thanks"], fresh=True)
    return await stage.number(owner)


async def judges(stage: Stage, number: str, desk: Phone, say: Say, *values: str) -> None:
    """The judging card from the desk's group, and the values by their buttons."""
    await presses(number, desk, "判定", stage.desk)
    for value in values:
        await presses(number, desk, say[value])
        await desk.gets_toast(say["noted"])


async def hands(number: str, who: Phone, say: Say, team: str = "engineering") -> None:
    """To the head of that department."""
    await presses(number, who, say["hand"])
    await who.taps(say[team])


async def with_wu(stage: Stage, owner: Phone, say: Say, words: str) -> str:
    """Filed, and with the head of the crew."""
    number = await complains(stage, owner, say, words)
    await stage["陈静"].hears(lambda m: number in m["text"], stage.desk)
    await presses(number, stage["陈静"], "打开", stage.desk)
    await hands(number, stage["陈静"], ZH)
    await stage["吴工"].hears(lambda m: number in m["text"] and owner.name in m["text"])
    return number


async def writes(number: str, who: Phone, say: Say, button: str, words: str, *, sort: str = "") -> None:
    """A button of the card, the words, that is all."""
    await presses(number, who, say[button])
    if sort:
        await who.taps(say[sort])
    await who.says(words)
    await who.taps(say["enough"])


async def alerted(number: str, who: Phone, say: Say, kind: str, *, within: float = 20) -> Any:
    """Waits for the alert about that promise."""
    return await who.hears(
        lambda m: number in m["text"] and "⏰" in m["text"] and say["late"] in m["text"] and say[kind] in m["text"],
        within=within,
    )


async def confirms(number: str, owner: Phone, say: Say, stars: int = 5) -> None:
    """All is well, and nothing to add."""
    await presses(number, owner, f"★{stars}")
    await owner.gets_toast(say["confirmed"])
    await owner.taps(say["skip"])


async def case(stage: Stage, number: str) -> Any:
    """The complaint as it is kept, with what only complaints have."""
    columns = (c for c in h.complaints.c if c.name not in ("case_id", "id"))
    query = select(t.cases, *columns).join(h.complaints, h.complaints.c.case_id == t.cases.c.id)
    (found,) = await stage.rows(query.where(t.cases.c.number == number))
    return found


async def promises(stage: Stage, number: str, round_: int = 1) -> dict[str, str]:
    """How each promise of a round ended."""
    d = t.deadlines.c
    query = select(d.kind, d.status).join(t.cases).where(t.cases.c.number == number, d.round == round_)
    return {row.kind: row.status for row in await stage.rows(query.order_by(d.id))}
