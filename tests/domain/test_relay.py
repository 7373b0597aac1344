"""Residents and the desk talking through us: who hears it, how it is cut, when the reception opens."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import CommunityId, PersonId, StaffId
from domain.people import Role, Staff, Team
from domain.relay import (
    ALBUM,
    CAPTION,
    PART,
    copy_of,
    edited,
    hearers,
    joined,
    laid,
    location,
    may_hear,
    may_read,
    may_receive,
    notice_of,
    opens_at,
    relay_of,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def post(role: Role, *zone: str) -> Staff:
    """Somebody of the staff."""
    return Staff(StaffId(1), PersonId(1), CommunityId(1), role, Team.DESK, list(zone), True, None)


@pytest.mark.parametrize(
    ("role", "zone", "homes", "may"),
    [
        (Role.DESK, (), {"3"}, True),
        (Role.DESK, ("1",), {"3"}, True),
        (Role.BUTLER, (), {"3"}, True),
        (Role.BUTLER, ("3",), {"3"}, True),
        (Role.BUTLER, ("1",), {"3"}, False),
        (Role.BUTLER, ("1",), {"1", "3"}, True),
        (Role.BUTLER, ("1",), set(), True),
        (Role.DESK_SUPERVISOR, ("1",), {"3"}, True),
        (Role.MANAGER, (), {"3"}, True),
        (Role.DIRECTOR, (), {"3"}, True),
        (Role.ENGINEER, (), {"3"}, False),
        (Role.LEAD, (), {"3"}, False),
        (Role.GUARD, (), set(), False),
        (Role.FINANCE, (), {"3"}, False),
    ],
)
def test_who_hears_a_resident(role: Role, zone: tuple[str, ...], homes: set[str], may: bool) -> None:
    """The desk; a butler with a zone only those who live in it, and whoever has told no home."""
    assert may_hear(post(role, *zone), homes) is may


def test_in_private_with_a_supervisor_only_supervisors_read() -> None:
    """CMP-24; nobody without a post reads anything."""
    for role in Role:
        receives = role in (Role.DESK_SUPERVISOR, Role.MANAGER, Role.DIRECTOR)
        assert may_receive(post(role)) is receives
        assert may_read(post(role), {"3"}, 7) is receives
    assert not may_hear(None, set()) and not may_receive(None) and not may_read(None, set(), None)


@pytest.mark.parametrize(
    ("owner", "there", "all_", "heard"),
    [
        (None, [1, 2], [1, 2, 3], [1, 2]),
        (None, [], [1, 2, 3], [1, 2, 3]),
        (2, [1, 2], [1, 2, 3], [2]),
        (3, [1, 2], [1, 2, 3], [1, 2]),
        (3, [], [1, 2, 3], [3]),
        (9, [], [1, 2, 3], [1, 2, 3]),
        (9, [1], [1, 2, 3], [1]),
        (None, [], [], []),
    ],
)
def test_whom_it_goes_to_without_a_group(
    owner: int | None, there: list[int], all_: list[int], heard: list[int]
) -> None:
    """Whoever has it and is there; those on duty; else everybody, nobody who has left."""
    assert hearers(owner, there, all_) == heard


@pytest.mark.parametrize(
    ("hour", "opens", "closes", "at"),
    [
        (3, time(0), time(0), None),
        (9, time(8), time(20), None),
        (8, time(8), time(20), None),
        (20, time(8), time(20), (23, 8)),
        (23, time(8), time(20), (23, 8)),
        (7, time(8), time(20), (22, 8)),
        (3, time(20), time(6), None),
        (12, time(20), time(6), (22, 20)),
    ],
)
def test_when_the_reception_opens(hour: int, opens: time, closes: time, at: tuple[int, int] | None) -> None:
    """INT-04: round the clock by default; else the next time of the day, past midnight too."""
    now = datetime(2026, 11, 22, hour, tzinfo=SHANGHAI).astimezone(UTC)
    next_ = opens_at(now, SHANGHAI, opens, closes)
    assert next_ == (datetime(2026, 11, at[0], at[1], tzinfo=SHANGHAI) if at else None)
    assert opens_at(now, SHANGHAI, None, closes) is None


_FILES = st.lists(st.sampled_from(["photo", "video", "voice", "file", "audio"]), max_size=25)


@given(text=st.text(max_size=6000), kinds=_FILES)
def test_nothing_said_is_left_out(text: str, kinds: list[str]) -> None:
    """Every character and every file once, each part short enough; an edit of the words finds the same places."""
    files = [{"kind": kind, "ref": str(n)} for n, kind in enumerate(kinds)]
    cut = laid(text, files)
    assert cut.head + "".join(cut.more) == text
    assert len(cut.head) <= (CAPTION if cut.picture else PART) and all(len(more) <= PART for more in cut.more)
    sent = [*([cut.picture] if cut.picture else []), *(f for album in cut.albums for f in album), *cut.files]
    assert sorted(int(f["ref"]) for f in sent) == list(range(len(files)))
    assert all(1 < len(album) <= ALBUM or len(cut.albums) > 1 for album in cut.albums)
    other = laid("别的话", files)
    assert (other.picture, other.albums, other.files) == (cut.picture, cut.albums, cut.files)


def test_a_place_on_the_map_is_kept() -> None:
    """As a file of its own kind; a bad one is left out."""
    assert laid("", [location(31.25, 121.5)]).places == ((31.25, 121.5),)
    assert laid("", [{"kind": "location", "ref": "x"}]).places == ()


@given(st.lists(st.tuples(st.integers(1, 9), st.text(max_size=9)), unique_by=lambda p: p[0]), st.integers(1, 9))
def test_an_edit_changes_one_part(parts: list[tuple[int, str]], message: int) -> None:
    """And only that one; blank parts are no lines."""
    new = edited(parts, message, "改")
    assert [n for n, _ in new] == [n for n, _ in parts]
    assert all(text == ("改" if n == message else dict(parts)[n]) for n, text in new)
    assert joined(new).count("\n") <= sum(text.count("\n") + 1 for _, text in new)


def test_keys_say_what_a_message_is() -> None:
    """Any part of any copy, any notice; nothing else."""
    assert [copy_of(k) for k in ("copy:12:0", "copy:12:3:t1#9.4", "copy:x:0", "exchange:3:waits", "relay:5", "copy:12")] == [
        12, 12, None, None, None, None,
    ]  # fmt: skip
    assert [notice_of(k) for k in ("exchange:3:waits:x", "exchange::", "copy:3:0", "talk:3")] == [3, None, None, None]
    assert [relay_of(k) for k in ("r7:close:0", "r:close:0", "c7:open:1", "", "xr7:a:1")] == [7, None, None, None, None]
