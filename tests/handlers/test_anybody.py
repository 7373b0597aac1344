"""Anybody presses any button on their screen, or any forged one, and types anything: nothing breaks, nobody is stuck."""

import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain import repair
from domain.incoming import Kind
from domain.people import Team
from domain.talk import TalkStatus
from handlers import FLOWS, TAPS
from handlers.conversation import SUMMARY
from store import tables as t
from tests.support.cast import DESK_GROUP, GROUP
from tests.support.estate import Estate, opened

STRANGER = 99
PEOPLE = ["王芳", "Anna", "李强", "赵军", "吴工", "陈静", "周敏", "郑经理", "冯主任", STRANGER]
SAID = [
    "厨房漏水", "3-2-1502", "2栋1单元101", "煤气味很浓", "好了不漏了", "你好", "换阀门 80", "13800000099", "明天下午3点", "/menu", "/start", "/help",
    "/cancel", "/language", "/start nothing", "<b>x</b> & {{ r }} \x1edata", "水" * 10_000, "1", "电梯困人了", "谢谢",
]  # fmt: skip

#: Who does what: press something on a screen (their own or a group's), type, send, forge, or let time pass.
_press = st.tuples(
    st.just("press"),
    st.sampled_from(PEOPLE),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(["own", GROUP, DESK_GROUP]),
)
_newest = st.tuples(st.just("newest"), st.sampled_from(PEOPLE), st.floats(0, 1, exclude_max=True))
_say = st.tuples(st.just("say"), st.sampled_from(PEOPLE), st.sampled_from(SAID))
_send = st.tuples(
    st.just("send"), st.sampled_from(PEOPLE), st.sampled_from([Kind.PHOTO, Kind.VOICE, Kind.ALBUM, Kind.FILE])
)
_forge = st.tuples(
    st.just("forge"), st.sampled_from(PEOPLE), st.sampled_from([*TAPS, "t"]), st.integers(0, 5),
    st.sampled_from(sorted({v for taps in TAPS.values() for v in taps} | {"back", "page", "send", "place", "story"})),
    st.sampled_from(["", ".1", ".x", ".-1", ".engineering", ".u1", "." + "9" * 40, ".٣"]), st.integers(0, 9),
)  # fmt: skip
_wait = st.tuples(st.just("wait"), st.sampled_from([5, 60, 24 * 60, 4 * 24 * 60]))
DEEDS = st.lists(
    st.one_of(_newest, _newest, _newest, _press, _press, _say, _say, _send, _forge, _wait), min_size=5, max_size=30
)


def _do(estate: Estate, deed: tuple) -> None:
    match deed:
        case ("press", who, part, where):
            chat = (who if isinstance(who, int) else estate.people[who]) if where == "own" else where
            _press_some(estate, who, chat, list(estate.chats.get(chat, {}).values()), part)
        case ("newest", who, part):
            chat = who if isinstance(who, int) else estate.people[who]
            _press_some(estate, who, chat, list(estate.chats.get(chat, {}).values())[-1:], part)
        case ("say", who, text):
            estate.says(who, text)
        case ("send", who, kind):
            estate.sends(who, kind, 3 if kind is Kind.ALBUM else 1, "看这里")
        case ("forge", who, letter, subject, verb, value, version):
            estate.presses(who, f"{letter}{subject or ''}:{verb}{value}:{version}")
        case ("wait", minutes):
            estate.passes(minutes=minutes)


def _press_some(estate: Estate, who: str | int, chat: int, shown: list, part: float) -> None:
    buttons = [(m.id, b["data"]) for m in shown for row in m.buttons for b in row if b.get("data")]
    if buttons:
        message, data = buttons[int(part * len(buttons))]
        estate.presses(who, data, chat, message)


def _is_sound(estate: Estate) -> None:
    """What holds whatever anybody does."""
    talks = estate.work(lambda w: list(w.conn.execute(select(t.talks))))
    for talk in talks:
        if talk.status not in (TalkStatus.OPEN, TalkStatus.WAITING):
            continue
        assert talk.step in {*(s.name for s in FLOWS[talk.flow].steps), SUMMARY}
    open_ = [(talk.person_id, talk.chat_id) for talk in talks if talk.status == TalkStatus.OPEN]
    assert len(open_) == len(set(open_)), "one open talk for each person"
    for case in estate.cases():
        assert (case.closed_at is not None) == (case.status in repair.FINAL)
        assert case.assignee_id is not None or case.status in {repair.Status.REPORTED, *repair.FINAL}
    owed = estate.work(lambda w: [row.payload["text"] for row in w.conn.execute(select(t.outbox.c.payload))])
    assert max(map(len, owed), default=0) <= 4096


def _keeps_secrets(estate: Estate) -> None:
    """The crew's group never reads a phone, a room or a resident's name."""
    crew = estate.work(lambda w: w.staff.chat_of(estate.community, Team.ENGINEERING))
    for shown in estate.chats.get(crew[0] if crew else GROUP, {}).values():
        assert "+86138" not in shown.text
        assert "王芳" not in shown.text


_HUGE = "." + "9" * 40
_BEGINS = [
    ("say", "王芳", "/menu"),
    ("forge", "王芳", "m", 0, "repair", "", 0),
    ("forge", "王芳", "t", 1, "page", _HUGE, 1),
]


@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(DEEDS)
@example(
    [
        ("forge", "王芳", "m", 0, verb, _HUGE, 0)
        for verb in ("case", "mine", "past", "work", "waiting", "board", "remove", "staff")
    ]
)
@example(
    [
        ("forge", "郑经理", "m", 0, verb, _HUGE, 0)
        for verb in ("case", "mine", "work", "waiting", "board", "remove", "staff")
    ]
)
@example([("forge", "王芳", "c", 1, verb, _HUGE, 0) for verb in ("sign", "here", "agree", "open")])
@example(_BEGINS)
def test_whatever_anybody_does_the_estate_stays_sound(deeds: list[tuple]) -> None:
    """No press, forged or real, and no word ends in anything but an answer."""
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as estate:
        for who in PEOPLE:
            estate.says(who, "/menu")
        for deed in deeds:
            _do(estate, deed)
            _is_sound(estate)
        _keeps_secrets(estate)


@pytest.mark.parametrize("letter", TAPS)
def test_forged_button_of_nothing_is_only_outdated_or_refused(estate: Estate, letter: str) -> None:
    """Every verb, for things that are not there and numbers that are none, pressed by all sorts of people."""
    stumbled = set()
    for verb, subject, value, who in itertools.product(
        TAPS[letter], ("", "777", "9" * 18), ("", ".777", ".x", _HUGE), ("王芳", "李强", "冯主任", STRANGER)
    ):
        try:
            estate.presses(who, f"{letter}{subject}:{verb}{value}:1")
        except Exception as error:
            stumbled.add(f"{verb}{value[:4]}: {type(error).__name__}")
    assert stumbled == set()
