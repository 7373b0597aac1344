"""Who has an exchange: the first who answers or says so, whoever takes over, a supervisor in private (CMP-24)."""

import pytest

from domain.people import Role, Team
from services.relay import holding
from tests.services.steps import (
    ANNA,
    CHEN,
    DESK_GROUP,
    FENG,
    LI,
    NOT_YOURS,
    OUTDATED,
    WANG,
    ZHENG,
    ZHOU,
    elsewhere,
    hires,
    last_row,
    no_groups,
    post_of,
    set_reachable,
    told,
)
from tests.services.test_relay import asks, copy
from tests.support.estate import Estate

ALONE = "单独接待"


def owner(estate: Estate) -> int | None:
    """The post that has the newest exchange."""
    return estate.work(lambda w: w.relays.get(1).owner_id)


def test_the_first_who_answers_has_it_and_all_see_so(estate: Estate) -> None:
    """On the copy everybody looks at; the next to answer does not take it away."""
    message = asks(estate)
    assert owner(estate) is None and "陈静在跟进" not in estate.screen(DESK_GROUP)
    estate.says(CHEN, "晚上八点", chat=DESK_GROUP, reply_to=message)
    assert owner(estate) == post_of(estate, CHEN) and "陈静在跟进" in estate.screen(DESK_GROUP)
    estate.says(ZHOU, "周末六点", chat=DESK_GROUP, reply_to=message)
    assert owner(estate) == post_of(estate, CHEN) and told(estate, WANG, "周末六点")
    estate.says(WANG, "谢谢")
    assert "陈静在跟进" in estate.chats[DESK_GROUP][copy(estate, "「谢谢」")].text


def test_said_by_a_button_and_taken_over_by_another(estate: Estate) -> None:
    """The group is told each time; the same press twice is once."""
    asks(estate)
    assert "由您来回复" in estate.taps(CHEN, "我来回复", DESK_GROUP)
    assert told(estate, DESK_GROUP, "陈静来回复王芳")
    assert "由您来回复" in estate.taps(ZHOU, "接手", DESK_GROUP)
    assert told(estate, DESK_GROUP, "周敏接手王芳，之前是陈静") and owner(estate) == post_of(estate, ZHOU)
    before = last_row(estate)
    estate.presses(ZHOU, f"r1:take.{post_of(estate, ZHOU)}:0", DESK_GROUP)
    assert not told(estate, DESK_GROUP, "接手", before)


def test_of_two_presses_at_once_the_second_is_outdated(estate: Estate) -> None:
    """Both on the button as it was: the card says who has it."""
    asks(estate)
    data = "r1:take:0"
    estate.presses(CHEN, data, DESK_GROUP)
    estate.presses(ZHOU, data, DESK_GROUP)
    assert OUTDATED in estate.toast() and owner(estate) == post_of(estate, CHEN)
    estate.presses(ZHENG, f"r1:take.{post_of(estate, CHEN)}:0", DESK_GROUP)
    estate.presses(ZHOU, f"r1:take.{post_of(estate, CHEN)}:0", DESK_GROUP)
    assert OUTDATED in estate.toast() and owner(estate) == post_of(estate, ZHENG)


def test_without_a_group_the_former_one_is_told_in_private(estate: Estate) -> None:
    """And words go to whoever has it now."""
    no_groups(estate)
    asks_privately(estate)
    estate.taps(CHEN, "我来回复")
    assert "陈静在跟进" in estate.screen(ZHOU)
    estate.taps(ZHOU, "接手")
    assert told(estate, CHEN, "周敏接手王芳")
    before = last_row(estate)
    estate.says(WANG, "还在吗")
    assert told(estate, ZHOU, "「还在吗」", before) and not told(estate, CHEN, "「还在吗」", before)


def goes_off(estate: Estate, who: str) -> None:
    """Somebody's shift ends."""
    post = post_of(estate, who)
    estate.work(lambda w: w.staff.off_duty(post, None, w.now))


def asks_privately(estate: Estate, words: str = "几点下班") -> None:
    """Somebody speaks to the desk where no group is bound."""
    estate.presses(WANG, "m:talk:0")
    estate.says(WANG, words)
    estate.taps(WANG, "发送")


def test_whoever_has_it_went_home_others_on_duty_get_it(estate: Estate) -> None:
    """Nobody waits for somebody who is off."""
    no_groups(estate)
    asks_privately(estate)
    estate.taps(CHEN, "我来回复")
    goes_off(estate, CHEN)
    estate.says(WANG, "还在吗")
    assert told(estate, ZHOU, "「还在吗」") and not told(estate, CHEN, "「还在吗」")
    goes_off(estate, ZHOU)
    estate.says(WANG, "有人吗")
    assert told(estate, CHEN, "「有人吗」") and not told(estate, ZHOU, "「有人吗」")


def test_nobody_on_duty_everybody_of_the_desk_gets_it_and_it_is_said(estate: Estate) -> None:
    """Nothing is promised but what the clock keeps."""
    no_groups(estate)
    for who in (CHEN, ZHOU):
        goes_off(estate, who)
    asks_privately(estate)
    for who in (CHEN, ZHOU, ZHENG, FENG):
        assert told(estate, who, "「几点下班」")
    assert "没有人在值班" in estate.newest(WANG).text and "提醒主管" in estate.newest(WANG).text


# --- a supervisor in private ----------------------------------------------------------------------------------------


def test_a_supervisor_takes_it_in_private(estate: Estate) -> None:
    """CMP-24: from then on nothing of it is in the group; the resident reads who receives them."""
    message = asks(estate)
    assert "单独接待" in estate.taps(ZHOU, ALONE, DESK_GROUP)
    assert told(estate, DESK_GROUP, "周敏单独接待王芳") and told(estate, ZHOU, "王芳由您单独接待")
    assert told(estate, WANG, "我是周敏")
    assert "周敏单独接待" in estate.chats[DESK_GROUP][message].text and not estate.chats[DESK_GROUP][message].buttons
    before = last_row(estate)
    estate.says(WANG, "你们太过分了")
    assert told(estate, ZHOU, "「你们太过分了」", before) and not told(estate, DESK_GROUP, "过分", before)
    assert "1502" in estate.screen(ZHOU), "in private the whole address"
    assert "只有主管看得到" in estate.newest(WANG).text
    estate.says(ZHOU, "我来处理", reply_to=copy(estate, "「你们太过分了」", 25))
    assert told(estate, WANG, "我来处理")
    # A colleague who replies in the group to what stands there is told, and nothing is sent.
    estate.says(CHEN, "我插一句", chat=DESK_GROUP, reply_to=message)
    assert not told(estate, WANG, "我插一句") and told(estate, DESK_GROUP, "周敏正在单独接待")
    estate.presses(CHEN, "r1:read:0", DESK_GROUP)
    assert NOT_YOURS in estate.toast()


def test_the_notice_itself_can_be_replied_to(estate: Estate) -> None:
    """The supervisor speaks first."""
    asks(estate)
    estate.taps(ZHOU, ALONE, DESK_GROUP)
    estate.says(ZHOU, "您好，我是周敏", reply_to=copy(estate, "由您单独接待", 25))
    assert told(estate, WANG, "您好，我是周敏")


def test_the_desk_asks_a_supervisor(estate: Estate) -> None:
    """By name; those on duty first; anybody else of the staff cannot be chosen."""
    asks(estate)
    estate.taps(CHEN, ALONE, DESK_GROUP)
    labels = [b["label"] for row in estate.newest(CHEN).buttons for b in row]
    assert labels[0].startswith("周敏") and any(label.startswith("郑经理") for label in labels)
    estate.presses(CHEN, f"r1:apart.{post_of(estate, LI)}:0")
    assert NOT_YOURS in estate.toast()
    estate.presses(CHEN, "r1:apart.999:0")
    assert NOT_YOURS in estate.toast()
    estate.taps(CHEN, "郑经理")
    assert told(estate, ZHENG, "王芳由您单独接待") and not told(estate, ZHOU, "由您单独接待")
    before = last_row(estate)
    estate.presses(CHEN, f"r1:apart.{post_of(estate, ZHENG)}:0")
    assert not told(estate, WANG, "我是郑经理", before)


def test_one_who_cannot_be_reached_is_not_chosen(estate: Estate) -> None:
    """Said, with what is possible instead; without any the desk is told to ring."""
    asks(estate)
    estate.work(lambda w: set_reachable(w, w.people.by_telegram(26).id, False))
    estate.presses(CHEN, f"r1:apart.{post_of(estate, ZHENG)}:0")
    assert "收不到消息" in estate.toast()
    for account in (25, 27):
        estate.work(lambda w, a=account: set_reachable(w, w.people.by_telegram(a).id, False))
    estate.presses(CHEN, "r1:apart:0", DESK_GROUP)
    assert "没有主管" in estate.toast()


def test_given_back_to_the_desk(estate: Estate) -> None:
    """The group reads it again; only a supervisor gives back, and only what is theirs."""
    asks(estate)
    estate.taps(ZHOU, ALONE, DESK_GROUP)
    estate.presses(CHEN, "r1:back:0", DESK_GROUP)
    assert "正在单独接待" in estate.toast()
    assert "转回客服" in estate.taps(ZHOU, "转回客服")
    assert estate.chats[DESK_GROUP][copy(estate, "几点下班")].buttons
    estate.says(WANG, "谢谢")
    assert told(estate, DESK_GROUP, "「谢谢」") and not told(estate, ZHOU, "「谢谢」")
    estate.says(CHEN, "不客气", chat=DESK_GROUP, reply_to=copy(estate, "转回客服，后面"))
    assert told(estate, WANG, "不客气")
    estate.presses(ZHOU, "r1:back:0")
    assert OUTDATED in estate.toast()


def test_the_supervisor_has_left_the_others_of_that_rank_get_it(estate: Estate) -> None:
    """Never the group."""
    asks(estate)
    estate.taps(ZHOU, ALONE, DESK_GROUP)
    post = post_of(estate, ZHOU)
    estate.work(lambda w: w.staff.end(post, w.now))
    before = last_row(estate)
    estate.says(WANG, "还在吗")
    assert told(estate, ZHENG, "「还在吗」", before) and told(estate, FENG, "「还在吗」", before)
    assert not told(estate, DESK_GROUP, "还在吗", before)


def test_whoever_leaves_keeps_nothing(estate: Estate) -> None:
    """It is the desk's again; in private it goes to the others of that rank, with what is unanswered."""
    message = asks(estate)
    estate.taps(CHEN, "我来回复", DESK_GROUP)
    post = post_of(estate, CHEN)
    estate.presses(ZHENG, f"s{post}:remove:0")
    assert owner(estate) is None and "我来回复" in estate.screen(DESK_GROUP)
    estate.says(CHEN, "我已经走了", chat=DESK_GROUP, reply_to=message)
    assert not told(estate, WANG, "我已经走了")
    estate.taps(ZHOU, ALONE, DESK_GROUP)
    estate.says(WANG, "你们太过分了")
    post = post_of(estate, ZHOU)
    estate.presses(ZHENG, f"s{post}:remove:0")
    assert "「你们太过分了」" in estate.screen(ZHENG) and "过分" not in estate.screen(DESK_GROUP)
    estate.says(ZHENG, "由我来处理", reply_to=copy(estate, "「你们太过分了」", 26))
    assert told(estate, WANG, "由我来处理")


# --- who may --------------------------------------------------------------------------------------------------------

PRESSES = (
    "take",
    "take.4",
    "apart",
    "apart.5",
    "back",
    "read",
    "files",
    "again",
    "link",
    "link.1",
    "make.repair",
    "close",
)


@pytest.mark.parametrize("data", PRESSES)
def test_nobody_else_presses_anything(estate: Estate, data: str) -> None:
    """The crew, other residents, the desk of another community; ids of nothing are outdated."""
    elsewhere(estate)
    asks(estate)
    for who in (LI, ANNA, "外陈静", "外周敏", "外王芳", 99):
        before = last_row(estate)
        estate.presses(who, f"r1:{data}:0")
        assert NOT_YOURS in estate.toast() or "This step belongs" in estate.toast(), (who, estate.toast())
        assert not told(estate, WANG, "", before) and not told(estate, DESK_GROUP, "", before)
    for number in (0, 999, 10**17):
        estate.presses(CHEN, f"r{number}:{data}:0")
        assert OUTDATED in estate.toast()


def test_a_resident_reads_their_own_and_presses_nothing_of_the_desk(estate: Estate) -> None:
    """Reading and ending are theirs."""
    asks(estate)
    for data in set(PRESSES) - {"read", "files", "close"}:
        estate.presses(WANG, f"r1:{data}:0")
        assert NOT_YOURS in estate.toast(), data
    estate.presses(WANG, "r1:read:0")
    assert "您跟物业的对话" in estate.newest(WANG).text and "几点下班" in estate.newest(WANG).text


def test_a_butler_serves_the_people_of_their_zone(estate: Estate) -> None:
    """Where a zone is set: others are refused under their own message, nothing is sent."""
    butlers = {}
    for name, account, zone in (("管一", 41, ["1"]), ("管三", 43, ["3"])):
        butlers[name] = hires(estate, name, account, Role.BUTLER, Team.DESK)
        estate.work(lambda w, p=butlers[name], z=zone: set_zone(w, p, z))
    message = asks(estate)
    estate.says("管一", "我来答", chat=DESK_GROUP, reply_to=message)
    assert not told(estate, WANG, "我来答") and told(estate, DESK_GROUP, NOT_YOURS)
    estate.presses("管一", "r1:read:0", DESK_GROUP)
    assert NOT_YOURS in estate.toast()
    estate.says("管三", "还是我来", chat=DESK_GROUP, reply_to=message)
    assert told(estate, WANG, "还是我来")
    no_groups(estate)
    before = last_row(estate)
    estate.work(lambda w: w.relays.change(1, {"owner_id": None}))
    estate.says(WANG, "谢谢")
    assert told(estate, "管三", "「谢谢」", before) and not told(estate, "管一", "「谢谢」", before)


def set_zone(work, post: int, zone: list[str]) -> None:
    """Where somebody works."""
    from sqlalchemy import update

    from store import tables as t

    work.conn.execute(update(t.staff).where(t.staff.c.id == post).values(zone=zone))


def test_staff_of_the_desk_do_not_serve_themselves(estate: Estate) -> None:
    """Who asks the desk as a resident is answered by a colleague."""
    estate.presses(CHEN, "m:talk:0")
    estate.says(CHEN, "我自己的事")
    estate.taps(CHEN, "发送")
    estate.presses(CHEN, "r1:take:0", DESK_GROUP)
    assert NOT_YOURS in estate.toast()
    estate.taps(ZHOU, "我来回复", DESK_GROUP)
    found = estate.work(lambda w: holding.supervisors(w, w.relays.get(1)))
    assert [p.name for _, p in found][:1] == [ZHOU]
