"""`python -m sandbox`: a Bot API server with a page of phones, for demonstration and tests."""

import argparse
import asyncio
import contextlib
import gc
import signal

from sandbox.server import Server


def _run(options: argparse.Namespace) -> None:
    try:
        import uvloop
    except ImportError:
        asyncio.run(_main(options))
    else:
        uvloop.run(_main(options))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8088, help="port; 0 takes a free one (default: %(default)s)")
    parser.add_argument(
        "--limits", action=argparse.BooleanOptionalAction, default=False, help="pace the bot as Telegram does"
    )
    parser.add_argument("--delay-ms", type=float, default=0.0, help="added to every reply but getUpdates")
    parser.add_argument(
        "--bot-id", type=int, default=7_000_000_001, help="the bot's user id until its first call tells"
    )
    parser.add_argument("--first-update-id", type=int, help="number of the first update (default: random)")
    return parser.parse_args()


async def _main(options: argparse.Namespace) -> None:
    server = Server(
        limits=options.limits, delay_ms=options.delay_ms, bot_id=options.bot_id, first_update_id=options.first_update_id
    )
    await server.start(options.host, options.port)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, server.stop)
    print(f"sandbox on http://{options.host}:{server.port}", flush=True)
    await server.run()


if __name__ == "__main__":
    # Messages are kept for ever and hold no cycles worth hunting; frequent full collections only cost time.
    gc.set_threshold(50_000, 50, 100)
    _run(_arguments())
