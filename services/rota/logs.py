"""The daily log of each of the staff, and the meeting before a shift (SHF-02, SHF-05)."""

from domain.errors import Refused
from domain.people import Team, Who
from domain.saying import local_day
from domain.sending import Lane
from services import Work, rota
from services.duty import post_of
from services.tell import Words, private, tell
from store.duty_logs import LogKind


def write(work: Work, who: Who, words: str) -> None:
    """What this person did today: how residents were received and served; several entries are one day's log."""
    post = post_of(who)
    day = local_day(work.now, rota.zone(work, post.community_id))
    work.duty_logs.add(post.community_id, day, LogKind.LOG, post.team, post.id, words, work.now)


def meet(work: Work, who: Who, team: Team, words: str) -> int:
    """What the team was told before its shift goes on the record and to those on call or clocked in; how many they are."""
    post = post_of(who)
    if team not in rota.teams_of(who, post.community_id):
        raise Refused("common/not_yours")
    community = work.people.community(post.community_id)
    day = local_day(work.now, rota.zone(work, community.id))
    entry = work.duty_logs.add(community.id, day, LogKind.MEETING, team, post.id, words, work.now)
    on_call = {s.id for s, _ in rota.on_call(work, community.id, team, work.now)}
    posts = work.staff.listed(community.id, team=team)
    here = [p for s, p in posts if (s.id in on_call or s.on_duty) and s.id != post.id]
    said = Words("meeting/points", {"team": team, "by": who.person.name, "words": words}, "m")
    return sum(tell(work, private(p, community), f"meeting:{entry}:{p.id}", said, lane=Lane.TASK) for p in here)
