"""What the repair's messages must never show, and that every button fits the state it stands in."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.lifecycle import can
from domain.repair import TABLE, Danger, Status
from messages.render import LANGUAGES, Rendered, Setting, render
from services.repair.views import EVENT_OF
from tests.messages.repairs import CAN, DONE, EARLIER, HOMES, NOW, OFFICE, QUOTED, ROWS, STATES, r, urgent

NAME, PHONE, ROOM = "欧阳晓燕", "+8613812345678", "1502"
#: Buttons that stand for no action with a right of its own.
_FREE = {"pictures", "open", "where"}


def _shown(name: str, language: str, **values: Any) -> Rendered:
    return render(name, Setting(language, NOW, ZoneInfo("Asia/Shanghai")), values, "c17", 3)


def _verbs(one: Rendered) -> set[str]:
    return {b["data"].split(":")[1].partition(".")[0] for row in one.buttons for b in row}


def _known(x: dict[str, Any]) -> dict[str, Any]:
    """The same repair with a name, a phone and a room that can be looked for."""
    return {
        **x,
        "reporter": NAME,
        "phone": PHONE,
        "home": x["home"] and "3栋2单元1502",
        "block": x["block"] and "3栋2单元1502",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", ["claim", "lead", "round_robin"])
def test_group_never_reads_name_phone_or_room(language: str, mode: str) -> None:
    """The group gets block and floor, even when the register writes rooms in a way of its own (X-42)."""
    for x in map(_known, STATES):
        for one in (_shown("repair/crew_card", language, r=x, mode=mode), _shown("repair/told_urged", language, r=x)):
            assert not [secret for secret in (NAME, PHONE, ROOM) if secret in one.text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_former_worker_reads_no_address_any_more(language: str) -> None:
    """A card that is over gives nothing away and has no buttons."""
    for x in map(_known, STATES):
        one = _shown("repair/worker_card_over", language, r=x)
        assert not [secret for secret in (NAME, PHONE, ROOM) if secret in one.text]
        assert one.buttons == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_colleague_reads_contact_only_with_the_right_to(language: str) -> None:
    """Whoever may only take it sees block and floor; name and phone are for those who may have them revealed."""
    x = _known(STATES[0])
    plain = _shown("repair/staff_card", language, r=x, can={"accept"}, shared=None).text
    assert not [secret for secret in (NAME, PHONE, ROOM) if secret in plain]
    home = _shown("repair/staff_card", language, r=x, can={"history", "add"}, shared=None).text
    assert ROOM in home and NAME not in home and PHONE not in home
    assert PHONE in _shown("repair/staff_card", language, r=x, can=OFFICE, shared=None).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_waiting_list_leaves_the_room_out(language: str) -> None:
    """What nobody has taken is listed by building and entrance."""
    given = {"rows": ROWS, "page": 0, "more": False}
    assert ROOM not in _shown("matters/list", language, kind="waiting", **given).text
    assert ROOM in _shown("matters/list", language, kind="work", **given).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_card_offers_only_what_can_be_done(language: str) -> None:
    """No button without the right to press it."""
    for x in STATES:
        owner, worker = CAN["owner"][x["status"]], CAN["worker"][x["status"]]
        assert _verbs(_shown("repair/owner_card", language, r=x, can=owner)) - _FREE <= owner
        mine = _verbs(_shown("repair/worker_card", language, r=x, can=worker, earlier=EARLIER))
        assert mine - _FREE - {"free"} <= worker
        assert _verbs(_shown("repair/staff_card", language, r=x, can={"accept"}, shared=None)) - _FREE <= {"accept"}
        assert _verbs(_shown("repair/staff_card", language, r=x, can=set(), shared=None)) <= {"pictures"}


@pytest.mark.parametrize("status", list(Status))
def test_group_offers_what_the_table_allows(status: Status) -> None:
    """The group's buttons are the same for all; each one leads somewhere from where the repair stands."""
    events = {str(action): event for action, event in EVENT_OF.items()}
    given = r(status=status, quote_fen=100, promised_at=NOW)
    for language in LANGUAGES:
        for mode in ("claim", "lead", "round_robin"):
            for verb in _verbs(_shown("repair/crew_card", language, r=given, mode=mode)) - _FREE:
                assert can(TABLE, status, events[verb]), verb


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("danger", list(Danger))
def test_danger_says_safety_first_and_asks_last(language: str, danger: Danger) -> None:
    """Safety words of its own, then what was done with the time, only then the question (X-52)."""
    asked = _shown("repair/danger", language, r=urgent(danger=str(danger)), placed=False, homes=HOMES)
    lines = asked.text.split("\n")
    assert lines[0].startswith("<b>⚠️") and lines[1].startswith("1 ") and lines[3].startswith("3 ")
    assert asked.text.index("14:20") < asked.text.index("<b>", 1)
    assert [b["data"] for row in asked.buttons for b in row] == ["c17:here.7:3", "c17:here.9:3", "c17:where:3"]
    told = _shown("repair/danger", language, r=urgent(danger=str(danger)), placed=True, homes=HOMES)
    assert _verbs(told) == {"add", "where", "urge", "talk", "cancel"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_consent_is_to_a_price(language: str) -> None:
    """The amount is in the button, so an older quote cannot be agreed to (REP-18)."""
    one = _shown("repair/quote_asked", language, r=r(**QUOTED))
    assert [b["data"] for b in one.buttons[0]] == ["c17:agree.12000:3", "c17:decline.12000:3"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_signature_sees_what_was_done(language: str) -> None:
    """Process, part and materials stand above the stars (REP-13, REP-17)."""
    one = _shown("repair/sign_asked", language, r=r(**DONE))
    assert "水槽下角阀" in one.text and "角阀 2 个" in one.text
    assert [b["data"] for b in one.buttons[0]] == [f"c17:sign.{n}:3" for n in range(1, 6)]
