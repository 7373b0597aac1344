"""The whole reading of a text, put together from its parts."""

from dataclasses import dataclass, replace

from domain.reading.alarm import Alarm, alarm_of
from domain.reading.folding import mended
from domain.reading.intent import Verdict, intent_of, is_letter
from domain.reading.matters import parts_of
from domain.reading.things import CATEGORIES, HOME, PUBLIC
from domain.reading.topic import topic_of
from domain.reading.words import NONE, Words
from domain.repair import CATEGORY_OF, KINDS, Category, Danger
from domain.units import UnitRef, find_units, fits

#: Characters that are looked at; what somebody has to say first stands first.
_READ = 3000
#: What broke and where is said at the beginning.
_HEAD = 120
#: From which share of a hundred a second intent is worth naming.
_ALSO = 20
REPAIR, OTHER = "repair", "other"


@dataclass(frozen=True, slots=True)
class Matter:
    """One of several matters of a message: its words as typed, and what they say."""

    text: str
    intent: str
    topic: str
    urgent: bool
    words: tuple[str, ...] = ()


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
    #: What decided, the weightiest first.
    words: tuple[str, ...] = ()
    #: `repair`, `complaint`, `fee`, `inquiry`, `suggestion`, `other`; None when the text does not tell.
    intent: str | None = None
    #: The same with those that may be meant as well, best first; `other` when the text does not tell.
    intents: tuple[str, ...] = ("other",)
    #: How sure the best one is, of a hundred.
    share: int = 0
    #: What it is about, one of `topics.TOPICS` or `other`.
    topic: str = "other"
    #: Two or more when it tells of several matters, in its order; else none.
    matters: tuple[Matter, ...] = ()

    @property
    def unit(self) -> UnitRef | None:
        """The unit, when exactly one is named; its entrance may be left out when it is named again."""
        fullest = max(self.units, key=lambda unit: bool(unit.entrance), default=None)
        return fullest if fullest is not None and all(fits(unit, fullest) for unit in self.units) else None

    @property
    def urgent(self) -> bool:
        """Whether it cannot wait."""
        return self.danger is not None


def read(text: str, extra: Words = NONE) -> Reading:
    """What the text says, in Chinese (either script) or English; `extra` are the community's own words.

    Never fails; an empty text says nothing.
    """
    text = text[:_READ]
    plain = mended(text)
    units = find_units(text)
    alarm, topic, about, verdict = _told(plain, extra)
    category, thing = _category(plain[:_HEAD], alarm.danger)
    matters = _matters(text, is_letter(plain), extra)
    if alarm.danger is not None and not any(matter.urgent for matter in matters):
        matters = ()  # the danger is told across the parts, so they are one matter
    if matters and not is_letter(plain):
        first = next((matter for matter in matters if matter.urgent), matters[0])
        verdict, topic = verdict.first(first.intent), first.topic
    likely = [intent for intent, share in verdict.shares if share >= _ALSO] or [verdict.shares[0][0]]
    return Reading(
        units=units,
        category=category,
        danger=alarm.danger,
        dangers=alarm.dangers,
        place_public=_place(plain[:_HEAD], bool(units), category),
        negated=alarm.over is not None,
        words=tuple(dict.fromkeys(filter(None, (alarm.word, alarm.over, *verdict.words, *about, thing)))),
        intent=verdict.shares[0][0] if verdict.said else None,
        intents=tuple(
            dict.fromkeys(
                [verdict.shares[0][0], *(matter.intent for matter in matters), *likely] if verdict.said else [OTHER]
            )
        ),
        share=verdict.shares[0][1],
        topic=topic,
        matters=matters,
    )


def _told(plain: str, extra: Words) -> tuple[Alarm, str, tuple[str, ...], Verdict]:
    """Danger, topic with its words, intent."""
    alarm = alarm_of(plain, extra)
    topic, about = topic_of(plain, extra)
    verdict = intent_of(plain, topic, extra, danger=alarm.danger is not None, over=alarm.over is not None)
    if alarm.danger is not None and not is_letter(plain):
        verdict = verdict.first(REPAIR)
    elif alarm.over is not None and not is_letter(plain):
        verdict = verdict.first(OTHER)
    return alarm, "fee" if verdict.shares[0][0] == "fee" else topic, about, verdict


def _matters(text: str, letter: bool, extra: Words) -> tuple[Matter, ...]:
    """The parts that are matters of their own, when there are two or more."""
    found: list[Matter] = []
    begun = 0
    parts = parts_of(text, letter=letter)
    for part in parts if len(parts) > 1 else ():
        alarm, topic, about, verdict = _told(mended(text[part.start : part.end]), extra)
        intent, share = verdict.shares[0]
        words = tuple(dict.fromkeys(filter(None, (alarm.word, *verdict.words, *about))))
        here = Matter(text[part.start : part.end], intent, topic, alarm.danger is not None, words)
        last = found[-1] if found else None
        if not verdict.said or intent == OTHER:  # a greeting, thanks: nothing to file
            continue
        if last is None or _is_another(last, here, share, goes_on=part.goes_on):
            found.append(here)
            begun = part.start
        else:
            whole = text[begun : part.end]
            found[-1] = replace(last, text=whole, urgent=last.urgent or here.urgent)
    return tuple(found) if len(found) > 1 else ()


def _is_another(last: Matter, here: Matter, share: int, *, goes_on: bool) -> bool:
    """Whether a part is a new matter: after "and also" or a number another topic is enough, after a comma it is not."""
    if goes_on:
        return (
            last.intent != here.intent and last.topic != here.topic and here.topic not in _NO_MATTER and share >= _SURE
        )
    return (last.intent, last.topic) != (here.intent, here.topic)


#: What a clause after a comma is about when it only says more of the matter before it: 报了三次没人来.
_NO_MATTER = frozenset({"other", "staff_service"})
#: From which share of a hundred a clause is a matter of its own.
_SURE = 60


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
