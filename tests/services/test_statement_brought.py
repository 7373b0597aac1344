"""Whether a statement has come: the outbox' word, the call list, the butler's word, 没收到, the paper (F-50)."""

from datetime import date
from typing import Any

import pytest

from domain.figures import days
from domain.people import Relation
from services.documents import document
from services.reports.figures_delivered import statements
from tests.services.dunning_steps import calls, opens
from tests.services.fee_steps import pays
from tests.services.statement_steps import (
    ANNAS,
    BUTLER,
    FINANCE,
    HOME,
    PERIOD,
    at,
    bill,
    butler,
    checked,
    finance,
    known,
    lines,
    lives,
    lost,
    made,
    one,
    registered,
    runs,
)
from tests.services.steps import CHEN, NOT_YOURS, WANG, ZHOU
from tests.services.visits_steps import told
from tests.support.estate import Estate

DUE = date(2026, 12, 15)
SILENT = "3-1-101"


@pytest.fixture
def sent(estate: Estate) -> Estate:
    """王芳's statement has come, 老李's cannot: only the register knows him."""
    known(estate)
    bill(estate, HOME, 27_580, PERIOD, DUE)
    bill(estate, SILENT, 10_000, PERIOD, DUE)
    registered(estate, "老李", SILENT)
    butler(estate, zone=["3"])
    made(estate)
    checked(estate, BUTLER)
    return estate


def _figures(estate: Estate, who: str = ZHOU) -> str:
    estate.presses(who, f"m:statement_figures.{runs(estate)[0].id}:0")
    return estate.newest(who).text


def _press(statement: Any, verb: str, unit: int) -> str:
    return f"A{unit}:{verb}.{statement}:0"


def test_delivered_by_the_outbox(sent: Estate) -> None:
    """F-50: delivered ÷ made; who has no chat is on the butler's call list with the month and the amount."""
    assert "<b>送达</b> 1/2（50%）：聊天 1，管家送到 0" in _figures(sent)
    (line,) = lines(sent)
    assert (line.what, line.reason, line.building, line.status) == (
        f"statement:{one(sent, SILENT).id}",
        "no_chat",
        "3",
        "open",
    )
    sent.presses(BUTLER, f"m:statement_left.{runs(sent)[0].id}_0:0")
    assert "3栋1单元101" in sent.newest(BUTLER).text
    assert "3栋2单元1502" not in sent.newest(BUTLER).text
    sent.presses(BUTLER, "m:calls.p0_3:0")
    assert "对帐单 2026-12" in sent.newest(BUTLER).text
    sent.taps(BUTLER, "打给 1")
    assert "2026-12 的对帐单，应交 ¥100.00" in sent.newest(BUTLER).text
    assert "+8613712345678" in sent.newest(BUTLER).text


@pytest.mark.parametrize(
    ("label", "handed", "status", "there"),
    [
        ("已送达", "handed", "reached", 2),
        ("已上门", "visited", "reached", 2),
        ("联系不上", "unreachable", "no_answer", 1),
    ],
)
def test_the_butler_says_so_on_the_call_list(sent: Estate, label: str, handed: str, status: str, there: int) -> None:
    """By telephone, at the door, or in vain: then they are rung again later."""
    sent.presses(BUTLER, f"m:call.{lines(sent)[0].id}:0")
    sent.taps(BUTLER, label)
    assert (one(sent, SILENT).handed, lines(sent)[0].status) == (handed, status)
    assert f"<b>送达</b> {there}/2" in _figures(sent)


@pytest.mark.parametrize(
    ("label", "handed"), [("已送达", "handed"), ("已上门", "visited"), ("联系不上", "unreachable")]
)
def test_the_butler_says_so_on_the_card(sent: Estate, label: str, handed: str) -> None:
    """The line of the call list goes with it."""
    sent.presses(BUTLER, f"m:statement.{one(sent, SILENT).id}:0")
    sent.taps(BUTLER, label)
    assert one(sent, SILENT).handed == handed
    assert lines(sent)[0].status == ("open" if handed == "unreachable" else "reached")
    sent.presses(BUTLER, f"S{one(sent, SILENT).id}:bring.visited:0")
    assert one(sent, SILENT).handed == ("visited" if handed == "unreachable" else handed)


def test_who_may_say_so(sent: Estate) -> None:
    """Not finance, nobody else's butler; nothing about one that has come, no forged words."""
    finance(sent)
    silent = one(sent, SILENT).id
    sent.presses(FINANCE, f"S{silent}:bring.handed:0")
    assert NOT_YOURS in sent.toast()
    sent.presses(BUTLER, f"S{one(sent).id}:bring.handed:0")
    assert "已经送到" in sent.toast()
    sent.presses(BUTLER, f"S{silent}:bring.burnt:0")
    assert one(sent, SILENT).handed is None


def test_refused_by_the_chat(estate: Estate) -> None:
    """Nobody of the home has it: its butler rings. Is there somebody who may get it yet, nobody is rung."""
    known(estate)
    lives(estate, "王父", 63, HOME, Relation.OWNER)
    bill(estate, HOME, 27_580, PERIOD, DUE)
    butler(estate, zone=["3"])
    made(estate)
    estate.presses(BUTLER, f"m:statement_checked.{runs(estate)[0].id}:0")
    estate.now = estate.now.replace(second=30)
    from services.clock import sweep

    estate.writer.run_sync(sweep)
    lost(estate, estate.people[WANG])
    assert lines(estate) == []
    lost(estate, 63)
    (line,) = lines(estate)
    assert (line.what, line.reason, line.building) == (f"statement:{one(estate).id}", "blocked", "3")
    assert "<b>送达</b> 0/1" in _figures(estate)
    estate.presses(BUTLER, f"m:call.{line.id}:0")
    assert "对帐单" in estate.newest(BUTLER).text
    assert "已上门" in estate.screen(BUTLER)


def test_who_comes_to_the_chat_gets_it(sent: Estate) -> None:
    """The line is closed, the statement sent."""
    sent.shares(77, "+8613712345678", 77)
    assert any("对帐单 · 2026年12月" in m.text for m in sent.chats[77].values())
    assert lines(sent)[0].status == "reached"
    sent.passes(seconds=10)
    assert "<b>送达</b> 2/2（100%）：聊天 2" in _figures(sent)


def test_the_report_says_the_same(sent: Estate) -> None:
    """The month among the reports: the figures of the card, rounded as there; another month has nothing to count."""

    def counted(first: date, last: date) -> dict[str, Any]:
        def read(work: Any) -> dict[str, Any]:
            found = statements(work, work.people.community(sent.community), days(first, last))
            return {figure.key: figure.value for figure in found}

        return sent.work(read)

    assert counted(date(2026, 12, 1), date(2026, 12, 31)) == {
        "statement_made": 2, "statement_sent": 2, "statement_there": 50, "statement_by_hand": 0, "statement_left": 1, "statement_missed": 0,
    }  # fmt: skip
    assert counted(date(2026, 11, 1), date(2026, 11, 30))["statement_there"] is None


def test_it_never_came(sent: Estate) -> None:
    """没收到: counted once, sent again at once; two presses of one button send one."""
    unit = sent.units[HOME]
    sent.presses(WANG, f"A{unit}:account:0")
    sent.taps(WANG, "对帐单")
    before = len(told(sent, WANG, "对帐单 · 2026年12月"))
    button = next(
        b for m in sent.chats[sent.people[WANG]].values() for row in m.buttons for b in row if "请重发" in b["label"]
    )
    sent.presses(WANG, button["data"])
    assert sent.toast() == "已再发一份给您，请看最下面的消息。"
    sent.presses(WANG, button["data"])
    assert len(told(sent, WANG, "对帐单 · 2026年12月")) == before + 1
    assert "住户说没收到 1" in _figures(sent)
    sent.presses(ZHOU, f"m:statement.{one(sent).id}:0")
    assert "住户说没收到" in sent.newest(ZHOU).text
    sent.presses(CHEN, button["data"])
    assert len(told(sent, CHEN, "对帐单 · 2026年12月")) == 0


def test_earlier_ones(sent: Estate) -> None:
    """Inside of the fee account, each as it was sent."""
    bill(sent, HOME, 20_000, "2027-01", date(2027, 1, 15))
    at(sent, "2026-12-28T09:00")
    checked(sent, BUTLER)
    pays(sent, HOME, 47_580)
    sent.presses(WANG, f"A{sent.units[HOME]}:statements:0")
    assert "没收到 2027年1月 的" in sent.screen(WANG)
    sent.taps(WANG, "2026年12月 · ¥275.80")
    assert "合计应交 <b>¥275.80</b>" in sent.newest(WANG).text or "合计应交 <b>¥275.80</b>" in sent.screen(WANG)
    sent.taps(WANG, "‹ 以往对帐单")
    sent.taps(WANG, "2027年1月 · ¥475.80")
    assert "以前未交 <b>¥275.80</b>" in sent.screen(WANG)
    sent.presses(WANG, _press(one(sent).id, "statement", sent.units[ANNAS]))
    assert "请看最新的一条" in sent.toast()


def test_the_paper(sent: Estate) -> None:
    """On request, to the home and to the staff who look after it, in their language; with every formula."""
    sent.taps(WANG, "要 PDF")
    assert sent.toast() == "好的，PDF 这就发给您。"
    (picture,) = sent.newest(WANG).media
    assert picture["name"] == "对帐单-2026-12.pdf"
    whole = sent.work(lambda w: document(w, picture["draw"]))
    assert (whole["what"], whole["title"], whole["head"]) == ("paper", "对帐单", "桂苑")
    assert whole["tables"][0]["rows"] == [["物业费 2026-12", "98.5 m² × 2.80 元 × 1 个月", "¥275.80"]]
    assert ["合计应交", "¥275.80"] in whole["after"]
    sent.presses(BUTLER, f"S{one(sent).id}:paper:0")
    assert sent.newest(BUTLER).media
    english = sent.work(lambda w: document(w, {**picture["draw"], "language": "en"}))
    assert english["tables"][0]["rows"][0] == ["Property fee 2026-12", "98.5 m² × ¥2.80 × 1 month", "¥275.80"]


def test_the_paper_shows_what_is_open_before_and_in_advance(estate: Estate) -> None:
    """All sums in fen: before + month − advance."""
    known(estate)
    bill(estate, HOME, 10_000, "2026-11", date(2026, 11, 15))
    bill(estate, HOME, 20_000, PERIOD, DUE)
    pays(estate, HOME, 35_000)
    made(estate)
    checked(estate)
    assert one(estate).fen == -5_000
    (said,) = told(estate, WANG, "对帐单 ·")
    assert "不用交，还有预交 <b>¥50.00</b>" in said
    given = {"what": "statement", "statement": one(estate).id, "upto": 0, "language": "zh"}
    whole = estate.work(lambda w: document(w, given))
    assert whole["tables"][0]["sums"] == [["本月合计", "", "¥200.00"], ["其中已交", "", "-¥200.00"]]
    assert whole["after"] == [["预交余额", "-¥50.00"], ["合计应交", "-¥50.00"]]


def test_no_statement_said_on_the_telephone(sent: Estate) -> None:
    """F-50, F-36: the reason of arrears 没收到对帐单 counts against the delivery of the newest statement."""
    at(sent, "2026-12-18T10:00")
    opens(sent, CHEN, HOME)
    calls(sent, CHEN, "联系上了", why="没收到账单")
    assert one(sent).missed_at is not None
