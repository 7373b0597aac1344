"""The conversation engine, as transcripts: this is pressed or typed, that is asked next."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.errors import Outdated
from domain.incoming import Attachment, Incoming, Kind
from domain.talk import Talk, TalkStatus
from handlers.answers import Option, choice, lookup, phone, story, words
from handlers.conversation import PAGE, SUMMARY, Ask, Drop, Finish, Flow, Settings, Step, advance, begin, never, settled

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
SETTINGS = Settings(NOW, ZoneInfo("Asia/Shanghai"), timedelta(hours=72), 50)
GATES = [Option(f"g{n}", f"Gate {n}", keeps={"gate": n}) for n in range(PAGE + 6)]


def _kinds(work, who, answers, case):
    return [Option("visitor", "Visitor"), Option("car", "Car"), Option("goods", "Goods")]


def _gates(work, who, answers, case):
    typed = str(answers.get("_typed", ""))
    return [g for g in GATES if typed.casefold() in g.label.casefold()]


def _lanes(work, who, answers, case):
    return [Option("left", keeps="left"), Option("right", keeps="right")] if answers["gate"]["gate"] % 2 else []


def _boxes(work, who, answers, case):
    return [Option("small", "S"), Option("large", "L")]


def _submit(work, who, talk, incoming):
    """Nothing: the engine is what is tried here."""


#: A pass through the gate: everything the engine knows how to ask, in one small flow.
PASS = Flow(
    "pass",
    (
        Step("kind", (choice,), offers=_kinds),
        Step("name", (words,), when=lambda a: a.get("kind") == "visitor"),
        Step("boxes", (), when=lambda a: a.get("kind") == "goods", offers=_boxes, collects=True, counts=True),
        Step("extras", (), when=lambda a: a.get("kind") == "goods", offers=_boxes, collects=True, optional=True),
        Step("gate", (lookup,), offers=_gates),
        Step("lane", (), offers=_lanes, needs_options=True),
        Step("story", (story,), collects=True),
        Step("phone", (phone,), optional=True),
    ),
    _submit,
)
#: One question, and then it is done.
SHORT = Flow("short", (Step("only", (), offers=lambda w, p, a, c: [Option("one", keeps=1)], takes_only=True), Step("why", (words,))), _submit,
             summary=never)  # fmt: skip


def arrival(kind: Kind = Kind.TEXT, text: str = "", **more: Any) -> Incoming:
    """Something typed or sent."""
    return Incoming(1, kind, 7, True, 7, "Wang", "zh", NOW, text=text, **more)


class Play:
    """One person in one talk; keeps what was asked last."""

    def __init__(self, flow: Flow = PASS, known: dict[str, Any] | None = None) -> None:
        self.flow, self.outcome = flow, ""
        self.talk = Talk(
            1, 1, 7, flow.name, None, "", dict(known or {}), [], 0, TalkStatus.OPEN, NOW, NOW + timedelta(hours=72)
        )
        self._take(begin(flow, self.talk))

    def offered(self) -> list[Option]:
        """What can be chosen now."""
        step = self.flow.step(self.talk.step)
        return list(step.offers(None, None, self.talk.answers, None)) if step and step.offers else []

    def _take(self, moved: Ask | Finish | Drop) -> None:
        while isinstance(moved, Ask):
            self.talk = moved.talk
            passed = settled(self.flow, self.talk, self.offered(), SETTINGS)
            if passed is None:
                self.outcome = self.talk.step + (f"!{moved.unclear}" if moved.unclear else "")
                return
            moved = passed
        self.talk = moved.talk
        self.outcome = "done" if isinstance(moved, Finish) else "dropped"

    def hears(self, press: str, incoming: Incoming) -> str:
        """One arrival: the step asked next, with `!reason` when it was not understood; done, dropped or outdated."""
        try:
            self._take(advance(self.flow, self.talk, press, incoming, self.offered(), SETTINGS))
        except Outdated:
            return "outdated"
        return self.outcome

    def follow(self, line: str) -> str:
        """One line of a transcript: `tap kind.car`, `say 13800000001`, `photo`."""
        verb, _, rest = line.partition(" ")
        match verb:
            case "tap":
                return self.hears(rest, arrival(Kind.PRESS))
            case "say":
                return self.hears("", arrival(text=rest))
            case "photo":
                return self.hears("", arrival(Kind.PHOTO, rest, attachments=(Attachment("photo", "ref", "unique"),)))
            case "sticker":
                return self.hears("", arrival(Kind.OTHER))
            case "contact":
                return self.hears("", arrival(Kind.CONTACT, contact_phone=rest))
        raise AssertionError(line)


TRANSCRIPTS = {
    "every question, each answered by its kind, and sent": """
        tap kind.visitor > name
        say Li Lei > gate
        tap gate.g1 > lane
        tap lane.left > story
        say comes by bicycle > story
        tap all > phone
        say 13800000001 > summary
        tap send > done""",
    "a choice may be typed in full": """
        say cAr > gate""",
    "words that are no choice are asked for again": """
        say a horse > kind!choose
        say car > gate""",
    "what a step does not take is said to be so": """
        tap kind.visitor > name
        photo > name!other
        sticker > name!other""",
    "a step with nothing to choose is passed": """
        tap kind.car > gate
        tap gate.g2 > story""",
    "typed words narrow a long list, and the hit is confirmed by its button": """
        tap kind.car > gate
        say gate 21 > gate
        tap gate.g3 > outdated
        tap gate.g21 > lane""",
    "a list is turned page by page": """
        tap kind.car > gate
        tap page.1 > gate
        tap gate.g25 > lane""",
    "only an optional step may be skipped": """
        tap kind.car > gate
        tap skip > outdated
        tap gate.g2 > story
        tap skip > outdated""",
    "an optional step skipped": """
        tap kind.car > gate
        tap gate.g2 > story
        say it is blue > story
        tap all > phone
        tap skip > summary""",
    "nothing collected is not enough where something is needed": """
        tap kind.goods > boxes
        tap all > boxes!nothing
        tap boxes.small > boxes
        tap all > extras
        tap all > gate""",
    "a number is read or asked for again": """
        tap kind.car > gate
        tap gate.g2 > story
        photo a dent > story
        tap all > phone
        say call me > phone!phone
        contact +8613800000001 > summary""",
    "one question back, and another": """
        tap kind.visitor > name
        say Li Lei > gate
        tap back > name
        tap back > kind
        tap back > kind""",
    "back over a step that passed by itself": """
        tap kind.car > gate
        tap gate.g2 > story
        tap back > gate""",
    "another choice drops what depended on the first": """
        tap kind.visitor > name
        say Li Lei > gate
        tap back > name
        tap back > kind
        tap kind.car > gate""",
    "one line of the summary is changed and the rest stays": """
        tap kind.car > gate
        tap gate.g2 > story
        say it is blue > story
        tap all > phone
        tap skip > summary
        tap change.gate > gate
        tap gate.g4 > summary""",
    "a changed line that opens a new question": """
        tap kind.car > gate
        tap gate.g2 > story
        say it is blue > story
        tap all > phone
        tap skip > summary
        tap change.kind > kind
        tap kind.visitor > name
        say Li Lei > summary""",
    "back from a changed line goes to the question before it, and what came later stays": """
        tap kind.car > gate
        tap gate.g2 > story
        photo > story
        tap all > phone
        tap skip > summary
        tap change.gate > gate
        tap back > kind
        tap kind.car > gate""",
    "the summary is shown again when somebody types": """
        tap kind.car > gate
        tap gate.g2 > story
        say it is blue > story
        tap all > phone
        tap skip > summary
        say hurry up > summary!added
        tap back > phone""",
    "buttons of other steps and forged ones": """
        tap lane.left > outdated
        tap send > outdated
        tap change.kind > outdated
        tap kind.horse > outdated
        tap kind > outdated
        tap summary > outdated
        tap all > outdated
        tap kind.car > gate""",
    "given up at any question": """
        tap kind.car > gate
        tap cancel > dropped""",
}


@pytest.mark.parametrize("script", TRANSCRIPTS.values(), ids=TRANSCRIPTS.keys())
def test_transcript(script: str) -> None:
    """Each line is answered as written."""
    play, lines = Play(), [line.strip() for line in script.strip().splitlines()]
    assert [f"{said} > {play.follow(said)}" for said, _, _ in (line.partition(" > ") for line in lines)] == lines


def test_flow_begun_with_answers_asks_only_for_the_rest() -> None:
    """What was read from the person's own words is never asked for again."""
    play = Play(known={"kind": "car", "story": {"text": "blue"}})
    assert play.outcome == "gate"
    assert [play.follow("tap gate.g2"), play.follow("tap skip")] == ["phone", SUMMARY]
    assert play.talk.answers["story"] == {"text": "blue"}


def test_flow_begun_with_every_answer_goes_straight_to_the_summary() -> None:
    """Then nothing is left to ask."""
    known = {"kind": "car", "gate": {"gate": 2}, "lane": None, "story": {"text": "blue"}, "phone": None}
    assert Play(known=known).outcome == SUMMARY


def test_only_choice_is_taken_by_itself() -> None:
    """A step that takes the only thing to choose is not asked, and not gone back to."""
    play = Play(SHORT)
    assert play.outcome == "why"
    assert play.talk.answers == {"only": 1}
    assert play.follow("tap back") == "why"
    assert play.follow("say because") == "done"


def test_flow_without_summary_ends_with_its_last_answer() -> None:
    """And the talk is done."""
    play = Play(SHORT)
    play.follow("say because")
    assert (play.talk.answers["why"], play.talk.status) == ("because", TalkStatus.DONE)


def test_collected_things_are_kept_in_order_and_counted() -> None:
    """Three presses are three pieces where they are counted, on and off where they are not."""
    play = Play()
    for line in (
        "kind.goods",
        "boxes.small",
        "boxes.large",
        "boxes.small",
        "all",
        "extras.small",
        "extras.large",
        "extras.small",
        "all",
    ):
        play.follow(f"tap {line}")
    assert play.talk.answers["boxes"] == ["small", "large", "small"]
    assert play.talk.answers["extras"] == ["large"]


def test_collected_things_are_there_again_after_back_and_change() -> None:
    """Going back to a collecting step loses nothing of what was collected."""
    play = Play()
    for line in ("tap kind.car", "tap gate.g2", "say blue", "photo", "tap all", "tap back"):
        play.follow(line)
    assert play.talk.answers["_story"]["text"] == "blue"
    assert [play.follow("say and old"), play.follow("tap all"), play.follow("tap skip")] == ["story", "phone", SUMMARY]
    assert play.talk.answers["story"]["text"] == "blue\nand old"
    assert len(play.talk.answers["story"]["media"]) == 1
    assert play.follow("tap change.story") == "story"
    assert play.follow("tap all") == SUMMARY
    assert play.talk.answers["story"]["text"] == "blue\nand old"


def test_long_words_are_cut_not_refused() -> None:
    """Nobody has to type it again."""
    play = Play()
    play.follow("tap kind.visitor")
    assert play.follow("say " + "x" * 10_000) == "gate"
    assert len(play.talk.answers["name"]) == SETTINGS.longest


def test_every_move_makes_older_buttons_old() -> None:
    """The version goes up with each move, and what was outdated moves nothing."""
    play = Play()
    before = play.talk
    assert play.follow("tap lane.left") == "outdated"
    assert play.talk is before
    play.follow("tap kind.car")
    assert play.talk.version > before.version


def test_talk_is_kept_for_a_while_after_each_move() -> None:
    """Whoever goes on has time again."""
    play = Play()
    play.follow("tap kind.car")
    assert play.talk.expires_at == NOW + SETTINGS.kept_for


# --- whatever is pressed and typed ------------------------------------------------------------------------------

_STEPS = [s.name for s in PASS.steps]
_VALUES = ["visitor", "car", "goods", "small", "large", "g1", "g2", "g27", "left", "right"]
_VERBS = [*_STEPS, "back", "cancel", "skip", "all", "send", "change", "page", SUMMARY]
_LIKELY = st.sampled_from(
    [f"tap {s}.{v}" for s in _STEPS for v in _VALUES] + ["tap back", "tap skip", "tap all", "tap send", "photo", "say 13800000001"]
    + ["say gate 1", "say x", "sticker", "tap page.1"] + [f"tap change.{s}" for s in _STEPS]
)  # fmt: skip
_FORGED = st.builds(lambda verb, value: f"tap {verb}.{value}", st.sampled_from(_VERBS), st.text(max_size=40))
_TYPED = st.text(max_size=60).map(lambda text: f"say {text}")
LINES = st.lists(st.one_of(_LIKELY, _LIKELY, _FORGED, _TYPED), max_size=40)


def _kept(answers: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in answers.items() if not k.startswith("_")}


@given(LINES)
@example(["tap page.x"])
@example(["tap kind.car", "tap back."])
@example(["tap kind.car", "tap page.-1", "tap page.99", "tap page." + "9" * 38])
def test_random_person_never_leaves_the_flow_nor_loses_an_answer(lines: list[str]) -> None:
    """Only `Outdated` is raised (and moves nothing); the place is a declared one; answers go only when taken back."""
    play = Play()
    for line in lines:
        before = play.talk
        outcome = play.follow(line)
        if outcome in ("done", "dropped"):
            return
        after = play.talk
        assert after.step in (*_STEPS, SUMMARY)
        if outcome == "outdated":
            assert after is before
            continue
        lost = {k for k, v in _kept(before.answers).items() if k not in after.answers or after.answers[k] != v}
        for step in lost:
            taken_back = line.partition(".")[0] == "tap back" or line == f"tap change.{step}" or step == before.step
            pointless = not PASS.step(step).when(after.answers)
            assert taken_back or pointless, f"{line!r} lost {step}"
        assert orjson.loads(orjson.dumps(after.answers)) == after.answers, "what is kept can be written down"
        assert set(after.path) <= set(_kept(after.answers))
        assert len(set(after.path)) == len(after.path)


@given(LINES)
def test_whatever_was_done_before_the_way_to_the_end_is_open(lines: list[str]) -> None:
    """From every place the same few answers lead to the end: nobody is ever stuck."""
    play = Play()
    for line in lines:
        if play.follow(line) in ("done", "dropped"):
            return
    answer = {"kind": "tap kind.car", "name": "say Li", "boxes": "tap boxes.small", "lane": "tap lane.left", "phone": "tap skip",
              "story": "say blue", "extras": "tap all", SUMMARY: "tap send"}  # fmt: skip
    for _ in range(2 * len(_STEPS) + 6):
        step = play.talk.step
        if step == "gate":
            play.follow("say gate 2")
            outcome = play.follow("tap gate.g2")
        else:
            outcome = play.follow(answer[step])
        if step in ("boxes", "story") and outcome != "done":
            outcome = play.follow("tap all")
        if outcome == "done":
            return
    raise AssertionError(f"stuck at {play.talk.step}")
