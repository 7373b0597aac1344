"""Values of the results of surveys: the first card in each of its states, pages of items, buildings and remarks."""

from typing import Any

from domain.reading.topics import TOPICS
from tests.messages.repairs import LONG, NOW, SLY


def _rate(**more: Any) -> dict[str, Any]:
    plain = {"satisfied": 1092, "answered": 1140, "of": 1200, "official": "91.0%", "among": "95.7%", "passes": True, "low": 89, "high": 93,
             "was": "88.3%", "up": "+2.7"}  # fmt: skip
    return {**plain, **more}


_MISSED = _rate(official="82.3%", passes=False, was=None, up=None)
_NOTHING = _rate(
    satisfied=0, answered=0, of=0, official="-", among="-", passes=None, low=None, high=None, was=None, up=None
)


def _r(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"name": "2026 年业户意见调查", "community": "桂苑", "status": "closed", "anonymous": False, "hidden": "", "least": 5, "target": 90,
             "ended": NOW, "before": "2025-12"}  # fmt: skip
    return {**plain, **more}


def _card(can: bool = True, **more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "issued": 1200, "returned": 1000, "due_back": 960, "return_share": "83.3%", "reached": True, "derived": False, "overall": _rate(),
        "mark": 1080, "small": False, "items": 11, "passed": 11, "failed": [], "more_failed": 0, "dissatisfied": 0, "topics": [], "remarks": 0,
        "buildings": True,
    }  # fmt: skip
    return {"can": can, "r": _r(**{**plain, **more})}


_FULL = {
    "overall": _MISSED, "small": True, "derived": True, "reached": False, "passed": 7, "more_failed": 3, "dissatisfied": 17, "remarks": 60,
    "failed": [{"label": LONG[:200], "official": "82.3%"}, {"label": SLY, "official": "0.0%"}],
    "topics": [{"topic": topic, "number": n} for n, topic in enumerate(TOPICS, 1)],
}  # fmt: skip


def _rows(*rates: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    return [{"index": n, "label": LONG[:200] if n % 2 else SLY, **more, **rate} for n, rate in enumerate(rates)]


def _page(rows: list[dict[str, Any]], page: int = 0, pages: int = 1, **more: Any) -> dict[str, Any]:
    return {"r": _r(rows=rows, page=page, pages=pages, **more)}


_RATES = (_rate(), _MISSED, _NOTHING, _rate(), _rate(), _rate(), _rate(), _MISSED)
_HOUSES = [
    {"index": n, "name": SLY if n % 2 else f"{n}栋", "issued": 90, "back": n * 3, "shown": n > 1, **rate}
    for n, rate in enumerate(_RATES)
]
_SAID = [{"words": LONG, "low": n % 2 == 0, "home": SLY if n % 3 else "", "about": LONG[:200]} for n in range(8)]
SAMPLES: dict[str, list[dict[str, Any]]] = {
    "survey_result/card": [
        _card(), _card(**_FULL), _card(can=False, **_FULL), _card(anonymous=True, buildings=False, **_FULL),
        _card(hidden="running", anonymous=True, ended=None), _card(hidden="few", anonymous=True), _card(returned=0, overall=_NOTHING, ended=None),
        _card(items=0, name=SLY, before="", overall=_MISSED),
    ],
    "survey_result/items": [_page(_rows(*_RATES)), _page(_rows(_rate()), 1, 3), _page([])],
    "survey_result/item": [
        {"r": _r(index=9, label=LONG[:200], given=[("非常满意", 900), (SLY, 9)], blank=60, buildings=[{"name": SLY, **_MISSED}] * 8, **_rate())},
        {"r": _r(index=0, label="您对小区供水满意吗？", given=[("5/5", 0)], blank=0, buildings=[], **_NOTHING)},
    ],
    "survey_result/buildings": [_page(_HOUSES), _page(_HOUSES[:1], 2, 3), _page([])],
    "survey_result/building": [{"r": _r(building=SLY, overall=_rate(), rows=_rows(*_RATES * 3))}, {"r": _r(building="3栋", overall=_MISSED, rows=[])}],
    "survey_result/remarks": [
        _page([{"index": n, "topic": topic, "number": 12, "example": LONG} for n, topic in enumerate(list(TOPICS)[:8])]), _page([]),
        _page([{"index": 8, "topic": "other", "number": 1, "example": SLY}], 1, 3),
    ],
    "survey_result/remark": [_page(_SAID, index=0, topic="water_supply", number=8), _page(_SAID[:1], 1, 3, index=3, topic="other", number=17)],
    "survey_result/files": [{"name": SLY}],
    "survey_result/later": [{}],
    "survey_result/toast_drawing": [{}],
}  # fmt: skip
