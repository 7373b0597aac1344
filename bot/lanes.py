"""Who is sent to next, and when: the channel's limits kept by construction. Pure; time is a number passed in.

Limits count a message from the moment it is handed out until a period after its answer came. Telegram saw it at some
instant in between, so no window on Telegram's side can hold more messages than a window here, however slow the network.

Inside one chat only one message is under way, the most urgent lane first, first in first out within a lane. Between
chats the most urgent lane goes first, then whoever has waited longest.
"""

import heapq
from collections import deque
from dataclasses import dataclass, field
from typing import Self

from domain.sending import Lane


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages allowed; periods in seconds. The defaults stay just inside Telegram's published limits."""

    #: To everybody together, per second.
    overall: int = 29
    #: The share of it that reminders and broadcasts may use.
    bulk: int = 22
    #: One private chat: sustained rate per second, and how many replies may come at once.
    private_rate: float = 1.0
    private_burst: int = 3
    #: One group: sustained rate per second, how many at once, and never more than this in a minute.
    group_rate: float = 1 / 3
    group_burst: int = 3
    group_minute: int = 20
    #: Of these, kept free for emergencies.
    group_reserve: int = 2
    #: Messages under way at once.
    at_once: int = 256

    @classmethod
    def none(cls) -> Self:
        """No limits, for measurements against a local server."""
        endless = 1_000_000
        return cls(endless, endless, endless, endless, endless, endless, endless, 0)


@dataclass(slots=True)
class Ticket:
    """One message in the queue."""

    id: int
    chat: int
    lane: int
    #: How many messages it is for the channel's limits: an album is one each, a deletion none.
    weight: int = 1
    #: Set when it was withdrawn or put elsewhere; skipped when its turn comes.
    void: bool = False


@dataclass(slots=True)
class _Window:
    """At most `limit` within `period`, counted from handing out until `period` after the end."""

    limit: int
    period: float
    under_way: int = 0
    ended: deque[float] = field(default_factory=deque)

    def free_at(self, now: float, weight: int = 1) -> float | None:
        """When the next may start; None when first something under way must end."""
        while self.ended and self.ended[0] + self.period <= now:
            self.ended.popleft()
        over = self.under_way + len(self.ended) - self.limit + min(weight, self.limit)
        if over <= 0:
            return now
        return self.ended[over - 1] + self.period if over <= len(self.ended) else None

    def start(self, weight: int) -> None:
        self.under_way += weight

    def end(self, now: float, weight: int, *, counts: bool = True) -> None:
        self.under_way -= weight
        if counts:
            self.ended.extend([now] * weight)


@dataclass(slots=True)
class _Bucket:
    """`burst` at once, refilled at `rate` per second; a chat's is taken from at the end of a message."""

    rate: float
    burst: float
    level: float
    at: float

    def _now(self, now: float) -> float:
        return min(self.burst, self.level + max(0.0, now - self.at) * self.rate)

    def free_at(self, now: float, wanted: float) -> float:
        """When there are so many to take."""
        lacking = min(wanted, self.burst) - self._now(now)
        return now if lacking <= 1e-9 else now + lacking / self.rate

    def take(self, now: float, weight: int) -> None:
        self.level, self.at = self._now(now) - weight, max(self.at, now)


class _Chat:
    __slots__ = ("bucket", "busy", "held_until", "id", "lanes", "minute", "ready", "reserve", "stamp")

    def __init__(self, chat: int, limits: Limits, now: float) -> None:
        self.id = chat
        group = chat < 0
        rate, burst = (limits.group_rate, limits.group_burst) if group else (limits.private_rate, limits.private_burst)
        self.bucket = _Bucket(rate, burst, burst, now)
        self.minute = _Window(limits.group_minute, 60) if group else None
        self.reserve = limits.group_reserve
        self.lanes: dict[int, deque[Ticket]] = {}
        self.busy: Ticket | None = None
        self.held_until = 0.0
        #: The newest entry of this chat in the heaps; older ones are stale.
        self.stamp = 0
        #: The lane it is ready with, None when it is not.
        self.ready: int | None = None

    def head(self) -> Ticket | None:
        """The next ticket, dropping void ones."""
        for lane in sorted(self.lanes):
            queue = self.lanes[lane]
            while queue and queue[0].void:
                queue.popleft()
            if queue:
                return queue[0]
            del self.lanes[lane]
        return None

    def free_at(self, ticket: Ticket, now: float) -> float:
        """Bursts are for emergencies and replies; everything else keeps the sustained pace."""
        wanted = ticket.weight if ticket.lane <= Lane.REPLY or not ticket.weight else min(self.bucket.burst, 1_000)
        free = max(self.held_until, self.bucket.free_at(now, wanted))
        if self.minute is not None:
            kept = 0 if ticket.lane <= Lane.EMERGENCY else self.reserve
            minute = self.minute.free_at(now, ticket.weight + kept)
            free = free if minute is None else max(free, minute)
        return free

    def rested(self, now: float) -> bool:
        """Whether nothing sent before counts any more."""
        if self.minute is not None:
            self.minute.free_at(now)
            if self.minute.ended:
                return False
        return self.held_until <= now and self.bucket.free_at(now, self.bucket.burst) <= now


class Lanes:
    """The queue of everything to be sent. `add`, `take`, and `done` for each taken ticket."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._all = _Window(self.limits.overall, 1.0)
        # A share of our own, not the channel's limit: evenly spread, so that no answer waits behind a whole second's worth.
        self._bulk = _Bucket(self.limits.bulk, spread := max(2.0, self.limits.bulk / 11), spread, 0.0)
        self._chats: dict[int, _Chat] = {}
        self._tickets: dict[int, Ticket] = {}
        self._ready: list[tuple[int, float, int, int]] = []  # lane, waiting since, chat, stamp
        self._later: list[tuple[float, int, int]] = []  # free at, chat, stamp
        self._held_until = 0.0

    def __len__(self) -> int:
        return len(self._tickets)

    def __contains__(self, row: int) -> bool:
        return row in self._tickets

    def add(self, row: int, chat: int, lane: int, now: float, weight: int = 1) -> bool:
        """Queue a row at the end of its lane. A row already queued moves only when its chat or lane is another.

        False when the row is just under way and so was left alone.
        """
        known = self._tickets.get(row)
        if known is not None:
            if self._is_taken(known):
                return False
            if (known.chat, known.lane) == (chat, lane):
                return True
            known.void = True
        ticket = self._tickets[row] = Ticket(row, chat, lane, weight)
        place = self._chat(chat, now)
        queue = place.lanes.setdefault(lane, deque())
        if not queue or queue[-1].id < row:
            queue.append(ticket)
        elif row < queue[0].id:  # put back: rows keep the order they were written in
            queue.appendleft(ticket)
        else:
            place.lanes[lane] = deque(sorted((*queue, ticket), key=lambda t: t.id))
        self._schedule(place, now)
        return True

    def drop(self, row: int) -> None:
        """Forget a row that is not to be sent any more."""
        ticket = self._tickets.get(row)
        if ticket is not None and not self._is_taken(ticket):
            ticket.void = True
            del self._tickets[row]

    def take(self, now: float) -> Ticket | None:
        """The ticket to send now, or None (see `next_at`). Its chat is busy until `done`."""
        if now < self._held_until:
            return None
        self._wake(now)
        while self._ready:
            lane, _, chat, stamp = self._ready[0]
            place = self._chats.get(chat)
            if place is None or place.stamp != stamp or place.busy is not None:
                heapq.heappop(self._ready)
                continue
            head = place.head()
            if head is None or head.lane != lane or place.free_at(head, now) > now:
                heapq.heappop(self._ready)
                place.ready = None
                self._schedule(place, now)
                continue
            if not self._global_free(head, now):
                return None
            heapq.heappop(self._ready)
            place.lanes[lane].popleft()
            place.ready = None
            place.busy = head
            if head.lane >= Lane.REMINDER:
                self._bulk.take(now, head.weight)
            for window in self._windows(place, head):
                window.start(head.weight)
            return head
        return None

    def done(self, ticket: Ticket, now: float, *, counts: bool = True) -> None:
        """The message ended, however; `counts` is False when it surely never left us."""
        place = self._chats[ticket.chat]
        if place.busy is not ticket:
            raise ValueError(f"row {ticket.id} is not under way")
        place.busy = None
        self._tickets.pop(ticket.id, None)
        for window in self._windows(place, ticket):
            window.end(now, ticket.weight, counts=counts)
        if counts:
            place.bucket.take(now, ticket.weight)
        self._schedule(place, now)

    def hold(self, chat: int | None, until: float) -> None:
        """Nothing to this chat (None: to anybody) before `until`."""
        if chat is None:
            self._held_until = max(self._held_until, until)
        elif chat in self._chats:
            self._chats[chat].held_until = max(self._chats[chat].held_until, until)

    def move(self, old: int, new: int, now: float) -> None:
        """The chat got another id: what waits for it waits under the new one."""
        place = self._chats.get(old)
        if place is None:
            return
        waiting = [t for queue in place.lanes.values() for t in queue if not t.void]
        place.lanes.clear()
        for ticket in sorted(waiting, key=lambda t: t.id):
            del self._tickets[ticket.id]
            self.add(ticket.id, new, ticket.lane, now, ticket.weight)

    def next_at(self, now: float) -> float | None:
        """When `take` may have something; None when only `add` or `done` can change that."""
        if not self._tickets:
            return None
        free: float | None
        if now < self._held_until:
            return self._held_until
        if self._ready:
            head = self._chats[self._ready[0][2]].head()
            weight = head.weight if head is not None else 1
            free = self._all.free_at(now, weight)
            if self._ready[0][0] >= Lane.REMINDER and free is not None:
                free = max(free, self._bulk.free_at(now, weight))
            later = self._later[0][0] if self._later else None
            return min((t for t in (free, later) if t is not None), default=None)
        return max(self._later[0][0], now) if self._later else None

    def tidy(self, now: float) -> None:
        """Forget chats with nothing queued whose limits have run out."""
        for chat, place in list(self._chats.items()):
            if place.busy is None and place.head() is None and place.rested(now):
                del self._chats[chat]

    def _is_taken(self, ticket: Ticket) -> bool:
        place = self._chats.get(ticket.chat)
        return place is not None and place.busy is ticket

    def _chat(self, chat: int, now: float) -> _Chat:
        place = self._chats.get(chat)
        if place is None:
            place = self._chats[chat] = _Chat(chat, self.limits, now)
        return place

    def _windows(self, place: _Chat, ticket: Ticket) -> list[_Window]:
        windows = [self._all]
        if place.minute is not None:
            windows.append(place.minute)
        return windows

    def _global_free(self, ticket: Ticket, now: float) -> bool:
        if self._all.free_at(now, ticket.weight) != now:
            return False
        return ticket.lane < Lane.REMINDER or self._bulk.free_at(now, ticket.weight) == now

    def _schedule(self, place: _Chat, now: float) -> None:
        """Put the chat where its next ticket belongs; earlier places of it become stale."""
        if place.busy is not None:
            return
        head = place.head()
        if head is None or place.ready == head.lane:
            return
        place.stamp += 1
        place.ready = None
        free = place.free_at(head, now)
        if free <= now:
            place.ready = head.lane
            heapq.heappush(self._ready, (head.lane, now, place.id, place.stamp))
        else:
            heapq.heappush(self._later, (free, place.id, place.stamp))

    def _wake(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            _, chat, stamp = heapq.heappop(self._later)
            place = self._chats.get(chat)
            if place is not None and place.stamp == stamp:
                self._schedule(place, now)
