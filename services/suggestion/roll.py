"""How often each of the staff was praised in a month: for those who answer for people."""

from domain.errors import Refused
from domain.figures.period import month
from domain.people import Community, Who
from domain.saying import local_day
from domain.suggestion import ranked
from services import Work
from services.suggestion.acting import may_see_praise
from services.tell import Chat, Words, show, zone_of

#: Lines on one phone's screen.
_LINES = 12
#: So far can be looked back.
_FURTHEST = 12


def show_roll(work: Work, who: Who, community: Community, chat: Chat, back: int) -> None:
    """The praised of this month, or of so many months ago, most first, with the newest words for each."""
    if not may_see_praise(who, community.id):
        raise Refused("common/not_yours")
    back, zone = min(back, _FURTHEST), zone_of(community)
    of = month(local_day(work.now, zone))
    for _ in range(back):
        of = of.before
    start, end = of.instants(zone)
    praises = work.praises.between(community.id, start, end)
    newest = {p.staff_id: p.case_id for p in praises}
    rows = []
    for post, count in ranked(praises)[:_LINES]:
        staff = work.staff.get(post)
        name = work.staff.person_of(post).name
        rows.append({"name": name, "role": staff.role, "count": count, "words": work.cases.get(newest[post]).words})
    cases = {p.case_id for p in praises}
    given = {"month": of.first, "rows": rows, "count": len(cases), "back": back, "more": back < _FURTHEST}
    show(work, chat, f"praise:{chat.id}", Words("suggestion/roll", given, "m"), repost=back == 0)
