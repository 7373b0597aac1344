"""Recurring problems from stories: on the card, behind it, in the workbook (F-38)."""

import io

import openpyxl
from sqlalchemy import update

from bot.drawing.sheets import workbook
from services import documents
from store import tables as t
from tests.services.complaint_steps import complains
from tests.services.steps import WANG, ZHOU, files, owed, sets
from tests.services.test_reports_shown import buttons, card, opens
from tests.support.estate import Estate


def often(estate: Estate) -> None:
    """Two leaks of one home in a community where two are often; two complaints from the building."""
    sets(estate, "report.recurring_from", 2)
    sets(estate, "report.recurring_building_from", 2)
    files(estate, WANG, "水龙头滴水")
    files(estate, WANG, "客厅的灯不亮了")
    estate.work(lambda w: w.conn.execute(update(t.cases).values(category="leak")))
    complains(estate)
    complains(estate)


def test_groups_with_the_matters_behind_them(estate: Estate) -> None:
    """The home for repairs, the building alone for complaints; a press lists the matters."""
    often(estate)
    text = opens(estate, ZHOU, "反复发生的问题", "本月")
    assert "· 反复发生的问题 <b>2</b>" in text
    assert text.count("1502") == 1 and "反复报修 <b>2</b>" in text and "反复投诉 <b>2</b>" in text
    press = next(label for label in buttons(estate, ZHOU) if "3栋2" in label)
    estate.taps(ZHOU, press)
    estate.passes(seconds=1)
    assert "261122-001" in card(estate, ZHOU) and "261122-002" in card(estate, ZHOU)


def test_the_workbook_has_all_of_them(estate: Estate) -> None:
    """One line for each group with the numbers of its matters."""
    often(estate)
    opens(estate, ZHOU, "反复发生的问题", "本月")
    assert estate.taps(ZHOU, "表格") == "好的，马上发给您。"
    estate.passes(seconds=1)
    (told,) = [r for r in owed(estate, ZHOU) if "一共 2 组" in r.payload["text"]]
    made = estate.work(lambda w: documents.document(w, told.payload["media"][0]["draw"]))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(made)))["反复发生的问题"]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert [row[4] for row in rows] == [2, 2] and rows[0][5].startswith("261122-")
    assert not [row for row in rows if row[2] == "投诉" and "1502" in row[1]]
