"""What a press on a card is given to work with, and what it may ask for in return."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.incoming import Incoming
from domain.people import Community, Who
from domain.talk import Answers
from services import Work
from services.tell import Chat, Words, answer, mine

#: Longer numbers are no ids of ours, and no database takes them.
DIGITS = 15


@dataclass(slots=True)
class Act:
    """One press or menu choice of one person. `subject` is the id in the button, `value` what stood after the dot."""

    work: Work
    who: Who
    community: Community
    incoming: Incoming
    subject: int = 0
    value: str = ""
    #: A conversation to begin once the press is carried out: flow, answers known, matter.
    begins: tuple[str, Answers, int | None] | None = None
    #: The menu is to be shown once the press is carried out.
    shows_menu: bool = False
    answered: bool = field(default=False)

    @property
    def number(self) -> int:
        """What stood after the dot as a number; 0 when it is none (buttons can be forged)."""
        small = self.value.isascii() and self.value.isdigit() and len(self.value) <= DIGITS
        return int(self.value) if small else 0

    @property
    def at_work(self) -> Community:
        """Where what staff do counts: in a group the group's community, in private that of their post."""
        if not self.incoming.private or not self.who.staff:
            return self.community
        return self.work.people.community(self.who.staff[0].community_id)

    @property
    def private(self) -> Chat:
        """The private chat with whoever pressed."""
        return mine(self.who, self.community)

    def toast(self, name: str, values: Mapping[str, Any] | None = None, *, alert: bool = False) -> None:
        """The short line above the chat, in the language of whoever pressed."""
        if not self.answered:
            answer(self.work, self.incoming.press_id, self.private, Words(name, values or {}), alert=alert)
            self.answered = True

    def begin(self, flow: str, answers: Answers | None = None, case: int | None = None) -> None:
        """Begins a conversation in the private chat; in a group the presser is told to look there."""
        self.begins = (flow, answers or {}, case)
        if not self.incoming.private:
            self.toast("common/go_private")


Tap = Callable[[Act], None]


def does(do: Callable[[Act], object], toast: str) -> Tap:
    """A press that does one thing and says so in a short line."""

    def tap(act: Act) -> None:
        do(act)
        act.toast(toast)

    return tap
