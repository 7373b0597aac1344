"""A promise that cannot be handled holds nobody up."""

import pytest

from services.ladder import climb


def test_a_bug_in_one_promise_lets_the_others_fire_and_is_told(estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two urgent cases are late; the first breaks, the second still alerts, the director hears of the first."""
    estate.says("王芳", "厨房水管爆了,3栋2单元1502")
    estate.says("Anna", "water pipe burst in my kitchen")
    first = estate.cases()[0].id
    real = climb._climb

    def breaks(work, case, deadline):
        if case.id == first:
            raise ZeroDivisionError
        return real(work, case, deadline)

    monkeypatch.setattr(climb, "_climb", breaks)
    estate.passes(minutes=16)
    assert "261122-002" in estate.screen("吴工")
    assert "261122-001" not in estate.screen("吴工")
    assert "ZeroDivisionError" in estate.screen("冯主任")
    monkeypatch.undo()
    estate.passes(minutes=11)
    assert "261122-001" in estate.screen("吴工")


def test_an_alert_that_cannot_be_made_keeps_nobody_from_theirs(estate, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of one are broken: the director hears of it, the other is told, and the clock goes on."""
    estate.says("王芳", "厨房水管爆了,3栋2单元1502")
    estate.says("Anna", "water pipe burst in my kitchen")
    first = estate.cases()[0].id
    real = climb.show_alert

    def breaks(work, community, person, case, *rest, **more) -> None:
        if case.id == first:
            raise ZeroDivisionError
        real(work, community, person, case, *rest, **more)

    monkeypatch.setattr(climb, "show_alert", breaks)
    estate.passes(minutes=16)
    assert "⏰ 超时" in estate.screen("吴工") and "261122-002" in estate.screen("吴工")
    assert "ZeroDivisionError" in estate.screen("冯主任")
