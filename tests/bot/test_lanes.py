"""Pacing: the channel's limits hold whatever is queued, and what matters goes first."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lanes import Lanes, Limits, Ticket
from domain.sending import Lane

LANES = st.sampled_from(list(Lane))
CHATS = st.sampled_from([1, 2, 3, -100, -200])


def run(lanes: Lanes, now: float = 0.0, took: float = 0.05, upto: float = 1e9) -> list[tuple[float, Ticket]]:
    """Send everything with the given time per message; when each was handed out."""
    sent: list[tuple[float, Ticket]] = []
    under_way: list[tuple[float, Ticket]] = []
    while now < upto:
        while (ticket := lanes.take(now)) is not None:
            sent.append((now, ticket))
            under_way.append((now + took, ticket))
        times = [t for t, _ in under_way]
        due = lanes.next_at(now)
        if due is not None:
            times.append(max(due, now))
        if not times:
            break
        now = min(times)
        for ended in [u for u in under_way if u[0] <= now]:
            under_way.remove(ended)
            lanes.done(ended[1], now)
    return sent


def test_lane_order_between_chats_then_first_come():
    """Emergencies pass everything; within a lane whoever waits longest goes first."""
    lanes = Lanes(Limits(overall=1))
    lanes.add(1, 10, Lane.BROADCAST, 0)
    lanes.add(2, 20, Lane.TASK, 0)
    lanes.add(3, 30, Lane.REPLY, 0)
    lanes.add(4, 40, Lane.EMERGENCY, 0)
    lanes.add(5, 50, Lane.REPLY, 0)
    assert [t.id for _, t in run(lanes)] == [4, 3, 5, 2, 1]


def test_fifo_within_chat_and_lane_survives_a_put_back():
    """A row that is tried again keeps its place before later rows of its lane."""
    lanes = Lanes()
    for row in (1, 2, 3):
        lanes.add(row, 10, Lane.REPLY, 0)
    first = lanes.take(0)
    assert first is not None and first.id == 1
    lanes.done(first, 0.1, counts=False)
    lanes.add(1, 10, Lane.REPLY, 0.1)
    assert [t.id for _, t in run(lanes, 0.1)] == [1, 2, 3]


def test_one_under_way_per_chat():
    """The second message of a chat waits for the end of the first."""
    lanes = Lanes(Limits.none())
    lanes.add(1, 10, Lane.REPLY, 0)
    lanes.add(2, 10, Lane.EMERGENCY, 0)
    first = lanes.take(0)
    assert first is not None and first.id == 2
    assert lanes.take(0) is None
    lanes.done(first, 1)
    assert lanes.take(1) is not None


def test_private_burst_is_for_replies():
    """Three replies go at once, then one a second; reminders keep one a second from the start."""
    lanes = Lanes()
    for row in range(5):
        lanes.add(row, 10, Lane.REPLY, 0)
    assert [round(t) for t, _ in run(lanes, took=0.0)] == [0, 0, 0, 1, 2]
    for row in range(10, 13):
        lanes.add(row, 11, Lane.REMINDER, 0)
    assert [round(t) for t, _ in run(lanes, took=0.0)] == [0, 1, 2]


def test_group_is_never_sent_more_than_twenty_a_minute():
    """Sixty edits to one group take three minutes."""
    lanes = Lanes()
    for row in range(60):
        lanes.add(row, -10, Lane.TASK, 0)
    times = [t for t, _ in run(lanes)]
    assert len(times) == 60
    assert all(later - earlier >= 60 for earlier, later in zip(times, times[18:], strict=False))


def test_emergency_finds_room_in_a_busy_group():
    """The last two places of a minute are kept for it."""
    lanes = Lanes(Limits(group_rate=1.0))
    for row in range(40):
        lanes.add(row, -10, Lane.TASK, 0)
    sent = run(lanes, upto=25)
    assert len(sent) == 18 and lanes.take(25) is None
    lanes.add(99, -10, Lane.EMERGENCY, 25)
    ticket = lanes.take(25)
    assert ticket is not None and ticket.id == 99


def test_broadcast_leaves_room_for_replies():
    """With ten thousand broadcasts waiting a reply goes at once."""
    lanes = Lanes()
    for row in range(10_000):
        lanes.add(row, row + 1, Lane.BROADCAST, 0)
    before = run(lanes, upto=0.5)
    assert len(before) <= 22
    lanes.add(20_000, 99_999, Lane.REPLY, 0.5)
    ticket = lanes.take(0.5)
    assert ticket is not None and ticket.id == 20_000


def test_hold_of_a_chat_and_of_all():
    """A hold stops one chat, or everybody, until it is over."""
    lanes = Lanes()
    lanes.add(1, 10, Lane.REPLY, 0)
    ticket = lanes.take(0)
    assert ticket is not None
    lanes.hold(10, 5)
    lanes.done(ticket, 0)
    lanes.add(2, 10, Lane.REPLY, 0)
    lanes.add(3, 11, Lane.REPLY, 0)
    assert [(t, x.id) for t, x in run(lanes, took=0)] == [(0, 3), (5, 2)]
    lanes.hold(None, 9)
    lanes.add(4, 12, Lane.EMERGENCY, 6)
    assert lanes.take(6) is None and lanes.next_at(6) == 9
    assert lanes.take(9) is not None


def test_move_keeps_the_queue():
    """What waits for a group waits for its new id, in the same order."""
    lanes = Lanes()
    for row in (1, 2):
        lanes.add(row, -1, Lane.TASK, 0)
    lanes.move(-1, -100, 0)
    sent = [t for _, t in run(lanes)]
    assert [(t.id, t.chat) for t in sent] == [(1, -100), (2, -100)]


def test_drop_and_tidy_leave_nothing():
    """Withdrawn rows are skipped and chats are forgotten once their limits have run out."""
    lanes = Lanes()
    lanes.add(1, 10, Lane.TASK, 0)
    lanes.drop(1)
    assert lanes.take(0) is None and len(lanes) == 0
    lanes.tidy(0)
    assert not lanes._chats


@settings(deadline=None, max_examples=60)
@given(
    rows=st.lists(st.tuples(CHATS, LANES, st.floats(0, 5)), max_size=150),
    took=st.lists(st.floats(0, 2), min_size=1, max_size=20),
    seen=st.lists(st.floats(0, 1), min_size=1, max_size=20),
)
def test_limits_hold_wherever_between_start_and_end_the_channel_saw_it(rows, took, seen):
    """Random arrivals, random delays: every row goes once, in order, and no window is ever too full."""
    lanes = Lanes()
    arrivals = sorted((at, row, chat, lane) for row, (chat, lane, at) in enumerate(rows))
    arrivals = [(at, n, chat, lane) for n, (at, _, chat, lane) in enumerate(arrivals)]
    under_way: list[tuple[float, float, Ticket]] = []
    started, reached, now, n = [], [], 0.0, 0
    while True:
        while arrivals and arrivals[0][0] <= now:
            _, row, chat, lane = arrivals.pop(0)
            lanes.add(row, chat, lane, now)
        while (ticket := lanes.take(now)) is not None:
            length = took[n % len(took)]
            under_way.append((now + length, now + length * seen[n % len(seen)], ticket))
            started.append(ticket)
            n += 1
        due = lanes.next_at(now)
        times = [u[0] for u in under_way] + [a[0] for a in arrivals[:1]] + ([max(due, now)] if due is not None else [])
        if not times:
            break
        now = min(times)
        for ended in [u for u in under_way if u[0] <= now]:
            under_way.remove(ended)
            lanes.done(ended[2], now)
            reached.append((ended[1], ended[2]))
    assert sorted(t.id for t in started) == list(range(len(rows)))
    by_lane = defaultdict(list)
    for ticket in started:
        by_lane[ticket.chat, ticket.lane].append(ticket.id)
    assert all(ids == sorted(ids) for ids in by_lane.values())
    full(sorted(t for t, _ in reached), 29, 1)
    full(sorted(t for t, x in reached if x.lane >= Lane.REMINDER), 22, 1)
    for chat in {x.chat for _, x in reached}:
        mine = sorted(t for t, x in reached if x.chat == chat)
        if chat < 0:
            full(mine, 20, 60)
        else:
            full(mine, 4, 1)


def full(times: list[float], limit: int, period: float) -> None:
    """No window of `period` seconds holds more than `limit`."""
    for earlier, later in zip(times, times[limit:], strict=False):
        assert later - earlier >= period - 1e-6


def test_broadcast_keeps_its_rate_on_a_slow_network_and_is_spread_evenly():
    """A share of our own is no limit of the channel's: the round trip costs it nothing, and it never comes in heaps."""
    lanes = Lanes()
    for row in range(1, 661):
        lanes.add(row, row, Lane.BROADCAST, 0)
    times = [at for at, _ in run(lanes, took=0.2)]
    assert 29 <= times[-1] <= 30.1
    assert all(sum(at <= one < at + 0.5 for one in times) <= 14 for at in times)
