"""Coming in: one's own contact, an invitation, a request to the desk; and the presses that decide about it."""

from collections.abc import Mapping, Sequence

from domain.errors import Outdated, Refused
from domain.incoming import Incoming
from domain.people import HEADS, JoinEvent, Relation, Role, Team, Who
from domain.talk import Answers, Talk
from handlers.acts import Act, Tap
from handlers.answers import Option, lookup, phone, words
from handlers.conversation import Flow, Step
from handlers.places import any_home, chosen_unit, entrances, floors, needs_more, rooms
from services import Work, account
from services.breach import acting as breach
from services.dispute import answering as disputes
from services.enquiry import answering
from services.improvement import acting as improving
from services.order import work as orders
from services.relay import holding
from services.repair.dispatch import staff_left
from services.suggestion import acting as letters
from services.tell import Words, mine, show, tell
from services.visits import planning


def _communities(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(str(c.id), c.name, keeps=c.id) for c in work.people.communities()]


def _relations(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(r, group="relation") for r in Relation]


def _join(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    asked = account.ask_to_join(work, who, chosen_unit(a) or 0, Relation(a["relation"]), a["name"], a.get("phone"))
    community = work.people.community(asked.community_id)
    home = work.people.unit(asked.unit_id)
    tell(
        work,
        mine(who, community),
        f"join:{asked.id}:asked:{talk.id}",
        Words("account/asked", {"home": home.label}, "m"),
    )


JOIN = Flow(
    "join",
    (
        Step("community", (), offers=_communities, takes_only=True),
        Step("home", (lookup,), offers=any_home),
        Step("entrance", (), within=("home",), when=needs_more, offers=entrances, takes_only=True),
        Step("floor", (), within=("home",), when=needs_more, offers=floors, needs_options=True, takes_only=True),
        Step("room", (), within=("home",), when=needs_more, offers=rooms),
        Step("relation", (), offers=_relations),
        Step("name", (words,)),
        Step("phone", (phone,), optional=True),
    ),
    _join,
    may=lambda who: True,
)


def _roles(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    """A manager invites everybody below; only a director invites a director."""
    top = any(s.role == Role.DIRECTOR for s in who.staff)
    return [Option(r, group="role") for r in Role if top or r not in (Role.DIRECTOR,)]


def _teams(work: Work, who: Who, answers: Answers, case: int | None) -> Sequence[Option]:
    return [Option(t, group="team") for t in Team]


def _invite(work: Work, who: Who, talk: Talk, incoming: Incoming) -> None:
    a = talk.answers
    community = a["community"]
    resident = a["kind"] == "resident"
    code = account.make_invite(
        work, community,
        role=None if resident else Role(a["role"]), team=Team(a["team"]) if a.get("team") else None,
        unit=chosen_unit(a) if resident else None, relation=Relation(a["relation"]) if resident else None, by=who.person.id,
    )  # fmt: skip
    hours = work.standards.number(community, "invite.valid_hours")
    said = Words(
        "account/invite", {"code": code, "hours": hours, "resident": resident, "bot": work.marks.get("bot_name") or ""}
    )
    tell(work, mine(who, work.people.community(community)), f"invite:{talk.id}", said)


def _resident(answers: Answers) -> bool:
    return answers.get("kind") == "resident"


def _needs_team(answers: Answers) -> bool:
    return answers.get("role") not in (None, Role.MANAGER, Role.DIRECTOR)


INVITE = Flow(
    "invite",
    (
        Step(
            "kind",
            (),
            offers=lambda w, p, a, c: [Option("staff", group="invitee"), Option("resident", group="invitee")],
        ),
        Step("role", (), when=lambda a: not _resident(a), offers=_roles),
        Step("team", (), when=lambda a: not _resident(a) and _needs_team(a), offers=_teams),
        Step("home", (lookup,), when=_resident, offers=any_home),
        Step(
            "entrance",
            (),
            within=("home",),
            when=lambda a: _resident(a) and needs_more(a),
            offers=entrances,
            takes_only=True,
        ),
        Step(
            "floor",
            (),
            within=("home",),
            when=lambda a: _resident(a) and needs_more(a),
            offers=floors,
            needs_options=True,
            takes_only=True,
        ),
        Step("room", (), within=("home",), when=lambda a: _resident(a) and needs_more(a), offers=rooms),
        Step("relation", (), when=_resident, offers=_relations),
    ),
    _invite,
    may=lambda who: any(s.role in HEADS for s in who.staff),
)


def _decides(event: JoinEvent, toast: str) -> Tap:
    def tap(act: Act) -> None:
        account.decide(act.work, act.who, act.subject, event)
        act.toast(toast)

    return tap


#: Buttons of a request to be let in.
JOIN_TAPS: Mapping[str, Tap] = {
    "approve": _decides(JoinEvent.APPROVE, "account/toast_approved"),
    "refuse": _decides(JoinEvent.REFUSE, "account/toast_refused"),
}


def _heads(act: Act) -> None:
    if not act.who.is_any(act.at_work.id, HEADS):
        raise Refused("common/heads_only")


def _start_join(act: Act) -> None:
    act.begin("join", {})


def _start_invite(act: Act) -> None:
    _heads(act)
    act.begin("invite", {"community": act.at_work.id})


def _staff_list(act: Act) -> None:
    """Everybody of the staff, a page at a time, with a way to take somebody off the list."""
    _heads(act)
    size, page = 8, act.number
    posts = act.work.staff.listed(act.at_work.id)
    rows = [
        {"id": s.id, "name": p.name, "role": s.role, "on_duty": s.on_duty}
        for s, p in posts[page * size : (page + 1) * size]
    ]
    given = {"rows": rows, "page": page, "more": len(posts) > (page + 1) * size}
    show(act.work, act.private, f"staff:{act.private.id}", Words("account/staff", given, "m"), repost=page == 0)


def _ask_remove(act: Act) -> None:
    _heads(act)
    post = act.work.staff.find(act.number)
    if post is None or post.community_id != act.at_work.id:
        raise Outdated
    person = act.work.people.get(post.person_id)
    said = Words("account/ask_remove", {"name": person.name, "role": post.role}, f"s{post.id}")
    show(act.work, act.private, f"staff:{act.private.id}", said)


def _remove(act: Act) -> None:
    post = account.post_to_end(act.work, act.who, act.subject)
    person = account.remove_staff(act.work, post)
    count = staff_left(act.work, post, act.who)
    breach.left(act.work, post.id)
    holding.left(act.work, post.id)
    count += answering.left(act.work, act.who, post.id) + letters.left(act.work, act.who, post.id)
    count += orders.left(act.work, act.who, post.id) + disputes.left(act.work, act.who, post.id)
    count += improving.left(act.work, post.id)
    planning.hand_on(act.work, act.work.people.community(post.community_id))
    said = Words("account/removed", {"name": person.name, "count": count}, "m")
    show(act.work, act.private, f"staff:{act.private.id}", said)


#: Choices of the main menu that are about people.
MENU: Mapping[str, Tap] = {"join": _start_join, "invite": _start_invite, "staff": _staff_list, "remove": _ask_remove}


def _keep(act: Act) -> None:
    """Thought better of: the list again."""
    act.value = ""
    _staff_list(act)


#: Buttons about one staff member.
STAFF_TAPS: Mapping[str, Tap] = {"remove": _remove, "keep": _keep}
