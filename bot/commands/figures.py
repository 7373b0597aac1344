"""`guanjia standards`: the figures of the rules, seen and set."""

import click

from bot.commands.opening import Failed, community_option, database, in_one_work, the_community
from domain.errors import Refused
from domain.standards import CATALOGUE, Standard, Value, as_text, named, parse
from services import Work
from services.standards import change

#: Typed for a value, the community's own figure is taken away.
_DEFAULT = "default"


@click.command(epilog="Example: guanjia standards repair.urgent_arrive_minutes 20")
@click.argument("key", required=False)
@click.argument("value", required=False)
@community_option
def standards(key: str | None, value: str | None, community: str | None) -> None:
    """List all figures, show one (KEY), or set it (KEY VALUE; VALUE `default` takes your own away).

    A * marks what differs from the default. Heads of the community are told of a change in the chat, and open promises
    that follow it are counted anew by the running bot.
    """
    try:
        wanted = (named(key),) if key is not None else CATALOGUE
    except Refused:
        raise Failed(f"There is no standard called {key}. `guanjia standards` lists them all.") from None
    with database() as store:
        if value is not None:
            new = _value(wanted[0], value)
            in_one_work(store, lambda work: _set(work, community, wanted[0], new))
        own = in_one_work(store, lambda work: work.standards.own(the_community(work, community).id))
    width = max(len(standard.key) for standard in wanted)
    for standard in wanted:
        click.echo(_line(standard, own, width))


def _set(work: Work, community: str | None, standard: Standard, value: Value) -> None:
    change(work, the_community(work, community), standard, value, None)


def _value(standard: Standard, typed: str) -> Value:
    if typed.strip().lower() == _DEFAULT:
        return standard.default
    try:
        return parse(standard, typed)
    except Refused:
        raise Failed(f"{standard.key} cannot be {typed}: {_may_be(standard)}.") from None


def _may_be(standard: Standard) -> str:
    if standard.choices:
        return f"it is one of {', '.join(standard.choices)}"
    if standard.high:
        return f"it is {standard.kind}, from {standard.low} to {standard.high}"
    return f"it is a {standard.kind}, such as {as_text(standard, standard.default)}"


def _line(standard: Standard, own: dict[str, Value], width: int) -> str:
    value = own.get(standard.key, standard.default)
    said = f"{as_text(standard, value)} {standard.unit_en}".strip()
    if value == standard.default:
        mark, default = " ", ""
    else:
        mark, default = "*", f" (default {as_text(standard, standard.default)})"
    rules = f" [{' '.join(standard.rules)}]" if standard.rules else ""
    return f"{mark} {standard.key:<{width}}  {said}{default}  {standard.zh}{rules}"
