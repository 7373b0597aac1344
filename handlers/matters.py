"""A person's own matters of every flow, and the work in their hands; a line opens the matter by its own flow."""

from collections.abc import Mapping

from domain.errors import Outdated
from handlers.acts import Act, Tap
from services import matters


def _lists(kind: str) -> Tap:
    def tap(act: Act) -> None:
        matters.show_list(act.work, act.who, act.private, kind, act.number)

    return tap


def menu(of_flows: Mapping[str, Mapping[str, Tap]]) -> Mapping[str, Tap]:
    """Choices of the menu; each flow's own "open" says who may see what."""

    def case(act: Act) -> None:
        found = act.work.cases.find(act.number)
        if found is None:
            raise Outdated
        act.subject = found.id
        of_flows[found.flow]["open"](act)

    return {"mine": _lists("open"), "past": _lists("past"), "work": _lists("work"), "case": case}
