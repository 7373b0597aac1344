"""Makes the pictures of papers, and of a survey's results, for the README: `python -m tests.papers`. Needs a Chinese font."""

import io
import math
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageOps
from sqlalchemy import update

from bot.demo.run import build
from bot.drawing.charts import chart
from bot.drawing.fonts import fonts
from bot.drawing.papers import paper
from domain.fees.ledger import Way
from domain.figures import parse
from domain.people import Role, Team
from messages.render import LANGUAGES
from services import Work, documents
from services.fees import posting
from services.receipts import views
from services.reports import summary
from store import tables as t
from store.engine import open_store
from store.tables import metadata
from store.writer import Writer
from tests import survey_papers
from tests.services import statement_steps
from tests.services.fee_steps import DAY, bill, charged, code, pays
from tests.support.cast import START, staff
from tests.support.estate import Estate

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
HOME = "3-2-1502"
_RED, _SIDE, _SCALE, _LINE = (200, 20, 20), 800, 1.5, "#c9d1d9"


def seal(words: str, below: str) -> Image.Image:
    """A round seal as companies have them: the name along the rim, a star, what it is for."""
    picture = Image.new("RGB", (_SIDE, _SIDE), "white")
    draw, middle, font = ImageDraw.Draw(picture), _SIDE / 2, fonts().sized(84)
    draw.ellipse((20, 20, _SIDE - 20, _SIDE - 20), outline=_RED, width=26)
    for n, letter in enumerate(words):
        turn = math.radians(-205 + n * 230 / (len(words) - 1))
        mask = Image.new("L", (120, 120), 0)
        ImageDraw.Draw(mask).text((60, 60), letter, font=font, fill=255, anchor="mm", stroke_width=2)
        at = (int(middle + 292 * math.cos(turn)) - 60, int(middle + 292 * math.sin(turn)) - 60)
        picture.paste(_RED, at, mask.rotate(-math.degrees(turn) - 90))
    star = [(middle + (130, 52)[k % 2] * math.cos(a), middle + (130, 52)[k % 2] * math.sin(a))
            for k in range(10) for a in [math.radians(36 * k - 90)]]  # fmt: skip
    draw.polygon(star, fill=_RED)
    draw.text((middle, 632), below, font=fonts().sized(70), fill=_RED, anchor="mm", stroke_width=1)
    return picture


def rendered(document: Mapping[str, Any], stamped: Path | None) -> Image.Image:
    """The first page of a paper as a picture, with a thin frame."""
    pages = pypdfium2.PdfDocument(io.BytesIO(paper(document, fonts(), stamped)))
    return ImageOps.expand(pages[0].render(scale=_SCALE).to_pil().convert("RGB"), 1, _LINE)


def story(estate: Estate, work: Work) -> int:
    """A home that owes for two charges and pays three months at once by transfer; its receipt."""
    unit, name = estate.units[HOME], "幸福里小区"
    work.conn.execute(update(t.communities).where(t.communities.c.id == estate.community).values(name=name))
    staff(work, estate.cast, "钱会计", 41, Role.FINANCE, Team.FINANCE, estate.now)
    clerk = next(p for _, p in work.staff.listed(estate.community, roles={Role.FINANCE}))
    area = code(work, estate.community)
    energy = code(work, estate.community, "energy", 2)
    work.conn.execute(_named(energy.id, "公共能耗费", "Shared energy"))
    for about in ("2026-10", "2026-11"):
        charged(work, unit, area, 27_580, about)
        charged(work, unit, energy, 2_955, about)
    values = {"community_id": estate.community, "unit_id": unit, "way": Way.TRANSFER, "fen": 91_605, "paid_on": DAY}
    payment = posting.confirm(work, work.ledger.add_payment(values), clerk.id)
    found = work.receipts.valid_of(payment.id)
    assert found is not None
    return found.id


def _named(number: int, zh: str, en: str) -> Any:
    from store.money_tables import charge_codes

    return update(charge_codes).where(charge_codes.c.id == number).values(name_zh=zh, name_en=en)


def _receipt(estate: Estate) -> dict[str, Any]:
    given = {"what": views.WHAT, "receipt": estate.work(lambda work: story(estate, work)), "language": "zh"}
    return dict(estate.work(lambda work: documents.document(work, given)))


def _statement(estate: Estate) -> dict[str, Any]:
    """Of a home with something open from before, something paid and the next month to come."""
    statement_steps.known(estate)
    for fen, about, due in ((27_580, "2026-11", date(2026, 11, 15)), (27_580, "2026-12", date(2026, 12, 15))):
        bill(estate, HOME, fen, about, due)
    pays(estate, HOME, 10_000)
    energy = {"kind": "area", "area_cm2": 985_000, "price_e4": 3_000, "months": 1}

    def more(work: Work) -> None:
        kind = code(work, estate.community, "energy", 2)
        work.conn.execute(_named(kind.id, "公共能耗费", "Shared energy"))
        new = posting.Charge(work.people.unit(estate.units[HOME]), kind, "2026-12", 2_955, date(2026, 12, 15), energy)
        posting.charge(work, new, None)

    estate.work(more)
    statement_steps.made(estate)
    estate.work(lambda w: w.conn.execute(update(t.communities).values(name="幸福里小区")))
    one = statement_steps.one(estate, HOME)
    given = {"what": "statement", "statement": one.id, "language": "zh"}
    return dict(estate.work(lambda work: documents.document(work, given)))


def surveys(estate: Estate) -> None:
    """Chart and paper of a survey, and the report on what is done about it, in both languages."""
    one = survey_papers.year(estate)
    plan = survey_papers.measures(estate, one)
    for language in LANGUAGES:
        (PICTURES / f"survey-chart-{language}.png").write_bytes(
            chart(survey_papers.chart(estate, one, language), fonts())
        )
        page = rendered(survey_papers.paper(estate, one, language), None)
        page.save(PICTURES / f"survey-paper-{language}.png", "PNG", optimize=True)
        page = rendered(survey_papers.report(estate, plan, language), None)
        page.save(PICTURES / f"survey-report-{language}.png", "PNG", optimize=True)


def summaries(folder: Path) -> None:
    """The summary of a month of the demonstration's estate, in both languages."""
    build(folder, START)
    store = open_store(f"sqlite:///{folder / 'guanjia.db'}")
    writer = Writer(store, lambda: START).start()
    for language in LANGUAGES:

        def made(work: Work, language: str = language) -> dict[str, Any]:
            community = work.people.communities()[0]
            month = parse(f"{START:%Y-%m}")
            assert month is not None
            return dict(documents.document(work, summary.drawn_as(work, community, language, month.before)["draw"]))

        page = rendered(writer.run_sync(made), None)
        page.save(PICTURES / f"summary-{language}.png", "PNG", optimize=True)
    writer.stop_sync()
    store.close()


@contextmanager
def _estate(folder: str, name: str) -> Iterator[Estate]:
    store = open_store(f"sqlite:///{folder}/{name}.db")
    metadata.create_all(store.engine)
    estate = Estate(store)
    try:
        yield estate
    finally:
        estate.close()
        store.close()


def main() -> None:
    """All of them."""
    with tempfile.TemporaryDirectory() as folder:
        stamped = Path(folder) / "seal.png"
        seal("幸福里物业服务中心", "财务专用章").save(stamped)
        for name, about, sealed in (("receipt", _receipt, stamped), ("statement", _statement, None)):
            with _estate(folder, name) as estate:
                rendered(about(estate), sealed).save(PICTURES / f"{name}.png", "PNG", optimize=True)
        with _estate(folder, "survey") as estate:
            surveys(estate)
        summaries(Path(folder) / "demo")


if __name__ == "__main__":
    main()
