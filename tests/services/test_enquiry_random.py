"""Whatever happens in whatever order: an answer is owed exactly as long as the enquiry is open, and never twice (CBK-23)."""

import random
from collections import Counter

import pytest

from domain import enquiry
from domain.cases import DeadlineStatus
from domain.enquiry import Promised, Status
from tests.services.heard_steps import asks_the_desk
from tests.services.steps import CHEN, LI, WANG, ZHOU, newest
from tests.support.cast import DESK_GROUP, GROUP
from tests.support.estate import Estate

_VERBS = "take answer put find pass promise helpful more add cancel close keep".split()  # noqa: SIM905
#: How each conversation is answered: words typed, then buttons pressed.
_SAYS = {
    "enquiry_answer": ("可以的。", "发给业主"),
    "enquiry_find": ("每年一次。", "发给客服"),
    "enquiry_more": ("还有呢？", "好了"),
    "enquiry_add": ("是金毛。", "好了"),
    "enquiry_put": ("", "工程", "跳过"),
    "enquiry_promise": ("后天下午3点",),
    "enquiry_close": ("已当面说清",),
    "knowledge_add": ("", "跳过", "跳过", "跳过", "存入知识库"),
}


def _goes_on(estate: Estate, who: str) -> None:
    """Answers the conversation that was begun; gives up one that was refused at its end."""
    account = estate.people[who]

    def talk() -> str | None:
        found = estate.work(lambda w: w.talks.open_in(account, w.people.by_telegram(account).id))
        return found.flow if found else None

    flow = talk()
    if flow is None:
        return
    words, *buttons = _SAYS[flow]
    if words:
        estate.says(who, words)
    for label in buttons:
        estate.taps(who, label)
    if talk() is not None:
        estate.says(who, "/cancel")


def _check(estate: Estate) -> None:
    case = newest(estate)
    facts = estate.work(lambda w: w.enquiries.of(case.id))
    found = estate.work(lambda w: w.deadlines.of(case.id))
    open_ = Counter(d.kind for d in found if d.status is DeadlineStatus.OPEN)
    status = Status(case.status)
    assert open_[Promised.ANSWER] == (status in enquiry.OWED)
    assert open_[Promised.CONFIRM] == (status is Status.ANSWERED)
    assert open_[Promised.PASS] <= (status in enquiry.OWED and facts.answer is not None)
    assert (case.closed_at is not None) == (status in enquiry.FINAL)
    assert (facts.answered_at is not None) >= (status is Status.ANSWERED)
    assert facts.answered_at is None or status not in enquiry.OWED
    assert status is not Status.TAKEN or case.assignee_id is not None
    kept = [estate.work(lambda w, c=c: w.enquiries.of(c.id)).entry_id for c in estate.cases()]
    assert len(estate.work(lambda w: w.knowledge.listed(estate.community, 99, 0))) == sum(e is not None for e in kept)


@pytest.mark.parametrize("seed", range(8))
def test_any_order_of_things(estate: Estate, seed: int) -> None:
    """Presses of everybody, some of them refused, conversations to their end, time that passes."""
    chosen = random.Random(seed)
    questions = iter(
        (
            "可以养大型犬吗",
            "能不能借梯子",
            "外墙什么时候清洗",
            "业委会几时换届",
            "哪里能晒被子",
            "天台开不开放",
            "有没有乒乓球桌",
        )
    )
    case = asks_the_desk(estate, words=next(questions))
    for _ in range(40):
        if Status(newest(estate).status) in enquiry.FINAL:
            words = next(questions, None)
            if words is None:
                return
            case = asks_the_desk(estate, words=words)
        if chosen.random() < 0.15:
            estate.passes(hours=chosen.choice((1, 9, 25, 50)))
        else:
            who = chosen.choice((WANG, CHEN, CHEN, ZHOU, LI))
            place = {CHEN: DESK_GROUP, ZHOU: DESK_GROUP, LI: GROUP}.get(who)
            verbs = [v for v in _VERBS if v not in ("close", "cancel")] if chosen.random() < 0.9 else _VERBS
            estate.presses(who, f"e{case.id}:{chosen.choice(verbs)}:1", place)
            _goes_on(estate, who)
        _check(estate)
