"""Groups: one takes us in, becomes a team's, or puts us out."""

from domain.cases import OVER
from domain.errors import Refused
from domain.incoming import Incoming
from domain.people import HEADS, Community, Team, Who
from domain.sending import Lane
from services import Work
from services.flows import FACES
from services.repair.moving import into_group
from services.tell import Chat, Words, private, team_chat, tell, zone_of


def community_of(work: Work, who: Who, incoming: Incoming) -> Community:
    """Where somebody acts: in a team's group its community, elsewhere their home's, else their post's, else the first."""
    here = [] if incoming.private else [community for community, _ in work.staff.teams_in(incoming.chat)]
    if here:
        return work.people.community(next((c for c in here if who.post(c)), here[0]))
    if not incoming.private and who.staff:
        return work.people.community(who.staff[0].community_id)
    home = work.people.home_community(who)
    return work.people.community(home) if home is not None else work.people.communities()[0]


def changed(work: Work, incoming: Incoming) -> None:
    """A group takes us in or puts us out. (Blocked, returned and re-keyed chats are the pipeline's own affair.)"""
    if incoming.private:
        return
    inside = incoming.member == "joined"
    work.staff.saw_chat(incoming.chat, "group", incoming.chat_title, inside)
    if inside:
        _greet(work, incoming)
        for community_id, team in work.staff.teams_in(incoming.chat):
            into_group(work, work.people.community(community_id), team, None)
            _others_into_group(work, community_id, team)
    else:
        _lost(work, incoming)


def _greet(work: Work, incoming: Incoming) -> None:
    """A new group: how to make it a team's."""
    communities = work.people.communities()
    if communities and not work.staff.teams_in(incoming.chat):
        chat = Chat(incoming.chat, communities[0].language, zone_of(communities[0]))
        tell(work, chat, f"greet:{incoming.id}", Words("account/group_hello"))


def _lost(work: Work, incoming: Incoming) -> None:
    """We were put out of a team's group: the heads are told, as its work cannot be shown there any more."""
    for community_id, team in work.staff.teams_in(incoming.chat):
        community = work.people.community(community_id)
        for _, person in work.staff.listed(community_id, roles=HEADS):
            said = Words("account/group_lost", {"team": team, "title": incoming.chat_title})
            tell(work, private(person, community), f"lost:{incoming.id}:{person.id}", said, lane=Lane.TASK)


def bind(work: Work, who: Who, community: Community, chat: Chat, team: Team) -> None:
    """The team works in that group from now on, a head's decision; its open cases move there."""
    if not who.is_any(community.id, HEADS):
        raise Refused("common/heads_only")
    before = team_chat(work, community, team)
    work.staff.bind_chat(community.id, team, chat.id, chat.thread, who.person.id, work.now)
    into_group(work, community, team, before)
    _others_into_group(work, community.id, team)


def _others_into_group(work: Work, community: int, team: Team) -> None:
    """What is no repair shows itself wherever its team is reached now."""
    for case in work.cases.open_of_team(community, team, OVER):
        if case.flow != "repair":
            FACES[case.flow].refresh(work, case)
