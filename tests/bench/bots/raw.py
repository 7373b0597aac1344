"""The least a bot can do: polls, answers every message at once, keeps nothing. What it reaches is the ceiling of the
sandbox and the people, not a bot anybody would run."""

import asyncio
import sys

import aiohttp
import orjson

TOKEN = "7000000009:raw"


async def main(url: str) -> None:
    """Runs until killed."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        base = f"{url}/bot{TOKEN}/"
        tasks: set[asyncio.Task[None]] = set()

        async def answer(message: dict) -> None:
            body = orjson.dumps({"chat_id": message["chat"]["id"], "text": message["text"]})
            async with http.post(f"{base}sendMessage", data=body, headers={"Content-Type": "application/json"}) as got:
                await got.read()

        offset = 0
        while True:
            body = orjson.dumps({"offset": offset, "timeout": 25})
            async with http.post(f"{base}getUpdates", data=body, headers={"Content-Type": "application/json"}) as got:
                for update in orjson.loads(await got.read())["result"]:
                    offset = update["update_id"] + 1
                    task = asyncio.create_task(answer(update["message"]))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    try:
        import uvloop
    except ImportError:
        asyncio.run(main(sys.argv[1]))
    else:
        uvloop.run(main(sys.argv[1]))
