"""What the clock does for repairs beside the ladder: one reminder to sign, then the supervisor is asked (X-13)."""

from domain.cases import Case, Deadline
from domain.people import SUPERVISORS
from domain.sending import Lane
from services import Work
from services.repair.views import load, owner_chat, subject, values
from services.silence import silent
from services.tell import Words, show


def unsigned(work: Work, deadline: Deadline, case: Case) -> None:
    """Silence after the work: the owner is reminded once, later a supervisor may close it with a reason (X-13)."""
    view = load(work, case)
    owner = owner_chat(view)

    def remind() -> None:
        said = Words("repair/sign_reminder", values(view, work.now), subject(case), case.version)
        # In place of the question, so that it shows no stars any more once it is decided.
        show(work, owner, f"case:{case.id}:sign", said, lane=Lane.REMINDER, case=case.id, repost=True)

    silent(
        work,
        deadline,
        case,
        owner=owner,
        days=work.standards.number(case.community_id, "repair.sign_close_days"),
        remind=remind,
        roles=SUPERVISORS,
        asked=Words("repair/alert_unsigned", values(view, work.now), subject(case), case.version),
    )
