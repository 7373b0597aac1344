"""How it goes, for machines: `/healthz` and `/metrics`, read beside the writer so that nobody waits for them."""

import asyncio
import time
from typing import Any

import orjson
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, generate_latest

from bot.intake import LARGEST_BODY
from bot.pipeline import Pipeline
from store.engine import StoreError
from store.reading import Reader

#: Seconds after which nothing happening means that something is stuck.
POLL_SILENCE = 120
SEND_SILENCE = 300
#: Why something comes to nothing; the labels of the counter, no others.
REFUSALS = ("refused", "outdated")


class Health:
    """Answers from the pipeline's own counters and the committed rows."""

    def __init__(self, pipeline: Pipeline, reader: Reader, *, polls: bool) -> None:
        self._pipeline = pipeline
        self._reader = reader
        self._polls = polls
        self._began = time.monotonic()
        self._sent = -1
        self._sent_at = time.monotonic()
        self._registry = CollectorRegistry()
        self._gauges: dict[str, Gauge] = {}
        said = "Presses and words that came to nothing since the start: a rule said no, or the button was old or forged"
        self._refused = Counter("guanjia_refused", said, ("kind",), registry=self._registry)
        self._refusals = dict.fromkeys(REFUSALS, 0)

    async def healthz(self, request: web.Request) -> web.Response:
        """200 when alive, 503 when stuck; backlog, oldest unsent and last poll in seconds."""
        state = await self._state()
        return web.Response(
            body=orjson.dumps(state), content_type="application/json", status=200 if state["status"] == "ok" else 503
        )

    async def metrics(self, request: web.Request) -> web.Response:
        """The same figures for Prometheus, and rows by status."""
        state = await self._state()
        line = self._pipeline
        self._set("guanjia_up", "1 when not stuck", 1 if state["status"] == "ok" else 0)
        self._set("guanjia_inbox_backlog", "Updates kept and not carried out", state["backlog"])
        self._set("guanjia_outbox_oldest_seconds", "Age of the oldest message that could go", state["oldest_unsent_s"])
        self._set("guanjia_updates_received", "Since the start", line.intake.received)
        self._set("guanjia_updates_done", "Since the start", line.worker.done)
        self._set("guanjia_updates_set_aside", "Since the start", line.worker.set_aside)
        self._set("guanjia_updates_quarantined", "Since the start", line.intake.quarantined)
        self._set("guanjia_messages_sent", "Since the start", line.sender.sent)
        self._set("guanjia_messages_waiting", "In the lanes", line.sender.queued)
        for kind, before in self._refusals.items():
            self._refusals[kind] = line.worker.refusals[kind]
            self._refused.labels(kind).inc(self._refusals[kind] - before)
        for status, number in state["outbox"].items():
            self._set("guanjia_outbox_rows", "Rows by status", number, status)
        body = await asyncio.to_thread(generate_latest, self._registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _state(self) -> dict[str, Any]:
        line, now = self._pipeline, time.monotonic()
        try:
            oldest, outbox, at = await self._reader.run(
                lambda work: (work.outbox.oldest_unsent(), work.outbox.count(), work.now)
            )
        except StoreError:
            return {"status": "stuck", "why": ["database"], "backlog": line.worker.backlog, "oldest_unsent_s": 0,
                    "last_poll_s": None, "outbox": {}}  # fmt: skip
        if line.sender.sent != self._sent:
            self._sent, self._sent_at = line.sender.sent, now
        unsent = 0.0 if oldest is None else max(0.0, (at - oldest).total_seconds())
        polled = line.polling.last_poll
        silence = None if polled is None else asyncio.get_running_loop().time() - polled
        why = []
        if self._polls and now - self._began > POLL_SILENCE and (silence is None or silence > POLL_SILENCE):
            why.append("poll")
        if unsent > SEND_SILENCE and now - self._sent_at > SEND_SILENCE:
            why.append("send")
        return {
            "status": "stuck" if why else "ok", "why": why, "backlog": line.worker.backlog,
            "oldest_unsent_s": round(unsent, 1), "last_poll_s": None if silence is None else round(silence, 1),
            "outbox": outbox,
        }  # fmt: skip

    def _set(self, name: str, said: str, value: float, status: str | None = None) -> None:
        gauge = self._gauges.get(name)
        if gauge is None:
            labels = ("status",) if status is not None else ()
            gauge = self._gauges[name] = Gauge(name, said, labels, registry=self._registry)
        (gauge.labels(status) if status is not None else gauge).set(value)


class Site:
    """The HTTP server of this process. Add routes, then start."""

    def __init__(self, host: str, port: int) -> None:
        self.app = web.Application(client_max_size=LARGEST_BODY)
        self._host = host
        self._port = port
        self._runner: web.AppRunner | None = None

    async def start(self) -> int:
        """Listens; the port, which is another when 0 was asked for. Raises OSError when it is taken."""
        self._runner = web.AppRunner(self.app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Finishes what is being answered."""
        if self._runner is not None:
            await self._runner.cleanup()
