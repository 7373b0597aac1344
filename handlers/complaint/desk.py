"""The desk's conversations about a complaint: department, one more department, the resident's date, closing with a reason."""

from collections.abc import Sequence
from datetime import datetime

from domain.incoming import Incoming
from domain.people import SUPERVISORS, Team, Who
from domain.talk import Answers, Talk
from handlers.answers import Option, until, words
from handlers.conversation import Flow, Step, never
from handlers.offered import keys
from services import Work
from services.complaint import judging
from services.complaint.views import load

#: Why a supervisor ends it; other reasons are typed (X-13).
REASONS = ("explained", "no_answer", "double", "not_ours", "settled")


def _staff(who: Who) -> bool:
    return bool(who.staff)


def _teams(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """The department it is likely to belong to first."""
    likely = Team(work.cases.get(case or 0).team)
    return [Option(team, group="team") for team in (likely, *(t for t in Team if t is not likely))]


def _others(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Departments that have nothing to do with it so far."""
    view = load(work, work.cases.get(case or 0))
    have = {d.team for d in view.departments if d.status not in ("released", "done")}
    return [Option(team, group="team") for team in Team if team not in have]


def _hand(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    judging.hand(work, who, talk.case_id or 0, Team(talk.answers["team"]))


def _call(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    judging.call_team(work, who, talk.case_id or 0, Team(talk.answers["team"]))


def _close(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    judging.close(work, who, talk.case_id or 0, talk.answers["reason"])


def _date(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    judging.agree_date(work, who, talk.case_id or 0, datetime.fromisoformat(talk.answers["until"][1]))


FLOWS = (
    Flow("complaint_hand", (Step("team", (), offers=_teams),), _hand, summary=never, may=_staff),
    Flow("complaint_call", (Step("team", (), offers=_others),), _call, summary=never, may=_staff),
    Flow("complaint_date", (Step("until", (until,)),), _date, summary=never),
    Flow(
        "complaint_close",
        (Step("reason", (words,), offers=keys("reason", REASONS)),),
        _close,
        summary=never,
        may=lambda who: any(s.role in SUPERVISORS for s in who.staff),
    ),
)
