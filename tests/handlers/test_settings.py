"""Figures in chat: who may see and set them, what is typed and picked, what is told, and two heads at once."""

import pytest
from sqlalchemy import select

from domain.people import Role
from store import tables as t
from tests.support.cast import staff
from tests.support.estate import Estate

ZHENG, FENG, LI, ZHOU, WANG = "郑经理", "冯主任", "李强", "周敏", "王芳"
ONLY_HEADS = "这件事由经理或主任来办"


def opens(estate: Estate, who: str = ZHENG, key: str = "repair.small_days") -> None:
    """One figure on the screen."""
    estate.presses(who, "m:standards:0")
    estate.presses(who, f"f:one.{key}:0")


def own(estate: Estate) -> dict:
    """What the community has set."""
    return estate.work(lambda w: dict(w.standards.own(estate.community)))


def record(estate: Estate) -> list:
    """Every change, oldest first."""
    c = t.standard_changes.c
    query = select(c.key, c.before, c.after, c.by).order_by(c.id)
    return [tuple(row) for row in estate.work(lambda w: list(w.conn.execute(query)))]


def english(estate: Estate, who: str) -> None:
    """They read English from now on."""
    estate.presses(who, "m:speak.en:0")


def test_head_sets_a_figure_from_the_menu_on(estate: Estate) -> None:
    """Subjects, list, one, value, before and after, saved; on the record, and the other head is told."""
    estate.says(ZHENG, "/menu")
    estate.taps(ZHENG, "值班与管理")
    estate.taps(ZHENG, "设置")
    estate.taps(ZHENG, "标准设置")
    estate.taps(ZHENG, "报修")
    assert "小修完工时限：<b>2 天</b>" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "小修完工时限")
    shown = estate.newest(ZHENG).text
    assert "REP-11" in shown
    assert "还没有人改过" in shown
    estate.taps(ZHENG, "✎ 修改")
    assert "可填 1 到 30 天" in estate.newest(ZHENG).text
    estate.says(ZHENG, "3天")
    assert "2 天 → <b>3 天</b>" in estate.newest(ZHENG).text
    assert own(estate) == {}
    estate.taps(ZHENG, "保存")
    assert "已保存" in estate.newest(ZHENG).text
    assert own(estate) == {"repair.small_days": 3}
    (change,) = record(estate)
    assert change[:3] == ("repair.small_days", 2, 3)
    assert change[3] is not None
    assert "2 天 → <b>3 天</b>" in estate.screen(FENG)
    assert "标准有改动" not in estate.screen(ZHENG)
    estate.taps(ZHENG, "‹ 报修")
    assert "✎ 小修完工时限：<b>3 天</b>" in estate.screen(ZHENG)
    estate.presses(ZHENG, "f:one.repair.small_days:0")
    assert "郑经理 · 今天 14:05" in estate.screen(ZHENG)


def test_the_same_in_english(estate: Estate) -> None:
    """Written, not translated."""
    english(estate, ZHENG)
    english(estate, FENG)
    opens(estate)
    estate.taps(ZHENG, "✎ Change")
    estate.says(ZHENG, "4 days")
    assert "2 days → <b>4 days</b>" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "Save")
    assert "Saved: Small repair: finished within <b>4 days</b>" in estate.newest(ZHENG).text
    assert "A standard has changed" in estate.screen(FENG)


def test_a_choice_is_picked_and_a_default_taken_again(estate: Estate) -> None:
    """Choices in words; back to the default in two presses."""
    opens(estate, key="repair.dispatch")
    estate.taps(ZHENG, "✎ 修改")
    estate.taps(ZHENG, "轮流派单")
    estate.taps(ZHENG, "保存")
    assert own(estate) == {"repair.dispatch": "round_robin"}
    opens(estate, key="repair.dispatch")
    estate.taps(ZHENG, "恢复默认")
    assert "轮流派单 → <b>抢单</b>" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "保存")
    assert own(estate) == {}
    assert len(record(estate)) == 2


@pytest.mark.parametrize(
    "typed", ["0", "31", "-1", "三天", "3.5", "999999999999999999", "; drop table", "🙂", "x" * 5000]
)
def test_what_does_not_fit_is_asked_again(estate: Estate, typed: str) -> None:
    """Nothing is lost, nothing is set."""
    opens(estate)
    estate.taps(ZHENG, "✎ 修改")
    estate.says(ZHENG, typed)
    assert "放不进这一项" in estate.newest(ZHENG).text
    estate.says(ZHENG, "5")
    assert "→ <b>5 天</b>" in estate.newest(ZHENG).text


def test_hours_of_the_week_as_people_type_them(estate: Estate) -> None:
    """Read, and said back in words."""
    opens(estate, key="calendar.hours")
    assert "周一至周五 08:30-12:00、14:00-18:00" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "✎ 修改")
    estate.says(ZHENG, "周一至周六 8:00-12:00")
    assert "→ <b>周一至周六 08:00-12:00</b>" in estate.newest(ZHENG).text
    estate.taps(ZHENG, "保存")
    assert own(estate) == {"calendar.hours": "1-6 08:00-12:00"}


def test_what_is_so_already_is_not_saved(estate: Estate) -> None:
    """No press for nothing, no line on the record."""
    opens(estate)
    estate.taps(ZHENG, "✎ 修改")
    estate.says(ZHENG, "2")
    assert "和现在一样" in estate.newest(ZHENG).text
    assert all(b["label"] != "保存" for row in estate.newest(ZHENG).buttons for b in row)
    estate.taps(ZHENG, "取消")
    assert record(estate) == []


def test_the_second_of_two_heads_is_told_what_it_is_now(estate: Estate) -> None:
    """Each has seen two days; who saves first has it. The other reads who set what, and overwrites it only knowingly."""
    for head, days in ((ZHENG, "3"), (FENG, "4")):
        opens(estate, head)
        estate.taps(head, "✎ 修改")
        estate.says(head, days)
    estate.taps(ZHENG, "保存")
    estate.taps(FENG, "保存")
    asked = estate.screen(FENG)
    assert "郑经理刚改成了 3 天" in asked and "3 天 → <b>4 天</b>" in asked
    assert own(estate) == {"repair.small_days": 3}
    assert len(record(estate)) == 1
    estate.taps(FENG, "保存")
    assert own(estate) == {"repair.small_days": 4}
    assert [line[1:3] for line in record(estate)] == [(2, 3), (3, 4)]


def test_both_heads_wanting_the_same_leaves_nothing_to_save(estate: Estate) -> None:
    """The second reads that it is so already."""
    for head in (ZHENG, FENG):
        opens(estate, head)
        estate.taps(head, "✎ 修改")
        estate.says(head, "3")
    estate.taps(ZHENG, "保存")
    estate.taps(FENG, "保存")
    assert "和现在一样" in estate.screen(FENG)
    assert len(record(estate)) == 1


def test_saved_twice_is_saved_once(estate: Estate) -> None:
    """A double press."""
    opens(estate)
    estate.taps(ZHENG, "✎ 修改")
    estate.says(ZHENG, "3")
    button = next(b for row in estate.newest(ZHENG).buttons for b in row if b["label"] == "保存")
    estate.presses(ZHENG, button["data"])
    estate.presses(ZHENG, button["data"])
    assert len(record(estate)) == 1


@pytest.mark.parametrize("who", [LI, ZHOU, WANG])
@pytest.mark.parametrize(
    "press",
    [
        "m:standards:0", "f:subjects:0", "f:list.repair:0", "f:one.repair.small_days:0", "f:change.repair.small_days:0",
        "f:default.repair.small_days:0", "m:calendar:0", "f:calendar:0", "f:add_day:0", "f:undo.2026-12-01:0",
    ],
)  # fmt: skip
def test_only_heads_reach_any_of_it(estate: Estate, who: str, press: str) -> None:
    """By forged buttons neither; nothing is shown, nothing is begun."""
    before = estate.screen(who) if estate.people[who] in estate.chats else ""
    estate.presses(who, press)
    assert ONLY_HEADS in estate.toast() or "由经理" in estate.toast()
    assert (estate.screen(who) if estate.people[who] in estate.chats else "") == before
    assert own(estate) == {}


@pytest.mark.parametrize(
    "press",
    [
        "f:list.nothing:0", "f:list:0", "f:list.repair-99999999999999:0", "f:list.repair-x:0", "f:one.no.such:0", "f:one:0",
        "f:change.no.such:0", "f:default:0", "f:undo.2026-13-45:0", "f:undo:0", "f:undo.2026-12-01:0", "f:nothing:0",
    ],
)  # fmt: skip
def test_forged_presses_of_a_head_change_nothing(estate: Estate, press: str) -> None:
    """Answered kindly, or shown from the start."""
    estate.presses(ZHENG, press)
    assert "出了点问题" not in estate.screen(ZHENG) if 26 in estate.chats else True
    assert own(estate) == {}
    assert record(estate) == []


def test_a_head_who_has_left_meanwhile_saves_nothing(estate: Estate) -> None:
    """Looked up again at the last press."""
    opens(estate)
    estate.taps(ZHENG, "✎ 修改")
    estate.says(ZHENG, "3")
    button = next(b for row in estate.newest(ZHENG).buttons for b in row if b["label"] == "保存")
    estate.work(lambda w: w.conn.execute(t.staff.update().where(t.staff.c.role == Role.MANAGER).values(ended_at=w.now)))
    estate.presses(ZHENG, button["data"])
    assert own(estate) == {}
    assert record(estate) == []


def test_another_community_is_not_touched(estate: Estate) -> None:
    """A figure is one community's."""
    other = estate.work(lambda w: w.register.add_community("别苑", "Asia/Shanghai", "zh"))
    estate.work(lambda w: staff(w, estate.cast, "钱经理", 77, Role.MANAGER, None, estate.now))
    opens(estate)
    estate.taps(ZHENG, "✎ 修改")
    estate.says(ZHENG, "3")
    estate.taps(ZHENG, "保存")
    assert estate.work(lambda w: dict(w.standards.own(other))) == {}
    assert "3 天" in estate.screen("钱经理")


def test_every_figure_of_the_catalogue_can_be_opened_and_asked_for(estate: Estate) -> None:
    """Each page, each figure, in both languages; its first suggestion is one it takes."""
    from domain.standards import CATALOGUE
    from services.standards import subjects

    for language in ("zh", "en"):
        estate.presses(ZHENG, f"m:speak.{language}:0")
        for subject in subjects():
            for page in range(3):
                estate.presses(ZHENG, f"f:list.{subject}-{page}:0")
        for standard in CATALOGUE:
            estate.presses(ZHENG, f"f:one.{standard.key}:0")
            assert (standard.zh if language == "zh" else standard.en) in estate.screen(ZHENG).replace("&#39;", "'")
    for standard in CATALOGUE:
        estate.presses(ZHENG, f"f:change.{standard.key}:0")
        asked = estate.newest(ZHENG)
        assert asked.buttons[0][0]["data"].startswith("t")
        estate.presses(ZHENG, asked.buttons[0][0]["data"])
        assert "→" in estate.newest(ZHENG).text
        estate.says(ZHENG, "/cancel")
