"""Every button × everybody: only what the table allows passes; all else changes nothing, is said kindly and is counted."""

import re

import pytest

from handlers import TAPS
from tests.permissions import matrix_cases, matrix_menu, matrix_money, matrix_surveys, matrix_things
from tests.permissions.pressing import SAYING, Outcome, press_all
from tests.permissions.rows import Row
from tests.permissions.world import ACTORS, ENGLISH, World

ROWS = [*matrix_cases.ROWS, *matrix_things.ROWS, *matrix_money.ROWS, *matrix_surveys.ROWS, *matrix_menu.ROWS]
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: Never said to anybody: words of machines.
_COLD = ("系统", "无效", "非法", "错误代码", "Traceback", "None")


def test_every_button_has_its_row() -> None:
    """A new button without a row is a hole."""
    assert {(row.letter, row.verb) for row in ROWS} == {
        (letter, verb) for letter, taps in TAPS.items() for verb in taps
    }


def data_of(world: World, row: Row) -> str:
    """The button's data, as it would stand under a card."""
    value = str(world.thing[row.value[1:]]) if row.value.startswith("#") else row.value
    return f"{row.letter}{world.thing[row.thing] or ''}:{row.verb}{'.' + value if value else ''}:1"


def is_refused(actor: str, outcome: Outcome) -> str:
    """What is wrong with how somebody was told no; empty when nothing is."""
    if outcome.written - SAYING:
        return f"{actor}: {sorted(outcome.written - SAYING)} changed"
    if outcome.told:
        return f"{actor}: something else was said"
    if not outcome.toast.strip() or any(word in outcome.toast for word in _COLD):
        return f"{actor}: {outcome.toast!r} is no friendly sentence"
    if bool(_CHINESE.search(outcome.toast)) == (actor in ENGLISH):
        return f"{actor}: {outcome.toast!r} is not their language"
    kind = "outdated" if outcome.came == "outdated" else "refused"
    return "" if outcome.counted == {kind: 1} else f"{actor}: counted {outcome.counted}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.letter}-{row.verb}")
def test_only_what_the_table_allows_passes(world: World, row: Row) -> None:
    """One button, everybody; whoever may finds that something changes or is shown."""
    came = press_all(world, ACTORS, data_of(world, row), row.states)
    assert {actor: outcome.came for actor, outcome in came.items()} == {actor: row.expected(actor) for actor in ACTORS}
    wrong = [is_refused(actor, outcome) for actor, outcome in came.items() if outcome.came != "passes"]
    assert not any(wrong), [w for w in wrong if w]
    passed = {actor: outcome for actor, outcome in came.items() if outcome.came == "passes"}
    assert [actor for actor, one in passed.items() if not (one.told or one.toast or one.written) or one.counted] == []
