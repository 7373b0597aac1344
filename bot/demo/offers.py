"""What the demo community offers for money, at invented prices (SPS-01, CNV-01)."""

from domain.order import MODE_OF, TEAM_OF, Kind
from store.work import Work

#: Key, kind, names, what one is called, fen of one (None: quoted after a look).
OFFERS: tuple[tuple[str, Kind, str, str, str, int | None], ...] = (
    ("clean_hour", Kind.CLEANING, "入户保洁", "Indoor cleaning", "hour", 6000),
    ("clean_glass", Kind.CLEANING, "擦玻璃", "Window cleaning", "square_metre", 1000),
    ("appliance", Kind.REPAIR, "家电检修", "Appliance repair", "job", None),
    ("lamp", Kind.REPAIR, "代换灯具", "Replace a lamp", "piece", 3000),
    ("copy", Kind.COPYING, "复印", "Copying", "page", 50),
    ("typing", Kind.COPYING, "打字", "Typing", "page", 500),
    ("fax", Kind.COPYING, "传真", "Fax", "page", 200),
    ("errand", Kind.AGENCY, "委托代办", "Errands", "job", 2000),
    ("garden", Kind.VALUE_ADDED, "绿植养护", "Plant care", "job", 8000),
)


def offer(work: Work, community: int) -> None:
    """Fills an empty catalogue; one that has been filled stays as it is."""
    if work.orders.offers(community, active=False):
        return
    for key, kind, name_zh, name_en, unit, fen in OFFERS:
        work.orders.add_offer({
            "community_id": community, "key": key, "kind": kind, "name_zh": name_zh, "name_en": name_en, "unit": unit,
            "price_fen": fen, "mode": MODE_OF[kind], "team": TEAM_OF[kind],
        })  # fmt: skip
