"""The daily log, and the meeting before a shift, in a few words each (SHF-02, SHF-05)."""

from collections.abc import Mapping

from domain.errors import Refused
from domain.incoming import Incoming
from domain.people import Team, Who
from domain.talk import Talk
from handlers.acts import Act, Tap
from handlers.answers import words
from handlers.conversation import Flow, Step, never
from handlers.shifts.writing import community_of, team_known, teams, writes
from services import Work
from services.duty import post_of
from services.rota import logs
from services.tell import Words, mine, tell


def _log(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    logs.write(work, who, talk.answers["words"])
    community = work.people.community(community_of(who))
    tell(work, mine(who, community), f"talk:{talk.id}:logged", Words("worklog/saved", {}, "m"))


def _meeting(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    count = logs.meet(work, who, Team(talk.answers["team"]), talk.answers["words"])
    community = work.people.community(community_of(who))
    tell(work, mine(who, community), f"talk:{talk.id}:met", Words("meeting/saved", {"count": count}, "m"))


FLOWS = (
    Flow("worklog", (Step("words", (words,)),), _log, summary=never, may=lambda who: bool(who.staff)),
    Flow(
        "meeting",
        (Step("team", (), offers=teams, takes_only=True), Step("words", (words,))),
        _meeting,
        summary=never,
        may=writes,
    ),
)


def _start_log(act: Act) -> None:
    post_of(act.who)
    act.begin("worklog", {})


def _start_meeting(act: Act) -> None:
    if not writes(act.who):
        raise Refused("common/not_yours")
    act.begin("meeting", team_known(act))


MENU: Mapping[str, Tap] = {"worklog": _start_log, "meeting": _start_meeting}
