"""What came to nothing stands in the metrics: once each, after the commit, by two kinds and no more."""

from aiohttp.test_utils import make_mocked_request
from prometheus_client.parser import text_string_to_metric_families

from bot.health import Health
from domain.incoming import Incoming
from store.reading import Reader
from store.work import Work
from tests.bot.echo import Echo, said


async def _figures(health: Health) -> dict[str, float]:
    reply = await health.metrics(make_mocked_request("GET", "/metrics"))
    assert isinstance(reply.body, bytes)
    families = text_string_to_metric_families(reply.body.decode())
    return {s.labels["kind"]: s.value for f in families for s in f.samples if s.name == "guanjia_refused_total"}


async def test_refusals_are_counted_once_each(sandbox, started, tmp_path):
    """Two refused, one outdated; an attempt that failed and was rolled back counts for nothing."""
    wang = await sandbox.person("王芳")
    echo = Echo()
    failed: list[int] = []

    def refuses(work: Work, incoming: Incoming) -> None:
        work.refusals["outdated" if incoming.text == "旧" else "refused"] += 1
        if not failed:
            failed.append(incoming.id)
            raise RuntimeError("a bug")
        said(work, incoming, "no")

    echo.on = refuses
    async with started(echo) as run:
        reader = Reader(f"sqlite:///{tmp_path}/bot.db")
        health = Health(run.pipeline, reader, polls=False)
        assert await _figures(health) == {"refused": 0, "outdated": 0}
        for text in ("一", "旧", "二"):
            await wang.says(text)
        await run.until(lambda w: w.inbox.count().get("done") == 3)
        assert await _figures(health) == {"refused": 2, "outdated": 1}
        assert await _figures(health) == {"refused": 2, "outdated": 1}
        await reader.close()
