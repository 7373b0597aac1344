"""Takes the pictures of conversations from the journeys' acts: `make pictures`, or `python -m tests.flow_pictures repair survey`.

Each is the sandbox's phone in Chromium after the journey's own acts against the real bot; the clock stands where the journeys' stands.
"""

import asyncio
import io
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from tests.journeys import acts, complaints, story
from tests.journeys import test_announcements as notices
from tests.journeys import test_breach as breaches
from tests.journeys import test_callbacks as callbacks
from tests.journeys import test_enquiry as enquiries
from tests.journeys import test_incidents as incidents
from tests.journeys import test_money_arrears as arrears
from tests.journeys import test_money_month as months
from tests.journeys import test_money_order as orders
from tests.journeys import test_money_query as payments
from tests.journeys import test_people as people
from tests.journeys import test_suggestion as suggestions
from tests.journeys import test_visits as visits
from tests.journeys.money_acts import answers, away, begin, clerk
from tests.sandbox.browser import opened_page, running_browser
from tests.support.phones import Phone
from tests.support.stagecraft import Stage

PICTURES = Path(__file__).parents[1] / "docs" / "pictures" / "flows"
#: Who looks at their bills, by language.
_OWNERS = {"zh": str(arrears.ZH["person"]), "en": str(arrears.EN["person"])}
#: A picture of a page is one column wide.
WIDE, HIGH = 400, 940
Scene = Callable[[Stage, str], Awaitable[Phone]]


def _owner(stage: Stage, language: str) -> Phone:
    return stage["王芳" if language == "zh" else "Anna"]


async def _repair(stage: Stage, language: str) -> Phone:
    owner = _owner(stage, language)
    await story.whole_repair(stage, owner, story.ZH if language == "zh" else story.EN)
    return owner


async def _complaint(stage: Stage, language: str) -> Phone:
    owner = _owner(stage, language)
    say, words = (complaints.ZH, "电梯修了三次还是停") if language == "zh" else (complaints.EN, "The lift stops again")
    await complaints.complains(stage, owner, say, words)
    return owner


async def _enquiry(stage: Stage, language: str) -> Phone:
    say = enquiries.ZH if language == "zh" else enquiries.EN
    owner = stage[say.person]
    await owner.taps(say.ask)
    await owner.hears(say.what)
    await owner.says(say.unknown)
    await owner.hears(say.promised)
    return owner


async def _suggestion(stage: Stage, language: str) -> Phone:
    say = suggestions.ZH if language == "zh" else suggestions.EN
    owner = stage[say.person]
    await owner.taps(say.begin)
    for label in (say.suggest,):
        await owner.taps(label)
    await owner.says(say.idea)
    for label in (say.enough, say.team, say.send):
        await owner.taps(label)
    await owner.hears(say.thanked)
    return owner


async def _payment(stage: Stage, language: str) -> Phone:
    say = payments.ZH if language == "zh" else payments.EN
    owner = stage[say["person"]]
    await away(stage, "", begin(stage, language, payments._books(stage, {**say})))
    xu = await clerk(stage)
    await payments._reports(stage, owner, say, "¥551.60")
    await answers(owner, say["report"])
    await owner.hears(say["hear"])
    await xu.taps(say["check"])
    await answers(xu, say["there"])
    await owner.hears(say["receipt"])
    return owner


async def _order(stage: Stage, language: str) -> Phone:
    say = orders.ZH if language == "zh" else orders.EN
    owner = stage[say["person"]]
    await away(stage, "", begin(stage, language, orders._cleaning(stage)))
    await owner.says("/menu")
    await answers(owner, say["services"], say["clean"], "3", say["skip"])
    await owner.says(say["slot"])
    await owner.hears(lambda message: "¥180.00" in message["text"] and say["first"] in message["text"], fresh=True)
    await answers(owner, say["order"])
    await owner.hears(say["unpaid"])
    return owner


async def _announcement(stage: Stage, language: str) -> Phone:
    say, desk, manager, owner = notices.WORDS[language], stage["陈静"], stage["郑经理"], _owner(stage, language)
    for who in (desk, manager):
        await acts.speaks(who, language)
    await acts.manages(desk, *say["new"])
    answered = (say["water"], f"={say['cut']}", say["plain"], say["all"], say["whole"], say["now"])
    await notices._goes_through(desk, *answered)
    await desk.taps(say["ask"])
    await manager.taps(say["approve"])
    await owner.hears(lambda m: "📢" in m["text"] and "14:00–17:00" in m["text"])
    return owner


async def _relay(stage: Stage, language: str) -> Phone:
    owner = _owner(stage, language)
    await owner.says("/menu")
    for label in ("联系管家",) if language == "zh" else ("Talk",):
        await owner.taps(label)
    await owner.says("请问快递柜今天能修好吗")
    await owner.taps("发送")
    await stage["陈静"].hears("快递柜", stage.desk)
    return owner


async def _survey(stage: Stage, language: str) -> Phone:
    """A questionnaire of two questions, given to everybody; the owner has theirs before them."""
    zhou, owner = stage["周敏"], _owner(stage, language)
    await acts.manages(zhou, "值班与管理", "意见调查", "问卷", "新问卷", "空白")
    await zhou.says("供水小调查")
    await answers(zhou, "跳过", "加一题", "满意度四档")
    await zhou.says("供水满意吗")
    await zhou.hears(lambda m: "英文" in m["text"], fresh=True)
    await zhou.says("How content are you with the water supply?")
    await answers(
        zhou,
        "必答",
        "发放",
        "记名",
        "全部",
        *(("3栋",) if language == "zh" else ("2栋",)),
        "好了",
        "按默认天数",
        "发出",
    )
    await owner.hears("🗳")
    await answers(owner, "开始填写" if language == "zh" else "Begin")
    return owner


async def _callback(stage: Stage, language: str) -> Phone:
    say = callbacks.WORDS[language]
    number, owner = await callbacks._closed(stage, language)
    await callbacks._away_for_two_days(stage)
    await owner.hears(lambda m: number in m["text"] and say["asked"] in m["text"])
    await owner.taps(say["good"])
    await owner.hears(say["thanks"])
    return owner


async def _join(stage: Stage, language: str) -> Phone:
    await people.test_an_unknown_number_asks_and_the_desk_decides(stage, "1栋1单元101", "同意")
    return stage["石敢当"]


async def _poll(stage: Stage, language: str) -> Phone:
    """Written by the desk's supervisor, let go, answered with one tap."""
    zhou, owner = stage["周敏"], _owner(stage, language)
    await acts.manages(zhou, "值班与管理", "意见调查", "意见征询", "新征询")
    for words in ("花园的灯十点关好吗？", "Shall the garden lights go off at ten?", "同意 / Yes\n不同意 / No"):
        await zhou.says(words)
        await stage.settled()
    await answers(zhou, "截止后公布", "全小区", "按默认天数", "发出")
    ballot = await owner.hears("花园的灯" if language == "zh" else "garden lights")
    await owner.taps("同意" if language == "zh" else "Yes", message=ballot)
    await stage.settled()
    return owner


@dataclass(frozen=True)
class Story:
    """The whole of a journey on a stage it makes itself, in each language it is told in; then the phone of somebody in it."""

    test: Callable[..., Awaitable[None]]
    who: Mapping[str, str]
    how: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    async def __call__(self, make: Callable[..., Awaitable[Stage]], language: str) -> Phone:
        """Plays it."""
        made: list[Stage] = []

        async def own_stage(**figures: Any) -> Stage:
            made.append(await make(**figures))
            return made[0]

        await self.test(own_stage, **self.how.get(language, {}))
        return made[0][self.who[language]]


SCENES: dict[str, Scene | Story] = {
    "repair": _repair,
    "complaint": _complaint,
    "enquiry": _enquiry,
    "suggestion": _suggestion,
    "payment": _payment,
    "order": _order,
    "announcement": _announcement,
    "relay": _relay,
    "survey": _survey,
    "callback": _callback,
    "join": _join,
    "poll": _poll,
    "visit": Story(visits.test_a_month_of_visits_over_a_kill, {"zh": "陈静"}),
    "forum": Story(visits.test_a_forum_over_a_kill, {"zh": "王芳"}),
    "breach": Story(breaches.test_from_the_patrol_to_the_file_over_a_kill, {"zh": "陈静"}),
    "incident": Story(
        incidents.test_one_outage_from_the_first_report_to_the_last_message, {"zh": "王芳"}, {"zh": {"language": "zh"}}
    ),
    "statement": Story(
        months.test_statements_reach_everybody_once, _OWNERS, {"zh": {"say": months.ZH}, "en": {"say": months.EN}}
    ),
    "dunning": Story(
        arrears.test_from_the_first_reminder_to_the_lawyers_letter,
        _OWNERS,
        {"zh": {"say": arrears.ZH}, "en": {"say": arrears.EN}},
    ),
}
#: Pictures that are only taken in Chinese.
ONLY_ZH = frozenset({"relay", "join", "visit", "forum", "breach", "incident"})


def small(png: bytes) -> bytes:
    """The same picture with 64 colours: a third of the size, and letters stay sharp."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


async def photographed(browser: str, stage: Stage, who: Phone, language: str) -> bytes:
    """The phone as it stands, palette PNG; the page around the chat speaks the language of the story."""
    await stage.settled()
    await stage.sandbox.post("phones", phones=[{"user_id": who.id, "chat_id": who.id}])
    async with opened_page(browser, f"{stage.sandbox.url}/?lang={language}") as page:
        await page.set_viewport_size({"width": WIDE, "height": HIGH})
        phone = page.get_by_test_id(f"phone-{who.id}")
        await phone.wait_for()
        await page.wait_for_timeout(1500)  # toasts go, the list scrolls to its end
        return small(await phone.screenshot())


async def taken(browser: str, name: str, language: str) -> Path:
    """One story on a stage of its own, and its picture."""
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:

            async def make(**figures: Any) -> Stage:
                stages.append(await stack.enter_async_context(Stage(Path(folder), **figures)))
                return stages[0]

            stages: list[Stage] = []
            scene = SCENES[name]
            who = await (scene(make, language) if isinstance(scene, Story) else scene(await make(), language))
            picture = await photographed(browser, stages[0], who, language)
    path = PICTURES / f"{name}-{language}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture)
    return path


async def main(names: list[str]) -> int:
    """All of them or those named, one after the other; how many could not be taken."""
    failed = 0
    with running_browser() as browser:
        for name in names or SCENES:
            for language in ("zh",) if name in ONLY_ZH else ("zh", "en"):
                try:
                    path = await taken(browser, name, language)
                    print(f"{path.name}: {path.stat().st_size:,} bytes", flush=True)
                except Exception as error:
                    failed += 1
                    print(f"{name}-{language}: {type(error).__name__}: {str(error)[:1500]}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(min(asyncio.run(main(sys.argv[1:])), 1))
