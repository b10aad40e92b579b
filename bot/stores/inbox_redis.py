"""Waiting messages in a Redis that several processes share.

Keys (all with the prefix of `RedisClient`): a list of messages for each owner, oldest first, each
`number|at|channel|body`; the lease of each owner; a key for each message seen and each owner greeted, which expire by
themselves; and the owners that have messages, by the number of the oldest one when they began to wait.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from bot.stores.errors import StoreError
from bot.stores.inbox import MOST_WAITING, SEEN_SECONDS, WAITING_SECONDS, Arrival, Item
from bot.stores.records import KEPT_SECONDS, drawn
from bot.stores.redis_client import PREFIX, RedisClient
from bot.stores.redis_file import AppendOnlyFile

_OWNERS = "inbox:owners"
#: Each script may run twice (see `RedisClient`): what it did itself it finds done, by its token.
#: Keys: seen, queue, owners, counter. Arguments: token, `at|channel|body`, most, owner, milliseconds (seen, queue).
_PUT = """
local seen = redis.call('GET', KEYS[1])
if seen then return seen == ARGV[1] and 'new' or 'seen' end
if ARGV[3] ~= '' and redis.call('LLEN', KEYS[2]) >= tonumber(ARGV[3]) then return 'full' end
local number = redis.call('INCR', KEYS[4])
redis.call('RPUSH', KEYS[2], number .. '|' .. ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[6])
redis.call('ZADD', KEYS[3], 'NX', number, ARGV[4])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[5])
return 'new'
"""
#: Keys: owners. Arguments: prefix of queues, prefix of leases, channel. Owners whose queue expired are dropped.
_WAITING = """
local free = {}
for _, owner in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local head = redis.call('LINDEX', ARGV[1] .. owner, 0)
  if not head then redis.call('ZREM', KEYS[1], owner)
  elseif string.match(head, '^%d+|[%d.]+|([^|]*)|') == ARGV[3]
    and redis.call('EXISTS', ARGV[2] .. owner) == 0 then free[#free + 1] = owner end
end
return free
"""
#: Keys: queue, lease, greeted, owners. Arguments: token, milliseconds, time before which a message is too old.
_CLAIM = """
local lease = redis.call('GET', KEYS[2])
if lease and lease ~= ARGV[1] then return false end
while true do
  local head = redis.call('LINDEX', KEYS[1], 0)
  if not head then return false end
  local number, at = string.match(head, '^(%d+)|([%d.]+)|')
  if number and tonumber(at) > tonumber(ARGV[3]) then
    redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
    return {head, redis.call('EXISTS', KEYS[3])}
  end
  redis.call('LPOP', KEYS[1])
end
"""
_RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1
"""
#: Keys: queue, lease, greeted, owners. Arguments: token, number, owner, 1 if greeted, milliseconds.
_DONE = """
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
local head = redis.call('LINDEX', KEYS[1], 0)
if head and string.match(head, '^(%d+)|') == ARGV[2] then redis.call('LPOP', KEYS[1]) end
if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('ZREM', KEYS[4], ARGV[3]) end
redis.call('DEL', KEYS[2])
if ARGV[4] == '1' then redis.call('SET', KEYS[3], '', 'PX', ARGV[5]) else redis.call('DEL', KEYS[3]) end
return 1
"""
#: Keys: queue, lease, greeted, owners. Argument: owner.
_ERASE = """
local removed = redis.call('DEL', KEYS[3])
if redis.call('EXISTS', KEYS[2]) == 0 then
  removed = removed + redis.call('DEL', KEYS[1]) + redis.call('ZREM', KEYS[4], ARGV[1])
end
return removed
"""


class RedisInbox:
    """An `Inbox` in the Redis at `url`. `now` gives Unix seconds; what expires does so by the clock of Redis."""

    def __init__(self, url: str, now: Callable[[], float] = time.time) -> None:
        """Nothing is connected before the first call."""
        self.counts: Counter = Counter()
        self._client = RedisClient(url)
        self._file = AppendOnlyFile(self._client)
        self._now = now

    async def put(
        self, channel: str, owner: str, message_id: str, body: bytes, most: int | None = MOST_WAITING
    ) -> Arrival:
        """See `Inbox`."""
        keys = [f"inbox:seen:{message_id}", _queue(owner), _OWNERS, "inbox:number"]
        limits = ["" if most is None else most, owner, _milliseconds(SEEN_SECONDS), _milliseconds(WAITING_SECONDS)]
        done = await self._run(_PUT, keys, [drawn(), f"{self._now():.3f}|{channel}|".encode() + body, *limits])
        return Arrival(done.decode())

    async def waiting(self, channel: str) -> list[str]:
        """See `Inbox`."""
        found = await self._run(_WAITING, [_OWNERS], [PREFIX + _queue(""), PREFIX + _lease(""), channel])
        return [owner.decode() for owner in found]

    async def claim(self, owner: str, seconds: float) -> Item | None:
        """See `Inbox`."""
        token = drawn()
        arguments = [token, _milliseconds(seconds), f"{self._now() - WAITING_SECONDS:.3f}"]
        found = await self._run(_CLAIM, _keys(owner), arguments)
        if not found:
            return None
        number, _, _, body = found[0].split(b"|", 3)
        return Item(owner, int(number), body, token, bool(found[1]))

    async def renew(self, item: Item, seconds: float) -> bool:
        """See `Inbox`."""
        return bool(await self._run(_RENEW, [_lease(item.owner)], [item.lease, _milliseconds(seconds)]))

    async def done(self, item: Item, greeted: bool = True) -> None:
        """See `Inbox`."""
        arguments = [item.lease, item.number, item.owner, int(greeted), _milliseconds(KEPT_SECONDS)]
        await self._run(_DONE, _keys(item.owner), arguments)
        if not greeted:
            await self._file.scrub_if_needed(True)

    async def erase(self, owner: str) -> bool:
        """See `Inbox`. Raises `StoreError` also when it is gone but Redis could not rewrite its file yet."""
        erased = bool(await self._run(_ERASE, _keys(owner), [owner]))
        self.counts["erased"] += erased
        await self._file.scrub_if_needed(erased)
        return erased

    async def purge(self, now: float | None = None) -> int:
        """Return 0: everything here expires by itself, and the store of conversations has the file rewritten."""
        return 0

    async def close(self) -> None:
        """See `Inbox`."""
        await self._client.close()

    async def _run(self, script: str, keys: list[str], arguments: list[Any]) -> Any:
        try:
            return await self._client.run(script, keys, arguments)
        except StoreError:
            self.counts["errors"] += 1
            raise


def _keys(owner: str) -> list[str]:
    return [_queue(owner), _lease(owner), f"inbox:greeted:{owner}", _OWNERS]


def _queue(owner: str) -> str:
    return f"inbox:queue:{owner}"


def _lease(owner: str) -> str:
    return f"inbox:lease:{owner}"


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
