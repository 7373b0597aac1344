"""The rota in the chat: written, read, ended; colleagues stand in; the register (SHF-01…04). In both languages."""

from datetime import timedelta

import pytest

from domain.people import Role, Team
from domain.rota import LineKind
from tests.services.rotas import DAY, NIGHT, goes_home, on_call, rostered, today
from tests.services.steps import (
    ANNA,
    CHEN,
    FENG,
    LI,
    NOT_YOURS,
    NOT_YOURS_EN,
    OUTDATED,
    WANG,
    WU,
    ZHAO,
    ZHENG,
    ZHOU,
    elsewhere,
    hires,
    last_row,
    post_of,
    tables,
    told,
)
from tests.support.estate import Estate


def lines(estate: Estate) -> list:
    """The lines in force."""
    return estate.work(lambda w: w.rotas.standing(estate.community))


def writes(
    estate: Estate,
    who: str = WU,
    *,
    person: str = LI,
    pattern: str = "每天",
    hours: str = "20:00–08:00",
    first: str = "今天",
) -> None:
    """A line by buttons, up to the summary."""
    estate.presses(who, "m:rota_add:0")
    for label in (person, pattern, hours, first):
        estate.taps(who, label)


def test_a_line_is_written_by_buttons(estate: Estate) -> None:
    """SHF-01: person, pattern, hours, day; the gaps are shown before it is saved; the colleague is told."""
    estate.presses(WU, "m:rota:0")
    assert "排班 · 工程" in estate.newest(WU).text and "没有排班" in estate.newest(WU).text
    estate.taps(WU, "添加排班")
    for label in ("李强", "每天", "20:00–08:00", "今天"):
        estate.taps(WU, label)
    summary = estate.newest(WU).text
    assert "李强" in summary and "每天 20:00–次日 08:00" in summary
    assert "今天 14:05 到 今天 20:00" in summary and "明天 08:00 到 明天 20:00" in summary and "还有 3 段" in summary
    assert lines(estate) == []
    estate.taps(WU, "保存")
    (line,) = lines(estate)
    assert (line.staff_id, line.kind, line.days, line.starts, line.ends) == (
        post_of(estate, LI), LineKind.WEEKLY, [1, 2, 3, 4, 5, 6, 7], "20:00", "08:00",
    )  # fmt: skip
    assert told(estate, LI, "吴工给您排了班") and told(estate, WU, "已记下：李强")
    estate.presses(WU, "m:rota_week.engineering_0:0")
    assert estate.newest(WU).text.count("20:00–次日 08:00 李强") == 7
    estate.presses(LI, "m:my_shifts:0")
    assert "今天 20:00 到 明天 08:00" in estate.newest(LI).text


def test_the_whole_day_covered_leaves_no_gap(estate: Estate) -> None:
    """The summary says so."""
    rostered(estate, ZHAO, DAY)
    writes(estate)
    assert "每个时段都有人值班" in estate.newest(WU).text


@pytest.mark.parametrize(
    ("pattern", "hours", "first", "kind", "days", "times", "ahead"),
    [
        pytest.param("做3休2", "21:30-6点", "12月1日", "cycle", [3, 2], ("21:30", "06:00"), 9, id="all typed"),
        pytest.param("周一三五", "8-20", "明天", "weekly", [1, 3, 5], ("08:00", "20:00"), 1, id="days of the week"),
        pytest.param(
            "上一休三", "８：００到次日８：００", "后天", "cycle", [1, 3], ("08:00", "08:00"), 2, id="a day and a night"
        ),
    ],
)
def test_everything_may_be_typed(
    estate: Estate, pattern: str, hours: str, first: str, kind: str, days: list, times: tuple, ahead: int
) -> None:
    """The day is confirmed by its button."""
    estate.presses(WU, "m:rota_add:0")
    estate.taps(WU, "赵军")
    for words in (pattern, hours, first):
        estate.says(WU, words)
    (label,) = [b["label"] for row in estate.newest(WU).buttons for b in row if "first." in b["data"]]
    estate.taps(WU, label)
    estate.taps(WU, "保存")
    (line,) = lines(estate)
    assert (line.kind, line.days, (line.starts, line.ends)) == (kind, days, times)
    assert line.first_day == today(estate) + timedelta(days=ahead)


def test_what_is_not_understood_is_asked_again(estate: Estate) -> None:
    """With an example, and what was said stays."""
    estate.presses(WU, "m:rota_add:0")
    estate.taps(WU, "赵军")
    estate.says(WU, "看情况")
    assert "做3休2" in estate.newest(WU).text and "赵军" in estate.newest(WU).text
    estate.taps(WU, "只一天")
    estate.says(WU, "晚上")
    assert "20:00-08:00" in estate.newest(WU).text
    estate.taps(WU, "20:00–08:00")
    assert "哪一天" in estate.newest(WU).text


def test_one_thing_is_changed_and_the_gaps_are_counted_anew(estate: Estate) -> None:
    """What a line leaves open depends on all of it, so the day is asked again."""
    rostered(estate, ZHAO, DAY)
    writes(estate)
    estate.taps(WU, "改时间")
    estate.taps(WU, "08:00–20:00")
    estate.taps(WU, "今天")
    assert "今天 20:00 到 明天 08:00" in estate.newest(WU).text


def test_in_english(estate: Estate) -> None:
    """The same story, in the manager's language."""
    estate.presses(ZHENG, "m:speak.en:0")
    estate.presses(ZHENG, "m:rota:0")
    estate.taps(ZHENG, "Repairs")
    estate.taps(ZHENG, "Add a line")
    estate.taps(ZHENG, "李强")
    estate.says(ZHENG, "4 on 2 off")
    estate.says(ZHENG, "20:00 to 8:00")
    estate.taps(ZHENG, "Tomorrow")
    assert "4 on, 2 off 20:00–08:00 next day" in estate.newest(ZHENG).text
    assert "nobody is on duty" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "Save")
    assert told(estate, ZHENG, "Saved: 李强") and told(estate, LI, "郑经理给您排了班")
    estate.presses(LI, "m:speak.en:0")
    estate.presses(LI, "m:my_shifts:0")
    assert "tomorrow 20:00 to Tue 24 Nov 08:00" in estate.newest(LI).text


def test_a_line_is_ended_after_one_more_question(estate: Estate) -> None:
    """SHF-01: it stays on the record; the second press is outdated; the colleague is told."""
    line = rostered(estate, LI, NIGHT)
    estate.presses(WU, "m:rota:0")
    estate.taps(WU, "全部排班")
    estate.taps(WU, "1 李强")
    assert "要结束这一行吗" in estate.newest(WU).text
    estate.taps(WU, "保留")
    assert len(lines(estate)) == 1
    estate.presses(WU, f"o{line}:end:0")
    assert lines(estate) == [] and estate.work(lambda w: w.rotas.get(line).ended_at) == estate.now
    assert told(estate, LI, "吴工结束了您的这一行排班")
    estate.presses(WU, f"o{line}:end:0")
    assert OUTDATED in estate.toast()


def test_somebody_is_away(estate: Estate) -> None:
    """SHF-01: their shifts of these days are not held, the gap is named."""
    rostered(estate, LI, NIGHT)
    estate.presses(WU, "m:rota_absent:0")
    for label in ("李强", "明天", "11月24日"):
        estate.taps(WU, label)
    assert "李强 请假" in estate.newest(WU).text
    estate.taps(WU, "保存")
    assert told(estate, WU, "明天 08:00 到 11月25日(周三) 20:00")
    assert told(estate, LI, "这几天的班不用上")
    estate.presses(WU, "m:rota:0")
    assert estate.newest(WU).text.count("请假：李强") == 2


@pytest.mark.parametrize("who", [LI, CHEN, WANG, ANNA])
def test_others_do_not_write_the_rota(estate: Estate, who: str) -> None:
    """Forged presses change nothing: nor the desk, nor the crew, nor residents."""
    line = rostered(estate, LI, NIGHT)
    before = tables(estate)["rotas"]
    for data in ("m:rota:0", "m:rota_week.engineering_0:0", "m:rota_lines.engineering_0:0", f"m:rota_line.{line}:0",
                 "m:rota_add:0", "m:rota_absent:0", f"o{line}:end:0", f"o{line}:keep:0"):  # fmt: skip
        estate.presses(who, data)
        assert (NOT_YOURS_EN if who == ANNA else NOT_YOURS) in estate.toast(), data
    assert tables(estate)["rotas"] == before


def test_lead_and_supervisor_write_their_own_teams_only(estate: Estate) -> None:
    """And nobody one of another community, or a team that is none."""
    elsewhere(estate)
    line = rostered(estate, LI, NIGHT)
    for who, data in ((ZHOU, f"o{line}:end:0"), (ZHOU, "m:rota_week.engineering_0:0"), (WU, "m:rota_week.desk_0:0"),
                      ("外" + WU, f"o{line}:end:0"), (ZHENG, "m:rota_week.nonsense_0:0"), ("外郑经理", f"m:rota_line.{line}:0")):  # fmt: skip
        estate.presses(who, data)
        assert NOT_YOURS in estate.toast(), (who, data)
    estate.presses(ZHENG, "o999999:end:0")
    assert OUTDATED in estate.toast()
    assert len(lines(estate)) == 1
    writes(estate, ZHOU, person=CHEN, hours="08:00–20:00")
    estate.taps(ZHOU, "保存")
    assert [ln.team for ln in lines(estate)] == [Team.ENGINEERING, Team.DESK]


def test_colleague_removed_while_the_line_is_written(estate: Estate) -> None:
    """The summary stands; saving says kindly that it no longer holds."""
    writes(estate)
    post = post_of(estate, LI)
    estate.work(lambda w: w.staff.end(post, w.now))
    assert OUTDATED in estate.taps(WU, "保存")
    assert lines(estate) == []


# --- standing in ---------------------------------------------------------------------------------------------------


def asks(estate: Estate, who: str = LI, to: str = ZHAO) -> int:
    """The holder asks a colleague to take tonight's shift; the request's id."""
    estate.presses(who, "m:shift_give:0")
    estate.taps(who, "今天 20:00–08:00")
    estate.taps(who, to)
    day = today(estate)
    return estate.work(lambda w: max(s.id for s in w.rotas.open_swaps(lines_of(w)[0].id, day)))


def lines_of(work) -> list:
    """The lines in force, the oldest first."""
    return work.rotas.standing(work.people.communities()[0].id)


def test_a_colleague_stands_in_by_agreeing(estate: Estate) -> None:
    """SHF-01: asked, agreed by a button, both lines on the record, the lead told; that night they are alerted."""
    rostered(estate, LI, NIGHT)
    asks(estate)
    assert "李强想请您替这个班" in estate.newest(ZHAO).text and "已问赵军" in estate.screen(LI)
    assert len(lines(estate)) == 1
    assert "排班已更新" in estate.taps(ZHAO, "同意")
    assert [(ln.kind, ln.staff_id) for ln in lines(estate)[1:]] == [
        (LineKind.ABSENT, post_of(estate, LI)), (LineKind.ONCE, post_of(estate, ZHAO)),
    ]  # fmt: skip
    assert told(estate, WU, "赵军替李强") and "由赵军替李强上这个班" in estate.screen(LI)
    estate.passes(hours=10)
    assert on_call(estate) == [ZHAO]
    estate.passes(days=1)
    assert on_call(estate) == [LI]


def test_a_colleague_offers_to_take_a_shift(estate: Estate) -> None:
    """Then the holder decides; in English for whoever reads it."""
    rostered(estate, LI, NIGHT)
    estate.presses(LI, "m:speak.en:0")
    estate.presses(ZHAO, "m:shift_take:0")
    estate.taps(ZHAO, "李强 · 今天 20:00–08:00")
    assert "赵军 offers to take this shift of yours" in estate.screen(LI)
    assert "rota is changed" in estate.taps(LI, "Agree")
    estate.passes(hours=10)
    assert on_call(estate) == [ZHAO]


def test_declined_and_withdrawn_change_nothing(estate: Estate) -> None:
    """Both cards say how it stands; no button is left that holds."""
    rostered(estate, LI, NIGHT)
    swap = asks(estate)
    estate.taps(ZHAO, "不方便")
    assert "仍由李强上这个班" in estate.screen(LI)
    for who, verb in ((ZHAO, "agree"), (ZHAO, "decline"), (LI, "withdraw")):
        estate.presses(who, f"o{swap}:{verb}:1")
        assert "新进展" in estate.toast() or OUTDATED in estate.toast()
    other = asks(estate)
    estate.taps(LI, "不用了")
    estate.presses(ZHAO, f"o{other}:agree:1")
    assert len(lines(estate)) == 1


def test_of_two_who_are_asked_the_first_has_it(estate: Estate) -> None:
    """Concurrency: the second press finds it settled."""
    sun = hires(estate, "孙工", 41, Role.ENGINEER, Team.ENGINEERING)
    rostered(estate, LI, NIGHT)
    first = asks(estate)
    second = asks(estate, LI, "孙工")
    assert first != second
    estate.presses(ZHAO, f"o{first}:agree:1")
    estate.presses("孙工", f"o{second}:agree:1")
    assert [ln.staff_id for ln in lines(estate) if ln.kind is LineKind.ONCE] == [post_of(estate, ZHAO)]
    assert sun not in {ln.staff_id for ln in lines(estate)}
    assert "不需要了" in estate.screen("孙工")


def test_only_whom_it_concerns_decides(estate: Estate) -> None:
    """Forged presses: the one who asked cannot agree, nor a third, nor the lead, nor a resident."""
    rostered(estate, LI, NIGHT)
    swap = asks(estate)
    for who in (LI, WU, CHEN, ZHENG, FENG, WANG):
        estate.presses(who, f"o{swap}:agree:1")
        assert NOT_YOURS in estate.toast(), who
    for who in (ZHAO, WU, WANG):
        estate.presses(who, f"o{swap}:withdraw:1")
        assert NOT_YOURS in estate.toast(), who
    assert len(lines(estate)) == 1


def test_a_shift_that_has_changed_is_not_taken_over(estate: Estate) -> None:
    """The line has ended meanwhile, or the colleague has got a shift of their own, or it is over."""
    line = rostered(estate, LI, NIGHT)
    swap = asks(estate)
    other = rostered(estate, ZHAO, ("22:00", "23:00"))
    estate.presses(ZHAO, f"o{swap}:agree:1")
    assert "那个时间已有班" in estate.toast()
    estate.work(lambda w: w.rotas.end(other, w.now))
    estate.work(lambda w: w.rotas.end(line, w.now))
    estate.presses(ZHAO, f"o{swap}:agree:1")
    assert "排班已经变了" in estate.toast() and lines(estate) == []


def test_in_the_middle_of_a_shift_the_rest_is_taken_over(estate: Estate) -> None:
    """Somebody falls ill at midnight: the record says until when and from when."""
    rostered(estate, LI, NIGHT)
    goes_home(estate, ZHAO)
    estate.passes(hours=8)
    estate.presses(LI, "m:shift_give:0")
    estate.taps(LI, "今天 20:00–08:00")
    estate.taps(LI, ZHAO)
    assert on_call(estate) == [LI]
    estate.taps(ZHAO, "同意")
    assert on_call(estate) == [ZHAO]
    estate.passes(minutes=0)
    assert told(estate, ZHAO, "开始，到")
    estate.presses(ZHENG, "m:duty_book.engineering_0:0")
    assert "排班 20:00–22:05" in estate.newest(ZHENG).text and "排班 22:05–08:00" in estate.newest(ZHENG).text


def test_only_free_colleagues_are_offered(estate: Estate) -> None:
    """And a colleague's shift only at times one is free oneself."""
    rostered(estate, LI, NIGHT)
    rostered(estate, ZHAO, ("23:00", "07:00"))
    estate.presses(LI, "m:shift_give:0")
    estate.taps(LI, "今天 20:00–08:00")
    assert "赵军" not in str(estate.newest(LI).buttons) and WU in str(estate.newest(LI).buttons)
    estate.presses(ZHAO, "m:shift_take:0")
    assert "没有您能替的班" in estate.newest(ZHAO).text


# --- the register --------------------------------------------------------------------------------------------------


def test_register_of_a_day(estate: Estate) -> None:
    """SHF-01, SHF-04: planned and as it was, with note and signature; day by day; who did not come, too."""
    rostered(estate, LI, ("14:05", "22:05"))
    rostered(estate, WU, ("14:05", "22:05"))
    goes_home(estate, WU)
    estate.passes(hours=2)
    estate.presses(LI, "m:off_duty:0")
    estate.says(LI, "3号楼水泵有异响")
    estate.taps(ZHAO, "已看，签收")
    estate.presses(CHEN, "m:duty_book:0")
    estate.taps(CHEN, "工程")
    text = estate.newest(CHEN).text
    assert "李强</b> · 排班 14:05–22:05" in text and "今天 14:05 签到，今天 16:05 下班" in text
    assert "「3号楼水泵有异响」赵军 今天 16:05 签收" in text
    estate.passes(days=1)
    estate.taps(CHEN, "‹ 前一天")
    assert "昨天 14:05 签到" in estate.newest(CHEN).text and "水泵" in estate.newest(CHEN).text
    estate.taps(CHEN, "后一天 ›")
    assert "没有签到" in estate.newest(CHEN).text


@pytest.mark.parametrize("who", [LI, WANG, ANNA])
def test_register_is_for_those_who_lead_and_the_desk(estate: Estate, who: str) -> None:
    """Forged presses; an odd page shows a page that is there."""
    estate.presses(who, "m:duty_book.engineering_0:0")
    assert (NOT_YOURS_EN if who == ANNA else NOT_YOURS) in estate.toast()
    for odd in ("engineering_999", "engineering_x", "engineering_99999999", "nonsense_1"):
        estate.presses(CHEN, f"m:duty_book.{odd}:0")
        assert "值班登记" in estate.newest(CHEN).text


def test_nobody_is_told_their_own_doing(estate: Estate) -> None:
    """The lead puts themselves on the rota."""
    before = last_row(estate)
    writes(estate, person="吴工")
    estate.taps(WU, "保存")
    assert not told(estate, WU, "给您排了班", before) and told(estate, WU, "已记下", before)
