"""A survey on its way: a page of homes at a time, never more than a page ahead of the sender; reminders; the end.

Each page is one transaction: homes, messages owed and the place reached are kept together, so a crash repeats nothing and
passes nobody over. Keys name survey, round and home.
"""

from datetime import datetime, timedelta

from domain.announcements import pause_for
from domain.lifecycle import move
from domain.people import Community, Person
from domain.sending import Lane
from domain.survey import TABLE, Event, Status, Survey
from domain.survey.states import remind_times
from services import StoreError, Work, alerts
from services.surveys import results_told
from services.surveys.answering import close_forms
from services.surveys.cards import refresh
from services.surveys.issuing import ended
from services.surveys.words import invitation
from services.tell import Chat, Words, after_quiet, private, spread, tell, zone_of
from store.surveys import AskedHome

#: Forms cleared away in one transaction: nobody's press waits for longer than it is noticed.
CLEARED = 25


def key_of(survey: int, round_: int, unit: int) -> str:
    """What is owed, once: the questionnaire (round 0) or a reminder of it, to this home."""
    return f"survey:{survey}:round:{round_}:{unit}"


def sweep(work: Work, limit: int) -> datetime | None:
    """Moves on what is due, one page of homes at most; the next instant something will be."""
    for one in work.surveys.due(work.now, limit):
        if _step(work, one):
            break
    return work.surveys.next_due()


def _step(work: Work, one: Survey) -> bool:
    """One look at one survey; whether a page was handled. A bug in it does not stop the others."""
    try:
        with work.part():
            return _look(work, one)
    except StoreError:
        raise
    except Exception as error:
        again = work.standards.number(one.community_id, "clock.again_minutes")
        work.surveys.later(one.id, {"next_at": work.now + timedelta(minutes=again)})
        alerts.administrators(work, one.id, type(error).__name__)
        return False


def _look(work: Work, one: Survey) -> bool:
    if one.status is not Status.RUNNING:
        return _clear(work, one)
    if work.now >= one.deadline_at:
        _closed(work, ended(work, one, move(TABLE, one.status, Event.CLOSE), None))
        return False
    _stir(work, one)
    if one.cursor < 0:
        at = _reminder(work, one)
        if at is None or at > work.now:
            _rest(work, one, at)
            return False
        one = work.surveys.later(one.id, {"round": one.round + 1, "cursor": 0})
    return _page(work, one)


def _closed(work: Work, one: Survey) -> None:
    """Whoever made it hears how many came back, and whether that is enough (SUR-05)."""
    counts, community = work.surveys.counts(one.id), work.people.community(one.community_id)
    maker = work.people.get(one.made_by)
    chat = private(maker, community)
    if chat is None or work.people.who(maker, community.language).post(community.id) is None:
        return
    name = work.surveys.questionnaire(one.questionnaire_id).name(chat.language)
    due = one.due_back or 0
    given = {
        "name": name,
        "issued": counts.issued,
        "back": counts.returned,
        "due_back": due,
        "missing": max(0, due - counts.returned),
    }
    tell(work, chat, f"survey:{one.id}:closed", Words("survey/closed", given, "m"), lane=Lane.REMINDER)


def _page(work: Work, one: Survey) -> bool:
    """The next page, once most of the last one has left; the round is over when no home is left."""
    page = work.standards.number(one.community_id, "survey.page")
    pause = pause_for(page)
    community = work.people.community(one.community_id)
    quiet = after_quiet(work, Chat(0, community.language, zone_of(community), community=community.id))
    if quiet is not None or work.surveys.unsent(one.id, one.round) >= page:
        _later(work, one, quiet or work.now + pause)
        return False
    homes = work.surveys.homes_after(one.id, one.cursor, page, silent=one.round > 0)
    if not homes:
        _rest(work, work.surveys.later(one.id, {"cursor": -1}), None)
        refresh(work, work.surveys.get(one.id), progress=True)
        return False
    _hand(work, one, community, homes)
    work.surveys.later(one.id, {"cursor": homes[-1].unit_id})
    _later(work, one, work.now + pause)
    return True


def _hand(work: Work, one: Survey, community: Community, homes: list[AskedHome]) -> None:
    """Owed to one of each home; homes nobody of which is in the chat are the desk's, on paper or by telephone (SUR-14)."""
    people = work.surveys.addressees([home.unit_id for home in homes])
    for home in homes:
        person = _to(work, home, people.get(home.unit_id))
        chat = private(person, community) if person is not None else None
        if person is None or chat is None:
            continue
        key = key_of(one.id, one.round, home.unit_id)
        if one.round == 0:
            work.surveys.hand(one.id, home.unit_id, person.id, key)
        else:
            work.surveys.reminded(one.id, home.unit_id, key)
        said = invitation(work, one, home.unit_id, chat.language, reminder=one.round > 0)
        spread(work, [(chat, key)], said, lane=Lane.BROADCAST, expires_at=one.deadline_at)


def _to(work: Work, home: AskedHome, now_first: Person | None) -> Person | None:
    """Reminders go to whoever was written to, as long as they live there."""
    if home.person_id is None:
        return now_first
    before = work.people.get(home.person_id)
    return before if work.people.relation(before.id, home.unit_id) is not None else now_first


def _reminder(work: Work, one: Survey) -> datetime | None:
    """When those who have not answered are reminded next; twice at most, however often the deadline is put off."""
    most = work.standards.number(one.community_id, "survey.reminders")
    if one.round >= most or one.started_at is None:
        return None
    after = timedelta(days=work.standards.number(one.community_id, "survey.remind_after_days"))
    before = timedelta(days=work.standards.number(one.community_id, "survey.remind_before_days"))
    times = remind_times(one.started_at, one.deadline_at, after, before, most)
    left = times[one.round :] or [t for t in times if t > work.now]
    return left[0] if left else None


def _rest(work: Work, one: Survey, reminder: datetime | None) -> None:
    """Nothing goes out now: looked at again for the next reminder, the box, the end."""
    coming = [one.deadline_at, reminder or _reminder(work, one), _stirs(work, one)]
    at = min(t for t in coming if t is not None)
    work.surveys.later(one.id, {"next_at": max(at, work.now), "remind_at": reminder or _reminder(work, one)})
    refresh(work, work.surveys.get(one.id), progress=True)


def _later(work: Work, one: Survey, at: datetime) -> None:
    work.surveys.later(one.id, {"next_at": min(at, one.deadline_at)})


def _stirs(work: Work, one: Survey) -> datetime | None:
    """When the box of an anonymous survey is stirred next."""
    if not one.anonymous or one.started_at is None:
        return None
    minutes = work.standards.number(one.community_id, "survey.stir_minutes")
    return (one.stirred_at or one.started_at) + timedelta(minutes=minutes)


def _stir(work: Work, one: Survey) -> None:
    """Slips are written anew, and what their cards said before is wiped once more (decision 20)."""
    at = _stirs(work, one)
    if at is None or at > work.now:
        return
    if work.survey_forms.stir(one.id):
        work.survey_forms.wipe_cards(f"survey:{one.id}:form:")
    work.surveys.later(one.id, {"stirred_at": work.now})


def _clear(work: Work, one: Survey) -> bool:
    """After the end: what was begun and not sent is told so and goes, some at a time; the box is stirred a last time."""
    drafts = work.survey_forms.of_survey(one.id, CLEARED)
    close_forms(work, one, drafts, "survey/ended")
    if drafts:
        work.surveys.later(one.id, {"next_at": work.now})
        return True
    if one.anonymous:
        work.survey_forms.stir(one.id)
        work.survey_forms.wipe_cards(f"survey:{one.id}:form:")
    one = work.surveys.later(one.id, {"next_at": None, "stirred_at": work.now if one.anonymous else None})
    refresh(work, one, progress=True)
    if one.status is Status.CLOSED or work.surveys.counts(one.id).returned:
        results_told.over(work, one)
    return False
