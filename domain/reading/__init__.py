"""Reading what people type: where, what, how bad (INT-01, X-52).

What is read is offered as the filled-in start of a conversation, never acted upon without them; only danger is,
and there a false alarm is the smaller harm.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.reading.dangers import DANGERS
from domain.reading.folding import clauses, folded
from domain.reading.sense import OFTEN, has_ended, is_again, is_denied, is_real
from domain.reading.things import CATEGORIES, ELSE, FAULT, HOME, PUBLIC, QUESTION
from domain.repair import CATEGORY_OF, KINDS, Category, Danger
from domain.units import UnitRef, find_units

REPAIR, OTHER = "repair", "other"
#: Characters that are looked at; what somebody has to say first stands first.
_READ = 3000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says. Nothing in it is certain but `words`, which the text does contain (folded)."""

    units: tuple[UnitRef, ...] = ()
    category: Category | None = None
    danger: Danger | None = None
    #: All of them, the gravest first.
    dangers: tuple[Danger, ...] = ()
    #: True: a public place; False: a home; None: not said.
    place_public: bool | None = None
    #: The trouble is over: 不漏了, 已经好了.
    negated: bool = False
    #: What decided, in the order it was looked for.
    words: tuple[str, ...] = ()
    #: `repair`, `other`, or None when the text does not tell.
    intent: str | None = None

    @property
    def unit(self) -> UnitRef | None:
        """The unit, when exactly one is named."""
        return self.units[0] if len(self.units) == 1 else None


def read(text: str) -> Reading:
    """What the text says, in Chinese (either script) or English. Never fails; an empty text says nothing."""
    text = text[:_READ]
    plain = folded(text)
    parts = clauses(plain)
    units = find_units(text)
    found = tuple(_dangers(parts))
    danger, danger_word = found[0] if found else (None, None)
    over = _over(parts) if danger is None else None
    category, word = _category(plain, danger)
    words = tuple(filter(None, (danger_word, over, word)))
    return Reading(
        units=units,
        category=category,
        danger=danger,
        dangers=tuple(each for each, _ in found),
        place_public=_place(plain, bool(units), category),
        negated=over is not None,
        words=tuple(dict.fromkeys(words)),
        intent=_intent(plain, parts, danger, category, over is not None),
    )


def _dangers(parts: tuple[str, ...]) -> Iterator[tuple[Danger, str]]:
    """The dangers of now with their words, the gravest first; trouble that ended later in the text is none."""
    often = OFTEN.search(" ".join(parts)) is not None
    ended = [number for number, clause in enumerate(parts) if has_ended(clause) and not _begins_anew(parts, number)]
    scopes = []
    for number, clause in enumerate(parts):
        if not any(number <= end for end in ended):
            # A clause that only goes on, "the pipe, it burst", is read with the one before it.
            scopes += [clause] if number == 0 else [clause, f"{parts[number - 1]} {clause}"]
    for danger, pattern in DANGERS:
        hits = (
            m for scope in scopes for m in pattern.finditer(scope) if is_real(danger, scope, m.start(), m.end(), often)
        )
        hit = next(hits, None)
        if hit:
            yield danger, hit[0].strip()


def _begins_anew(parts: tuple[str, ...], ended: int) -> bool:
    return any(is_again(clause) for clause in parts[ended + 1 :])


def _over(parts: tuple[str, ...]) -> str | None:
    for number, clause in enumerate(parts):
        word = has_ended(clause)
        if word and not _begins_anew(parts, number):
            return word
    return None


def _category(plain: str, danger: Danger | None) -> tuple[Category | None, str | None]:
    for category, pattern in CATEGORIES:
        found = pattern.search(plain)
        # Of a danger only those categories speak that hold it: sparks in the lift hall are not a lift that falls.
        if found and (danger is None or danger in KINDS[category].dangers):
            return category, found[0].strip()
    return (CATEGORY_OF[danger], None) if danger else (None, None)


def _place(plain: str, with_unit: bool, category: Category | None) -> bool | None:
    if category is not None and not KINDS[category].home:
        return True
    home, public = HOME.search(plain) is not None, PUBLIC.search(plain) is not None
    if home == public:
        return False if with_unit and not public else None
    return public


def _intent(
    plain: str, parts: tuple[str, ...], danger: Danger | None, category: Category | None, over: bool
) -> str | None:
    if danger:
        return REPAIR
    if over or QUESTION.search(plain):
        return OTHER
    if category is not None and _is_faulty(parts):
        return OTHER if ELSE.search(plain) and category is Category.OTHER else REPAIR
    if ELSE.search(plain):
        return OTHER
    return REPAIR if "报修" in plain or "repair" in plain else None


def _is_faulty(parts: tuple[str, ...]) -> bool:
    return any(not is_denied(clause, found.start()) for clause in parts for found in FAULT.finditer(clause))
