"""What it costs: free, in warranty, of everybody, or by a price the owner agrees to first (WAR, REP-18, SPS-07)."""

from store import tables as t
from tests.services.steps import (
    CHEN,
    GROUP,
    LI,
    NOT_NOW,
    OUTDATED,
    WANG,
    WU,
    arrives,
    events,
    facts,
    files,
    finishes,
    history,
    labels,
    moves_in,
    newest,
    person_of,
    press,
    promises,
    quotes,
    sends_words,
    sets,
    signs,
    status,
    takes,
    told,
    waives,
)
from tests.support.estate import Estate

# --- who pays ---------------------------------------------------------------------------------------------------------


def test_in_warranty_nothing_is_charged_nor_asked(estate: Estate) -> None:
    """WAR-01, WAR-02: the building was handed over this year."""
    moves_in(estate, "孙丽", 13, "1-1-101")
    case = files(estate, "孙丽")
    assert (facts(estate).charge, "WAR-02" in facts(estate).charge_rules) == ("warranty", True)
    assert "保修期内，不收费" in estate.screen("孙丽")
    takes(estate)
    assert "报价" not in labels(estate, GROUP, case.number)
    finishes(estate)
    assert "💰 不收费" in estate.newest("孙丽").text
    signs(estate, "孙丽")
    assert newest(estate).owing_fen == 0


def test_public_places_cost_the_reporter_nothing(estate: Estate) -> None:
    """WAR-01, REP-24: paid by everybody; finished without a quote."""
    estate.says(WANG, "/menu")
    estate.taps(WANG, "我要报修")
    estate.taps(WANG, "公共区域")
    estate.taps(WANG, "大堂")
    estate.taps(WANG, "公共照明")
    estate.says(WANG, "大堂灯坏了")
    estate.taps(WANG, "好了")
    estate.taps(WANG, "提交")
    assert (newest(estate).unit_id, newest(estate).place, facts(estate).charge) == (None, "lobby", "public")
    takes(estate)
    finishes(estate)
    assert status(estate) == "finished"


def test_home_without_a_handover_date_is_charged_like_an_old_one(estate: Estate) -> None:
    """WAR-01, WAR-06: nothing is promised that nobody knows; the worker may still waive it."""
    estate.work(lambda w: w.conn.execute(t.units.update().values(handed_over_on=None)))
    files(estate)
    assert facts(estate).charge == "paid"


def test_months_of_warranty_are_the_communitys(estate: Estate) -> None:
    """WAR-02: a figure, not a literal."""
    sets(estate, "warranty.months.water", 240)
    files(estate)
    assert facts(estate).charge == "warranty"


# --- the price ---------------------------------------------------------------------------------------------------------


def test_paid_work_is_not_finished_before_the_owner_agreed(estate: Estate) -> None:
    """REP-18: the worker is told what to do instead."""
    case = files(estate)
    takes(estate)
    arrives(estate)
    finishes(estate)
    assert "先点「报价」" in estate.toast() and status(estate) == "arrived"
    estate.says(LI, "/cancel")
    quotes(estate)
    assert status(estate) == "quoted"
    estate.presses(LI, f"c{case.id}:finish:1")
    assert NOT_NOW in estate.toast()
    press(estate, WANG, "同意 ¥80.00", case.number)
    finishes(estate)
    assert (status(estate), newest(estate).owing_fen) == ("finished", 8000)
    assert "¥80.00（您已同意）" in estate.screen(WANG)


def test_quote_names_pieces_and_own_items(estate: Estate) -> None:
    """SPS-07: three taps are three pieces; what the list lacks is written in one line."""
    case = files(estate)
    takes(estate)
    press(estate, LI, "报价", case.number)
    for _ in range(3):
        estate.taps(LI, "项目W2")
    estate.taps(LI, "选好了")
    estate.says(LI, "换整套龙头")
    assert "项目 空格 金额" in estate.newest(LI).text
    estate.says(LI, "换整套龙头 480.5")
    estate.taps(LI, "发送")
    text = estate.newest(WANG).text
    assert "· 项目W2 ¥30.00 × 3" in text and "· 换整套龙头 ¥480.50" in text and "<b>¥570.50</b>" in text
    assert "不修也没关系" in text


def test_quote_holds_only_what_the_category_offers(estate: Estate) -> None:
    """WAR-07: prices of the case's category and of "other"."""
    case = files(estate, WANG, "门锁坏了")
    takes(estate)
    press(estate, LI, "报价", case.number)
    assert "项目O1" in estate.newest(LI).buttons[0][0]["label"] and "项目W1" not in estate.screen(LI)


def test_empty_quote_is_no_quote(estate: Estate) -> None:
    """Nothing is asked of the owner, and nothing changed."""
    case = files(estate)
    takes(estate)
    press(estate, LI, "报价", case.number)
    estate.taps(LI, "价目表里没有")
    estate.taps(LI, "没有了")
    talk = estate.newest(LI)
    assert "还没有项目" in talk.text
    data = talk.buttons[-1][-1]["data"].replace("cancel", "send")
    estate.presses(LI, data, message=talk.id)
    assert "报价里还没有项目" in estate.toast() and status(estate) == "accepted"


def test_older_quotes_button_is_outdated(estate: Estate) -> None:
    """REP-18: consent is to a price."""
    case = files(estate)
    takes(estate)
    quotes(estate)
    older = estate.newest(WANG).buttons[0]
    quotes(estate, LI, "项目W2", 2)
    for button in older:
        estate.presses(WANG, button["data"])
        assert OUTDATED in estate.toast()
    assert (status(estate), newest(estate).owing_fen) == ("quoted", 0)
    press(estate, WANG, "同意 ¥60.00", case.number)
    assert newest(estate).owing_fen == 6000
    assert told(estate, LI, "业主同意 ¥60.00")
    assert "您已同意" in estate.screen(WANG) and "同意 ¥60.00" not in str(labels(estate, WANG, case.number))


def test_declined_ends_politely_and_nothing_is_owed(estate: Estate) -> None:
    """SPS-27: the promises are dropped; the worker packs up."""
    case = files(estate)
    takes(estate)
    quotes(estate)
    assert "没有产生费用" in press(estate, WANG, "不修了", case.number)
    assert (status(estate), newest(estate).owing_fen) == ("declined", 0)
    assert told(estate, LI, "业主不修了")
    assert {state for _, state in promises(estate).values()} <= {"dropped", "met"}
    estate.passes(days=5)
    assert not told(estate, WU, "超时")


def test_consent_by_telephone_is_noted_by_the_desk(estate: Estate) -> None:
    """WAR-06: by whom stands in the history."""
    case = files(estate)
    takes(estate)
    quotes(estate)
    estate.presses(CHEN, f"c{case.id}:open:1")
    press(estate, CHEN, "业主同意 ¥80.00", case.number)
    (agreed,) = [e for e in history(estate) if e.kind == "agree"]
    assert (agreed.by, agreed.data) == (person_of(estate, CHEN), {"fen": 8000})


def test_whoever_quotes_has_arrived(estate: Estate) -> None:
    """REP-18, URG-01: quoted without pressing "arrived", no alert comes about an arrival that nobody can press any more."""
    estate.says(WANG, "3-2-1502水管爆了")
    case = newest(estate)
    takes(estate)
    estate.passes(minutes=5)
    quotes(estate)
    press(estate, WANG, "同意 ¥80.00", case.number)
    assert (status(estate), facts(estate).arrived_at, promises(estate)["arrive", 1][1]) == (
        "arrived",
        estate.now,
        "met",
    )
    estate.passes(minutes=30)
    assert not told(estate, WU, "超时")


def test_no_charge_with_the_reason_on_the_record(estate: Estate) -> None:
    """WAR-01: then it is finished without a quote."""
    case = files(estate)
    takes(estate)
    waives(estate)
    (line,) = [e for e in history(estate) if e.kind == "no_charge"]
    assert line.data == {"reason": "goodwill"} and facts(estate).charge == "free"
    assert "报价" not in labels(estate, GROUP, case.number)
    finishes(estate)
    assert status(estate) == "finished"


def test_no_charge_after_the_owner_agreed_takes_back_what_was_owing(estate: Estate) -> None:
    """The amount and the word of the worker do not contradict each other."""
    case = files(estate)
    takes(estate)
    quotes(estate)
    press(estate, WANG, "同意 ¥80.00", case.number)
    estate.presses(LI, f"c{case.id}:free:1")
    estate.taps(LI, "小活")
    assert newest(estate).owing_fen == 0 and "¥80.00（您已同意）" not in estate.screen(WANG)


def test_no_charge_for_doing_it_again_leaves_owing_what_the_first_time_cost(estate: Estate) -> None:
    """Reopened: the second visit is free, the first one was agreed and done."""
    case = files(estate)
    takes(estate)
    quotes(estate)
    press(estate, WANG, "同意 ¥80.00", case.number)
    finishes(estate)
    signs(estate)
    press(estate, WANG, "又坏了", case.number)
    sends_words(estate, WANG, "又滴了")
    takes(estate)
    waives(estate)
    finishes(estate)
    assert (status(estate), newest(estate).owing_fen) == ("finished", 8000)


def again(estate: Estate, item: str = "项目W2") -> None:
    """Agreed for 80 yuan, finished, signed; broken again, taken and quoted once more."""
    case = files(estate)
    takes(estate)
    quotes(estate)
    press(estate, WANG, "同意 ¥80.00", case.number)
    finishes(estate)
    signs(estate)
    press(estate, WANG, "又坏了", case.number)
    sends_words(estate, WANG, "又滴了")
    takes(estate)
    press(estate, LI, "报价", case.number)
    for tap in (item, "选好了", "没有了", "发送"):
        estate.taps(LI, tap)


def test_price_agreed_after_reopening_adds_to_what_is_owing(estate: Estate) -> None:
    """REP-18: both prices stand in the history; while the second is asked, the crew reads the second."""
    again(estate)
    assert newest(estate).owing_fen == 8000 and "报价 ¥30.00" in estate.newest(GROUP).text
    press(estate, WANG, "同意 ¥30.00", newest(estate).number)
    assert newest(estate).owing_fen == 11000
    assert told(estate, LI, "业主同意 ¥30.00") and "¥110.00（您已同意）" in estate.screen(WANG)
    finishes(estate)
    assert [e.data["fen"] for e in history(estate) if e.kind == "agree"] == [8000, 3000]
    assert newest(estate).owing_fen == 11000
    press(estate, WANG, "经过", newest(estate).number)
    story = estate.newest(WANG).text
    assert "同意报价（王芳）：¥80.00" in story and "同意报价（王芳）：¥30.00" in story


def test_price_put_right_before_the_work_is_done_takes_the_place_of_the_first(estate: Estate) -> None:
    """One visit, one price."""
    case = files(estate)
    takes(estate)
    quotes(estate)
    press(estate, WANG, "同意 ¥80.00", case.number)
    for item, price in (("项目W2", "同意 ¥30.00"), ("项目O1", "同意 ¥50.00")):
        press(estate, LI, "报价", case.number)
        for tap in (item, "选好了", "没有了", "发送"):
            estate.taps(LI, tap)
        press(estate, WANG, price, case.number)
    assert newest(estate).owing_fen == 5000


def test_declined_second_price_leaves_the_first_owing(estate: Estate) -> None:
    """What was done was agreed to."""
    again(estate)
    press(estate, WANG, "不修了", newest(estate).number)
    assert (status(estate), newest(estate).owing_fen) == ("declined", 8000)
    assert "这次没有产生费用" in estate.screen(WANG) and "¥80.00（您已同意）" in estate.screen(WANG)


def test_no_charge_after_agreeing_again_takes_back_the_second_price_only(estate: Estate) -> None:
    """Said twice it takes nothing more."""
    again(estate)
    case = newest(estate)
    press(estate, WANG, "同意 ¥30.00", case.number)
    for _ in range(2):
        estate.presses(LI, f"c{case.id}:free:1")
        estate.taps(LI, "小活")
        assert newest(estate).owing_fen == 8000


def test_sent_back_and_quoted_for_more_both_are_owing(estate: Estate) -> None:
    """The first work is finished, the second is something else."""
    case = files(estate)
    takes(estate)
    quotes(estate)
    press(estate, WANG, "同意 ¥80.00", case.number)
    finishes(estate)
    press(estate, WANG, "还没修好", case.number)
    sends_words(estate, WANG, "旁边那个也滴")
    press(estate, LI, "报价", case.number)
    for tap in ("项目W2", "选好了", "没有了", "发送"):
        estate.taps(LI, tap)
    press(estate, WANG, "同意 ¥30.00", case.number)
    assert newest(estate).owing_fen == 11000


def test_no_charge_is_not_said_while_the_owner_is_asked(estate: Estate) -> None:
    """First the quote is put right or answered."""
    case = files(estate)
    takes(estate)
    quotes(estate)
    estate.presses(LI, f"c{case.id}:free:1")
    assert NOT_NOW in estate.toast()


def test_no_charge_of_a_case_that_ended_meanwhile_changes_nothing(estate: Estate) -> None:
    """The question stood open when the owner cancelled."""
    case = files(estate)
    takes(estate)
    press(estate, LI, "不收费", case.number)
    press(estate, WANG, "取消", case.number)
    before = events(estate)
    estate.taps(LI, "小活")
    assert NOT_NOW in estate.toast() and events(estate) == before
