"""The main menu and the first hello, by what somebody is; groups and what a manager does in them."""

from collections.abc import Mapping

from domain.cases import OVER
from domain.errors import Refused
from domain.people import DESK_ROLES, DISPATCHERS, HEADS, Community, Team, Who
from handlers import manage
from handlers.acts import Act, Tap
from services import Work, chats
from services.tell import Chat, Words, mine, show, tell, zone_of


def choices(who: Who) -> set[str]:
    """What the main menu offers this person; every choice is checked again when it is pressed."""
    roles = {s.role for s in who.staff}
    offered = {"talk", "language", "help"}
    if who.homes or who.staff:
        offered |= {"repair", "mine", "notices"}
    if who.homes:
        offered |= {"complaint", "enquiry", "suggestion", "breach", "fees", "order", "my_surveys"}
    if who.staff:
        offered |= {"work", "waiting", "off_duty" if who.staff[0].on_duty else "on_duty"}
    if who.staff and all(who.post(home.community_id) for home in who.homes):
        offered -= {"talk"}  # they sit next to the desk; where somebody only lives they talk to it like anybody
    if roles & DESK_ROLES:
        offered |= {"repair_desk"}
    if roles & (DISPATCHERS | DESK_ROLES):
        offered |= {"board"}
    return offered | ({"manage"} if manage.offered(who) else set())


def show_menu(work: Work, who: Who, community: Community) -> None:
    """The menu, at the end of the private chat; a guest is asked who they are."""
    if not who.known:
        hello(work, who, community, f"hello:{who.person.id}:{work.now.timestamp()}")
        return
    open_ = len(work.cases.of_home(who.person.id, who.living, OVER, past=False, limit=10, offset=0))
    held = sum(len(work.cases.of_assignee(s.id, OVER)) for s in who.staff)
    post = who.staff[0] if who.staff else None
    given = {
        "name": who.person.name,
        "community": community.name,
        "works_at": work.people.community(post.community_id).name
        if post and post.community_id != community.id
        else None,
        "homes": [h.label for h in who.homes],
        "can": choices(who),
        "open": open_,
        "held": held,
        "on_duty": post is not None and post.on_duty,
        "role": post.role if post else None,
    }
    show(work, mine(who, community), f"menu:{who.person.id}", Words("common/menu", given, "m"), repost=True)


def hello(work: Work, who: Who, community: Community, key: str) -> None:
    """A guest: one's own contact binds at once; or ask the desk; danger is heard from anybody."""
    chat = mine(who, community)
    tell(work, chat, key, Words("common/hello", {"community": community.name}, "m"))
    show(work, chat, ways_in(chat), Words("common/ways_in", {}, "m"), repost=True)


def ways_in(chat: Chat) -> str:
    """The card with the other ways in; taken away once somebody is known."""
    return f"ways:{chat.id}"


def group(community: Community, chat: int, thread: int | None) -> Chat:
    """A group as a place to say something in, in the community's language."""
    return Chat(chat, community.language, zone_of(community), None, thread)


def ask_team(act: Act) -> None:
    """`/bind` in a group: a head chooses whose group this is."""
    if not act.who.is_any(act.community.id, HEADS):
        raise Refused("common/heads_only")
    where = group(act.community, act.incoming.chat, act.incoming.thread)
    bound = [team for _, team in act.work.staff.teams_in(act.incoming.chat)]
    show(
        act.work,
        where,
        f"bind:{where.id}",
        Words("account/ask_team", {"teams": list(Team), "bound": bound}, "g"),
        repost=True,
    )


def _bind(act: Act) -> None:
    if act.incoming.private or act.value not in set(Team):
        raise Refused("common/not_now")
    team = Team(act.value)
    where = group(act.community, act.incoming.chat, act.incoming.thread)
    act.work.staff.saw_chat(act.incoming.chat, "group", act.incoming.chat_title, True)
    act.toast("account/toast_bound", {"team": team})
    show(
        act.work,
        where,
        f"bind:{where.id}",
        Words("account/group_bound", {"team": team, "community": act.community.name}),
    )
    chats.bind(act.work, act.who, act.community, where, team)


#: Buttons a head presses in a group.
GROUP_TAPS: Mapping[str, Tap] = {"team": _bind}
