"""Few stars on a matter: the desk has it to look into, with the reason the owner gives, until somebody says what was done (CBK-16).

Nothing of it says who gave the stars: whoever may read the matter opens it from the card.
"""

from collections.abc import Mapping
from typing import Any

from domain.cases import Case
from domain.errors import Outdated, Refused
from domain.people import DESK_ROLES, Community, Team, Who
from domain.privacy import for_group
from domain.shorts import Kind, Short, is_poor
from services import Work
from services.teams import reached, show_in
from services.tell import Chat, Words, private, show

#: Lines of the list.
PAGE = 6


def signed(work: Work, case: Case) -> None:
    """The matter was signed with stars: few of them are the desk's to look into, once a signature.

    Stars a complaint handed on to the repair that cured it are one signature, not two.
    """
    if not is_poor(case.rating, work.standards.number(case.community_id, "digest.poor_stars")):
        return
    line = next((line for line in reversed(work.cases.history(case.id)) if line.data.get("stars")), None)
    if line is None or line.data.get("by_complaint"):
        return
    made = work.shorts.add({
        "community_id": case.community_id, "kind": Kind.POOR, "subject_id": case.id, "turn": line.id, "person_id": case.reporter_id,
        "made_at": work.now, "asked_at": work.now, "grade": str(case.rating),
    })  # fmt: skip
    if made is not None:
        _show_desk(work, made, repost=True)


def why(work: Work, who: Who, case: int, words: str) -> None:
    """Why so few stars: a reason's key or words of their own; nothing where there were enough of them."""
    one = work.shorts.newest(Kind.POOR, case)
    if one is None or one.person_id != who.person.id or one.words is not None:
        return
    one = work.shorts.change(one.id, {"words": words, "answered_at": work.now})
    _show_desk(work, one, repost=False)


def of_desk(work: Work, who: Who, short: int) -> Short:
    """The matter to look into, for the desk of its community."""
    one = work.shorts.find(short)
    if one is None or one.kind is not Kind.POOR:
        raise Outdated
    if not who.is_any(one.community_id, DESK_ROLES):
        raise Refused("common/not_yours")
    return one


def waits(work: Work, who: Who, short: int) -> Short:
    """The same while nobody has looked into it; `Refused("common/not_now")` afterwards."""
    one = of_desk(work, who, short)
    if one.done_at is not None:
        raise Refused("common/not_now")
    return one


def done(work: Work, who: Who, short: int, words: str) -> Short:
    """Looked into: what was learnt and done, in words; kept with the matter."""
    one = waits(work, who, short)
    one = work.shorts.change(one.id, {"done_by": who.person.id, "done_words": words, "done_at": work.now})
    _show_desk(work, one, repost=False)
    show_card(work, one, private(who.person, work.people.community(one.community_id)), repost=True)
    return one


def show_card(work: Work, one: Short, chat: Chat | None, *, repost: bool) -> None:
    """The card in private."""
    said = Words("short/poor", {"s": values(work, one)}, f"Y{one.id}", 1)
    show(work, chat, f"short:{one.id}:card:{chat.person if chat else 0}", said, case=one.subject_id, repost=repost)


def show_list(work: Work, who: Who, community: Community, chat: Chat, page: int) -> None:
    """What is still to be looked into, the oldest first."""
    if not who.is_any(community.id, DESK_ROLES):
        raise Refused("common/not_yours")
    found = work.shorts.waiting(community.id, PAGE + 1, page * PAGE)
    given = {
        "rows": [{"id": one.id, **values(work, one)} for one in found[:PAGE]],
        "page": page,
        "more": len(found) > PAGE,
    }
    show(work, chat, f"shorts:{chat.id}", Words("short/list", given, "m"), repost=page == 0)


def values(work: Work, one: Short) -> Mapping[str, Any]:
    """As anybody of the desk may read it in a group: number, stars, words without rooms, names and numbers."""
    case = work.cases.get(one.subject_id)
    reporter = work.people.get(one.person_id)
    rooms = {home.room for home in work.people.who(reporter, "").homes}
    if case.unit_id is not None:
        rooms.add(work.people.unit(case.unit_id).room)

    def hidden(text: str | None) -> str | None:
        return for_group(text, rooms=rooms, names=(reporter.name,)) if text else None

    return {
        "number": case.number, "flow": case.flow, "stars": int(one.grade or 0), "at": one.made_at, "words": hidden(one.words),
        "by": work.people.get(one.done_by).name if one.done_by else None, "done": hidden(one.done_words), "done_at": one.done_at,
    }  # fmt: skip


def _show_desk(work: Work, one: Short, *, repost: bool) -> None:
    """One card where the desk is reached."""
    chats = reached(work, work.people.community(one.community_id), Team.DESK)
    said = Words("short/poor", {"s": values(work, one)}, f"Y{one.id}", 1)
    show_in(work, chats, f"short:{one.id}:desk", said, one.subject_id, repost=repost)
