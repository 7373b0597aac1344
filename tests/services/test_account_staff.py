"""Leaving the staff; groups; languages; people who block us and come back."""

from domain.incoming import Incoming, Kind
from domain.people import Role, Team
from tests.services.steps import (
    ANNA,
    CHEN,
    FENG,
    GROUP,
    GUEST,
    LI,
    NOT_YOURS,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    files,
    hires,
    last_row,
    newest,
    owed,
    post_of,
    press,
    takes,
    told,
)
from tests.support.estate import Estate

NEW = 77


def who(estate: Estate, account: int):
    """Who writes from that account, looked up afresh."""
    return estate.work(lambda w: w.people.who(w.people.by_telegram(account), "zh"))


# --- leaving the staff -------------------------------------------------------------------------------------------------------


def test_staff_are_taken_off_the_list_by_the_heads_alone(estate: Estate) -> None:
    """Nobody themselves, a manager no director; a resident's case they reported stays theirs."""
    for other in (WU, ZHOU, CHEN, WANG):
        estate.presses(other, f"s{post_of(estate, LI)}:remove:1")
        assert NOT_YOURS in estate.toast()
    estate.presses(ZHENG, f"s{post_of(estate, ZHENG)}:remove:1")
    assert NOT_YOURS in estate.toast()
    estate.presses(ZHENG, f"s{post_of(estate, FENG)}:remove:1")
    assert NOT_YOURS in estate.toast()
    estate.presses(FENG, f"s{post_of(estate, ZHENG)}:remove:1")
    assert not who(estate, 26).known
    estate.presses(FENG, f"s{post_of(estate, LI)}:remove:1")
    estate.presses(FENG, f"s{post_of(estate, ZHAO)}:remove:1")
    assert not who(estate, 21).known and not who(estate, 22).known


def test_staff_list_in_pages_and_second_thoughts(estate: Estate) -> None:
    """More than a screen of colleagues; "not yet" leads back to the list."""
    for n in range(12):
        hires(estate, f"员工{n}", 200 + n, Role.CLEANER, Team.CLEANING)
    estate.presses(ZHENG, "m:staff:0")
    seen = {b["label"] for row in estate.newest(ZHENG).buttons for b in row if b["label"].startswith("移出")}
    estate.taps(ZHENG, "下一页")
    estate.taps(ZHENG, "下一页")
    assert "第 3 页" in estate.newest(ZHENG).text and len(seen) == 8
    estate.taps(ZHENG, "‹ 上一页")
    estate.taps(ZHENG, "移出 员工")
    estate.taps(ZHENG, "先不移出")
    assert len(estate.work(lambda w: w.staff.listed(estate.community))) == 19


# --- groups ------------------------------------------------------------------------------------------------------------------


def joins(estate: Estate, chat: int, member: str = "joined", title: str = "保洁群") -> None:
    """We are taken into a group, or put out."""
    estate.arrives(
        Incoming(1, Kind.MEMBER, chat, False, 26, "郑经理", "zh", estate.now, chat_title=title, member=member)
    )


def test_group_is_bound_by_a_head_and_a_choice(estate: Estate) -> None:
    """`/bind` in the group; work comes there from then on."""
    joins(estate, -77)
    assert "/bind" in estate.newest(-77).text
    for other in (LI, WU, ZHOU, WANG):
        estate.says(other, "/bind", chat=-77)
        assert "由经理或主任来做" in estate.newest(-77).text
    estate.says(ZHENG, "/bind", chat=-77)
    estate.taps(LI, "工程", -77)
    assert "由经理或主任来做" in estate.toast()
    estate.taps(ZHENG, "工程", -77)
    assert "群里只显示楼栋和楼层" in estate.newest(-77).text
    case = files(estate)
    assert case.number in estate.newest(-77).text and case.number not in estate.screen(GROUP)


def test_bind_in_private_leads_to_the_menu(estate: Estate) -> None:
    """There is no group to bind."""
    estate.says(ZHENG, "/bind")
    assert "看板" in str(estate.newest(ZHENG).buttons)
    estate.presses(ZHENG, "g:team.engineering:1")
    assert estate.work(lambda w: w.staff.chat_of(estate.community, Team.ENGINEERING)) == (GROUP, None)


def test_put_out_of_a_teams_group_the_heads_hear_of_it(estate: Estate) -> None:
    """Its work cannot be shown there any more."""
    joins(estate, GROUP, "left", "工程群")
    for head in (ZHENG, FENG):
        assert told(estate, head, "移出了工程班组的群「工程群」")
    assert not told(estate, WU, "移出了")


def test_other_commands_in_a_group_are_answered_in_private(estate: Estate) -> None:
    """Nothing personal is said there."""
    before = last_row(estate)
    for command in ("/menu", "/start", "/help", "/language", "/cancel"):
        estate.says(WANG, command, chat=GROUP)
    assert len(told(estate, GROUP, "请在和我的私聊里用", before)) == 5
    assert not owed(estate, WANG, before)


# --- languages ---------------------------------------------------------------------------------------------------------------


def test_language_is_each_ones_own(estate: Estate) -> None:
    """Chosen once, in force at once; the group stays in the community's."""
    estate.says(WANG, "/language")
    estate.taps(WANG, "English")
    assert "Report" in str(estate.newest(WANG).buttons)
    files(estate, WANG, "the kitchen tap drips", "Send")
    assert "Received" in estate.screen(WANG) and "待接单" in estate.newest(GROUP).text
    takes(estate)
    assert "厨房" not in estate.newest(LI).text and "李强已接单" in estate.newest(LI).text
    press(estate, WANG, "Talk", newest(estate).number)
    estate.says(WANG, "/language")
    estate.taps(WANG, "中文")
    assert "我要报修" in str(estate.newest(WANG).buttons)


def test_first_language_is_that_of_the_app(estate: Estate) -> None:
    """Until somebody chooses."""
    estate.arrives(Incoming(5, Kind.TEXT, NEW, True, NEW, "Bob", "fr", estate.now, text="hello"))
    assert "Share my phone number" in str(estate.newest(NEW)) or "Share" in str(estate.chats[NEW])
    estate.says(GUEST, "hello")
    assert "管家服务" in estate.screen(GUEST)


def test_unknown_language_is_not_taken(estate: Estate) -> None:
    """A forged choice changes nothing."""
    estate.presses(ANNA, "m:speak.xx:0")
    assert who(estate, 12).person.language == "en"


# --- blocked and back ----------------------------------------------------------------------------------------------------------


def test_what_is_owed_to_somebody_who_blocked_us_is_kept_and_comes_in_its_newest_state(estate: Estate) -> None:
    """Nothing lost, no old card after a newer one."""
    case = files(estate)
    estate.work(lambda w: w.outbox.block(11, "blocked"))
    deliver, estate.deliver = estate.deliver, lambda: None
    takes(estate, LI)
    press(estate, LI, "我来接", case.number, GROUP)
    estate.work(lambda w: w.outbox.block(11, "blocked"))
    assert not estate.work(lambda w: w.people.by_telegram(11)).reachable
    estate.deliver = deliver
    estate.deliver()
    assert "李师傅已接单" not in estate.screen(WANG)
    estate.work(lambda w: w.outbox.revive(11))
    estate.deliver()
    assert estate.screen(WANG).count("李师傅已接单") == 2 and who(estate, 11).person.reachable
