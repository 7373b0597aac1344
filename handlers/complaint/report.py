"""Complaining: what happened, when and where, about whom, what is wished and by when; danger skips every question (CMP-15, X-52)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.cases import Channel
from domain.complaint import Action, Topic
from domain.complaint.propose import topic_of
from domain.incoming import Incoming
from domain.people import DESK_ROLES, Team, Who
from domain.saying import day_end, local_day, say_day
from domain.talk import Answers, Talk
from handlers import caller
from handlers.answers import Option, Read, Situation, Taken, choice, lookup, story, until, words
from handlers.conversation import Flow, Step, never
from handlers.offered import few_stars, keys
from handlers.places import chosen_unit, needs_more, own_places, spots
from services import Work, following
from services.complaint import asking, owner
from services.complaint.acting import ready
from services.complaint.intake import Complaint, add, file
from services.complaint.proposing import proposals
from services.shorts import poor
from services.tell import zone_of

#: When it happened: the nearest by buttons, others typed.
WHEN = ("now", "today", "often", "before")
#: Whether it goes on: what cannot wait is told apart at once (CMP-23).
STILL = ("over", "goes_on", "harm")
#: What is wished for; other wishes are typed.
WISHES = ("explain", "apology", "repair", "stop", "refund", "replace")
#: What the owner says on the telephone; other words are typed.
RUNG = ("all_well", "content_mostly")
NAMED, HIDDEN = "named", "hidden"
#: Days from today that are offered for the resident's own date.
BY_DAYS = (0, 1, 2, 3, 5, 7)


def _topics(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """All of them; what the words speak of stands first."""
    read = topic_of(str((answers.get("story") or {}).get("text") or ""))[0]
    return [Option(topic, group="category") for topic in sorted(Topic, key=lambda topic: topic is not read)]


def _departments(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option("none", group="against", keeps={"team": None}),
            *(Option(team, group="team", keeps={"team": str(team)}) for team in Team)]  # fmt: skip


def _against(incoming: Incoming, s: Situation) -> Read:
    """A name or a description typed: kept as it is, the department stays open."""
    read = words(incoming, s)
    return Taken({"team": None, "person": read.value}) if isinstance(read, Taken) else read


def _days(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """Ends of the coming days: the resident's own date (X-10)."""
    community = work.people.community(answers.get("community") or work.people.home_community(who) or 1)
    zone = zone_of(community)
    ends = [day_end(work.now + timedelta(days=n), zone) for n in BY_DAYS]
    return [Option(f"d{n}", say_day(local_day(at, zone), local_day(work.now, zone), who.language), keeps=[at.isoformat(), at.isoformat()])
            for n, at in zip(BY_DAYS, ends, strict=True)]  # fmt: skip


def _public(answers: Answers) -> bool:
    return "place" in answers and not answers["place"].get("unit")


def _calm(answers: Answers) -> bool:
    """Harm that goes on is handed on at once; what is left to ask is asked by people."""
    return answers.get("still") != "harm"


def _place(answers: Answers) -> str | None:
    spot = answers.get("spot")
    return str(spot["spot"]) if isinstance(spot, dict) else str(spot) if spot else None


def new_of(work: Work, who: Who, a: Answers) -> Complaint:
    """What the answers say."""
    unit = work.people.unit(chosen_unit(a) or 0) if chosen_unit(a) else None
    if unit is not None and not who.staff and not who.lives_in(unit.id):
        unit = None
    community = work.people.community(
        unit.community_id if unit else a.get("community") or work.people.home_community(who) or 1
    )
    told, against, by = a.get("story") or {}, a.get("against") or {}, a.get("by")
    text = told.get("text", "")
    read = proposals(work, community.id, text)
    return Complaint(
        community=community,
        reporter=who.person,
        topic=Topic(a["topic"]) if a.get("topic") else read.topic,
        words=text,
        unit=unit,
        place=_place(a),
        happened=a.get("when"),
        against_team=Team(against["team"]) if against.get("team") else None,
        against_person=against.get("person"),
        wish=a.get("wish"),
        wish_by=datetime.fromisoformat(by[1]) if isinstance(by, list) else None,
        anonymous=a.get("shown") == HIDDEN,
        harm=a.get("still") == "harm",
        agitated=read.agitated,
        media=told.get("media", ()),
        proposed=read.fields,
        extra={"location": list(told["location"])} if told.get("location") else {},
    )


def _submit(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    file(work, who, new_of(work, who, talk.answers))


def with_danger(work: Work, who: Who, answers: Answers, text: str) -> None:
    """Danger told in a complaint: the urgent repair is filed already, the complaint is not lost, both are linked (X-52)."""
    if not who.homes:
        return
    told = {**(answers.get("story") or {}), "text": text}
    view = file(work, who, new_of(work, who, {**answers, "story": told}))
    following.alarmed(work, view)


def _on_behalf(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    new = new_of(work, who, a)
    person = caller.person_of(work, a)
    file(work, who, replace(new, reporter=person, channel=Channel(a["channel"]), taken_by=who.person))


def _outside(answers: Answers) -> bool:
    return "home" in answers and not needs_more(answers) and not answers["home"].get("unit")


def _add(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    view = ready(work, who, talk.case_id or 0, Action.ADD)
    add(work, who, view, told.get("text", ""), told.get("media", ()))


def _again(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    owner.unsatisfied(work, who, talk.case_id or 0, told.get("text", ""), told.get("media", ()))


def _reopen(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    owner.reopen(work, who, talk.case_id or 0, told.get("text", ""), told.get("media", ()))


def _not_well(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    told = talk.answers["story"]
    asking.not_well(work, who, talk.case_id or 0, told.get("text", ""), told.get("media", ()))


def _rung(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    asking.recorded(work, who, talk.case_id or 0, talk.answers["words"])


def _comment(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    if talk.answers.get("text"):
        owner.comment(work, who, talk.case_id or 0, talk.answers["text"])
        poor.why(work, who, talk.case_id or 0, talk.answers["text"])


_STORY = Step("story", (story,), collects=True)
FLOWS = (
    Flow(
        "complaint",
        (
            Step("story", (story,), collects=True),
            Step("still", (), offers=keys("still", STILL)),
            Step("place", (lookup,), offers=own_places),
            Step("spot", (words,), when=_public, offers=spots),
            Step("topic", (choice,), when=_calm, offers=_topics),
            Step("when", (words,), when=_calm, offers=keys("happened", WHEN)),
            Step("against", (_against,), when=_calm, offers=_departments),
            Step("wish", (words,), when=_calm, offers=keys("wish", WISHES), optional=True),
            Step("by", (until,), when=_calm, offers=_days, optional=True),
            Step("shown", (), when=_calm, offers=keys("named", (NAMED, HIDDEN))),
        ),
        _submit,
        summary=_calm,
        changes=("story", "place", "spot", "topic", "when", "against", "wish", "by", "shown"),
    ),
    Flow(
        "complaint_desk",
        (
            caller.CHANNEL,
            *caller.HOME,
            Step("spot", (words,), when=_outside, offers=spots, folder="complaint"),
            *caller.CALLER,
            Step("story", (story,), collects=True, folder="complaint"),
            Step("still", (), offers=keys("still", STILL), folder="complaint"),
            Step("topic", (choice,), offers=_topics, folder="complaint"),
            Step("against", (_against,), when=_calm, offers=_departments, folder="complaint"),
            Step("wish", (words,), when=_calm, offers=keys("wish", WISHES), optional=True, folder="complaint"),
            Step("by", (until,), when=_calm, offers=_days, optional=True, folder="complaint"),
            Step("shown", (), when=_calm, offers=keys("named", (NAMED, HIDDEN)), folder="complaint"),
        ),
        _on_behalf,
        may=lambda who: any(s.role in DESK_ROLES for s in who.staff),
    ),
    Flow("complaint_add", (_STORY,), _add, summary=never),
    Flow("complaint_unsatisfied", (_STORY,), _again, summary=never),
    Flow("complaint_reopen", (_STORY,), _reopen, summary=never),
    Flow("complaint_not_well", (_STORY,), _not_well, summary=never),
    Flow(
        "complaint_rung",
        (Step("words", (words,), offers=keys("rung", RUNG)),),
        _rung,
        summary=never,
        may=lambda who: any(s.role in DESK_ROLES for s in who.staff),
    ),
    Flow("complaint_comment", (Step("text", (words,), offers=few_stars, optional=True),), _comment, summary=never),
)
