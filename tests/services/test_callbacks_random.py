"""Whatever happens in whatever order: one question at a time, and the desk's promise stands exactly as long as it is open."""

import random
from collections.abc import Callable

import pytest

from domain.callbacks import OPEN, Status
from services.repair import crew, dispatch, owner
from tests.services.callbacks_steps import leak_signed, rows, signed, urgent_signed
from tests.services.steps import CHEN, LI, WANG, told
from tests.support.estate import Estate


def _again(estate: Estate, case: int) -> None:
    """The crew takes it, finishes it; the owner signs."""

    def work(w) -> None:
        li = w.people.who(w.people.get(person_id(w, LI)), "zh")
        wang = w.people.who(w.people.get(person_id(w, WANG)), "zh")
        dispatch.accept(w, li, case)
        crew.no_charge(w, li, case, "goodwill")
        crew.finish(w, li, case, "repaired", "阀门", "none", ())
        owner.sign(w, wang, case, 4)

    if estate.cases()[-1].status == "reported":
        estate.work(work)


def person_id(work, name: str) -> int:
    """The person's id inside a unit of work."""
    return work.people.by_telegram({LI: 21, WANG: 11}[name]).id


def _check(estate: Estate) -> None:
    found = rows(estate)
    running = [cb for cb in found if cb.status in OPEN or cb.status is Status.WAITS_RAIN]
    assert len(running) <= 1
    promises = [d for d in estate.work(lambda w: w.deadlines.of(found[0].case_id)) if d.kind == "callback"]
    open_ = [d for d in promises if d.status == "open"]
    assert [d.due_at for d in open_] == [cb.due_at for cb in running if cb.status in OPEN]
    assert not running or estate.cases()[-1].status == "closed"
    notices = [d for d in estate.work(lambda w: w.deadlines.of(found[0].case_id)) if d.kind == "fault_notice"]
    assert len(notices) == sum(cb.status is Status.FAULT for cb in found)
    asked = [cb for cb in found if cb.asked_at is not None]
    assert len(told(estate, WANG, "📞 <b>回访</b>")) == len(asked)
    assert all(cb.done_at is not None for cb in found if cb.status in (Status.GOOD, Status.FAULT))


@pytest.mark.parametrize("make", [signed, urgent_signed, leak_signed])
@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_things(estate: Estate, make: Callable[[Estate], object], seed: int) -> None:
    """Taps, calls, rain, time and repairs again, some of them refused."""
    chosen = random.Random(f"{make.__name__}{seed}")
    make(estate)
    case = estate.cases()[-1].id
    for _ in range(25):
        cb = chosen.choice(rows(estate))
        match chosen.randrange(9):
            case 0 | 1:
                estate.passes(hours=chosen.choice((1, 5, 19, 30, 60)))
            case 2:
                estate.presses(WANG, f"b{cb.id}:good:1")
            case 3:
                estate.presses(CHEN, f"b{cb.id}:content:1")
            case 4:
                estate.presses(CHEN, f"b{cb.id}:missed:1")
            case 5:
                estate.presses(CHEN, "m:rained.0:0")
            case 6:
                estate.presses(CHEN, f"b{cb.id}:order:1")
            case 7:
                estate.presses(WANG, f"b{cb.id}:fault:1")
                talk = estate.work(lambda w: w.talks.open_in(11, person_id(w, WANG)))
                if talk is not None and talk.flow == "callback_fault":
                    estate.says(WANG, "又滴水了")
                    estate.taps(WANG, "好了")
                    if estate.work(lambda w: w.talks.open_in(11, person_id(w, WANG))) is not None:
                        estate.says(WANG, "/cancel")
            case _:
                _again(estate, case)
        _check(estate)
