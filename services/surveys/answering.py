"""Owners answer: begun, a question at a time, paused, sent once for the home; the desk takes down paper and telephone forms.

Whatever is pressed or typed is looked up and authorised afresh. Of two of a home the first who sends has answered for it;
the other is told at once.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from domain.cases import Channel
from domain.errors import Outdated, Refused
from domain.incoming import Incoming
from domain.people import DESK_ROLES, Who
from domain.sending import Lane
from domain.survey import SUMMARY, Draft, Grade, Kind, Question, Status, Survey
from domain.survey.answering import answered, back, begun, changing, check_complete, on, open_question, told, writes
from services import Work
from services.surveys.words import form, invitation
from services.tell import Words, mine, private, show, tell

#: How a form reaches us when it is not answered in the chat.
TAKEN_DOWN = ("paper", "phone")
CHAT = str(Channel.CHAT)

#: The key of a form's card: survey, home.
_FORM = re.compile(r"survey:(\d+):form:(\d+):")

Step = Callable[[list[Question], Draft], Draft]


def _card(draft: Draft) -> str:
    return f"survey:{draft.survey_id}:form:{draft.unit_id}:{draft.person_id}"


# --- begun ----------------------------------------------------------------------------------------------------------


def _running(work: Work, survey: int) -> Survey:
    """The survey while it can be answered; afterwards whoever comes is thanked and told that it is over."""
    one = work.surveys.find(survey)
    if one is None or one.started_at is None:
        raise Outdated
    if one.status is not Status.RUNNING or work.now >= one.deadline_at:
        raise Refused("survey/over", until=one.ended_at or one.deadline_at, stopped=one.status is Status.STOPPED)
    return one


def begin(work: Work, who: Who, survey: int, unit: int, incoming: Incoming) -> Draft:
    """Somebody of a home that is asked begins, or goes on where they were; the form takes the place of the message whose button it was."""
    one = _may_answer(work, who, survey, unit)
    draft = work.survey_forms.of(one.id, unit, who.person.id)
    fresh = draft is None
    if draft is None:
        draft = _new(work, one, unit, who.person.id, CHAT, incoming)
    card = _card(draft)
    if fresh and incoming.press_id and incoming.message and work.cards.find(card) is None:
        work.cards.place(card, mine(who, work.people.community(one.community_id)).id, incoming.message)
        _show(work, one, draft, who)
    else:
        _show(work, one, draft, who, repost=True)
    return draft


def enter(work: Work, who: Who, survey: int, unit: int, channel: str, incoming: Incoming) -> Draft:
    """The desk takes down what a home has written on paper or says on the telephone (SUR-14)."""
    one = _running(work, survey)
    if not who.is_any(one.community_id, DESK_ROLES) or channel not in TAKEN_DOWN:
        raise Refused("common/not_yours")
    if work.surveys.home(one.id, unit) is None:
        raise Refused("survey/not_drawn")
    _check_open(work, one, unit)
    before = work.survey_forms.of(one.id, unit, who.person.id)
    if before is not None and before.channel != channel:
        work.survey_forms.drop(before)
        before = None
    draft = before or _new(work, one, unit, who.person.id, channel, incoming)
    _show(work, one, draft, who, repost=True)
    return draft


def _new(work: Work, one: Survey, unit: int, person: int, channel: str, incoming: Incoming) -> Draft:
    asked = work.surveys.questionnaire(one.questionnaire_id).asked
    place = begun(asked)
    writing = bool(asked) and asked[0].kind is Kind.TEXT
    return work.survey_forms.begin(one.id, unit, person, channel, place, writing, incoming.id, work.now)


def _check_open(work: Work, one: Survey, unit: int) -> None:
    home = work.surveys.home(one.id, unit)
    if home is None:
        raise Outdated
    if home.answered:
        raise Refused("survey/answered_already")


# --- question by question -------------------------------------------------------------------------------------------


def find(work: Work, who: Who, draft: int) -> tuple[Survey, Draft] | None:
    """The draft and its survey; None when it has been sent or is over. `Outdated` for anybody else's."""
    found = work.survey_forms.find(draft)
    if found is None:
        return None
    if found.person_id != who.person.id:
        raise Outdated
    one = _running(work, found.survey_id)
    entering = found.channel != CHAT and who.is_any(one.community_id, DESK_ROLES)
    if not entering and not who.lives_in(found.unit_id):
        raise Refused("common/not_yours")
    return one, found


def step(work: Work, who: Who, draft: int, do: Step) -> bool:
    """One step of the form, and the card after it; False when the form has been sent already."""
    found = find(work, who, draft)
    if found is None:
        return False
    one, before = found
    after = do(work.surveys.questionnaire(one.questionnaire_id).asked, before)
    _show(work, one, work.survey_forms.save(before, after, work.now), who)
    return True


def pick(place: int, chosen: int) -> Step:
    """The button of question number `place`; a doubled press finds another one open."""

    def do(asked: list[Question], draft: Draft) -> Draft:
        question = _at(asked, draft, place)
        value = list(Grade)[chosen] if question.kind is Kind.GRADE and chosen < len(Grade) else chosen
        return answered(asked, draft, question.key, value)

    return do


def go_on(place: int) -> Step:
    """On, from question number `place`."""
    return _after(place, on)


def go_back(place: int) -> Step:
    """Back, from question number `place` or from the summary."""

    def do(asked: list[Question], draft: Draft) -> Draft:
        if draft.place != SUMMARY:
            _at(asked, draft, place)
        elif place < len(asked):
            raise Outdated
        return back(asked, draft)

    return do


def write(place: int) -> Step:
    """Words or a photo will follow."""
    return _after(place, lambda asked, draft: writes(draft))


def change(place: int) -> Step:
    """From the summary to question number `place`."""

    def do(asked: list[Question], draft: Draft) -> Draft:
        if place >= len(asked):
            raise Outdated
        return changing(asked, draft, asked[place].key)

    return do


def _after(place: int, do: Step) -> Step:
    """What may be done only while question number `place` is open."""

    def checked(asked: list[Question], draft: Draft) -> Draft:
        _at(asked, draft, place)
        return do(asked, draft)

    return checked


def _at(asked: list[Question], draft: Draft, place: int) -> Question:
    question = open_question(asked, draft)
    if question is None or place >= len(asked) or asked[place].key != question.key:
        raise Outdated
    return question


def heard(work: Work, who: Who, incoming: Incoming, media: list[dict[str, object]]) -> Survey | None:
    """Words or photos that a question of theirs waits for: its survey; None when none does, or it has waited too long."""
    draft = _replied(work, who, incoming) or work.survey_forms.writing(who.person.id)
    if draft is None:
        return None
    one = work.surveys.get(draft.survey_id)
    waits = timedelta(hours=work.standards.number(one.community_id, "talk.expire_hours"))
    if work.now - draft.updated_at > waits or one.status is not Status.RUNNING:
        return None
    if one.anonymous and media:
        work.survey_forms.wipe_arrival(incoming.id)
        tell(
            work,
            mine(who, work.people.community(one.community_id)),
            f"survey:no_photos:{incoming.id}",
            Words("survey/no_photos"),
        )
        return one
    found = find(work, who, draft.id)
    if found is None:
        return None
    longest = work.standards.number(one.community_id, "text.longest")
    asked = work.surveys.questionnaire(one.questionnaire_id).asked
    after = told(asked, draft, incoming.text, media, longest)
    _show(work, one, work.survey_forms.save(draft, after, work.now), who, repost=True)
    return one


def _replied(work: Work, who: Who, incoming: Incoming) -> Draft | None:
    """The form somebody replies to: its open question is meant, whether it waited for words or not."""
    card = work.cards.at(incoming.chat, incoming.reply_to) if incoming.reply_to is not None else None
    found = _FORM.match(card.key) if card is not None else None
    draft = work.survey_forms.of(int(found[1]), int(found[2]), who.person.id) if found else None
    return None if draft is None or draft.place == SUMMARY else draft


def pause(work: Work, who: Who, draft: int) -> bool:
    """Put aside; the card says how to go on. What was answered is kept until the survey ends."""
    found = find(work, who, draft)
    if found is None:
        return False
    one, before = found
    saved = work.survey_forms.save(before, replace(before, writing=False), work.now)
    given = {"until": one.deadline_at}
    chat = mine(who, work.people.community(one.community_id))
    show(work, chat, _card(saved), Words("survey/paused", given, f"V{saved.id}", saved.version))
    return True


def resume(work: Work, who: Who, draft: int) -> bool:
    """On from where they were."""
    found = find(work, who, draft)
    if found is None:
        return False
    one, before = found
    asked = work.surveys.questionnaire(one.questionnaire_id).asked
    question = open_question(asked, before)
    waits = question is not None and question.kind is Kind.TEXT
    _show(work, one, work.survey_forms.save(before, replace(before, writing=waits), work.now), who)
    return True


# --- sent -----------------------------------------------------------------------------------------------------------


def send(work: Work, who: Who, draft: int) -> bool:
    """The form is in, once for the home; False when it was sent before. What an anonymous one leaves behind is wiped."""
    found = find(work, who, draft)
    if found is None:
        return False
    one, before = found
    answers = check_complete(work.surveys.questionnaire(one.questionnaire_id).asked, before)
    home = work.surveys.home(one.id, before.unit_id)
    entered_by = who.person.id if before.channel != CHAT else None
    if home is None or not work.survey_forms.send(one, before, answers, home.building, entered_by, work.now):
        close_forms(work, one, [before], "survey/family_answered")
        return True
    if not one.anonymous:
        for photo in (m for answer in answers.values() for m in answer.get("media", ())):
            work.media.want(who.person.id, f"survey:{one.id}", photo, work.now)
    given = {"anonymous": one.anonymous, "taken": work.people.unit(before.unit_id).label if entered_by else ""}
    chat = mine(who, work.people.community(one.community_id))
    show(work, chat, _card(before), Words("survey/thanks", given, "m"))
    close_forms(work, one, work.survey_forms.of_home(one.id, before.unit_id), "survey/family_answered")
    if one.anonymous:
        work.survey_forms.wipe_arrivals([chat.id], before.arrival)
        work.survey_forms.wipe_card(_card(before))
    seconds = work.standards.number(one.community_id, "survey.count_seconds")
    if work.surveys.look_at(one.id, work.now + timedelta(seconds=seconds)):
        work.signals.add("clock")
    return True


def close_form(work: Work, one: Survey, draft: Draft, why: str) -> int | None:
    """A form that is not wanted any more: its card says why, its answers go. The chat it was in; None when there is none.

    What came from that chat for an anonymous one is the caller's to wipe: of many forms at once.
    """
    person, community = work.people.get(draft.person_id), work.people.community(one.community_id)
    chat = private(person, community)
    work.survey_forms.drop(draft)
    if chat is None:
        return None
    show(work, chat, _card(draft), Words(why, {}, "m"), lane=Lane.REMINDER)
    if one.anonymous:
        work.survey_forms.wipe_card(_card(draft))
    return chat.id


def close_forms(work: Work, one: Survey, drafts: Sequence[Draft], why: str) -> None:
    """The same for several, with one look through what has arrived."""
    chats = [chat for draft in drafts if (chat := close_form(work, one, draft, why)) is not None]
    if one.anonymous and chats:
        work.survey_forms.wipe_arrivals(chats, min(draft.arrival for draft in drafts))


def _show(work: Work, one: Survey, draft: Draft, who: Who, *, repost: bool = False) -> None:
    chat = mine(who, work.people.community(one.community_id))
    show(work, chat, _card(draft), form(work, one, draft, chat.language), repost=repost)


# --- within the household -------------------------------------------------------------------------------------------


def _may_answer(work: Work, who: Who, survey: int, unit: int) -> Survey:
    """The survey, while this person can still answer it for that home."""
    one = _running(work, survey)
    if not who.lives_in(unit):
        raise Refused("common/not_yours")
    _check_open(work, one, unit)
    return one


def invite(work: Work, who: Who, survey: int, unit: int) -> None:
    """The invitation to somebody of the home who comes by a link of the family, or by the menu."""
    one = _may_answer(work, who, survey, unit)
    chat = mine(who, work.people.community(one.community_id))
    show(work, chat, f"surveys:{chat.id}", invitation(work, one, unit, chat.language), repost=True)


def hand_on(work: Work, who: Who, survey: int, unit: int) -> int:
    """Whoever has the questionnaire hands it on: to the others of the home who are in the chat at once, to all of them by a
    link that opens for those who live there. To how many it went."""
    one = _may_answer(work, who, survey, unit)
    community, number = work.people.community(one.community_id), 0
    for person in work.surveys.household(unit, who.person.id):
        chat = private(person, community)
        if chat is not None:
            said = invitation(work, one, unit, chat.language, handed=who.person.name)
            number += tell(work, chat, f"survey:{one.id}:hand:{unit}:{person.id}", said)
    chat = mine(who, community)
    given = {
        "bot": work.marks.get("bot_name") or "",
        "code": f"survey_{one.id}_{unit}",
        "home": work.people.unit(unit).label,
    }
    show(work, chat, f"survey:{one.id}:link:{unit}:{who.person.id}", Words("survey/link", given, "m"), repost=True)
    return number


def open_for(work: Work, who: Who) -> list[tuple[Survey, int]]:
    """Surveys this person's homes are asked in now: survey and home, newest first."""
    homes = [home.id for home in who.homes]
    return work.surveys.running_for(homes) if homes else []
