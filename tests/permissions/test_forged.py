"""Forged, replayed and misplaced presses: ids of other kinds, ids of nothing, the same press again, other people's cards."""

import itertools
from dataclasses import replace

import pytest

import bot.updates
from domain.incoming import Incoming, Kind
from domain.people import Role
from handlers import COMMANDS, FLOWS, TAPS
from store import tables as t
from store.work import Work
from tests.permissions.pressing import SAYING, Outcome, _arrival, _one, _Undone, press, press_all
from tests.permissions.rows import GROUPS, who
from tests.permissions.world import ACTORS, World
from tests.support.cast import DESK_GROUP, GROUP

FLOW_OF = {
    "c": "repair",
    "k": "hidden",
    "e": "enquiry",
    "p": "suggestion",
    "x": "breach",
    "F": "dispute",
    "P": "payment",
    "R": "rental",
    "W": "improvement",
    "Z": "opinion",
}
ALL_SORTS = (
    "guest",
    "owner",
    "family",
    "neighbour",
    "former",
    "engineer",
    "lead",
    "desk",
    "director",
    "foreign_director",
    "left",
)
#: Talks with the desk are opened from any case; who reads them is decided by the talk itself.
_TALKS = {"talks", "talk_files"}
#: What is about nothing: their own menu again, whatever stands in the button.
_OF_NOTHING = {("s", "keep"), ("B", "manage")}


@pytest.mark.parametrize(("letter", "other"), [p for p in itertools.product(FLOW_OF, FLOW_OF) if p[0] != p[1]])
def test_button_of_one_flow_does_nothing_with_a_matter_of_another(world: World, letter: str, other: str) -> None:
    """A complaint is no repair, whatever the button says: no picture, no card, no error."""
    for verb in TAPS[letter].keys() - _TALKS:
        for value in ("", ".5"):
            came = press_all(world, ALL_SORTS, f"{letter}{world.thing[FLOW_OF[other]]}:{verb}{value}:1")
            assert {o.came for o in came.values()} <= {"outdated", "common/not_now", "common/not_yours"}, verb
            assert not any(o.told or o.written - SAYING for o in came.values()), verb


@pytest.mark.parametrize("letter", [letter for letter in TAPS if letter not in "mfgqyz"])
def test_ids_of_nothing_are_outdated(world: World, letter: str) -> None:
    """0, huge, negative, letters, other digits: kindly answered, nothing changed."""
    for verb, number in itertools.product(TAPS[letter], ("", "0", "777777", "9" * 18, "9" * 40, "-1", "x", "٣", "1.5")):
        for actor, outcome in press_all(world, ("owner", "director", "guest"), f"{letter}{number}:{verb}:1").items():
            assert outcome.came != "passes" or (letter, verb) in _OF_NOTHING, (verb, number, actor)
            assert outcome.came == "passes" or (not outcome.written - SAYING and outcome.toast), (verb, number, actor)


@pytest.mark.parametrize("value", ["0", "9" * 15, "9" * 40, "-1", "x", "٣"])
def test_values_of_nothing_are_refused(world: World, value: str) -> None:
    """What stands after the dot is no more trusted than the id."""
    for verb in (
        "case",
        "call",
        "callback",
        "incident",
        "entry",
        "visit",
        "forum",
        "breach_open",
        "rota_line",
        "write",
        "remove",
    ):
        came = press_all(world, ("owner", "desk", "director"), f"m:{verb}.{value}:1")
        assert all(o.came != "passes" and not o.written - SAYING for o in came.values()), verb


def test_same_press_again_under_a_new_id_does_nothing_twice(world: World) -> None:
    """Whatever moves a matter moves it once."""
    repair = world.thing["repair"]

    def run(work: Work) -> None:
        found = {}
        for name in ("first", "second"):
            with work.part():
                found[name] = _one(Work(work.conn, work.now), _arrival(world, "engineer", f"c{repair}:accept:1", None))
        raise _Undone(found)

    with pytest.raises(_Undone) as undone:
        world.estate.writer.run_sync(run)
    first, second = undone.value.came["first"], undone.value.came["second"]
    assert first.came == "passes" and "cases" in first.written
    assert second.came != "passes" and not second.written - SAYING and sum(second.counted.values()) == 1


@pytest.mark.parametrize("actor", sorted(who("RESIDENTS F_STAFF")))
def test_in_a_teams_group_those_who_do_not_belong_there_do_nothing(world: World, actor: str) -> None:
    """Somebody was let into the group by mistake: its buttons are looked up like all others."""
    for data in (f"c{world.thing['repair']}:accept:1", f"i{world.thing['incident']}:dismiss:1", "g:team.security:1",
                 f"r{world.thing['relay_repair']}:take:1", f"k{world.thing['hidden']}:take:1"):  # fmt: skip
        for chat in (GROUP, DESK_GROUP):
            outcome = press(world, actor, data, chat=chat)
            assert outcome.came in ("common/not_yours", "common/heads_only") and not outcome.written - SAYING, data


@pytest.mark.parametrize("actor", ACTORS)
def test_a_private_card_pressed_from_elsewhere_helps_nobody(world: World, actor: str) -> None:
    """The chat a press comes from gives no right: the owner's buttons, pressed in the owner's chat by somebody else."""
    if actor in ("owner", "family"):
        return
    states = {"repair": {"status": "finished", "assignee_id": "@engineer"}}
    outcome = press(world, actor, f"c{world.thing['repair']}:sign.5:1", states, chat=world.account["owner"])
    assert outcome.came == "common/not_yours" and not outcome.written - SAYING


# --- talks ---------------------------------------------------------------------------------------------------------


def _talk(work: Work, world: World, actor: str, flow: str, **answers: object) -> int:
    person, chat = world.person[actor], world.account[actor]
    talk = work.talks.add(
        person, chat, flow, world.thing["repair"], dict(answers), work.now, work.now.replace(year=2027)
    )
    step = FLOWS[flow].steps[0].name
    work.talks.save(talk.moved(work.now, work.now.replace(year=2027) - work.now, step=step))
    return talk.id


def _with_talk(world: World, owner: str, flow: str, presser: str, *, leaves: bool = False) -> dict[str, Outcome]:
    """A talk of `owner`, one of whose buttons, and then a word, comes from `presser`."""

    def run(work: Work) -> None:
        there = world.estate.community
        talk = _talk(work, world, owner, flow, community=there, _community=there)
        if leaves:
            work.staff.end(world.post[owner], work.now)
        found = {}
        version = work.talks.find(talk).version  # type: ignore[union-attr]
        arrival = _arrival(world, presser, f"t{talk}:cancel:{version}", None)
        word = replace(arrival, kind=Kind.TEXT, press="", press_id="", text="随便说一句")
        for name, one in (("press", arrival), ("word", word)):
            again = Work(work.conn, work.now)
            try:
                with again.part():
                    raise _Undone({name: _one(again, one)})
            except _Undone as undone:
                found |= undone.came
        raise _Undone(found)

    with pytest.raises(_Undone) as undone:
        world.estate.writer.run_sync(run)
    return undone.value.came


@pytest.mark.parametrize("flow", FLOWS)
def test_nobody_presses_in_a_talk_of_somebody_else(world: World, flow: str) -> None:
    """Every conversation belongs to the person it was begun with, whatever number its button carries."""
    came = _with_talk(world, "director", flow, "manager")["press"]
    assert came.came == "outdated" and came.counted == {"outdated": 1} and not came.written - SAYING


@pytest.mark.parametrize("flow", [name for name, flow in FLOWS.items() if name not in ("several", "meaning")])
def test_who_has_left_ends_no_conversation_of_the_staff(world: World, flow: str) -> None:
    """An invitation for a director, begun while one was a director: the post is looked up at every press and word."""
    known = world.estate.work(lambda w: w.people.who(w.people.get(world.person["left"]), "zh"))
    if FLOWS[flow].may(known):
        return
    for outcome in _with_talk(world, "director", flow, "director", leaves=True).values():
        assert outcome.counted == {"refused": 1}
        assert outcome.written - SAYING <= {"talks", "relay_messages"}, outcome.written


# --- words and commands --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [*COMMANDS, "start", "cancel", "bind", "nonsense"])
def test_commands_open_nothing_to_anybody(world: World, command: str) -> None:
    """Commands show menus; `/bind` in a group is for heads."""
    for actor in ACTORS:
        press_ = _arrival(world, actor, "", GROUP if command == "bind" else None)
        outcome = _only(world, replace(press_, kind=Kind.COMMAND, press="", press_id="", command=command))
        if command == "bind":
            assert (outcome.came == "passes") == (actor in GROUPS["TOP"]), actor
        assert not outcome.written - SAYING - {"talks"}, actor


def _only(world: World, arrival: Incoming) -> Outcome:
    def run(work: Work) -> None:
        raise _Undone({"": _one(work, arrival)})

    with pytest.raises(_Undone) as undone:
        world.estate.writer.run_sync(run)
    return undone.value.came[""]


# --- an anonymous complaint ----------------------------------------------------------------------------------------


def _about(number: str, text: str) -> list[str]:
    """What of a text is about that matter: of a list its own lines."""
    day = number.partition("-")[0] + "-"
    before, *parts = text.split(day)
    return [before if not parts else "", *(part for part in parts if (day + part).startswith(number))]


@pytest.mark.parametrize("actor", ["engineer", "lead", "engineer_other", "lead_out", "finance"])
def test_the_department_never_reads_who_complained_anonymously(world: World, actor: str) -> None:
    """By its buttons, the board, lists, alerts or what was said with the desk (CMP-15)."""
    number = world.thing["hidden"]
    known = world.estate.work(lambda w: w.cases.get(number).number)
    looks = [f"k{number}:{verb}:1" for verb in TAPS["k"]] + [
        f"{letter}{number}:{verb}:1" for letter in "cepx" for verb in TAPS[letter]
    ]
    looks += [
        "m:board:1",
        "m:overdue:1",
        f"m:case.{number}:1",
        "m:work:1",
        f"q{world.estate.community}:case.{number}:1",
    ]
    looks += [f"r{world.thing['relay_hidden']}:{verb}:1" for verb in ("read", "files", "take")]
    for data in looks:
        outcome = press(world, actor, data)
        mine = [text for chat, text in outcome.told if chat == world.account[actor]]
        for text in _about(known, "\n".join((*mine, outcome.toast))):
            assert not any(secret in text for secret in ("王芳", "1502", "13800000011")), (data, text)


def test_everybody_of_the_roles_is_there() -> None:
    """The matrix knows every role, here and there."""
    assert {f"foreign_{role}" for role in Role} <= set(ACTORS)
    assert t.cases is not None and bot.updates.carry_out is not None
