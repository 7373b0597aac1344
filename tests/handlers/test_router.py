"""What an arrival is meant for, and what a button's data says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.router import Press, Route, press_of, route
from domain.errors import Outdated
from domain.incoming import Incoming, Kind

PLAIN = Incoming(1, Kind.TEXT, 7, True, 7, "Wang", "zh", datetime(2026, 11, 22, tzinfo=UTC), text="hello")
IN_GROUP = replace(PLAIN, chat=-100, private=False)


@pytest.mark.parametrize(
    ("incoming", "talking", "wants_contact", "goes"),
    [
        (replace(PLAIN, kind=Kind.PRESS), False, False, Route.PRESS),
        (replace(PLAIN, kind=Kind.PRESS), True, True, Route.PRESS),
        (replace(IN_GROUP, kind=Kind.PRESS), False, False, Route.PRESS),
        (replace(PLAIN, kind=Kind.COMMAND), True, False, Route.COMMAND),
        (replace(IN_GROUP, kind=Kind.COMMAND), False, False, Route.COMMAND),
        (PLAIN, False, False, Route.WORDS),
        (PLAIN, True, False, Route.TALK),
        (replace(PLAIN, kind=Kind.ALBUM), True, False, Route.TALK),
        (replace(PLAIN, kind=Kind.VOICE), False, False, Route.WORDS),
        (replace(PLAIN, kind=Kind.LOCATION), True, False, Route.TALK),
        # One's own contact binds at any time, but for the question that asks for a number.
        (replace(PLAIN, kind=Kind.CONTACT), False, False, Route.CONTACT),
        (replace(PLAIN, kind=Kind.CONTACT), True, False, Route.CONTACT),
        (replace(PLAIN, kind=Kind.CONTACT), True, True, Route.TALK),
        # In a group only commands, presses and replies are ours.
        (IN_GROUP, False, False, Route.ASIDE),
        (replace(IN_GROUP, reply_to=5), False, False, Route.REPLY),
        (replace(IN_GROUP, kind=Kind.PHOTO, reply_to=5), False, False, Route.REPLY),
        # Nothing for us.
        (replace(PLAIN, kind=Kind.EDITED), True, False, Route.EDITED),
        (replace(PLAIN, kind=Kind.EDITED, sender=0), True, False, Route.ASIDE),
        (replace(PLAIN, kind=Kind.OTHER), True, False, Route.ASIDE),
        (replace(PLAIN, kind=Kind.MEMBER), False, False, Route.ASIDE),
        (replace(PLAIN, kind=Kind.MOVED), False, False, Route.ASIDE),
        (replace(PLAIN, sender=0), False, False, Route.ASIDE),
    ],
)
def test_arrival_goes_where_it_is_meant(incoming: Incoming, talking: bool, wants_contact: bool, goes: Route) -> None:
    """Press, command, running talk, free words; in that order."""
    assert route(incoming, talking=talking, wants_contact=wants_contact) is goes


@given(st.sampled_from(list(Kind)), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_every_arrival_has_its_place(kind: Kind, private: bool, talking: bool, wants: bool, reply: bool) -> None:
    """No kind of arrival falls through, and nobody's talk is answered from a group."""
    incoming = replace(PLAIN, kind=kind, private=private, reply_to=5 if reply else None)
    goes = route(incoming, talking=talking, wants_contact=wants)
    assert isinstance(goes, Route)
    assert private or goes not in (Route.TALK, Route.WORDS, Route.CONTACT)


@pytest.mark.parametrize(
    ("data", "press"),
    [
        ("c17:accept:3", Press("c", 17, "accept", "", 3)),
        ("c17:sign.5:3", Press("c", 17, "sign", "5", 3)),
        ("m:repair:0", Press("m", 0, "repair", "", 0)),
        ("t5:place.u7:12", Press("t", 5, "place", "u7", 12)),
        ("g:team.engineering:0", Press("g", 0, "team", "engineering", 0)),
        ("m:speak.zh:0", Press("m", 0, "speak", "zh", 0)),
    ],
)
def test_data_of_a_button_is_taken_apart(data: str, press: Press) -> None:
    """Whose, which, what, with what, in which version."""
    assert press_of(data) == press


@pytest.mark.parametrize(
    "data",
    ["", "c", "c17", "c17:accept", "c17:accept:", "c17::3", ":accept:3", "17:accept:3", "cC17:accept:3", "c17:Accept:3", "c17:accept:3:4",
     "c17:accept:-3", "c-1:accept:3", "c17:a b:3", "c" + "9" * 19 + ":accept:3", "c17:accept:" + "9" * 10, "c17:accept.a:b:3",
     "c17:accept:3\n", " c17:accept:3", "c17:accept." + "x" * 41 + ":3"],
)  # fmt: skip
def test_forged_data_is_outdated(data: str) -> None:
    """One standard answer, no trouble."""
    with pytest.raises(Outdated):
        press_of(data)


@given(
    st.one_of(
        st.text(max_size=80), st.from_regex(r"[a-z]\d{0,20}:[a-z_.]{0,30}\.?[^\n]{0,45}:\d{0,12}", fullmatch=True)
    )
)
@example("c٣:go:1")
def test_any_string_is_a_press_or_outdated(data: str) -> None:
    """And what is read fits the database: ids and versions are small enough to be looked up."""
    try:
        press = press_of(data)
    except Outdated:
        return
    assert 0 <= press.subject < 2**63
    assert 0 <= press.version < 2**31
    assert press.action == press.verb + (f".{press.value}" if press.value else "")


@given(
    st.sampled_from("cjrnsgmt"), st.integers(0, 10**18 - 1), st.from_regex(r"[a-z_]{1,24}", fullmatch=True),
    st.from_regex(r"[a-z0-9]{0,20}", fullmatch=True), st.integers(0, 10**9 - 1),
)  # fmt: skip
def test_what_a_template_writes_is_read_back(letter: str, subject: int, verb: str, value: str, version: int) -> None:
    """Write, read, the same."""
    action = f"{verb}.{value}" if value else verb
    press = press_of(f"{letter}{subject or ''}:{action}:{version}")
    assert press == Press(letter, subject, verb, value, version)
