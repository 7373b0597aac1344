"""Which home is meant: whatever is pressed, changed and taken back, it never ends up at somebody else's door."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.people import Community, Unit, Who
from domain.standards import by_key
from domain.talk import Talk, TalkStatus
from domain.units import UnitRef
from handlers import FLOWS
from handlers.conversation import SUMMARY, begin
from handlers.places import any_home, chosen_unit, needs_more, own_places
from tests.handlers.test_conversation import Play

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
#: Building 1 has one entrance without a name; building 2 has two; both have rooms 101 and 201.
UNITS = [
    Unit(n, 1, building, entrance, room, int(room[0]), None)
    for n, (building, entrance, room) in enumerate(
        [
            ("1", "", "101"),
            ("1", "", "201"),
            ("2", "1", "101"),
            ("2", "1", "201"),
            ("2", "2", "101"),
            ("2", "2", "201"),
        ],
        start=1,
    )
]


class _People:
    """The register, as far as the questions about places look at it."""

    def communities(self):
        return [Community(1, "Osmanthus Court", "Asia/Shanghai", "zh")]

    def home_community(self, who):
        return 1

    def buildings(self, community):
        return [(code, f"Building {code}") for code in dict.fromkeys(u.building for u in UNITS)]

    def entrances(self, community, building):
        return list(dict.fromkeys(u.entrance for u in UNITS if u.building == building))

    def floors(self, community, building, entrance):
        return sorted({u.floor for u in UNITS if (u.building, u.entrance) == (building, entrance)})

    def rooms(self, community, building, entrance, floor):
        return [u for u in UNITS if (u.building, u.entrance, u.floor) == (building, entrance, floor)]

    def find_unit(self, ref, community=None):
        return [u for u in UNITS if u.ref == ref]

    def residents(self, unit):
        return []

    def unit(self, number):
        return UNITS[number - 1]

    def community(self, number):
        return self.communities()[0]


FIGURES = SimpleNamespace(
    value=lambda community, key: by_key(key).default, number=lambda community, key: by_key(key).default
)
WORK = SimpleNamespace(people=_People(), standards=FIGURES, now=NOW)
WHO = Who(SimpleNamespace(id=1, name="Chen", phone=None))


class Door(Play):
    """Somebody who is asked for a home in one of the real flows."""

    def offered(self):
        step = self.flow.step(self.talk.step)
        return list(step.offers(WORK, WHO, self.talk.answers, None)) if step and step.offers else []

    def __init__(self, flow: str) -> None:
        self.flow, self.outcome = FLOWS[flow], ""
        self.talk = Talk(1, 1, 7, flow, None, "", {}, [], 0, TalkStatus.OPEN, NOW, NOW + timedelta(hours=72))
        self._take(begin(self.flow, self.talk))


#: How each flow comes to the question for the home, and from the home to its summary.
WAYS = {
    "join": ([], ["tap relation.owner", "say Li Lei", "tap skip"]),
    "invite": (["tap kind.resident"], ["tap relation.owner"]),
    "repair_desk": (
        ["tap channel.phone"],
        [
            "tap caller.other",
            "say Li Lei",
            "say 13800000001",
            "tap category.water",
            "say drips",
            "tap all",
            "tap when.any",
        ],
    ),
}
TO_ROOM = ["tap home.b2", "tap entrance.e0", "tap floor.f2", "tap room.u4"]


def _sound(play: Door) -> bool:
    """The home that would be taken lies in the building that was chosen."""
    home, unit = play.talk.answers.get("home") or {}, chosen_unit(play.talk.answers)
    return unit is None or "building" not in home or UNITS[unit - 1].building == home["building"]


@pytest.mark.parametrize("flow", WAYS)
def test_home_is_found_by_buttons(flow: str) -> None:
    """Building, entrance, floor, room."""
    before, after = WAYS[flow]
    play = Door(flow)
    for line in [*before, *TO_ROOM]:
        play.follow(line)
    assert chosen_unit(play.talk.answers) == 4


@pytest.mark.parametrize("flow", WAYS)
def test_typed_address_is_confirmed_by_its_button(flow: str) -> None:
    """Typed words are looked up, never taken blindly."""
    before, _ = WAYS[flow]
    play = Door(flow)
    for line in before:
        play.follow(line)
    assert play.follow("say 2-2-201") == "home"
    assert "u6" in [o.value for o in play.offered()]
    play.follow("tap home.u6")
    assert chosen_unit(play.talk.answers) == 6
    assert play.talk.step not in ("entrance", "floor", "room")


@pytest.mark.parametrize("flow", WAYS)
def test_another_building_asks_for_the_room_again(flow: str) -> None:
    """Gone back, another building pressed: the entrance and room of the first one are forgotten."""
    before, _ = WAYS[flow]
    play = Door(flow)
    for line in [*before, *TO_ROOM]:
        play.follow(line)
    while play.talk.step != "home":
        play.follow("tap back")
    assert play.follow("tap home.b1") == "floor"
    assert "room" not in play.talk.answers


@pytest.mark.parametrize("flow", WAYS)
def test_another_building_after_one_without_entrances_asks_for_its_entrance(flow: str) -> None:
    """The entrance that was passed by itself belongs to the first building only."""
    before, _ = WAYS[flow]
    play = Door(flow)
    for line in [*before, "tap home.b1", "tap back"]:
        play.follow(line)
    assert play.follow("tap home.b2") == "entrance"


@pytest.mark.parametrize("flow", WAYS)
def test_building_changed_at_the_summary_asks_for_the_room_again(flow: str) -> None:
    """The room of the first building does not stay under the name of the second."""
    before, after = WAYS[flow]
    play = Door(flow)
    for line in [*before, *TO_ROOM, *after]:
        play.follow(line)
    assert play.outcome == SUMMARY
    play.follow("tap change.home")
    assert play.follow("tap home.b1") == "floor"
    assert _sound(play)


_TAPS = [f"tap {s}" for s in (
    "home.b1", "home.b2", "entrance.e0", "entrance.e1", "floor.f1", "floor.f2", *(f"room.u{n}" for n in range(1, 7)), "back",
    "change.home", "change.room", "change.entrance", "relation.owner", "skip",
)] + ["say Li Lei", "say 1-101"]  # fmt: skip


@given(st.lists(st.sampled_from(_TAPS), max_size=40))
@example([*TO_ROOM, *WAYS["join"][1], "tap change.home", "tap home.b1"])
def test_summary_never_names_a_room_of_another_building(lines: list[str]) -> None:
    """Whatever was pressed before."""
    play = Door("join")
    for line in lines:
        if play.follow(line) in ("done", "dropped"):
            return
        if play.talk.step == SUMMARY:
            assert _sound(play)


def test_resident_narrows_only_to_their_own_homes() -> None:
    """An address of somebody else leaves one's own homes to choose from."""
    who = Who(WHO.person, homes=(UNITS[2], UNITS[5]))
    own = {f"u{UNITS[2].id}", f"u{UNITS[5].id}", "public"}
    assert {o.value for o in own_places(WORK, who, {"_typed": "1-101"}, None)} == own
    assert {o.value for o in own_places(WORK, who, {"_typed": "2-2-201"}, None)} == {"u6", "public"}


@given(st.text(max_size=200))
def test_anything_typed_offers_known_homes_only(typed: str) -> None:
    """No address is made up."""
    known = {f"u{u.id}" for u in UNITS} | {"b1", "b2"}
    assert {o.value for o in any_home(WORK, WHO, {"_typed": typed}, None)} <= known


def test_chosen_building_still_needs_its_room() -> None:
    """A home typed in full does not."""
    assert needs_more({"home": {"building": "2", "label": "Building 2"}})
    assert not needs_more({"home": {"unit": 4, "label": str(UnitRef("2", "1", "201"))}})
    assert not needs_more({})
