"""Pages of flows: every flow has its places, and what is printed below the diagram is read from the code."""

import dataclasses

import pytest

from domain.people import Role
from handlers import FLOWS
from services.recompute import RECOMPUTE
from tests.house.flow_pages import begins, below, code_of, conversations_of, figures_of, rules_of
from tests.house.lifecycles import LIFECYCLES
from tests.house.places import PART_OF, PLACES
from tests.house.sources import ROOT

BY_NAME = {life.name: life for life in LIFECYCLES}


def test_every_flow_has_its_places() -> None:
    """Or is part of one that has; and no place is named for a flow that is gone."""
    assert set(PLACES) | set(PART_OF) == set(BY_NAME)
    assert set(PLACES) & set(PART_OF) == set()
    assert {flow for flow, _ in RECOMPUTE} <= set(PLACES)


@pytest.mark.parametrize("name", PLACES)
def test_every_place_is_there(name: str) -> None:
    """A folder or a module; the table of the statuses lies in one of them."""
    assert [p for p in PLACES[name] if not (ROOT / p).is_dir() and not (ROOT / f"{p}.py").is_file()] == []
    assert BY_NAME[name].source in [module.name for module in code_of(name)]


def test_the_page_of_a_repair_says_its_clocks_rules_and_questions() -> None:
    """What a reader looks for first."""
    repair = BY_NAME["repair"]
    assert {"repair.urgent_arrive_minutes", "repair.small_days"} <= {figure.key for figure in figures_of("repair")}
    assert {"REP-05", "REP-13", "URG-01"} <= set(rules_of(repair))
    assert {"repair", "repair_finish", "repair_desk"} <= {flow.name for flow in conversations_of("repair")}
    page = "\n".join(below(repair))
    assert "| `arrive` |" in page and "| `repair.urgent_arrive_minutes` |" in page


def test_who_begins_is_asked_of_the_flow() -> None:
    """Not written down a second time."""
    assert begins(FLOWS["repair"]) == "residents, staff"
    assert Role.ENGINEER not in begins(FLOWS["repair_close"])
    nobody = dataclasses.replace(FLOWS["repair"], may=lambda who: False)
    assert begins(nobody) == "whoever is asked"


def test_pictures_are_small_and_shown() -> None:
    """At most a phone wide and 60 kB; each hangs on the page of its flow, in both languages where both are taken."""
    pictures = sorted((ROOT / "docs" / "pictures" / "flows").glob("*.png"))
    assert {f"{name}-{lang}.png" for name in ("repair", "complaint", "payment") for lang in ("zh", "en")} <= {
        path.name for path in pictures
    }
    for path in pictures:
        head = path.read_bytes()
        assert len(head) <= 60_000, f"{path.name} is too large"
        assert int.from_bytes(head[16:20], "big") <= 420, f"{path.name} is too wide"
        name = path.stem.rpartition("-")[0]
        page = ROOT / "docs" / "flows" / f"{name}.md"
        assert f"../pictures/flows/{path.name}" in page.read_text(encoding="utf-8"), f"{path.name} is shown nowhere"
