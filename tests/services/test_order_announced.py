"""The list of services as a notice (CNV-01)."""

from services.order.catalogue import announced
from tests.services.order_steps import offered
from tests.services.steps import CHEN
from tests.support.estate import Estate


def test_the_list_of_services_is_announced(estate: Estate) -> None:
    """CNV-01: offered as the text where there is a list; what has no price says so."""
    offered(estate)
    estate.says(CHEN, "/menu")
    for button in (
        "值班与管理",
        "通知",
        "发公告",
        "通知",
        "服务清单和价格",
        "全部住户",
        "全小区",
        "按默认天数",
        "批准后马上发",
    ):
        estate.taps(CHEN, button)
    text = estate.screen(CHEN)
    assert "入户保洁 / Indoor cleaning · ¥60.00/小时" in text
    assert "家电检修 / Appliance repair · 看过再报价" in text


def test_a_long_list_of_services_is_cut(estate: Estate) -> None:
    """Whole lines, and never more than a notice holds."""
    offered(estate)
    said = estate.work(lambda w: announced(w, w.people.community(estate.community), 80))
    assert len(said) <= 80 and said.endswith("…")
