"""Runs of bills: look, see who is odd or left out, write."""

from collections.abc import Mapping

from domain.errors import Outdated
from domain.fees.run import Left, Odd
from handlers.acts import DIGITS, Act, Tap
from services.fees import billing, codes


def _chosen(act: Act) -> tuple[int, str, str]:
    """`<code>-<period>[-<why>]` of a button; nobody else writes it so."""
    number, _, rest = act.value.partition("-")
    period, why = rest[: len("2026-12")], rest[len("2026-12-") :]
    if not (number.isascii() and number.isdigit() and len(number) <= DIGITS):
        codes.check(act.who, act.subject)
        raise Outdated
    return int(number), period, why


def _preview(act: Act) -> None:
    code, period, _ = _chosen(act)
    billing.look(act.work, act.who, code, period, "", f"billing:look:{act.incoming.id}")
    act.toast("billing/toast_looking")


def _odd(act: Act) -> None:
    code, period, why = _chosen(act)
    if why not in {*Left, *Odd}:
        codes.kept(act.work, act.who, code)
        raise Outdated
    billing.look(act.work, act.who, code, period, why, f"billing:look:{act.incoming.id}")
    act.toast("billing/toast_looking")


def _write(act: Act) -> None:
    code, period, _ = _chosen(act)
    billing.begin(act.work, act.who, code, period)
    act.toast("billing/toast_begun")


TAPS: Mapping[str, Tap] = {"preview": _preview, "odd": _odd, "write": _write}
