"""The morning's question: all well by one press, or a few words (SHF-09)."""

from collections.abc import Mapping

from domain.incoming import Incoming
from domain.inquiry import AnswerEvent
from domain.people import Who
from domain.talk import Talk
from handlers.acts import Act, Tap
from handlers.answers import words
from handlers.conversation import Flow, Step, never
from services import Work, inquiry
from services.tell import Words, mine, tell


def _submit(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    done = inquiry.answer(work, who, int(talk.answers["inquiry"]), AnswerEvent.TELL, talk.answers["words"])
    community = work.people.community(done.community_id)
    tell(work, mine(who, community), f"talk:{talk.id}:told", Words("inquiry/thanks", {}, "m"))


FLOW = Flow(
    "inquiry", (Step("words", (words,)),), _submit, summary=never, may=lambda who: bool(who.staff), folder="inquiry"
)


def _well(act: Act) -> None:
    inquiry.answer(act.work, act.who, act.subject, AnswerEvent.ALL_WELL)
    act.toast("inquiry/toast_well")


def _matter(act: Act) -> None:
    found = inquiry.own(act.work, act.who, act.subject)
    act.begin("inquiry", {"inquiry": found.id})


TAPS: Mapping[str, Tap] = {"well": _well, "matter": _matter}
