"""The figures of the rules, seen and set by the heads: subjects, one subject's figures, one figure, its new value.

Nothing is set before "before → after" and what it moves have been looked at; whoever was overtaken meanwhile is told.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.errors import Outdated, Refused
from domain.incoming import Incoming, Kind
from domain.people import HEADS, Who
from domain.standards import Standard, Value, as_text, by_key, parse
from domain.standards.kinds import NUMBERS
from domain.standards.kinds import Kind as Written
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, Read, Situation, Taken, Unclear
from handlers.conversation import Flow, Step, never
from services import Work, standards
from services.heads import check_head
from services.tell import Words, mine, show, tell

#: Figures of one page.
PAGE = 8
#: What is suggested beside the default: shares of it.
_SUGGESTED = (0.5, 1.5, 2, 3)


def offers(who: Who) -> set[str]:
    """Heads set figures."""
    return {"standards"} if any(s.role in HEADS for s in who.staff) else set()


def _show(act: Act, said: Words, *, repost: bool = False) -> None:
    show(act.work, act.private, f"figures:{act.private.id}", said, repost=repost)


def _subjects(act: Act, *, repost: bool) -> None:
    check_head(act.who, act.at_work.id)
    rows = []
    for subject in standards.subjects():
        found = standards.figures(act.work, act.at_work.id, subject)
        rows.append({"subject": subject, "own": sum(f.own for f in found)})
    _show(act, Words("standards/subjects", {"rows": rows, "community": act.at_work.name}, "f"), repost=repost)


def _begin(act: Act) -> None:
    _subjects(act, repost=True)


def _again(act: Act) -> None:
    _subjects(act, repost=False)


def _list(act: Act) -> None:
    check_head(act.who, act.at_work.id)
    subject, _, page = act.value.partition("-")
    found = standards.figures(act.work, act.at_work.id, subject)
    number = min(int(page), (len(found) - 1) // PAGE) if page.isascii() and page.isdigit() and len(page) < PAGE else 0
    if not found:
        raise Outdated
    rows = [_row(f) for f in found[number * PAGE : (number + 1) * PAGE]]
    given = {"subject": subject, "rows": rows, "page": number, "more": len(found) > (number + 1) * PAGE}
    _show(act, Words("standards/list", given, "f"))


def _row(figure: standards.Figure) -> dict[str, Any]:
    return {**standards.face(figure.standard), "value": as_text(figure.standard, figure.value), "own": figure.own}


def _found(act: Act) -> standards.Figure:
    check_head(act.who, act.at_work.id)
    found = standards.figure(act.work, act.at_work.id, act.value)
    if found is None:
        raise Outdated
    return found


def _one(act: Act) -> None:
    found = _found(act)
    given = {
        "s": _row(found),
        "subject": standards.subject_of(found.standard),
        "changed": found.change > 0,
        "by": found.by,
        "at": found.at,
    }
    _show(act, Words("standards/one", given, "f"))


def _known(act: Act, found: standards.Figure) -> Answers:
    """What the conversation begins with: the figure, where, and which change of it was seen."""
    return {
        "key": found.standard.key,
        "now": as_text(found.standard, found.value),
        "_about": standards.face(found.standard),
        "_community": act.at_work.id,
        "_seen": found.change,
    }


def _change(act: Act) -> None:
    act.begin("standard", _known(act, _found(act)))


def _default(act: Act) -> None:
    found = _found(act)
    act.begin("standard", {**_known(act, found), "value": as_text(found.standard, found.standard.default)})


def suggestions(standard: Standard) -> list[Value]:
    """Values to pick from: the choices there are, or the default and what lies around it."""
    if standard.kind is Written.CHOICE:
        return list(standard.choices)
    if standard.kind is Written.FLAG:
        return [True, False]
    if standard.kind not in NUMBERS:
        return [standard.default]
    default = int(standard.default)
    around = {default, *(int(default * share) for share in _SUGGESTED)}
    return [number for number in sorted(around) if standard.low <= number <= standard.high]


def _values(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Each names its figure in its note: that is how a typed value is read."""
    standard = by_key(answers["key"])
    texts = [as_text(standard, value) for value in suggestions(standard)]
    return [Option(f"v{n}", note=standard.key, keeps=text) for n, text in enumerate(texts)]


def _typed(incoming: Incoming, s: Situation) -> Read:
    """A value of the figure that is asked for."""
    if incoming.kind is not Kind.TEXT or not s.offered:
        return None
    standard = by_key(s.offered[0].note)
    try:
        return Taken(as_text(standard, parse(standard, incoming.text)))
    except Refused:
        return Unclear("figure")


def _effects(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Save, with the number of open promises that move; nothing to save where nothing changes. The button names the last
    change: when there is another by the time of the press, nothing is saved and the question comes again."""
    standard = by_key(answers["key"])
    found = standards.figure(work, answers["_community"], standard.key)
    if found is None or answers["value"] == as_text(standard, found.value):
        return []
    count, whole = standards.moves(work, answers["_community"], standard, parse(standard, answers["value"]))
    keeps = {
        "change": found.change,
        "now": as_text(standard, found.value),
        "since": found.change != answers["_seen"],
        "by": found.by,
    }
    return [Option(f"{found.change}", note=f"{count}" if whole else f"{count}+", keeps=keeps)]


def _saved(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    community, standard = work.people.community(talk.answers["_community"]), by_key(talk.answers["key"])
    check_head(who, community.id)
    value = parse(standard, talk.answers["value"])
    standards.change(work, community, standard, value, who.person, talk.answers["save"]["change"])
    subject = standards.subject_of(standard)
    said = Words(
        "standards/saved", {"s": standards.face(standard), "now": as_text(standard, value), "subject": subject}, "f"
    )
    tell(work, mine(who, community), f"talk:{talk.id}:saved", said)


STANDARD = Flow(
    "standard",
    (Step("value", (_typed,), offers=_values), Step("save", (), offers=_effects, within=("value",), anew=True)),
    _saved,
    summary=never,
    may=lambda who: bool(offers(who)),
    folder="standards",
)
MENU: Mapping[str, Tap] = {"standards": _begin}
#: Buttons of the figures' card.
TAPS: Mapping[str, Tap] = {
    "subjects": _again,
    "list": _list,
    "one": _one,
    "change": _change,
    "default": _default,
}
