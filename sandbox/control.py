"""The control calls under `/sandbox/`: what people do, what goes wrong, what time it is, and what can be seen."""

import asyncio
from collections.abc import Callable
from typing import Any

import orjson
from aiohttp import web

from sandbox import actions, groups, sharing, views
from sandbox.botapi import BotApi
from sandbox.errors import Refused
from sandbox.world import Chat, Json, World

_JSON = {"Content-Type": "application/json"}
_LONGEST_WAIT_S = 60.0
_OK: Json = {"ok": True}


class Control:
    """Carries out the control calls on the world and on the Bot API's server."""

    def __init__(self, world: World, api: BotApi, stop: Callable[[], None]) -> None:
        self.world = world
        self.api = api
        self._stop = stop
        self._gets: dict[str, Callable[[Json], Any]] = {
            "people": lambda _: views.people_view(world),
            "groups": lambda _: views.groups_view(world),
            "state": lambda _: views.state_view(world),
            "clock": lambda _: views.clock_view(world),
            "phones": lambda _: world.phones,
            "chat": self._chat,
            "calls": lambda query: api.calls.after(int(query.get("after", 0))),
            "violations": lambda _: api.calls.violations,
            "faults": lambda _: api.faults.listed(),
            "limits": lambda _: {"on": api.limits.on},
            "delay": lambda _: {"ms": api.delay_ms},
            "updates": lambda _: {
                "pending": len(world.updates.pending) + len(world.updates.extra),
                "next_id": world.updates.next_id,
            },
        }
        self._posts: dict[str, Callable[[Json], Any]] = {
            **{name: _on(world, act) for name, act in _ACTS.items()},
            "people": self._people,
            "phones": self._phones,
            "clock": self._clock,
            "limits": self._limits,
            "delay": self._delay,
            "faults": self._fault,
            "batch": self._batch,
            "raw": self._raw,
            "replay": self._replay,
            "renumber": self._renumber,
            "reset_log": self._reset_log,
            "shutdown": self._shutdown,
        }

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """The reply to one control call: JSON, or 400 with {"error": why}."""
        name = request.path.removeprefix("/sandbox/").rstrip("/")
        try:
            found = await self._serve(request, name)
        except Refused as refusal:
            return _reply({"error": str(refusal)}, 400)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            return _reply({"error": f"{type(error).__name__}: {error}"}, 400)
        return found if isinstance(found, web.StreamResponse) else _reply(found)

    async def _serve(self, request: web.BaseRequest, name: str) -> Any:
        if request.method == "GET":
            if name == "wait":
                return await self._wait(dict(request.query))
            if name.startswith("file/"):
                return self._file(name.removeprefix("file/"))
            if name in self._gets:
                return self._gets[name](dict(request.query))
        elif request.method == "POST" and name in self._posts:
            body = await request.read()
            return self._posts[name](orjson.loads(body) if body else {})
        elif request.method == "DELETE" and name == "faults":
            self.api.faults.arranged.clear()
            return _OK
        return _reply({"error": f"there is no {request.method} {name}"}, 404)

    def _place(self, query: Json) -> Chat:
        return actions.chat_of(self.world, query.get("chat_id") or query.get("as"))

    def _chat(self, query: Json) -> Json:
        as_user = int(query["as"]) if query.get("as") else None
        last = int(query["last"]) if query.get("last") else None
        return views.chat_view(self.world, self._place(query), as_user, last)

    async def _wait(self, query: Json) -> Json:
        chat = self._place(query)
        after = int(query.get("after_seq", 0))
        if chat.seq <= after:
            waiter = asyncio.get_running_loop().create_future()
            chat.waiters.add(waiter)
            timeout = min(float(query.get("timeout", 10)), _LONGEST_WAIT_S)
            await asyncio.wait([waiter], timeout=timeout)
            chat.waiters.discard(waiter)
        return self._chat(query)

    def _file(self, file_id: str) -> web.Response:
        stored = self.world.files.by_id.get(file_id)
        if stored is None:
            return _reply({"error": "no such file"}, 404)
        return web.Response(body=stored.read(), content_type=stored.mime, headers={"Cache-Control": "max-age=86400"})

    def _people(self, order: Json) -> Json:
        user = {key: order.get(key) for key in ("first_name", "last_name", "username", "language_code")}
        if not user["first_name"]:
            raise Refused("first_name is needed")
        wanted = order.get("id")
        if wanted is not None and int(wanted) <= 0:
            raise Refused("a person's id is positive")
        person = self.world.add_person({"id": None if wanted is None else int(wanted), **user}, order.get("phone"))
        person.gone = bool(order.get("gone", person.gone))
        person.started = bool(order.get("started", person.started))
        return views.person_view(person)

    def _phones(self, order: Any) -> Json:
        wanted = order if isinstance(order, list) else order.get("phones", [])
        for phone in wanted:
            actions.person_of(self.world, phone.get("user_id"))
        self.world.phones = wanted
        self.world.tell("phones", None)
        return {"phones": wanted}

    def _clock(self, order: Json) -> Json:
        if order.get("offset_s") is not None:
            self.world.offset_s = float(order["offset_s"])
        self.world.offset_s += float(order.get("advance_s") or 0)
        self.world.tell("clock", None)
        return views.clock_view(self.world)

    def _limits(self, order: Json) -> Json:
        self.api.limits.switch(bool(order["on"]))
        return {"on": self.api.limits.on}

    def _delay(self, order: Json) -> Json:
        self.api.delay_ms = float(order["ms"])
        return {"ms": self.api.delay_ms}

    def _fault(self, order: Json) -> Json:
        self.api.faults.add(order)
        return {"faults": self.api.faults.listed()}

    def _batch(self, order: Json) -> Json:
        """Many control calls in one, for load: {"acts": [[path, body], ...]}; the first that is refused ends it."""
        return {"results": [self._posts[path](body) for path, body in order["acts"]]}

    def _raw(self, order: Json) -> Json:
        if "garbage" in order:
            return {"update_id": self.world.updates.put_raw({"message": order["garbage"]})}
        return {"update_id": self.world.updates.put_raw(order["update"])}

    def _replay(self, order: Json) -> Json:
        return {"update_ids": self.world.updates.repeat([int(number) for number in order["update_ids"]])}

    def _renumber(self, order: Json) -> Json:
        self.world.updates.renumber(int(order["base"]))
        return {"next_id": self.world.updates.next_id}

    def _reset_log(self, order: Json) -> Json:
        self.api.calls.reset()
        return _OK

    def _shutdown(self, order: Json) -> Json:
        asyncio.get_running_loop().call_soon(self._stop)
        return _OK


_ACTS: dict[str, Callable[[World, Json], Json]] = {
    "groups": groups.make_group,
    "members": groups.change_member,
    "migrate": groups.migrate,
    "say": actions.say,
    "press": actions.press,
    "pay": actions.pay,
    "edit": actions.edit,
    "delete": actions.delete,
    "react": actions.react,
    "block": actions.block,
    "unblock": actions.unblock,
    "vote": actions.vote,
    "media": sharing.send,
    "share_contact": sharing.share_contact,
}


def _on(world: World, act: Callable[[World, Json], Json]) -> Callable[[Json], Json]:
    # seq: what the bot does from now on has a higher one.
    return lambda order: {**act(world, order), "seq": world.seq}


def _reply(found: Any, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(found), status=status, headers=_JSON)
