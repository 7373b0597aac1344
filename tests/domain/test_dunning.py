"""The calendar of dunning on real calendars; promises, late fees, who is next (DUN-01 to DUN-11, X-22 to X-24, F-25, F-35, F-37)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import dunning
from domain.dunning import (
    LETTER_FINAL,
    LETTER_START,
    LETTERS,
    MISSED,
    Contact,
    Figures,
    Home,
    Need,
    Outcome,
    Promise,
    Round,
    Way,
    Window,
)
from domain.errors import Refused
from domain.lifecycle import dead_ends, unreachable
from domain.months import months_after

F = Figures.of({})
_DAY = timedelta(days=1)
D = date.fromisoformat


def working(day: date) -> bool:
    """No holiday ever."""
    return False


def days(first: str, last: str) -> list[date]:
    """Each day from one to the other."""
    return [D(first) + n * _DAY for n in range((D(last) - D(first)).days + 1)]


def open_on(day: str, *, ran: list[date] | None = None, rests: object = working) -> list[tuple[str, bool]]:
    """What is open that day, when the list went out on those mornings (every one of the year when not said)."""
    told = ran if ran is not None else days("2026-01-01", "2028-12-31")
    return [(str(r.window), r.late) for r in dunning.rounds(D(day), F, [d for d in told if d <= D(day)], rests)]


# --- the calendar -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "window"),
    [
        # DUN-01: 15th to 21st of the first two months of a quarter.
        ("2026-10-14", None), ("2026-10-15", "call"), ("2026-10-21", "call"), ("2026-10-22", None), ("2026-10-25", None),
        ("2026-11-15", "call"), ("2026-11-21", "call"),
        # DUN-02: the reason by the 25th of the second month.
        ("2026-11-22", "reason"), ("2026-11-25", "reason"), ("2026-11-26", None), ("2026-11-30", None),
        # DUN-05: 15th to 21st of the last month; DUN-06: 22nd to 27th of it.
        ("2026-12-14", None), ("2026-12-15", "second"), ("2026-12-21", "second"), ("2026-12-22", "third"),
        ("2026-12-27", "third"), ("2026-12-28", None), ("2026-12-31", None), ("2027-01-01", None),
        # Every quarter alike.
        ("2026-03-16", "second"), ("2026-06-27", "third"), ("2026-09-22", "third"), ("2026-07-15", "call"), ("2026-08-25", "reason"),
        # February, leap and not: the second month of its quarter.
        ("2028-02-21", "call"), ("2028-02-22", "reason"), ("2028-02-25", "reason"), ("2028-02-26", None), ("2028-02-29", None),
        ("2027-02-25", "reason"), ("2027-02-28", None), ("2028-03-01", None), ("2028-03-15", "second"),
    ],
)  # fmt: skip
def test_the_windows(day: str, window: str | None) -> None:
    """X-22: what is open on which day."""
    assert open_on(day) == ([(window, False)] if window else [])


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_every_day_has_at_most_one_window(day: date) -> None:
    """The windows do not overlap, whatever the year; each month has one of calls."""
    spans = dunning.spans(day, F)
    assert sum(s.first <= day <= s.last for s in spans) <= 1
    assert sum(s.window in (Window.CALL, Window.SECOND) for s in spans) == 1
    assert all(s.first.month == s.last.month == day.month for s in spans)
    assert dunning.next_window(day, F).first > day


@pytest.mark.parametrize(
    ("lost", "day", "expected"),
    [
        # The machine stood still through the whole window: made up for once, on as many days as were lost.
        (("2026-10-15", "2026-10-23"), "2026-10-24", [("call", True)]),
        (("2026-10-15", "2026-10-23"), "2026-10-30", [("call", True)]),
        (("2026-10-15", "2026-10-23"), "2026-10-31", []),
        # Only its end was lost: two days.
        (("2026-10-20", "2026-10-22"), "2026-10-23", [("call", True)]),
        (("2026-10-20", "2026-10-22"), "2026-10-24", [("call", True)]),
        (("2026-10-20", "2026-10-22"), "2026-10-25", []),
        # Its beginning was lost: the rest of it serves.
        (("2026-10-14", "2026-10-18"), "2026-10-19", [("call", False)]),
        (("2026-10-14", "2026-10-18"), "2026-10-22", []),
        # Across two windows: the most urgent first.
        (("2026-12-15", "2026-12-23"), "2026-12-24", [("third", False), ("second", True)]),
        (("2026-11-14", "2026-11-26"), "2026-11-27", [("reason", True), ("call", True)]),
        # Across the end of the year and of the quarter.
        (("2026-12-20", "2027-01-03"), "2027-01-04", [("third", True), ("second", True)]),
        (("2026-12-20", "2027-01-16"), "2027-01-17", [("third", True), ("second", True), ("call", False)]),
        # A leap day in between.
        (("2028-02-20", "2028-02-28"), "2028-02-29", [("reason", True), ("call", True)]),
    ],
)  # fmt: skip
def test_downtime_across_a_window(lost: tuple[str, str], day: str, expected: list[tuple[str, bool]]) -> None:
    """X-22: what was missed is done once, late."""
    gone = set(days(*lost))
    ran = [d for d in days("2026-01-01", "2028-12-31") if d not in gone]
    assert open_on(day, ran=ran) == expected


def test_what_was_before_the_first_morning_was_never_due() -> None:
    """A community that begins on the 24th makes up for nothing."""
    assert open_on("2026-10-24", ran=[]) == []
    assert open_on("2026-10-25", ran=days("2026-10-24", "2026-10-25")) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-02-14", []),  # worked, before the window
        ("2026-02-15", []),  # Spring Festival from the 15th to the 23rd: nobody is asked for money
        ("2026-02-23", []),
        ("2026-02-24", [("reason", False), ("call", True)]),  # the window is made up for afterwards
        ("2026-02-25", [("reason", False), ("call", True)]),
        ("2026-02-28", [("call", True)]),
        ("2026-03-02", [("call", True)]),
        ("2026-03-03", []),
    ],
)
def test_holidays(day: str, expected: list[tuple[str, bool]]) -> None:
    """A window on public holidays is put off: seven days of it fell on the Spring Festival of 2026."""
    festival = set(days("2026-02-15", "2026-02-23"))
    assert open_on(day, rests=lambda d: d in festival) == expected


def test_the_figures_can_be_set() -> None:
    """A window that would begin after its end is left out."""
    own = Figures.of({"dunning.call_from": 10, "dunning.call_to": 28})
    assert [(s.window, s.first.day, s.last.day) for s in dunning.spans(D("2026-11-01"), own)] == [(Window.CALL, 10, 28)]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-30", 3, "2027-02-28"), ("2027-11-30", 3, "2028-02-29"), ("2027-11-29", 3, "2028-02-29"),
        ("2026-10-31", 3, "2027-01-31"), ("2026-08-31", 3, "2026-11-30"), ("2026-12-15", 1, "2027-01-15"), ("2027-01-01", -3, "2026-10-01"),
    ],
)  # fmt: skip
def test_months_after(day: str, months: int, expected: str) -> None:
    """DUN-09, F-37: three months after the notice, the last day of a month that is shorter."""
    assert months_after(D(day), months) == D(expected)


@pytest.mark.parametrize(("day", "due"), [("2027-02-27", False), ("2027-02-28", True), ("2027-03-01", True)])
def test_the_express_letter(day: str, due: bool) -> None:
    """F-37."""
    assert dunning.express_due(D("2026-11-30"), D(day), 3) is due
    assert not dunning.express_due(None, D(day), 3)


def test_quarters() -> None:
    """Their first and last days."""
    assert dunning.quarter(D("2028-02-29")) == (D("2028-01-01"), D("2028-03-31"))
    assert dunning.quarter(D("2026-12-31")) == (D("2026-10-01"), D("2026-12-31"))


# --- promises and fees --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "paid", "expected"),
    [
        ("2026-12-01", [], Promise.OPEN),
        ("2026-12-03", [], Promise.OPEN),
        ("2026-12-04", [], Promise.BROKEN),
        ("2026-12-04", [("2026-12-03", 27_600)], Promise.KEPT),
        ("2026-12-04", [("2026-12-01", 20_000), ("2026-12-03", 7_600)], Promise.KEPT),
        ("2026-12-04", [("2026-12-03", 27_599)], Promise.BROKEN),
        ("2026-12-05", [("2026-12-04", 27_600)], Promise.BROKEN),
    ],
)
def test_a_promise(day: str, paid: list[tuple[str, int]], expected: Promise) -> None:
    """F-35: the whole amount by the promised day."""
    assert dunning.promise(D(day), D("2026-12-03"), 27_600, [(D(on), fen) for on, fen in paid]) is expected


def _line(n: int, day: str, promised: str | None = None) -> Contact:
    at = datetime.fromisoformat(f"{day}T02:00:00+00:00")
    return Contact(n, 1, 1, 1, Way.PHONE, Outcome.PROMISED, D(day), at, 1, None, 100, None, None, D(promised) if promised else None,
                   100 if promised else None, None)  # fmt: skip


def test_a_promise_that_was_replaced_in_time_is_none() -> None:
    """F-35: changed before its day it is left out; changed afterwards it was broken."""
    early = [_line(2, "2026-12-03", "2026-12-20"), _line(1, "2026-12-01", "2026-12-10")]
    late = [_line(2, "2026-12-11", "2026-12-20"), _line(1, "2026-12-01", "2026-12-10")]
    assert [p for _, p in dunning.promises(early, [], D("2026-12-12"))] == [Promise.OPEN]
    assert [p for _, p in dunning.promises(late, [], D("2026-12-12"))] == [Promise.OPEN, Promise.BROKEN]


def test_money_known_before_keeps_no_promise() -> None:
    """What was confirmed before it was given is not what was promised."""
    before = (datetime(2026, 12, 1, 1, tzinfo=UTC), D("2026-11-30"), 100)
    after = (datetime(2026, 12, 1, 3, tzinfo=UTC), D("2026-12-01"), 100)
    lines = [_line(1, "2026-12-01", "2026-12-10")]
    assert dunning.promises(lines, [before], D("2026-12-11"))[0][1] is Promise.BROKEN
    assert dunning.promises(lines, [after], D("2026-12-11"))[0][1] is Promise.KEPT


@pytest.mark.parametrize(
    ("fen", "rate", "day", "expected"),
    [
        (27_600, 0, "2026-12-25", 0),  # by default none
        (27_600, 5, "2026-12-15", 0),  # on the due day itself none
        (27_600, 5, "2026-12-16", 14),  # 13.8 fen
        (27_600, 5, "2026-12-25", 138),
        (27_600, 3, "2027-12-15", 3_022),  # 3022.2
        (100, 5, "2026-12-25", 1),  # 0.5 fen, half up
        (1, 30, "2026-12-16", 0),
    ],
)
def test_the_late_fee(fen: int, rate: int, day: str, expected: int) -> None:
    """F-25: open amount × days × parts of ten thousand, whole fen."""
    assert dunning.late_fee(fen, D("2026-12-15"), D(day), rate) == expected


def test_the_letters_lead_somewhere() -> None:
    """X-23: nothing is sent that was not approved; every letter ends."""
    assert not unreachable(LETTERS, LETTER_START)
    assert not dead_ends(LETTERS, LETTER_FINAL)
    assert not dead_ends(dunning.TABLE, dunning.FINAL)
    assert [s for (s, e), after in LETTERS.items() if after is dunning.Stage.SENT] == [dunning.Stage.APPROVED]


# --- who is next --------------------------------------------------------------------------------------------------

CALL, THIRD = [Round(Window.CALL, D("2026-11-15"))], [Round(Window.THIRD, D("2026-12-22"))]
SECOND, REASON = [Round(Window.SECOND, D("2026-12-15"))], [Round(Window.REASON, D("2026-11-22"))]


@pytest.mark.parametrize(
    ("home", "open_", "day", "expected"),
    [
        (Home(), CALL, "2026-11-16", Need.CALL),
        (Home(), [], "2026-11-28", Need.LATER),
        (Home(contacted_on=D("2026-11-16")), CALL, "2026-11-16", Need.CONTACTED),
        (Home(contacted_on=D("2026-11-16")), CALL, "2026-11-17", Need.LATER),  # once a window
        (Home(contacted_on=D("2026-10-20")), CALL, "2026-11-17", Need.CALL),
        (Home(), REASON, "2026-11-23", Need.REASON),
        (Home(reason_known=True), REASON, "2026-11-23", Need.LATER),
        (Home(contacted_on=D("2026-11-16"), promised_on=D("2026-11-30"), promise=Promise.OPEN), CALL, "2026-11-17", Need.PROMISED),
        (Home(contacted_on=D("2026-11-16"), promised_on=D("2026-12-30"), promise=Promise.OPEN), SECOND, "2026-12-15", Need.SECOND),  # DUN-05
        (Home(contacted_on=D("2026-11-16"), promised_on=D("2026-11-30"), promise=Promise.BROKEN, broken=1), [], "2026-12-01", Need.BROKEN),
        (Home(contacted_on=D("2026-11-16"), promised_on=D("2026-11-20"), promise=Promise.OPEN, at_door=True), CALL, "2026-11-20", Need.DOOR),
        (Home(reported=True, express=True, refused=True), THIRD, "2026-12-23", Need.REPORTED),
        (Home(waiting=True, broken=9), THIRD, "2026-12-23", Need.WAITING),  # DUN-04
        (Home(contacted_on=D("2026-11-16"), solved_on=D("2026-12-01")), [], "2026-12-01", Need.SOLVED),  # DUN-05, CBK-27
        (Home(notified_on=D("2026-08-16"), contacted_on=D("2026-11-16")), [], "2026-11-16", Need.CONTACTED),
        (Home(notified_on=D("2026-08-16"), contacted_on=D("2026-11-15")), [], "2026-11-16", Need.EXPRESS),
        (Home(notified_on=D("2026-08-16"), express=True), [], "2026-11-16", Need.LATER),
        (Home(express=True, refused=True), THIRD, "2026-12-23", Need.LAWYER),
        (Home(express=True, broken=2), THIRD, "2026-12-23", Need.LAWYER),
        (Home(express=True, broken=1), THIRD, "2026-12-23", Need.THIRD),
        (Home(express=False, refused=True), THIRD, "2026-12-23", Need.THIRD),  # first by express
        (Home(express=True, refused=True), SECOND, "2026-12-16", Need.SECOND),  # in the third round only
        (Home(express=True, refused=True, lawyer=True), THIRD, "2026-12-23", Need.THIRD),
    ],
)  # fmt: skip
def test_what_a_home_needs(home: Home, open_: list[Round], day: str, expected: Need) -> None:
    """X-22: at most one thing a day, the most urgent."""
    assert dunning.need(home, open_, D(day), F) is expected


@pytest.mark.parametrize(
    ("need", "given", "said"),
    [
        (Need.CALL, {}, None),
        (Need.CALL, {"due_fen": 0}, "dunning/paid"),
        (Need.CALL, {"due_fen": 0, "disputed_fen": 5}, "dunning/disputed"),
        (Need.CALL, {"disputed_fen": 5}, None),  # the rest of it may be asked for
        (Need.REPORTED, {}, "dunning/reported"),
        (Need.WAITING, {}, "dunning/waits"),
        (Need.CALL, {"today": True}, "dunning/today"),
        (Need.CONTACTED, {}, "dunning/today"),
        (Need.LATER, {"open_": []}, "dunning/no_window"),
        (Need.BROKEN, {"open_": []}, None),  # a promised day is followed up whenever it is
        (Need.BROKEN, {"open_": [], "window": True}, "dunning/no_window"),  # but reminders keep to the windows
    ],
)
def test_whether_they_may_be_spoken_to(need: Need, given: dict, said: str | None) -> None:
    """One contact a day, none while disputed or waiting, none after payment, none outside of the windows."""
    plain = {
        "due_fen": 100,
        "disputed_fen": 0,
        "today": False,
        "window": False,
        "since": D("2026-12-15"),
        "open_": CALL,
        **given,
    }
    open_ = plain.pop("open_")
    if said is None:
        dunning.check_contact(need, open_, **plain)
    else:
        with pytest.raises(Refused) as no:
            dunning.check_contact(need, open_, **plain)
        assert no.value.message == said


def test_a_missed_call_is_no_contact() -> None:
    """They may be tried again the same day."""
    assert {Outcome.NOT_REACHED, Outcome.WRONG_NUMBER} == MISSED
